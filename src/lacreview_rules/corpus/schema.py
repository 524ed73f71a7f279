"""The JSON Schema of a file of cases: enough to read the corpus without this library."""

from __future__ import annotations

from typing import Any

from lacreview_rules.corpus.models import CaseFile
from lacreview_rules.profile_files.history_schema import history_schema


def case_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one file of cases, with that of the histories in it.

    Example:
        >>> case_schema()["$id"]
        'urn:lacreview-rules:cases:1'
        >>> case_schema()["$defs"]["DueDateEntry"]["required"]
        ['task']
    """
    made: dict[str, Any] = CaseFile.model_json_schema(by_alias=True)
    histories = history_schema()
    for name, definition in histories["$defs"].items():
        made["$defs"][name] = definition  # with the words of the profiles as examples
    for name in ("DueDateEntry", "ConsiderationEntry", "Settings", "CaseCalendar"):
        for shape in made["$defs"][name]["properties"].values():
            shape.pop("default", None)  # a key left out is not compared, nor set: null would say something else
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview-rules:cases:1",
        **made,
        "title": "Cases of calculated due dates",
    }
