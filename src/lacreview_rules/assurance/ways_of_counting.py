"""Whether two timescales count alike, so that the date of one can be laid beside that of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.assurance.start_dates import ways_of
from lacreview_rules.counting.periods import Unit

if TYPE_CHECKING:
    from lacreview_rules.rules.rule_plan import RulePlan


def has_date(plan: RulePlan) -> bool:
    """Whether it sets a date by counting from a day."""
    return bool(ways_of(plan))


def same_limits(one: RulePlan, other: RulePlan) -> bool:
    """Whether both set the same limits, counted alike."""
    return [way for way, _ in ways_of(one)] == [way for way, _ in ways_of(other)]


def same_count(one: RulePlan, other: RulePlan) -> bool:
    """Whether both count in the same direction from the same thing, so that one date shows both.

    What counts from the latest of several never starts sooner than what counts from some of them: the day on which all of them
    fall is the one on which it may come out later.
    """
    return (
        not one.is_midway
        and (one.before, one.nth) == (other.before, other.nth)
        and (set(one.after) == set(other.after) or (bool(one.after) and set(one.after) < set(other.after)))
    )


def in_working_days(plan: RulePlan) -> bool:
    """Whether its dates depend on which days are worked, or are named by the authority."""
    named_days = plan.rule.counted_in or plan.rule.falls_on
    return bool(named_days) or any(period.unit is Unit.WORKING_DAY for period, _ in plan.counts)
