"""A profile made ready to run: phrases read once, conditions made into tests, tasks in an order that works.

Nothing here depends on a child, so a profile's plan is made once and kept.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.histories.events import (
    BUILT_IN,
    DERIVED,
    PLACEMENT_ENDED,
    READ_OFF_REVIEWS,
    REVIEW_MEETING_HELD,
    Fact,
    ReviewHeld,
    TaskDone,
)
from lacreview_rules.profiles.conditions import readers_of
from lacreview_rules.profiles.conditions.circumstances import LEGAL_STATUS, PLACEMENT, REASON
from lacreview_rules.profiles.implications import meanings_of
from lacreview_rules.profiles.models import Timescale
from lacreview_rules.rules.compiled_conditions import Conditions
from lacreview_rules.rules.named_days import read_anchor
from lacreview_rules.rules.reads import Reads
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.rules.task_order import asked_by, tasks_needed
from lacreview_rules.rules.task_plan import asked_about, task_plans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from lacreview_rules.histories.events import Event
    from lacreview_rules.profiles.conditions.record import ConditionRecord
    from lacreview_rules.profiles.models import Condition, Consideration, _Rule
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan

_MOST_SIFTED = 2_000
_MOST_CUT = 64


class ConsiderationPlan:
    """A consideration, ready to be asked at each review."""

    __slots__ = ("in_force", "numbered", "restarts", "rule", "tests", "unless")

    def __init__(self, rule: Consideration, profile: Profile) -> None:
        self.rule = rule
        conditions = Conditions(rule, profile)
        self.numbered = conditions.numbered
        self.tests, self.unless, _ = conditions.tests(None)
        self.in_force = rule.in_force
        self.restarts = rule.restarts_on or ()


class Plan:
    """Everything the engine needs of a profile.

    Attributes:
        tasks: in an order in which every task comes after those it counts from.
        completion: which tasks an event of each kind is the completion of.
        done_before: tasks of a period of care that may have been done some time before it, and the rules that say how long.
        done_before_by_event: whether any of these is done by an event other than the task itself.
        completion_derived: the same for what follows from several events, or from the numbered reviews.
        done_afterwards: tasks that may still be done when the period of care has ended.
        ended_by_leaving: of a task that is done when a placement ends, the events it is owed after that say where the child is.
        done_by_meeting: the tasks that a review held at a meeting is the completion of.
        seldom_recorded: the tasks that records hold only where they say so.
        sees_child: the tasks that are not done if the child was not seen.
        asked_whether_done: the tasks of which a condition asks whether they were done.
        asked_outside_with: of each name in a rule that reaches outside care, the other names in such rules.
        taken_before: the tasks that some rule takes as done before its count starts.
        of_reviews: the tasks that prepare or follow a review; done_once: the tasks that are done once in a period of care.
        come_again: of a rule that counts from the latest of several, those that may happen more than once, and not by time alone.
        following: of a rule on a task of a review, the events, among those that it counts from, that complete a task which follows one,
            as the decisions do.
        anchors: the kinds of event that some rule counts from; anchors_read: less those that are read off the numbered reviews.
        meanings: what the profile says of the words of a history.
        restarting: the kinds of event after which the next review is a first one again.
        look_ahead: how many reviews beyond those shown a consideration needs to foresee.
        by_age: the rules that need a date of birth; exempt_by_age: those that apply without one, and from which no age exempts then.
        by_status: the rules that need a legal status, by the kind of placement they ask for, or of event they count from.
        named_days: the named days some rule counts from, each with the edge of its spans that is meant.
        ages: the ages some rule counts from, in months.
        reads: what its rules read of a history at all.
        plain_kinds, plain_tasks: of which events, and of the completion of which tasks, something is read that nobody can record in vain,
            but that they may meet nothing: they bring nothing with them and have no keys of their own.
        looks_at_reviews: whether any task, or any consideration, belongs to each review.
        words_of_events, word_readers: the words of a period of care by which rules are sifted: of its events, and what reads the others.
        met_by_completion: whether an adjourned review is met by its completion, and not by its first sitting; interval_from_sitting:
            whether the next interval counts from the sitting all the same.
        additional_stand_apart: whether additional reviews stand apart from the sequence.
        happens_if_ceased: of events that are planned, the test whether one has happened with the end of care, by the reason for that.
        care_ends_at: the age in months at which a child can no longer be looked after, if the profile says.
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.meanings = meanings_of(profile)
        self.reads = Reads(profile)
        kinds, tasks, bringing = self.reads.kinds, self.reads.tasks, self.meanings.bringing
        plain = (kind for kind, read in kinds.items() if read.at_all and kind not in self.meanings.kinds)
        self.plain_kinds = frozenset(plain) - {Fact.kind, TaskDone.kind, *profile.events}
        self.plain_tasks = frozenset(task for task, read in tasks.items() if read.at_all and task not in bringing["task"])
        self.cycle_task = profile.cycle_task
        self.completed_by = profile.completed_by
        self.restarting = frozenset(kind for rule in profile.timescales if rule.task == self.cycle_task for kind in rule.restarts_on or ())
        self._read_settings()
        self.tasks = task_plans(profile)
        self.done_afterwards = {t.id for t in profile.tasks.values() if t.outlives_care or t.per in ("review", "event")}
        self.of_reviews = {task.id: task for task in self.tasks if task.per == "review"}
        self.done_once = frozenset(task.id for task in self.tasks if task.per == "period-of-care" and not task.recurs)
        before = {task.id: [rule for rule in task.rules if rule.precede_within] for task in self.tasks if task.per == "period-of-care"}
        self.done_before = {task: rules for task, rules in before.items() if rules}
        by_kind: dict[str, list[str]] = {}
        for task in profile.tasks.values():
            for kind in task.done_by:
                by_kind.setdefault(kind, []).append(task.id)
        self.completion = {kind: tasks for kind, tasks in by_kind.items() if kind not in DERIVED and kind not in READ_OFF_REVIEWS}
        self.done_before_by_event = any(task in self.done_before for tasks in self.completion.values() for task in tasks)
        self.done_by_meeting = tuple(by_kind.get(REVIEW_MEETING_HELD, ()))
        self.seldom_recorded = frozenset(task.id for task in profile.tasks.values() if task.seldom_recorded)
        self.sees_child = frozenset(task.id for task in profile.tasks.values() if task.sees_child)
        self.completion_derived = [(kind, tasks) for kind, tasks in by_kind.items() if kind not in self.completion]
        ended = by_kind.get(PLACEMENT_ENDED, ())
        placing = [(rule.task, name) for rule in profile.timescales for name in rule.after if self.meanings.places_in(name)]
        self.ended_by_leaving = {
            task: tuple(dict.fromkeys(name for other, name in placing if other == task)) for task in dict(placing) if task in ended
        }
        self._note_anchors((*profile.timescales, *profile.considerations))
        self.ages = {name: months for name in self.anchors if (months := read_age_anchor(name)) is not None}
        self.named_days = {
            name: (profile.days[read_anchor(name)[0]], read_anchor(name)[1])
            for name in self.anchors
            if read_anchor(name)[0] in profile.days
        }
        self._note_what_comes_again()
        self.happens_if_ceased = {
            event.id: REASON.compile(event.happens_if_ceased, profile).test for event in profile.events.values() if event.happens_if_ceased
        }
        self.asked_whether_done = asked_about(profile)
        self.taken_before = {task.id for task in self.tasks for rule in task.rules if rule.may_precede}
        self.asked_outside_with: dict[str, set[str]] = {}
        for rule in (rule for task in self.tasks for rule in task.rules if rule.reaches_outside):
            names = {*rule.names, *(kind for name in rule.names if name in profile.tasks for kind in profile.tasks[name].done_by)}
            for name in {*names, *_events_asked_about(rule.rule)}:
                self.asked_outside_with.setdefault(name, set()).update(names - {name})
        self.considerations = tuple(ConsiderationPlan(rule, profile) for rule in profile.considerations)
        conditions = [rule.when for rule in (*profile.timescales, *profile.considerations) if rule.when is not None]
        foreseen = (r.looks_ahead(value) for c in conditions for r, value in c.named() if r.looks_ahead is not None)
        self.look_ahead = max(foreseen, default=0)
        every = sorted((*profile.timescales, *profile.considerations), key=attrgetter("id"))
        self.by_age = tuple(rule.id for rule in every if _needs_birth(rule))
        self.exempt_by_age = tuple(rule.id for rule in every if rule.id not in self.by_age and _asks_age(rule.unless))
        self.by_status = _by_status(self.tasks, profile)
        self._cut = lru_cache(_MOST_CUT)(self._cut_to)
        self._prepare_sieve()

    def _read_settings(self) -> None:
        """Settle what the answers to open questions of law come to."""
        settings = self.profile.settings
        self.met_by_completion = settings["adjourned_review_met_by"] == "completion"
        self.interval_from_sitting = settings["interval_after_adjournment_from"] == "sitting"
        self.additional_stand_apart = settings["additional_reviews"] == "stand-apart"
        self.leap_day_birthday = str(settings["leap_day_birthday"])
        years = settings["care_ends_at_age"]
        self.care_ends_at = years * 12 if isinstance(years, int) else None

    def _note_what_comes_again(self) -> None:
        """Settle, of rules that count from several things, which of these may come again; and what follows a review."""
        once = self.named_days.keys() | self.ages.keys() | self.done_once
        several = [rule for task in self.tasks for rule in task.rules if rule.anchor is None]
        self.come_again = {rule.id: tuple([name for name in rule.after if name not in once]) for rule in several}
        self.following = {rule.id: self._following(rule) for task in self.of_reviews.values() for rule in task.rules}

    def _following(self, rule: RulePlan) -> frozenset[str]:
        named = {*rule.rule.after, rule.rule.before}
        tasks = [task.task for task in self.of_reviews.values() if not task.looks_back and not named.isdisjoint(task.task.done_by)]
        return frozenset(name for task in tasks for name in task.done_by)

    def _prepare_sieve(self) -> None:
        """Settle what the sieve of `tasks_for` asks about, and begin with nothing sifted."""
        self._eras = sorted({edge for task in self.tasks for rule in task.rules for edge in rule.edges})
        self._words = frozenset(word for task in self.tasks for rule in task.rules for word in rule.conditions.words | rule.needs)
        self.words_of_events = {word.removeprefix("event="): word for word in self._words if word.startswith("event=")}
        self.word_readers = readers_of(self._words)
        self.looks_at_reviews = bool(self.considerations) or any(task.per == "review" for task in self.tasks)
        self._sifted = lru_cache(_MOST_SIFTED)(self._sift)

    def only(self, tasks: frozenset[str]) -> Plan:
        """The same plan with no more tasks than these need to have the due dates that they have among all; kept once it is made.

        What `reads` says is said of all rules, as before: so what changes nothing is told as it is of all tasks.
        """
        return self._cut(tasks)

    def _cut_to(self, tasks: frozenset[str]) -> Plan:
        needed = tasks_needed(self.profile, tasks)
        cut = object.__new__(Plan)
        vars(cut).update(vars(self))
        cut.tasks = tuple([task for task in self.tasks if task.id in needed])
        if self.cycle_task not in tasks:
            cut.considerations = ()
        rules: list[Timescale | Consideration] = [
            *(rule.rule for task in cut.tasks for rule in task.rules),
            *(marked.rule for marked in cut.considerations),
        ]
        cut._note_anchors(rules)
        done = needed | asked_by(rules)
        cut.completion = {kind: kept for kind, tasks in self.completion.items() if (kept := [task for task in tasks if task in done])}
        cut.completion_derived = [(kind, kept) for kind, tasks in self.completion_derived if (kept := [t for t in tasks if t in done])]
        cut._prepare_sieve()
        return cut

    def _note_anchors(self, rules: Iterable[Timescale | Consideration]) -> None:
        """Settle which kinds of event the rules count from."""
        names = {name for rule in rules for name in anchors_of(rule)}
        self.anchors = {name for name in names if name not in self.profile.tasks}
        self.anchors_read = frozenset(self.anchors) - READ_OFF_REVIEWS

    def task(self, task: str) -> TaskPlan:
        """The plan of one task, with all its rules.

        Raises:
            KeyError: the profile has no such task.
        """
        for plan in self.tasks:
            if plan.id == task:
                return plan
        raise KeyError(task)

    def counts_as_done(self, event: TaskDone) -> bool:
        """Whether what is recorded as done is: not where the child had to be seen for it, and was not."""
        return event.seen or event.task not in self.sees_child

    def mentioned(self, events: Iterable[Event]) -> frozenset[str]:
        """The tasks that a record speaks of: it says that one was done, or that it was not (no meeting was held)."""
        found: set[str] = set()
        completion = self.completion
        for event in events:
            if event.kind in completion:
                found.update(completion[event.kind])
            elif isinstance(event, TaskDone):
                found.add(event.task)
            elif isinstance(event, ReviewHeld) and not event.meeting:
                found.update(self.done_by_meeting)
        return frozenset(found)

    def tasks_for(self, day: date, words: set[str]) -> tuple[TaskPlan, ...]:
        """The tasks with the rules that can apply on or after `day` to a period of care with these words.

        A sieve: what it leaves out could not have bound. Its results are kept, as most children share a few of them.
        """
        return self._sifted(bisect_left(self._eras, day), self._words & words)

    def __reduce__(self) -> tuple[Callable[[Profile], Plan], tuple[Profile]]:
        """What a copy, as for another process, is made from; there it is made once for each content."""
        return plan_for, (self.profile,)

    def _sift(self, era: int, words: frozenset[str]) -> tuple[TaskPlan, ...]:
        """The same for all days between two on which a rule comes into force or goes out of it: the last of them stands for all."""
        day = self._eras[era] if era < len(self._eras) else date.max
        return tuple(task for task in (task.sifted(day, words) for task in self.tasks) if task is not None)


def anchors_of(rule: Timescale | Consideration) -> Iterator[str]:
    """Every name that a rule counts from, ends with, or begins a new cycle on."""
    if isinstance(rule, Timescale):
        yield from rule.after
        yield from (name for name in (rule.before, rule.until) if name is not None)
    yield from rule.restarts_on or ()


def _events_asked_about(rule: Timescale) -> Iterator[str]:
    """The events of which the conditions of a rule ask how long ago they happened."""
    for condition in rule.asked:
        for record, value in condition.named():
            yield from record.events_of(value) if record.events_of is not None else ()


def _needs_birth(rule: _Rule) -> bool:
    if _asks_age(condition for condition in rule.asked if condition not in rule.unless):
        return True
    return any(read_age_anchor(name) is not None for name in (*getattr(rule, "after", ()), getattr(rule, "before", None) or ""))


def _asks_age(conditions: Iterable[Condition]) -> bool:
    return any(record.needs_birth for condition in conditions for record, _ in condition.named())


def _by_status(tasks: Iterable[TaskPlan], profile: Profile) -> dict[str, list[RulePlan]]:
    """The rules for a child of some legal status only, by the kind of placement that they ask for, or the profile's event they count from.

    Not those beside which another has the same limit for every child.
    """
    found: dict[str, list[RulePlan]] = {}
    plans = [plan for task in tasks for plan in task.rules]
    needing = {plan for plan in plans if _wanted(plan.rule.when, LEGAL_STATUS) or _needs_status_still(plan.rule)}
    of_any = {(plan.rule.task, plan.rule.limit, plan.rule.after) for plan in plans if plan.rule.when is None}
    for plan in (plan for plan in plans if plan in needing):
        rule = plan.rule
        where = {*_wanted(rule.when, PLACEMENT)} or {*anchors_of(rule)}.intersection(profile.events)
        if (rule.task, rule.limit, rule.after) not in of_any:
            for name in where:
                found.setdefault(name, []).append(plan)
    return found


def _needs_status_still(rule: Timescale) -> bool:
    return bool(rule.while_) and all(_wanted(one, LEGAL_STATUS) for one in rule.while_)


def _wanted(condition: Condition | None, asked: ConditionRecord) -> list[str]:
    """The words of one kind that a table of conditions asks for, those apart that it excludes."""
    values = () if condition is None else (value for record, value in condition.named() if record is asked and isinstance(value, tuple))
    return [word for words in values for word in words if not word.startswith("not ")]


def known_anchors(profile: Profile) -> set[str]:
    """Every name a timescale of this profile may count from, ages apart."""
    edges = {f"{days.id} starts" for days in profile.days.values() if any(span.from_ is not None for span in days.spans)}
    edges |= {f"{days.id} ends" for days in profile.days.values() if any(span.to is not None for span in days.spans)}
    single = {days.id for days in profile.days.values() if days.on}
    missed = {f"{MISSED}{task}" for task in profile.tasks}
    return {*BUILT_IN, *DERIVED, *profile.events, *profile.totals, *profile.tasks, *edges, *single, *missed}


@lru_cache(maxsize=64)
def plan_for(profile: Profile) -> Plan:
    """The plan of a profile, made once for each content."""
    return Plan(profile)
