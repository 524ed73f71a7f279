"""Schedules read back from JSON, as `lacreview schedule --format json` writes them: one, a list, or one a line.

No message holds a value from the file, for any of them may be a child's detail.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.schedules.schedule import SCHEMA_VERSION
from lacreview_rules.schedules.schema import ScheduleRecord

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
        ScheduleRecord.model_validate_json(json.dumps(record))
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
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"the file cannot be read: {error.strerror or 'it is not a file'}", "check the path") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refused(path, f"byte {error.start} is not UTF-8 text", "save it as JSON, in UTF-8") from None
    if not text.strip():
        raise _refused(path, "the file is empty", "check that it is the right file")
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        if len(lines) > 1 and lines[0][1].lstrip().startswith("{") and lines[0][1].rstrip().endswith("}"):
            return _of_lines(path, lines)
        raise _refused(path, f"not valid JSON: {error.msg} (line {error.lineno}, column {error.colno})", "mend that place") from None
    except (ValueError, RecursionError):
        raise _refused(path, "not usable JSON: a number is too long, or objects are nested too deeply", "mend it") from None
    return [(f"{path}[{index}]", one) for index, one in enumerate(whole)] if isinstance(whole, list) else [(str(path), whole)]


def _of_lines(path: Path, lines: list[tuple[int, str]]) -> list[tuple[str, Any]]:
    records, problems = [], []
    for number, line in lines:
        try:
            records.append((f"{path}:{number}", json.loads(line)))
        except json.JSONDecodeError as error:
            problems.append(Problem(f"line {number}", f"not valid JSON: {error.msg} (column {error.colno})", "mend the line"))
        except (ValueError, RecursionError):
            problems.append(Problem(f"line {number}", "not usable JSON", "mend the line"))
    if problems:
        raise InputError(problems, str(path))
    return records


def _refused(path: Path, what: str, remedy: str) -> InputError:
    return InputError([Problem("", what, remedy)], str(path))
