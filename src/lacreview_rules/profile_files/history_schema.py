"""The JSON Schema of a history, with the words of the shipped profile ``england`` as examples."""

from __future__ import annotations

from typing import Any

from lacreview_rules.histories.models import WrittenHistory
from lacreview_rules.profile_files.loading import load_profile


def history_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one history: one object, or one line of JSON Lines.

    Words that a profile may add to (placements, legal statuses, tasks, facts) carry those of ``england`` as examples.

    Example:
        >>> history_schema()["$id"]
        'urn:lacreview-rules:history:1'
    """
    england = load_profile("england")
    words = {"placement": england.placements, "legal_status": england.legal_statuses, "task": england.tasks, "fact": england.facts}
    schema = WrittenHistory.model_json_schema()
    for definition in schema["$defs"].values():
        for key, known in words.items():
            if key in definition["properties"]:
                definition["properties"][key]["examples"] = list(known)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview-rules:history:1",
        **schema,
        "title": "The history of one child",
        "examples": [
            {
                "child": "A123",
                "date_of_birth": "2014-05-02",
                "events": [
                    {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"},
                    {"event": "review-held", "on": "2026-01-14"},
                ],
            }
        ],
    }
