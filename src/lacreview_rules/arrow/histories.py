"""The rows of whole children read as histories.

Rows that are plainly right become events at once. A child with anything else is read as the history format reads a
file, so that the checks and the words for what is wrong are the same; only places are told as rows of the table.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.arrow.cells import MOMENT, Cells
from lacreview_rules.arrow.event_columns import EVENT_COLUMNS, IDLE, KEYS, OF_THE_CHILD, OTHER_KEYS, Keys
from lacreview_rules.errors import HistoryError, Problem
from lacreview_rules.histories.events import OtherEvent
from lacreview_rules.histories.history import History
from lacreview_rules.histories.json import parse_history
from lacreview_rules.histories.models import KIND_PATTERN, LONGEST_TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lacreview_rules.arrow.whole_children import Part, Rows

_OF_EVERY_ROW = (*OF_THE_CHILD, "event", "on")
_OF_THE_RECORD = ("date_of_birth", "record_starts", "reviews_before", "records")
_IN_EVENT = re.compile(r"events\[([0-9]+)\]")


class ChildRead(NamedTuple):
    """One child of a table.

    Attributes:
        child: the identifier, where there is one.
        first: the row at which the child's rows begin.
        history: what they say; None where they cannot be used.
        profile: the profile they name, if they name one.
        problems: why they cannot be used.
    """

    child: str | None
    first: int
    history: History | None
    profile: str | None = None
    problems: tuple[Problem, ...] = ()


def read_children(part: Part) -> Iterator[ChildRead]:
    """Each child of some rows, in their order."""
    table = _Columns(part)
    for child, start, stop in part.runs:
        yield table.child(child, start, stop)


class _Columns:
    """The columns of some rows as Python values.

    Attributes:
        more: for each row, what it holds beside the kind of event and its day.
        doubtful: the rows with a cell that is not plainly right.
    """

    def __init__(self, part: Part) -> None:
        self.rows = part.rows
        present = {name for piece in part.pieces for name in piece.schema.names}
        self.cells: dict[str, Cells] = {name: _joined(name, part.pieces) for name in EVENT_COLUMNS if name in present}
        self.more: dict[int, dict[str, Any]] = {}
        for name in self.cells:
            if name not in _OF_EVERY_ROW:
                self._gather(name)
        self.doubtful = {row for cells in self.cells.values() for row in cells.doubtful}
        self.keys: dict[str | None, Keys | None] = {kind: _keys_of(kind) for kind in set(self.cells["event"].values)}

    def _gather(self, name: str) -> None:
        idle = IDLE.get(name)
        for row, value in enumerate(self.cells[name].values):
            if value is not None and value is not idle:
                self.more.setdefault(row, {})[name] = value

    def child(self, child: str | None, start: int, stop: int) -> ChildRead:
        """The child whose rows stand from `start` to before `stop`."""
        if child is None:
            several = f"; it is so in {stop - start} rows" if stop - start > 1 else ""
            problem = Problem(f"{self.rows.place(start)}.child", f"it is missing{several}", "fill it in")
            return ChildRead(None, start, None, None, (problem,))
        problems: list[Problem] = []
        told = {name: self._same(name, start, stop, problems) for name in _OF_THE_RECORD if name in self.cells}
        profile = self._same("profile", start, stop, problems)
        plain = self.doubtful.isdisjoint(range(start, stop))
        history = None if problems or not plain else self._at_once(child, told, start, stop)
        if history is None:
            wrong: set[tuple[str, int]] = set()
            if not plain:
                problems += self._wrong_of_the_record(start, stop, wrong)
            try:
                history = self._as_from_a_file(child, start, stop, wrong)
            except HistoryError as error:
                problems += (told_by_row(self._of_a_moment(problem, start), self.rows, start) for problem in error.problems)
        return ChildRead(child, start, None if problems else history, profile, tuple(problems))

    def _same(self, name: str, start: int, stop: int, problems: list[Problem]) -> Any:
        """The one value that a column has in all rows of a child that have one."""
        if name not in self.cells:
            return None
        found = set(self.cells[name].values[start:stop])
        found.discard(None)
        if len(found) > 1:
            first, other = self._first_two(name, start, stop)
            what = f"it is not the same as at {self.rows.place(first)}, in a row of the same child"
            problems.append(Problem(f"{self.rows.place(other)}.{name}", what, "leave one value for the child, in all its rows or in one"))
        return next(iter(found), None)

    def _first_two(self, name: str, start: int, stop: int) -> tuple[int, int]:
        values = self.cells[name].values
        first = next(row for row in range(start, stop) if values[row] is not None)
        return first, next(row for row in range(first, stop) if values[row] not in (None, values[first]))

    def _at_once(self, child: str, told: dict[str, Any], start: int, stop: int) -> History | None:
        """The history, if every row is plainly right."""
        events = []
        kinds, days, keys_of, more_of = self.cells["event"].values, self.cells["on"].values, self.keys, self.more
        for row in range(start, stop):
            keys, day = keys_of[kinds[row]], days[row]
            if keys is None or day is None:
                return None
            more = more_of.get(row)
            if more is None:
                if keys.needed:
                    return None
                more = {}
            elif not (keys.needed <= more.keys() <= keys.known):
                return None
            if keys is OTHER_KEYS:
                events.append(OtherEvent(event=kinds[row], on=day, **more))
            else:
                events.append(keys.make(on=day, **more))
        without_day = told.get("reviews_before") is not None and told.get("record_starts") is None
        return History(child, events, **told) if child.strip() and len(child) <= LONGEST_TEXT and not without_day else None

    def _wrong_of_the_record(self, start: int, stop: int, wrong: set[tuple[str, int]]) -> Iterator[Problem]:
        """What cannot be read among the cells of which the child has one value, each value once; `wrong` takes their columns and rows."""
        for name in _OF_THE_RECORD:
            doubtful = self.cells[name].doubtful if name in self.cells else {}
            told: set[str] = set()
            for row in (row for row in range(start, stop) if row in doubtful):
                found = _wrong_with(name, doubtful[row])
                if found:
                    wrong.add((name, row))
                if repr(doubtful[row]) not in told:
                    told.add(repr(doubtful[row]))
                    yield from (replace(problem, where=f"{self.rows.place(row)}.{name}") for problem in found)

    def _as_from_a_file(self, child: str, start: int, stop: int, wrong: set[tuple[str, int]]) -> History:
        """The history as the history format reads it from a file.

        Raises:
            HistoryError: it cannot be read so.
        """
        record: dict[str, Any] = {"child": child, "events": [self._event(row) for row in range(start, stop)]}
        for name in _OF_THE_RECORD:
            if name in self.cells:
                rows = (row for row in range(start, stop) if (name, row) not in wrong)
                value = next((value for row in rows if (value := self._raw(name, row)) is not None), None)
                record[name] = list(value) if isinstance(value, tuple) else value
        return parse_history(record)

    def _of_a_moment(self, problem: Problem, start: int) -> Problem:
        """A day that stands as a timestamp with a time may be the day after: who leaves the time out would have it a day early."""
        found = _IN_EVENT.match(problem.where)
        cells = self.cells.get(problem.where[found.end() + 1 :]) if found else None
        if found is None or cells is None or cells.doubtful.get(start + int(found[1])) != MOMENT:
            return problem
        remedy = "if it is a moment, make it a date in the zone in which it was recorded; if it is not, leave the time out"
        return replace(problem, remedy=remedy)

    def _raw(self, name: str, row: int) -> Any:
        cells = self.cells[name]
        return cells.doubtful.get(row, cells.values[row])

    def _event(self, row: int) -> dict[str, Any]:
        """A row as an event of a file: its filled cells, but for those that say nothing."""
        event = {name: value for name in self.cells if name not in OF_THE_CHILD and (value := self._raw(name, row)) is not None}
        keys = self.keys[self.cells["event"].values[row]]
        known = OTHER_KEYS.known if keys is None else keys.known
        return {name: value for name, value in event.items() if name in known or name not in IDLE or value is not IDLE[name]}


def _wrong_with(name: str, value: Any) -> list[Problem]:
    """What is wrong with a value of a child's record, as the history format has it."""
    try:
        parse_history({"child": "A", "events": [], name: value})
    except HistoryError as error:
        return [problem for problem in error.problems if problem.where.startswith(name)]
    return []


def _joined(name: str, pieces: Sequence[Any]) -> Cells:
    """A column of several pieces, of which some may not have it."""
    read = EVENT_COLUMNS[name].read
    values: list[Any] = []
    doubtful: dict[int, Any] = {}
    for piece in pieces:
        if name not in piece.schema.names:
            values += [None] * len(piece)
            continue
        cells = read(piece.column(name))
        doubtful.update((len(values) + row, cell) for row, cell in cells.doubtful.items())
        values += cells.values
    return Cells(values, doubtful)


def _keys_of(kind: str | None) -> Keys | None:
    """What an event of a kind is made with; None where that is not how a kind is written."""
    if kind is None:
        return None
    return KEYS.get(kind) or (OTHER_KEYS if re.match(KIND_PATTERN, kind) else None)


def told_by_row(problem: Problem, rows: Rows, start: int) -> Problem:
    """A problem of a history, with its place as a row of the table: events[2].on is rows[17].on.

    What is wrong with the child as a whole is told at its first row.
    """
    found = _IN_EVENT.match(problem.where)
    if found is None:
        where = f"{rows.place(start)}.{problem.where}" if problem.where and problem.where != "events" else rows.place(start)
    else:
        where = rows.place(start + int(found[1])) + problem.where[found.end() :]
    return Problem(where, problem.what, problem.remedy)
