"""Every pattern that published timescales are written in can be written as data, and gives the date worked by hand.

The patterns are numbered as in `docs/reference/patterns.md`. The profiles in `tests/patterns` carry real wordings of
each: the rule "patterns/15a" is of pattern 15. The dates were worked by hand or with a separate script.
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lacreview_rules import Profile

HERE = Path(__file__).parent / "patterns"
PAGE = Path(__file__).parents[1] / "docs" / "reference" / "patterns.md"
CASES: list[dict[str, Any]] = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.toml"))}
PATTERNS = range(1, 35)
ADVICE = {20, 32, 33}


def rules() -> dict[int, list[dict[str, Any]]]:
    """The rules of each pattern, by its number."""
    found: dict[int, list[dict[str, Any]]] = {}
    for text in TEXTS.values():
        written = tomllib.loads(text)
        for rule in (*written["timescales"], *written.get("considerations", ())):
            number = re.fullmatch(r"patterns/(\d+)[a-z]", rule["id"])
            assert number is not None, rule["id"]
            found.setdefault(int(number[1]), []).append(rule)
    return found


RULES = rules()


@cache
def profile_of(name: str) -> Profile:
    """A profile of the folder: a value, read once for all its cases."""
    return load_profile(HERE / name)


def agrees(expected: dict[str, Any], due: dict[str, Any]) -> bool:
    """Whether a due date is the one expected; a rule that does not bind stands in `also` with a date of its own."""
    if "rule" not in expected or due["rule"] == expected["rule"]:
        return all(due[key] == value for key, value in expected.items())
    others = [other for other in due["also"] if other["rule"] == expected["rule"]]
    rest = {key: value for key, value in expected.items() if key not in {"rule", "due"}}
    return any(expected.get("due", other["due"]) == other["due"] for other in others) and agrees(rest, due)


def found(expected: dict[str, Any], schedule: Mapping[str, Any]) -> bool:
    if "consideration" in expected:
        wanted = {"rule" if key == "consideration" else key: value for key, value in expected.items()}
        return any(all(mark[key] == value for key, value in wanted.items()) for mark in schedule["considerations"])
    return any(agrees(expected, due) for due in schedule["due_dates"])


def marked(case: dict[str, Any]) -> Any:
    """A case; one that comes out wrong is marked with the reason, and not run if it would never end."""
    if "xfail" not in case:
        return pytest.param(case, id=case["id"])
    mark = pytest.mark.xfail(reason=case["xfail"], run=not case.get("hangs", False), raises=AssertionError)
    return pytest.param(case, id=case["id"], marks=mark)


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_pattern(case: dict[str, Any]) -> None:
    schedule = build_schedule(parse_history(case["history"]), profile_of(case["profile"]))
    told = [problem for problem in schedule.problems if problem.where != "date_of_birth"]
    unused = [problem for problem in told if "it met nothing" in problem.what or "it was not used" in str(problem.remedy)]
    assert [problem.where for problem in unused] == case.get("unused", [])
    assert [problem for problem in told if problem not in unused] == []
    if "as_of" in case:
        schedule = schedule.on(date.fromisoformat(case["as_of"]))
    record = schedule.to_dict()
    tasks = {entry.get("task") for entry in (*case["expect"], *case.get("absent", ()))}
    shown = [due for due in record["due_dates"] if due["task"] in tasks] or record["considerations"]
    assert [expected for expected in case["expect"] if not found(expected, record)] == [], (case["worked"], shown)
    assert [unexpected for unexpected in case.get("absent", ()) if found(unexpected, record)] == [], (case["worked"], shown)


def test_case_ids_are_unique_and_every_case_says_how_it_was_worked() -> None:
    ids = [case["id"] for case in CASES]
    assert sorted(set(ids)) == sorted(ids)
    assert [case["id"] for case in CASES if not (case["worked"] and case["provision"])] == []
    assert [case["id"] for case in CASES if not (case["expect"] or case.get("absent"))] == []


@pytest.mark.parametrize("number", PATTERNS)
def test_every_pattern_has_two_rules_and_a_case_that_holds(number: int) -> None:
    """Two wordings of each that differ in what they say, and a worked case for each of the rules or one beside it."""
    cites = {rule["cite"] for rule in RULES.get(number, ())}
    assert len(cites) >= 2
    held = [case for case in CASES if case["pattern"] == number and "xfail" not in case]
    assert any(case["expect"] for case in held)
    for rule in RULES[number]:
        if number in ADVICE:
            assert "limit" not in rule


def test_every_rule_has_a_worked_case() -> None:
    expected = {entry.get("rule") or entry.get("consideration") for case in CASES for entry in case["expect"]}
    ids = [rule["id"] for written in RULES.values() for rule in written]
    assert sorted(set(ids)) == sorted(ids)
    assert sorted(set(ids) - expected) == []
    assert set(RULES) == set(PATTERNS) == {case["pattern"] for case in CASES}


def test_what_the_page_shows_stands_in_a_profile() -> None:
    """Each row of the page shows lines of a rule of its pattern, or of what that rule names."""
    rows = [line.split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row[0].strip("| ")) for row in rows] == list(PATTERNS)
    for row in rows:
        number = int(row[0].strip("| "))
        lines = re.findall(r"`([^`]+)`", row[3])
        written = [text for text in TEXTS.values() if f'"patterns/{number}a"' in text or f'"patterns/{number}b"' in text]
        assert lines
        assert [line for line in lines if not any(f"\n{line}" in text for text in written)] == [], number
