"""What a cell of an SSD table holds: nothing, a day with or without a time, yes or no."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lacreview_rules.files.dates import known_day
from lacreview_rules.sources.ssd.layout import words

_MIDNIGHT = time(0)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: (\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?", re.ASCII)
_PLAIN = len("2025-05-01")
_KEPT = 8_192  # the same few thousand days stand in a column again and again


class Moment(NamedTuple):
    """A day, and the time of day where the cell says one: midnight is no time, but how a database writes a date."""

    day: date
    at: time | None = None


@lru_cache(maxsize=_KEPT)
def filled(cell: str | None) -> str:
    """What a cell says, without the spaces around it; nothing where an export wrote a word for nothing.

    Example:
        >>> filled(" C2 "), filled("NULL"), filled(None)
        ('C2', '', '')
    """
    if not cell:
        return ""
    text = cell.strip()
    return "" if text.casefold() in words("nothing") else text


def read_moment(text: str) -> Moment | None:
    """The day that a cell holds, ISO 8601 or DD/MM/YYYY, perhaps with a time; None if it holds none between 1900 and 2200.

    What is written with an offset from universal time is told in the time of London.

    Example:
        >>> read_moment("2025-05-01 00:00:00"), read_moment("1/5/2025 14:30").at, read_moment("20250501")
        (Moment(day=datetime.date(2025, 5, 1), at=None), datetime.time(14, 30), None)
        >>> str(read_moment("2025-04-30T23:00:00+00:00").day)
        '2025-05-01'
    """
    found = _ISO.fullmatch(text)
    if found is not None:
        year, month, day, hour, minute, second, offset = found.groups()
    else:
        found = _SLASHED.fullmatch(text)
        if found is None:
            return None
        (day, month, year, hour, minute, second), offset = found.groups(), None
    on = known_day(int(year), int(month), int(day))
    if on is None or hour is None:
        return None if on is None else Moment(on)
    try:
        at = time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return None
    if offset is not None:
        there = datetime.combine(on, at, UTC) - _offset(offset)
        local = there.astimezone(ZoneInfo("Europe/London"))
        on, at = local.date(), local.time()
    return Moment(on, None if at == _MIDNIGHT else at)


def _offset(written: str) -> timedelta:
    if written == "Z":
        return timedelta()
    digits = written[1:].replace(":", "").ljust(4, "0")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return -span if written[0] == "-" else span


@lru_cache(maxsize=_KEPT)
def read_day(text: str) -> date | None:
    """The day alone.

    Example:
        >>> str(read_day("2025-05-01T00:00:00"))
        '2025-05-01'
    """
    if len(text) >= _PLAIN and (len(text) == _PLAIN or text[_PLAIN:] in {" 00:00:00", "T00:00:00"}):
        try:
            on = date.fromisoformat(text[:_PLAIN])
        except ValueError:
            pass
        else:
            return known_day(on.year, on.month, on.day)
    moment = read_moment(text)
    return None if moment is None else moment.day


@lru_cache(maxsize=_KEPT)
def says_yes(text: str) -> bool | None:
    """Whether a cell says yes or no; None if it says neither.

    Example:
        >>> says_yes("y"), says_yes("No"), says_yes("")
        (True, False, None)
    """
    word = text.casefold()
    if word in words("yes"):
        return True
    return False if word in words("no") else None
