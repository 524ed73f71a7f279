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
from lacreview_rules.files.json_records import ONE_A_LINE, read_content, unread_lines, unread_records
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
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
        digest: what tells it apart from another record of the same child.
    """

    where: str
    history: History
    profile: str | None = None
    reviews_from: date | None = None
    team: Team = Team()
    digest: bytes = b""


class SameAgain(NamedTuple):
    """A record that says of a child exactly what an earlier one said: it counts once."""

    where: str
    earlier: str


Read = ChildRecord | SameAgain | HistoryError
Unread = tuple[str, Any] | HistoryError
"""The place of a record and what stands there, not read yet (see `child_record`); or why there is none."""


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
        return self.each(unread_children(path))

    def from_lines(self, name: str, stream: BinaryIO) -> Iterator[Read]:
        """The children of a stream with one history on each line."""
        return self.each(unread_lines(name, stream))

    def each(self, records: Iterable[Unread]) -> Iterator[Read]:
        """The children of records that are cut apart and not read."""
        return map(self._once, records)

    def again(self, where: str, child: str, digest: bytes) -> SameAgain | HistoryError | None:
        """What a record is of a child who was there before; None of one who comes for the first time."""
        earlier = self._seen.get(child)
        if earlier is None:
            self._seen[child] = where, digest
            return None
        if earlier[1] == digest:
            return SameAgain(where, earlier[0])
        what = f"the same child was at {earlier[0]} already, with another record; that one was used and this one was not"
        return HistoryError([Problem("child", what, "put all events of a child into one history")], where)

    def _once(self, unread: Unread) -> Read:
        found = unread if isinstance(unread, HistoryError) else child_record(*unread)
        return found if isinstance(found, HistoryError) else self.again(found.where, found.history.child, found.digest) or found


def unread_children(path: Path) -> Iterator[Unread]:
    """The records of one file, cut apart: JSON Lines, or one history, or a list of them.

    What cannot be read comes as the error that says so; it is never raised.
    """
    try:
        if path.suffix.lower() in ONE_A_LINE:
            with path.open("rb") as file:
                yield from unread_lines(str(path), file)
        else:
            yield from unread_records(path)
    except OSError as error:
        reason = error.strerror or "it is not a file"
        yield HistoryError([Problem("", f"the file cannot be read: {reason}", "check the path")], str(path))
    except InputError as error:
        yield HistoryError(error.problems, error.source)


def child_record(where: str, unread: Any) -> ChildRecord | HistoryError:
    """The child of one record, or what is wrong with it.

    Args:
        where: the place of the record.
        unread: what JSON has there, the `Problem` with it, or the bytes of a line.

    Example:
        >>> child_record("line 1", b'{"child": "A123", "profile": "newham", "events": []}').profile
        'newham'
    """
    content = read_content(unread)
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
    return ChildRecord(where, history, profile, reviews_from, team, _digest(content, profile, reviews_from, team))


def _digest(content: dict[str, Any], profile: str | None, reviews_from: date | None, team: Team) -> bytes:
    """What tells two records of one child apart; the order of the events does not."""
    events = content["events"]
    by_day = {(event["on"], event["event"]): event for event in events}
    in_order = sorted(by_day) if len(by_day) == len(events) else ()  # said one by one, they take three times as long
    told = [by_day[key] for key in in_order] or sorted(map(_said, events))
    rest = {key: value for key, value in content.items() if key != "events"}
    said = _said([rest, told, profile, reviews_from and reviews_from.isoformat(), team])
    return sha256(said.encode()).digest()[:16]
