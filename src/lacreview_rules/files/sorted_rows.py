"""Rows in order, of which only so many are in memory: those beyond stand, sorted, in a temporary file that has no name."""

from __future__ import annotations

import heapq
import pickle
import tempfile
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, overload
from weakref import finalize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Row = TypeVar("Row")
_MOST, _AT_ONCE = 20_000, 200


class RowsToSort(Sequence[Row]):
    """Rows that come one after another, and can be gone through in order, again and again, once all have come.

    What is in the file can be read by this process alone, and is gone when it ends.

    Example:
        >>> rows = RowsToSort(len, most=2)
        >>> rows.extend(["ccc", "a", "bb", "dddd", "e"])
        >>> list(rows), len(rows), rows[:2]
        (['a', 'e', 'bb', 'ccc', 'dddd'], 5, ['a', 'e'])
    """

    def __init__(self, order: Callable[[Row], Any], *, most: int = _MOST) -> None:
        """None yet.

        Args:
            order: the key of a row; rows with equal keys stay in the order in which they came.
            most: how many rows are in memory.
        """
        self._order = order
        self._most = most
        self._held: list[Row] = []
        self._is_sorted = True
        self._runs: list[list[int]] = []  # of each run, where in the file its pieces begin
        self._count = 0
        self._file: Any = None

    def extend(self, rows: Iterable[Row]) -> None:
        """Take up more rows."""
        for row in rows:
            self._held.append(row)
            self._count += 1
            self._is_sorted = False
            if len(self._held) >= self._most:
                self._put_away()

    def _put_away(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is open as long as the rows are
            finalize(self, self._file.close)
        self._held.sort(key=self._order)
        self._file.seek(0, 2)
        places = []
        for begin in range(0, len(self._held), _AT_ONCE):
            places.append(self._file.tell())
            pickle.dump(self._held[begin : begin + _AT_ONCE], self._file, pickle.HIGHEST_PROTOCOL)
        self._runs.append(places)
        self._held = []

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        if not self._is_sorted:
            self._held.sort(key=self._order)
            self._is_sorted = True
        if not self._runs:
            return iter(self._held)
        return heapq.merge(*map(self._run, self._runs), self._held, key=self._order)

    def _run(self, places: list[int]) -> Iterator[Row]:
        for place in places:
            self._file.seek(place)
            yield from pickle.load(self._file)  # noqa: S301 - written above

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            begin, end, step = place.indices(self._count)
            return list(islice(self, begin, end, step)) if step > 0 else list(self)[place]
        wanted = range(self._count)[place]
        return next(islice(self, wanted, None))
