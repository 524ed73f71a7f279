"""What a cell of an SSD table holds: nothing, a day, yes or no."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.dates import known_day
from lacreview_rules.files.typed_days import typed_moment
from lacreview_rules.sources.ssd.layout import words

_PLAIN = len("2025-05-01")
_KEPT = 8_192  # the same few thousand days stand in a column again and again


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
    return "" if is_blank(text) else text


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
    moment = typed_moment(text)
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
