"""Dates of birth of children of List 8: from its own rows, or where those have none, from the other lists of the workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.child_ids import as_id
from lacreview_rules.files.sheets import headed
from lacreview_rules.files.typed_days import DayReader
from lacreview_rules.files.workbooks import NoValue
from lacreview_rules.sources.annex_a.meanings import column_names
from lacreview_rules.sources.door import Remark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from lacreview_rules.files.sheets import Headed, Table

_COLUMNS = ("child", "born")


class ToldBirth(NamedTuple):
    """A date of birth, and the place of the cell that holds it."""

    day: date
    place: str


def births_elsewhere(tables: Iterable[Table], children: Collection[str]) -> dict[str, list[ToldBirth]]:
    """By child, the dates of birth that other lists have: those with the columns of the child and of the birth.

    Args:
        tables: the other sheets of the workbook.
        children: those of whom List 8 has none; nothing is read if there are none.
    """
    found: dict[str, list[ToldBirth]] = {}
    for table in tables if children else ():
        try:
            one = headed(table, {name: column_names()[name] for name in _COLUMNS}, _COLUMNS, own_headings=True)
        except InputError:
            continue  # a sheet that cannot be read may be any: what is not known without it is told with the schedule
        if one is None or not set(_COLUMNS) <= one.columns.at.keys():
            continue
        days = DayReader()
        told = [(child, birth) for child, birth in _told_in(one, days) if child in children]
        for child, birth in told if not days.is_month_first else ():
            found.setdefault(child, []).append(birth)
    return found


def _told_in(found: Headed, days: DayReader) -> Iterable[tuple[str, ToldBirth]]:
    at, text = found.columns.at, found.table.text
    told = []
    for number, cells in found.rows:
        if len(cells) > max(at.values()) and not isinstance(cell := cells[at["born"]], NoValue):
            place = found.place(number, "born")
            moment = days.moment(found.table.day_text(cell), partial(found.place, number, "born"))
            if moment is not None:
                told.append((as_id(text(cells[at["child"]])), ToldBirth(moment.day, place)))
    return told


def born_on(own: Sequence[ToldBirth], others: Sequence[ToldBirth], first: date, remarks: list[Remark]) -> date | None:
    """The date of birth of one child; what cannot be, and what is another than the one used, is told.

    Args:
        own: what the rows of List 8 say.
        others: what the other lists say.
        first: the first day of care that is known: nobody is born after it.
        remarks: takes up what is told.
    """
    used: ToldBirth | None = None
    for told in (*own, *(others if all(one.day > first for one in own) else ())):
        if told.day > first:
            problem = Problem(told.place, "it is after the start of care", "correct one of the two dates; it was not used")
            remarks.append(Remark("born-after-start", problem, used=False, effect="it is not known from here when the child was born"))
        elif used is None:
            used = told
            if told not in own:
                what = "List 8 has no date of birth of the child that can be used; this one was used"
                problem = Problem(told.place, what, "fill it in there")
                remarks.append(Remark("born-elsewhere", problem, used=True, effect="dates that count from a birthday follow it"))
        elif told.day != used.day:
            problem = Problem(told.place, f"the child has another date of birth at {used.place}, which was used", "check which is right")
            remarks.append(Remark("births-differ", problem, used=True, effect="dates that count from a birthday follow the one used"))
    return None if used is None else used.day
