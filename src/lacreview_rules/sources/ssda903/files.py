"""A CSV file of a data return, tolerantly: read row by row, a child at a time.

A file need not be sorted. Reading goes over it once and keeps, for each child, where its rows begin (20 bytes a
row); afterwards the rows of one child are read from those places. So a file of any size is read in little memory,
and no details are kept. A cell in quotation marks may hold line breaks; a stray quotation mark spoils its own row only.
"""

from __future__ import annotations

import csv
from operator import itemgetter
from typing import TYPE_CHECKING

from lacreview_rules.errors import ExtractError, Problem, close_to
from lacreview_rules.files.child_ids import ROUNDED, ROUNDED_REMEDY, as_id, is_no_id, is_rounded, told_rounded
from lacreview_rules.files.text_marks import unmarked
from lacreview_rules.sources.ssda903.days_counted import DaysCounted
from lacreview_rules.sources.ssda903.kinds import NAMELESS
from lacreview_rules.sources.ssda903.lines import BOM, LONGEST_LINE, cells_of, decoded, heading_in, is_no_text, names_in
from lacreview_rules.sources.ssda903.row_places import Children, RowPlaces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import BinaryIO

    from lacreview_rules.sources.ssda903.finding import Place

_MOST_LINES = 50
"""Over so many lines a cell in quotation marks may go on."""
_OF_EMPTY_ROWS = b" ,;\t\r\n"
"""What a spreadsheet leaves of a row that holds nothing."""


class Row:
    """One row: where it stands, and its cells.

    Most rows are only looked at for a cell or two, and few are ever named: neither a place nor a dict is made before it is asked for.

    Attributes:
        values: its cells, in the order of the columns of its kind of table; one that the file does not have is empty.

    Args:
        of: what its file is called in messages, or its whole place.
        number: its line; 0 if the place is whole.
        columns: the columns, by name, with the place of each in `values`.
        values: its cells.

    Example:
        >>> row = Row("reviews.csv", 3, {"REVIEW": 0, "YEAR": 1}, ("04/11/2025", ""))
        >>> row.where, row.cell("REVIEW"), row.cells
        ('reviews.csv:3', '04/11/2025', {'REVIEW': '04/11/2025', 'YEAR': ''})
    """

    __slots__ = ("_columns", "_number", "_of", "values")

    def __init__(self, of: str, number: int, columns: dict[str, int], values: Sequence[str]) -> None:
        self._of, self._number, self._columns = of, number, columns
        self.values = values

    @property
    def where(self) -> str:
        """Its place, as messages give it."""
        return f"{self._of}:{self._number}" if self._number else self._of

    @property
    def cells(self) -> dict[str, str]:
        """Its cells by column."""
        return dict(zip(self._columns, self.values, strict=True))

    def cell(self, column: str) -> str:
        """The cell of a column; empty if rows of this table have none."""
        place = self._columns.get(column)
        return "" if place is None else self.values[place]


class ExtractFile:
    """One CSV file of a return.

    Attributes:
        place: where it is.
        path: the same, as a path.
        name: what it is called in messages.
        days: those that it holds; counted once it was scanned.
        years: how many of them lie in each year of a return.
        rows_read: how many rows it has below its heading.
        children: where each child's rows stand.
        doubts: what is doubtful about it as a whole, each with its kind.
    """

    def __init__(
        self,
        place: Place,
        needed: tuple[str, ...],
        optional: tuple[str, ...] = (),
        dates: tuple[str, ...] = (),
        children: Children | None = None,
    ) -> None:
        self._begin(place, dates, children)
        self._needed = needed
        try:
            with self.path.open("rb") as file:
                head, self._heading, self._begins = heading_in(file)
        except OSError as error:
            raise self._refused(f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the file") from None
        if is_no_text(head):
            raise self._refused("the file is not text in UTF-8 or Windows-1252", "save it as CSV, in UTF-8")
        heading = decoded(head.removeprefix(BOM)).strip("\r\n")
        if "\r" in heading and '"' not in heading:
            what = "its lines end in a carriage return alone, as no program of today writes them"
            raise self._refused(what, "open it in a spreadsheet, and save it as CSV again")
        if not heading.strip():
            raise self._refused("the file is empty, or its first line is", "the first line must name the columns")
        try:
            self.delimiter, names = names_in(heading)
        except csv.Error:
            raise self._refused("the first line does not name columns", "the first line must name the columns") from None
        self._names = head.removeprefix(BOM).strip(_OF_EMPTY_ROWS)
        self._width = len(names)
        self._check(names)
        self._at = {name: names.index(name) if name in names else self._width for name in (*needed, *optional)}
        self._columns = {name: place for place, name in enumerate(self._at)}
        self._of_row = itemgetter(*self._at.values())
        self._looked_at = itemgetter(*(self._at.get(name, self._width) for name in ("CHILD", "YEAR", *dates)))

    def _begin(self, place: Place, dates: tuple[str, ...], children: Children | None) -> None:
        """What a file of any form begins with."""
        self.place = place
        self.path = place.path
        self.name = place.name
        self.rows_read = 0
        self.days = DaysCounted(dates)
        self.years = self.days.years
        self.doubts: list[tuple[str, Problem]] = []
        self.children = RowPlaces(Children() if children is None else children)

    @property
    def group(self) -> Path:
        """Where the other files of the same return are."""
        return self.path.parent

    def where(self, number: int) -> str:
        """The place of a line, as messages give it."""
        return f"{self.name}:{number}"

    def first_row(self, child: str) -> str:
        """The place of the first row of a child who has one."""
        return self.where(self.children.of(child)[0][1])

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """The file, opened for `rows_of`."""
        return self.path.open("rb")

    def _refused(self, what: str, remedy: str) -> ExtractError:
        return ExtractError([Problem(self.name, what, remedy)])

    def _check(self, names: list[str]) -> None:
        missing = [column for column in self._needed if column not in names]
        twice = [column for column in self._needed if names.count(column) > 1]
        problems = [Problem(f"{self.name}: {column}", "two columns have this name", "leave one") for column in twice]
        if len(missing) == len(self._needed):
            # The line may be a child's: it is not repeated.
            problems.append(Problem(self.name, "the first line does not name the columns", f"it must name {', '.join(self._needed)}"))
            missing = []
        others = [name for name in names if name not in self._needed]
        for column in missing:
            near = close_to(column, others)
            others = [name for name in others if name != near]
            remedy = f'rename the column "{near}"' if near else f"add it; the columns needed are {', '.join(self._needed)}"
            problems.append(Problem(f"{self.name}: {column}", "the column is missing", remedy))
        if problems:
            raise ExtractError(problems)

    def scan(self) -> list[tuple[str, Problem]]:
        """Go over the file once to note where each child's rows stand; returns the rows that belong to no child, each with its kind.

        Raises:
            ExtractError: it cannot be read to its end, a line is too long, or the dates are written month first.
        """
        try:
            return self._scanned()
        except OSError as error:
            raise self._refused(f"the file cannot be read to its end: {error.strerror or 'it is gone'}", "check the file") from None

    def _scanned(self) -> list[tuple[str, Problem]]:
        problems = []
        with self.path.open("rb") as file:
            file.seek(self._begins)
            offset = self._begins
            number, last, before = self._heading, b"", b""
            count, add_if_known, looked_at = self.days.count, self.children.add_if_known, self._looked_at
            while line := file.readline(LONGEST_LINE):
                number, last, before = number + 1, line, last
                if len(line) == LONGEST_LINE:
                    raise self._refused(f"line {number} is too long to be a row", "check that the file is a CSV file with one row a line")
                first = number
                if b'"' in line and line.count(b'"') % 2 and (more := self._rest_of(line, file)):
                    line, number = line + more, number + more.count(b"\n")
                start, offset = offset, offset + len(line)
                if not (held := line.strip(_OF_EMPTY_ROWS)) or held.removeprefix(BOM) == self._names:
                    continue  # nothing, or the headings again, as where files were run together
                self.rows_read += 1
                cells = self._cells(line, looked_at)
                if isinstance(cells, str):
                    problems.append(("row-unreadable", Problem(self.where(first), cells, "correct the row; it was not used")))
                    continue
                child, label, *dates = cells
                if not add_if_known(child, start, first):
                    if is_no_id(child):
                        problems.append((NAMELESS, Problem(self.where(first), "CHILD is empty", "fill it in; the row was not used")))
                        continue
                    if is_rounded(child):
                        problems.append((ROUNDED, Problem(self.where(first), told_rounded(), ROUNDED_REMEDY)))
                        continue
                    self.children.add(as_id(child), start, first)
                count(dates, first, label)
        if broken := self._broken_off(before, last):
            self.rows_read += 1
            remedy = "have the case system write the file again"
            problems.append(("file-breaks-off", Problem(f"{self.name}: line {number}", broken, remedy)))
        self.days.complete()
        if self.days.are_month_first:
            raise ExtractError([self._written_month_first(f"in line {self.days.month_first}")])
        return problems

    def _rest_of(self, line: bytes, file: BinaryIO) -> bytes:
        """The lines over which a cell in quotation marks goes on; none if it does not end before the next row begins."""
        here, more = file.tell(), b""
        for _ in range(_MOST_LINES):
            next_line = file.readline(LONGEST_LINE)
            if not next_line or self._cells_in(next_line) >= self._width:
                break
            more += next_line
            if next_line.count(b'"') % 2 and 0 < self._cells_in(line + more) <= self._width:
                return more
        file.seek(here)
        return b""

    def _broken_off(self, before: bytes, line: bytes) -> str:
        """What tells that a file is cut off within its last row, with the row before it; empty if nothing does."""
        if not line.strip(_OF_EMPTY_ROWS) or line.endswith((b"\n", b"\r")):
            return ""
        least = min(self._cells_in(before), self._width) if before.strip() else self._width
        given = self._cells_in(line)
        if given >= least:
            return ""
        return f"the file breaks off in this row, after {given} of {self._width} cells and without an end of line; what follows is lost"

    def _cells_in(self, line: bytes) -> int:
        try:
            return len(cells_of(decoded(line), self.delimiter))
        except csv.Error:
            return 0

    def _written_month_first(self, where: str) -> Problem:
        what = f"dates are written month first: that {where} can be read in no other way"
        return Problem(self.name, what, "write them DD/MM/YYYY or YYYY-MM-DD, all of them")

    def rows_of(self, child: str, file: BinaryIO) -> list[Row]:
        """The rows of one child, from the opened file, in its order."""
        rows = []
        name, columns, of_row, at = self.name, self._columns, self._of_row, -1
        for begins, number in self.children.of(child):
            try:
                if begins != at:
                    file.seek(begins)
                line = file.readline(LONGEST_LINE)
                if b'"' in line and line.count(b'"') % 2:
                    line += self._rest_of(line, file)
            except OSError as error:
                raise self._refused(f"the file cannot be read on: {error.strerror or 'it is gone'}", "check the file") from None
            at = begins + len(line)
            cells = self._cells(line, of_row)
            if not isinstance(cells, str):
                rows.append(Row(name, number, columns, cells))
        return rows

    def _cells(self, line: bytes, of_row: Callable[[list[str]], tuple[str, ...]]) -> tuple[str, ...] | str:
        """The cells of some columns of a row, or what is wrong with the row."""
        try:
            text = line.decode().rstrip("\r\n")
        except UnicodeDecodeError:
            text = decoded(line).rstrip("\r\n")
        try:
            cells = text.split(self.delimiter) if '"' not in text else cells_of(text, self.delimiter)
        except csv.Error:
            return "the quotation marks in the row do not match"
        given = len(cells)
        if given > self._width and any(cell.strip() for cell in cells[self._width :]):
            return f"the row has {given} cells where the heading has {self._width}"
        if given < self._width:
            # Empty cells at the end are often left out. A row without a needed column may as well be cut off.
            cut = [name for name in self._needed if self._at[name] >= given]
            if cut:
                return f"the row ends after {given} cells, before {min(cut, key=self._at.__getitem__)}"
            cells += [""] * (self._width - given)
        cells.append("")  # for the columns that the file does not have
        found = of_row(cells)
        if " " in text or not text.isprintable():
            found = tuple(map(str.strip, found))
        return tuple(map(unmarked, found)) if "'" in text or '="' in text else found
