"""Real schedules, and the JSON Schema that promises their shape."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypedDict

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError
from tests.closed_schemas import closed
from tests.others_slow import others_slow

from lacreview_rules import History, build_schedule, load_profile, shipped_profiles
from lacreview_rules.histories.json import parse_history
from lacreview_rules.schedules.records import AtLeast, Day
from lacreview_rules.schedules.schema import ScheduleModel, model_of, schedule_schema

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.json"))


@cache
def validator() -> Draft202012Validator:
    schema = schedule_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(closed(schema), format_checker=FormatChecker())


def written(history: History, profile: str, day: date | None = None) -> Any:
    schedule = build_schedule(history, load_profile(profile))
    return json.loads((schedule if day is None else schedule.on(day)).to_json())


def check_contract(example: Path, profile: str, *days: date | None) -> None:
    """What is written of an example is as the schema and the models of it say, on each day."""
    history = parse_history(json.loads(example.read_text(encoding="utf-8")))
    check = validator()
    for day in days:
        record = written(history, profile, day)
        check.validate(record)
        assert ScheduleModel.model_validate(record).model_dump()["child"] == history.child


@pytest.mark.parametrize(("turn", "example"), others_slow(enumerate(EXAMPLES), quick=5), ids=[path.stem for path in EXAMPLES])
def test_every_example_keeps_the_contract(turn: int, example: Path) -> None:
    """Under one of the shipped profiles each, in turn."""
    profiles = sorted(shipped_profiles())
    check_contract(example, profiles[turn % len(profiles)], None, date(2030, 1, 1))


@pytest.mark.slow
@pytest.mark.parametrize("profile", shipped_profiles())
@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_under_every_profile_keeps_the_contract(example: Path, profile: str) -> None:
    check_contract(example, profile, None, date(2024, 1, 1), date(2030, 1, 1))


def test_a_history_without_events_keeps_it_too() -> None:
    validator().validate(written(History("A123"), "england"))


@pytest.mark.parametrize(
    "spoilt",
    [{"schema_version": 2}, {"child": None}, {"as_of": "19 December"}, {"extra": 1}, {"due_dates": [{}]}, {"profile": {"id": "england"}}],
)
def test_what_is_not_a_schedule_is_refused(spoilt: dict[str, Any]) -> None:
    assert not validator().is_valid({**written(History("A123"), "england"), **spoilt})


def test_a_reader_may_pass_over_a_key_that_a_later_release_adds() -> None:
    """What is published refuses no key more; what we write is held to every key by the closed form above."""
    Draft202012Validator(schedule_schema()).validate({**written(History("A123"), "england"), "added_later": 1})
    with pytest.raises(ValidationError, match="extra"):
        ScheduleModel.model_validate({**written(History("A123"), "england"), "added_later": 1})


def test_every_key_of_the_contract_is_described() -> None:
    schema = schedule_schema()
    for name, shape in schema["$defs"].items():
        for key, described in shape["properties"].items():
            assert described.get("description") or "$ref" in described, f"{name}.{key}"
    assert set(schema["required"]) == set(schema["properties"])


class Part(TypedDict):
    """A part."""

    count: Annotated[int, AtLeast(2), "How many."]


_From = TypedDict("_From", {"from": Annotated[Day | None, "A day."]})


class Whole(_From):
    """A whole."""

    parts: list[Part]
    other: Part | None


def test_what_a_record_says_of_its_keys_reaches_the_model() -> None:
    """A day, a bound, a meaning, a record within a record, and a key that no class can have."""
    model = model_of(Whole, {"from": "since"})
    shape = model.model_json_schema()
    assert list(shape["properties"]) == ["from", "parts", "other"] == shape["required"]
    assert shape["properties"]["from"]["anyOf"] == [{"format": "date", "type": "string"}, {"type": "null"}]
    assert shape["properties"]["from"]["description"] == "A day."
    assert shape["$defs"]["Part"]["properties"]["count"]["minimum"] == 2
    assert "additionalProperties" not in shape  # a minor release adds keys: a client made today must not refuse them
    checked = model.model_validate({"from": "2026-01-14", "parts": [{"count": 2}], "other": None}).model_dump()
    assert checked["since"] == date(2026, 1, 14)
    with pytest.raises(ValidationError, match="greater than or equal to 2"):
        model.model_validate({"from": None, "parts": [{"count": 1}], "other": None})
