"""Which child is with which team and worker: a table in a file, as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.headings import Names, misspelt_name
from lacreview_rules.files.sheets import CsvTable, broken_off, headed
from lacreview_rules.files.workbook_parts import column_letters
from lacreview_rules.files.workbooks import NoValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.files.sheets import Headed
    from lacreview_rules.files.workbooks import Cell

_COLUMNS = {"child": Names(("child", "childid")), "team": Names(("team",)), "worker": Names(("worker",))}
_NOT_THERE = Problem("", "no row names the columns child, and team or worker", "name them in the first row")


class Team(NamedTuple):
    """The team and the worker of a child; empty where neither is named."""

    team: str = ""
    worker: str = ""

    def filled_from(self, other: Team | None) -> Team:
        """The same with what it does not name as another does.

        Example:
            >>> Team("North").filled_from(Team("South", "A. Green"))
            Team(team='North', worker='A. Green')
        """
        return self if other is None else Team(self.team or other.team, self.worker or other.worker)


class Teams(NamedTuple):
    """A file of teams.

    Attributes:
        by_child: the team and worker of each child.
        remarks: what is to be said of its headings.
    """

    by_child: dict[str, Team]
    remarks: tuple[Problem, ...] = ()


def read_teams(content: bytes, source: str) -> Teams:
    r"""The team and worker of each child.

    Args:
        content: CSV with the column ``child`` and ``team``, ``worker`` or both among its own, separated by commas, semicolons or
            tabs.
        source: its name, for messages.

    Raises:
        InputError: it cannot be read, two columns may be the same, or a child has two teams or workers; every problem is listed,
            by its row, never by the child.

    Example:
        >>> read_teams(b"child,team,worker\nA123,North,A. Green\n", "teams.csv").by_child
        {'A123': Team(team='North', worker='A. Green')}
    """
    table = CsvTable(Path(source), content)
    found = headed(table, _COLUMNS, ("child",))
    if found is None or "child" not in found.columns.at:
        raise InputError([_NOT_THERE], source)
    problems = [*_columns_twice(found)]
    first: dict[str, tuple[int, Team]] = {}
    for number, cells in found.rows:
        if (wrong := _wrong_row(found, number, cells)) is not None:
            problems.append(wrong)
            continue
        child, *names = (_cell(found, cells, name) for name in _COLUMNS)
        row, before = first.setdefault(child, (number, Team(*names)))
        if before != Team(*names):
            what = f"the child has another team or worker at row {row}"
            problems.append(Problem(found.place(number), what, "leave one of the two"))
    problems += broken_off([table])
    if problems:
        raise InputError(problems, source)
    return Teams({child: team for child, (_, team) in first.items()}, tuple(_of_headings(found)))


def _columns_twice(found: Headed) -> Iterator[Problem]:
    """The columns that cannot be told apart: two of one name, or one beside another that may be it misspelt."""
    pairs = [(name, first, place) for name, first, place in found.columns.twice]
    for place in found.columns.others:
        name = misspelt_name(found.headings[place], _COLUMNS)
        if name is not None:
            pairs.append((name, found.columns.at[name], place))
    for name, first, place in pairs:
        where = f"{found.place(found.heading)}, column {column_letters(place + 1)}"
        what = f"the heading means {name}, or may, and so does that of column {column_letters(first + 1)}"
        yield Problem(where, what, "leave one of the two columns, or give it another heading")


def _of_headings(found: Headed) -> Iterator[Problem]:
    """What was taken for a column although it is not called so, and what was not read."""
    for name in found.columns.misspelt:
        yield Problem(found.place(found.heading, name), "the heading is misspelt; it was taken for this column", "correct it")
    for place in found.columns.others:
        where = f"{found.place(found.heading)}, column {column_letters(place + 1)}"
        yield Problem(where, "the heading names nothing that is read", "leave the column out, or correct its heading")


def _wrong_row(found: Headed, number: int, cells: list[Cell]) -> Problem | None:
    spoilt = next((cell for cell in cells if isinstance(cell, NoValue)), None)
    if spoilt is not None:
        return Problem(found.place(number), spoilt.why, "correct them")
    if any(cells[len(found.headings) :]):
        what = f"it has more cells than the {len(found.headings)} headings"
        return Problem(found.place(number), what, "put what holds a comma, a semicolon or a tab in quotation marks, or name the column")
    if not _cell(found, cells, "child"):
        return Problem(found.place(number, "child"), "it is empty", "fill it in, or remove the row")
    return None


def _cell(found: Headed, cells: list[Cell], name: str) -> str:
    place = found.columns.at.get(name)
    return "" if place is None or place >= len(cells) else found.table.text(cells[place])
