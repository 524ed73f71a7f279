"""Sheets and rows of a workbook that its reader does not see: old copies, mostly, and what a filter takes away.

A sheet in sight comes first. Rows that are hidden are read like others. Neither is used without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.files.workbooks import Sheet
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.files.sheets import Headed, Table

HIDDEN = "sheet-hidden"
"""The kind of what is said of such a sheet."""
HIDDEN_EFFECT = "what it says may be old, or in no date"
"""What that does to dates."""
ROWS_HIDDEN = "rows-hidden"
"""The kind of what is said of rows that are not shown."""
_REMEDY = "show it and look at it, or delete it"
_ROWS_REMEDY = "take the filter off and look at them; delete those that are not to be read"


def is_hidden(table: Table) -> bool:
    """Whether a table is a hidden sheet."""
    return isinstance(table, Sheet) and table.hidden


def in_sight(found: Sequence[Headed]) -> tuple[list[Headed], list[Problem]]:
    """Those of some tables of one kind that are to be read, and what is said of hidden sheets among all of them."""
    seen = [one for one in found if not is_hidden(one.table)]
    read = seen or list(found)
    return read, [told(one.table.called, used=not seen) for one in found if is_hidden(one.table)]


def told(called: str, *, used: bool) -> Problem:
    """What is said of a hidden sheet.

    Example:
        >>> print(told('sheet "old"', used=False))
        sheet "old": the sheet is hidden and was not read, for one in sight holds the same table; show it and look at it, or delete it
    """
    what = "the sheet is hidden, and was read" if used else "the sheet is hidden and was not read, for one in sight holds the same table"
    return Problem(called, what, _REMEDY)


def rows_told(table: Table) -> list[Problem]:
    """What is said of the rows of a sheet that are not shown, where there are any."""
    if not isinstance(table, Sheet) or not table.hidden_rows:
        return []
    are = "is hidden, and was" if table.hidden_rows == 1 else "are hidden, and were"
    return [Problem(table.called, f"{count_text(table.hidden_rows, 'row')} {are} read like the others", _ROWS_REMEDY)]
