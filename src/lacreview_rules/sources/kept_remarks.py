"""The remarks on a source, however many: the first some thousand in memory, the others in a temporary file without a name.

A messy extract of a large authority calls for hundreds of thousands, which would take more memory than all that is read.
"""

from __future__ import annotations

import json
import tempfile
import weakref
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, cast, overload

from lacreview_rules.errors import Problem
from lacreview_rules.sources.door import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

IN_MEMORY = 10_000
"""So many are kept in memory."""
_AT_ONCE = 500


class KeptRemarks(Sequence[Remark]):
    """Remarks in the order in which they were made. They are read in order; what was written down is read back.

    Args:
        first: those that are there already.
        in_memory: how many are kept in memory.

    Attributes:
        kinds: how many there are of each kind.
        not_used: how many are of what was not used.

    Example:
        >>> kept = KeptRemarks(in_memory=1)
        >>> for number in (2, 3):
        ...     kept.append(Remark("no-day", Problem(f"a.csv:{number}", "DAY is empty", "fill it in"), used=False, child=number))
        >>> len(kept), kept.not_used, kept[1].problem.where, [remark.child for remark in kept]
        (2, 2, 'a.csv:3', [2, 3])
    """

    def __init__(self, first: Iterable[Remark] = (), *, in_memory: int = IN_MEMORY) -> None:
        self._first: list[Remark] = []
        self._in_memory = in_memory
        self._waiting: list[Remark] = []
        self._file: BinaryIO | None = None
        self._written = 0
        self.kinds: Counter[str] = Counter()
        self.not_used = 0
        for remark in first:
            self.append(remark)

    def append(self, remark: Remark) -> None:
        """Add one more.

        Raises:
            OSError: the temporary file cannot be written.
        """
        self.kinds[remark.kind] += 1
        self.not_used += not remark.used
        if len(self._first) < self._in_memory:
            self._first.append(remark)
            return
        self._waiting.append(remark)
        if len(self._waiting) == _AT_ONCE:
            self._write()

    def extend(self, remarks: Iterable[Remark]) -> None:
        """Add some more."""
        for remark in remarks:
            self.append(remark)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._first) + self._written + len(self._waiting)

    def __iter__(self) -> Iterator[Remark]:
        """All of them, in order."""
        return chain(self._first, self._read(self._written), list(self._waiting))

    @overload
    def __getitem__(self, index: int) -> Remark: ...
    @overload
    def __getitem__(self, index: slice) -> list[Remark]: ...
    def __getitem__(self, index: int | slice) -> Remark | list[Remark]:
        """One by its place, or some; those that are written down are read up to there."""
        if isinstance(index, slice):
            return list(self)[index]
        place = range(len(self))[index]
        return self._first[place] if place < len(self._first) else next(islice(self, place, None))

    def __eq__(self, other: object) -> bool:
        """Whether these are the same remarks, in the same order, as in a list or a tuple, or kept otherwise."""
        if not isinstance(other, (list, tuple, KeptRemarks)):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def _write(self) -> None:
        if self._file is None:
            self._file = cast("BinaryIO", tempfile.TemporaryFile())  # noqa: SIM115 - closed with the remarks
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        self._file.writelines(json.dumps(_written(remark)).encode() + b"\n" for remark in self._waiting)
        self._written += len(self._waiting)
        self._waiting.clear()

    def _read(self, number: int) -> Iterator[Remark]:
        at = 0
        while number and self._file is not None:
            self._file.seek(at)
            lines = list(islice(self._file, min(_AT_ONCE, number)))
            at += sum(map(len, lines))
            number -= len(lines)
            yield from map(_remark, lines)


def _written(remark: Remark) -> list[object]:
    problem = remark.problem
    return [remark.kind, remark.used, remark.effect, remark.child, problem.where, problem.what, problem.remedy, problem.others]


def _remark(line: bytes) -> Remark:
    kind, used, effect, child, *problem = json.loads(line)
    return Remark(kind, Problem(*problem), used, effect, child)


class JoinedRemarks(Sequence[Remark]):
    """Remarks of several kinds of origin, one after another, without a copy of them.

    Example:
        >>> remark = Remark("no-day", Problem("a.csv:2", "DAY is empty"), used=False)
        >>> len(JoinedRemarks([remark], [remark]))
        2
    """

    def __init__(self, *parts: Sequence[Remark]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        """How many there are."""
        return sum(map(len, self._parts))

    def __iter__(self) -> Iterator[Remark]:
        """All of them, in order."""
        return chain.from_iterable(self._parts)

    @overload
    def __getitem__(self, index: int) -> Remark: ...
    @overload
    def __getitem__(self, index: slice) -> list[Remark]: ...
    def __getitem__(self, index: int | slice) -> Remark | list[Remark]:
        """One by its place, or some."""
        return list(self)[index]
