"""Which completion meets which occurrence of a task: each meets one.

One rule in order, whatever the task belongs to. A completion meets what it names, a review or a reference; or what it lies
within; or, done early, what began no longer after it than the rule allows (`may_precede`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lacreview_rules.engine.recorded import by_day
from lacreview_rules.histories.events import PLACEMENT_ENDED, PlacementMoved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.engine.scopes import ReviewScope, Span
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan

_ONE_DAY = timedelta(days=1)


def early_enough(rule: RulePlan, done: date, start: date, calendar: WorkingCalendar) -> bool:
    """Whether something done before a count starts can still be what the rule asks for."""
    first = rule.first_early_day(start, calendar)
    return first is not None and done >= first


def within(walk: Walk, task: TaskPlan, span: Span, completions: list[Occurrence], used: set[int]) -> list[Occurrence]:
    """The completions within a period of care or a placement, after the last one before it if that was early enough and is not used."""
    start, end = span.start, span.end
    first = bisect_left(completions, start, key=by_day)
    past = len(completions) if end is None else bisect_left(completions, end, first, key=by_day)
    if first and task.may_precede:
        early = completions[first - 1]
        if id(early) not in used and any(early_enough(rule, early.on, start, walk.calendar) for rule in task.rules):
            first -= 1
    return completions[first:past]


def by_review(walk: Walk, task: TaskPlan, completions: list[Occurrence]) -> dict[int, Occurrence]:
    """For each review, the first completion that names it or lies in the time in which it is prepared or followed."""
    named: dict[int, int] = {}
    unnamed: list[int] = []
    for place, completion in enumerate(completions):
        if completion.review is None:
            unnamed.append(place)
        else:
            named.setdefault(completion.review, place)
    days = [completions[place].on for place in unnamed]
    found: dict[int, Occurrence] = {}
    for at in walk.review_scopes:
        place = named.get(at.number, len(completions))
        first, last = _time_of(task, at)
        if first is not None:
            inside = bisect_left(days, first)
            if inside < len(days) and (last is None or days[inside] <= last):
                place = min(place, unnamed[inside])
        if place < len(completions):
            found[at.number] = completions[place]
    if task.may_precede and not task.looks_back and unnamed:
        _add_early(walk, task, [completions[place] for place in unnamed], found)
    return found


def _add_early(walk: Walk, task: TaskPlan, completions: list[Occurrence], found: dict[int, Occurrence]) -> None:
    """For each review that nothing follows, what was done shortly before it, if that is early enough and met no other."""
    used = {id(completion) for completion in found.values()}
    for at in walk.review_scopes:
        place = bisect_left(completions, at.sat.on, key=by_day) - 1
        if at.number in found or not at.held or place < 0:
            continue
        early = completions[place]
        if id(early) not in used and any(early_enough(rule, early.on, at.sat.on, walk.calendar) for rule in task.rules):
            found[at.number] = early
            used.add(id(early))


def _time_of(task: TaskPlan, at: ReviewScope) -> tuple[date | None, date | None]:
    """The first and the last day on which a completion prepares, or follows, one review.

    No first day: there is no such time. No last day: it has not ended.
    """
    if not task.looks_back:
        last = at.after.last - _ONE_DAY if at.after.last is not None and not at.care_ended else None
        return (at.sat.on, last) if at.held else (None, None)
    if not (at.held or at.next):
        return None, None
    return date.min if at.previous is None else at.preparing.first, at.sat.on if at.held else None


class CompletionMatcher:
    """The completions of a task, in order of their days, from which each cause in turn takes the one that meets it.

    Those that name no reference stand in a row of their own: a cause that has a reference is not met by a
    completion that names another.
    """

    __slots__ = ("_all", "_by_ref", "_unnamed")

    def __init__(self, completions: Sequence[Occurrence]) -> None:
        self._all = _Row(completions)
        self._unnamed = _Row([completion for completion in completions if completion.ref is None])
        self._by_ref: dict[str, list[Occurrence]] = {}
        for completion in reversed(completions):
            ref = completion.ref
            if ref is not None:
                self._by_ref.setdefault(ref, []).append(completion)

    def naming(self, cause: Occurrence) -> Occurrence | None:
        """The first completion that names the same reference as the cause; asked for every cause before one takes what is nearest."""
        same = self._by_ref.get(cause.ref or "")
        return self._taken(same.pop()) if same else None

    def nearest(
        self, cause: Occurrence, *, precedes: bool, after: date | None, until: date | None = None, begins: date | None = None
    ) -> Occurrence | None:
        """The first completion on or after the cause, or, where it may come before, the last until then.

        `after` is the day of the cause before, which what was done by then belongs to; what was done after `until` belongs to a later one.
        `begins` is the day of the placement that the cause is about, where that begins later: no placement that ends by then is that one.
        """
        row = self._all if cause.ref is None else self._unnamed
        found = row.last_until(cause, after) if precedes else None
        if found is None:
            found = row.first_from(cause, past=precedes, begins=begins)
        return None if found is None or (until is not None and found.on > until) else self._taken(found)

    def within(self, first: date, end: date | None) -> Occurrence | None:
        """The first completion from one day until the day before another."""
        found = self._all.first_on_or_after(first)
        return None if found is None or (end is not None and found.on >= end) else self._taken(found)

    def _taken(self, completion: Occurrence) -> Occurrence:
        self._all.take(completion)
        self._unnamed.take(completion)
        return completion


class _Row:
    """Completions in order of their days; those taken are stepped over, however many they are."""

    __slots__ = ("_completions", "_days", "_next", "_next_other", "_places", "_previous")

    def __init__(self, completions: Sequence[Occurrence]) -> None:
        self._completions = completions
        self._days = [completion.on for completion in completions]
        self._places = {id(completion): place for place, completion in enumerate(completions)}
        self._next = list(range(len(completions) + 1))  # the first place from here on that is free
        self._next_other: list[int] = []  # the same of what is not the end of a placement; made when it is asked for
        self._previous = list(range(len(completions) + 1))  # one more than the last place before here that is free

    def take(self, completion: Occurrence) -> None:
        """Take a completion out, if it is in the row."""
        place = self._places.get(id(completion))
        if place is not None:
            self._next[place] = place + 1
            self._previous[place + 1] = place
            if self._next_other:
                self._next_other[place] = place + 1

    def first_from(self, cause: Occurrence, *, past: bool, begins: date | None) -> Occurrence | None:
        """The first that is free on or after the day of the cause; `past` it, where its own day has been looked at."""
        place = self._free_from((bisect_right if past else bisect_left)(self._days, cause.on), begins)
        while place < len(self._completions) and _came_first(self._completions[place], cause):
            place = self._free_from(place + 1, begins)
        return self._completions[place] if place < len(self._completions) else None

    def _free_from(self, place: int, begins: date | None) -> int:
        """The first place from one on that is free; no end of a placement until the day on which another `begins`."""
        if begins is None:
            return _root(self._next, place)
        if not self._next_other:
            ends = ((here, one.name == PLACEMENT_ENDED) for here, one in enumerate(self._completions))
            self._next_other = [here + 1 if is_end or self._next[here] != here else here for here, is_end in ends]
            self._next_other.append(len(self._completions))
        past_it = max(place, bisect_right(self._days, begins))
        return min(_root(self._next_other, place), _root(self._next, past_it))

    def first_on_or_after(self, day: date) -> Occurrence | None:
        """The first that is free on or after a day, whatever it may answer."""
        place = _root(self._next, bisect_left(self._days, day))
        return self._completions[place] if place < len(self._completions) else None

    def last_until(self, cause: Occurrence, after: date | None) -> Occurrence | None:
        """The last that is free until the day of the cause, and later than `after`."""
        place = _root(self._previous, bisect_right(self._days, cause.on)) - 1
        while place >= 0 and _came_first(self._completions[place], cause):
            place = _root(self._previous, place) - 1
        found = self._completions[place] if place >= 0 else None
        return found if found is not None and (after is None or found.on > after) else None


def _root(links: list[int], place: int) -> int:
    """Follow the links to the place they lead to, and shorten them on the way."""
    root = place
    while links[root] != root:
        root = links[root]
    while links[place] != root:
        links[place], place = root, links[place]
    return root


def _came_first(completion: Occurrence, cause: Occurrence) -> bool:
    """Whether it is the end of the placement that the cause, a new one, took the place of, or a move that came no later in the day."""
    if completion.on != cause.on:
        return False
    if completion.name == PlacementMoved.kind:
        return completion.at is None or cause.at is None or completion.at <= cause.at
    return completion.name == PLACEMENT_ENDED
