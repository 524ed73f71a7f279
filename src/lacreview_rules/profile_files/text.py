"""The text of a profile file: read from TOML or JSON into keys and values, or refused with every reason."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import Problem, ProfileError
from lacreview_rules.files.nesting import shallow_toml
from lacreview_rules.files.places import FilePlaces
from lacreview_rules.files.toml_remedies import remedy_of
from lacreview_rules.nesting import shallow_json

if TYPE_CHECKING:
    from collections.abc import Iterator


def parse_toml(text: str, where: str) -> dict[str, Any]:
    """The content of a profile written as TOML.

    Raises:
        ProfileError: it is not TOML, or not such as can be held: a number of thousands of figures, tables nested too deeply.

    Example:
        >>> parse_toml('id = "ours"', "ours.toml")
        {'id': 'ours'}
    """
    try:
        return shallow_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError([Problem(where, f"not valid TOML: {error}", remedy_of(text, str(error)))]) from None
    except ValueError:
        raise ProfileError([Problem(where, f"not valid TOML: {_TOO_MUCH}", "mend it")]) from None


def parse_json(text: str, where: str) -> dict[str, Any]:
    """The content of a profile written as JSON.

    Raises:
        ProfileError: it is not JSON, or not such as can be held; a key stands twice in an object, of which `json` would
            take the last and say nothing; a text holds half of a pair of characters, which is no text in any file.

    Example:
        >>> parse_json('{"id": "ours"}', "ours.json")
        {'id': 'ours'}
    """
    twice: dict[str, None] = {}

    def as_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        content = dict(pairs)
        if len(content) < len(pairs):
            twice.update((name, None) for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return content

    try:
        content = shallow_json(text, as_object)
    except json.JSONDecodeError as error:
        raise ProfileError([Problem(where, f"not valid JSON: {error}", "mend the place named")]) from None
    except ValueError:
        raise ProfileError([Problem(where, f"not valid JSON: {_TOO_MUCH}", "mend it")]) from None
    if not isinstance(content, dict):
        raise ProfileError([Problem(where, "a profile is one object with keys", "begin the file with {")])
    places = FilePlaces("", where)
    problems = [Problem(places.of(path, content), what, "write it again") for path, what in _no_text(content)]
    problems = problems or [Problem(where, f'the key "{name}" stands twice in one object', "leave one") for name in twice]
    if problems:
        raise ProfileError(problems)
    return content


_TOO_MUCH = "a number is too long, or tables are nested too deeply"


def _no_text(value: Any, path: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """The places of what cannot be written in UTF-8, and which of text and key it is."""
    if isinstance(value, str):
        if not _is_text(value):
            yield path, "it holds characters that are no text"
    elif isinstance(value, dict):
        if not all(map(_is_text, value)):
            yield path, "a key in it holds characters that are no text"
        for key, inner in value.items():
            if _is_text(key):
                yield from _no_text(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _no_text(inner, (*path, place))


def _is_text(value: str) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in value)
