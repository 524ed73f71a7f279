"""Where in an SSD an event of a history stands: the row of a table whose day it has."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev
from lacreview_rules.sources.ssd import layout
from lacreview_rules.sources.ssd.days import read_day

if TYPE_CHECKING:
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.sources.ssd.rows import Child, Row

_IN_EVENT = re.compile(r"events\[([0-9]+)\].*")
_TABLES: dict[type[ev.Event], tuple[str, ...]] = {
    ev.ReviewHeld: (layout.REVIEWS,),
    ev.OtherEvent: (layout.MISSING,),
    ev.LegalStatusChanged: (layout.LEGAL_STATUS, layout.EPISODES),
    ev.PlacementMoved: (layout.PLACEMENT, layout.EPISODES),
    ev.PlacedForAdoption: (layout.PLACEMENT, layout.EPISODES, layout.PERMANENCE),
    ev.AuthorisedForAdoption: (layout.LEGAL_STATUS, layout.EPISODES, layout.PERMANENCE),
}


def by_row(problem: Problem, history: History, child: Child) -> Problem:
    """A problem of a history, with its place as a row of a table; what no row tells of is told by the first episode.

    Args:
        problem: as the engine tells it.
        history: the child's.
        child: the rows that it was made of.
    """
    episodes = child.tables.get(layout.EPISODES, [])
    if not episodes or not problem.where:
        return problem
    found = _IN_EVENT.fullmatch(problem.where)
    if found is None or int(found[1]) >= len(history.events):
        row = (
            next(iter(child.tables.get(layout.PERSON) or child.tables.get(layout.MOTHERS, [])), episodes[0])
            if problem.where == "date_of_birth"
            else episodes[0]
        )
        named = "" if problem.where.startswith("events") else f" ({problem.where})"
        return replace(problem, where=f"{row.where}{named}")
    return replace(problem, where=(_row_of(history.events[int(found[1])], child) or episodes[0]).where)


def _row_of(event: ev.Event, child: Child) -> Row | None:
    tables = _TABLES.get(type(event), (layout.EPISODES,))
    if isinstance(event, ev.TaskDone):
        tables = tuple(name for name, table in layout.tables().items() if event.task in table.records)
    rows = (row for name in tables for row in child.tables.get(name, []))
    return next((row for row in rows if any(read_day(cell) == event.on for cell in row.cells.values() if cell)), None)
