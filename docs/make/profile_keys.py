"""The page of the documentation that lists every key of a profile: made from the same models that read one."""

from __future__ import annotations

from typing import Any

from lacreview_rules.profile_files.schema import profile_schema

_HEAD = """\
# Every key of a profile

You write a profile, and look for a key. This page lists all of them, as the library reads them. What they mean together, with examples, is
in the [profile format](profile-format.md). Which wording of a procedure each is for is in [patterns](patterns.md).
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
    "EventTerm": "[[events]]",
    "RecordedTerm": "[[placements]]",
    "StatusTerm": "[[legal_statuses]]",
}


def profile_keys_page() -> str:
    """Every key of a profile with its shape and meaning, as Markdown.

    Example:
        >>> [line for line in profile_keys_page().splitlines() if line.startswith("## ")][1]
        '## `[source]`'
    """
    schema = profile_schema()
    parts = [_HEAD, _section("The top of the file", schema)]
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
        return ", ".join(f"`{str(value).lower() if isinstance(value, bool) else value}`" for value in shape["enum"])
    if "const" in shape:
        return f"`{shape['const']}`"
    if "$ref" in shape:
        return f"a table ({_TABLES[shape['$ref'].rsplit('/', 1)[-1]]})"
    if shape.get("type") == "array":
        return f"a list of {_shape(shape['items']).replace('a table', 'tables')}" if "items" in shape else "a list"
    if shape.get("format") == "date":
        return "a date"
    return {"string": "text", "integer": "a number", "boolean": "true or false"}.get(shape.get("type", ""), "a value")


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
