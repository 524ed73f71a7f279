"""The public corpus: every case agrees, every row, rule and status has one, and every file is as its schema says.

The cases were worked by hand or with a separate script, never with this library; each says how. They are read from
the installed package, as whoever installs it reads them.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.corpus.agreement import judge, shape_fault
from lacreview_rules.corpus.answers import answer_to
from lacreview_rules.corpus.cases import find_case, load_families
from lacreview_rules.corpus.models import CaseFile
from lacreview_rules.corpus.schema import case_schema
from lacreview_rules.schedules.standing import Status

if TYPE_CHECKING:
    from lacreview_rules.corpus.cases import Case, Family

HERE = Path(__file__).parent
FAMILIES = load_families()
CASES = [case for family in FAMILIES for case in family.cases]
FILES = {entry.name: entry.read_text(encoding="utf-8") for entry in (files("lacreview_rules") / "data" / "cases").iterdir()}
ROWS = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["rows"] for path in sorted((HERE / "rows").glob("*.toml"))}


@cache
def validator_of_cases() -> Draft202012Validator:
    schema = case_schema()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def disagreement(case: Case) -> str | None:
    """Where the answer is not what was worked out, with the id of the case; None if it is."""
    answer = json.loads(answer_to(case).to_json())
    verdict = judge(case, answer)
    whole = verdict.compared == len(case.expect) + len(case.absent)
    if shape_fault(answer) is None and whole and not verdict.missing and not verdict.unexpected:
        return None
    return f"{case.id}: {shape_fault(answer)}, missing {verdict.missing}, unexpected {verdict.unexpected}; worked: {case.worked}"


def is_long(family: Family) -> bool:
    """Whether a family goes along a border with many cases of a kind."""
    return family.name.startswith("boundary-") and len(family.cases) > 60


@pytest.mark.parametrize(
    "family",
    [pytest.param(family, id=family.name, marks=pytest.mark.slow if is_long(family) else ()) for family in FAMILIES],
)
def test_worked_cases(family: Family) -> None:
    """The authority of each case is its `provision`; its `worked` says how the date was reached. Each that disagrees is named."""
    assert [found for case in family.cases if (found := disagreement(case)) is not None] == []


@pytest.mark.parametrize(
    ("change", "said"),
    [({"due": "2026-02-30"}, "missing"), ({"rule": "england/none"}, "missing")],
)
def test_a_case_that_disagrees_is_named(change: dict[str, str], said: str) -> None:
    """Beside one that agrees."""
    case = find_case("england-0001")
    assert disagreement(case) is None
    told = disagreement(replace(case, expect=({**case.expect[0], **change}, *case.expect[1:])))
    assert told is not None
    assert told.startswith(f"england-0001: None, {said} (")


def test_case_ids_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert sorted(set(ids)) == sorted(ids)


def test_every_case_expects_something_and_says_how_it_was_worked() -> None:
    poor = [case.id for case in CASES if not (case.expect or case.absent) or not case.worked.strip() or not case.provision.strip()]
    assert poor == []


def test_no_case_has_an_event_before_the_child_was_born() -> None:
    """Its history would be refused, and what must be absent could not come: such a case cannot fail."""
    early = [
        case.id
        for case in CASES
        if case.history.get("date_of_birth")
        and any(event.get("on", "9") < case.history["date_of_birth"] for event in case.history["events"])
    ]
    assert early == []


def test_there_are_at_least_three_hundred() -> None:
    assert len(CASES) >= 300


def test_no_two_cases_ask_and_expect_the_same() -> None:
    """Two cases may ask the same history about different provisions; one that is a copy of another proves nothing."""
    seen: dict[str, str] = {}
    copies = []
    for case in CASES:
        whole = json.dumps([case.digest, case.expect, case.absent], sort_keys=True)
        if whole in seen:
            copies.append((seen[whole], case.id))
        seen[whole] = case.id
    assert copies == []


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.slow if len(FILES[name]) > 40_000 else ()) for name in sorted(FILES)]
)
def test_every_file_is_as_its_schema_says(name: str) -> None:
    content = json.loads(FILES[name])
    faults = [error.json_path for error in validator_of_cases().iter_errors(content)]
    assert faults == []
    CaseFile.model_validate_json(FILES[name])
    assert content["family"] == name.removesuffix(".json")


@pytest.mark.parametrize("name", sorted(FILES))
def test_reading_a_file_loses_nothing(name: str) -> None:
    """What `Case` holds is all that the file has: defaults that a file may leave out are the only difference."""
    [family] = [family for family in FAMILIES if f"{family.name}.json" == name]
    written = json.loads(FILES[name])["cases"]
    for record in written:
        if record["calendar"] is not None:
            record["calendar"] = {"added": [], "removed": [], **record["calendar"]}
    assert [case.to_dict() for case in family.cases] == written


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_rule_has_a_worked_case(name: str) -> None:
    """A rule of a profile, or a consideration, that no case expects is a defect."""
    profile = load_profile(name)
    own = {rule.id for rule in (*profile.timescales, *profile.considerations) if rule.id.startswith(f"{name}/")}
    expected = {entry.get("rule") or entry.get("consideration") for case in CASES for entry in case.expect}
    assert sorted(own - expected) == []


@pytest.mark.parametrize("status", get_args(Status))
def test_every_status_is_expected_by_a_case(status: str) -> None:
    assert [case.id for case in CASES if status in case.statuses] != []


def test_the_rules_a_case_names_are_rules_of_its_profile() -> None:
    """A rule that was replaced, or that the case says must not apply, is one of the profile too."""
    wrong = []
    for case in CASES:
        profile = load_profile(case.profile)
        known = {rule.id for rule in (*profile.timescales, *profile.considerations, *profile.replaced)}
        named = {*case.rules, *(entry[key] for entry in (*case.expect, *case.absent) for key in ("rule", "consideration") if key in entry)}
        wrong += [(case.id, rule) for rule in sorted(named - known)]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_is_carried_by_a_rule(name: str) -> None:
    """The rows of the source tables: each names rules of the profile, and each rule belongs to a row."""
    profile = load_profile(name)
    own = {rule.id for rule in (*profile.timescales, *profile.considerations, *profile.replaced) if rule.id.startswith(f"{name}/")}
    rows: list[dict[str, Any]] = ROWS[name]
    carried = {rule for row in rows for rule in row["rules"]}
    not_shipped = {"england": {"IRO12"}}.get(name, set())  # local practice, not a handbook number: not to be shipped
    assert [row["id"] for row in rows if not row["rules"] and row["id"] not in not_shipped] == []
    assert sorted(carried - own) == []
    assert sorted(own - carried) == []


def test_the_tables_are_whole() -> None:
    """As many rows as the five documents and the statute note have; a row lost from the copy would go unseen."""
    counts = {name: len(rows) for name, rows in ROWS.items()}
    assert counts == {
        "england": 103,
        "newham": 23,
        "portsmouth": 13,
        "review-standards": 11,
        "south-gloucestershire": 41,
        "wales": 24,
        "west-sussex-residential": 7,
    }
