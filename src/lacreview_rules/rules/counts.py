"""How a rule counts: a function from the day on which a count starts to the day on which it ends, made once for each rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from lacreview_rules.counting.calendars import WorkingCalendar
from lacreview_rules.counting.periods import Period, Unit, add_days, months_on
from lacreview_rules.rules.named_days import last_on_or_before, nth_from

if TYPE_CHECKING:
    from lacreview_rules.profiles.vocabulary import NamedDays

Count = Callable[[date, WorkingCalendar], date | None]
"""From the day a count starts to the day it ends; None where the authority's named days do not reach so far."""


class HowCounted(Protocol):
    """How a rule counts: back from a day or forward, in clear days, its first day included, in named days, or back to one of these."""

    before: str | None
    clear: bool
    inclusive: bool
    counted_in: NamedDays | None
    falls_on: NamedDays | None


def counting_of(period: Period, rule: HowCounted) -> Count:
    """The counting of a period, in the days in which the rule counts."""
    in_named_days = rule.counted_in if period.unit in (Unit.DAY, Unit.WORKING_DAY) else None
    counted = _counting_in(in_named_days, period, rule) if in_named_days is not None else _plain_counting(period, rule)
    falls_on, forward = rule.falls_on, rule.before is None
    if falls_on is None:
        return counted

    def count_back_to(day: date, calendar: WorkingCalendar) -> date | None:
        limit = counted(day, calendar)
        if limit is None:
            return None
        found = last_on_or_before(falls_on, limit, calendar)
        # Counted forward, and none of the days lies between the start and the limit: the limit stands where it is.
        return limit if forward and found is not None and found < day else found

    return count_back_to


def _counting_in(named: NamedDays, period: Period, rule: HowCounted) -> Count:
    """Counting only among named days."""
    count = period.count if rule.before is None else -period.count - rule.clear
    if rule.inclusive and count > 0:
        return lambda day, calendar: nth_from(named, add_days(day, -1), count, calendar)
    return lambda day, calendar: nth_from(named, day, count, calendar)


def _plain_counting(period: Period, rule: HowCounted) -> Count:
    count = period.count
    if rule.before is not None:
        clear = rule.clear
        if period.unit is Unit.WORKING_DAY and count:
            further = count + clear
            return lambda day, calendar: calendar.subtract_working_days(day, further)
        return lambda day, calendar: period.before(day, calendar, clear=clear)
    if not count:
        return lambda day, _: day
    if rule.inclusive:
        inclusive = rule.inclusive
        return lambda day, calendar: period.after(day, calendar, inclusive=inclusive)
    if period.unit is Unit.WORKING_DAY:
        return lambda day, calendar: calendar.add_working_days(day, count)
    if period.unit is Unit.MONTH:
        return lambda day, _: months_on(day, count)
    if period.unit is Unit.WEEK or period.unit is Unit.DAY:
        days = count * 7 if period.unit is Unit.WEEK else count
        return lambda day, _: add_days(day, days)
    return period.after
