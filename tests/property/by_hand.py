"""Counting as a person would, on a wall calendar. Nothing here calls the library's arithmetic.

The holidays are the library's list as data; which days they should be is a matter for `test_working_days`.
"""

from __future__ import annotations

from calendar import SUNDAY, monthrange
from datetime import date, timedelta

from lacreview_rules import england_and_wales

HOLIDAYS = frozenset(holiday.on for holiday in england_and_wales().holidays)
ONE_DAY = timedelta(1)


def is_working(day: date) -> bool:
    """Neither at a weekend nor on a holiday."""
    return day.weekday() < 5 and day not in HOLIDAYS


def walk(day: date, n: int, step: int) -> date:
    """The nth working day from a day, one day at a time; the day itself is not counted."""
    while n:
        day += timedelta(step)
        n -= is_working(day)
    return day


def working_days_in(after: date, until: date) -> int:
    """How many working days come after one day, up to and including another."""
    return sum(is_working(after + timedelta(n)) for n in range(1, (until - after).days + 1))


def corresponding(day: date, months: int) -> date:
    """The day of the same number so many months on; in a month too short for it, the last (*Dodds v Walker*)."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month else (year - 1, 12)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def birthday(born: date, age: int, leap: str = "1 March") -> date:
    """The day on which an age is reached; 29 February in a common year on one of the days either side."""
    if (born.month, born.day) == (2, 29) and monthrange(born.year + age, 2)[1] == 28:
        return date(born.year + age, 3, 1) if leap == "1 March" else date(born.year + age, 2, 28)
    return born.replace(year=born.year + age)


def limit(start: date, amount: str, step: int = 1) -> date:
    """The day "20 working days", "1 week", "3 months" or "72 hours" from a start, on (1) or back (-1); whole days of hours."""
    number, unit = amount.split(" ", 1)
    n = int(number)
    if unit.startswith("working day"):
        return walk(start, n, step)
    if unit.startswith(("month", "year")):
        return corresponding(start, step * n * (12 if unit.startswith("year") else 1))
    if unit.startswith("hour"):
        return start + timedelta(step * n // 24)
    return start + timedelta(step * n * (7 if unit.startswith("week") else 1))


def clocks_change(low: date, high: date) -> bool:
    """Whether the last Sunday of March or of October lies in the span: hours may then end on the day before or after."""
    days = (low + timedelta(n) for n in range((high - low).days + 1))
    return any(day.month in {3, 10} and day.weekday() == SUNDAY and (day + timedelta(7)).month != day.month for day in days)
