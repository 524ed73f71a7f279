"""The page of the documentation that lists every key of a profile: made from the same models that read one."""

from __future__ import annotations

from typing import Any

from lacreview_rules.profile_files.schema import profile_schema

_HEAD = """\
# Every key of a profile

Made from the models that read a profile; a test keeps the two the same. What they mean together, with examples, is in
the [profile format](profile-format.md); which wording each is for, in [patterns](patterns.md).
"""
_TABLES = {
    "Source": "[source]",
    "ReviewCycle": "[review_cycle]",
    "Settings": "[settings]",
    "Task": "[[tasks]]",
    "Timescale": "[[timescales]]",
    "Consideration": "[[considerations]]",
    "Condition": "when, unless, while",
    "LastBefore": "last_before_age",
    "Since": "since",
    "TimesDone": "times_done",
    "InForce": "in_force",
    "FactTerm": "[[facts]]",
    "NamedDays": "[[days]]",
    "Span": "spans",
    "Total": "[[totals]]",
    "RecordedTerm": "[[events]], [[placements]]",
    "StatusTerm": "[[legal_statuses]]",
}


def profile_keys_page() -> str:
    """Every key of a profile with its shape and meaning, as Markdown.

    Example:
        >>> [line for line in profile_keys_page().splitlines() if line.startswith("## ")][1]
        '## `[source]`'
    """
    schema = profile_schema()
    parts = [_HEAD, _section("the top of the file", schema)]
    parts += [_section(f"`{words}`", schema["$defs"][name]) for name, words in _TABLES.items()]
    return "\n".join(parts)


def _section(title: str, definition: dict[str, Any]) -> str:
    needed = set(definition.get("required", ()))
    rows = [
        f"| `{key}`{' (needed)' if key in needed else ''} | {_shape(shape)} | {_cell(shape.get('description', ''))} |"
        for key, shape in definition["properties"].items()
    ]
    return "\n".join([f"## {title}", "", "| key | what it takes | meaning |", "|---|---|---|", *rows, ""])


def _shape(shape: dict[str, Any]) -> str:
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_shape(one) for one in shape["anyOf"]))
    if "enum" in shape:
        return ", ".join(f"`{value}`" for value in shape["enum"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if "$ref" in shape:
        name = shape["$ref"].rsplit("/", 1)[-1]
        return f"a table: {_TABLES.get(name, name)}" if name in _TABLES else name
    if shape.get("type") == "array":
        return f"a list of {_shape(shape['items'])}" if "items" in shape else "a list"
    if shape.get("format") == "date":
        return "a date"
    return {"string": "text", "integer": "a number", "boolean": "true or false"}.get(shape.get("type", ""), "a value")


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
