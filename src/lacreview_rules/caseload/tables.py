"""What a report is laid out in: sections, tables, columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Row = TypeVar("_Row")
PRINTED = 10
"""How many rows of a list a page prints on paper, unless it is asked to print all: the oldest."""


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        heading: what stands above it.
        kind: "day" for dates, "number" for figures; neither is broken over two lines.
        narrow: whether a terminal has room for it too.
        paper: whether it is printed on paper, unless all is.
    """

    heading: str
    kind: Literal["text", "day", "number"] = "text"
    narrow: bool = True
    paper: bool = True


class Table(NamedTuple):
    """Rows under headings.

    Attributes:
        rows: as many cells as there are columns.
        left_out: how many rows more there are than are in the table.
        groups: the heading over each row, where the input names teams or workers; rows of one group stand together.
        on_paper: whether each row is printed on paper; without any, all are.
        is_list: whether it is a list that people sort and filter.
        rules: the id of the rule that each row names; without any, none does.
        caption: what it is, where a section has several lists.
    """

    columns: tuple[Column, ...]
    rows: Sequence[tuple[str, ...]]
    left_out: int = 0
    groups: Sequence[str] = ()
    on_paper: Sequence[bool] = ()
    is_list: bool = False
    caption: str = ""
    rules: Sequence[str] = ()

    @property
    def off_paper(self) -> int:
        """How many rows of a list are not printed on paper, those left out of the table among them."""
        return self.left_out + sum(not printed for printed in self.on_paper) if self.is_list else 0

    def printed_group(self, place: int) -> bool:
        """Whether any row of the group that begins at a row is printed on paper."""
        last = next((at for at in range(place, len(self.groups)) if self.groups[at] != self.groups[place]), len(self.groups))
        return any(self.on_paper[place:last])


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Attributes:
        name: by which the page and its charts know it.
        count: how many things it is about; None where it is not about a list.
        lines: what is said before the tables; `remarks`: and after them.
    """

    name: str
    heading: str
    count: int | None = None
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def heading_line(self) -> str:
        """The heading, with the count."""
        return self.heading if self.count is None else f"{self.heading} ({self.count:,})"


def listed(
    columns: tuple[Column, ...],
    rows: Sequence[_Row],
    cells: Callable[[_Row], tuple[str, ...]],
    *,
    day: Callable[[_Row], date | None],
    group: Callable[[_Row], str],
    most: int,
    rule: Callable[[_Row], str] | None = None,
) -> Table:
    """A list: of many rows the oldest, in the order in which they come.

    Args:
        columns: the columns.
        rows: all rows, in the order of the report.
        cells: the cells of a row.
        day: the day by which the oldest are known.
        group: what stands over a row; empty where nothing does.
        most: how many rows the table may have.
        rule: the rule that a row names, where it names one.

    Example:
        >>> days = [date(2026, 3, 2), date(2026, 1, 5)]
        >>> listed((Column("Day"),), days, lambda row: (str(row),), day=lambda row: row, group=lambda row: "", most=1).rows
        (('2026-01-05',),)
    """
    # Rows may stand in a file, and are gone through in order, never asked for by their places.
    ages = nsmallest(max(most, PRINTED), ((day(row) or date.max, place) for place, row in enumerate(rows)))
    oldest, printed = ({place for _, place in ages[:count]} for count in (most, PRINTED))
    shown = [(place, row) for place, row in enumerate(rows) if place in oldest]
    groups = tuple(group(row) for _, row in shown)
    return Table(
        columns,
        tuple(cells(row) for _, row in shown),
        max(len(rows) - most, 0),
        groups if any(groups) else (),
        tuple(place in printed for place, _ in shown),
        is_list=True,
        rules=() if rule is None else tuple(rule(row) for _, row in shown),
    )
