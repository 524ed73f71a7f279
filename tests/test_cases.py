"""Every worked case, every row and every rule: cases agree, rows are carried, and no rule goes without a case.

The cases were worked by hand or with a separate script, never with this library; each says how.
"""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lacreview_rules import build_schedule, load_profile, shipped_profiles
from lacreview_rules.formats.histories import parse_history

HERE = Path(__file__).parent
CASES = [case for path in sorted((HERE / "cases").glob("*.json")) for case in json.loads(path.read_text(encoding="utf-8"))]
ROWS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["rows"] for path in sorted((HERE / "rows").glob("*.toml"))}


def computed(case: dict[str, Any]) -> dict[str, Any]:
    """The schedule of a case, as the JSON contract writes it."""
    profile = load_profile(case["profile"])
    if case.get("settings"):
        profile = profile.with_settings(**case["settings"])
    until = date.fromisoformat(case["until"]) if case.get("until") else None
    schedule = build_schedule(parse_history(case["history"]), profile, until=until)
    if case.get("as_of"):
        schedule = schedule.on(date.fromisoformat(case["as_of"]))
    return schedule.to_dict()


def agrees(expected: dict[str, Any], due: dict[str, Any]) -> bool:
    """Whether a due date is the one expected; a rule may bind or stand in `also` with a date of its own."""
    if "rule" in expected and due["rule"] != expected["rule"]:
        named = [other for other in due["also"] if other["rule"] == expected["rule"]]
        if not any(all(expected.get(key, other[key]) == other[key] for key in ("due", "force")) for other in named):
            return False
        return all(due[key] == value for key, value in expected.items() if key not in {"rule", "due", "force"})
    return all(due[key] == value for key, value in expected.items())


def found(expected: dict[str, Any], schedule: dict[str, Any]) -> bool:
    if "consideration" in expected:
        wanted = {"rule" if key == "consideration" else key: value for key, value in expected.items()}
        return any(all(mark[key] == value for key, value in wanted.items()) for mark in schedule["considerations"])
    return any(agrees(expected, due) for due in schedule["due_dates"])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_worked_case(case: dict[str, Any]) -> None:
    """The authority of each case is its `provision`; its `worked` says how the date was reached."""
    schedule = computed(case)
    for expected in case["expect"]:
        shown = [due for due in schedule["due_dates"] if due["task"] == expected.get("task")] or schedule["considerations"]
        assert found(expected, schedule), (case["worked"], expected, shown)
    for unexpected in case.get("absent", []):
        assert not found(unexpected, schedule), (case["worked"], unexpected)


def test_case_ids_are_unique() -> None:
    ids = [case["id"] for case in CASES]
    assert sorted(set(ids)) == sorted(ids)


def test_every_case_expects_something_and_says_how_it_was_worked() -> None:
    poor = [case["id"] for case in CASES if not (case["expect"] or case.get("absent")) or not case["worked"] or not case["provision"]]
    assert poor == []


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_rule_has_a_worked_case(name: str) -> None:
    """A rule of a profile, or a consideration, that no case expects is a defect."""
    profile = load_profile(name)
    own = {rule.id for rule in (*profile.timescales, *profile.considerations) if rule.id.startswith(f"{name}/")}
    expected = {entry.get("rule") or entry.get("consideration") for case in CASES for entry in case["expect"]}
    assert sorted(own - expected) == []


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_is_carried_by_a_rule(name: str) -> None:
    """The rows of the source tables: each names rules of the profile, and each rule belongs to a row."""
    profile = load_profile(name)
    own = {rule.id for rule in (*profile.timescales, *profile.considerations, *profile.replaced) if rule.id.startswith(f"{name}/")}
    carried = {rule for row in ROWS[name] for rule in row["rules"]}
    not_shipped = {"england": {"IRO12"}}.get(name, set())  # local practice, not a handbook number: not to be shipped
    assert [row["id"] for row in ROWS[name] if not row["rules"] and row["id"] not in not_shipped] == []
    assert sorted(carried - own) == []
    assert sorted(own - carried) == []


def test_the_tables_are_whole() -> None:
    """As many rows as the five documents and the statute note have; a row lost from the copy would go unseen."""
    counts = {name: len(rows) for name, rows in ROWS.items()}
    assert counts == {
        "england": 81,
        "newham": 23,
        "portsmouth": 13,
        "review-standards": 11,
        "south-gloucestershire": 41,
        "west-sussex-residential": 7,
    }
