"""A CSV file of a data return, tolerantly: read row by row, a child at a time.

A file need not be sorted. Reading goes over it once and keeps, for each child, where its rows begin (20 bytes a
row); afterwards the rows of one child are read from those places. So a file of any size is read in little memory,
and no details are kept. A cell in quotation marks may hold line breaks; a stray quotation mark spoils its own row only.
"""

from __future__ import annotations

import csv
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ExtractError, Problem, close_to
from lacreview_rules.files.child_ids import ROUNDED, ROUNDED_REMEDY, as_id, is_no_id, is_rounded, told_rounded
from lacreview_rules.files.text_marks import unmarked
from lacreview_rules.files.typed_days import two_orders
from lacreview_rules.sources.ssda903.lines import BOM, LONGEST_LINE, cells_of, decoded, heading_in, is_no_text, names_in
from lacreview_rules.sources.ssda903.row_places import Children, RowPlaces
from lacreview_rules.sources.ssda903.years import read_day, year_of_return

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from typing import BinaryIO

    from lacreview_rules.sources.ssda903.finding import Place

_MOST_LINES = 50
"""Over so many lines a cell in quotation marks may go on."""
_SHORTEST_DATE = len("1/3/2026")
_LONGEST_DATE = len("Wednesday, 30 September 2026 12:00:00 AM")
NO_DATE = (0, False, False)
_OF_EMPTY_ROWS = b" ,;\t\r\n"
"""What a spreadsheet leaves of a row that holds nothing."""


class Row(NamedTuple):
    """One row: where it stands, and its cells by column."""

    where: str
    cells: dict[str, str]


class _Columns(NamedTuple):
    """Some columns of a table, two or more: what they are called, and what takes their cells out of those of a row."""

    names: tuple[str, ...]
    cells: Callable[[list[str]], tuple[str, ...]]


class ExtractFile:
    """One CSV file of a return.

    Attributes:
        place: where it is.
        path: the same, as a path.
        name: what it is called in messages.
        years: how many of its dates lie in each year of a return; complete once it was scanned. Dates of birth do not count.
        labels: the same of the rows by what their column YEAR holds, with the number of the rows under 0; empty without the column.
        begun: how many rows have what their column YEAR holds, the calendar year of DECOM and its year of a return.
        month_first: the line of the first date that can only be read with the month first, if there is one.
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
        self._at = {name: names.index(name) for name in (*needed, *optional) if name in names}
        self._columns = self._some(tuple(self._at))
        self._looked_at = self._some(tuple(name for name in self._at if name in {"CHILD", "YEAR", *dates}))

    def _begin(self, place: Place, dates: tuple[str, ...], children: Children | None) -> None:
        """What a file of any form begins with."""
        self.place = place
        self.path = place.path
        self.name = place.name
        self.rows_read = 0
        self.years: Counter[int] = Counter()
        self.labels: dict[str, Counter[int]] = {}
        self.begun: Counter[tuple[str, int, int]] = Counter()
        self.month_first: int | None = None
        self.doubts: list[tuple[str, Problem]] = []
        self._month_first = self._day_first = 0
        self._dates = dates
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
            seen: dict[str, tuple[int, bool, bool]] = {"": NO_DATE}
            number, last, before = self._heading, b"", b""
            while line := file.readline(LONGEST_LINE):
                number, last, before = number + 1, line, last
                if len(line) == LONGEST_LINE:
                    raise self._refused(f"line {number} is too long to be a row", "check that the file is a CSV file with one row a line")
                first = number
                if line.count(b'"') % 2 and (more := self._rest_of(line, file)):
                    line, number = line + more, number + more.count(b"\n")
                start, offset = offset, offset + len(line)
                if not (held := line.strip(_OF_EMPTY_ROWS)) or held.removeprefix(BOM) == self._names:
                    continue  # nothing, or the headings again, as where files were run together
                self.rows_read += 1
                cells = self._cells(line, self._looked_at)
                if isinstance(cells, str):
                    problems.append(("row-unreadable", Problem(self.where(first), cells, "correct the row; it was not used")))
                    continue
                child = cells["CHILD"]
                if not self.children.add_if_known(child, start, first):
                    if is_no_id(child):
                        problems.append(("child-missing", Problem(self.where(first), "CHILD is empty", "fill it in; the row was not used")))
                        continue
                    if is_rounded(child):
                        problems.append((ROUNDED, Problem(self.where(first), told_rounded(), ROUNDED_REMEDY)))
                        continue
                    self.children.add(as_id(child), start, first)
                self._look_at_dates(cells, first, seen)
        if broken := self._broken_off(before, last):
            self.rows_read += 1
            remedy = "have the case system write the file again"
            problems.append(("file-breaks-off", Problem(f"{self.name}: line {number}", broken, remedy)))
        if self._month_first > self._day_first:
            raise ExtractError([self._written_month_first(f"in line {self.month_first}")])
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

    def _look_at_dates(self, cells: dict[str, str], line: int, seen: dict[str, tuple[int, bool, bool]]) -> None:
        """Count the dates of a row; what was found of a date is kept in `seen`, for the same dates come again and again."""
        labelled = None
        if label := cells.get("YEAR"):
            labelled = self.labels.setdefault(label, Counter())
            labelled[0] += 1
        for column in self._dates:
            cell = cells[column]
            year, month_first, day_first = seen.get(cell) or _look_at(cell, seen)
            self._month_first += month_first
            self._day_first += day_first
            if month_first and self.month_first is None:
                self.month_first = line
            if year and column != "DOB":
                self.years[year] += 1
                if labelled is not None:
                    labelled[year] += 1
                    if column == "DECOM" and label and (day := read_day(cell)) is not None:
                        self.begun[label, day.year, year] += 1

    def rows_of(self, child: str, file: BinaryIO) -> list[Row]:
        """The rows of one child, from the opened file, in its order."""
        rows = []
        for begins, number in self.children.of(child):
            try:
                file.seek(begins)
                line = file.readline(LONGEST_LINE)
                if line.count(b'"') % 2:
                    line += self._rest_of(line, file)
            except OSError as error:
                raise self._refused(f"the file cannot be read on: {error.strerror or 'it is gone'}", "check the file") from None
            cells = self._cells(line, self._columns)
            if not isinstance(cells, str):
                rows.append(Row(f"{self.name}:{number}", cells))
        return rows

    def _some(self, names: tuple[str, ...]) -> _Columns:
        return _Columns(names, itemgetter(*(self._at[name] for name in names)))

    def _cells(self, line: bytes, columns: _Columns) -> dict[str, str] | str:
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
        names, of_row = columns
        found = dict(zip(names, map(str.strip, of_row(cells)), strict=True))
        return {name: unmarked(cell) for name, cell in found.items()} if "'" in text or '="' in text else found


def _look_at(cell: str, seen: dict[str, tuple[int, bool, bool]]) -> tuple[int, bool, bool]:
    """The year of the return that a date lies in, 0 if it is none, and whether it has the month first alone, or the day."""
    if not _SHORTEST_DATE <= len(cell) <= _LONGEST_DATE:
        return NO_DATE
    day = read_day(cell)
    found = (0 if day is None else year_of_return(day), *two_orders(cell))
    if found != NO_DATE:  # what is no date at all may be anything, and is not kept
        seen[cell] = found
    return found
