"""A day as people write it, and as lacreview prints it: ``14 April 2026``, ``Tue 14 Apr 2026``."""

from __future__ import annotations

import re
from datetime import date

from lacreview_rules.wording import MONTHS, WEEKDAYS

_PARTS = re.compile(
    r"(?:the\s+)?(?:(?P<weekday>[A-Za-z]+),?\s+)?(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>[A-Za-z]+)\.?,?\s+(?P<year>[0-9]+)",
    re.IGNORECASE | re.ASCII,
)
_SHORTEST = 3  # letters of a name: Apr


def day_in_words(text: str) -> date | None:
    """The day that a text names, or None if it is not written in words.

    Raises:
        ValueError: it is written in words, and there is no such day; says how to mend it.

    Example:
        >>> day_in_words("14 April 2026"), day_in_words("Tue 14 Apr 2026"), day_in_words("2026-04-14")
        (datetime.date(2026, 4, 14), datetime.date(2026, 4, 14), None)
        >>> day_in_words("Mon 14 Apr 2026")
        Traceback (most recent call last):
        ...
        ValueError: "Mon 14 Apr 2026" does not exist: 14 April 2026 is a Tuesday; correct the day, or leave the weekday out
    """
    found = _PARTS.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    month = _place(found["month"], MONTHS)
    if month is None:
        message = f'"{text}" is not a date: "{found["month"]}" is no month; write it as in 21 March 2026, or 2026-03-21'
        raise ValueError(message)
    if len(found["year"]) != len("2026"):
        message = f'"{text}" is not a date: write the year with four figures, as in 21 March 2026'
        raise ValueError(message)
    try:
        day = date(int(found["year"]), month + 1, int(found["day"]))
    except ValueError:
        message = f'"{text}" does not exist in the calendar; check the day and the month'
        raise ValueError(message) from None
    weekday = found["weekday"]
    if weekday is not None and _place(weekday, WEEKDAYS) != day.weekday():
        said = f"{day.day} {MONTHS[day.month - 1]} {day.year} is a {WEEKDAYS[day.weekday()]}"
        message = f'"{text}" does not exist: {said}; correct the day, or leave the weekday out'
        raise ValueError(message)
    return day


def _place(name: str, names: tuple[str, ...]) -> int | None:
    """Where a name, whole or cut short, stands among names."""
    if len(name) < _SHORTEST:
        return None
    return next((place for place, known in enumerate(names) if known.lower().startswith(name.lower())), None)
