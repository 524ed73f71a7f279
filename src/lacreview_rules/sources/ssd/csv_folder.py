"""An SSD as a folder of CSV files, one a table, tolerantly read.

The columns that are needed go, row by row, into a database of SQLite that exists only while it is open, on disk where it
is large; so the files need not be sorted, and any size is read in little memory.
"""

from __future__ import annotations

import csv
import os
import sqlite3
from itertools import dropwhile, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.files.csv_records import SPOILT, csv_records
from lacreview_rules.files.text_marks import unmarked
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssd.kinds import EFFECTS
from lacreview_rules.sources.ssd.sqlite_file import SqliteStore
from lacreview_rules.sources.ssd.tables_found import SourceTable, known_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from lacreview_rules.sources.ssd.tables_found import FoundTable

_AROUND = " \t\r\n\ufeff"
_LONGEST_LINE = 1 << 16
_DELIMITERS = ",;\t|"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_TEXT = frozenset({".txt", ".tsv"})
_LINE = "line of the file"
_ENDLESS = "from here on it cannot be read: a quotation mark is not closed, or a cell is longer than any can be"
_HEADING_WITHIN = 20
"""In so many lines a heading is looked for: a title may stand above it."""


class _File(NamedTuple):
    path: Path
    encoding: str
    delimiter: str
    heading: list[str]
    line: int


class CsvStore(SqliteStore):
    """A folder of CSV files."""

    kind = "file"
    several = "leave one of the files in the folder"

    def __init__(self, folder: Path, files: Sequence[Path]) -> None:
        """Look at the headings.

        Raises:
            ExtractError: a file cannot be read.
        """
        super().__init__(str(folder), sqlite3.connect("", isolation_level=None))
        problems: list[Problem] = []
        self._files: dict[str, _File] = {}
        self._sources: list[SourceTable] = []
        for path in files:
            if known_name(path.stem) is None:
                self._sources.append(SourceTable(None, path.stem, path.name, {}))
                continue
            try:
                file = _looked_at(path)
            except ExtractError as error:
                problems += error.problems
                continue
            self._files[path.name] = file
            self._sources.append(SourceTable(None, path.stem, path.name, dict.fromkeys(file.heading, "text"), _LINE))
        if problems:
            self.close()
            raise ExtractError(problems)

    def tables(self) -> list[SourceTable]:
        """The files, by their names without the suffix."""
        return self._sources

    def load(self, found: Mapping[str, FoundTable]) -> None:
        """Read the columns that are needed of every file.

        Raises:
            ExtractError: a file cannot be read on.
        """
        for one in found.values():
            names = list(dict.fromkeys(one.columns.values()))
            columns = ", ".join(f'"{name}"' for name in (_LINE, *(name.replace('"', '""') for name in names)))
            table = one.source.name.replace('"', '""')
            self._connection.execute(f'CREATE TABLE "{table}" ({columns})')
            marks = ", ".join("?" * (len(names) + 1))
            self._connection.execute("BEGIN")
            self._connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', self._cells(self._files[one.source.shown], names))  # noqa: S608 - a name quoted above
            self._connection.execute("COMMIT")

    def _cells(self, file: _File, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        places = [file.heading.index(name) for name in names]
        width = len(file.heading)
        try:
            with file.path.open(encoding=file.encoding, errors="backslashreplace", newline="") as stream:
                lines = dropwhile(lambda at: at[0] < file.line, enumerate(stream, 1))
                last, before, line, begun = width, width, file.line, 0
                held: tuple[Any, ...] | None = None  # the last row may be cut off within a cell
                for record in islice(csv_records((text for _, text in lines), file.delimiter), 1, None):
                    line, row = file.line + record.line - 1, record.cells
                    if row is None:
                        if record.is_endless:
                            raise ExtractError([Problem(f"{file.path.name}:{line}", _ENDLESS, "write the file again")])
                        self._refuse_spoilt(file, line)
                        continue
                    if begun and last < width and len(row) < width and last + len(row) == width + 1:
                        self._refuse_parted(file, begun, last, width)
                        held, last, begun = None, width, 0
                        continue
                    begun, last, before = line, len(row), last or width
                    if held is not None:
                        yield held
                    held = None
                    if len(row) > width and any(cell.strip() for cell in row[width:]):
                        self._refuse_long(file, line, len(row), width)
                    elif any(row) and not _is_heading(row, file.heading):
                        cells = row if len(row) >= width else [*row, *[""] * (width - len(row))]
                        held = (line, *(unmarked(cells[place].strip()) for place in places))
                if 0 < last < before and not _ends_with_a_line(file.path):
                    self._refuse_broken(file, line, last, width)
                elif held is not None:
                    yield held
        except OSError as error:
            raise ExtractError([_unreadable(file.path, error)]) from None

    def _refuse_broken(self, file: _File, line: int, cells: int, width: int) -> None:
        what = (
            f"the file breaks off in this row, after {cells} of {width} cells and without an end of line; it was not used, and what "
            "follows is lost"
        )
        problem = Problem(f"{file.path.name}:{line}", what, "write the table again")
        self.remarks.append(Remark("file-breaks-off", problem, used=False, effect=EFFECTS["file-breaks-off"]))

    def _refuse_spoilt(self, file: _File, line: int) -> None:
        problem = Problem(f"{file.path.name}:{line}", SPOILT, "correct them; the row was not used")
        self.remarks.append(Remark("row-unreadable", problem, used=False, effect=EFFECTS["row-unreadable"]))

    def _refuse_parted(self, file: _File, line: int, cells: int, width: int) -> None:
        what = f"the row ends after {cells} of {width} cells, and the next line has the others: a line ends within a cell"
        problem = Problem(f"{file.path.name}:{line}", what, "put the cell in quotation marks; neither line was used")
        self.remarks.append(Remark("row-unreadable", problem, used=False, effect=EFFECTS["row-unreadable"]))

    def _refuse_long(self, file: _File, line: int, cells: int, width: int) -> None:
        what = f"the row has {cells} cells where the heading has {width}"
        remedy = "put cells with a comma in quotation marks; the row was not used"
        self.remarks.append(
            Remark("row-too-long", Problem(f"{file.path.name}:{line}", what, remedy), used=False, effect=EFFECTS["row-too-long"])
        )


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder, and those of text under another ending that are called as a table is."""
    files = (path for path in sorted(folder.iterdir()) if path.is_file())
    return [path for path in files if (end := path.suffix.casefold()) == ".csv" or (end in _TEXT and known_name(path.stem) is not None)]


def _is_heading(row: Sequence[str], heading: Sequence[str]) -> bool:
    """Whether a row holds the headings again, as where files were run together."""
    return row[0].strip(_AROUND) == heading[0] and [cell.strip(_AROUND) for cell in row[: len(heading)]] == [*heading]


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(file.seek(0, os.SEEK_END) - len("\r\0"), 0))
        return bool({*b"\r\n"} & {*file.read()})


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(path.name, f"it cannot be read: {error.strerror or 'it is no file'}", "check the path, and who may read it")


def _looked_at(path: Path) -> _File:
    """How a file is written, and its heading.

    Raises:
        ExtractError: it cannot be read, or has no heading.
    """
    try:
        with path.open("rb") as file:
            encoding = "utf-16" if file.read(2) in _UTF_16 else "utf-8-sig"
        with path.open(encoding=encoding, errors="backslashreplace", newline="") as stream:
            lines = [stream.readline(_LONGEST_LINE) for _ in range(_HEADING_WITHIN)]
    except OSError as error:
        raise ExtractError([_unreadable(path, error)]) from None
    except UnicodeError:
        raise ExtractError([Problem(path.name, "it is no text", "write it as CSV in UTF-8")]) from None
    number, first, delimiter = _heading_among(lines)
    if not first.strip():
        raise ExtractError([Problem(path.name, "it is empty: it has not even a heading", "write the table again, or take the file away")])
    heading = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter))]
    twice = next((name for name in heading if name and [one.casefold() for one in heading].count(name.casefold()) > 1), None)
    if twice is not None:
        raise ExtractError(
            [Problem(f"{path.name}, column {heading.index(twice) + 1}", "its heading is there twice", "leave one of the two")]
        )
    return _File(path, encoding, delimiter, heading, number)


def _heading_among(lines: Sequence[str]) -> tuple[int, str, str]:
    """The number of the line that names the columns, the line, and what separates its cells: the first with more than one filled cell.

    What spreadsheets put first to say what separates cells (`sep=;`) is none.
    """
    for number, line in enumerate(lines, 1):
        delimiter = max(_DELIMITERS, key=line.count)
        if sum(bool(cell.strip(" \r\n")) for cell in line.split(delimiter)) > 1:
            return number, line, delimiter
    return 1, lines[0], max(_DELIMITERS, key=lines[0].count)
