"""The title of a task where the number of a review stands in it: "First looked after review"."""

from __future__ import annotations

from functools import lru_cache

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def ordinal(number: int) -> str:
    """A number in order, in words up to ten: "First", "11th".

    Example:
        >>> ordinal(2), ordinal(11), ordinal(22)
        ('Second', '11th', '22nd')
    """
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


@lru_cache(maxsize=1024)
def titled(title: str, word: str) -> str:
    """A task's title with a word where the number of the review stands, or with none.

    Example:
        >>> titled("{Ordinal} looked after review", "Next"), titled("{Ordinal} looked after review", "")
        ('Next looked after review', 'Looked after review')
    """
    text = " ".join(title.replace("{Ordinal}", word).replace("{ordinal}", word.lower()).split())
    return text[:1].upper() + text[1:]
