"""The records of a file of schedules, as `lacreview schedule --format json` writes them: one, a list, or one on each line.

What a record says is read by `schedules.written_schedule`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.json_records import json_records, json_records_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def parsed_records(path: Path) -> list[tuple[str, Any]]:
    r"""Every JSON object of a file, with its place: the file itself, a place in a list, or a line.

    Raises:
        InputError: the file cannot be read, is empty, or is no JSON; lines are each told.

    Example:
        >>> from pathlib import Path
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     file = Path(folder) / "schedules.jsonl"
        ...     _ = file.write_text('{"schema_version": 1}\n{"schema_version": 1}')
        ...     len(parsed_records(file))
        2
    """
    return _without_problems(json_records(path), str(path))


def parsed_records_in(content: bytes, name: str) -> list[tuple[str, Any]]:
    """The same of some bytes that are in memory already.

    Args:
        content: one record, a list of them, or one on each line.
        name: what the content is called in a place.

    Raises:
        InputError: it is empty, or no JSON; lines are each told.

    Example:
        >>> len(parsed_records_in(b'{"schema_version": 1}', "standard input"))
        1
    """
    return _without_problems(json_records_in(content, name), name)


def _without_problems(found: Iterator[tuple[str, Any]], source: str) -> list[tuple[str, Any]]:
    read = list(found)
    problems = [replace(one, where=f"line {place.rpartition(':')[2]}") for place, one in read if isinstance(one, Problem)]
    if problems:
        raise InputError(problems, source)
    return read
