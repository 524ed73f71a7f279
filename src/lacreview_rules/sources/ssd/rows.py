"""The rows of an SSD, a child at a time."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.sources.ssd.days import filled
from lacreview_rules.sources.ssd.store import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lacreview_rules.sources.ssd.tables_found import FoundTable

_COUNT = "count"
_CHILD, _KIND, _LINE, _FIRST_CELL = 0, 1, 2, 3


class Row(NamedTuple):
    """One row of a table: where it stands, and its cells by the keys of the layout; what is empty is "" there."""

    where: str
    cells: dict[str, str]


class Child(NamedTuple):
    """The rows of one child.

    Attributes:
        id: the child's id; None for rows that belong to no child.
        number: of the child, in the order of ids; 0 for rows that belong to none.
        tables: the rows of each table that has any, in an order that the source cannot change; of rows that belong to no
            child, the first of each table and, in a cell of its own, how many there are.
    """

    id: str | None
    number: int
    tables: dict[str, list[Row]]

    def rows(self) -> int:
        """How many rows they are."""
        if self.id is None:
            return sum(int(row.cells[_COUNT]) for rows in self.tables.values() for row in rows)
        return sum(map(len, self.tables.values()))


def children(rows: Iterable[tuple[Any, ...]], found: Mapping[str, FoundTable]) -> Iterator[Child]:
    """The children among the rows that `Statements.of_all_children` gives.

    Raises:
        StoppedError: the source does not answer any longer, or does not put ids in order.
    """
    keys = [[column.key for column in one.table.cells] for one in found.values()]
    names = list(found)
    shown_names = [one.source.shown for one in found.values()]
    last, number = "", 0
    for child, group in groupby(rows, key=itemgetter(_CHILD)):
        if child is None:
            yield _of_nobody(group, names, shown_names)
            continue
        number += 1
        if child <= last:
            raise StoppedError("the source does not put ids in order letter by letter", "export it to CSV or Parquet files, and read those")
        last, place = child, f"child {number}"
        read: dict[str, list[Row]] = {}
        for row in sorted(group, key=_order):
            kind, line = row[_KIND], row[_LINE]
            shown = shown_names[kind]
            before = read.setdefault(names[kind], [])
            where = f"{shown}:{line}" if line is not None else f"{shown}, {place}, row {len(before) + 1}"
            cells = {key: filled(cell) for key, cell in zip(keys[kind], row[_FIRST_CELL:], strict=False)}
            before.append(Row(where, cells))
        yield Child(child, number, read)


def _of_nobody(rows: Iterable[tuple[Any, ...]], names: list[str], shown: list[str]) -> Child:
    """Rows that belong to no child, counted: of each table the first by its place, and how many more there are."""
    counts: Counter[int] = Counter()
    first: dict[int, int] = {}
    for row in rows:
        kind, line = row[_KIND], row[_LINE]
        counts[kind] += 1
        if line is not None:
            first[kind] = min(line, first.get(kind, line))
    places = {kind: f"{shown[kind]}:{first[kind]}" if kind in first else shown[kind] for kind in counts}
    return Child(None, 0, {names[kind]: [Row(places[kind], {_COUNT: str(count)})] for kind, count in sorted(counts.items())})


def _order(row: tuple[Any, ...]) -> tuple[int, int, tuple[str, ...]]:
    if row[_LINE] is not None:
        return (row[_KIND], row[_LINE], ())
    return (row[_KIND], 0, tuple(cell or "" for cell in row[_FIRST_CELL:]))
