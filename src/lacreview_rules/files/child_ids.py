"""Identifiers of children as tables have them: how each is read, and which may be one child's although they are written otherwise.

A program that hands on a table may write 123 as 123.0, and put spaces of several kinds around an identifier; such are one and
the same. Capitals, spaces within and zeros before an identifier may tell two children apart, so these are only told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.text_marks import unmarked
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_UNSEEN = re.compile("[\0\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

ROUNDED = "child-rounded"
"""The kind of a remark on an identifier that is a rounded number."""
ROUNDED_EFFECT = "the child has no dates at all"
ROUNDED_REMEDY = "have the identifiers written as text, or as whole numbers without decimals, where the file comes from"
_MAY_BE_IDS = frozenset({"none", "na"})
ALIKE = "child-written-otherwise"
"""The kind of a remark on an identifier that another is like."""
ALIKE_EFFECT = "each is taken for a child of its own, with a part of the events"
ALIKE_REMEDY = "if it is one child, write it alike everywhere"


def as_id(text: str) -> str:
    r"""An identifier without what is not seen around and within it, or keeps it a text; a whole number as such.

    Example:
        >>> as_id(" 123.00 "), as_id("A\N{NO-BREAK SPACE}1\N{ZERO WIDTH SPACE}"), as_id("A1.0"), as_id("00123")
        ('123', 'A 1', 'A1.0', '00123')
        >>> as_id("'00123"), as_id('="00123"')
        ('00123', '00123')
    """
    if not text.isascii() or "\0" in text:
        text = " ".join(_UNSEEN.sub("", text).split())
    text = unmarked(text.strip())
    if not text.endswith("0"):
        return text
    whole, _, noughts = text.partition(".")
    return whole if noughts and whole.isdecimal() and not noughts.strip("0") else text


def is_no_id(text: str) -> bool:
    """Whether a cell holds no identifier: nothing, or a word for nothing that nobody is called by.

    Example:
        >>> is_no_id("NULL"), is_no_id(""), is_no_id("NONE"), is_no_id("A1")
        (True, True, False, False)
    """
    return is_blank(text) and text.casefold() not in _MAY_BE_IDS


def is_rounded(text: str) -> bool:
    """Whether an identifier is a long number that a spreadsheet has rounded: two children may have the same.

    Example:
        >>> is_rounded("1.23457E+15"), is_rounded("1,2E+10"), is_rounded("1E5"), is_rounded("1234567890123456")
        (True, True, False, False)
    """
    return "+" in text and _ROUNDED.fullmatch(text) is not None


def told_rounded(rows: int = 1) -> str:
    """What is said of such an identifier in so many rows, the first of which is named."""
    more = "" if rows == 1 else f", and so in {count_text(rows - 1, 'row')} more"
    return f"the identifier is a long number that a spreadsheet has rounded (with E+){more}; two children may have the same"


def told_alike(place: str) -> str:
    """What is said of an identifier that is like the one at a place."""
    return f"but for capitals, spaces or zeros before it, the identifier is that of {place}"


def alike(children: Collection[str], place: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Identifiers that are the same as one before them but for capitals, spaces or zeros before them.

    Args:
        children: all of them, in order.
        place: tells where one stands first.

    Yields:
        The place of each, and that of the first like it.

    Example:
        >>> list(alike(["A1", "B2", "a 1", "0012", "12"], {"A1": "row 2", "a 1": "row 9", "0012": "row 4", "12": "row 5"}.get))
        [('row 9', 'row 2'), ('row 5', 'row 4')]
    """
    odd = {plain for child in children if (plain := _plain(child)) != child}
    if not odd:
        return
    first: dict[str, str] = {}
    for child in children:
        plain = _plain(child)
        if plain in odd and first.setdefault(plain, child) != child:
            yield place(child), place(first[plain])


def _plain(child: str) -> str:
    """What two identifiers that are alike have in common; most identifiers are that themselves."""
    plain = child if child.isalnum() and child.isascii() else "".join(as_id(child).split())
    return plain.upper().lstrip("0") or plain
