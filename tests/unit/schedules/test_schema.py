"""Real schedules, and the JSON Schema that promises their shape."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from lacreview_rules import History, build_schedule, load_profile, shipped_profiles
from lacreview_rules.histories.json import parse_history
from lacreview_rules.schedules.schema import ScheduleRecord, schedule_schema

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.json"))


def validator() -> Draft202012Validator:
    schema = schedule_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


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
        assert ScheduleRecord.model_validate(record).child == history.child


@pytest.mark.parametrize(("turn", "example"), list(enumerate(EXAMPLES)), ids=[path.stem for path in EXAMPLES])
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


def test_every_key_of_the_contract_is_described() -> None:
    schema = schedule_schema()
    for name, shape in schema["$defs"].items():
        for key, described in shape["properties"].items():
            assert described.get("description") or "$ref" in described, f"{name}.{key}"
    assert set(schema["required"]) == set(schema["properties"])
