"""The rows of an SSD, a child at a time."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.sources.ssd.days import filled
from lacreview_rules.sources.ssd.store import StoppedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lacreview_rules.sources.ssd.tables_found import FoundTable

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
        tables: the rows of each table that has any, in an order that the source cannot change.
    """

    id: str | None
    number: int
    tables: dict[str, list[Row]]


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
        if child is not None:
            number += 1
            if child <= last:
                raise StoppedError("the source does not put ids in order letter by letter", "export it to CSV or Parquet files, and read those")
            last = child
        place = f"child {number}" if child is not None else "rows of no child"
        read: dict[str, list[Row]] = {}
        for row in sorted(group, key=_order):
            kind, line = row[_KIND], row[_LINE]
            shown = shown_names[kind]
            before = read.setdefault(names[kind], [])
            where = f"{shown}:{line}" if line is not None else f"{shown}, {place}, row {len(before) + 1}"
            cells = {key: filled(cell) for key, cell in zip(keys[kind], row[_FIRST_CELL:], strict=False)}
            before.append(Row(where, cells))
        yield Child(child, number if child is not None else 0, read)


def _order(row: tuple[Any, ...]) -> tuple[int, int, tuple[str, ...]]:
    if row[_LINE] is not None:
        return (row[_KIND], row[_LINE], ())
    return (row[_KIND], 0, tuple(cell or "" for cell in row[_FIRST_CELL:]))
