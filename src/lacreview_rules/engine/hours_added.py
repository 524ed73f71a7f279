"""Hours that are added up: what earlier stays of a kind, within so many days, leave of a limit in hours.

A stay lasts until the task was done, or until the child moved or left care, whichever the record has first. A move ends no stay that
the child is in still: from one placement to another of the kind that the event says, or to nobody says where.
What the record leaves open is taken for the longest: what is left can then be more than is said, and never less.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.periods import Period, Unit, hours_after
from lacreview_rules.engine.recorded import done_by
from lacreview_rules.histories.events import DERIVED, PlacedForAdoption, PlacementMoved
from lacreview_rules.rules.limits import HoursGone, Limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.rule_plan import RulePlan

    Moment = tuple[date, time]
    """A day and a time of it; where none is recorded the first or the last, as the case may be."""

_HOUR = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)
_LEFT = frozenset({*DERIVED, PlacementMoved.kind})
"""What completes the task because the child left: which stay that ended is for the moves to say."""
_FIRST = date(1900, 1, 1)
"""Before it nothing is added up: there is room for the time that is looked at."""


def hours_left(stays: EarlierStays, rule: RulePlan, occurrence: Occurrence) -> tuple[Limit, HoursGone] | None:
    """The limit that earlier stays leave, and what they have taken of it; None where there was none within the time."""
    period = rule.period
    if period is None or occurrence.on < _FIRST:
        return None
    began = _moment(occurrence.on, occurrence.at)
    window, whole = _window(rule), period.count * _HOUR
    gone, exact, last_of_them = stays.gone(occurrence, began - window)
    if not gone:
        return None
    last = began + _until_full(began, whole - gone, window, last_of_them)
    told = HoursGone(gone, exact and occurrence.at is not None)
    if occurrence.at is None:
        safe = max(began, last - timedelta(microseconds=1))  # what ends with midnight ends with the day before
        return Limit(safe.date(), rule, occurrence.on, occurrence), told
    whole_hours, rest = divmod(last - began, _HOUR)
    due_at = hours_after(began.replace(tzinfo=None), whole_hours) + rest
    left = None if rest else Period(whole_hours, Unit.HOUR)
    return Limit(due_at.date(), rule, occurrence.on, occurrence, left, due_at), told


def _window(rule: RulePlan) -> timedelta:
    """The time within which hours are added up."""
    within = rule.adds_up_within
    return timedelta() if within is None else timedelta(days=within.count * (7 if within.unit is Unit.WEEK else 1))


def _moment(day: date, at: time | None) -> datetime:
    """A moment as elapsed time counts it, with its offset; without a time the first of the day."""
    return hours_after(datetime.combine(day, at or time.min), 0)


def _until_full(began: datetime, left: timedelta, window: timedelta, stays: Iterator[_Stay]) -> timedelta:
    """How long after its beginning a stay fills the limit: hours that leave the window meanwhile make room for as many."""
    if left <= timedelta():
        return timedelta()
    now = began
    for stay in stays:
        leaves = max(now, stay.start + window)
        if now + left < leaves:
            break
        left -= leaves - now
        now = stay.end + window
    return now + left - began


class _Stay(NamedTuple):
    start: datetime
    end: datetime
    exact: bool


class EarlierStays:
    """The stays after events of the kind that a rule counts from, in this period of care and shortly before; made once for a period.

    None is longer than until the next began, so that they lie one after another, and what lies within a time is found by halving.
    """

    __slots__ = ("_began", "_doubtful", "_ends", "_stays", "_together")

    def __init__(self, plan: Plan, timeline: Timeline, rule: RulePlan) -> None:
        found = _StaysOf(plan, timeline, rule).found
        self._began = [began for began, _ in found]
        self._stays = [stay for _, stay in found]
        self._ends = [stay.end for stay in self._stays]
        self._together = list(accumulate((stay.end - stay.start for stay in self._stays), initial=timedelta()))
        self._doubtful = list(accumulate((not stay.exact for stay in self._stays), initial=0))

    def gone(self, occurrence: Occurrence, since: datetime) -> tuple[timedelta, bool, Iterator[_Stay]]:
        """How long the stays before one were since a moment, whether that is exact, and the stays."""
        past = bisect_left(self._began, (occurrence.on, occurrence.at or time.min))
        first = bisect_right(self._ends, since, 0, past)
        if first == past:
            return timedelta(), True, iter(())
        before = max(timedelta(), since - self._stays[first].start)
        doubtful = self._doubtful[past] - self._doubtful[first]
        return self._together[past] - self._together[first] - before, not doubtful, map(self._stays.__getitem__, range(first, past))


class _StaysOf:
    """The making of the stays, of several periods of care.

    Attributes:
        found: each stay, with the moment at which it began as the record has it.
    """

    def __init__(self, plan: Plan, timeline: Timeline, rule: RulePlan) -> None:
        self.kind, self.task, self.plan = rule.anchor or "", rule.rule.task, plan
        period = timeline.period
        own = [event for event in (*period.beforehand, *period.events, *period.afterwards) if event.kind == self.kind]
        self.found: list[tuple[Moment, _Stay]] = []
        first = max(_FIRST, min((event.on for event in own), default=_FIRST)) - _window(rule)
        periods, self.since = self._back_to(period, first)
        if not own or (len(own) == 1 and len(periods) == 1):
            return
        events = [(event, number) for number, each in enumerate(periods) for event in self._of(each) if event.kind == self.kind]
        events += [(event, len(periods)) for event in period.afterwards if event.kind == self.kind]
        events.sort(key=lambda pair: _first_of(pair[0]))
        done = [each for each in timeline.completions.get(self.task, ()) if each.name not in _LEFT]
        before = [each for one in periods[:-1] for each in self._of(one) if self.task in done_by(each, plan)]
        self.done = sorted([*((each.on, each.at or time.max) for each in done), *map(_last_of, before)])
        self._note_moves(periods)
        self.ceased = _ends_from(periods)
        self._make(events)

    def _back_to(self, period: PeriodOfCare, first: date) -> tuple[list[PeriodOfCare], date]:
        """A period of care and those before it in which a stay may have lasted until a day, in order; and the day on which that stay began.

        It is the last to begin before the day, however long before: any that began earlier was over then.
        """
        found, before = [period], period.before
        while before is not None and (before.goes_on or before.end is None or before.end >= first):
            found.append(before)
            began = [event.on for event in (*before.beforehand, *before.events) if event.kind == self.kind and event.on < first]
            if began:
                return found[::-1], max(began)
            before = before.before
        return found[::-1], first

    def _of(self, period: PeriodOfCare) -> Iterator[Event]:
        """What was recorded in a period of care and before it, as far back as it matters."""
        return (event for event in (*period.beforehand, *period.events) if event.on >= self.since)

    def _note_moves(self, periods: list[PeriodOfCare]) -> None:
        """Settle which moves ended a stay, and which may have; of those that have no time the day alone is known."""
        self.left: list[tuple[Moment, Moment]] = []
        self.unsaid: list[Moment] = []
        for period in periods:
            went_over = period.before is not None and period.before.goes_on  # the child lived where the child lived
            for event in period.placing[1:] if went_over else period.placing:
                to = event.placement
                if to is None and self.plan.meanings.places_in(self.kind) and not isinstance(event, PlacedForAdoption):
                    self.unsaid.append(_first_of(event))
                elif not self.plan.meanings.keeps_in(self.kind, to) or (to is None and isinstance(event, PlacedForAdoption)):
                    self.left.append((_first_of(event), _last_of(event)))
        self.left.sort()
        self.unsaid.sort()
        self.moves = [first for first, _ in self.left]
        self.untimed = {first[0] for first, last in self.left if first != last}

    def _make(self, events: list[tuple[Event, int]]) -> None:
        last = None
        for (event, number), (following, _) in pairwise(events):
            began, next_began = _first_of(event), _first_of(following)
            end, known = self._end_of(event, number, next_began)
            start = _moment(event.on, event.at)
            start = start if last is None else max(start, last)
            stay = _Stay(start, min(end, _moment(*next_began)), known and event.at is not None)
            if stay.start < stay.end:
                self.found.append((began, stay))
                last = stay.end

    def _end_of(self, event: Event, number: int, following: Moment) -> tuple[datetime, bool]:
        """When a stay ended: with the first of what ends it, or when the next began; and whether the record says so to the minute."""
        began = _first_of(event)
        ends = [following]
        place = bisect_left(self.done, began)
        ends += self.done[place : place + 1]
        place = bisect_right(self.moves, began if event.at is not None else _last_of(event))
        ends += [last for _, last in self.left[place : place + 1]]
        ends += self.ceased[number : number + 1]
        day, at = min(ends)
        place = bisect_left(self.unsaid, began)
        doubtful = event.on in self.untimed or (place < len(self.unsaid) and self.unsaid[place] <= (day, at))
        end = _moment(day + _ONE_DAY, None) if at == time.max else _moment(day, at)
        return end, (day, at) != following and at != time.max and not doubtful


def _first_of(event: Event) -> Moment:
    """The moment of an event, or the first of its day."""
    return event.on, event.at or time.min


def _last_of(event: Event) -> Moment:
    """The moment of an event, or the last of its day."""
    return event.on, event.at or time.max


def _ends_from(periods: list[PeriodOfCare]) -> list[Moment]:
    """Of each period of care, the moment at which care ended that began or went on in it; the last moment there is where it has not."""
    found: list[Moment] = []
    end = (date.max, time.max)
    for period in reversed(periods):
        if period.end is not None and not period.goes_on and period.ended_with is not None:
            end = _last_of(period.ended_with)
        found.append(end)
    return found[::-1]
