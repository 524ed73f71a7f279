"""Hours that are added up: what earlier stays of a kind, within so many days, leave of a limit in hours.

A stay lasts until the task was done, or until the child moved or left care, whichever the record has first.
Where it has no time of day, the whole day counts: what is left can then be more than is said, and never less.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.periods import Period, Unit, hours_after
from lacreview_rules.histories.earlier_periods import earlier_events
from lacreview_rules.histories.events import DERIVED
from lacreview_rules.rules.limits import HoursGone, Limit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.histories.events import Event
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan

_HOUR = timedelta(hours=1)
_ONE_DAY = timedelta(days=1)
_LONGEST = timedelta(days=366)
"""How long before the time that is looked at a stay may have begun."""
_FIRST = date(1900, 1, 1)
"""Before it nothing is added up: there is room for the time that is looked at."""


class _Stay(NamedTuple):
    start: datetime
    end: datetime
    exact: bool


def hours_left(timeline: Timeline, rule: RulePlan, occurrence: Occurrence) -> tuple[Limit, HoursGone] | None:
    """The limit that earlier stays leave, and what they have taken of it; None where there was none within the time."""
    period, within = rule.period, rule.adds_up_within
    if period is None or within is None or occurrence.on < _FIRST:
        return None
    began = _moment(occurrence.on, occurrence.at)
    window, whole = timedelta(days=within.count * (7 if within.unit is Unit.WEEK else 1)), period.count * _HOUR
    since = began - window
    stays = [stay for stay in _stays(timeline, rule, occurrence, since.date() - _LONGEST) if stay.end > since]
    gone = sum((stay.end - max(stay.start, since) for stay in stays), timedelta())
    if not gone:
        return None
    exact = all(stay.exact for stay in stays)
    last = began + _until_full(began, whole - gone, window, stays)
    told = HoursGone(rule.id, occurrence.on, occurrence.at, gone, exact and occurrence.at is not None)
    if occurrence.at is None:
        safe = max(began, last - timedelta(microseconds=1))  # what ends with midnight ends with the day before
        return Limit(safe.date(), rule, occurrence.on, occurrence), told
    whole_hours, rest = divmod(last - began, _HOUR)
    due_at = hours_after(began.replace(tzinfo=None), whole_hours) + rest
    left = None if rest else Period(whole_hours, Unit.HOUR)
    return Limit(due_at.date(), rule, occurrence.on, occurrence, left, due_at), told


def _moment(day: date, at: time | None) -> datetime:
    """A moment as elapsed time counts it, with its offset; without a time the first of the day."""
    return hours_after(datetime.combine(day, at or time.min), 0)


def _until_full(began: datetime, left: timedelta, window: timedelta, stays: list[_Stay]) -> timedelta:
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


def _stays(timeline: Timeline, rule: RulePlan, occurrence: Occurrence, since: date) -> Iterator[_Stay]:
    """The stays that began before one, in order; of this period of care and of those before it."""
    kind = rule.anchor or ""
    period = timeline.period
    events = [event for event in period.events if event.kind == kind and event is not occurrence.event]
    earlier = [event for event in earlier_events(period, since) if event.kind == kind]
    before = [event for event in (*earlier, *events) if _order(event) < (occurrence.on, occurrence.at or time.min)]
    before.sort(key=_order)
    done = sorted((each.on, each.at or time.max) for each in timeline.completions.get(rule.rule.task, ()) if each.name not in DERIVED)
    next_begins = [*map(_order, before), (occurrence.on, occurrence.at or time.min)][1:]
    for event, following in zip(before, next_begins, strict=True):
        yield _stay(timeline, event, following, done)


def _order(event: Event) -> tuple[date, time]:
    return event.on, event.at or time.min


def _stay(timeline: Timeline, event: Event, following: tuple[date, time], done: list[tuple[date, time]]) -> _Stay:
    """One earlier stay: until the first of what ended it, or until the next began."""
    ends = [moment for moment in done if moment >= (event.on, event.at or time.min)][:1]
    left = _left_on(timeline, event)
    if left is not None:
        ends.append(left)
    day, at = min([*ends, following])
    end = _moment(day + _ONE_DAY, None) if at == time.max else _moment(day, at)
    start = _moment(event.on, event.at)
    known = bool(ends) and (day, at) != following
    return _Stay(start, max(start, min(end, _moment(*following))), known and event.at is not None and at != time.max)


def _left_on(timeline: Timeline, event: Event) -> tuple[date, time] | None:
    """When the child left the placement of a stay: moved, or ceased to be looked after."""
    period = timeline.period
    while period is not None and event.on < period.start and period.before is not None:
        period = period.before
    placement = period.placement_on(event.on)
    if placement.end is None or placement.end < event.on:
        return None
    ended = period.ended_with if placement is period.placements[-1] else period.placements[placement.number].began_with
    return placement.end, (ended.at if ended is not None else None) or time.max
