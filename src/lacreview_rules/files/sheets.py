"""Tables that people keep: a CSV file, or the sheets of a workbook, read alike; every value has a row and a column.

A row is counted as a spreadsheet counts it, from 1, so that a cell with line breaks is one row. A CSV file is read a row at
a time, in UTF-8 or Windows-1252, with commas, semicolons, tabs or bars; a row whose quotation marks do not match is told, and the
next line is read on.
"""

from __future__ import annotations

import io
import os
from contextlib import contextmanager
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.csv_records import SPOILT, csv_records
from lacreview_rules.files.headings import Columns, named_columns, plain, without_form
from lacreview_rules.files.text_marks import unmarked
from lacreview_rules.files.workbook_parts import LIMITS, Limits, column_letters
from lacreview_rules.files.workbooks import Cell, NoValue, Sheet, is_workbook, open_workbook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from lacreview_rules.files.headings import Names

_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t|"
_LONGEST_LINE = 1 << 20
_LONGEST_HEADING = 60  # of what a message repeats of it
_HEADING_WITHIN = 20
"""In so many rows a heading is looked for: a title may stand above it."""
_SPOILT = NoValue(SPOILT)


class Table(Protocol):
    """A CSV file or a sheet."""

    @property
    def called(self) -> str:
        """What it is called in a message; empty for a CSV file, which the message names already."""
        raise NotImplementedError

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that are not empty, each with its number."""
        raise NotImplementedError

    def text(self, value: Cell) -> str:
        """A value as text."""
        raise NotImplementedError

    def day_text(self, value: Cell) -> str:
        """A value of a column of days as text."""
        raise NotImplementedError


class CsvTable:
    """A CSV file as a table.

    Args:
        path: the file.
        content: what stands in it, where that is in memory already, as from standard input; the path is then its name only.
    """

    called = ""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self._path = path
        self._content = content
        self.breaks_off: Problem | None = None
        """That the file is cut off within its last row, once its rows were read."""

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The rows that are not empty, each with its number.

        Raises:
            InputError: it cannot be read as a whole.
        """
        try:
            with self._opened() as file:
                head = file.readline(_LONGEST_LINE)
                if b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff", b"PK")):
                    raise self._refused("the file is not text in UTF-8 or Windows-1252", "save it as CSV, in UTF-8")
                if not head:
                    raise self._refused("the file is empty", "the first line must name the columns")
                if b"\r" in head.rstrip(b"\r\n") and b'"' not in head:
                    what = "its lines end in a carriage return alone, as no program of today writes them"
                    raise self._refused(what, "open it in a spreadsheet, and save it as CSV again")
                text = _decoded(head + b"".join(file.readline(_LONGEST_LINE) for _ in range(_HEADING_WITHIN)))
                whole = _ends_with_a_line(file)
                file.seek(0)
                delimiter = max(_DELIMITERS, key=text.count)
                number = last = before = 0
                held: tuple[int, list[Cell]] | None = None
                for number, record in enumerate(csv_records(self._lines(file), delimiter), 1):
                    cells = record.cells
                    row: list[Cell] | None = [_SPOILT] if cells is None else [*cells] if any(cells) else None
                    if whole:
                        if row is not None:
                            yield number, row
                        continue
                    if held is not None:
                        yield held
                    held = None if row is None else (number, row)  # the last row may be cut off within a cell
                    before, last = last, 0 if cells is None else len(cells)
                if last < before:
                    what = "the file breaks off in this row, without an end of line; it was not used, and what follows is lost"
                    self.breaks_off = Problem(f"row {number}", what, "have the file written again")
                elif held is not None:
                    yield held
        except OSError as error:
            raise self._refused(f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the path") from None

    def _opened(self) -> BinaryIO:
        return self._path.open("rb") if self._content is None else io.BytesIO(self._content)

    def _lines(self, file: BinaryIO) -> Iterator[str]:
        while line := file.readline(_LONGEST_LINE):
            if len(line) == _LONGEST_LINE:
                raise self._refused("a line is too long to be a row", "check that it is a CSV file with one row a line")
            yield _decoded(line.removeprefix(_BOM))  # within the file too, where files were run together

    def _refused(self, what: str, remedy: str) -> InputError:
        return InputError([Problem("", what, remedy)], str(self._path))

    def text(self, value: Cell) -> str:
        """A value as text."""
        return unmarked(value.strip()) if isinstance(value, str) else ""

    day_text = text


def _ends_with_a_line(file: BinaryIO) -> bool:
    file.seek(file.seek(0, os.SEEK_END) - 1)
    return file.read() in {b"\n", b"\r"}


def broken_off(tables: Iterable[Table]) -> list[Problem]:
    """What tells that a file is cut off, once its rows were read."""
    return [table.breaks_off for table in tables if isinstance(table, CsvTable) and table.breaks_off is not None]


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


@contextmanager
def tables_in(path: Path, limits: Limits = LIMITS) -> Iterator[list[Table]]:
    """The tables of a file: a CSV file is one, a workbook has one on each sheet.

    Raises:
        MissingExtraError: it is a workbook, and python-calamine is not installed.
        InputError: it cannot be opened.
    """
    if not is_workbook(path):
        yield [CsvTable(path)]
        return
    with open_workbook(path, limits) as book:
        yield [book.sheet(name) for name in book.sheets]


class Headed(NamedTuple):
    """A table whose headings were found.

    Attributes:
        table: the table.
        columns: which columns they name.
        heading: the number of the row of headings.
        rows: the rows below it.
        called: what the sheet itself calls each column that was found; a column that is not there is called by its name.
        headings: every cell of the row of headings.
    """

    table: Table
    columns: Columns
    heading: int
    rows: Iterator[tuple[int, list[Cell]]]
    called: Mapping[str, str] = MappingProxyType({})
    headings: tuple[str, ...] = ()

    def place(self, row: int, name: str = "") -> str:
        """The place of a row, or of the cell in a named column.

        Example:
            >>> Headed(CsvTable(None), Columns({"on": 3}, [], [], []), 1, iter(())).place(7, "on")
            'row 7, column D (on)'
        """
        column = self.columns.at.get(name)
        called = self.called.get(name, name)
        in_column = "" if column is None else f", column {column_letters(column + 1)}{f' ({called})' if called else ''}"
        cell = f"row {row}{in_column}"
        return f"{self.table.called}, {cell}" if self.table.called else cell

    def unheaded(self, cells: Sequence[Cell]) -> Iterator[int]:
        """The places of a row's filled cells that stand under no heading.

        Example:
            >>> found = Headed(CsvTable(None), Columns({"on": 0}, [], [], []), 1, iter(()), headings=("Date", ""))
            >>> list(found.unheaded(["01/05/2025", "note", "", "more"]))
            [1, 3]
        """
        named = len(self.headings)
        for place in range(len(cells)):
            if (place >= named or not self.headings[place]) and place not in self.columns.at.values():
                cell = cells[place]
                if cell.strip() if isinstance(cell, str) else not isinstance(cell, NoValue):
                    yield place


def headed(table: Table, wanted: Mapping[str, Names], needed: Collection[str], *, own_headings: bool = False) -> Headed | None:
    """A table from the row on that names its columns; None if no row near its top names enough of them.

    The row below it is the headings if it names as many: above there may be one of groups of columns.

    Args:
        table: the table.
        wanted: the columns looked for, and what they may be called.
        needed: so many of these a row must name, all but one, to be taken for the headings.
        own_headings: whether places call a column by the heading of the sheet, and not by its name here.
    """
    rows = table.rows()
    looked_at: list[tuple[int, list[Cell]]] = []
    best, place = None, 0
    for number, cells in rows:
        looked_at.append((number, cells))
        if number > _HEADING_WITHIN:
            break
        headings = tuple(table.text(cell) for cell in cells)
        columns = named_columns(headings, wanted)
        enough = sum(name in columns.at for name in needed) >= max(len(needed) - 1, 1) and len(columns.at) > 1
        if enough and (best is None or len(columns.at) >= len(best.columns.at)):
            below = best is not None
            best, place = Headed(table, columns, number, rows, {}, headings), len(looked_at)
            if not below:
                continue
        if best is not None:
            break
    if best is None:
        return None
    called = {}
    if own_headings:
        at = best.columns.at.items()
        called = {name: _repeated(best.headings[column], wanted[name], best.columns.misspelt, name) for name, column in at}
    return best._replace(rows=_without_headings(best, chain(looked_at[place:], rows)), called=called)


def _without_headings(found: Headed, rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows without those that hold the headings again, as where files were run together."""
    text, headings = found.table.text, [*found.headings]
    column = min(found.columns.at.values())
    for number, cells in rows:
        if column < len(cells) and text(cells[column]) == headings[column]:
            words = [text(cell) for cell in cells]
            if words + [""] * (len(headings) - len(words)) == headings + [""] * (len(words) - len(headings)):
                continue
        yield number, cells


def headed_among(
    tables: Iterable[Table], wanted: Mapping[str, Names], needed: Collection[str], *, own_headings: bool = False
) -> tuple[list[Headed], list[Problem]]:
    """The tables whose headings were found, and why other sheets could not be read, which may or may not be such tables.

    Args:
        tables: those of one file.
        wanted: as for `headed`, and so are the others.
        needed: likewise.
        own_headings: likewise.

    Raises:
        InputError: there is one table only, and it cannot be read.
    """
    every = list(tables)
    found: list[Headed] = []
    unread: list[Problem] = []
    for table in every:
        try:
            one = headed(table, wanted, needed, own_headings=own_headings)
        except InputError as error:
            if len(every) == 1:
                raise
            unread += error.problems
        else:
            found += [one] if one is not None else []
    return found, unread


def _repeated(heading: str, names: Names, misspelt: Collection[str], name: str) -> str:
    """A heading as a message repeats it: nothing of one that holds more than a known heading, which may be anything."""
    known = plain(without_form(heading)) in names.exact or name in misspelt
    return " ".join(heading.split())[:_LONGEST_HEADING] if known else ""


def is_sheet(table: Table) -> bool:
    """Whether a table is a sheet of a workbook."""
    return isinstance(table, Sheet)
