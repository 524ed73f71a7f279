"""The shape of one profile file: its keys and values as the models want them, and every one that is not so, at once.

What cannot be used is told and put aside, so that what stands beside it is read as well.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from lacreview_rules.errors import Problem, ProfileError, nearest
from lacreview_rules.profiles.models import (
    Condition,
    Consideration,
    InForce,
    LastBefore,
    ReviewCycle,
    Settings,
    Since,
    Source,
    Task,
    Timescale,
    TimesDone,
    WrittenProfile,
)
from lacreview_rules.profiles.vocabulary import EventTerm, FactTerm, NamedDays, RecordedTerm, Span, StatusTerm, Total

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules.files.places import FilePlaces

    _Path = tuple[int | str, ...]

_KEY_OF_AN_ENTRY = 3
"""How many steps lead to it: the table, the number of the entry, the key."""

_INSTEAD: dict[str, Any] = {"schema_version": 1, "id": "", "name": "unnamed", "per": "period-of-care", "days": 1, "age": 1}
"""What stands for a value that has to be there and is missing or wrong, while the rest is looked at; for others, an empty text."""


def read_shape(content: dict[str, Any], places: FilePlaces) -> tuple[WrittenProfile, list[Problem], set[tuple[str, int]]]:
    """The content as a profile without what is wrong in it; what that is; and the entries that are not whole without it.

    Raises:
        ProfileError: what is left is not the shape of a profile.
    """
    try:
        return WrittenProfile.model_validate(content), [], set()
    except ValidationError as error:
        errors = error.errors()
    problems = [_from_pydantic(found, content, places) for found in errors]
    wrong = {_way(found["loc"], content)[1]: found["type"] for found in errors}
    unused = {_key_of(path) for path, kind in wrong.items() if kind != "missing" and _may_be_absent(_key_of(path))}
    unused |= {around for path in wrong if (around := _around(_key_of(path))) is not None}
    needed = [key for path in wrong if (key := _key_of(path)) not in unused and _around(key) is None]
    mended = deepcopy(_without(content, unused))  # once: a copy for each value would cost the square of what is wrong
    if isinstance(content.get("roles"), (list, dict)):
        mended["roles"] = _texts(content["roles"])
    for path in unused:
        if _is_of_the_top(path) and wrong.get(path) == "extra_forbidden":
            mended.setdefault(str(path[-1]), _at(content, path))  # what it says is meant, wherever it stands
    try:
        for path in needed:
            _put(mended, path, "unnamed" if path == ("id",) else _INSTEAD.get(str(path[-1]), ""))
        written = WrittenProfile.model_validate(mended)
    except (ValidationError, TypeError, IndexError):
        raise ProfileError(problems) from None
    touched = {
        (str(path[0]), path[1])
        for path, kind in wrong.items()
        if len(path) > 1 and isinstance(path[1], int)
        if path[-1] != "per" and (kind != "extra_forbidden" or _is_a_slip(path))
    }
    return written, problems, touched


def _is_a_slip(path: _Path) -> bool:
    """Whether an unknown key of an entry is meant for one that is known, which the entry then lacks."""
    from lacreview_rules.profile_files.meant import key_meant  # noqa: PLC0415 - only where something is wrong

    return len(path) == _KEY_OF_AN_ENTRY and key_meant(str(path[-1]), _keys_beside(path)).startswith("did you mean")


def _is_of_the_top(path: _Path) -> bool:
    """Whether an unknown key in a table is one of those that stand above every table, as after a heading that was put too early."""
    return len(path) > 1 and str(path[-1]) in WrittenProfile.model_fields and str(path[-1]) not in _MODELS


def _texts(roles: Any) -> list[str]:
    """The names among what stands for a list of roles, those in tables too, so that no role that is meant is told to be unknown."""
    if isinstance(roles, str):
        return [roles]
    if isinstance(roles, list):
        return [name for one in roles for name in _texts(one)]
    texts = {key: value for key, value in roles.items() if isinstance(value, str)} if isinstance(roles, dict) else {}
    return [texts["id"]] if "id" in texts else [*texts.values()]


def _key_of(path: _Path) -> _Path:
    """The way to the key whose value, or part of it, is meant."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return path


def _may_be_absent(path: _Path) -> bool:
    """Whether a profile can do without a key, or does not know it."""
    key = str(path[-1]) if path else ""
    field = next((field for name, field in _model_at(path).model_fields.items() if key in (name, field.alias)), None)
    return field is None or not field.is_required()


def _around(path: _Path) -> _Path | None:
    """What an entry can do without, a condition or a span, and in which a key is wrong that it has to have: it goes as a whole."""
    if len(path) <= _KEY_OF_AN_ENTRY or _may_be_absent(path):
        return None
    around = _key_of(path[:-1])
    return around if _may_be_absent(around) else _around(around)


def _put(content: Any, path: _Path, value: Any) -> None:
    """Another value at a place of the content; nothing where what it stood in went as a whole."""
    *way, last = path
    for part in way:
        if isinstance(content, dict) and part not in content:
            return
        content = content[part]
    content[last] = value


def _at(content: Any, path: _Path) -> Any:
    """What stands at a place of the content."""
    for part in path:
        content = content[part]
    return content


def _way(loc: tuple[int | str, ...], content: Any) -> tuple[list[int | str], tuple[int | str, ...]]:
    """The way to what pydantic found, as a reader goes it and as the content has it.

    Pydantic adds words of its own for kinds of value ("bool"), and a number where one value stands for a list of one.
    """
    told: list[int | str] = []
    real: list[int | str] = []
    for part in loc:
        if isinstance(part, int):
            if isinstance(content, list):
                told.append(part)
                real.append(part)
                content = content[part]
        elif isinstance(content, dict):
            told.append(part)
            real.append(part)
            content = content.get(part)
    return told, tuple(real)


def _without(content: Any, unknown: set[tuple[int | str, ...]], here: tuple[int | str, ...] = ()) -> Any:
    """The content without what stands at some places, nor what is empty without it; what is on the way is copied, not changed."""
    if isinstance(content, list):
        both = ((item, _without(item, unknown, (*here, place))) for place, item in enumerate(content))
        return [new for old, new in both if new != {} or old == {}]
    if isinstance(content, dict):
        less = {key: _without(value, unknown, (*here, key)) for key, value in content.items() if (*here, key) not in unknown}
        return {key: value for key, value in less.items() if value != {} or content[key] == {}}
    return content


def _from_pydantic(error: Mapping[str, Any], content: dict[str, Any], places: FilePlaces) -> Problem:
    path, real = _way(error["loc"], content)
    place = places.of(path, content)
    key = str(path[-1])
    if error["type"] == "extra_forbidden":
        from lacreview_rules.profile_files.meant import key_meant  # noqa: PLC0415 - only where something is wrong

        if _is_of_the_top(real):
            return Problem(place, f'"{key}" is said of the whole file', "write it at the top, above the first line in brackets")
        return Problem(place, f'there is no key "{key}"', _where_it_belongs(key, real) or key_meant(key, _keys_beside(real)))
    if error["type"] == "missing":
        return Problem(place, f'the key "{key}" is missing', "add it")
    said = error.get("input")
    if error["type"] == "literal_error" and isinstance(said, str):
        values = [
            word.strip("'\"").replace("True", "true").replace("False", "false")
            for word in str(error["ctx"]["expected"]).replace(" or ", ", ").split(", ")
        ]
        return Problem(place, f'"{said}" is not a value of {key}', nearest(said, values))
    what, remedy = _WRONG.get(error["type"], (str(error["msg"]), "correct the value"))
    if error["type"] == "string_pattern_mismatch" and key == "id":
        what, remedy = f'"{said}" cannot be the id of a profile', "use lower case letters, digits and hyphens, as in our-authority"
    if error["type"] == "string_type" and isinstance(said, dict):
        what = "it is a table with keys, and must be text"
        remedy = f"write the names as a list of text, above the first table: {path[0]} = [{', '.join(map(_quoted, _texts(said)))}]"
        if path[0] != "roles":
            remedy = "write text in quotation marks instead"
    if error["type"] in ("tuple_type", "list_type") and key in _MODELS:
        what, remedy = "it is neither a table with keys nor a list of them", f"write [[{key}]] above each, or {{ key = value }}"
    return Problem(place, what.format(**error.get("ctx", {})), remedy)


def _quoted(text: str) -> str:
    return f'"{text}"'


_DATE = ("it is not a date", "write year, month and day, without quotation marks: 2026-04-01")
_NUMBER = ("it is not a whole number", "write figures, without quotation marks")
_YES_OR_NO = ("it is neither true nor false", "write true or false, without quotation marks")
_TABLE = ("it is not a table with keys", "write keys and values in braces: { key = value }")
_WRONG = {
    "string_type": ("it is not text", "write it in quotation marks"),
    "tuple_type": ("it is neither text nor a list of text", "write it in quotation marks"),
    "list_type": ("it is neither text nor a list of text", "write it in quotation marks"),
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "dict_type": _TABLE,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "greater_than_equal": ("it is less than {ge}, which is the least it can be", "correct the number"),
    "less_than_equal": ("it is more than {le}, which is the most it can be", "correct the number"),
    "string_pattern_mismatch": ("it is empty", "write it, or leave the key out"),
    "date_type": _DATE,
    "date_parsing": _DATE,
    "date_from_datetime_parsing": _DATE,
    "date_from_datetime_inexact": _DATE,
}
"""What pydantic finds, in words of ours, and the remedy, by its type."""


_MODELS: dict[str, type[BaseModel]] = {
    "source": Source, "review_cycle": ReviewCycle, "settings": Settings, "events": EventTerm, "facts": FactTerm, "days": NamedDays,
    "totals": Total, "placements": RecordedTerm, "legal_statuses": StatusTerm, "tasks": Task, "timescales": Timescale,
    "considerations": Consideration,
    "when": Condition, "unless": Condition, "while": Condition, "last_before_age": LastBefore,
    "since": Since, "times_done": TimesDone, "in_force": InForce, "spans": Span,
}  # fmt: skip

for _model in _MODELS.values():
    _model.model_rebuild()
WrittenProfile.model_rebuild()  # once, as this module is imported, and not by several threads that read their first file


def _keys_beside(path: _Path) -> list[str]:
    """The keys that are known where an unknown one was found: in the table that is named last on the way."""
    return [field.alias or name for name, field in _model_at(path).model_fields.items()]


def _where_it_belongs(key: str, path: _Path) -> str:
    """The remedy for a key that is one of another table; empty if it is none of those that are taken for one another."""
    table = next((part for part in reversed(path[:-1]) if isinstance(part, str)), "")
    if table in ("timescales", "considerations") and key in Condition.model_fields:
        return f"write it as a condition: when = {{ {key} = ... }}"
    other = {"tasks": "timescales", "timescales": "tasks"}.get(table)
    if other is not None and key in _MODELS[other].model_fields:
        return f"write it in [[{other}]], of which it is a key"
    return ""


def _model_at(path: _Path) -> type[BaseModel]:
    """The model of the table in which the last key of a path stands."""
    tables = ["", *(part for part in path[:-1] if isinstance(part, str))]
    return _MODELS.get(tables[-1], WrittenProfile)
