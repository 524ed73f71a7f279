"""A table with a row for each child, as CSV: read by its headings, refused if columns, or the cells of a row, cannot be told apart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.headings import Names, misspelt_name
from lacreview_rules.files.sheets import CsvTable, broken_off, headed
from lacreview_rules.files.workbook_parts import column_letters
from lacreview_rules.files.workbooks import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.files.sheets import Headed
    from lacreview_rules.files.workbooks import Cell

_CHILD = Names(("child", "childid"))


class ChildRow(NamedTuple):
    """A row: its place, the child, and what stands in the other columns; empty where nothing does."""

    place: str
    child: str
    names: tuple[str, ...]


class ChildTable:
    r"""A table with a row for each child.

    Args:
        content: CSV with the column ``child``, and one of the others at least, separated by commas, semicolons or tabs.
        source: its name, for messages.
        columns: what the other columns are called.
        called: how they are named in a message.

    Attributes:
        problems: what is wrong with it, as far as it was read.

    Raises:
        InputError: it has not these columns.

    Example:
        >>> table = ChildTable(b"child,team\nA123,North\n", "teams.csv", ["team"], "child and team")
        >>> list(table.rows()), table.problems
        ([ChildRow(place='row 2', child='A123', names=('North',))], [])
    """

    def __init__(self, content: bytes, source: str, columns: list[str], called: str) -> None:
        self._table = CsvTable(Path(source), content)
        self._columns = columns
        self._wanted = {"child": _CHILD, **{name: Names((name,)) for name in columns}}
        found = headed(self._table, self._wanted, ("child",))
        if found is None or "child" not in found.columns.at:
            remedy = "name them in the first row"
            raise InputError([Problem("", f"no row names the columns {called}", remedy)], source)
        self._found: Headed = found
        self.problems: list[Problem] = [*self._columns_twice()]

    def rows(self) -> Iterator[ChildRow]:
        """The rows that can be read; what is wrong with others is added to the problems."""
        for number, cells in self._found.rows:
            wrong = self._wrong(number, cells)
            if wrong is None:
                yield ChildRow(
                    self._found.place(number), self._cell(cells, "child"), tuple(self._cell(cells, name) for name in self._columns)
                )
            else:
                self.problems.append(wrong)
        self.problems += broken_off([self._table])

    def remarks(self) -> Iterator[Problem]:
        """What was taken for a column although it is not called so, and what is not read."""
        yield from self.misspelt()
        yield from self.not_read()

    def not_read(self) -> Iterator[Problem]:
        """The columns that are not read."""
        found = self._found
        for place in found.columns.others:
            where = f"{found.place(found.heading)}, column {column_letters(place + 1)}"
            yield Problem(where, "the heading names nothing that is read", "leave the column out, or correct its heading")

    def misspelt(self) -> Iterator[Problem]:
        """The headings that were taken for a column although it is not called so."""
        for name in self._found.columns.misspelt:
            where = self._found.place(self._found.heading, name)
            yield Problem(where, "the heading is misspelt; it was taken for this column", "correct it")

    def _columns_twice(self) -> Iterator[Problem]:
        """The columns that cannot be told apart: two of one name, or one beside another that may be it misspelt."""
        found = self._found
        pairs = list(found.columns.twice)
        for place in found.columns.others:
            name = misspelt_name(found.headings[place], self._wanted)
            if name is not None:
                pairs.append((name, found.columns.at[name], place))
        for name, first, place in pairs:
            where = f"{found.place(found.heading)}, column {column_letters(place + 1)}"
            what = f"the heading means {name}, or may, and so does that of column {column_letters(first + 1)}"
            yield Problem(where, what, "leave one of the two columns, or give it another heading")

    def _wrong(self, number: int, cells: list[Cell]) -> Problem | None:
        found = self._found
        spoilt = next((cell for cell in cells if isinstance(cell, NoValue)), None)
        if spoilt is not None:
            return Problem(found.place(number), spoilt.why, "correct them; a cell that is far too long looks so too")
        if any(isinstance(cell, str) and cell.strip() for cell in cells[len(found.headings) :]):
            what = f"it has more cells than the {len(found.headings)} headings"
            return Problem(found.place(number), what, "put what holds a comma, a semicolon or a tab in quotation marks, or name the column")
        if not self._cell(cells, "child"):
            return Problem(found.place(number, "child"), "it is empty", "fill it in, or remove the row")
        return None

    def _cell(self, cells: list[Cell], name: str) -> str:
        place = self._found.columns.at.get(name)
        return "" if place is None or place >= len(cells) else self._table.text(cells[place])
