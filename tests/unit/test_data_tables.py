"""Tables that are at hand as JSON: the same as their TOML, and only while the TOML is what they were made from.

Authority: issue 12, point 6: a cold start reads no TOML; design.md, "the same input gives the same bytes".
"""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from lacreview_rules import data_tables
from lacreview_rules.data_tables import AT_HAND, data_bytes, frozen_place, table_of


@pytest.fixture(params=AT_HAND)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def said(value: Any) -> Any:
    """All that a value says, to the type of each part, and in which order the keys stand."""
    if isinstance(value, dict):
        return [(key, said(one)) for key, one in value.items()]
    return [said(one) for one in value] if isinstance(value, list) else (type(value), value)


def test_it_says_what_its_toml_says(name: str) -> None:
    assert said(table_of(name)) == said(tomllib.loads(data_bytes(f"{name}.toml").decode()))


def test_what_is_at_hand_is_taken(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_tables, "read_table", lambda _: pytest.fail("the TOML is read"))
    assert table_of(name)


def test_it_holds_for_no_other_text(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def changed(place: str) -> bytes:
        return b"changed = true\n" if place.endswith(".toml") else data_bytes(place)

    monkeypatch.setattr(data_tables, "data_bytes", changed)
    assert {"changed": True} == table_of(name)
    assert "changed" not in json.loads(data_bytes(frozen_place(name)))["table"]


def test_a_library_whose_files_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A loader that has no data gives none: a calendar without a holiday would be wrong in silence."""
    monkeypatch.setattr(data_tables, "get_data", lambda *_: None)
    with pytest.raises(FileNotFoundError, match="cannot be read where it is installed"):
        table_of("questions")
