"""The dates the peers are measured against, worked out the long way and with nothing of the library's.

The bank holidays are those of the Banking and Financial Dealings Act 1971, Schedule 1, and of the yearly proclamations
(New Year's Day, early May, substitutes for a weekend), with Christmas Day and Good Friday; days that were moved or
added once are typed from their proclamations. Working days are then walked one at a time.
"""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
FIRST, LAST = date(2011, 1, 1), date(2027, 12, 31)
YEARS = range(FIRST.year - 1, LAST.year + 2)
"""The years of the starts, and those that a count from them can reach."""

MOVED = {
    date(2012, 5, 28): date(2012, 6, 4),  # spring, for the Diamond Jubilee
    date(2020, 5, 4): date(2020, 5, 8),  # early May, for VE day
    date(2022, 5, 30): date(2022, 6, 2),  # spring, for the Platinum Jubilee
}
ADDED = {
    date(2011, 4, 29): "royal wedding",
    date(2012, 6, 5): "Diamond Jubilee",
    date(2022, 6, 3): "Platinum Jubilee",
    date(2022, 9, 19): "state funeral",
    date(2023, 5, 8): "coronation",
}
_EASTERS = """
2010-04-04 2011-04-24 2012-04-08 2013-03-31 2014-04-20 2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21
2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16
"""
EASTER = {day.year: day for day in map(date.fromisoformat, _EASTERS.split())}
"""Easter Sundays, as the tables print them."""


def monday(year: int, month: int, *, last: bool = False) -> date:
    """The first Monday of a month, or its last; the months asked for have 31 days."""
    day = date(year, month, 31 if last else 1)
    while day.weekday() != 0:
        day += -DAY if last else DAY
    return day


def bank_holidays() -> frozenset[date]:
    """The days off of `YEARS` in England and Wales, those on a weekend too."""
    days = set(ADDED)
    for year in YEARS:
        easter = EASTER[year]
        days |= {easter - 2 * DAY, easter + DAY}
        summer = (monday(year, 5), monday(year, 5, last=True), monday(year, 8, last=True))
        days |= {MOVED.get(day, day) for day in summer}
        for feasts in ((date(year, 1, 1),), (date(year, 12, 25), date(year, 12, 26))):
            taken = set(feasts)
            for feast in feasts:
                day = feast
                while day.weekday() >= 5 or (day != feast and day in taken):  # at the weekend: the next day not off already
                    day += DAY
                taken.add(day)
            days |= taken
    return frozenset(days)


HOLIDAYS = bank_holidays()
STARTS = tuple(FIRST + DAY * number for number in range((LAST - FIRST).days + 1))


def is_working_day(day: date) -> bool:
    """Whether it is neither at the weekend nor a holiday."""
    return day.weekday() < 5 and day not in HOLIDAYS


def working_days_from(day: date, count: int) -> date:
    """So many working days later, or earlier if less than nought; the day itself is not counted."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def months_after(day: date, months: int) -> date:
    """The corresponding date, or the last day of a month that has none (Dodds v Walker [1981] 1 WLR 1027)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    number = day.day
    while True:
        try:
            return date(year, month + 1, number)
        except ValueError:
            number -= 1
