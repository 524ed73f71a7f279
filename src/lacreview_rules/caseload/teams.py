"""Which child is with which team and worker: a table in a file, as CSV."""

from __future__ import annotations

from typing import NamedTuple

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.child_tables import ChildTable


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
    table = ChildTable(content, source, ["team", "worker"], "child, and team or worker")
    problems: list[Problem] = []
    first: dict[str, tuple[str, Team]] = {}
    for place, child, names in table.rows():
        row, before = first.setdefault(child, (place, Team(*names)))
        if before != Team(*names):
            problems.append(Problem(place, f"the child has another team or worker at {row}", "leave one of the two"))
    if table.problems or problems:
        raise InputError([*table.problems, *problems], source)
    return Teams({child: team for child, (_, team) in first.items()}, tuple(table.remarks()))
