"""The JSON Schema of a caseload, and the model that checks one, made from the records of `caseload.output_records`."""

from __future__ import annotations

from typing import Any

from lacreview_rules.caseload.output_records import CaseloadRecord
from lacreview_rules.schedules.schema import model_of

CaseloadModel = model_of(CaseloadRecord, {"from": "since"})


def caseload_schema() -> dict[str, Any]:
    """The JSON Schema of a caseload.

    Example:
        >>> caseload_schema()["title"]
        'A caseload'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview-rules:caseload:1",
        **CaseloadModel.model_json_schema(by_alias=True),
        "title": "A caseload",
    }
