"""One timescale fired by one occurrence: the limit it sets, and what can set a limit aside."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.occurrences import BASES
from lacreview_rules.periods import Period, Unit, hours_after, hours_before, midway

if TYPE_CHECKING:
    from lacreview_rules.calendars import WorkingCalendar
    from lacreview_rules.occurrences import Basis, Occurrence
    from lacreview_rules.rule_plan import RulePlan


class Limit(NamedTuple):
    """The last day (or moment) on which doing the task is still in time, under one rule.

    Attributes:
        due: the day; None for advice, which has no date.
        rank: the place of the rule's force in the order in which equal limits bind.
        rule_id: the rule.
        plan: the rule, made ready.
        start: the day the count starts from (for "before": counts back from).
        occurrence: what happened, is booked or is assumed on that day.
        period: the length counted; None where the limit is the day itself, midway, or named by the event.
        due_at: the moment, for hours.
        end: for midway, the other of the two.
    """

    due: date | None
    rank: int
    rule_id: str
    plan: RulePlan
    start: date
    occurrence: Occurrence
    period: Period | None = None
    due_at: datetime | None = None
    end: Occurrence | None = None

    @property
    def forward(self) -> bool:
        """Whether the count runs after its start rather than before it."""
        return self.plan.before is None

    @property
    def basis(self) -> Basis:
        """How certain what it counts from is; between two anchors, the less certain of them."""
        if self.end is None:
            return self.occurrence.basis
        return max(self.occurrence.basis, self.end.basis, key=BASES.index)


class SetAside(NamedTuple):
    """A limit that no longer counts, and why."""

    limit: Limit
    why: str
    on: date | None = None


def binding_order(limit: Limit) -> tuple[date, float, int, str]:
    """Earliest first; of equals, the stronger force, then the rule's id."""
    moment = limit.due_at.timestamp() if limit.due_at is not None else float("inf")
    return (limit.due or date.max, moment, limit.rank, limit.rule_id)


def limits_of(rule: RulePlan, occurrence: Occurrence, calendar: WorkingCalendar, day: date, end: Occurrence | None = None) -> list[Limit]:
    """The limits that a rule sets when `occurrence` sets it off, counted from `day`.

    Raises:
        CalendarRangeError: a count leaves the calendar.
    """
    if rule.is_midway and end is not None:
        return [Limit(midway(occurrence.on, end.on), rule.rank, rule.id, rule, day, occurrence, None, None, end)]
    if rule.before is not None:
        if not rule.limits:
            return [Limit(day, rule.rank, rule.id, rule, day, occurrence)]
        return [_back(rule, occurrence, period, day, calendar) for period in rule.limits]
    if rule.limit_from is not None:
        named = getattr(occurrence.event, rule.limit_from, None)
        return [Limit(named, rule.rank, rule.id, rule, day, occurrence)]
    if rule.advice:
        return [Limit(None, rule.rank, rule.id, rule, day, occurrence)]
    return [_forward(rule, occurrence, period, day, calendar) for period in rule.limits]


def _forward(rule: RulePlan, occurrence: Occurrence, period: Period, day: date, calendar: WorkingCalendar) -> Limit:
    if period.unit is Unit.HOUR and occurrence.at is not None:
        moment = hours_after(datetime.combine(day, occurrence.at), period.count)
        return Limit(moment.date(), rule.rank, rule.id, rule, day, occurrence, period, moment)
    due = period.after(day, calendar, inclusive=rule.inclusive)
    return Limit(due, rule.rank, rule.id, rule, day, occurrence, period)


def _back(rule: RulePlan, occurrence: Occurrence, period: Period, day: date, calendar: WorkingCalendar) -> Limit:
    if period.unit is Unit.HOUR and occurrence.at is not None:
        moment = hours_before(datetime.combine(day, occurrence.at), period.count)
        return Limit(moment.date(), rule.rank, rule.id, rule, day, occurrence, period, moment)
    due = period.before(day, calendar, clear=rule.clear)
    return Limit(due, rule.rank, rule.id, rule, day, occurrence, period)


def reckon(limit: Limit, period: Period, calendar: WorkingCalendar) -> date:
    """The day of another period (an aim, an opening) counted the way this limit is."""
    if limit.forward:
        return period.after(limit.start, calendar, inclusive=limit.plan.inclusive)
    return period.before(limit.start, calendar, clear=limit.plan.clear)
