"""Cells of a table that stand under no heading: what is in them is not read, and the reader is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.files.sheets import is_sheet
from lacreview_rules.files.workbook_parts import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.files.sheets import Headed
    from lacreview_rules.files.workbooks import Cell

REMEDY = "give the column a heading, or put what holds a comma, a semicolon or a tab in quotation marks"


class Unheaded:
    """The cells of one table that stand under no heading.

    In a workbook, and between headings, such a cell is a note of somebody's: each column is told once. Cells beyond the headings of
    a CSV file are more: the row may have been cut at a comma within a cell, so that what follows stands in the wrong column.

    Args:
        table: the table.
    """

    def __init__(self, table: Headed) -> None:
        self._table = table
        self._is_sheet = is_sheet(table.table)
        self._told: set[int] = set()
        self.notes: list[Problem] = []
        """The first cell of each such column."""

    def check(self, number: int, cells: Sequence[Cell]) -> str:
        """Check a row; returns why it cannot be used, which is empty if it can."""
        table = self._table
        for place in table.unheaded(cells):
            if not self._is_sheet and place >= len(table.headings):
                return f"the row has {len(cells)} cells where the heading has {len(table.headings)}"
            if place not in self._told:
                self._told.add(place)
                where = f"{table.place(number)}, column {column_letters(place + 1)}"
                self.notes.append(Problem(where, "the cell stands under no heading; nothing in this column is read", REMEDY))
        return ""
