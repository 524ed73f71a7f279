"""The first oracle: counting by walking the calendar one day at a time, as a clerk would with a wall calendar.

It knows `datetime.date`, its own list of days off and nothing else. Slow and plain on purpose.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Walk = Iterator[tuple[date, int]]

ONE = timedelta(days=1)
HOUR = timedelta(hours=1)
SATURDAY, SUNDAY = 5, 6


@cache
def days_off() -> frozenset[date]:
    """The weekdays from 1999 to 2042 on which nobody works, as the list beside this file has them."""
    listed = tomllib.loads((Path(__file__).parent / "bank_holidays.toml").read_text(encoding="utf-8"))["days_off"]
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, days in listed.items() for day in days)


def is_working(day: date) -> bool:
    """Whether it is neither a weekend nor a day off."""
    return day.weekday() < SATURDAY and day not in days_off()


def working_days_after(day: date, count: int) -> date:
    """Walk on from the day, which is not counted, until so many working days have been met."""
    return next(walked for walked, met in walk(day, ONE) if met == count)


def working_days_before(day: date, count: int) -> date:
    """Walk back from the day, which is not counted, until so many working days have been met."""
    return next(walked for walked, met in walk(day, -ONE) if met == count)


def walk(day: date, step: timedelta) -> Walk:
    """Every day from the day itself on, with the working days met so far; the day itself is day nought."""
    met = 0
    while True:
        yield day, met
        day += step
        met += is_working(day)


def days_after(day: date, count: int) -> date:
    """So many days on, one at a time."""
    for _ in range(abs(count)):
        day += ONE if count > 0 else -ONE
    return day


def days_from(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last."""
    while first <= last:
        yield first
        first += ONE


def months_after_each(day: date, counts: set[int]) -> dict[int, date]:
    """Where periods of several numbers of months end, met in one walk."""
    found: dict[int, date] = {}
    for walked, months in walk_months(day):
        if months in counts and ends(day, walked):
            found[months] = walked
        if len(found) == len(counts):
            break
    return found


def months_after(day: date, count: int) -> date:
    """Walk on until the month has changed so often and the day of the month is the same, or the month runs out (*Dodds*)."""
    return next(walked for walked, months in walk_months(day) if months == count and ends(day, walked))


def months_before(day: date, count: int) -> date:
    """Walk back to the month that many earlier; the first day met there that is not past the day of the month."""
    walked, months = day, 0
    while months < count or walked.day > day.day:
        earlier = walked - ONE
        months += earlier.month != walked.month
        walked = earlier
    return walked


def walk_months(day: date) -> Walk:
    """Every day from the day itself on, with the number of times the month has changed."""
    months = 0
    while True:
        yield day, months
        months += (day + ONE).month != day.month
        day += ONE


def ends(start: date, day: date) -> bool:
    """Whether a period of months from the start ends here: the corresponding date, or the month's last day before it."""
    return day.day == start.day or (day.day < start.day and (day + ONE).month != day.month)


def last_working_day(day: date) -> date:
    """The day itself if it is worked, otherwise the last one before it that is."""
    while not is_working(day):
        day -= ONE
    return day


def first_working_day(day: date) -> date:
    """The day itself if it is worked, otherwise the next one that is."""
    while not is_working(day):
        day += ONE
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days there are after the start, up to and including the end."""
    met = 0
    while start < end:
        start += ONE
        met += is_working(start)
    return met


def hours_after(moment: datetime, count: int) -> datetime:
    """So many hours on by clocks in London, one at a time: they lose an hour in spring and have one twice in autumn."""
    forward, back = (datetime.combine(last_sunday(moment.year, month), time(hour)) for month, hour in ((3, 1), (10, 2)))
    summer = forward <= moment < back
    for _ in range(count):
        moment += HOUR
        if not summer and forward <= moment < back - HOUR:
            moment, summer = moment + HOUR, True
        elif summer and moment >= back:
            moment, summer = moment - HOUR, False
    return moment


def last_sunday(year: int, month: int) -> date:
    """The day on which clocks change."""
    day = date(year, month, 31)
    while day.weekday() != SUNDAY:
        day -= ONE
    return day


def middle(start: date, end: date) -> date:
    """The middle day: walk from both ends until they meet; of two middle days, the earlier."""
    while start < end:
        end -= ONE
        if start < end:
            start += ONE
    return start
