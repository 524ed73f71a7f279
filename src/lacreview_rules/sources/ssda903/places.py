"""Where in a return an event of a history stands: the row of a table whose day it has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.histories.events import ReviewHeld
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.sources.ssda903.files import Row

_IN_EVENT = re.compile(r"events\[([0-9]+)\].*")
_DAYS = {"episode": ("DECOM", "DEC"), "review": ("REVIEW",)}


def by_row(problem: Problem, history: History, rows: Mapping[str, Sequence[Row]]) -> Problem:
    """A problem of a history, with its place as a row of a table; what no row tells of is told by the first episode.

    Args:
        problem: as the engine tells it.
        history: the child's.
        rows: those that it was made of, by the table.
    """
    episodes = rows.get("episode", ())
    if not episodes or not problem.where:
        return problem
    found = _IN_EVENT.fullmatch(problem.where)
    if found is None or int(found[1]) >= len(history.events):
        row = _row_of_birth(history, rows) if problem.where == "date_of_birth" else episodes[0]
        named = "" if problem.where.startswith("events") else f" ({problem.where})"
        return replace(problem, where=f"{row.where}{named}")
    return replace(problem, where=(_row_of(history.events[int(found[1])], rows) or episodes[0]).where)


def _row_of_birth(history: History, rows: Mapping[str, Sequence[Row]]) -> Row:
    """The row that has the date of birth which is used; where none has, that which should."""
    may_have = [row for kind in ("header", "review", "episode") for row in rows.get(kind, ())]
    used = (row for row in may_have if history.date_of_birth is not None and read_day(row.cells.get("DOB", "")) == history.date_of_birth)
    return next(used, next(iter(rows.get("header", ())), rows["episode"][0]))


def _row_of(event: Event, rows: Mapping[str, Sequence[Row]]) -> Row | None:
    kind = "review" if isinstance(event, ReviewHeld) else "episode"
    return next((row for column in _DAYS[kind] for row in rows.get(kind, ()) if read_day(row.cells[column]) == event.on), None)
