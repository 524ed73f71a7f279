"""What a command shows people, as data: lines, and tables of lines; and how they are laid out without colour.

At a terminal rich lays them out, in colour (`rich_layout`). In a file or a pipe a table is text with spaces between: that is made
here, the same to the letter, as rich takes longer to load than one child's schedule takes to work out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.wording import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BETWEEN = 2
"""How many columns of the page are left free between two columns of a table."""
_WORD = re.compile(r"\s*\S+\s*")


class Piece(NamedTuple):
    """Some text and how it stands out, in the words of rich: "bold", "dim"."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]
Cell = tuple[Line, ...]
"""Lines one beneath another."""


class Column(NamedTuple):
    """A column of a table: its heading, and its width; 0 is what the others leave."""

    heading: str
    width: int


class Grid(NamedTuple):
    """A table: its columns and its rows, each of a cell a column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


Page = list[Line | Grid]


def said(text: str, style: str = "") -> Piece:
    """Text in which nothing steers the terminal."""
    return Piece(printable(text), style)


def plain_lines(page: Page, width: int) -> Iterator[str]:
    """A page as text without colour, no line of it longer than the width, nor with a space at its end.

    Example:
        >>> title, when = (said("Visit to the child"),), (said("Mon 12 Jan 2026", "bold"),)
        >>> table = Grid((Column("Due by", 15), Column("What", 0)), (((when,), (title,)),))
        >>> list(plain_lines([(said("OVERDUE (1)"),), table], 30))
        ['OVERDUE (1)', 'Due by           What', 'Mon 12 Jan 2026  Visit to the', '                 child']
    """
    for part in page:
        found = _rows(part, width) if isinstance(part, Grid) else _wrapped(part, width)
        yield from (line.rstrip(" ") for line in found)


def _rows(table: Grid, width: int) -> Iterator[str]:
    given = [column.width for column in table.columns]
    left = width - sum(given) - _BETWEEN * (len(given) - 1)
    widths = [one or left // given.count(0) for one in given]
    headings = tuple(((Piece(column.heading),),) for column in table.columns)
    for row in (headings, *table.rows):
        cells = [_lines(cell, one) for cell, one in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            found = (cell[number] if number < len(cell) else "" for cell in cells)
            yield (" " * _BETWEEN).join(text + " " * (one - _width(text)) for text, one in zip(found, widths, strict=True))


def _lines(cell: Iterable[Line], width: int) -> list[str]:
    return [text for line in cell for text in _wrapped(line, width)]


def _wrapped(line: Line, width: int) -> list[str]:
    """The text of a line, broken between words, and within a word only where it is longer than a whole line."""
    text = "".join(piece.text for piece in line)
    if _width(text) <= width:
        return [text]
    found = [""]
    for word in _WORD.findall(text):
        size = _width(word.rstrip())
        if _width(found[-1]) + size <= width:
            found[-1] += word
        elif size <= width:
            found.append(word)
        else:
            found += _cut(word, width)
    return [one.rstrip() for one in found if one]


def _cut(word: str, width: int) -> list[str]:
    found = [""]
    for character in word.rstrip():
        if _width(found[-1]) + _width(character) > width:
            found.append("")
        found[-1] += character
    found[-1] += word[len(word.rstrip()) :]
    return found


def _width(text: str) -> int:
    """How many columns a text takes: the characters of East Asia take two, an accent that is a character of its own none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
