"""Shipped profiles in the form in which they are at hand: the content of their TOML as JSON, already found to be right.

To read TOML, check every key and go over every rule takes longer than to work out a child's schedule, and comes to the
same each time. So what came of it is shipped beside the TOML, made by ``docs/make_pages.py``, and a test compares the two.
It holds for the very text that it was made from and no other: where a file has been changed since, that file is read.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from lacreview_rules.profiles.models import WrittenProfile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    _Convert = Callable[[Any], Any]

_NOTHING_ELSE = {"__pydantic_extra__": None, "__pydantic_private__": None}


def frozen(content: Mapping[str, Any], digest: str, texts: Mapping[str, str]) -> str:
    """The text of a frozen form.

    Args:
        content: what the TOML of the profile says.
        digest: of the profile together with all it extends.
        texts: the TOML of the profile and of each that it extends, by their ids.
    """
    record = {"made_from": _sums(texts), "digest": digest, "profile": content}
    return json.dumps(record, indent=1, ensure_ascii=False, default=date.isoformat) + "\n"


def thawed(text: str, texts: Callable[[str], str]) -> tuple[WrittenProfile, str] | None:
    """What a profile says, and its digest; nothing where it, or one that it extends, is not what it was when frozen.

    Args:
        text: the frozen form.
        texts: gives the TOML of a shipped profile as it is now.
    """
    record = json.loads(text)
    if record["made_from"] != _sums({name: texts(name) for name in record["made_from"]}):
        return None
    return _construct(WrittenProfile, record["profile"]), record["digest"]


def _sums(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}


class _Form(NamedTuple):
    """How a table becomes a model: the value of each field that it does not name, and of each key the field and the conversion."""

    unsaid: dict[str, Any]
    keys: dict[str, tuple[str, _Convert | None]]


@cache
def _form(model: type[BaseModel]) -> _Form:
    fields = model.model_fields
    keys = {field.alias or name: (name, _conversion(field.annotation)) for name, field in fields.items()}
    return _Form({name: field.default for name, field in fields.items()}, keys)


def _construct(model: type[BaseModel], content: dict[str, Any]) -> Any:
    """A model of content that is known to be right, put together as one is that comes from another process: it is not checked again."""
    unsaid, keys = _form(model)
    said = {}
    for key, value in content.items():
        name, convert = keys[key]
        said[name] = value if convert is None else convert(value)
    made = model.__new__(model)
    made.__setstate__({"__dict__": {**unsaid, **said}, "__pydantic_fields_set__": set(said), **_NOTHING_ELSE})
    return made


def _conversion(wanted: Any) -> _Convert | None:
    """How JSON becomes a value of a type: a list a tuple, one word or table a list of one, a table a model, a text a date."""
    origin, parts = get_origin(wanted), get_args(wanted)
    if origin is Annotated:
        return _conversion(parts[0])
    if origin in (Union, UnionType):
        found = [convert for part in parts if part is not NoneType and (convert := _conversion(part)) is not None]
        return found[0] if found else None
    if origin is tuple:
        inner = _conversion(parts[0])
        return (lambda value: tuple(_as_list(value))) if inner is None else (lambda value: tuple(map(inner, _as_list(value))))
    if isinstance(wanted, type) and issubclass(wanted, BaseModel):
        return lambda value: _construct(wanted, value)
    return date.fromisoformat if wanted is date else None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
