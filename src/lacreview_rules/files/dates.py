"""A day as files write it: year-month-day and nothing else, between the years 1900 and 2200."""

from __future__ import annotations

import re
from datetime import date, datetime

from lacreview_rules.wording import written_day

FIRST_YEAR, LAST_YEAR = 1900, 2200
_WITH_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ].+", re.ASCII | re.DOTALL)


def known_day(year: int, month: int, day: int) -> date | None:
    """The day of three numbers; None if there is no such day, or none between 1900 and 2200.

    Example:
        >>> known_day(2024, 2, 29), known_day(2026, 2, 29), known_day(1026, 2, 28)
        (datetime.date(2024, 2, 29), None, None)
    """
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def strict_day(value: object, example: str, time_goes: str = "") -> date:
    """A day, from a date or from text: nothing is guessed from a number or from a date with a time.

    Args:
        value: what the file holds.
        example: a day as that kind of file writes it, for the remedy.
        time_goes: where a time of day belongs, if it belongs anywhere.

    Raises:
        ValueError: with two arguments, what is wrong and how to mend it; the value itself is never repeated.

    Example:
        >>> strict_day("2026-07-06", "2026-07-06")
        datetime.date(2026, 7, 6)
    """
    if isinstance(value, datetime) or (isinstance(value, str) and _WITH_TIME.fullmatch(value)):
        raise ValueError("it holds a time of day", f"write the day alone, as in {example}{time_goes}")
    try:
        day = value if isinstance(value, date) else written_day(value) if isinstance(value, str) else None
    except ValueError:
        raise ValueError("there is no such date", "correct the day, the month or the year") from None
    if day is None:
        raise ValueError("it is not a date", f"write it year-month-day, as in {example}")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the date is not between the years {FIRST_YEAR} and {LAST_YEAR}", "correct the year")
    return day
