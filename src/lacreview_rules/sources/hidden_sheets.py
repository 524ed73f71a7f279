"""Sheets of a workbook that its reader does not see: old copies, mostly. One in sight comes first, and none is used without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.files.workbooks import Sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.files.sheets import Headed, Table

HIDDEN = "sheet-hidden"
"""The kind of what is said of such a sheet."""
HIDDEN_EFFECT = "what it says may be old, or in no date"
"""What that does to dates."""
_REMEDY = "show it and look at it, or delete it"


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
