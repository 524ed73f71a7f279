"""The rows of a CSV file, one after another; one whose quotation marks do not match spoils itself alone.

A quotation mark that is not closed would take the rows below it into one cell, until another mark closes it by chance. Such a cell
is known by what it has swallowed: a line that is a whole row by itself. It is spoilt then, and the next line begins a row again.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_FEWEST = 3
"""So many cells at least make a line within a cell a row: a note of two lines may have a comma in one of them."""
SPOILT = "the quotation marks in the row do not match"


class Record(NamedTuple):
    """One row.

    Attributes:
        line: the number of its first line in the file.
        cells: what it holds; None if its quotation marks do not match.
        is_endless: whether that is so because a cell has no end within what a cell may hold.
    """

    line: int
    cells: list[str] | None
    is_endless: bool = False


def csv_records(lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    r"""The rows of a CSV file.

    Example:
        >>> text = ["child,event,on\n", 'A,"became,1/5/2025\n', 'B,"review\n', 'held",2/5/2025\n']
        >>> [(record.line, record.cells) for record in csv_records(iter(text), ",")]
        [(1, ['child', 'event', 'on']), (2, None), (3, ['B', 'review\nheld', '2/5/2025'])]
    """
    again: deque[str] = deque()
    taken: list[str] = []

    def feed() -> Iterator[str]:
        while (line := again.popleft() if again else next(lines, None)) is not None:
            taken.append(line)
            yield line

    reader = csv.reader(feed(), delimiter=delimiter, strict=True)
    number = 1
    while True:
        taken.clear()
        cells: list[str] | None
        is_endless = False
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells, is_endless = None, sum(map(len, taken)) > csv.field_size_limit()
        if (
            cells is not None
            and len(taken) > 1
            and len(cells) >= _FEWEST
            and any(_cells_in(one, delimiter) == len(cells) for one in taken[1:])
        ):
            cells = None
        if cells is None:
            again.extendleft(reversed(taken[1:]))
            reader = csv.reader(feed(), delimiter=delimiter, strict=True)
            yield Record(number, None, is_endless)
            number += 1
        else:
            yield Record(number, cells)
            number += len(taken)


def _cells_in(line: str, delimiter: str) -> int:
    """How many cells a line has by itself."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return 0
