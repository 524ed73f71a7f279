"""The JSON Schema of a profile file, as an editor needs it.

The models check what a reader may hand over; an editor must be told what a writer may write: one word where a list
of one will do, one condition where a list of conditions will do, and no ``null``, which TOML does not have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BeforeValidator

from lacreview_rules.histories.events import BUILT_IN, DERIVED
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.profiles import models as profile_models
from lacreview_rules.profiles import vocabulary
from lacreview_rules.profiles.conditions import CONDITIONS
from lacreview_rules.profiles.conditions.reviews import REVIEW
from lacreview_rules.profiles.models import WrittenProfile

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMA_FILE = "lacreview-profile.schema.json"
"""The name under which a profile's first line looks for its schema."""


def profile_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one profile file, for TOML and JSON alike.

    Words that a profile may add to (events, tasks, placements, legal statuses, facts) carry those of ``england`` as
    examples.

    Example:
        >>> schema = profile_schema()
        >>> schema["title"]
        'A profile of timescales'
        >>> [form["type"] for form in schema["$defs"]["Timescale"]["properties"]["limit"]["anyOf"]]
        ['string', 'array']
    """
    made: dict[str, Any] = WrittenProfile.model_json_schema(by_alias=True)
    for definition in (made, *made["$defs"].values()):
        for shape in definition["properties"].values():
            _tidy(shape)
    for name, definition in made["$defs"].items():
        properties = definition["properties"]
        for key in _takes_one_or_several(getattr(profile_models, name, None) or getattr(vocabulary, name)):
            properties[key] = _one_or_several(properties[key])
    _give_examples(made["$defs"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview-rules:profile:1",
        **made,
        "title": "A profile of timescales",
    }


def _takes_one_or_several(model: type[BaseModel]) -> list[str]:
    """The keys, as written in a file, whose value may stand alone or in a list."""
    found = []
    for name, field in model.model_fields.items():
        if any(isinstance(part, BeforeValidator) for part in field.metadata) or any(
            isinstance(part, BeforeValidator) for choice in get_args(field.annotation) for part in get_args(choice)
        ):
            found.append(field.alias or name)
    return found


def _one_or_several(shape: dict[str, Any]) -> dict[str, Any]:
    """A list as the schema has it, or one of its items alone."""
    rest = {key: value for key, value in shape.items() if key not in {"type", "items"}}
    return {"anyOf": [shape["items"], {"type": "array", "items": shape["items"]}], **rest}


def _tidy(shape: dict[str, Any]) -> None:
    """Take out null, which no TOML file can say, and what only the code calls a key."""
    shape.pop("title", None)
    if shape.get("default", ...) in (None, [], "") or isinstance(shape.get("default"), dict):
        del shape["default"]
    left = [form for form in shape.get("anyOf", ()) if form.get("type") != "null"]
    if len(left) == 1:
        del shape["anyOf"]
        shape.update(left[0])


def _give_examples(definitions: dict[str, Any]) -> None:
    """The words that are known anyway, where an editor can show them."""
    england = load_profile("england")
    timeline = [*BUILT_IN, *DERIVED]
    known = {
        ("Timescale", "task"): list(england.tasks),
        ("Timescale", "limit"): ["20 working days", "3 months", ["3 months", "91 days"], "0 days", "24 hours", "midway"],
        ("Timescale", "after"): [*timeline, "review", "visit", "age 16 years"],
        ("Timescale", "before"): ["review", "age 18 years"],
        ("Timescale", "until"): [*timeline],
        ("Timescale", "cite"): ["section 2.1"],
        ("Timescale", "restarts_on"): [["placement-moved"]],
        ("Since", "time"): ["under 1 year", "1 year or over", "6 weeks or over"],
        ("TimesDone", "number"): list(REVIEW.examples),
        ("Task", "role"): ["social worker", "IRO", "team manager"],
        ("Task", "done_by"): [["decisions-issued"]],
        ("ReviewCycle", "restarts_on"): [["placement-moved"]],
    }
    for record in CONDITIONS:
        if record.declared is not None and record.declared.shown:
            known["Condition", record.key] = list(getattr(england, record.declared.table))
        elif record.examples:
            known["Condition", record.key] = list(record.examples)
    for (definition, key), examples in known.items():
        definitions[definition]["properties"][key]["examples"] = examples
