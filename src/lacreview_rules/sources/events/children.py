"""The rows of one child as a history: read as the history format reads a file, every problem told by its cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.errors import HistoryError, Problem, at_most
from lacreview_rules.files.typed_days import Moment
from lacreview_rules.histories.json import parse_history
from lacreview_rules.sources.events.cells import NotRead
from lacreview_rules.sources.events.columns import OF_THE_CHILD, idle, known_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.files.sheets import Headed
    from lacreview_rules.histories.history import History

_TWO_TIMES = NotRead("it is not the time that stands behind the day of the event", "leave one of the two")
_IN_EVENT = re.compile(r"events\[([0-9]+)\](?:\.(\w+))?.*")


class EventRow(NamedTuple):
    """One row of a table.

    Attributes:
        headed: the table.
        number: the number of the row in it.
        cells: what its filled cells say, by column.
    """

    headed: Headed
    number: int
    cells: dict[str, Any]

    def put(self, column: str, value: Any) -> None:
        """Take up what a cell says; a time that stands behind the day of an event is the event's own."""
        if not isinstance(value, Moment):
            clock = self.cells.get(column)
            self.cells[column] = value if clock is None or isinstance(value, NotRead) or value == clock else _TWO_TIMES
            return
        self.cells[column] = value.day.isoformat()
        if value.at is not None and column == "on":
            self.put("at", value.at.isoformat("auto" if value.at.second else "minutes"))

    def place(self, column: str = "") -> str:
        """Where the row, or a cell of it, stands."""
        return self.headed.place(self.number, column)


def history_of(child: str, events: list[EventRow], about: list[EventRow], source: str) -> History:
    """The history of one child.

    Args:
        child: the identifier.
        events: the rows that are events.
        about: the rows of the sheet of children.
        source: what the file is called in a message.

    Raises:
        HistoryError: it cannot be read so; every problem is told by its cell.
    """
    rows = [*about, *events]
    problems = [
        _Told(place, name, Problem(row.place(name), value.what, value.remedy))
        for place, row in enumerate(rows)
        for name, value in row.cells.items()
        if isinstance(value, NotRead) and name != "child"
    ]
    record: dict[str, Any] = {"child": child, "events": [_event(row) for row in events]}
    where: dict[str, EventRow] = {}
    for name in OF_THE_CHILD[1:]:
        for place, row in enumerate(rows):
            value = row.cells.get(name)
            if value is None or isinstance(value, NotRead):
                continue
            if name not in where:
                where[name] = row
                record[name] = value
            elif value != record[name]:
                what = f"it is not the same as at {where[name].place(name)}, in a row of the same child"
                remedy = "leave one value for the child, in all its rows or in one"
                problems.append(_Told(place, name, Problem(row.place(name), what, remedy)))
    record.pop("profile", None)
    records = record.get("records")
    if isinstance(records, str):
        record["records"] = [] if records == "none" else [records]
    try:
        history = parse_history(record)
    except HistoryError as error:
        unread = {(one.row, one.column) for one in problems}
        found = [_told_in(problem, rows, events, where) for problem in error.problems]
        problems += [one for one in found if not {(one.row, one.column), (one.row, "event")} & unread]
    else:
        if not problems:
            return history
    raise HistoryError(at_most([one.problem for one in sorted(problems, key=lambda one: one.order(rows))]), source)


class _Told(NamedTuple):
    """A problem of a child's rows: which of them it is in, from 0, and in which column."""

    row: int
    column: str
    problem: Problem

    def order(self, rows: list[EventRow]) -> tuple[bool, int, int]:
        """Down the table, as its reader goes to mend it; what stands for others comes last."""
        at = rows[self.row].headed.columns.at
        return (bool(self.problem.others), self.row, at.get(self.column, len(at)))


def _event(row: EventRow) -> dict[str, Any]:
    """A row as an event of a file: its filled cells, but for those that say nothing of an event of its kind."""
    event = {name: value for name, value in row.cells.items() if name not in OF_THE_CHILD}
    known = known_keys().get(event.get("event", ""), frozenset())
    return {name: value for name, value in event.items() if name in known or name not in idle() or value is not idle()[name]}


def _told_in(problem: Problem, rows: list[EventRow], events: list[EventRow], where: dict[str, EventRow]) -> _Told:
    """A problem of a child's rows, with its place as a cell."""
    name = problem.where.partition("[")[0]
    if name in OF_THE_CHILD:
        row = where.get(name, rows[0])
        return _Told(rows.index(row), name, Problem(row.place(name), problem.what, problem.remedy, problem.others))
    found = _IN_EVENT.fullmatch(problem.where)
    place = int(found[1]) if found is not None and int(found[1]) < len(events) else 0
    told = told_by_cell(problem, rows[-1].headed, [row.number for row in events])
    return _Told(min(len(rows) - len(events) + place, len(rows) - 1), (found[2] or "") if found is not None else "", told)


def told_by_cell(problem: Problem, headed: Headed, numbers: Sequence[int]) -> Problem:
    """A problem of a history, with its place as a cell of the table of events.

    Args:
        problem: as the history format tells it.
        headed: the table.
        numbers: the row of each event.
    """
    found = _IN_EVENT.fullmatch(problem.where)
    if found is None or int(found[1]) >= len(numbers):
        if not numbers or not problem.where:
            return problem
        named = "" if problem.where == "events" else f" ({problem.where})"
        return Problem(f"{headed.place(numbers[0])}{named}", problem.what, problem.remedy, problem.others)
    place, key = headed.place(numbers[int(found[1])], found[2] or ""), found[2]
    return Problem(f"{place} ({key})" if key and key not in headed.columns.at else place, problem.what, problem.remedy, problem.others)
