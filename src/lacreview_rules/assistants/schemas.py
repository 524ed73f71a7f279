"""What the tools take, as JSON Schema: the schema of a history without who the child is, and the other arguments."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from lacreview_rules.assistants.arguments import OF_THE_HISTORY
from lacreview_rules.profile_files.history_schema import history_schema

_WORTH_SHARING = 80
_DAY = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT = {"type": "string", "pattern": r"\S"}

AS_OF = {
    **_DAY,
    "description": "The day at whose end things are told: today, if that is meant. There is no clock here, so it is always given.",
}
UNTIL = {**_DAY, "description": "How far recurring tasks are carried on. Left out: one round ahead."}
PROFILE = {**_TEXT, "description": "Whose timescales: an id that the tool profiles lists, such as england."}
PROFILES = {"type": "array", "minItems": 2, "items": _TEXT, "description": "Two ids or more that the tool profiles lists."}
TASK = {**_TEXT, "description": "The id of the task, such as review. The tool profiles lists those of a profile."}
TASKS = {"type": "array", "items": _TEXT, "description": "Only these tasks, by id. Left out: all."}
REVIEW = {"type": "integer", "minimum": 1, "description": "Only what belongs to the review of this number."}
AGE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["years", "on"],
    "properties": {"years": {"type": "integer", "minimum": 0, "maximum": 25}, "on": _DAY},
    "description": "The age in whole years on a day. Give this rather than date_of_birth. "
    "What an age does not decide is listed in depends_on_birth.",
}
BIRTH = "Only where depends_on_birth of an answer names what is asked for; otherwise give age."


def of_history() -> dict[str, Any]:
    """The arguments that tell what happened to a child, and the definitions they refer to.

    Example:
        >>> list(of_history()["properties"])
        ['events', 'date_of_birth', 'records', 'record_starts', 'reviews_before', 'age']
    """
    schema = _plain(history_schema())
    properties = {key: schema["properties"][key] for key in OF_THE_HISTORY}
    properties["date_of_birth"] = {**_DAY, "description": BIRTH}
    return {"properties": {**properties, "age": AGE}, "$defs": schema["$defs"]}


def tool_schema(arguments: dict[str, Any], required: list[str], *, history: bool = False, suppose: bool = False) -> dict[str, Any]:
    """The schema of the arguments of one tool."""
    properties, definitions = dict(arguments), {}
    if history:
        told = of_history()
        properties = {**told["properties"], **properties}
        definitions = told["$defs"]
    if suppose:
        properties["suppose"] = {
            **properties["events"],
            "description": "Events supposed to happen, or to have happened, written as events.",
        }
    schema = {"type": "object", "additionalProperties": False, "properties": properties, "required": required}
    return _shared({**schema, "$defs": definitions} if definitions else schema)


def _plain(schema: Any) -> Any:
    """A schema as an assistant needs it: without titles, nulls, or the free text that no rule reads."""
    if isinstance(schema, list):
        return [_plain(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        key: value for key, value in schema.items() if not (key == "title" and isinstance(value, str)) and (key, value) != ("default", None)
    }
    options = [one for one in kept.get("anyOf", ()) if one != {"type": "null"}]
    if len(options) == 1:
        kept = {**options[0], **{key: value for key, value in kept.items() if key != "anyOf"}}
    elif options:
        kept["anyOf"] = options
    if isinstance(kept.get("properties"), dict):
        kept["properties"] = {key: value for key, value in kept["properties"].items() if key != "note"}
    return {key: _plain(value) for key, value in kept.items()}


def _shared(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with what stands in it more than once written once, among its definitions."""
    events = schema.get("$defs", {})
    seen = Counter(json.dumps(value) for event in events.values() for value in event.get("properties", {}).values())
    names: dict[str, str] = {}
    for event in events.values():
        for key, value in event.get("properties", {}).items():
            text = json.dumps(value)
            if seen[text] > 1 and len(text) > _WORTH_SHARING and text not in names:
                names[text] = key if key not in names.values() else f"{key}-{len(names)}"
    shared = {
        name: {
            **event,
            "properties": {
                key: {"$ref": f"#/$defs/{names[json.dumps(value)]}"} if json.dumps(value) in names else value
                for key, value in event["properties"].items()
            },
        }
        for name, event in events.items()
    }
    return {**schema, "$defs": {**shared, **{name: json.loads(text) for text, name in names.items()}}} if names else schema
