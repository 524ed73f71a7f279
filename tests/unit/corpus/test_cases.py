"""The corpus as it is read: cases, what they ask, and what identifies them. The format is in docs/reference/corpus.md."""

from __future__ import annotations

import json
import re
from dataclasses import FrozenInstanceError, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from lacreview_rules import Case, load_cases
from lacreview_rules.corpus import cases
from lacreview_rules.corpus.agreement import COMPARED, judge
from lacreview_rules.corpus.answers import answer_to, calendar_of, layer_text
from lacreview_rules.corpus.cases import _case, find_case, load_families
from lacreview_rules.corpus.models import CaseCalendar, CaseFile, ConsiderationEntry, DueDateEntry, NamedDay, WrittenCase
from lacreview_rules.corpus.schema import case_schema
from lacreview_rules.counting.bank_holidays import BankHoliday, Layer
from lacreview_rules.counting.calendar_files import lay_over
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.errors import CalendarError

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "corpus.md"
JUBILEE = Layer((BankHoliday(date(2026, 1, 12), "Jubilee"),), (date(2026, 1, 1),), "case x", id="case")
CLOSED = Layer((), (), "case x", closed=(BankHoliday(date(2026, 1, 12), "Offices closed"),), id="case")


def first() -> Case:
    """Looked after Fri 19 Dec 2025: the twentieth working day is Wed 21 Jan 2026 (reg 33(1))."""
    event = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"}
    history = {"child": "X", "date_of_birth": "2014-05-02", "events": [event]}
    expect = ({"task": "review", "review": 1, "rule": "england/R1", "due": "2026-01-21"},)
    nothing: dict[str, object] = {"until": None, "settings": {}, "absent": (), "calendar": None}
    return Case(
        id="x-0001",
        title="First review",
        family="x",
        provision="SI 2010/959 reg 33(1)",
        rules=("england/R1",),
        profile="england",
        history=history,
        as_of=date(2025, 12, 19),
        expect=expect,
        worked="by hand",
        added=date(2026, 11, 21),
        **nothing,  # type: ignore[arg-type]
    )


# ---- cases


def test_the_families_are_in_order_and_hold_all_the_cases() -> None:
    families = load_families()
    names = [family.name for family in families]
    assert names == sorted(set(names))
    assert {"england", "newham", "data-return"} <= set(names)
    assert [case.id for family in families for case in family.cases] == [case.id for case in load_cases()]
    assert all(family.about for family in families)


def test_each_reading_has_its_own_cases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever changes what a case holds changes it for nobody else; here the files are read each time, as they are outside of the tests."""
    monkeypatch.setattr(cases, "_families", cases._families.__wrapped__)  # type: ignore[attr-defined]
    one, other = load_cases()[0], load_cases()[0]
    one.history["events"].clear()
    assert other.history["events"] != []
    with pytest.raises(FrozenInstanceError):
        one.id = "another"  # type: ignore[misc]


def test_what_a_case_asks_holds_nothing_of_its_answer() -> None:
    case = find_case("newham-0041")
    question = case.question
    assert list(question) == ["id", "profile", "calendar", "settings", "history", "as_of", "until"]
    assert question["as_of"] == "2026-06-05"
    assert question["until"] is None
    assert question["history"]["events"][0] == {
        "event": "became-looked-after",
        "on": "2026-04-24",
        "placement": "foster-care",
        "legal_status": "section-20",
    }


def test_a_case_is_found_by_its_id_or_the_nearest_is_named() -> None:
    assert find_case("newham-0041").provision == "section 6"
    with pytest.raises(LookupError, match=re.escape('there is no case "newham0041"; did you mean "newham-0041"?')):
        find_case("newham0041")
    with pytest.raises(LookupError, match=re.escape('there is no case "newham-0041"; did you mean')):
        find_case("newham-0041", [find_case("newham-0001")])


def test_the_digest_is_of_the_question_alone() -> None:
    case = first()
    same = replace(case, id="x-0002", title="Another", worked="otherwise", expect=(), provision="reg 4")
    assert same.digest == case.digest
    assert re.fullmatch("[0-9a-f]{16}", case.digest)
    others = [
        replace(case, as_of=date(2025, 12, 20)),
        replace(case, until=date(2026, 12, 19)),
        replace(case, profile="newham"),
        replace(case, settings={"count_back": "clear"}),
        replace(case, calendar=JUBILEE),
        replace(case, history={**case.history, "date_of_birth": None}),
    ]
    assert len({case.digest, *(other.digest for other in others)}) == 7


def test_the_order_of_keys_does_not_matter_to_the_digest() -> None:
    case = first()
    turned = {key: case.history[key] for key in sorted(case.history, reverse=True)}
    assert replace(case, history=turned).digest == case.digest


@pytest.mark.parametrize("layer", [None, JUBILEE, CLOSED])
@pytest.mark.parametrize("until", [None, date(2027, 1, 1)])
def test_a_case_is_written_as_it_is_read(layer: Layer | None, until: date | None) -> None:
    case = replace(first(), calendar=layer, until=until, absent=({"task": "visit"},))
    record = json.loads(json.dumps(case.to_dict()))
    again = _case(record, "x")
    assert again.to_dict() == record
    assert again.calendar == (None if layer is None else replace(layer, source="case x-0001"))
    whole = {"version": 1, "family": "x", "about": "x", "cases": [record]}
    assert CaseFile.model_validate_json(json.dumps(whole)).cases[0].id == "x-0001"


# ---- the answer of this library


def test_days_of_a_case_are_laid_over_the_calendar() -> None:
    """With Mon 12 Jan 2026 off and New Year's Day worked, day 20 after Fri 19 Dec 2025 is Wed 21 Jan again.

    Alone, the day added makes it Thu 22 Jan and the day taken out Tue 20 Jan (reg 33(1)).
    """
    case = first()
    for layer, due in (
        (JUBILEE, date(2026, 1, 21)),
        (replace(JUBILEE, removed=()), date(2026, 1, 22)),
        (replace(JUBILEE, added=()), date(2026, 1, 20)),
        (CLOSED, date(2026, 1, 21)),
    ):
        assert answer_to(replace(case, calendar=layer)).of("review")[0].due == due
    assert calendar_of(case) is england_and_wales()
    with pytest.raises(CalendarError, match="case x"):
        calendar_of(replace(case, calendar=Layer((), (date(2026, 1, 2),), "case x")))


def test_settings_day_and_horizon_of_a_case_are_used() -> None:
    """Due on Wed 21 Jan 2026 and not recorded, the review is overdue on the 22nd (reg 33(1)); three months on, then every six (33(2))."""
    case = replace(first(), as_of=date(2026, 1, 22), settings={"leap_day_birthday": "28 February"})
    schedule = answer_to(case)
    assert schedule.profile.settings["leap_day_birthday"] == "28 February"
    assert schedule.of("review")[0].status == "overdue"
    assert answer_to(case, "data-return").profile.id == "data-return"
    later = replace(case, until=date(2028, 1, 1))
    found = [[str(due.due) for due in one.of("review")] for one in (schedule, answer_to(later))]
    assert found == [["2026-01-21", "2026-04-21"], ["2026-01-21", "2026-04-21", "2026-10-21", "2027-04-21", "2027-10-21"]]


@pytest.mark.parametrize(
    "layer", [JUBILEE, CLOSED, Layer((BankHoliday(date(2026, 7, 6), 'A "day"\\ \x7f of\ttea 🎉'),), (), "x", id="case")]
)
def test_a_calendar_as_a_file_is_the_same_calendar(layer: Layer, tmp_path: Path) -> None:
    file = tmp_path / "calendar.toml"
    file.write_text(layer_text(layer, "2026-11-21"), encoding="utf-8")
    assert lay_over(england_and_wales(), file) == england_and_wales().with_layer(layer)


# ---- the page


def test_every_key_of_a_case_is_described() -> None:
    """The page of the corpus describes each key in the first column of a table."""
    text = PAGE.read_text(encoding="utf-8")
    described = {word for line in text.splitlines() if line.startswith("| `") for word in re.findall(r"`([^`]+)`", line.split("|")[1])}
    assert {key for model in (CaseFile, WrittenCase, CaseCalendar) for key in model.model_fields} - described == set()
    assert " and ".join(f"`{key}`" for key in NamedDay.model_fields) in text


def test_every_key_is_described_in_the_schema_too() -> None:
    """A vendor without Python reads the corpus with the schema alone."""
    schema = case_schema()
    for name, shape in {"file": schema, **schema["$defs"]}.items():
        assert shape["description"], name
        for key, described in shape["properties"].items():
            assert described.get("description"), f"{name}.{key}"
    assert "null" not in json.dumps(schema["$defs"]["DueDateEntry"]["properties"]["task"])
    assert not [
        shape
        for name in ("DueDateEntry", "ConsiderationEntry")
        for shape in schema["$defs"][name]["properties"].values()
        if "default" in shape
    ]


@cache
def of_cases() -> Draft202012Validator:
    """What judges by the schema, made once."""
    return Draft202012Validator(case_schema(), format_checker=FormatChecker())


@pytest.mark.parametrize(
    "spoilt",
    [
        {"expect": [{"review": 1, "due": "2026-01-21"}]},
        {"expect": [{"task": "review", "dew": "2026-01-21"}]},
        {"expect": [{"task": "review", "status": "late"}]},
        {"expect": [{"task": "review", "due": "21/01/2026"}]},
        {"expect": [{"task": "review", "also": []}]},
        {"absent": [{"consideration": "newham/NH23", "task": "review"}]},
        {"as_of": None},
        {"as_of": "2026-02-10T00:00"},
        {"calendar": {"added": ["2026-07-06"]}},
        {"calendar": {"removed": [{"date": "2026-07-06"}]}},
        {"settings": {"count_back": "twice"}},
        {"history": {"events": []}},
        {"history": {"child": "X", "events": [{"event": "review-held"}]}},
        {"rules": []},
        {"worked": " "},
        {"id": "No 1"},
        {"note": "x"},
    ],
)
def test_what_is_no_case_is_refused(spoilt: dict[str, Any]) -> None:
    """By the schema and by the models alike."""
    good = first().to_dict()
    check = of_cases()
    file = {"version": 1, "family": "x", "about": "x", "cases": [good]}
    assert check.is_valid(file)
    file["cases"] = [{**good, **spoilt}]
    assert not check.is_valid(file)
    with pytest.raises(ValidationError):
        CaseFile.model_validate_json(json.dumps(file))


def test_the_keys_that_may_be_compared_are_those_of_the_models() -> None:
    assert {*DueDateEntry.model_fields, *ConsiderationEntry.model_fields} == COMPARED


def test_the_answer_that_the_page_shows_agrees() -> None:
    """The page shows the least that another system must print for one case."""
    blocks = re.findall(r"^```json\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    case, answer = (json.loads(block) for block in blocks)
    shown = find_case(case["id"])
    assert shown.to_dict() == case
    assert judge(shown, answer, keys=["review", "due", "status"]).agrees
    assert not judge(shown, answer).agrees  # it names no rule
