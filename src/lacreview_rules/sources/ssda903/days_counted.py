"""The days that one table of a return holds: how many lie in each year of a return, and in which order they are written.

The same days come again and again, so what a day says is worked out once, and its rows are counted.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lacreview_rules.files.typed_days import two_orders
from lacreview_rules.sources.ssda903.years import read_day, year_of_return

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHORTEST = len("1/3/2026")
_LONGEST = len("Wednesday, 30 September 2026 12:00:00 AM")


class _Seen:
    """What one cell says: the year of the return that its day lies in, 0 if it is none, and whether it has the month first alone."""

    __slots__ = ("day_first", "month_first", "rows", "year")

    def __init__(self, cell: str) -> None:
        day = read_day(cell)
        self.rows = 0
        self.year = 0 if day is None else year_of_return(day)
        self.month_first, self.day_first = two_orders(cell)


class DaysCounted:
    """The days of one table, row by row.

    Attributes:
        years: how many of them lie in each year of a return; filled by `complete`. Dates of birth do not count.
        labels: the same of the rows by what their column YEAR holds, with the number of the rows under 0; empty without the column.
        begun: how many rows have what their column YEAR holds, the calendar year of DECOM and its year of a return.
        month_first: the line of the first that can only be read with the month first, if there is one.

    Args:
        columns: those that hold days.

    Example:
        >>> days = DaysCounted(("DECOM", "DEC"))
        >>> days.count(["04/11/2023", ""], 2), days.count(["04/11/2023", "11/25/2024"], 3)
        (None, None)
        >>> days.complete()
        >>> dict(days.years), days.month_first, days.are_month_first
        ({2024: 2}, 3, True)
    """

    def __init__(self, columns: Sequence[str]) -> None:
        self._columns = columns
        self._seen: dict[str, _Seen] = {}
        self.years: Counter[int] = Counter()
        self.labels: dict[str, Counter[int]] = {}
        self.begun: Counter[tuple[str, int, int]] = Counter()
        self.month_first: int | None = None

    def count(self, cells: Sequence[str], line: int, label: str = "") -> None:
        """Count the days of a row.

        Args:
            cells: those of the columns, in their order.
            line: of the row.
            label: what its column YEAR holds.
        """
        seen = self._seen
        for cell in cells:
            if cell and (day := seen.get(cell) or self._looked_at(cell, line)) is not None:
                day.rows += 1
        if label:
            self._count_labelled(cells, label)

    def _looked_at(self, cell: str, line: int) -> _Seen | None:
        """What a cell says that was not met before; None if it is no date at all: it may be anything, and is not kept."""
        if not _SHORTEST <= len(cell) <= _LONGEST:
            return None
        found = _Seen(cell)
        if found.month_first and self.month_first is None:
            self.month_first = line
        if not (found.year or found.month_first or found.day_first):
            return None
        self._seen[cell] = found
        return found

    def _count_labelled(self, cells: Sequence[str], label: str) -> None:
        labelled = self.labels.setdefault(label, Counter())
        labelled[0] += 1
        for column, cell in zip(self._columns, cells, strict=True):
            found = self._seen.get(cell)
            if found is not None and found.year and column != "DOB":
                labelled[found.year] += 1
                if column == "DECOM" and (day := read_day(cell)) is not None:
                    self.begun[label, day.year, found.year] += 1

    def complete(self) -> None:
        """Add up what was counted."""
        if "DOB" in self._columns:  # such a table has no other days
            return
        self.years.clear()
        for found in self._seen.values():
            if found.year:
                self.years[found.year] += found.rows

    @property
    def are_month_first(self) -> bool:
        """Whether more of them can only be read with the month first than can only be read with the day first."""
        return sum(one.rows * (one.month_first - one.day_first) for one in self._seen.values()) > 0
