"""Columns of an SSD in which text says days month first: read day first, half of them would be other days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.files.typed_days import two_orders
from lacreview_rules.sources.ssd.days import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.sources.ssd.statements import Statements
    from lacreview_rules.sources.ssd.store import Store
    from lacreview_rules.sources.ssd.tables_found import Found

_WHAT = "its dates are written month first: some can be read in no other way"
_REMEDY = "give the column the type of a date, or write YYYY-MM-DD"


def month_first(store: Store, found: Found, statements: Statements) -> Iterator[Problem]:
    """A problem for each column of dates that holds them as text, and month first.

    Raises:
        StoppedError: the source does not answer.
    """
    for name, one in found.tables.items():
        for key, called in one.columns.items():
            holds_text = one.source.columns[called] == "text" or store.dialect.name == "sqlite"  # there, whatever is declared
            if not one.table.columns[key].date or not holds_text:
                continue
            surplus = 0
            for cell, rows in store.rows(statements.dates(name, key)):
                month, day = two_orders(filled(cell))
                surplus += (month - day) * rows
            if surplus > 0:
                yield Problem(f"{one.source.shown}, column {called}", _WHAT, _REMEDY)
