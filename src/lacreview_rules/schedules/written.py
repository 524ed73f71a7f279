"""The records of a file of schedules, as `lacreview schedule --format json` writes them: one, a list, or one a line.

What a record says is read by `schedules.written_schedule`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.json_records import json_records

if TYPE_CHECKING:
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
    read = list(json_records(path))
    problems = [replace(found, where=f"line {place.rpartition(':')[2]}") for place, found in read if isinstance(found, Problem)]
    if problems:
        raise InputError(problems, str(path))
    return read
