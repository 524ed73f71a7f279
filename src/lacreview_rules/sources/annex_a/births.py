"""Dates of birth of children of List 8: from its own rows, or where those have none, from the other lists of the workbook."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.blank_cells import is_blank
from lacreview_rules.files.child_ids import as_id
from lacreview_rules.files.sheets import headed
from lacreview_rules.files.typed_days import DayReader, Unread, why_unread
from lacreview_rules.files.workbooks import NoValue
from lacreview_rules.sources.annex_a.meanings import column_names
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.hidden_sheets import HIDDEN, HIDDEN_EFFECT, is_hidden
from lacreview_rules.sources.hidden_sheets import told as told_hidden

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date

    from lacreview_rules.files.sheets import Headed, Table

_COLUMNS = ("child", "born")
_NOT_KNOWN = "it is not known from here when the child was born"


class ToldBirth(NamedTuple):
    """A date of birth, and the place of the cell that holds it."""

    day: date
    place: str


def births_elsewhere(tables: Iterable[Table], children: Collection[str], remarks: list[Remark]) -> dict[str, list[ToldBirth]]:
    """By child, the dates of birth that other lists have: those with the columns of the child and of the birth.

    Args:
        tables: the other sheets of the workbook; those in sight are asked before hidden ones.
        children: those of whom List 8 has none; nothing is read if there are none.
        remarks: takes up which of the lists is not used, or is hidden, and which cell cannot be read. Each place begins with the sheet.
    """
    found: dict[str, list[ToldBirth]] = {}
    for table in sorted(tables, key=is_hidden) if children else ():
        try:
            one = headed(table, {name: column_names()[name] for name in _COLUMNS}, _COLUMNS, own_headings=True)
        except InputError:
            continue  # told already: every sheet was looked at for List 8
        if one is None or not set(_COLUMNS) <= one.columns.at.keys():
            continue
        days, unread = DayReader(), list[Remark]()
        told = _told_in(one, days, children, unread)
        if days.is_month_first:
            what = "dates are written month first: this one can be read in no other way; no date of birth was taken from the sheet"
            problem = Problem(days.month_first or "", what, "write them DD/MM/YYYY, or format the cells as dates, all of them")
            remarks.append(Remark("month-first", problem, used=False, effect=_NOT_KNOWN))
            continue
        remarks += unread
        if told and is_hidden(table):
            note = told_hidden(table.called, used=True)
            remarks.append(Remark(HIDDEN, note, used=True, effect=HIDDEN_EFFECT))
        for child, birth in told:
            found.setdefault(child, []).append(birth)
    return found


def _told_in(found: Headed, days: DayReader, children: Collection[str], unread: list[Remark]) -> list[tuple[str, ToldBirth]]:
    """The dates of birth of some children in one list; of a cell of theirs that is filled and cannot be read, a remark."""
    at, told = found.columns.at, []
    for number, cells in found.rows:
        if len(cells) <= max(at.values()):
            continue
        cell, place = cells[at["born"]], found.place(number, "born")
        text = "" if isinstance(cell, NoValue) else found.table.day_text(cell)
        moment = days.moment(text, partial(found.place, number, "born"))  # of every child: they tell how the list is written
        child = as_id(found.table.text(cells[at["child"]]))
        if child not in children:
            continue
        if moment is not None:
            told.append((child, ToldBirth(moment.day, place)))
        elif isinstance(cell, NoValue) or not is_blank(text):
            why = Unread(cell.why, "type the value") if isinstance(cell, NoValue) else why_unread(text)
            unread.append(Remark("cell-unreadable", Problem(place, why.what, why.remedy), used=False, effect=_NOT_KNOWN))
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
            remarks.append(Remark("born-after-start", problem, used=False, effect=_NOT_KNOWN))
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
