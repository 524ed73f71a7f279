"""The children of a caseload from several files of histories, each child once.

A record is a history with keys more, if wanted: ``profile``, the id of the child's profile, ``reviews_from``, the day from
which on every review is recorded, and ``team`` and ``worker``, by which lists are grouped. A child who comes a second time
with the same record counts once. With another record the second is refused, and nothing of it is used: which of two
contradicting histories is true is not for a program to say, and a mixture of both would be true of nobody.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.caseload.teams import Team
from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.files.caseload_keys import taken_keys
from lacreview_rules.files.json_records import ONE_A_LINE, json_lines, json_records
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from typing import BinaryIO

    from lacreview_rules.histories.history import History


_said = json.JSONEncoder(sort_keys=True).encode


class ChildRecord(NamedTuple):
    """One child of a caseload.

    Attributes:
        where: the place of the record: the file and the line.
        history: the child's events.
        profile: the id of the profile that the record names; None if it names none.
        reviews_from: the day from which on every review is recorded; None if the record does not say.
        team: the team and worker that the record names.
    """

    where: str
    history: History
    profile: str | None = None
    reviews_from: date | None = None
    team: Team = Team()


class SameAgain(NamedTuple):
    """A record that says of a child exactly what an earlier one said: it counts once."""

    where: str
    earlier: str


Read = ChildRecord | SameAgain | HistoryError


class ChildrenOnce:
    """Reads one source after another and lets each child through once.

    Only a short digest of each record is kept.

    Example:
        >>> import io
        >>> line = b'{"child": "A123", "events": []}' + chr(10).encode()
        >>> [type(read).__name__ for read in ChildrenOnce().from_lines("one", io.BytesIO(line + line))]
        ['ChildRecord', 'SameAgain']
    """

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str, bytes]] = {}

    def from_path(self, path: Path) -> Iterator[Read]:
        """The children of one file: JSON Lines, or one history, or a list of them.

        What cannot be read comes as the error that says so; it is never raised.
        """
        try:
            if path.suffix.lower() in ONE_A_LINE:
                with path.open("rb") as file:
                    yield from self.from_lines(str(path), file)
            else:
                for where, content in json_records(path):
                    yield self._once(where, content)
        except OSError as error:
            reason = error.strerror or "it is not a file"
            yield HistoryError([Problem("", f"the file cannot be read: {reason}", "check the path")], str(path))
        except InputError as error:
            yield HistoryError(error.problems, error.source)

    def from_lines(self, name: str, stream: BinaryIO) -> Iterator[Read]:
        """The children of a stream with one history a line."""
        for where, content in json_lines(name, stream):
            yield self._once(where, content)

    def _once(self, where: str, content: Any) -> Read:
        if isinstance(content, Problem):
            return HistoryError([content], where)
        problems: list[Problem] = []
        profile, reviews_from, *names = taken_keys(content, problems)
        team = Team(*names)
        try:
            history = parse_history(content, where)
        except HistoryError as error:
            return HistoryError([*problems, *error.problems], where)
        if problems:
            return HistoryError(problems, where)
        digest = _digest(content, profile, reviews_from, team)
        earlier = self._seen.setdefault(history.child, (where, digest))
        if earlier[0] == where:
            return ChildRecord(where, history, profile, reviews_from, team)
        if earlier[1] == digest:
            return SameAgain(where, earlier[0])
        what = f"the same child was at {earlier[0]} already, with another record; that one was used and this one was not"
        return HistoryError([Problem("child", what, "put all events of a child into one history")], where)


def _digest(content: dict[str, Any], profile: str | None, reviews_from: date | None, team: Team) -> bytes:
    """What tells two records of one child apart; the order of the events does not."""
    events = sorted(_said(event) for event in content.get("events", ()))
    rest = {key: value for key, value in content.items() if key != "events"}
    said = _said([rest, events, profile, reviews_from and reviews_from.isoformat(), team])
    return sha256(said.encode()).digest()[:16]
