"""Histories as JSON: one child's record read, written and described, and files of them.

What is wrong is told by its place ("events[3].on"). No message holds a value from the file, because any of them
may be a child's detail; a misspelt word is repeated only where it is close to a known one.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from lacreview_rules.errors import HistoryError, Problem, at_most
from lacreview_rules.histories.events import BUILT_IN, OtherEvent, event_record
from lacreview_rules.histories.history import History
from lacreview_rules.histories.models import WrittenHistory
from lacreview_rules.histories.problems import keys_twice, parsed_json, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_MOST_BYTES = 32_000_000  # a JSON file is read whole: this is some 30,000 histories
_LONGEST_LINE = 8_000_000  # bytes in one history
_HEAD = 65_536
_BOM = b"\xef\xbb\xbf"


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
    problems = keys_twice(record)
    try:
        written = WrittenHistory.model_validate(record)
    except ValidationError as error:
        raise HistoryError(at_most([*problems, *problems_of(error, record)]), where) from None
    if problems:
        raise HistoryError(at_most(problems), where)
    events = []
    for model in written.events:
        values = dict(model)
        cls = BUILT_IN.get(values["event"], OtherEvent)
        if cls is not OtherEvent:
            del values["event"]
        events.append(cls(**values))
    return History(written.child, events, written.date_of_birth, written.records)


def history_record(history: History) -> dict[str, Any]:
    """A history as the JSON-ready record that `parse_history` reads, defaults left out.

    Example:
        >>> history_record(parse_history({"child": "A123", "events": []}))
        {'child': 'A123', 'events': []}
    """
    record: dict[str, Any] = {"child": history.child}
    if history.date_of_birth is not None:
        record["date_of_birth"] = history.date_of_birth.isoformat()
    if history.records is not None:
        record["records"] = list(history.records)
    record["events"] = [event_record(event) for event in history.events]
    for event, written in zip(history.events, record["events"], strict=True):
        if event.at is not None and (event.at.second or event.at.microsecond):
            written["at"] = event.at.isoformat()
    return record


def read_histories(path: str | Path) -> Iterator[History | HistoryError]:
    """The histories in a file, one after another, each broken one as the error that says what is wrong with it.

    A ``.jsonl`` or ``.ndjson`` file holds one history a line, and is read a line at a time whatever its size: only
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
    path = Path(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        size = path.stat().st_size
    except OSError as error:
        raise _refused(path, f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the path") from None
    if not head.removeprefix(_BOM).strip():
        raise _refused(path, "the file is empty", "check that it is the right file")
    if b"\0" in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _refused(path, "the file is not UTF-8 text", "save it as JSON, in UTF-8")
    return _without_repeats(_lines_of(path) if _has_lines(head, path.suffix.lower()) else _read_whole(path, size))


def _refused(path: Path, what: str, remedy: str) -> HistoryError:
    return HistoryError([Problem("", what, remedy)], str(path))


def _has_lines(head: bytes, suffix: str) -> bool:
    """Whether a file holds one history a line, by its first lines and its name."""
    lines = [line.strip() for line in head.removeprefix(_BOM).splitlines() if line.strip()]
    if suffix in {".jsonl", ".ndjson"}:
        return lines[0] not in {b"{", b"["}
    if lines[0].startswith(b"["):
        return False
    try:
        return isinstance(json.loads(lines[0]), dict)
    except (ValueError, RecursionError):
        return len(lines) > 1 and all(line.startswith(b'{"') and line.endswith(b"}") for line in lines[:2])


def _without_repeats(read: Iterator[tuple[str, Any]]) -> Iterator[History | HistoryError]:
    """Read each record; a child who was there before is an error, as half of a history is worse than none."""
    first: dict[str, str] = {}
    for place, content in read:
        if isinstance(content, Problem):
            yield HistoryError([content], place)
            continue
        try:
            history = parse_history(content, place)
        except HistoryError as error:
            yield error
            continue
        if history.child in first:
            what = f"the same child was at {first[history.child]} already"
            yield HistoryError([Problem("child", what, "put all events of a child into one history")], place)
            continue
        first[history.child] = place
        yield history


def _lines_of(path: Path) -> Iterator[tuple[str, Any]]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(_LONGEST_LINE):
            number += 1
            place = f"{path}:{number}"
            if len(line) == _LONGEST_LINE and not line.endswith(b"\n"):
                _skip_line(file)
                yield place, Problem("", "the line is too long to be one history", "write one child a line")
            elif line.removeprefix(_BOM).strip():
                yield place, parsed_json(line.strip(), one_line=True)


def _skip_line(file: BinaryIO) -> None:
    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass


def _read_whole(path: Path, size: int) -> Iterator[tuple[str, Any]]:
    if size > _MOST_BYTES:
        raise _refused(path, f"the file is larger than {_MOST_BYTES:,} bytes", "write one child a line, in a file named .jsonl")
    content = parsed_json(path.read_bytes())
    if isinstance(content, Problem):
        raise HistoryError([content], str(path))
    if isinstance(content, list):
        return ((f"{path}[{index}]", record) for index, record in enumerate(content))
    return iter([(str(path), content)])
