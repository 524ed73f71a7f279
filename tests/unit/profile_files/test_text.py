"""The text of a profile file, read or refused (profile format: TOML, or JSON with the same keys; UTF-8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lacreview_rules.errors import ProfileError
from lacreview_rules.profile_files.text import parse_json, parse_toml

TOO_MUCH = "a number is too long, or tables are nested too deeply; mend it"
Parse = Callable[[str, str], dict[str, Any]]


def refused(parse: Parse, text: str) -> list[str]:
    with pytest.raises(ProfileError) as error:
        parse(text, "ours")
    return [str(problem) for problem in error.value.problems]


def test_toml() -> None:
    """As the standard reads it."""
    assert {"id": "ours", "source": {"title": "Größe"}} == parse_toml('id = "ours"\n[source]\ntitle = "Größe"', "ours")


def test_json() -> None:
    """The same keys; nulls, numbers and lists as they are."""
    content = {"id": "ours", "drop": [], "tasks": [{"id": "a"}, {"id": "b"}], "extends": None, "schema_version": 1}
    assert content == parse_json(
        '{"id": "ours", "drop": [], "tasks": [{"id": "a"}, {"id": "b"}], "extends": null, "schema_version": 1}', "ours"
    )


@pytest.mark.parametrize(
    ("parse", "text", "problem"),
    [
        (parse_toml, "id = = 3", "ours: not valid TOML: Invalid value (at line 1, column 6); mend the line named"),
        (parse_toml, "id = " + "9" * 5000, f"ours: not valid TOML: {TOO_MUCH}"),
        (parse_toml, "id = " + "[" * 5000, f"ours: not valid TOML: {TOO_MUCH}"),
        (parse_json, '{"id": }', "ours: not valid JSON: Expecting value: line 1 column 8 (char 7); mend the place named"),
        (parse_json, '{"id": ' + "9" * 5000 + "}", f"ours: not valid JSON: {TOO_MUCH}"),
        (parse_json, "[" * 99999, f"ours: not valid JSON: {TOO_MUCH}"),
        (parse_json, "[]", "ours: a profile is one object with keys; begin the file with {"),
        (parse_json, '"text"', "ours: a profile is one object with keys; begin the file with {"),
    ],
)
def test_what_is_not_read(parse: Parse, text: str, problem: str) -> None:
    """The place that the reader names, and what to do."""
    assert [problem] == refused(parse, text)


def test_a_key_that_stands_twice() -> None:
    """Of which the last would be taken, and nothing said. Each is named once, wherever it stands."""
    text = '{"id": "a", "name": 1, "id": "b", "tasks": [{"per": 1, "per": 2, "per": 3}, {"per": 1, "per": 2}]}'
    remedy = "stands twice in one object; leave one"
    assert [f'ours: the key "per" {remedy}', f'ours: the key "id" {remedy}'] == refused(parse_json, text)


def test_the_same_key_in_two_objects_is_fine() -> None:
    """Each entry has an id."""
    assert {"a": {"id": 1}, "b": {"id": 2}} == parse_json('{"a": {"id": 1}, "b": {"id": 2}}', "ours")


def test_half_of_a_pair_of_characters() -> None:
    """It is no text in any file: the places are named, keys that hold it are not repeated."""
    text = (
        '{"name": "\\ud800", "source": {"title": "a\\udfffb", "note": "\\ud83d\\ude00"},'
        ' "tasks": [{"id": "t", "title": "\\udbff"}, {"k\\ud900": "\\ud800"}],'
        ' "drop": ["x", "\\ud800"]}'
    )
    assert refused(parse_json, text) == [
        "ours: name: it holds characters that are no text; write it again",
        "ours: source.title: it holds characters that are no text; write it again",
        "ours: t.title: it holds characters that are no text; write it again",
        "ours: tasks[1]: a key in it holds characters that are no text; write it again",
        "ours: drop[1]: it holds characters that are no text; write it again",
    ]


@pytest.mark.parametrize("char", ["\ud7ff", "\ue000", "\U0001f600", "\x00"])
def test_its_neighbours_are_text(char: str) -> None:
    """The last character before the halves, the first after them, and a whole pair."""
    assert {"name": char} == parse_json(f'{{"name": "{char}"}}' if char != "\x00" else '{"name": "\\u0000"}', "ours")
