"""What spreadsheets and reports put around a text so that it stays one: an apostrophe before it, or a formula that gives it."""

from __future__ import annotations

import re

_FORMULA = re.compile(r'="([^"]*)"')
_MARKS = ("'", '="')


def unmarked(cell: str) -> str:
    """A cell without the mark that keeps it a text; a cell without such a mark as it is.

    Example:
        >>> unmarked('="00123"'), unmarked("'00123"), unmarked("O'Neill"), unmarked("'")
        ('00123', '00123', "O'Neill", "'")
    """
    if not cell.startswith(_MARKS):
        return cell
    found = _FORMULA.fullmatch(cell)
    return found[1].strip() if found else cell[1:] if len(cell) > 1 and cell[0] == "'" else cell
