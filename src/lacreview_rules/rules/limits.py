"""One timescale fired by one occurrence: the limit it sets, and what can set a limit aside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.periods import Period, Unit, hours_after, hours_before, midway
from lacreview_rules.rules.occurrences import BASES, new

if TYPE_CHECKING:
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.rules.counts import Count
    from lacreview_rules.rules.occurrences import Basis, Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan


class Decision(NamedTuple):
    """A fact that decides a limit for one child.

    Attributes:
        fact: its name; value: a period or a date as text; what is no text takes the decision back.
        on: the day on which it was made; by: by whom, where that is recorded.
    """

    fact: str
    value: bool | str
    on: date
    by: str | None


class Limit(NamedTuple):
    """The last day (or moment) on which completing the task is still in time, under one rule.

    Attributes:
        due: the day; None for advice, which has no date.
        plan: the rule, made ready.
        start: the day the count starts from (for "before": counts back from).
        occurrence: what happened, is booked or is assumed on that day.
        period: the length counted; None where the limit is the day itself, midway, or named by the event.
        due_at: the moment, for hours.
        end: for midway, the other of the two.
        decision: what was decided for the child in the place of the rule's own limit.
    """

    due: date | None
    plan: "RulePlan"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    start: date
    occurrence: "Occurrence"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    period: Period | None = None
    due_at: datetime | None = None
    end: Occurrence | None = None
    decision: Decision | None = None

    @property
    def rule_id(self) -> str:
        """The rule."""
        return self.plan.id

    def days_in(self, calendar: WorkingCalendar) -> WorkingCalendar:
        """The working days it is counted in: an authority's closure days are off for its local rules only."""
        return calendar.local if self.plan.rule.force == "local" else calendar

    @property
    def forward(self) -> bool:
        """Whether the count runs after its start rather than before it."""
        return self.plan.before is None

    def is_after(self, occurrence: Occurrence) -> bool:
        """Whether the limit falls after an occurrence: by the day, and on one day by the hour, where both are known."""
        if self.due is None or self.due != occurrence.on or self.due_at is None or occurrence.at is None:
            return self.due is not None and self.due > occurrence.on
        return self.due_at > hours_after(datetime.combine(occurrence.on, occurrence.at), 0)

    @property
    def basis(self) -> Basis:
        """How certain what it counts from is; between two anchors, the less certain of them."""
        if self.end is None:
            return self.occurrence.basis
        return BASES[max(BASES.index(self.occurrence.basis), BASES.index(self.end.basis))]

    @property
    def is_conditional(self) -> bool:
        """Whether it follows something that has not happened."""
        plan, occurrence = self.plan, self.occurrence
        if plan.after_missed:
            return occurrence.is_conditional
        return occurrence.basis != "actual" and plan.before is None and self.end is None


class SetAside(NamedTuple):
    """A limit that no longer counts, and why."""

    limit: Limit
    why: str
    on: date


class HoursGone(NamedTuple):
    """What earlier stays have taken of a limit in hours.

    Attributes:
        gone: so much of the limit had gone when the count started.
        exact: whether the record has the times of all of it, and where the child moved.
    """

    gone: timedelta
    exact: bool


_NO_MOMENT = float("inf")


def binding_order(limit: Limit) -> tuple[date, float, int, bool, str]:
    """Earliest first; of equals, the stronger force, what counts from something that happened, then the rule's id."""
    moment = limit.due_at.timestamp() if limit.due_at is not None else _NO_MOMENT
    return (limit.due or date.max, moment, limit.plan.rank, limit.basis != "actual", limit.plan.id)


def limits_of(rule: RulePlan, occurrence: Occurrence, calendar: WorkingCalendar, day: date, end: Occurrence | None = None) -> list[Limit]:
    """The limits that a rule sets when `occurrence` sets it off, counted from `day`.

    Raises:
        CalendarRangeError: a count leaves the calendar.
    """
    if rule.counts and not (rule.in_hours and occurrence.at is not None):
        return [new(Limit, (count(day, calendar), rule, day, occurrence, period, None, None, None)) for period, count in rule.counts]
    if rule.is_midway and end is not None:
        return [Limit(midway(occurrence.on, end.on), rule, day, occurrence, None, None, end)]
    if rule.counts:
        return [_to_the_hour(rule, occurrence, period, count, day, calendar) for period, count in rule.counts]
    if rule.before is not None:
        return [Limit(rule.no_later_than(day, calendar), rule, day, occurrence)]
    named = getattr(occurrence.event, rule.limit_from) if rule.limit_from else None
    return [new(Limit, (named, rule, day, occurrence, None, None, None, None))]


def _to_the_hour(rule: RulePlan, occurrence: Occurrence, period: Period, count: Count, day: date, calendar: WorkingCalendar) -> Limit:
    if period.unit is not Unit.HOUR or occurrence.at is None:
        return Limit(count(day, calendar), rule, day, occurrence, period)
    started = datetime.combine(day, occurrence.at)
    moment = hours_after(started, period.count) if rule.before is None else hours_before(started, period.count)
    return Limit(moment.date(), rule, day, occurrence, period, moment)


def reckon(limit: Limit, period: Period, calendar: WorkingCalendar) -> date:
    """The day of another period (an aim, an opening) counted the way this limit is."""
    if limit.plan.counted_in is not None:
        return limit.plan.counting(period)(limit.start, calendar) or limit.start
    calendar = limit.days_in(calendar)
    if limit.forward:
        return period.after(limit.start, calendar, inclusive=limit.plan.inclusive)
    return period.before(limit.start, calendar, clear=limit.plan.clear)
