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

_BETWEEN = re.compile(r"\s*(?:[:;,()/=\u2013\u2014]|\s-|-\s)\s*")
"""What stands between an answer and the reason for it."""
_NOUGHTS = re.compile(r"\.0+$")
"""What a whole number has behind its point in a column of a decimal type."""
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
def says_yes(text: str, yes: str = "yes", no: str = "no", *, sooner: bool = True) -> bool | None:
    """Whether a cell says yes or no; None if it says neither, or may say either.

    A reason may stand behind the answer by which the next date is the sooner one. Behind the other it may take that back.

    Args:
        text: the cell.
        yes: the list of words that say so in this column too.
        no: likewise.
        sooner: the answer by which the next date is the sooner one.

    Example:
        >>> says_yes("y"), says_yes("No"), says_yes(""), says_yes("1.00"), says_yes("Y - chair ill")
        (True, False, None, True, True)
        >>> [says_yes(text, "cancelled", "held") for text in ("Cancelled", "Took place", "perhaps", "No - chair ill", "Y/N")]
        [True, False, None, None, None]
    """
    whole = _NOUGHTS.sub("", text.casefold())
    first, *reasons = _BETWEEN.split(whole)
    for answer, own, others in ((True, yes, no), (False, no, yes)):
        said = words("yes" if answer else "no") | words(own)
        if whole in said or _BETWEEN.sub(" ", whole).strip() in said:
            return answer
        if answer is sooner and first in said and not any(_says(reason, "no" if answer else "yes", others) for reason in reasons):
            return answer
    return None


def _says(reason: str, plain: str, own: str) -> bool:
    """Whether what stands behind an answer gives another: a plain yes or no, or words of the column's own among others."""
    return reason in words(plain) or any(f" {word} " in f" {reason} " for word in words(own) - words(plain))


@lru_cache(maxsize=_KEPT)
def begins_a_word(text: str, key: str) -> bool:
    """Whether one of some words stands in a text, also as more than one of them. Of several words together the last may be longer.

    Example:
        >>> begins_a_word("Review Health Assessment", "health_assessment"), begins_a_word("Environment", "reviewing_officer")
        (True, False)
        >>> begins_a_word("Medicals", "health_check"), begins_a_word("Paramedical", "health_check")
        (True, False)
    """
    padded = f" {in_words(text)} "
    return any(f" {word} " in padded or f" {word}s " in padded or (" " in word and f" {word}" in padded) for word in words(key))
