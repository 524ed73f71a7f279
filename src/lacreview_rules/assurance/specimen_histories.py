"""Timescales that count from different things, compared over children's histories.

A first review "20 working days after the placement began" and one "20 working days after becoming looked after" are
the same day for a child who does not move, and not for one who does. No arithmetic on one date shows that, so the
engine is asked: the same histories each time, for start dates spread over the whole range.

The family, for each start date: the child becomes looked after; none, one or two reviews are held (on day 20, and
85 days later); then nothing else, or a move soon after, half-way, just before the next review is due and after it,
or two moves. And one in which a review is held on the day after care began, the soonest there is, and nothing else.
What is compared is the occasion that is then open: the next review, and what else is still to be done.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.findings import Example, Shares
from lacreview_rules.assurance.open_limits import still_to_do
from lacreview_rules.assurance.start_dates import way_of, worked
from lacreview_rules.histories.events import BecameLookedAfter, Event, Fact, PlacementMoved, ReviewHeld, TaskDone
from lacreview_rules.histories.history import History
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.wording import BASES, day_text, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.limits import Limit

_REVIEWS: tuple[tuple[int, ...], ...] = ((), (20,), (20, 105), (1,))
"""The days, from the start, on which reviews were held."""
_MOVES: tuple[tuple[tuple[int, ...], ...], ...] = (
    ((), (3,), (10,), (24,), (40,), (8, 22)),
    ((), (10,), (45,), (85,), (100,), (40, 80)),
    ((), (10,), (90,), (175,), (80, 160)),
    ((),),
)
"""The days, from the last review (without one, from the start), on which the child moved."""
_MOST = 1_200  # histories


class Tally(NamedTuple):
    """What came of comparing one pair of timescales over the histories.

    Attributes:
        shares: of the occasions.
        first, worst: occasions on which the local date is the later.
        as_guidance: rows of guidance that are no earlier than the local date, one of them on every occasion on which that is later;
            none where on some occasion it is later than they are, too. First and worst are then such occasions.
    """

    shares: Shares
    first: Example | None
    worst: Example | None
    as_guidance: tuple[str, ...] = ()


class _Count:
    """The tally of one pair while it is made."""

    __slots__ = ("allowed", "beyond", "earlier", "first", "later", "other", "real", "same", "worst")

    def __init__(self, other: Timescale) -> None:
        self.other = other
        self.earlier = self.same = self.later = 0
        self.allowed: dict[str, None] = {}  # guidance that is as late where the local date is later
        self.beyond = False  # whether it was later than any guidance as well
        self.real = False  # whether the examples are of days on which the other was in force
        self.first: tuple[tuple[Event, ...], Limit, Limit] | None = None
        self.worst: tuple[tuple[Event, ...], Limit, Limit] | None = None

    def add(self, events: tuple[Event, ...], mine: Limit, its: Limit, guidance: Collection[Limit]) -> None:
        """Count one occasion, on which the rows of `guidance` apply too."""
        days = _days_later(mine, its)
        if days > 0:
            self.later += 1
            as_late = [one.rule_id for one in guidance if one is not its and _days_later(mine, one) <= 0]
            if as_late and self.beyond:
                return
            if not as_late and not self.beyond:
                self.beyond, self.real, self.first, self.worst = True, False, None, None
            self.allowed.update(dict.fromkeys(as_late))
            real = not self.other.in_force or any(span.holds(its.start) for span in self.other.in_force)
            if real is not self.real:
                if self.real:
                    return
                self.real, self.first, self.worst = True, None, None
            self.first = self.first or (events, mine, its)
            if self.worst is None or days > _days_later(*self.worst[1:]):
                self.worst = (events, mine, its)
        elif days:
            self.earlier += 1
        else:
            self.same += 1


def _days_later(mine: Limit, its: Limit) -> int:
    return 0 if mine.due is None or its.due is None else (mine.due - its.due).days


def histories(first: date, last: date) -> Iterator[tuple[Event, ...]]:
    """The family of histories for start dates from `first` to `last`: every date, or as dense a share as 1,200 allow.

    Example:
        >>> sum(1 for _ in histories(date(2024, 1, 1), date(2024, 1, 31)))
        558
    """
    days = (last - first).days + 1
    patterns = sum(map(len, _MOVES))
    step = -(-days * patterns // _MOST)
    step += step % 7 == 0  # so that every day of the week comes up
    for offset in range(0, days, step):
        start = first + timedelta(offset)
        for reviews, all_moves in zip(_REVIEWS, _MOVES, strict=True):
            held = tuple(ReviewHeld(on=start + timedelta(day)) for day in reviews)
            since = held[-1].on if held else start
            for moves in all_moves:
                moved = tuple(PlacementMoved(on=since + timedelta(day)) for day in moves)
                yield (BecameLookedAfter(on=start), *held, *moved)


def compare(
    profile: Profile,
    local: Collection[Timescale],
    others: Collection[Timescale],
    first: date,
    last: date,
    calendar: WorkingCalendar,
    guidance: Collection[Timescale] = (),
) -> dict[tuple[str, str], Tally]:
    """Local timescales against others of the same tasks, wherever both limit one occasion.

    The local date is the earliest that the local timescales give by themselves; the pair is the one that gives it
    and the other timescale.

    Args:
        profile: where the words, the tasks and the settings come from.
        local: all local timescales of the tasks.
        others: those to compare with; replaced guidance counts again here.
        first: the first start date.
        last: the last.
        calendar: working days.
        guidance: of the same tasks: a local date that it allows goes beyond no more than it does.

    Returns:
        By the ids of the local timescale and the other.
    """
    tasks = {rule.task for rule in others}
    mine = {rule.id for rule in local if rule.task in tasks}
    theirs = {rule.id: rule for rule in others}
    narrowed = _narrowed(profile, local, [*others, *guidance], tasks, last)
    alone = with_digest(replace(narrowed, timescales=tuple(local)))
    guiding = {rule.id for rule in guidance}
    found: dict[tuple[str, str], _Count] = {}
    for events in histories(first, last):
        held = sum(isinstance(event, ReviewHeld) for event in events)
        dated: set[str] | None = None  # what the local timescales alone date, once it is asked for
        for one in still_to_do(History("", events), narrowed, calendar):
            if one.plan.id in tasks and one.scope.last is None and one.review in (None, held + 1):  # others are only foreseen
                ours = [limit for limit in one.limits if limit.rule_id in mine]
                its_guidance = [limit for limit in one.limits if limit.rule_id in guiding]
                if (
                    ours
                    and ours[0].basis == "projected"
                    and any(_days_later(ours[0], its) > 0 for its in one.limits if its.rule_id in theirs)
                ):
                    dated = {own.id for own in still_to_do(History("", events), alone, calendar)} if dated is None else dated
                    if one.id not in dated:
                        continue  # a review that only the law expects: the profile alone gives no date that could be later
                for its in one.limits if ours else ():
                    if its.rule_id in theirs:
                        pair = (ours[0].rule_id, its.rule_id)
                        found.setdefault(pair, _Count(theirs[its.rule_id])).add(events, ours[0], its, its_guidance)
    return {pair: _tally(count, calendar) for pair, count in found.items()}


def _narrowed(profile: Profile, local: Collection[Timescale], others: Collection[Timescale], tasks: set[str], last: date) -> Profile:
    """A profile with nothing but the timescales of these tasks and of what they count from, guidance replaced included.

    What the others are compared with holds on every date, as for start dates, and what it took the place of is left out.
    """
    own = {rule.id for rule in local}
    rules = {rule.id: rule for rule in (*profile.timescales, *local, *others)}
    wanted, waiting = set(tasks), set(tasks)
    if profile.cycle_task is not None:
        waiting.add(profile.cycle_task)
    while waiting:
        task = waiting.pop()
        wanted.add(task)
        for rule in rules.values():
            if rule.task == task:
                named = {name for name in (*rule.after, rule.before, rule.until) if name is not None}
                waiting |= (named & profile.tasks.keys()) - wanted
    kept = [
        rule if rule.id in own else rule.model_copy(update={"in_force": ()})
        for rule in rules.values()
        if rule.task in wanted and (rule.id in own or holds_on(rule, last))
    ]
    return with_digest(replace(profile, timescales=tuple(kept), considerations=(), replaced=(), yields=MappingProxyType({})))


def holds_on(rule: Timescale, day: date) -> bool:
    """Whether a timescale is in force on a day.

    Example:
        >>> from lacreview_rules import load_profile
        >>> holds_on(load_profile("england").rule("england/R1-1991"), date(2026, 1, 1))
        False
    """
    return not rule.in_force or any(span.holds(day) for span in rule.in_force)


def _tally(count: _Count, calendar: WorkingCalendar) -> Tally:
    shares = Shares(count.earlier, count.same, count.later)
    first, worst = (None if seen is None else example_of(History("", seen[0]), *seen[1:], calendar) for seen in (count.first, count.worst))
    return Tally(shares, first, worst, () if count.beyond else tuple(count.allowed))


def example_of(history: History, mine: Limit, its: Limit, calendar: WorkingCalendar) -> Example:
    """A history in words, with the local limit and the other, both worked."""
    ordered = sorted(history.events, key=lambda event: (event.on, event.kind != "became-looked-after"))
    born = [] if history.date_of_birth is None else [f"born {day_text(history.date_of_birth)}"]
    story = ", ".join([*born, *(f"{_said(event)} {day_text(event.on)}" for event in ordered)])
    worked_out = (_working(mine, calendar), _working(its, calendar))
    return Example(story, ordered[0].on, mine.due or date.max, its.due or date.max, *worked_out, history)


_SAID = {"became-looked-after": "looked after", "review-held": "review held", "placement-moved": "moved"}


def _said(event: Event) -> str:
    """What happened, with the words that are recorded of it."""
    name = event.task if isinstance(event, TaskDone) else event.fact if isinstance(event, Fact) else event.kind
    words = [getattr(event, key, None) for key in ("placement", "legal_status", "type")]
    more = [plain(word) for word in words if word] + ["in an emergency"] * getattr(event, "emergency", False)
    return _SAID.get(event.kind, plain(name)) + (f" ({', '.join(more)})" if more else "")


def _working(limit: Limit, calendar: WorkingCalendar) -> str:
    rule, end = limit.plan, limit.due or date.max
    assumed = f" ({BASES[limit.basis]})" if limit.basis == "projected" else ""
    if limit.end is not None:
        return f"midway between {day_text(limit.start)} and {day_text(limit.end.on)}: {day_text(end)}"
    return f"from {plain(limit.occurrence.name)}{assumed}, {worked(end, way_of(rule, limit.period), limit.start, calendar)}"
