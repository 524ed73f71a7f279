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
- where something recurs, not done yet, done once or twice; where a fact is asked about, or whether a task was done, it is so or not.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.assurance.open_limits import still_to_do_under
from lacreview_rules.counting.ages import read_age_anchor
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
_SHORT_BREAK, _ADOPTIVE = "short-break", "adoptive"
_TO_ADOPTERS = "from foster carers to adopters"  # an event of its own, which is no move
_DONE = ((), (6,), (6, 40), (15,))
"""The days, from the start, on which what recurs was done."""
_BORN = (4, 11, 16)
"""Ages in years at the start."""
_OF_AGE = ("age", "first_after_age", "last_before_age")
_DAYS = ((12, 11), (3, 18), (12, 1), (1, 27), (7, 2), (9, 24))
"""Days of the year, from which a week is taken for the start or what happens last: bank holidays, short months, long months."""
_STARTS = 41  # start dates of a situation in which not much happens, besides one: every one of the days of the year, on every weekday
_MOST = 900  # histories
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
        mine, theirs = ({one.id: one.limits for one in found} for found in _owed(history, (own, law), tasks, calendar))
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


def _owed(
    history: History, profiles: Sequence[Profile], tasks: Collection[str], calendar: WorkingCalendar
) -> Iterator[list[TaskOccurrence]]:
    """What is open and owed under each profile: the next review, and what does not wait for one that is only expected."""
    held = sum(isinstance(event, ReviewHeld) for event in history.events)
    for _, found in still_to_do_under(history, profiles, calendar):
        yield [one for one in found if one.plan.id in tasks and _is_owed(one, held)]


def _is_owed(one: TaskOccurrence, held: int) -> bool:
    first = one.limits[0]
    if one.scope.last is not None and (first.due is None or first.due > one.scope.last):
        return False
    return one.review == held + 1 if one.plan.id == one.care.review_task else first.basis == "actual"


class _Situation(NamedTuple):
    """What happens in a course of care, whenever that begins: days from the start, and from the last review for moves."""

    held: tuple[int, ...]
    moves: tuple[int, ...]
    status: str
    placement: str
    done: tuple[int, ...]
    age: int
    so: tuple[str, str] | None

    @property
    def is_possible(self) -> bool:
        """Whether no move is before the start, a child placed with adopters later moves, and no child in short breaks is with adopters.

        No date comes of this, so it is no rule of a profile: it says which courses of care are tried. What no child lives through would
        only be another occasion on which a profile is later than the law.
        """
        if self.status == _SHORT_BREAK and self.placement in (_ADOPTIVE, _TO_ADOPTERS):
            return False
        return self.since + min(self.moves, default=0) >= 0 and (self.placement != _TO_ADOPTERS or bool(self.moves))

    @property
    def since(self) -> int:
        """The day of the last review; without one, the start."""
        return self.held[-1] if self.held else 0


def courses_of_care(rules: Sequence[Timescale], local: Sequence[Timescale], profile: Profile, first: date, last: date) -> Iterator[History]:
    """The histories: of every situation at least one, and as many start dates each as their number allows.

    Where not much happens, the dates of many rules lie side by side: there the starts are the densest.
    """
    own = _asked(local)
    placements = ("foster-care", _ADOPTIVE, _TO_ADOPTERS, *_known(own.get("placement", ()), profile.placements))
    statuses = ("section-20", _SHORT_BREAK, *_known(own.get("legal_status", ()), profile.legal_statuses))
    facts = [("fact", name) for name in _known((*own.get("fact", ()), *own.get("fact_when_placed", ())), profile.facts)]
    tasks = [("task_done", name) for name in _known(own.get("task_done", ()), profile.tasks)]
    named = {name for rule in local for name in rule.after}
    recurring = sorted(named & profile.tasks.keys() - {profile.cycle_task})
    of_review = profile.cycle_task in {rule.task for rule in local}
    choices = (
        _REVIEWS if of_review else _REVIEWS_OF_OTHERS,
        _MOVES if of_review else _MOVES_OF_OTHERS,
        dict.fromkeys(statuses),
        dict.fromkeys(placements),
        _DONE if recurring else _DONE[:1],
        _BORN if any(map(_asks_an_age, rules)) else _BORN[1:2],
        (None, *facts, *tasks),
    )
    possible = [found for found in map(_Situation._make, product(*choices)) if found.is_possible]
    step = next((step for step in _PRIMES if step * _MOST >= len(possible)), _PRIMES[-1])
    taken = possible[::step]
    plain = {found for found in taken if not found.moves and len(found.held) <= 1 and not found.done}
    more = min(_STARTS, (_MOST - len(taken)) // max(1, len(plain)))
    for number, found in enumerate(taken):
        for which in range(number, number + 1 + (more if found in plain else 0)):
            yield _history(found, _start(which, found.since + max((*found.moves, 0)), first, last), recurring)


def _history(what: _Situation, start: date, recurring: Sequence[str]) -> History:
    came_to = "foster-care" if what.placement == _TO_ADOPTERS else what.placement
    moved = [start + timedelta(what.since + day) for day in what.moves]
    events: list[Event] = [BecameLookedAfter(on=start, legal_status=what.status, placement=came_to)]
    if what.so is not None:
        key, name = what.so
        events.append(Fact(on=start, fact=name) if key == "fact" else TaskDone(on=start, task=name))
    events += [ReviewHeld(on=start + timedelta(day)) for day in what.held]
    events += [PlacementMoved(on=day, placement=came_to) for day in moved]
    if what.placement == _TO_ADOPTERS:
        events[-1] = PlacedForAdoption(on=moved[-1])
    events += [TaskDone(on=start + timedelta(day), task=name) for day in what.done for name in recurring]
    return History("", events, start.replace(year=start.year - what.age, day=min(start.day, 28)))


def _start(which: int, last_of_all: int, first: date, last: date) -> date:
    """A start date of the range: such that it, or what happens last, falls on one of the days of the year, as far as the range allows."""
    month, day = _DAYS[which % len(_DAYS)]
    of_last, weekday = divmod(which // len(_DAYS), 7)  # so that every day of the week comes up
    back = timedelta(last_of_all if of_last % 2 or which % 2 else 0)
    latest = min(last.year, max(first.year, last.year - 2))
    for year in (latest, latest + 1, latest - 1):
        start = date(year, month, day) - back + timedelta(weekday)
        if first <= start <= last:
            return start
    return first + timedelta(which * 37 % ((last - first).days + 1))


def _asks_an_age(rule: Timescale) -> bool:
    """Whether it counts from an age, or asks about one."""
    names = (*rule.after, *((rule.before,) if rule.before is not None else ()))
    return any(read_age_anchor(name) is not None for name in names) or any(
        record.key in _OF_AGE for condition in rule.asked for record, _ in condition.named()
    )


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
