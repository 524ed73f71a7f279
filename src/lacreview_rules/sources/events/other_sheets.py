"""The sheets of a workbook of events that are neither events nor children: which of them may be such a table all the same."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.headings import named_columns
from lacreview_rules.sources.events.columns import NEEDED, column_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.files.sheets import Headed, Table

NOT_READ = "sheet-not-read"
"""The kind of a remark on a sheet that names children and is not read."""
EFFECT = "what only that sheet holds is in no date"
OF_THE_TEMPLATE = ("read me", "lists")
"""The sheets beside events and children of the workbook that `lacreview new-events` writes."""
_WITHIN = 20
_FEWEST = len(NEEDED)  # cells of a heading: those of an explanation of the columns, or of a list of children, are fewer


def others_among(tables: Iterable[Table], looked_at: Iterable[Headed], told: Iterable[str]) -> tuple[list[Problem], list[str]]:
    """What is told of sheets that name children and nothing else that is known, and the names of those that name none.

    Args:
        tables: all sheets.
        looked_at: those that are events or children.
        told: the places that something was said of already.
    """
    known, places = {id(one.table) for one in looked_at}, set(told)
    problems: list[Problem] = []
    left: list[str] = []
    for table in tables:
        if id(table) in known or table.called in places:
            continue
        try:
            rows = [[table.text(cell) for cell in cells] for _, cells in islice(table.rows(), _WITHIN)]
        except InputError:
            continue  # told already
        if any(sum(map(bool, row)) >= _FEWEST and "child" in named_columns(row, column_names()).at for row in rows):
            what = "it names children, and none of its headings is event or on, or of a child's details; it was not read"
            problems.append(Problem(table.called, what, "name the columns event and on, if it holds events, or delete the sheet"))
        elif rows:
            left.append(table.called)
    return problems, [name for name in left if not name.endswith(tuple(f'"{own}"' for own in OF_THE_TEMPLATE))]
