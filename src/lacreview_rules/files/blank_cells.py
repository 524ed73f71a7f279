"""What exports write into a cell that holds nothing: the words of databases, data frames and people."""

from __future__ import annotations

NOTHING = frozenset({"null", "(null)", "<null>", "none", "nan", "nat", "na", "n/a", "#n/a", "<na>", "\\n", "-", "--"})
"""Such words, in small letters."""


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing, or a word for nothing.

    Example:
        >>> is_blank("NULL"), is_blank("N/A"), is_blank(""), is_blank("C2")
        (True, True, True, False)
    """
    return not text or text.casefold() in NOTHING
