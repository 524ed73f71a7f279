"""The rows of a return in XML or in a workbook, kept while it is read, so that each child's rows can be found again.

They stand in memory while they are few, and then in a temporary file without a name, which nobody else can open and which is
gone when the reading ends. A child's rows are found there by their places, as in a CSV file.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from contextlib import nullcontext
from typing import TYPE_CHECKING, BinaryIO, cast

from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.child_ids import ROUNDED, ROUNDED_REMEDY, as_id, is_no_id, is_rounded, told_rounded
from lacreview_rules.sources.ssda903.files import ExtractFile, Row
from lacreview_rules.sources.ssda903.kinds import NAMELESS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from lacreview_rules.sources.ssda903.finding import Place
    from lacreview_rules.sources.ssda903.row_places import Children

_IN_MEMORY = 4 << 20


class KeptRows(ExtractFile):
    """One table of a return, filled row by row; then it is read as a CSV file of the return is.

    Args:
        place: the file that the return stands in.
        kind: what the table holds: "header", "episode" or "review".
        name: what the table is called in messages.
        columns: the cells of a row; the first is that of the child.
        dates: those of them that hold dates.
        children: those of all tables that are read together; of this one alone unless given.
    """

    def __init__(
        self, place: Place, kind: str, name: str, columns: tuple[str, ...], dates: tuple[str, ...], children: Children | None = None
    ) -> None:
        self._begin(place._replace(kind=kind, name=name), dates, children)
        self._columns = {name: place for place, name in enumerate(columns)}
        # The size in memory bounds nothing that a caller sees; it spares a small return the disk.
        self._kept = cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115 - closed with the table
        weakref.finalize(self, self._kept.close)
        self._problems: list[tuple[str, Problem]] = []
        self._dates = dates
        self._end = 0

    @property
    def group(self) -> Path:
        """The file: one file is one return."""
        return self.path

    def add(self, where: str, cells: dict[str, str], child_is: str = "CHILD") -> None:
        """Take in the next row.

        Args:
            where: its place, as messages give it.
            cells: what it holds; a cell that it lacks is empty.
            child_is: what the column of the child is called in the file.

        Raises:
            ExtractError: the rows cannot be kept.
        """
        whole = {column: "" if is_blank(cell := cells.get(column, "")) else cell for column in self._columns}
        child = whole["CHILD"] = cells.get("CHILD", "")
        if is_no_id(child):
            self.refuse(NAMELESS, Problem(where, f"{child_is} is empty", "fill it in; the row was not used"))
            return
        if is_rounded(child):
            self.refuse(ROUNDED, Problem(where, told_rounded(), ROUNDED_REMEDY))
            return
        self.rows_read += 1
        line = json.dumps([where, *whole.values()]).encode() + b"\n"
        try:
            self._kept.write(line)
        except OSError as error:
            what = f"its rows cannot be kept in a temporary file: {error.strerror or 'it cannot be written'}"
            raise self._refused(what, "make room, or set TMPDIR to a folder that has some") from None
        self.children.add(as_id(child), self._end)
        self.days.count([whole[column] for column in self._dates], self._end, whole.get("YEAR", ""))
        self._end += len(line)

    def refuse(self, kind: str, problem: Problem) -> None:
        """Count a row that cannot be used, and tell why."""
        self.rows_read += 1
        self._problems.append((kind, problem))

    def scan(self) -> list[tuple[str, Problem]]:
        """The rows that belong to no child, each with its kind.

        Raises:
            ExtractError: the dates are written month first.
        """
        self.days.complete()
        if self.days.are_month_first and self.days.month_first is not None:
            raise ExtractError([self._written_month_first(f"at {self.where(self.days.month_first)}")])
        return self._problems

    def opened(self) -> AbstractContextManager[BinaryIO]:
        """What the rows are read from; it stays open as long as the table."""
        return nullcontext(self._kept)

    def where(self, number: int) -> str:
        """The place of a row, as messages give it."""
        return self._row_at(number, self._kept).where

    def first_row(self, child: str) -> str:
        """The place of the first row of a child who has one."""
        return self.where(self.children.of(child)[0][0])

    def rows_of(self, child: str, file: BinaryIO) -> list[Row]:
        """The rows of one child, in the order of the return."""
        return [self._row_at(begins, file) for begins, _ in self.children.of(child)]

    def _row_at(self, place: int, file: BinaryIO) -> Row:
        file.seek(place)
        where, *cells = json.loads(file.readline())
        return Row(where, 0, self._columns, cells)
