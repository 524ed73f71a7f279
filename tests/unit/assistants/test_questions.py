"""Questions with known answers, asked by the SDK's client of a server that runs as a process of its own.

Authority: issue 16, point 9. The answers are those of the public corpus, which were worked out by hand.
"""

from __future__ import annotations

import json
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("mcp")

import jsonschema
from tests.closed_schemas import closed
from tests.unit.assistants.asked import CARE, answers, in_session

from lacreview_rules import judge, load_cases
from lacreview_rules.assistants.sizes import MOST_CHARACTERS

if TYPE_CHECKING:
    from mcp import Client

    from lacreview_rules import Case


def chosen_cases() -> list[Case]:
    """Two of each family: the first and the one in the middle, of those with neither a calendar nor settings of their own."""
    plain = sorted((case for case in load_cases() if case.calendar is None and not case.settings), key=attrgetter("family"))
    families = [list(cases) for _, cases in groupby(plain, key=attrgetter("family"))]
    return [case for cases in families for case in (cases[0], cases[len(cases) // 2])]


def question(case: Case) -> dict[str, Any]:
    """A case as an assistant asks it: without the identifier."""
    asked = {key: value for key, value in case.history.items() if key != "child"}
    asked |= {"profile": case.profile, "as_of": case.as_of.isoformat()}
    if case.until is not None:
        asked["until"] = case.until.isoformat()
    tasks = {entry.get("task") for entry in (*case.expect, *case.absent)}
    return asked if None in tasks else {**asked, "tasks": sorted(tasks)}


@pytest.mark.slow
def test_fifty_questions_of_the_corpus() -> None:
    """Every key that a case names is compared, and what must not be in the answer is looked for."""
    cases = chosen_cases()
    assert len(cases) >= 50
    found = answers(*(("schedule", question(case)) for case in cases))
    wrong = []
    for case, result in zip(cases, found, strict=True):
        assert not result.is_error, (case.id, result.content[0].text)
        cut = [one["list"] for one in result.structured_content["cut"]]
        assert cut == ([] if "tasks" in question(case) else cut[:1]), case.id  # all tasks of a long stay in care are too much
        verdict = judge(case, result.structured_content)
        assert verdict.compared
        if not verdict.agrees:
            wrong.append((case.id, verdict))
    assert [] == wrong


@pytest.mark.slow
def test_a_wrong_answer_would_be_noticed() -> None:
    """With the day of the first event one day later, hardly a case agrees."""
    cases = [case for case in chosen_cases() if case.expect]
    moved = [
        {**question(case), "events": [{**case.history["events"][0], "on": "2001-01-03"}, *case.history["events"][1:]]} for case in cases
    ]
    found = answers(*(("schedule", asked) for asked in moved))
    disagree = [
        case.id for case, result in zip(cases, found, strict=True) if result.is_error or not judge(case, result.structured_content).agrees
    ]
    assert len(disagree) > len(cases) // 2


@pytest.mark.slow
def test_dates_by_themselves() -> None:
    """Worked by hand: bank holidays on 25 and 26 December and 1 January; February has no 30th; the clocks go on on 29 March 2026."""
    asked: list[tuple[dict[str, Any], str, str | None]] = [
        ({"period": "20 working days", "way": "after", "day": "2025-12-19"}, "2026-01-21", None),
        ({"period": "3 months", "way": "after", "day": "2025-11-30"}, "2026-02-28", None),
        ({"period": "3 working days", "way": "before", "day": "2026-04-08", "clear": True}, "2026-03-31", None),
        ({"period": "24 hours", "way": "after", "day": "2026-03-28", "time": "14:00"}, "2026-03-29", "2026-03-29T15:00:00+01:00"),
    ]
    for (arguments, due, due_at), result in zip(asked, answers(*(("date", one[0]) for one in asked)), strict=True):
        answer = result.structured_content
        assert (due, due_at) == (answer["due"], answer["due_at"]), arguments
        assert answer["working"]


@pytest.mark.slow
def test_a_date_comes_with_its_rule_citation_grade_and_doubts() -> None:
    """Reg 33(1): 20 working days after Fri 19 Dec 2025 is Wed 21 Jan 2026. The second counts from what has not happened."""
    asked = {"events": [CARE], "profile": "england", "as_of": "2026-01-05", "task": "review"}
    first, second = answers(("explain", asked))[0].structured_content["explained"][:2]
    due = first["due_date"]
    assert ("2026-01-21", "england/R1", True) == (due["due"], due["rule"], due["verified"])
    assert "reg 33(1)" in due["cite"]
    assert any("Christmas Day" in line for line in first["working"])
    assert "2026-04-21" == second["due_date"]["due"]
    assert any(notice.startswith("provisional") for notice in second["due_date"]["notices"])


@pytest.mark.slow
def test_what_if_check_and_compare() -> None:
    """Reg 33(2): the second review three months after the first, which is held on 14 January 2026 and not on the 21st."""
    suppose = [{"event": "review-held", "on": "2026-01-14"}]
    supposed, checked, compared = answers(
        ("what-if", {"events": [CARE], "profile": "england", "as_of": "2026-01-05", "suppose": suppose, "tasks": ["review"]}),
        ("check", {"profile": "data-return", "against": "england", "from": "2026-01-01", "to": "2026-12-31", "severities": ["breach"]}),
        ("compare", {"profiles": ["newham", "south-gloucestershire"], "tasks": ["review"]}),
    )
    moved = {change["review"]: (change["from"], change["to"]) for change in supposed.structured_content["changes"]}
    assert ("2026-04-21", "2026-04-14") == moved[2]
    assert ["england/R2", "england/R3"] == [one["counterpart"] for one in checked.structured_content["findings"]]
    readings = compared.structured_content["tasks"][0]["readings"]
    # Three months after 28 January 2026; in South Gloucestershire the second is due earlier, as the move of 20 February calls for it.
    assert "2026-04-28" == readings[0]["dates"][1]["due"] > readings[1]["dates"][1]["due"]


@pytest.mark.slow
def test_two_calls_at_once() -> None:
    """Each gets its own answer, the same as alone."""
    import anyio

    asked: list[tuple[str, dict[str, Any]]] = [
        ("check", {"profile": "newham", "from": "2024-01-01", "to": "2026-12-31"}),
        *(("schedule", {"events": [CARE], "profile": name, "as_of": "2026-01-05"}) for name in ("england", "newham", "portsmouth")),
        ("date", {"period": "3 months", "way": "after", "day": "2025-11-30"}),
    ]

    async def together(client: Client) -> list[Any]:
        found: dict[int, Any] = {}

        async def one(place: int) -> None:
            found[place] = await client.call_tool(*asked[place])

        async with anyio.create_task_group() as group:
            for place in range(len(asked)):
                group.start_soon(one, place)
        return [found[place] for place in range(len(asked))]

    at_once = [result.structured_content for result in in_session(together)]
    assert [result.structured_content for result in answers(*asked)] == at_once


@pytest.mark.slow
def test_the_text_is_the_record_and_the_record_keeps_to_the_schema() -> None:
    """A program that reads no records reads the same in the text."""

    async def ask(client: Client) -> tuple[Any, Any]:
        listed = await client.list_tools()
        return listed.tools, await client.call_tool("schedule", {"events": [CARE], "profile": "newham", "as_of": "2026-01-05"})

    tools, result = in_session(ask)
    assert json.loads(result.content[0].text) == result.structured_content
    schema = next(tool.output_schema for tool in tools if tool.name == "schedule")
    jsonschema.Draft202012Validator(schema).validate(result.structured_content)
    assert ["date", "schedule", "explain", "what-if", "profiles", "check", "compare"] == [tool.name for tool in tools]
    assert all(tool.annotations.read_only_hint for tool in tools)
    for tool in tools:
        jsonschema.Draft202012Validator.check_schema(tool.input_schema)
        asked = json.dumps(tool.input_schema)
        assert not any(f'"{key}"' in asked for key in ("child", "name", "note"))


ASKED_OF_EACH: dict[str, dict[str, Any]] = {
    "date": {"period": "24 hours", "way": "after", "day": "2026-03-28", "time": "14:00"},
    "schedule": {"events": [CARE], "profile": "newham", "as_of": "2026-01-05", "age": {"years": 4, "on": "2026-01-05"}},
    "explain": {"events": [CARE], "profile": "england", "as_of": "2026-01-05", "task": "review"},
    "what-if": {
        "events": [CARE],
        "profile": "england",
        "as_of": "2026-01-05",
        "new_profile": "newham",
        "age": {"years": 4, "on": "2026-01-05"},
    },
    "profiles": {"profile": "newham"},
    "check": {"profile": "data-return", "against": "england", "from": "2026-01-01", "to": "2026-12-31"},
    "compare": {"profiles": ["newham", "wales"], "events": [CARE], "age": {"years": 4, "on": "2026-01-05"}},
}


def test_every_tool_says_what_it_answers_and_keeps_to_it() -> None:
    """Each key of an answer is described, and nothing is in an answer that is not."""
    from lacreview_rules import england_and_wales
    from lacreview_rules.assistants.sources import Known
    from lacreview_rules.assistants.tools import tools

    for tool in tools():
        jsonschema.Draft202012Validator.check_schema(tool.gives)
        validator = jsonschema.Draft202012Validator(closed(tool.gives))
        answer = tool.answer(Known(england_and_wales()), ASKED_OF_EACH[tool.name])
        assert [] == [(list(error.absolute_path), error.message) for error in validator.iter_errors(answer)], tool.name
        for key in answer:
            without = {other: value for other, value in answer.items() if other != key}
            assert list(validator.iter_errors(without)), (tool.name, key)
        assert list(validator.iter_errors({**answer, "more": 1})), tool.name
        described = [tool.gives, *tool.gives.get("$defs", {}).values()]
        without_words = [
            key for one in described for key, said in one["properties"].items() if "description" not in said and "$ref" not in said
        ]
        assert [] == without_words, tool.name


@pytest.mark.slow
def test_the_parts_of_an_answer_are_typed_too() -> None:
    """A wrong word of a finding, a date, a cause: each is noticed by whoever checks the answer."""
    from lacreview_rules import england_and_wales
    from lacreview_rules.assistants.sources import Known
    from lacreview_rules.assistants.tools import tools

    offered = {tool.name: tool for tool in tools()}

    def refused_with(name: str, *path: str | int, value: object) -> bool:
        answer = json.loads(json.dumps(offered[name].answer(Known(england_and_wales()), ASKED_OF_EACH[name])))
        part = answer
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value
        return bool(list(jsonschema.Draft202012Validator(offered[name].gives).iter_errors(answer)))

    assert refused_with("check", "findings", 0, "severity", value="dreadful")
    assert refused_with("check", "findings", 0, "witness", value={})
    assert refused_with("compare", "tasks", 0, "readings", 0, "dates", value=[3])
    assert refused_with("compare", "tasks", 0, "difference", value="some")
    assert refused_with("what-if", "changes", 0, "causes", 0, "kind", value="weather")
    assert refused_with("what-if", "changes", 0, "to", value=20260105)
    assert refused_with("profiles", "tasks", 0, "role", value=None)


def test_the_schema_takes_what_the_corpus_asks() -> None:
    """What a program checks before it sends is the same that the server takes."""
    from lacreview_rules.assistants.tools import tools

    schema = next(tool.takes for tool in tools() if tool.name == "schedule")
    validator = jsonschema.Draft202012Validator(schema)
    for case in chosen_cases():
        assert [] == [error.message for error in validator.iter_errors(question(case))], case.id
    assert list(validator.iter_errors({"events": [{**CARE, "on": 3}], "profile": "england", "as_of": "2026-01-05"}))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "arguments"), [("schedule", {}), ("explain", {"task": "review"}), ("what-if", {"new_profile": "england"})]
)
def test_an_answer_that_is_too_long_is_cut_and_says_so(tool: str, arguments: dict[str, Any]) -> None:
    """What is still to be done stays longest."""
    reviews = [{"event": "review-held", "on": f"{year}-{month:02}-10"} for year in range(2005, 2026) for month in (2, 8)]
    care = {**CARE, "on": "2005-01-10"}
    asked = {"events": [care, *reviews], "profile": "newham", "as_of": "2026-01-05", **arguments}
    result = answers((tool, asked))[0]
    text = result.content[0].text
    assert MOST_CHARACTERS // 2 < len(text) <= MOST_CHARACTERS
    cut = result.structured_content["cut"][-1]
    assert cut["given"] == len(result.structured_content[cut["list"]]) < cut["of"]
    assert cut["ask"]
    assert cut["tasks"] or tool == "explain"
    if tool == "schedule":
        narrow = answers((tool, {**asked, "tasks": ["review"]}))[0].structured_content
        assert {"review"} == {due["task"] for due in narrow["due_dates"]}


def test_problems_do_not_crowd_out_what_was_asked_for() -> None:
    """A record in which much is doubtful: the dates that are still to be met are there, and the first of the problems."""
    from lacreview_rules import england_and_wales
    from lacreview_rules.assistants.about_a_child import schedule
    from lacreview_rules.assistants.sizes import text_of
    from lacreview_rules.assistants.sources import Known

    often = [
        {"event": "review-held", "on": f"{year}-{month:02}-{day:02}"}
        for year in (2026, 2027)
        for month in range(1, 13)
        for day in (6, 9, 15)
    ]
    asked = {"events": [CARE, *often, *[{"event": "other-thing", "on": f"2026-01-{day:02}"} for day in range(6, 30)] * 20]}
    answer = schedule(Known(england_and_wales()), {**asked, "profile": "england", "as_of": "2028-01-21"})
    assert len(text_of(answer)) <= MOST_CHARACTERS
    assert [one["list"] for one in answer["cut"]][-1] == "problems"
    assert answer["problems"]
    assert any(due["status"] == "upcoming" for due in answer["due_dates"])
    assert len(text_of(answer["due_dates"])) > len(text_of(answer["problems"]))


def test_the_first_sentence_of_the_page_says_that_what_is_told_leaves_the_machine() -> None:
    """Issue 16, point 9: whoever reads no further knows it."""
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "ask-through-an-assistant.md").read_text(encoding="utf-8")
    first = " ".join(page.split("\n\n")[1].split()).partition(". ")[0]
    assert "what you tell it leaves your computer with it" in first
