"""Which child is with which team and worker: a table in a file, as CSV."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from lacreview_rules.errors import InputError, Problem

_NAMES = ("team", "worker")


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


def read_teams(content: bytes, source: str) -> dict[str, Team]:
    r"""The team and worker of each child.

    Args:
        content: CSV with the column ``child`` and ``team``, ``worker`` or both among its own, separated by commas, semicolons or
            tabs.
        source: its name, for messages.

    Raises:
        InputError: it cannot be read, or a child has two teams or workers; every problem is listed, by its line, never by the
            child.

    Example:
        >>> read_teams(b"child,team,worker\nA123,North,A. Green\n", "teams.csv")
        {'A123': Team(team='North', worker='A. Green')}
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError([Problem("", f"byte {error.start} is not UTF-8 text", "save the file as UTF-8")], source) from None
    head = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    problems: list[Problem] = []
    found: dict[str, tuple[int, Team]] = {}
    columns: dict[str, int] | None = None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if columns is None:
                columns = {cell.lower(): place for place, cell in enumerate(cells)}
                if "child" not in columns or not any(name in columns for name in _NAMES):
                    what = "the columns child, and team or worker, are not there"
                    raise InputError([Problem("line 1", what, "name them in the first line")], source)
                continue
            child, *names = (_cell(cells, columns.get(name)) for name in ("child", *_NAMES))
            if not child:
                problems.append(Problem(f"line {reader.line_num}", "child is empty", "fill it in, or remove the line"))
                continue
            line, before = found.setdefault(child, (reader.line_num, Team(*names)))
            if before != Team(*names):
                what = f"the child has another team or worker at line {line}"
                problems.append(Problem(f"line {reader.line_num}", what, "leave one of the two"))
    except csv.Error:
        what = "not valid CSV: a cell is too long, or holds a character that is no text"
        problems.append(Problem(f"line {reader.line_num}", what, "mend that line; check the quotation marks"))
    if columns is None and not problems:
        problems.append(Problem("", "the file is empty", "check that it is the right file"))
    if problems:
        raise InputError(problems, source)
    return {child: team for child, (_, team) in found.items()}


def _cell(cells: list[str], place: int | None) -> str:
    return "" if place is None or place >= len(cells) else cells[place]
