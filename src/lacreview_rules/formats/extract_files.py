"""The CSV files of a data return, tolerantly: found by name in a folder, read row by row, a child at a time.

A file need not be sorted. Reading goes over it once and keeps, for each child, where its rows begin (16 bytes a
row); afterwards the rows of one child are read from those places. So a file of any size is read in little memory,
and no details are kept. A row is one line: cells of a return hold no line breaks, and a stray quotation mark spoils
its own row only.
"""

from __future__ import annotations

import csv
import re
from array import array
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ExtractError, Problem, close_to

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

_LONGEST_LINE = 65_536
_BOM = b"\xef\xbb\xbf"
_DELIMITERS = ",;\t"
_BRITISH = re.compile(r"(\d{2})/(\d{2})/(\d{4})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class Row(NamedTuple):
    """One row: where it stands, and its cells by column."""

    where: str
    cells: dict[str, str]


def read_day(cell: str) -> date | None:
    """The day a cell holds, DD/MM/YYYY or ISO 8601; None if it holds none between 1900 and 2200.

    Example:
        >>> read_day("04/11/2023"), read_day("2023-11-04"), read_day("4.11.23")
        (datetime.date(2023, 11, 4), datetime.date(2023, 11, 4), None)
    """
    if found := _BRITISH.fullmatch(cell):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO.fullmatch(cell):
        year, month, day = (int(part) for part in found.groups())
    else:
        return None
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_file(folder: Path, word: str) -> Path | None:
    """The one CSV file of a folder whose name holds a word: "header", "episode", "review".

    Raises:
        ExtractError: the folder cannot be read, or several files might be meant.
    """
    try:
        names = sorted(entry for entry in folder.iterdir() if entry.suffix.lower() == ".csv" and entry.name[0] not in ".~")
    except OSError as error:
        problem = Problem("", f"the folder cannot be read: {error.strerror or 'it is no folder'}", "check the path")
        raise ExtractError([problem], str(folder)) from None
    exact = [entry for entry in names if entry.stem.lower() in {word, f"{word}s"}]
    # SW_Episodes, another file of the return, tells of social workers.
    found = exact or [entry for entry in names if word in entry.stem.lower() and not re.search(r"sw[ _-]?episode", entry.stem.lower())]
    if len(found) > 1:
        listed = ", ".join(entry.name for entry in found)
        raise ExtractError([Problem("", f"several files could be the {word} file: {listed}", "leave one in the folder")], str(folder))
    return found[0] if found else None


class ExtractFile:
    """One CSV file of a return.

    Attributes:
        rows_read: how many rows it has below its heading.
        children: where each child's rows stand: offset and line, one after the other.
    """

    def __init__(self, path: Path, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> None:
        self.path = path
        self.rows_read = 0
        self.children: dict[str, array[int]] = {}
        self._needed = needed
        try:
            with path.open("rb") as file:
                head = file.readline(_LONGEST_LINE)
        except OSError as error:
            raise self._refused(f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the file") from None
        if b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise self._refused("the file is not text in UTF-8 or Windows-1252", "save it as CSV, in UTF-8")
        heading = _decoded(head.removeprefix(_BOM)).strip("\r\n")
        if not heading.strip():
            raise self._refused("the file is empty, or its first line is", "the first line must name the columns")
        self.delimiter = max(_DELIMITERS, key=heading.count)
        try:
            names = [name.strip().upper() for name in _split(heading, self.delimiter)]
        except csv.Error:
            raise self._refused("the first line does not name columns", "the first line must name the columns") from None
        self._width = len(names)
        self._check(names)
        self._columns = {name: names.index(name) for name in (*needed, *optional) if name in names}

    def _refused(self, what: str, remedy: str) -> ExtractError:
        return ExtractError([Problem("", what, remedy)], str(self.path))

    def _check(self, names: list[str]) -> None:
        missing = [column for column in self._needed if column not in names]
        twice = [column for column in self._needed if names.count(column) > 1]
        problems = [Problem(column, "two columns have this name", "leave one") for column in twice]
        if len(missing) == len(self._needed):
            # The line may be a child's: it is not repeated.
            problems.append(Problem("", "the first line does not name the columns", f"it must name {', '.join(self._needed)}"))
            missing = []
        others = [name for name in names if name not in self._needed]
        for column in missing:
            near = close_to(column, others)
            others = [name for name in others if name != near]
            remedy = f'rename the column "{near}"' if near else f"add it; the columns needed are {', '.join(self._needed)}"
            problems.append(Problem(column, "the column is missing", remedy))
        if problems:
            raise ExtractError(problems, str(self.path))

    def scan(self) -> list[Problem]:
        """Go over the file once to note where each child's rows stand; returns the rows that belong to no child."""
        problems = []
        with self.path.open("rb") as file:
            offset = len(file.readline())
            number = 1
            while line := file.readline(_LONGEST_LINE):
                number += 1
                if len(line) == _LONGEST_LINE:
                    raise self._refused(f"line {number} is too long to be a row", "check that the file is a CSV file with one row a line")
                start, offset = offset, offset + len(line)
                if not line.strip():
                    continue
                self.rows_read += 1
                where = f"{self.path.name}:{number}"
                cells = self._cells(line)
                if isinstance(cells, str):
                    problems.append(Problem(where, cells, "correct the row; it was not used"))
                elif not cells["CHILD"]:
                    problems.append(Problem(where, "CHILD is empty", "fill it in; the row was not used"))
                else:
                    self.children.setdefault(cells["CHILD"], array("Q")).extend((start, number))
        return problems

    def rows_of(self, child: str, file: BinaryIO) -> Iterator[Row]:
        """The rows of one child, from the opened file, in its order."""
        places = self.children.get(child, array("Q"))
        for index in range(0, len(places), 2):
            file.seek(places[index])
            cells = self._cells(file.readline(_LONGEST_LINE))
            if not isinstance(cells, str):
                yield Row(f"{self.path.name}:{places[index + 1]}", cells)

    def _cells(self, line: bytes) -> dict[str, str] | str:
        """The cells of a row by column, or what is wrong with the row."""
        try:
            cells = _split(_decoded(line).rstrip("\r\n"), self.delimiter)
        except csv.Error:
            return "the quotation marks in the row do not match"
        if len(cells) < self._width or any(cell.strip() for cell in cells[self._width :]):
            return f"the row has {len(cells)} cells where the heading has {self._width}"
        return {name: cells[index].strip() for name, index in self._columns.items()}


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _split(line: str, delimiter: str) -> list[str]:
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter, strict=True))
