"""Periods: "20 working days", "3 months", "24 hours". Read, print, and apply to a date.

How the law counts: the day of the event is left out (*Lester v Garland*), a month ends on the
corresponding date or, where there is none, on the month's last day (*Dodds v Walker* [1981] UKHL),
and a last day at a weekend does not move.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from lacreview_rules.arguments import check_day, check_type
from lacreview_rules.counting.calendars import WorkingCalendar
from lacreview_rules.errors import CalendarRangeError, PeriodError, nearest

if TYPE_CHECKING:
    from datetime import tzinfo

_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*")
_SHOWN = 40  # characters of a refused phrase that its message repeats
_WAYS = 'write it without a sign, as a whole number, and say "after" or "before"'
_FIGURES = 9  # as many as a number may have, leading noughts included


class Unit(StrEnum):
    """What a period is counted in.

    Example:
        >>> print(Unit.WORKING_DAY)
        working day
    """

    WORKING_DAY = "working day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


_LONGEST = {
    Unit.WORKING_DAY: 2_600,
    Unit.DAY: 3_660,
    Unit.WEEK: 520,
    Unit.MONTH: 120,
    Unit.YEAR: 25,
    Unit.HOUR: 8_784,
}
"""Ten years of each, and one year of hours: nothing in care is counted further, so more is a slip. Birthdays are: years go to 25."""
_NAMES = {unit.value: unit for unit in Unit} | {"calendar day": Unit.DAY, "calendar month": Unit.MONTH}
_SPELT = _NAMES | {f"{name}s": unit for name, unit in _NAMES.items()}
_SUGGESTED = [f"{unit}s" for unit in Unit]


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time that a timescale allows: a whole number of one unit.

    A count below 0 or beyond about ten years' worth raises PeriodError.

    Example:
        >>> print(Period(20, Unit.WORKING_DAY))
        20 working days
    """

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        shown = f"{self.count!r:.{_SHOWN}} {self.unit}s"
        if not isinstance(self.unit, Unit):
            raise _refusal(shown, f"{self.unit!r} is not a unit of time", "give a Unit")
        if not isinstance(self.count, int) or isinstance(self.count, bool) or self.count < 0:
            raise _refusal(shown, "the number must be whole and not below 0", _WAYS)
        if self.count > _LONGEST[self.unit]:
            raise _too_long(shown, self.unit)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}" if self.count == 1 else f"{self.count} {self.unit}s"

    @classmethod
    def parse(cls, phrase: str) -> Period:
        """The period a phrase means.

        Case, spacing and singular or plural do not matter; "calendar months" are months, "calendar
        days" are days, and "same day" is 0 days.

        Raises:
            PeriodError: the phrase is no period; says what is wrong with it and how to mend it.

        Example:
            >>> Period.parse("3 Calendar Months")
            Period(count=3, unit=<Unit.MONTH: 'month'>)
        """
        if not isinstance(phrase, str):
            raise _refusal(repr(phrase), "a period is text", 'write for example "20 working days"')
        words = " ".join(phrase.lower().split())
        if words in {"same day", "the same day"}:
            return cls(0, Unit.DAY)
        found = _NUMBER.match(words)
        number = found[0] if found else ""
        name = words[len(number) :].removeprefix(" ")
        unit = _SPELT.get(name)
        if not number:
            raise _refusal(phrase, "the number is missing", _numbered(name))
        if not name:
            raise _refusal(phrase, "the unit is missing", f'write for example "{number[:_FIGURES]} working days"')
        if unit is None:
            raise _refusal(phrase, f'"{name[:_SHOWN]}" is not a unit of time', nearest(name, _SUGGESTED))
        if number.startswith(("-", "+")):
            raise _refusal(phrase, "a period has no sign", _WAYS)
        if not number.isdigit():
            raise _refusal(phrase, "the number must be whole, in figures only", _in_whole(number, unit))
        if len(number) > _FIGURES:
            raise _too_long(phrase, unit)
        return cls(int(number), unit)

    def after(self, day: date, calendar: WorkingCalendar, *, inclusive: bool = False) -> date:
        """The last day of the period that runs from `day`: the limit.

        `day` is day nought. With `inclusive` it is day one (for working days, the first working day on
        or after it is): three months beginning with 7 September end on 6 December (*Swainston v Hetton
        Victory Club*); where the month has no corresponding date they end on its last day. Hours after
        a day without a time are that many days, rounded up. A period of 0 ends on `day`.

        Raises:
            CalendarRangeError: working days lead outside the calendar; others, outside the years 1 to 9999.

        Example:
            >>> from lacreview_rules.counting.calendars import england_and_wales
            >>> Period.parse("20 working days").after(date(2025, 12, 19), england_and_wales())
            datetime.date(2026, 1, 21)
        """
        if type(day) is not date or type(calendar) is not WorkingCalendar or type(inclusive) is not bool:
            _check(day, calendar, inclusive=inclusive)
        count, unit = self.count, self.unit
        included = inclusive and count > 0
        if unit is Unit.WORKING_DAY:
            if included:
                return calendar.add_working_days(calendar.first_working_day_on_or_after(day), count - 1)
            return calendar.add_working_days(day, count)
        if unit is Unit.MONTH or unit is Unit.YEAR:
            end = months_on(day, count if unit is Unit.MONTH else 12 * count)
            return end - timedelta(1) if included and end.day == day.day else end
        return add_days(day, self._in_days() - included)

    def before(self, day: date, calendar: WorkingCalendar, *, clear: bool = False) -> date:
        """The last day on which something can be done this long before `day`, itself not counted.

        With `clear`, the days between are whole: one day (for working days, one working day) further back.

        Raises:
            CalendarRangeError: working days lead outside the calendar; others, outside the years 1 to 9999.

        Example:
            >>> from lacreview_rules.counting.calendars import england_and_wales
            >>> Period.parse("3 working days").before(date(2026, 4, 8), england_and_wales())
            datetime.date(2026, 4, 1)
        """
        if type(day) is not date or type(calendar) is not WorkingCalendar or type(clear) is not bool:
            _check(day, calendar, clear=clear)
        count, unit = self.count, self.unit
        if unit is Unit.WORKING_DAY:
            return calendar.subtract_working_days(day, count + clear)
        if unit is Unit.MONTH or unit is Unit.YEAR:
            return add_days(months_on(day, -count if unit is Unit.MONTH else -12 * count), -int(clear))
        return add_days(day, -(self._in_days() + clear))

    def _in_days(self) -> int:
        if self.unit is Unit.HOUR:
            return -(-self.count // 24)
        return 7 * self.count if self.unit is Unit.WEEK else self.count


def _check(day: object, calendar: object, **switch: object) -> None:
    """Refuse at the door what a period cannot be counted with."""
    check_day("day", day)
    check_type("calendar", calendar, WorkingCalendar, remedy="write england_and_wales()")
    for name, value in switch.items():
        check_type(name, value, bool)


def add_months(day: date, n: int) -> date:
    """The corresponding date `n` months on; if that month has none, its last day. `n` may be negative.

    Source: *Dodds v Walker* [1981] 1 WLR 1027. Count each date from its own anchor: adding month by
    month loses days for good (31 January, 28 February, 28 March).

    Raises:
        CalendarRangeError: the result is outside the years 1 to 9999.

    Example:
        >>> add_months(date(1978, 9, 30), 4), add_months(date(2025, 11, 30), 3)
        (datetime.date(1979, 1, 30), datetime.date(2026, 2, 28))
    """
    if type(day) is not date or type(n) is not int:
        check_day("day", day)
        check_type("n", n, int)
    return months_on(day, n)


def months_on(day: date, n: int) -> date:
    """The same within this package, where both are known to be what they should be: a due date is counted in every schedule."""
    month = 12 * day.year + day.month - 1 + n  # counted from nought, and from the year 0
    number = day.day
    try:
        if number > 28:  # noqa: PLR2004 - every month has 28 days
            number = min(number, monthrange(month // 12, month % 12 + 1)[1])
        return date(month // 12, month % 12 + 1, number)
    except (ValueError, OverflowError):
        raise _out_of_years(f"{n} months from {day}") from None


def midway(a: date, b: date) -> date:
    """The middle day between two dates, in either order; of two middle days, the earlier.

    Example:
        >>> midway(date(2026, 1, 14), date(2026, 4, 14)), midway(date(2026, 1, 1), date(2026, 1, 2))
        (datetime.date(2026, 2, 28), datetime.date(2026, 1, 1))
    """
    return date.fromordinal((a.toordinal() + b.toordinal()) // 2)


def hours_after(moment: datetime, n: int) -> datetime:
    """The time `n` hours after `moment`, as they elapse: 24 hours over a clock change is not the same time.

    `moment` is local time in London unless it carries a zone. A time that comes twice, when clocks go
    back, is the first of the two (the earlier limit) unless its `fold` is 1. A time that clocks skip
    when they go forward is read the earlier way, as on a clock put forward already: 01:30 is 00:30 GMT.

    The answer is London time with its offset from UTC fixed, GMT or BST.

    Raises:
        PeriodError: `n` is negative.
        CalendarRangeError: the result is outside the years 1 to 9999.

    Example:
        >>> print(hours_after(datetime(2026, 3, 28, 14, 0), 24))
        2026-03-29 15:00:00+01:00
    """
    return _move(moment, n, 1)


def hours_before(moment: datetime, n: int) -> datetime:
    """The time `n` hours before `moment`, as they elapse; otherwise as `hours_after`.

    Example:
        >>> print(hours_before(datetime(2026, 10, 25, 14, 0), 24))
        2026-10-24 15:00:00+01:00
    """
    return _move(moment, n, -1)


def _move(moment: datetime, n: int, way: int) -> datetime:
    from dateutil import tz  # noqa: PLC0415 - needed for times only, and dates are nearly all there is

    if n < 0:
        raise _refusal(f"{n} hours", "a period has no sign", "hours_before and hours_after each count their own way")
    try:
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=london(moment.year))
            if not tz.datetime_exists(moment):  # of its two readings the earlier: a clock that had been put forward already
                moment -= tz.resolve_imaginary(moment) - moment
        there = moment.astimezone(UTC) + timedelta(hours=way * n)
        local = there.astimezone(london(there.year))
    except OverflowError:
        raise _out_of_years(f"{way * n} hours from {moment}") from None
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0), local.tzname() or "GMT"), fold=0)


@cache
def london(year: int) -> tzinfo:
    """Clocks in London in a year, from tables bundled with dateutil so that no setting of the machine matters.

    The tables end in 2037, and some distributions leave them out; then it is the present rule: summer
    time from the last Sunday in March to the last in October, changing at 01:00 GMT (Summer Time Order 2002).
    """
    from dateutil import tz, zoneinfo  # noqa: PLC0415 - reading the tables takes longer than all else here

    table: tzinfo | None = zoneinfo.get_zonefile_instance().get("Europe/London")
    rule: tzinfo = tz.tzstr("GMT0BST,M3.5.0/1,M10.5.0/2")
    return rule if table is None or year > 2037 else table  # noqa: PLR2004 - see above


def add_days(day: date, n: int) -> date:
    """The day `n` days on, or back if `n` is negative.

    Raises:
        CalendarRangeError: the result is outside the years 1 to 9999.

    Example:
        >>> add_days(date(2026, 2, 27), 2)
        datetime.date(2026, 3, 1)
    """
    try:
        return day + timedelta(n)
    except OverflowError:
        raise _out_of_years(f"{n} days from {day}") from None


def _refusal(phrase: str, why: str, remedy: str) -> PeriodError:
    shown = phrase if len(phrase) <= _SHOWN else f"{phrase[:_SHOWN]}…"
    return PeriodError(f'"{shown}" is not a period: {why}; {remedy}')


def _numbered(name: str) -> str:
    last = name.removeprefix("a ").removeprefix("an ").removeprefix("one ")
    return f'write "1 {_SPELT[last]}"' if last in _SPELT else 'write it in figures, as in "20 working days"'


def _too_long(phrase: str, unit: Unit) -> PeriodError:
    why = f"the most that can be asked for is {_LONGEST[unit]:,} {unit}s"
    return _refusal(phrase, why, "check the number and the unit")


def _in_whole(number: str, unit: Unit) -> str:
    figures = number.replace(",", "")
    if figures.isdigit():
        return f"write {figures[:_FIGURES]} without a comma"
    smaller = {Unit.YEAR: "months", Unit.MONTH: "weeks or days", Unit.WEEK: "days", Unit.DAY: "hours"}.get(unit)
    return f"say it in {smaller}" if smaller else "round it to a whole number"


def _out_of_years(what: str) -> CalendarRangeError:
    return CalendarRangeError(f"{what} is outside the years 1 to 9999; check the date and the length")


_FIRSTS = [date(year, month, 1).toordinal() for year in range(1890, 1941) for month in range(1, 13)]
"""The first days of months of 51 years, among them years that are leap years, are not, and are not though divisible by four."""


@cache
def fewest_and_most_days(months: int) -> tuple[int, int]:
    """The fewest and the most days that so many months can have, up to 25 years of them.

    Example:
        >>> fewest_and_most_days(1), fewest_and_most_days(12)
        ((28, 31), (365, 366))
    """
    lengths = [later - first for first, later in zip(_FIRSTS, _FIRSTS[months:], strict=False)]
    return min(lengths), max(lengths)
