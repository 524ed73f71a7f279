"""What a cell of an SSD table holds: nothing, a day, yes or no, or one of some words."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.dates import known_day
from lacreview_rules.files.typed_days import typed_moment
from lacreview_rules.sources.ssd.layout import words
from lacreview_rules.sources.ssda903.meanings import in_words

_REASON = re.compile(r"\s*(?:[:;,(/=\u2013\u2014]|\s-|-\s).*", re.DOTALL)
"""What stands behind a word: why it is so, or what it means."""
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
def says_yes(text: str, yes: str = "yes", no: str = "no") -> bool | None:
    """Whether a cell says yes or no, perhaps with a reason behind it; None if it says neither.

    Args:
        text: the cell.
        yes: the list of words that say so in this column too.
        no: likewise.

    Example:
        >>> says_yes("y"), says_yes("No"), says_yes(""), says_yes("1.0"), says_yes("Y - chair ill")
        (True, False, None, True, True)
        >>> [says_yes(text, "cancelled", "held") for text in ("Cancelled", "Took place", "perhaps")]
        [True, False, None]
    """
    whole = text.casefold().removesuffix(".0")
    for word in (whole, _REASON.sub("", whole)):
        if word in words("yes") or word in words(yes):
            return True
        if word in words("no") or word in words(no):
            return False
    return None


@lru_cache(maxsize=_KEPT)
def begins_a_word(text: str, key: str) -> bool:
    """Whether one of some words stands in a text, or begins a word of it.

    Example:
        >>> begins_a_word("Review Health Assessment", "health_assessment"), begins_a_word("Environment", "reviewing_officer")
        (True, False)
    """
    padded = f" {in_words(text)} "
    return any(f" {word} " in padded or (" " in word and f" {word}" in padded) for word in words(key))
