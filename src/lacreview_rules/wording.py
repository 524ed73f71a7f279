"""Words that everything people read has in common: a day, the name of an event or task, a number of things."""

from __future__ import annotations

from datetime import date

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date | str | None) -> str:
    """A date as people write it, the same in every locale.

    Args:
        day: the date, or the same as ISO 8601 text; None where no date can be calculated.

    Example:
        >>> day_text(date(2026, 1, 21))
        'Wed 21 Jan 2026'
    """
    if day is None:
        return "no date"
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def plain(name: str) -> str:
    """The name of an event or task as words.

    Example:
        >>> plain("became-looked-after")
        'became looked after'
    """
    return name.replace("-", " ")


def iso(day: date | None) -> str | None:
    """A date as the contracts write it: ISO 8601; None for none."""
    return None if day is None else day.isoformat()
