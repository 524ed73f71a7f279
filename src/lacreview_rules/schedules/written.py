"""Schedules read back from JSON, as `lacreview schedule --format json` writes them: one, a list, or one a line.

No message holds a value from the file, for any of them may be a child's detail.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.json_records import json_records
from lacreview_rules.schedules.schedule import SCHEMA_VERSION
from lacreview_rules.schedules.schema import ScheduleModel

if TYPE_CHECKING:
    from pathlib import Path


def checked_schedule(record: object, where: str = "schedule") -> dict[str, Any]:
    """A schedule as its contract writes it, checked; keys that a later release added are let through.

    Args:
        record: what was read from JSON.
        where: what the record is called in an error.

    Raises:
        InputError: it is no schedule, or one of another `schema_version`; `problems` lists everything wrong.

    Example:
        >>> from lacreview_rules import History, build_schedule, load_profile
        >>> checked_schedule(build_schedule(History("A123"), load_profile("england")).to_dict())["child"]
        'A123'
    """
    if not isinstance(record, dict):
        raise InputError([Problem("", "a schedule is an object with keys", "give what lacreview schedule --format json prints")], where)
    version = record.get("schema_version")
    if version != SCHEMA_VERSION or isinstance(version, bool):
        what = "it is missing" if "schema_version" not in record else f"it is not {SCHEMA_VERSION}, which is the one that is read here"
        raise InputError([Problem("schema_version", what, "make the schedule again with this version of lacreview")], where)
    try:
        ScheduleModel.model_validate_json(json.dumps(record))
    except ValidationError as error:
        found = [detail for detail in error.errors(include_url=False, include_input=False) if detail["type"] != "extra_forbidden"]
        if found:
            remedy = "give what lacreview schedule --format json prints, unchanged"
            raise InputError(
                [Problem(_place(detail["loc"]), _WRONG.get(detail["type"], "it is not as the format says"), remedy) for detail in found],
                where,
            ) from None
    except RecursionError:
        raise InputError([Problem("", "objects are nested too deeply", "mend it")], where) from None
    return record


_WRONG = {
    "missing": "it is missing",
    "string_type": "it is not text",
    "int_type": "it is not a whole number",
    "list_type": "it is not a list",
}


def _place(loc: tuple[int | str, ...]) -> str:
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


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
