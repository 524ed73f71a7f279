"""Time in care that is made up of several periods of care: what of it lies behind when another begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period, Unit, add_days
from lacreview_rules.rules.context import ConditionContext
from lacreview_rules.rules.limits import Limit

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan


def time_left(timeline: Timeline, rule: RulePlan, occurrence: Occurrence, day: date, calendar: WorkingCalendar) -> Limit:
    """The limit of a rule that adds up time in care: what is left of it when earlier periods are taken off, from `day`."""
    served = sum(_days_of(period, timeline, rule) for period in _earlier(timeline.period))
    period, count = rule.counts[0]
    whole = count(day, calendar)
    if not served or whole is None:
        return Limit(whole, rule, day, occurrence, period)
    left = max(0, (whole - day).days - served)
    return Limit(add_days(day, left), rule, day, occurrence, Period(left, Unit.DAY))


def _earlier(period: PeriodOfCare) -> list[PeriodOfCare]:
    found: list[PeriodOfCare] = []
    before = period.before
    while before is not None:
        found.append(before)
        before = before.before
    return found


def _days_of(period: PeriodOfCare, timeline: Timeline, rule: RulePlan) -> int:
    """How many days of a period count: those since every age that the rule counts from, if its conditions held there."""
    start, end = max([period.start, *timeline.ages_reached(rule.after)]), period.end
    if end is None or end <= start:
        return 0
    context = ConditionContext(period, start, None, None, rule.restarts, timeline, {}, [])
    tests, unless, _ = rule.conditions.tests(None)  # whatever the words of the present period have decided
    if not all(test(context) for test in tests) or any(exempt(context) for exempt in unless):
        return 0
    return (end - start).days
