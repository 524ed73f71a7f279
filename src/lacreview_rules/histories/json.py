"""Histories as JSON: one child's record read, written and described, and files of them.

What is wrong is told by its place ("events[3].on"). No message holds a value from the file, because any of them
may be a child's detail; a misspelt word is repeated only where it is close to a known one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from lacreview_rules.arguments import check_type
from lacreview_rules.errors import HistoryError, InputError, Problem, at_most
from lacreview_rules.files.json_records import json_records, json_records_in, read_content
from lacreview_rules.histories.event_records import event_record
from lacreview_rules.histories.history import History
from lacreview_rules.histories.models import WrittenHistory
from lacreview_rules.histories.problems import keys_twice, problems_of
from lacreview_rules.histories.validated import event_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def parse_history(record: object, where: str = "history") -> History:
    """One child's history from a JSON-ready record: the history contract.

    Args:
        record: the object with the keys ``child``, ``events`` and, where known, ``date_of_birth``.
        where: what the record is called in an error: a file and line, for instance.

    Raises:
        HistoryError: the record cannot be read; `problems` lists everything wrong with it. Whether what it
            tells is possible, and whether the profile knows its words, is for `build_schedule` to say.

    Example:
        >>> history = parse_history({"child": "A123", "events": [{"event": "review-held", "on": "2026-01-14"}]})
        >>> history.events[0].on
        datetime.date(2026, 1, 14)
    """
    check_type("where", where, str)
    problems = keys_twice(record)
    try:
        written = WrittenHistory.model_validate(record)
    except ValidationError as error:
        raise HistoryError(at_most([*problems, *problems_of(error, record)]), where) from None
    if written.reviews_before is not None and written.record_starts is None:
        what = "it does not say which day those reviews were held before"
        problems.append(Problem("reviews_before", what, "add record_starts, or leave it out"))
    if problems:
        raise HistoryError(at_most(problems), where)
    events = [event_of(vars(model)) for model in written.events]
    return History(written.child, events, written.date_of_birth, written.records, written.record_starts, written.reviews_before)


def history_record(history: History) -> dict[str, Any]:
    """A history as the JSON-ready record that `parse_history` reads, defaults left out.

    Example:
        >>> history_record(parse_history({"child": "A123", "events": []}))
        {'child': 'A123', 'events': []}
    """
    check_type("history", history, History)
    record: dict[str, Any] = {"child": history.child}
    if history.date_of_birth is not None:
        record["date_of_birth"] = history.date_of_birth.isoformat()
    if history.records is not None:
        record["records"] = list(history.records)
    if history.record_starts is not None:
        record["record_starts"] = history.record_starts.isoformat()
    if history.reviews_before is not None:
        record["reviews_before"] = history.reviews_before
    record["events"] = [event_record(event) for event in history.events]
    for event, written in zip(history.events, record["events"], strict=True):
        if event.at is not None and (event.at.second or event.at.microsecond):
            written["at"] = event.at.isoformat()
    return record


def read_histories(path: str | Path) -> Iterator[History | HistoryError]:
    """The histories in a file, one after another, each broken one as the error that says what is wrong with it.

    A ``.jsonl`` or ``.ndjson`` file holds one history on each line, and is read a line at a time whatever its size: only
    the children's identifiers are kept. Any other file may do the same, or hold one history, or a list of them;
    such a file is read whole, up to 32 MB.

    Yields:
        A `History`, or a `HistoryError` whose `source` names the file and the line (or the number in the list):
        text that is not JSON, a record that cannot be read, a child who was there before.

    Raises:
        HistoryError: the file as a whole cannot be read: it is missing, empty, no text, too large, not JSON.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "children.jsonl"
        ...     _ = file.write_text('{"child": "A123", "events": []}', encoding="utf-8")
        ...     [history.child for history in read_histories(file)]
        ['A123']
    """
    check_type("path", path, str, Path)
    try:
        return histories_of_records(json_records(Path(path)))
    except InputError as error:
        raise HistoryError(error.problems, error.source) from None


def histories_in(content: bytes, name: str) -> Iterator[History | HistoryError]:
    """The histories in some bytes that are in memory already, as `read_histories` those in a file.

    Args:
        content: one history, a list of them, or one on each line.
        name: what the content is called in messages.

    Raises:
        HistoryError: the content as a whole cannot be read: it is empty, no text, too large, not JSON.

    Example:
        >>> [history.child for history in histories_in(b'{"child": "A123", "events": []}', "standard input")]
        ['A123']
    """
    try:
        return histories_of_records(json_records_in(content, name))
    except InputError as error:
        raise HistoryError(error.problems, error.source) from None


def histories_of_records(read: Iterator[tuple[str, Any]]) -> Iterator[History | HistoryError]:
    """Read each record, given with its place; a child who was there before is an error, as half of a history is worse than none."""
    first: dict[str, str] = {}
    for place, content in read:
        history = history_in(content, place)
        yield history if isinstance(history, HistoryError) else again(first, history.child, place) or history


def history_in(content: Any, place: str) -> History | HistoryError:
    """The history in a record, or what is wrong with it.

    Args:
        content: what JSON has there, the `Problem` with it, or the bytes of a line.
        place: where it stands.

    Example:
        >>> history_in(b'{"child": "A123", "events": []}', "line 3").child
        'A123'
    """
    found = read_content(content)
    if isinstance(found, Problem):
        return HistoryError([found], place)
    try:
        return parse_history(found, place)
    except HistoryError as error:
        return error


def again(first: dict[str, str], child: str, place: str) -> HistoryError | None:
    """What is said of a child who was there before; None of one who comes for the first time.

    Args:
        first: where each child was; it takes up this place.
        child: the identifier.
        place: where the child is now.

    Example:
        >>> places = {}
        >>> [again(places, "A123", place) is None for place in ("line 1", "line 2")]
        [True, False]
    """
    if child not in first:
        first[child] = place
        return None
    what = f"the same child was at {first[child]} already"
    return HistoryError([Problem("child", what, "put all events of a child into one history")], place)
