"""The shipped schemas: what the library makes, nothing an editor would misuse, and every shipped profile keeps them."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from tests.others_slow import others_slow

from lacreview_rules import shipped_profiles
from lacreview_rules.cli.profiles.schema import Shape
from lacreview_rules.profile_files.schema import profile_schema
from lacreview_rules.profiles import models as profile_models
from lacreview_rules.profiles import vocabulary
from lacreview_rules.profiles.models import WrittenProfile

DATA = files("lacreview_rules") / "data"
HEAD = {"schema_version": 1, "id": "ours", "name": "Ours", "extends": "england", "version": "1"}


def as_json(content: Any) -> Any:
    """What an editor checks: TOML's dates are strings to it."""
    return json.loads(json.dumps(content, default=lambda value: value.isoformat() if isinstance(value, date) else str(value)))


@cache
def validator() -> Draft202012Validator:
    schema = profile_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def with_timescale(**keys: object) -> dict[str, Any]:
    return {**HEAD, "timescales": [{"id": "ours/1", "task": "review", **keys}]}


@pytest.mark.parametrize("shape", list(Shape))
def test_what_is_shipped_is_a_schema(shape: Shape) -> None:
    """That it is the one which is made now is looked at in tests/docs/test_made_pages.py."""
    Draft202012Validator.check_schema(json.loads((DATA / "schemas" / f"{shape.value}-v1.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", others_slow(shipped_profiles()[::-1], quick=3))
def test_every_shipped_profile_keeps_it(name: str) -> None:
    content = tomllib.loads((DATA / "profiles" / f"{name}.toml").read_text(encoding="utf-8"))
    validator().validate(as_json(content))


@pytest.mark.parametrize(
    "good",
    [
        with_timescale(limit="3 months", after="review"),
        with_timescale(limit=["3 months", "91 days"], after=["review", "visit"]),
        with_timescale(limit="0 days", after="review", when={"review": "first"}, unless={"age": ["under 5"]}),
        with_timescale(limit="0 days", after="review", unless=[{"age": "under 5"}, {"fact": ["x", "not y"]}]),
        with_timescale(limit="0 days", after="review", **{"while": {"placement": "not adoptive"}}),
        with_timescale(limit="0 days", after="review", in_force={"from": "2026-04-01"}),
        with_timescale(limit="0 days", after="review", in_force=[{"to": "2026-03-31"}, {"from": "2026-05-01"}]),
        with_timescale(limit="0 days", after="review", may_precede="3 months", verified="corroborated"),
    ],
)
def test_the_forms_that_a_profile_may_take(good: dict[str, Any]) -> None:
    assert list(validator().iter_errors(good)) == []
    WrittenProfile.model_validate(good)


@pytest.mark.parametrize(
    "bad",
    [
        {**HEAD, "schema_version": 2},
        {**HEAD, "id": "Our Authority"},
        {**HEAD, "tasks": [{"id": "x", "title": "X", "per": "month"}]},
        with_timescale(limit=20, after="review"),
        with_timescale(limit="0 days", after="review", while_={"age": "under 5"}),
        with_timescale(limit="0 days", after="review", in_force={"from_": "2026-04-01"}),
        with_timescale(limit="0 days", after="review", in_force={"from": "1 April 2026"}),
        with_timescale(limit="0 days", after="review", when={"reviews": "first"}),
        with_timescale(limit="0 days", after="review", force="law"),
    ],
)
def test_what_an_editor_must_mark(bad: dict[str, Any]) -> None:
    assert not validator().is_valid(bad)


def test_no_null_and_no_list_where_a_word_will_do() -> None:
    schema = profile_schema()
    assert '"null"' not in json.dumps(schema)
    for name, model in {**vars(profile_models), **vars(vocabulary)}.items():
        if name not in schema["$defs"]:
            continue
        for key, field in model.model_fields.items():
            shape = schema["$defs"][name]["properties"][field.alias or key]
            if "_listed" in repr(field):
                assert [form.get("type", "one") for form in shape["anyOf"]] in (["string", "array"], ["one", "array"]), f"{name}.{key}"


def test_every_key_is_described() -> None:
    schema = profile_schema()
    for name, shape in {"profile": schema, **schema["$defs"]}.items():
        for key, described in shape["properties"].items():
            assert described.get("description") or "$ref" in described, f"{name}.{key}"


def test_dates_are_dates() -> None:
    in_force = profile_schema()["$defs"]["InForce"]["properties"]
    assert {key: shape["format"] for key, shape in in_force.items()} == {"from": "date", "to": "date"}


def test_the_schemas_are_named_for_their_version() -> None:
    folder = Path(str(DATA / "schemas"))
    assert sorted(path.name for path in folder.iterdir()) == [
        "caseload-v1.json",
        "cases-v1.json",
        "history-v1.json",
        "profile-v1.json",
        "schedule-v1.json",
    ]
    for path in folder.iterdir():
        assert json.loads(path.read_text(encoding="utf-8"))["$id"] == f"urn:lacreview-rules:{path.name.removesuffix('-v1.json')}:1"
