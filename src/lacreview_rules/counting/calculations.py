"""One calculation by itself, without any child or profile: the date, and in words how it was reached."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.periods import Period, Unit, hours_after, hours_before
from lacreview_rules.wording import WEEKEND, count_text, day_text

if TYPE_CHECKING:
    from lacreview_rules.counting.calendars import WorkingCalendar


class Calculation(NamedTuple):
    """A calculation as asked for.

    Attributes:
        period: what is counted.
        forward: whether it is counted after the day, or else before it.
        day: the day counted from.
        at: the time of day, which matters to hours only.
        clear: counted back in clear days: one day further.
        inclusive: counted forward with the day itself as day 1.
    """

    period: Period
    forward: bool
    day: date
    at: time | None = None
    clear: bool = False
    inclusive: bool = False

    def __str__(self) -> str:
        at = f" at {self.at:%H:%M}" if self.at is not None else ""
        how = ", that day included" if self.inclusive else ", clear days" if self.clear else ""
        return f"{self.period} {'after' if self.forward else 'before'} {day_text(self.day)}{at}{how}"


class Answer(NamedTuple):
    """What a calculation comes to.

    Attributes:
        calculation: what was asked for.
        day: the date.
        at: the date and time, with the offset from UTC, where a time of day was given.
        said: the date in words.
        working: how it was counted, what was skipped, and what to know before relying on it, a sentence each.
    """

    calculation: Calculation
    day: date
    at: datetime | None
    said: str
    working: tuple[str, ...]


def calculate(asked: Calculation, calendar: WorkingCalendar) -> Answer:
    """The date of a calculation, and its working.

    Raises:
        CalendarRangeError: it leaves the calendar.

    Example:
        >>> from lacreview_rules.counting.calendars import england_and_wales
        >>> answer = calculate(Calculation(Period.parse("3 months"), True, date(2025, 11, 30)), england_and_wales())
        >>> answer.said, answer.working[0]
        ('Sat 28 Feb 2026', 'Counted: Sun 30 Nov 2025 is not counted; that month has no 30th, so its last day')
    """
    return _by_the_day(asked, calendar) if asked.at is None else _by_the_clock(asked, asked.at)


def _by_the_clock(asked: Calculation, at: time) -> Answer:
    start = datetime.combine(asked.day, at)
    end = hours_after(start, asked.period.count) if asked.forward else hours_before(start, asked.period.count)
    working = [f"Counted: {asked.period} as they elapse in London"]
    gained = end.replace(tzinfo=None) - start - timedelta(hours=asked.period.count if asked.forward else -asked.period.count)
    if gained:
        change = "forward" if (gained > timedelta(0)) is asked.forward else "back"
        working.append(f"The clocks go {change} an hour in between, so it is not the same time of day")
    return Answer(asked, end.date(), end, f"{day_text(end.date())} at {end:%H:%M} ({_zone(end)})", tuple(working))


def _zone(moment: datetime) -> str:
    return "GMT" if not moment.utcoffset() else "British Summer Time"


def _by_the_day(asked: Calculation, calendar: WorkingCalendar) -> Answer:
    period, day = asked.period, asked.day
    end = period.after(day, calendar, inclusive=asked.inclusive) if asked.forward else period.before(day, calendar, clear=asked.clear)
    working: list[str] = []
    if period.unit is Unit.WORKING_DAY:
        working += _working_days(asked, end, calendar)
    elif period.count:
        working.append(_calendar_days(asked, end))
    why = calendar.why_not_working(end) if calendar.first <= end <= calendar.last else None
    if why is not None:
        last = calendar.last_working_day_on_or_before(end)
        working.append(f"Not a working day ({why}): the date does not move; the last working day before it is {day_text(last)}")
    if end > calendar.confirmed_until and (period.unit is Unit.WORKING_DAY or why is not None):
        working.append(f"Provisional: bank holidays are confirmed only until {day_text(calendar.confirmed_until)}")
    return Answer(asked, end, None, day_text(end), tuple(working))


def _working_days(asked: Calculation, end: date, calendar: WorkingCalendar) -> list[str]:
    if not asked.period.count and not asked.clear:
        return ["Counted: nothing; it is the day itself"]
    one = Period(1, Unit.WORKING_DAY)
    first = one.after(asked.day, calendar, inclusive=asked.inclusive) if asked.forward else one.before(asked.day, calendar)
    counted = asked.period.count + asked.clear
    last = f"day {counted}, one day further because the days are clear," if asked.clear else f"day {counted}"
    start = "" if asked.inclusive else f"{day_text(asked.day)} is not counted; "
    through = "" if last == "day 1" else f", {last} is {day_text(end)}"
    lines = [f"Counted: {start}day 1 is {day_text(first)}{through}"]
    low, high = sorted((asked.day, end))
    begin = low - timedelta(1) if asked.inclusive and low > calendar.first else low
    off = [day for day in calendar.days_off_between(begin, high) if day.on < high]
    weekend = sum(day.reason in WEEKEND for day in off)
    named = [f"{day_text(day.on)}, {day.reason}" for day in off if day.reason not in WEEKEND]
    if weekend:
        lines.append(f"Skipped: {count_text(weekend, 'day')} at weekends")
    lines += [f"Skipped: {name}" for name in named]
    return lines


def _calendar_days(asked: Calculation, end: date) -> str:
    period = asked.period
    if period.unit in {Unit.MONTH, Unit.YEAR}:
        how = "the corresponding date"
        if asked.inclusive:
            how = "the day before the corresponding date, or the last day of a month without one"
        elif asked.clear:
            how = "the corresponding date, and one day further back"
        elif end.day != asked.day.day:
            how = f"that month has no {asked.day.day}{_suffix(asked.day.day)}, so its last day"
    elif period.unit is Unit.HOUR:
        how = "no time of day is given, so whole days, rounded up; give one as in 2026-03-28 14:00"
    else:
        further = ", and it is one day further because the days are clear" if asked.clear else ""
        how = f"weekends and bank holidays are counted{further}"
    start = (
        f"{day_text(asked.day)} is day 1; "
        if asked.inclusive
        else ""
        if period.unit is Unit.HOUR
        else f"{day_text(asked.day)} is not counted; "
    )
    return f"Counted: {start}{how}"


def _suffix(day: int) -> str:
    return "st" if day == 31 else "th"  # noqa: PLR2004 - only the 29th, 30th and 31st can be missing
