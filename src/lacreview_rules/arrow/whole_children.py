"""A stream of batches cut between children: a child that a batch cuts in two is put together again."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa
import pyarrow.compute

from lacreview_rules.arrow.cells import child_codes
from lacreview_rules.arrow.plain_arrays import plain
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


pc: Any = pyarrow.compute  # its functions are made when it is loaded, where no type checker sees them


class RowsApartError(InputError):
    """A child's rows do not stand together, and those that came first have been answered without the others."""


class Rows(NamedTuple):
    """Where the rows of a part of a table stand in the whole.

    Attributes:
        first: the number of the first, counted from 0.
        order: for rows that were brought together, the number that each had before.
        files: for a table in several files, the number of the first row in each, and its name.
    """

    first: int = 0
    order: Any = None
    files: tuple[tuple[int, str], ...] = ()

    def place(self, row: int) -> str:
        """The place of a row, for an error.

        Example:
            >>> Rows(100).place(3), Rows(100, files=((0, "a.parquet"), (101, "b.parquet"))).place(3)
            ('rows[103]', 'b.parquet: rows[2]')
        """
        number = self.first + row if self.order is None else self.order[row].as_py()
        if not self.files:
            return f"rows[{number}]"
        first, name = self.files[bisect_right(self.files, number, key=lambda file: file[0]) - 1]
        return f"{name}: rows[{number - first}]"

    def since(self, row: int) -> Rows:
        """The same, from a later row on."""
        return Rows(self.first + row, None if self.order is None else self.order.slice(row), self.files)


class Run(NamedTuple):
    """The rows of one child: from `start` to before `stop`. Without an identifier, `child` is None."""

    child: str | None
    start: int
    stop: int


class Part(NamedTuple):
    """Rows of whole children.

    Attributes:
        pieces: the rows, in one batch after another; their columns may differ.
        rows: where they stand.
        runs: the children, in the order of their rows.
    """

    pieces: tuple[Any, ...]
    rows: Rows
    runs: tuple[Run, ...]

    def of_children(self, first: int, stop: int) -> Part:
        """The children from one place in `runs` to before another."""
        runs = self.runs[first:stop]
        start, end = runs[0].start, runs[-1].stop
        pieces, at = [], 0
        for piece in self.pieces:
            cut = piece.slice(max(0, start - at), max(0, end - max(start, at)))
            if len(cut):
                pieces.append(cut)
            at += len(piece)
        return Part(tuple(pieces), self.rows.since(start), tuple(Run(run.child, run.start - start, run.stop - start) for run in runs))


def together(table: Any) -> tuple[Any, Any]:
    """A table with each child's rows together, and the number that each row had before; None if nothing was moved."""
    codes = child_codes(table.column("child"))
    if len(_starts(codes.indices)) == len(codes.dictionary):
        return table, None
    order = pc.sort_indices(codes.indices)  # stable; codes are in the order in which children first come
    columns = [plain(column) for column in table.columns]  # Arrow moves no rows of some types, such as string_view
    return pa.table(columns, names=table.schema.names).take(order), order


def whole_children(batches: Iterable[Any], *, most_rows: int, order: Any = None, files: tuple[tuple[int, str], ...] = ()) -> Iterator[Part]:
    """The rows of a stream in parts of about so many rows, none of which cuts a child in two.

    Raises:
        RowsApartError: a child comes again after another.
    """
    rows = Rows(0, order, files)
    known = _Known()
    waiting: list[Any] = []  # the rows of the child that may go on in the next batch
    open_run: Run | None = None
    for batch in _of_size(batches, most_rows):
        *complete, last = _runs_of(batch)
        if open_run is None:
            pieces, runs = [], []
        else:
            pieces, runs = waiting, [open_run]
            goes_on = (complete or [last])[0]
            if goes_on.child == open_run.child:
                runs = [Run(open_run.child, 0, open_run.stop + goes_on.stop)]
                if not complete:
                    pieces.append(batch)
                    open_run = runs[0]
                    continue
                complete = complete[1:]
            ahead = sum(map(len, waiting))
            runs += (Run(run.child, run.start + ahead, run.stop + ahead) for run in complete)
            complete = []
        runs += complete
        if last.start:
            pieces.append(batch.slice(0, last.start))
        if runs:
            part = Part(tuple(pieces), rows, tuple(runs))
            known.note(part)
            yield part
            rows = rows.since(runs[-1].stop)
        waiting, open_run = [batch.slice(last.start)], Run(last.child, 0, last.stop - last.start)
    if open_run is not None:
        part = Part(tuple(waiting), rows, (open_run,))
        known.note(part)
        yield part


def _of_size(batches: Iterable[Any], most_rows: int) -> Iterator[Any]:
    for batch in batches:
        for start in range(0, len(batch), most_rows):
            yield batch.slice(start, most_rows)


def _runs_of(batch: Any) -> list[Run]:
    codes = child_codes(batch.column("child"))
    starts = _starts(codes.indices)
    children = codes.dictionary.to_pylist()
    return [Run(children[codes.indices[start].as_py()], start, stop) for start, stop in zip(starts, [*starts[1:], len(batch)], strict=True)]


def _starts(codes: Any) -> list[int]:
    """The rows at which another child begins."""
    if len(codes) == 0:
        return []
    changed = pc.indices_nonzero(pc.not_equal(codes.slice(1), codes.slice(0, len(codes) - 1)))
    return [0, *(row + 1 for row in changed.to_pylist())]


class _Known:
    """The children that have been, so that one who comes again is noticed.

    While children come in the order of their identifiers none can come again, and a mark of eight bytes is kept of
    each; from the first that does not, the marks are a set.
    """

    def __init__(self) -> None:
        self._last = ""
        self._marks = array("Q")
        self._set: set[int] | None = None

    def note(self, part: Part) -> None:
        """Take in the children of a part.

        Raises:
            RowsApartError: one of them has been before.
        """
        for child, start, _ in part.runs:
            if child is None:
                continue
            mark = int.from_bytes(blake2b(child.encode("utf-8"), digest_size=8).digest(), "big")
            if self._set is None:
                if self._last < child or not self._marks:
                    self._last = child
                    self._marks.append(mark)
                    continue
                self._set = set(self._marks)
            if mark in self._set:
                what = "a child who was answered before comes again, so what was given then is not complete"
                raise RowsApartError([Problem(part.rows.place(start), what, "sort the table by child, and begin again")])
            self._set.add(mark)
