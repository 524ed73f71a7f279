"""Where the rows of each child stand in the tables of a return: numbers in arrays, and each identifier once for all tables.

A return of a nation has more children than a program should hold an object for in every table.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Children:
    """The children of several tables, each with a number in the order in which they were first met."""

    __slots__ = ("by_number", "numbers")

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.by_number: list[str] = []

    def number_of(self, child: str) -> int:
        """The number of a child, who may be met for the first time."""
        number = self.numbers.setdefault(child, len(self.by_number))
        if number == len(self.by_number):
            self.by_number.append(child)
        return number


class RowPlaces:
    """The places of the rows of one table. Iterating gives its children, in the order of their first rows.

    Args:
        children: those of all tables of the returns that are read together.

    Example:
        >>> places = RowPlaces(Children())
        >>> places.add("A1", 0, 2), places.add("B2", 20, 3), places.add("A1", 40, 4)
        (None, None, None)
        >>> list(places), [line for _, line in places.of("A1")], "C3" in places
        (['A1', 'B2'], [2, 4], False)
    """

    __slots__ = ("_begins", "_children", "_first", "_last", "_lines", "_next", "numbers")

    def __init__(self, children: Children) -> None:
        self._children = children
        self.numbers = array("I")
        """The numbers of its children, in order."""
        # A child's rows are a chain: the first and the last of it by the number of the child, counted from one, and the next of each row.
        self._first, self._last, self._next = array("I"), array("I"), array("I")
        self._begins, self._lines = array("Q"), array("Q")

    def add(self, child: str, begins: int, line: int = 0) -> None:
        """Note the next row, which is of a child."""
        if self.add_if_known(child, begins, line):
            return
        number = self._children.number_of(child)
        missing = number + 1 - len(self._first)
        if missing > 0:
            self._first.extend([0] * missing)
            self._last.extend([0] * missing)
        self._first[number] = self._last[number] = self._added(begins, line)
        self.numbers.append(number)

    def add_if_known(self, child: str, begins: int, line: int = 0) -> bool:
        """Note the next row if its child has one already; returns whether it has."""
        number = self._children.numbers.get(child)
        if number is None or number >= len(self._last) or not (last := self._last[number]):
            return False
        self._begins.append(begins)
        self._lines.append(line)
        self._next.append(0)
        self._next[last - 1] = self._last[number] = len(self._next)
        return True

    def _added(self, begins: int, line: int) -> int:
        """The number of a row, which is the next, counted from one."""
        self._begins.append(begins)
        self._lines.append(line)
        self._next.append(0)
        return len(self._next)

    def of(self, child: str) -> list[tuple[int, int]]:
        """The places of the rows of a child, in order: where each begins, in bytes, and its line."""
        row, found = self._first_row(child), []
        while row:
            found.append((self._begins[row - 1], self._lines[row - 1]))
            row = self._next[row - 1]
        return found

    def _first_row(self, child: str) -> int:
        number = self._children.numbers.get(child)
        return 0 if number is None or number >= len(self._first) else self._first[number]

    def __contains__(self, child: str) -> bool:
        return self._first_row(child) > 0

    def __iter__(self) -> Iterator[str]:
        return map(self._children.by_number.__getitem__, self.numbers)


def in_order(tables: Iterable[RowPlaces], children: Children) -> list[str]:
    """The children of several tables in the order of these, each once."""
    met = bytearray(len(children.by_number))
    found: list[str] = []
    for table in tables:
        for number in table.numbers:
            if not met[number]:
                met[number] = 1
                found.append(children.by_number[number])
    return found
