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
        rows: those that it was made of, by the table, and under "birth" the one that has the date of birth which was used.
    """
    episodes = rows.get("episode", ())
    if not episodes or not problem.where:
        return problem
    found = _IN_EVENT.fullmatch(problem.where)
    if found is None or int(found[1]) >= len(history.events):
        of_birth = [*rows.get("birth", ()), *rows.get("header", ())] if problem.where == "date_of_birth" else []
        row = of_birth[0] if of_birth else episodes[0]
        named = "" if problem.where.startswith("events") else f" ({problem.where})"
        return replace(problem, where=f"{row.where}{named}")
    return replace(problem, where=(_row_of(history.events[int(found[1])], rows) or episodes[0]).where)


def _row_of(event: Event, rows: Mapping[str, Sequence[Row]]) -> Row | None:
    kind = "review" if isinstance(event, ReviewHeld) else "episode"
    return next((row for column in _DAYS[kind] for row in rows.get(kind, ()) if read_day(row.cell(column)) == event.on), None)
