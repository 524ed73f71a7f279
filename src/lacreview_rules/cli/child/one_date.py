"""``lacreview date``: one calculation, explained, without any child or profile."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from lacreview_rules.cli.exits import refuse
from lacreview_rules.cli.options import CalendarFiles, calendar_with, read_day
from lacreview_rules.cli.terminal import configure_streams, width_of, wrapped
from lacreview_rules.counting.periods import Period, Unit, hours_after, hours_before
from lacreview_rules.wording import WEEKEND, count_text, day_text

if TYPE_CHECKING:
    from lacreview_rules.counting.calendars import WorkingCalendar

_PHRASE = re.compile(r"(?P<period>.*?)\s+(?P<way>after|before|from|since)\s+(?P<day>\S+)(?:\s+(?:at\s+)?(?P<time>\S+))?", re.IGNORECASE)
_JOINED = re.compile(r"(?<=[0-9])T(?=[0-9])")  # 2026-03-28T14:00
_TIME = re.compile(r"(?P<hour>[01]?[0-9]|2[0-3])[:.](?P<minute>[0-5][0-9])")
_EXAMPLE = 'write it as in "20 working days after 2025-12-19" or "24 hours after 2026-03-28 14:00"'


class _Sum(NamedTuple):
    """A calculation as asked for."""

    period: Period
    forward: bool
    day: date
    at: time | None
    clear: bool
    inclusive: bool


def one_date(
    calculation: Annotated[
        str,
        typer.Argument(metavar="CALCULATION", help='What to work out, in quotes: "20 working days after 2025-12-19".', show_default=False),
    ],
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Count back in clear days: one day further (only with before).")] = False,
    inclusive: Annotated[bool, typer.Option("--inclusive", help="The day counted from is day 1 (only with after).")] = False,
    calendar: CalendarFiles = None,
) -> None:
    """Work out one date and say how, naming every bank holiday skipped.

    \b
    lacreview date "20 working days after 2025-12-19"
    lacreview date "3 months after 2025-11-30"
    lacreview date "3 working days before 2026-04-08" --clear
    lacreview date "24 hours after 2026-03-28 14:00"
    """  # noqa: D301 - the \b keeps the examples on lines of their own
    configure_streams(machine=False)
    asked = _read(calculation, clear=clear, inclusive=inclusive)
    lines = _by_the_day(asked, calendar_with(calendar or ())) if asked.at is None else _by_the_clock(asked, asked.at)
    typer.echo("\n".join(wrapped(lines, width_of(sys.stdout))))


def _read(phrase: str, *, clear: bool, inclusive: bool) -> _Sum:
    found = _PHRASE.fullmatch(_JOINED.sub(" ", " ".join(phrase.split())))
    if found is None:
        message = f'"{phrase}" is not a calculation; {_EXAMPLE}'
        raise refuse(message)
    way = found["way"].lower()
    if way in {"from", "since"}:
        message = f'"{way}" can be read two ways; say "after", and add --inclusive if the day itself counts'
        raise refuse(message)
    period = Period.parse(found["period"])
    try:
        day = read_day(found["day"])
    except ValueError as error:
        raise refuse(str(error)) from None
    if clear and way == "after":
        message = "--clear is a way of counting back; leave it out, or say before"
        raise refuse(message)
    if inclusive and way == "before":
        message = "--inclusive is a way of counting forward; leave it out, or say after"
        raise refuse(message)
    return _Sum(period, way == "after", day, _time(found["time"], period, clear=clear, inclusive=inclusive), clear, inclusive)


def _time(text: str | None, period: Period, *, clear: bool, inclusive: bool) -> time | None:
    if text is None:
        return None
    found = _TIME.fullmatch(text)
    if found is None:
        message = f'"{text}" is not a time of day; write it on the 24 hour clock, as in 14:00'
        raise refuse(message)
    if period.unit is not Unit.HOUR:
        message = f"a time of day matters only to hours, and this counts {period.unit}s; leave the time out"
        raise refuse(message)
    if clear or inclusive:
        message = "hours are counted from the minute, so neither --clear nor --inclusive applies; leave it out"
        raise refuse(message)
    return time(int(found["hour"]), int(found["minute"]))


def _by_the_clock(asked: _Sum, at: time) -> list[str]:
    start = datetime.combine(asked.day, at)
    end = hours_after(start, asked.period.count) if asked.forward else hours_before(start, asked.period.count)
    lines = [
        f"{_asked(asked)}: {day_text(end.date())} at {end:%H:%M} ({_zone(end)})",
        f"  Counted: {asked.period} as they elapse in London",
    ]
    gained = end.replace(tzinfo=None) - start - timedelta(hours=asked.period.count if asked.forward else -asked.period.count)
    if gained:
        change = "forward" if (gained > timedelta(0)) is asked.forward else "back"
        lines.append(f"  The clocks go {change} an hour in between, so it is not the same time of day")
    return lines


def _zone(moment: datetime) -> str:
    return "GMT" if not moment.utcoffset() else "British Summer Time"


def _by_the_day(asked: _Sum, calendar: WorkingCalendar) -> list[str]:
    period, day = asked.period, asked.day
    end = period.after(day, calendar, inclusive=asked.inclusive) if asked.forward else period.before(day, calendar, clear=asked.clear)
    lines = [f"{_asked(asked)}: {day_text(end)}"]
    if period.unit is Unit.WORKING_DAY:
        lines += _working_days(asked, end, calendar)
    elif period.count:
        lines += _calendar_days(asked, end)
    why = calendar.why_not_working(end) if calendar.first <= end <= calendar.last else None
    if why is not None:
        last = calendar.last_working_day_on_or_before(end)
        lines.append(f"  Not a working day ({why}): the date does not move; the last working day before it is {day_text(last)}")
    if end > calendar.confirmed_until and (period.unit is Unit.WORKING_DAY or why is not None):
        lines.append(f"  Provisional: bank holidays are confirmed only until {day_text(calendar.confirmed_until)}")
    return lines


def _asked(asked: _Sum) -> str:
    at = f" at {asked.at:%H:%M}" if asked.at is not None else ""
    how = ", that day included" if asked.inclusive else ", clear days" if asked.clear else ""
    return f"{asked.period} {'after' if asked.forward else 'before'} {day_text(asked.day)}{at}{how}"


def _working_days(asked: _Sum, end: date, calendar: WorkingCalendar) -> list[str]:
    if not asked.period.count and not asked.clear:
        return ["  Counted: nothing; it is the day itself"]
    one = Period(1, Unit.WORKING_DAY)
    first = one.after(asked.day, calendar, inclusive=asked.inclusive) if asked.forward else one.before(asked.day, calendar)
    counted = asked.period.count + asked.clear
    last = f"day {counted}, one day further because the days are clear," if asked.clear else f"day {counted}"
    start = "" if asked.inclusive else f"{day_text(asked.day)} is not counted; "
    lines = [f"  Counted: {start}day 1 is {day_text(first)}, {last} is {day_text(end)}"]
    low, high = sorted((asked.day, end))
    begin = low - timedelta(1) if asked.inclusive and low > calendar.first else low
    off = [day for day in calendar.days_off_between(begin, high) if day.on < high]
    weekend = sum(day.reason in WEEKEND for day in off)
    named = [f"{day_text(day.on)}, {day.reason}" for day in off if day.reason not in WEEKEND]
    if weekend:
        lines.append(f"  Skipped: {count_text(weekend, 'day')} at weekends")
    lines += [f"  Skipped: {name}" for name in named]
    return lines


def _calendar_days(asked: _Sum, end: date) -> list[str]:
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
    return [f"  Counted: {start}{how}"]


def _suffix(day: int) -> str:
    return "st" if day == 31 else "th"  # noqa: PLR2004 - only the 29th, 30th and 31st can be missing
