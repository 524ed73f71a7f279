"""The obvious stack: what one would write first with `holidays`, `dateutil` and `pydantic`. `schedule.py` times it.

It reads the same rules as the library, as the profile gives them, and means the same by them: a limit falls on
the completing it belongs to, the earliest binds, what is open is assumed done on its due date so that what hangs on
it can be dated too. It does so the plain way: a bank holiday is asked for day by day, months and weeks are a
`relativedelta`, phrases and conditions are read from their words where they are used, and every event and
every due date is a pydantic model. The `holidays` object and the rules of each task are got once, for all children.

It can do what the history of `schedule.py` and its variations meet, and no more: one period of care that goes
on, with no adjourned or additional review; no cycle that restarts, no `until`, `limit_from`, `inclusive`,
"midway" or hours; nothing done before care began; tasks recorded as done that belong to the period of care or
to a placement, or that follow a review; and no birthday on 29 February.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from dateutil.relativedelta import relativedelta
from holidays import country_holidays
from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lacreview_rules import Profile
    from lacreview_rules.profiles.models import Condition, Task, Timescale

BANK_HOLIDAYS = country_holidays("GB", subdiv="ENG")
FORCES = ("regulation", "guidance", "data-return", "local")
REVIEWS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")
ONE_DAY = timedelta(days=1)


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BecameLookedAfter(_Model):
    """The start of care and of the first placement."""

    event: Literal["became-looked-after"]
    on: date
    placement: str | None = None
    legal_status: str | None = None
    emergency: bool = False


class PlacementMoved(_Model):
    """The start of another placement."""

    event: Literal["placement-moved"]
    on: date
    placement: str | None = None
    emergency: bool = False


class LegalStatusChanged(_Model):
    """Another legal status."""

    event: Literal["legal-status-changed"]
    on: date
    legal_status: str


class ReviewHeld(_Model):
    """A review, at a meeting."""

    event: Literal["review-held"]
    on: date


class ReviewArranged(_Model):
    """The next review was booked."""

    event: Literal["review-arranged"]
    on: date
    review_on: date


class DecisionsIssued(_Model):
    """The decisions of a review went out."""

    event: Literal["decisions-issued"]
    on: date


class TaskDone(_Model):
    """A task was done."""

    event: Literal["task-done"]
    on: date
    task: str


class FactRecorded(_Model):
    """A fact became true, or stopped being so."""

    event: Literal["fact"]
    on: date
    fact: str
    value: bool = True


CareEvent = Annotated[
    BecameLookedAfter | PlacementMoved | LegalStatusChanged | ReviewHeld | ReviewArranged | DecisionsIssued | TaskDone | FactRecorded,
    Field(discriminator="event"),
]


class CareHistory(_Model):
    """One child's events."""

    child: str
    date_of_birth: date | None = None
    events: tuple[CareEvent, ...]


class OtherLimit(_Model):
    """A limit that also applies."""

    rule: str
    due: date
    force: str


class DueDate(_Model):
    """One due date, with what the schedule contract gives it; of notices, only that a date is provisional or moves no further."""

    task: str
    title: str
    role: str
    period_of_care: int
    review: int | None
    due: date | None
    last_working_day: date | None
    aim: date | None
    opens: date | None
    status: str
    done_on: date | None
    days_late: int | None
    basis: str
    rule: str
    force: str
    cite: str
    verified: bool | str
    also: tuple[OtherLimit, ...]
    notices: tuple[str, ...]


@dataclass
class Placement:
    """Where the child lived."""

    start: date
    kind: str | None
    emergency: bool
    end: date | None = None


@dataclass
class Happening:
    """A day that a rule can count from; `sure` if it is on record, not booked or assumed."""

    on: date
    sure: bool = True
    review: int | None = None
    booked: bool = False

    @property
    def basis(self) -> str:
        """It happened, it is booked, or it is assumed."""
        return "actual" if self.sure else "arranged" if self.booked else "projected"


@dataclass
class Limit:
    """The last day under one rule; None for advice."""

    rule: Timescale
    start: Happening
    due: date | None


# ---------------------------------------------------------------- counting


def is_working_day(day: date) -> bool:
    """Whether it is neither at the weekend nor a bank holiday."""
    return day.weekday() < 5 and day not in BANK_HOLIDAYS


def last_working_day(day: date) -> date:
    """The last working day on or before a day."""
    while not is_working_day(day):
        day -= ONE_DAY
    return day


def working_days_from(day: date, count: int, step: timedelta) -> date:
    """That many working days later, or earlier."""
    while count:
        day += step
        if is_working_day(day):
            count -= 1
    return day


def count_of(phrase: str) -> tuple[int, str]:
    """The number and the unit, in the plural: "1 week" is 1 and "weeks"."""
    number, unit = phrase.split(" ", 1)
    return int(number), unit if unit.endswith("s") else f"{unit}s"


def after(day: date, phrase: str) -> date:
    """The last day of a period that begins after a day."""
    count, unit = count_of(phrase)
    if unit == "working days":
        return working_days_from(day, count, ONE_DAY)
    end: date = day + relativedelta(**{unit: count})
    return end


def before(day: date, phrase: str, *, clear: bool = False) -> date:
    """The day that lies a period before a day; one further back if the days between must be clear."""
    count, unit = count_of(phrase)
    if unit == "working days":
        return working_days_from(day, count + clear, -ONE_DAY)
    start: date = day - relativedelta(**{unit: count})
    return start - clear * ONE_DAY


# ---------------------------------------------------------------- schedules


class Scheduler:
    """Makes schedules under one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.rules: defaultdict[str, list[Timescale]] = defaultdict(list)
        for rule in profile.timescales:
            self.rules[rule.task].append(rule)

    def schedule(self, history: CareHistory) -> list[DueDate]:
        """Every due date of one child, in order of date, task and rule."""
        case = Case(self.profile, self.rules, history)
        for task in self.profile.tasks:
            case.work_out(task)
        return sorted(case.due_dates, key=lambda due: (due.due or date.max, due.task, due.rule, due.review or 0))


class Case:
    """One child's events and, as they are worked out, due dates."""

    def __init__(self, profile: Profile, rules: defaultdict[str, list[Timescale]], history: CareHistory) -> None:
        self.profile = profile
        self.rules = rules
        self.born = history.date_of_birth
        self.events = sorted(history.events, key=lambda event: event.on)
        self.as_of = self.events[-1].on
        self.start = self.as_of
        self.arranged: date | None = None
        self.placements: list[Placement] = []
        self.timeline: defaultdict[str, list[Happening]] = defaultdict(list)
        self.done: defaultdict[str, list[Happening]] = defaultdict(list)
        self.reviews: list[Happening] = []
        self.worked_out: set[str] = set()
        self.due_dates: list[DueDate] = []
        for event in self.events:
            self.take(event)
        self.held = len(self.reviews)
        for task in profile.tasks.values():
            for kind in task.done_by:
                self.done[task.id] += self.timeline[kind]

    def take(self, event: CareEvent) -> None:
        """Note what an event says."""
        happening = Happening(event.on)
        self.timeline[event.event].append(happening)
        if isinstance(event, BecameLookedAfter):
            self.start = event.on
        if isinstance(event, PlacementMoved):
            self.placements[-1].end = event.on
            self.timeline["placement-ended"].append(happening)
        if isinstance(event, BecameLookedAfter | PlacementMoved):
            self.placements.append(Placement(event.on, event.placement, event.emergency))
            self.timeline["placement-started"].append(happening)
        elif isinstance(event, ReviewHeld):
            happening.review = len(self.reviews) + 1
            self.reviews.append(happening)
            self.timeline["review-meeting-held"].append(Happening(event.on))
        elif isinstance(event, ReviewArranged):
            self.arranged = event.review_on
        elif isinstance(event, TaskDone):
            self.done[event.task].append(happening)

    def work_out(self, task_id: str) -> None:
        """Find the due dates of one task, and of what it counts from before it."""
        if task_id in self.worked_out:
            return
        self.worked_out.add(task_id)
        task = self.profile.tasks[task_id]
        if task_id == self.profile.cycle_task:
            self.in_turn(task, self.reviews, self.start, None)
        elif task.per == "period-of-care":
            self.in_turn(task, self.done[task_id], self.start, None)
        elif task.per == "placement":
            for placement in self.placements:
                done = [completion for completion in self.done[task_id] if self.placement_on(completion.on) is placement]
                self.in_turn(task, done, placement.start, placement.end)
        elif task.per == "review":
            self.for_each_review(task)
        else:
            self.for_each_event(task)

    # What a task belongs to

    def in_turn(self, task: Task, done: list[Happening], start: date, end: date | None) -> None:
        """A task in sequence: each time it was done, the open one, and one more."""
        limits: defaultdict[int, list[Limit]] = defaultdict(list)
        advice: dict[str, Limit] = {}
        recurring = [rule for rule in self.rules[task.id] if rule.after == (task.id,)]
        for rule in self.rules[task.id]:
            if rule.after == (task.id,):
                for place, completion in enumerate(done, 1):
                    limits[place] += self.limits(rule, completion)
                continue
            for anchor in self.anchors(rule):
                if start <= anchor.on and (end is None or anchor.on < end):
                    for limit in self.limits(rule, anchor):
                        if limit.due is None:
                            advice[rule.id] = limit
                        else:
                            limits[self.place(rule, anchor.on, done)].append(limit)
        is_review = task.id == self.profile.cycle_task
        for place, completion in enumerate(done):
            live = self.still_apply(limits[place], completion.on)
            self.add(task, live, done_on=completion.on, review=completion.review if is_review else None)
        for limit in advice.values():
            self.add(task, [limit])
        found = self.timeline[task.id]
        found += done
        last: date | None = None
        for place in (len(done), len(done) + 1):
            number = place + 1 if is_review else None
            live = self.still_apply(limits[place], None)
            due = live[0].due if live else None
            if due is None or (last is not None and due <= last):
                return
            booked = self.arranged if is_review and last is None else None
            sure = live[0].rule.deemed and live[0].start.sure
            self.add(task, live, review=number, closed_on=end)
            if end is not None:
                found.append(Happening(due, sure))
                return
            last = booked or due
            happening = Happening(last, sure and booked is None, number, booked is not None)
            found.append(happening)
            if is_review:
                self.reviews.append(happening)
            for rule in recurring:
                limits[place + 1] += self.limits(rule, happening)

    def place(self, rule: Timescale, day: date, done: list[Happening]) -> int:
        """Which completion a limit falls on: the first on or after its anchor; before an anchor, the last until then."""
        if rule.before is not None:
            earlier = sum(completion.on <= day for completion in done)
            return earlier - 1 if earlier else 0
        earlier = sum(completion.on < day for completion in done)
        if earlier and rule.may_precede and (rule.may_precede is True or done[earlier - 1].on >= before(day, rule.may_precede)):
            return earlier - 1
        return earlier

    def for_each_review(self, task: Task) -> None:
        """A task of each review: held, open or foreseen."""
        cycle = self.profile.cycle_task
        self.work_out(cycle or "")
        prepares = any(rule.before is not None for rule in self.rules[task.id])
        for number, review in enumerate(self.reviews, 1):
            limits: list[Limit] = []
            for rule in self.rules[task.id]:
                anchors = [review] if cycle in (rule.before, *rule.after) else self.anchors(rule)
                for anchor in anchors:
                    if anchor.review == number:
                        limits += self.limits(rule, anchor)
            following = self.reviews[number].on if number < self.held else None
            completion = next((d for d in self.done[task.id] if number <= self.held and review.on <= d.on < (following or date.max)), None)
            closed_on = (review.on if number <= self.held else None) if prepares else following
            live = self.still_apply(limits, completion.on if completion else None)
            self.add(task, live, done_on=completion.on if completion else None, review=number, closed_on=closed_on)
            if completion is not None:
                self.timeline[task.id].append(Happening(completion.on, review=number))
            elif live and live[0].due is not None:
                sure = live[0].rule.deemed and live[0].start.sure
                self.timeline[task.id].append(Happening(live[0].due, sure, number))

    def for_each_event(self, task: Task) -> None:
        """A task that an event causes."""
        causes: defaultdict[date, list[Limit]] = defaultdict(list)
        for rule in self.rules[task.id]:
            for anchor in self.anchors(rule):
                causes[anchor.on] += self.limits(rule, anchor)
        for limits in causes.values():
            self.add(task, self.still_apply(limits, None))

    # Rules

    def anchors(self, rule: Timescale) -> list[Happening]:
        """What a rule counts from; of several, the last of them to happen."""
        names = (rule.before,) if rule.before is not None else rule.after
        if len(names) == 1:
            return self.all_of(names[0])
        firsts = [found[0] for found in map(self.all_of, names) if found]
        if len(firsts) < len(names):
            return []
        latest = max(firsts, key=lambda happening: happening.on)
        return [latest] if latest.on >= self.start else []

    def all_of(self, name: str) -> list[Happening]:
        """Every happening of a name: an event, a task, or an age."""
        if found := re.fullmatch(r"age (\d+) years?", name):
            if self.born is None:
                return []
            birthday = self.born + relativedelta(years=int(found[1]))
            return [Happening(birthday)]
        if name in self.profile.tasks:
            self.work_out(name)
        return self.timeline[name]

    def limits(self, rule: Timescale, anchor: Happening) -> list[Limit]:
        """The limits that a rule sets from an anchor, if it applies there."""
        day = anchor.on
        if rule.in_force and not any(span.holds(day) for span in rule.in_force):
            return []
        if rule.when is not None and not self.holds(rule.when, day, anchor.review):
            return []
        if any(self.holds(condition, day, anchor.review) for condition in rule.unless):
            return []
        if rule.limit:
            return [Limit(rule, anchor, self.count(rule, day, phrase)) for phrase in rule.limit]
        return [Limit(rule, anchor, day if rule.before is not None else None)]

    def count(self, rule: Timescale, day: date, phrase: str) -> date:
        """A period counted the way a rule counts."""
        if rule.before is None:
            return after(day, phrase)
        clear = rule.clear if rule.clear is not None else self.profile.settings["count_back"] == "clear"
        return before(day, phrase, clear=clear)

    def still_apply(self, limits: Iterable[Limit], done_on: date | None) -> list[Limit]:
        """The limits whose conditions still hold on their day, or when it was done before; the one that binds first."""
        live = []
        for limit in limits:
            if limit.rule.while_ and limit.due is not None:
                day = limit.due if done_on is None else min(limit.due, done_on)
                if not any(self.holds(table, day, None) for table in limit.rule.while_):
                    continue
            live.append(limit)
        return sorted(live, key=lambda limit: (limit.due or date.max, FORCES.index(limit.rule.force), limit.rule.id))

    def add(
        self, task: Task, limits: list[Limit], *, done_on: date | None = None, review: int | None = None, closed_on: date | None = None
    ) -> None:
        """Add a due date, if there is a limit: the first binds."""
        if not limits:
            return
        binding, *others = limits
        due, rule = binding.due, binding.rule
        if done_on is None and rule.deemed and binding.start.sure and due is not None and due < min(self.as_of, closed_on or date.max):
            done_on = due
        aims = [self.count(limit.rule, limit.start.on, limit.rule.aim) for limit in limits if limit.rule.aim is not None]
        openings = [self.count(limit.rule, limit.start.on, limit.rule.opens) for limit in limits if limit.rule.opens is not None]
        status = self.status(task, binding, done_on, closed_on, review)
        notices = []
        if due is not None and binding.start.basis == "projected":
            notices.append(f"provisional: it counts from {binding.start.on}, which is assumed and has not been recorded")
        if due is not None and not is_working_day(due):
            notices.append(f"it is not a working day and does not move; the last working day before it is {last_working_day(due)}")
        late = due is not None and done_on is not None and done_on > due
        self.due_dates.append(
            DueDate(
                task=task.id,
                title=task.title.replace("{Ordinal}", ORDINALS[(review or 1) - 1]),
                role=task.role,
                period_of_care=1,
                review=review,
                due=due,
                last_working_day=None if due is None else last_working_day(due),
                aim=min(aims, default=None),
                opens=max(openings, default=None),
                status=status,
                done_on=done_on,
                days_late=(done_on - due).days
                if late and done_on and due
                else (self.as_of - due).days
                if status == "overdue" and due
                else None,
                basis=binding.start.basis,
                rule=rule.id,
                force=rule.force,
                cite=rule.cite,
                verified=rule.verified,
                also=tuple(OtherLimit(rule=o.rule.id, due=o.due, force=o.rule.force) for o in others if o.due is not None),
                notices=tuple(notices),
            )
        )

    def status(self, task: Task, binding: Limit, done_on: date | None, closed_on: date | None, review: int | None) -> str:
        """How it stands on the day of the last event."""
        due = binding.due
        if due is None:
            return "advisory" if done_on is None else "met"
        closed = closed_on is not None and closed_on <= self.as_of
        forward = binding.rule.before is None
        if closed and closed_on is not None and due >= closed_on and done_on is None and (forward or review is None):
            return "cancelled"
        if done_on is not None:
            return "met" if done_on <= due else "met-late"
        waits = (review is not None and review > self.held + 1) or (binding.start.basis != "actual" and forward)
        if closed:
            return "overdue" if task.silence == "not-done" and not waits else "not-recorded"
        if due >= self.as_of:
            return "due-today" if due == self.as_of else "upcoming"
        return "not-recorded" if waits else "overdue"

    # Conditions

    def holds(self, condition: Condition, day: date, review: int | None) -> bool:
        """Whether every condition that is named holds on a day."""
        c = condition
        return not (
            (c.review is not None and not any_of(c.review, lambda word: self.is_review(word, review or self.reviews_by(day))))
            or (c.age is not None and not any_of(c.age, lambda phrase: self.is_aged(phrase, day)))
            or (c.placement is not None and not any_of(c.placement, lambda kind: self.placement_on(day).kind == kind))
            or (c.placement_before is not None and not any_of(c.placement_before, lambda kind: self.kind_before(day) == kind))
            or c.reason is not None  # care goes on: it has not ended for any reason
            or (c.placement_lasted is not None and not any_of(c.placement_lasted, lambda phrase: self.has_lasted(phrase, day)))
            or (c.legal_status is not None and not any_of(c.legal_status, lambda status: self.legal_status_on(day) == status))
            or (c.fact is not None and not all(self.is_fact(fact, day) for fact in c.fact))
            or (c.fact_when_placed is not None and not all(self.is_fact(fact, self.placement_on(day).start) for fact in c.fact_when_placed))
            or (c.emergency is not None and self.placement_on(day).emergency != c.emergency)
            or (c.authorised_for_adoption is not None and self.is_authorised(day) != c.authorised_for_adoption)
            or (c.task_done is not None and not all(any(completion.on <= day for completion in self.done[task]) for task in c.task_done))
        )

    def reviews_by(self, day: date) -> int:
        """How many reviews had been held by a day."""
        return sum(review.on <= day for review in self.reviews[: self.held])

    def is_review(self, word: str, number: int) -> bool:
        """Whether a review of this number is "first", "later" and so on."""
        if word == "later":
            return number >= 2
        if word == "any":
            return number >= 1
        return number == (0 if word == "none" else REVIEWS[word])

    def is_aged(self, phrase: str, day: date) -> bool:
        """Whether the child is "under 5", or "5 or over"."""
        if self.born is None:
            return False
        years: int = relativedelta(day, self.born).years
        if phrase.startswith("under "):
            return years < int(phrase.removeprefix("under "))
        return years >= int(phrase.removesuffix(" or over"))

    def placement_on(self, day: date) -> Placement:
        """The placement on a day; on the day of a move, the new one."""
        return next((placement for placement in reversed(self.placements) if placement.start <= day), self.placements[0])

    def kind_before(self, day: date) -> str | None:
        """The kind of the placement before the one on a day."""
        started = [placement for placement in self.placements if placement.start <= day]
        return started[-2].kind if len(started) > 1 else None

    def has_lasted(self, phrase: str, day: date) -> bool:
        """Whether the placement has lasted "under 1 year", or "1 year or over"."""
        length = phrase.removeprefix("under ").removesuffix(" or over")
        reached = day >= after(self.placement_on(day).start, length)
        return reached != phrase.startswith("under ")

    def legal_status_on(self, day: date) -> str | None:
        """The legal status last recorded by a day."""
        found = None
        for event in self.events:
            if isinstance(event, BecameLookedAfter | LegalStatusChanged) and event.on <= day:
                found = event.legal_status
        return found

    def is_fact(self, fact: str, day: date) -> bool:
        """Whether a fact held on a day; most are about the placement."""
        term = self.profile.facts.get(fact)
        since = self.placement_on(day).start if term is not None and term.scope == "placement" else self.start
        found = False
        for event in self.events:
            if isinstance(event, FactRecorded) and event.fact == fact and since <= event.on <= day:
                found = event.value
        return found

    def is_authorised(self, day: date) -> bool:
        """Whether there was authority by a day to place the child for adoption."""
        return any(happening.on <= day for happening in self.timeline["authorised-for-adoption"])


def any_of(words: Iterable[str], test: Callable[[str], bool]) -> bool:
    """Whether any of the plain words is right, and none of those that begin with "not "."""
    wanted = [word for word in words if not word.startswith("not ")]
    unwanted = [word.removeprefix("not ") for word in words if word.startswith("not ")]
    return (not wanted or any(test(word) for word in wanted)) and not any(test(word) for word in unwanted)
