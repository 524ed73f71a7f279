"""Time in care added up over several periods of care: how much of it has passed when another period begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period, Unit, add_days
from lacreview_rules.rules.context import ConditionContext
from lacreview_rules.rules.limits import Limit

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan


def time_left(timeline: Timeline, rule: RulePlan, occurrence: Occurrence, day: date) -> tuple[Limit, tuple[tuple[str, date, date], ...]]:
    """The limit of a rule that adds up time in care: what is left of it when earlier periods are taken off, from `day`.

    Beside it the earlier periods that count, in order: the rule, from when, to when.
    """
    counted = tuple((rule.id, *span) for period in _earlier(timeline.period) if (span := _counted_of(period, timeline, rule)))[::-1]
    served = sum((end - start).days for _, start, end in counted)
    period, count = rule.counts[0]
    whole = count(day, timeline.calendar)
    if not served or whole is None:
        return Limit(whole, rule, day, occurrence, period), ()
    left = max(0, (whole - day).days - served)
    return Limit(add_days(day, left), rule, day, occurrence, Period(left, Unit.DAY)), counted


def _earlier(period: PeriodOfCare) -> list[PeriodOfCare]:
    found: list[PeriodOfCare] = []
    before = period.before
    while before is not None:
        found.append(before)
        before = before.before
    return found


def _counted_of(period: PeriodOfCare, timeline: Timeline, rule: RulePlan) -> tuple[date, date] | None:
    """From when to when a period counts: since every age that the rule counts from, if its conditions held there."""
    start, end = max([period.start, *timeline.ages_reached(rule.after)]), period.end
    if end is None or end <= start:
        return None
    context = ConditionContext(period, start, None, None, rule.restarts, timeline, {}, [])
    tests, unless, _ = rule.conditions.tests(None)  # whatever the words of the present period have decided
    if not all(test(context) for test in tests) or any(exempt(context) for exempt in unless):
        return None
    return start, end
