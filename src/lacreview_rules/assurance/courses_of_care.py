"""Whole courses of care, on which both schedules are built: that of the profile alone and that of the law alone.

What is found by laying two timescales side by side rests on what is known of conditions. This rests on nothing but the engine: over a
stated space of histories, whatever is later is found, whichever conditions bring it about. The space, every choice with every other:

- the child is looked after from one of some days of the range: before and after Christmas, at the end of winter, in summer and in autumn,
  counted from the start or from what happens last, so that short months, long months and bank holidays lie in what is counted;
- no review, or one to three, held 0 to 280 days from the start;
- no move, or one or two, 1 to 80 days after the last review or after the start, or one 5 days before the last review;
- in short breaks or accommodated; with foster carers, with adopters, or placed with adopters from foster carers; and whatever else the
  local timescales ask about;
- where an age is asked about, a child of four, of eleven or of sixteen;
- where something recurs, not done yet, done once or twice.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.open_limits import still_to_do
from lacreview_rules.histories.events import BecameLookedAfter, Event, Fact, PlacedForAdoption, PlacementMoved, ReviewHeld, TaskDone
from lacreview_rules.histories.history import History
from lacreview_rules.profiles.conditions.lists import split

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_REVIEWS = ((), (0,), (1,), (20,), (20, 60), (20, 105), (28, 119), (10, 210), (20, 105, 280))
"""The days, from the start, on which reviews were held; for other tasks than the review, fewer."""
_REVIEWS_OF_OTHERS = ((), (1,), (20,), (20, 105))
_MOVES = ((), (1,), (19,), (30,), (80,), (7, 40), (-5,))
"""The days, from the last review (without one, from the start), on which the child moved; for other tasks than the review, fewer.

A day before the start is none."""
_MOVES_OF_OTHERS = ((), (1,), (30,), (7, 40))
_TO_ADOPTERS = "from foster carers to adopters"  # an event of its own, which is no move
_DONE = ((), (6,), (6, 40), (15,))
"""The days, from the start, on which what recurs was done."""
_BORN = (4, 11, 16)
"""Ages in years at the start."""
_DAYS = ((12, 9), (1, 3), (2, 20), (7, 2), (9, 24))
"""Days of the year, on which the start or what happens last falls: bank holidays, short months, long months."""
_MOST = 1_100  # histories
_PRIMES = (1, 2, 5, 7, 11, 13, 17, 23, 31, 43, 61, 97)
"""Steps from one situation to the next, where there are too many: such as have no divisor in common with the numbers of most choices."""


class Later(NamedTuple):
    """An occasion on which the profile alone is later than the law alone.

    Attributes:
        history: the child's.
        mine, its: the limit of the profile that binds, and the one of the law that is earlier.
        as_guidance: rows of guidance that are no earlier there than that of the profile.
    """

    history: History
    mine: Limit
    its: Limit
    as_guidance: tuple[str, ...]


def later_over_courses(
    own: Profile, law: Profile, local: Sequence[Timescale], range_: tuple[date, date], calendar: WorkingCalendar
) -> dict[tuple[str, str], Later]:
    """Each local timescale that is later than one of the law where both limit one occasion, with the first course of care that shows it.

    One that no guidance allows goes before one that some does.

    Args:
        own: the profile with its own timescales alone.
        law: with those of the law alone.
        local: the timescales of the first.
        range_: the first and the last day on which a course of care begins.
        calendar: working days.

    Returns:
        By the ids of the local timescale and the other.
    """
    found: dict[tuple[str, str], Later] = {}
    tasks = {rule.task for rule in local}
    guidance = {rule.id for rule in law.timescales if rule.force == "guidance"}
    for history in courses_of_care((*local, *law.timescales), local, own, *range_):
        mine = _open(history, own, tasks, calendar)
        theirs = _open(history, law, tasks, calendar) if mine else {}
        for due_id, limits in mine.items():
            binding = limits[0]
            earlier = [one for one in theirs.get(due_id, ()) if (one.due or date.max) < (binding.due or date.min)]
            if not earlier:
                continue
            as_late = tuple(one.rule_id for one in theirs[due_id] if one.rule_id in guidance and one not in earlier and one.due is not None)
            for its in earlier:
                pair = (binding.rule_id, its.rule_id)
                if pair not in found or (found[pair].as_guidance and not as_late):
                    found[pair] = Later(history, binding, its, as_late)
    return found


def _open(history: History, profile: Profile, tasks: Collection[str], calendar: WorkingCalendar) -> dict[str, tuple[Limit, ...]]:
    """The limits of what is open and owed, by its id: of the next review, and of what does not wait for one that is only expected."""
    held = sum(isinstance(event, ReviewHeld) for event in history.events)
    return {one.id: one.limits for one in still_to_do(history, profile, calendar) if one.plan.id in tasks and _is_owed(one, held)}


def _is_owed(one: TaskOccurrence, held: int) -> bool:
    first = one.limits[0]
    if one.scope.last is not None and (first.due is None or first.due > one.scope.last):
        return False
    return one.review == held + 1 if one.plan.id == one.care.review_task else first.basis == "actual"


def courses_of_care(rules: Sequence[Timescale], local: Sequence[Timescale], profile: Profile, first: date, last: date) -> Iterator[History]:
    """The histories: of every situation at least one, and as many start dates each as their number allows."""
    words = _asked(rules)
    placements = tuple(
        dict.fromkeys(("foster-care", "adoptive", _TO_ADOPTERS, *_known(_asked(local).get("placement", ()), profile.placements)))
    )
    statuses = tuple(dict.fromkeys(("section-20", "short-break", *_known(_asked(local).get("legal_status", ()), profile.legal_statuses))))
    facts = ((), *((name,) for name in sorted(_known(_asked(local).get("fact", ()), profile.facts))))
    born = _BORN if "age" in words else _BORN[1:2]
    named = {name for rule in local for name in rule.after} | _asked(local).get("task_done", frozenset())
    recurring = sorted(named & profile.tasks.keys() - {profile.cycle_task})
    done = _DONE if recurring else _DONE[:1]
    of_review = profile.cycle_task in {rule.task for rule in local}
    reviews, all_moves = (_REVIEWS, _MOVES) if of_review else (_REVIEWS_OF_OTHERS, _MOVES_OF_OTHERS)
    situations = list(product(reviews, all_moves, statuses, placements, done, born, facts))
    step = next((step for step in _PRIMES if step * _MOST >= len(situations)), _PRIMES[-1])
    each = max(1, _MOST // len(situations))
    for number, (held, moves, status, placement, times, age, so) in enumerate(situations[::step]):
        since = held[-1] if held else 0
        if since + min(moves, default=0) < 0 or (placement == _TO_ADOPTERS and not moves):
            continue
        last_of_all = since + max((*moves, 0))
        for which in range(number, number + each):
            start = _start(which, last_of_all, first, last)
            moved_on = start + timedelta(since)
            came_to = "foster-care" if placement == _TO_ADOPTERS else placement
            events: list[Event] = [BecameLookedAfter(on=start, legal_status=status, placement=came_to)]
            events += [Fact(on=start, fact=name) for name in so]
            events += [ReviewHeld(on=start + timedelta(day)) for day in held]
            events += [PlacementMoved(on=moved_on + timedelta(day), placement=came_to) for day in moves]
            if placement == _TO_ADOPTERS:
                events[-1] = PlacedForAdoption(on=events[-1].on)
            events += [TaskDone(on=start + timedelta(day), task=name) for day in times for name in recurring]
            yield History("", events, start.replace(year=start.year - age, day=min(start.day, 28)))


def _start(which: int, last_of_all: int, first: date, last: date) -> date:
    """A start date of the range: such that it, or what happens last, falls on one of the days of the year, as far as the range allows."""
    month, day = _DAYS[which % len(_DAYS)]
    back = timedelta(last_of_all if which // len(_DAYS) % 2 else 0)
    latest = min(last.year, max(first.year, last.year - 2))
    for year in (latest, latest + 1, latest - 1):
        start = date(year, month, day) - back + timedelta(which % 7)  # so that every day of the week comes up
        if first <= start <= last:
            return start
    return first + timedelta(which * 37 % ((last - first).days + 1))


def _asked(rules: Sequence[Timescale]) -> dict[str, frozenset[str]]:
    """Every word that is asked about in a condition, by its key."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        for condition in rule.asked:
            for record, value in condition.named():
                words = found.setdefault(record.key, set())
                if isinstance(value, tuple) and all(isinstance(word, str) for word in value):
                    asked, denied = split(value)
                    words.update(asked, denied)
    return {key: frozenset(words) for key, words in found.items()}


def _known(words: Collection[str], known: Collection[str]) -> list[str]:
    return [word for word in sorted(words) if word in known]
