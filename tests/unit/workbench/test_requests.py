"""What the page asks, answered in this Python: the same library's calls, whatever runs them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules import History, InputError, Problem, build_schedule, load_profile, parse_history
from lacreview_rules.cli import app
from lacreview_rules.sources.door import Records
from lacreview_rules.workbench.requests import Workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).parents[3]
HISTORY: dict[str, Any] = {"child": "A123", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}
ASKED = {"history": HISTORY, "profile": "england", "as_of": "2026-01-05"}


def ask(folder: Path, name: str, **more: object) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(Workbench(folder).answer(json.dumps({"ask": name, **more})))
    return record


def test_a_schedule_is_that_of_the_library_with_every_working(tmp_path: Path) -> None:
    found = ask(tmp_path, "schedule", **ASKED)["answer"]
    made = build_schedule(parse_history(HISTORY), load_profile("england")).on(date(2026, 1, 5))
    assert found["schedule"] == json.loads(made.to_json())
    review = next(due for due in found["schedule"]["due_dates"] if due["task"] == "review")
    assert review["due"] == "2026-01-21"  # 20 working days from 19 December 2025, over two bank holidays and New Year: reg 33(1)
    assert set(found["workings"]) == {due["id"] for due in found["schedule"]["due_dates"]}
    assert any(mark["look"] == "came-in" for lane in found["lanes"] for mark in lane["marks"])


def test_what_would_move_is_said_with_both_dates(tmp_path: Path) -> None:
    found = ask(tmp_path, "what-if", **ASKED, suppose=[{"event": "review-held", "on": "2026-01-14"}])["answer"]
    second = next(one for one in found["changes"] if one["title"] == "Second looked after review")
    assert (second["from"], second["to"]) == ("2026-04-21", "2026-04-14")  # three months after the first: reg 33(2)


@pytest.mark.parametrize(("form", "begins"), [("csv", "child,"), ("calendar", "BEGIN:VCALENDAR"), ("json", "{"), ("history", "{")])
def test_each_form_can_be_saved(tmp_path: Path, form: str, begins: str) -> None:
    assert ask(tmp_path, "save", **ASKED, form=form)["answer"]["text"].startswith(begins)


def test_a_starting_file_is_checked_and_a_wrong_key_is_told_with_its_line_and_without_the_folder(tmp_path: Path) -> None:
    text = ask(tmp_path, "starting-file", id="ours", extends="england")["answer"]["text"]
    days = {"from": "2024-01-01", "to": "2026-12-31"}
    assert ask(tmp_path, "check", profile={"text": text}, **days)["answer"]["rows"] == []
    wrong = f'{text}\n[[timescales]]\nid = "ours/1"\ntsak = "review"\n'
    refused = ask(tmp_path, "check", profile={"text": wrong}, **days)["refused"]
    assert wrong.splitlines()[refused["problems"][0]["line"] - 1].startswith(("tsak", "[[timescales]]"))
    assert str(tmp_path) not in json.dumps(refused)


@pytest.mark.parametrize(("broken", "line"), [("in_force = { from = 2026-02-30 }", 5), ("title = 'a'\n[source]", 6), ('note = "abc', 5)])
def test_what_is_no_toml_is_told_at_its_line(tmp_path: Path, broken: str, line: int) -> None:
    """The reader names the line in its words, and not as a place."""
    text = f'id = "ours"\nname = "Ours"\n\n[source]\n{broken}\n'
    [problem] = ask(tmp_path, "check", profile={"text": text}, **{"from": "2024-01-01", "to": "2024-12-31"})["refused"]["problems"]
    assert problem["line"] == line


def test_a_check_names_the_line_of_what_is_later(tmp_path: Path) -> None:
    text = ask(tmp_path, "starting-file", id="ours", extends="england")["answer"]["text"]
    row = '[[timescales]]\nid = "ours/1"\ntask = "review"\nlimit = "28 days"\nafter = "became-looked-after"\n'
    found = ask(tmp_path, "check", profile={"text": f"{text}\n{row}"}, **{"from": "2024-01-01", "to": "2024-12-31"})["answer"]
    [breach] = [one for one in found["report"]["findings"] if one["severity"] == "breach"]
    assert f"{text}\n{row}".splitlines()[breach["line"] - 1] == 'id = "ours/1"'
    assert found["rows"][0]["severity"] == "breach"


@pytest.mark.slow
def test_each_row_is_told_whole_and_as_it_is_written(tmp_path: Path) -> None:
    """A condition that the list leaves out would be a row that seems to say more than it does."""
    text = ask(tmp_path, "starting-file", id="ours", extends="england")["answer"]["text"]
    rows = """
[[timescales]]
id = "ours/1"
task = "visit"
limit = ["4 weeks", "28 days"]
after = "visit"
when = { placement = "foster-care", age = "under 5" }
in_force = { from = 2026-04-01 }
ambiguous = "Weeks or days?"

[[considerations]]
id = "ours/2"
title = "Is there a plan for permanence?"
when = { review = "second" }
"""
    days = {"from": "2026-04-01", "to": "2026-12-31"}
    visit, permanence = ask(tmp_path, "check", profile={"text": f"{text}{rows}"}, **days)["answer"]["rows"]
    told = "; ".join(visit["more"])
    assert "the child is under 5" in told
    assert "foster care" in told
    assert "1 Apr 2026" in told
    assert "Weeks or days?" in told
    assert visit["row"]["limit"] == ["4 weeks", "28 days"]
    assert visit["row"]["in_force"] == {"from": "2026-04-01"}
    assert permanence["title"] == "Is there a plan for permanence?"
    assert "second" in permanence["more"][0]


def test_the_rows_of_what_is_not_well_formed_are_told_as_they_are_written(tmp_path: Path) -> None:
    text = (
        'id = "ours"\n[[timescales]]\nid = "ours/1"\ntask = "no-such"\n[[timescales]]\ntask = "review"\n[[considerations]]\nid = "ours/2"\n'
    )
    found = ask(tmp_path, "rows", profile={"text": text})["answer"]["rows"]
    assert found == [{"id": "ours/1", "task": "no-such"}, {"id": "ours/2"}]
    assert ask(tmp_path, "rows", profile={"text": "timescales = 3"})["answer"]["rows"] == []


def test_the_words_of_a_profile_are_told_in_plain_english(tmp_path: Path) -> None:
    found = ask(tmp_path, "words", profile="england")["answer"]
    titles = {one["id"]: one["title"] for name in ("placement", "legal_status", "fact") for one in found[name]}
    assert titles["childrens-home"] == "Children's home"
    assert titles["section-20"] == "Accommodated by agreement (Children Act 1989 s20)"
    fields = [field["words"] for event in ask(tmp_path, "begin")["answer"]["events"] for field in event["fields"]]
    assert "legal status" in fields
    assert not any("_" in words for words in fields)


@pytest.mark.parametrize("form", ["csv", "calendar", "json"])
def test_no_empty_file_is_saved_of_a_child_of_whom_nothing_can_be_scheduled(tmp_path: Path, form: str) -> None:
    """The start of care is misspelt; a calendar without an entry would say that nothing is due."""
    history = {"child": "A123", "events": [{"event": "became-lookedafter", "on": "2025-12-19"}]}
    refused = ask(tmp_path, "save", **{**ASKED, "history": history}, form=form)["refused"]
    assert refused["problems"][0]["what"] == "nothing could be scheduled"
    assert ask(tmp_path, "save", **{**ASKED, "history": history}, form="history")["answer"]["text"]


@pytest.mark.parametrize("content", ["", "{ this is no JSON", '{"child": "A123"}', "\x00"])
def test_a_caseload_of_which_no_child_can_be_used_is_refused_and_no_empty_report(tmp_path: Path, content: str) -> None:
    """Of a file that could not be read, "Overdue now (0)" would be silence."""
    (tmp_path / "children.json").write_text(content, encoding="utf-8")
    refused = ask(tmp_path, "caseload", files=["children.json"], source="history", profile="england", as_of="2026-03-31")["refused"]
    assert refused["problems"]


def test_two_profiles_stand_side_by_side(tmp_path: Path) -> None:
    found = ask(tmp_path, "compare", profile="newham", other="england")["answer"]
    assert [one["id"] for one in found["profiles"]] == ["newham", "england"]
    assert found["tasks"]


def test_a_spreadsheet_of_events_is_opened_as_histories(tmp_path: Path) -> None:
    shutil.copy(TOP / "examples" / "events.csv", tmp_path)
    found = ask(tmp_path, "children", file="events.csv")["answer"]
    assert found["histories"]
    assert ask(tmp_path, "schedule", history=found["histories"][0], profile="england", as_of="2026-01-05")["answer"]["schedule"]


def test_a_child_of_a_file_that_cannot_be_used_is_told_with_file_and_line(tmp_path: Path) -> None:
    events = [[{"event": "became-looked-after", "on": day}] for day in ("2026-01-02", "2026-02-30")]
    lines = [json.dumps({"child": name, "events": given}) for name, given in zip("AB", events, strict=True)]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = ask(tmp_path, "children", file="two.jsonl")["answer"]
    assert [one["child"] for one in found["histories"]] == ["A"]
    assert [problem["where"] for problem in found["problems"]] == ["two.jsonl:2: events[0].on"]  # 30 February


def test_a_child_that_stands_twice_in_a_file_is_told_without_the_folder(tmp_path: Path) -> None:
    lines = [json.dumps({"child": "A", "events": events}) for events in ([{"event": "became-looked-after", "on": "2026-01-02"}], [])]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), encoding="utf-8")
    opened = ask(tmp_path, "children", file="two.jsonl")["answer"]
    caseload = ask(tmp_path, "caseload", files=["two.jsonl"], source="history", profile="england", as_of="2026-03-31")["answer"]
    for found in (opened, caseload):
        [problem] = [one for one in found["problems"] if one["where"] == "two.jsonl:2: child"]
        assert problem["what"].startswith("the same child was at two.jsonl:1 already")
        assert str(tmp_path) not in json.dumps(found)


@pytest.mark.parametrize(
    ("name", "content", "source"),
    [
        ("a.csv", b"a,b\n1,2\n", "events"),
        ("a.xlsx", b"PK\3\4 broken", "events"),
        ("a.json", b"\xff\xfe{\0", "history"),
        ("a.json", b"", "history"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_as_by_the_command(tmp_path: Path, name: str, content: bytes, source: str) -> None:
    (tmp_path / name).write_bytes(content)
    found = [
        ask(tmp_path, "caseload", files=[name], source=source, profile="england", as_of="2026-03-31"),
        ask(tmp_path, "children", file=name),
    ]
    of_command = CliRunner().invoke(app, ["schedule", str(tmp_path / name), "--input", source, "-p", "england"]).stderr
    for one in found:
        [problem] = one["refused"]["problems"]
        assert f"{tmp_path}/{problem['where']}: {problem['what']}; {problem['remedy']}" in of_command


def test_of_a_child_of_whom_nothing_can_be_scheduled_that_is_told(tmp_path: Path) -> None:
    """Lists without a date would say that nothing is due."""
    misspelt = {"child": "A123", "events": [{"event": "became-lookedafter", "on": "2025-12-19"}]}
    assert ask(tmp_path, "schedule", **{**ASKED, "history": misspelt})["answer"]["nothing_scheduled"]
    assert not ask(tmp_path, "schedule", **ASKED)["answer"]["nothing_scheduled"]


@pytest.mark.parametrize(
    ("file", "source"), [("return.xml", "ssda903"), ("list-8.csv", "annex-a"), ("events.csv", "events"), ("caseload.jsonl", "history")]
)
def test_a_caseload_is_read_from_each_kind_of_file(tmp_path: Path, file: str, source: str) -> None:
    shutil.copy(TOP / "examples" / file, tmp_path)
    told: list[int] = []
    asked = {"ask": "caseload", "files": [file], "source": source, "profile": "england", "as_of": "2026-03-31"}
    bench = Workbench(tmp_path)
    found = json.loads(bench.answer(json.dumps(asked), told.append))["answer"]
    assert found["used"] > 0
    saved = {
        form: json.loads(bench.answer(json.dumps({"ask": "caseload-file", "form": form})))["answer"] for form in ("json", "page", "due")
    }
    assert json.loads(saved["json"]["text"])["as_of"] == "2026-03-31"
    assert saved["page"]["text"].startswith("<!")
    assert saved["due"]["name"] == "due.csv"
    assert "due" in found["lists"]
    assert found["sections"][0]["tables"]


def test_what_is_dated_after_the_day_and_a_record_that_begins_too_late_are_told_as_by_the_command(tmp_path: Path) -> None:
    """Nothing in silence: a wrong year in one event, and reviews on record from after the first day judged."""
    later = {**HISTORY, "events": [*HISTORY["events"], {"event": "review-held", "on": "2062-01-14"}]}
    (tmp_path / "children.jsonl").write_text(f"{json.dumps(later)}\n", encoding="utf-8")
    asked = {"files": ["children.jsonl"], "source": "history", "profile": "england", "as_of": "2026-03-31", "reviews_from": "2026-01-01"}
    found = ask(tmp_path, "caseload", **asked)["answer"]
    assert any("dated after the day of the report" in problem["what"] for problem in found["problems"])
    assert [line.partition(":")[0] for line in found["gaps"]] == ["NOT ALL CAN BE JUDGED"]


def test_a_caseload_begins_with_the_first_screen_of_the_report(tmp_path: Path) -> None:
    """Issue 18, 1 and issue 19, 2: headline figures first, in the words of the command; each leads to a section that is there."""
    shutil.copy(TOP / "examples" / "caseload.jsonl", tmp_path)
    found = ask(tmp_path, "caseload", files=["caseload.jsonl"], source="history", profile="england", as_of="2026-06-30")["answer"]
    report = (
        CliRunner().invoke(app, ["caseload", str(TOP / "examples" / "caseload.jsonl"), "-p", "england", "--as-of", "2026-06-30"]).stdout
    )
    head = " ".join(report.partition("Profiles:")[0].split())
    for line in found["first"]:
        assert f"{line['label']} {line['text']}" in head
    assert [line["label"] for line in found["first"]][:4] == ["Children", "Reviews in time", "Overdue now", "Due next"]
    assert {line["section"] for line in found["first"]} - {""} <= {section["name"] for section in found["sections"]}


@pytest.mark.parametrize(("as_of", "told"), [("2026-02-28", None), ("2026-03-31", None), ("2026-04-01", "2026-03-31")])
def test_where_a_record_ends_is_told_only_if_that_is_before_the_day_asked_about(tmp_path: Path, as_of: str, told: str | None) -> None:
    """The return of 2025-26 tells of nothing after 31 March 2026; of a day before that there is nothing to say."""
    shutil.copy(TOP / "examples" / "return.xml", tmp_path)
    found = ask(tmp_path, "caseload", files=["return.xml"], source="ssda903", profile="england", as_of=as_of)["answer"]
    assert found["known_until"] == told


def test_each_problem_of_a_history_is_told_with_its_line_as_the_command_tells_it(tmp_path: Path) -> None:
    """Two lines: the first has no date of birth and is used, the second has no such day and is not."""
    born, wrong = "became-looked-after", "2026-01-40"
    lines = [{"child": "A", "events": [{"event": born, "on": "2026-01-05"}]}, {"child": "B", "events": [{"event": born, "on": wrong}]}]
    (tmp_path / "children.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    found = ask(tmp_path, "caseload", files=["children.jsonl"], source="history", profile="england", as_of="2026-03-31")["answer"]
    assert [problem["where"] for problem in found["problems"]] == ["children.jsonl:1: date_of_birth", "children.jsonl:2: events[0].on"]
    assert [problem["line"] for problem in found["problems"]] == [1, 2]


def test_a_list_says_with_which_team_each_child_is(tmp_path: Path) -> None:
    """Three children without a review, whose first was due after 20 working days (reg 33(1)); the second child has no team."""
    began = {"A": ("2026-02-02", "South"), "B": ("2026-01-05", None), "C": ("2026-01-12", "North")}
    lines = [
        {"child": child, "events": [{"event": "became-looked-after", "on": on}], **({} if team is None else {"team": team})}
        for child, (on, team) in began.items()
    ]
    (tmp_path / "children.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    found = ask(tmp_path, "caseload", files=["children.jsonl"], source="history", profile="england", as_of="2026-03-31")["answer"]
    [table] = next(section for section in found["sections"] if section["name"] == "overdue")["tables"]
    assert [column["heading"] for column in table["columns"]][-1] == "Team, worker"
    reviews = {(row[0], row[-1]) for row in table["rows"] if any("First looked after review" in cell for cell in row)}
    assert reviews == {("Mon 2 Feb 2026", "none named"), ("Mon 9 Feb 2026", "North"), ("Mon 2 Mar 2026", "South")}


def test_a_source_that_stops_halfway_has_what_was_read_before_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Halfway(Records):
        def __iter__(self) -> Iterator[History]:
            yield parse_history(HISTORY)
            raise InputError([Problem("children.csv:3", "the file ends here", "open the whole file")])

    (tmp_path / "children.csv").write_text("child\n", encoding="utf-8")
    monkeypatch.setattr("lacreview_rules.workbench.about_a_caseload.open_named", lambda *_: Halfway())
    found = ask(tmp_path, "caseload", files=["children.csv"], source="events", profile="england", as_of="2026-03-31")["answer"]
    assert (found["used"], found["not_used"]) == (1, 1)
    assert [problem["where"] for problem in found["problems"] if "ends here" in problem["what"]] == ["children.csv:3"]


DEEP = 101  # one more than may stand in one another: nesting
TOO_DEEP = "a number is too long, or {} are nested too deeply"


def test_what_is_nested_too_deeply_is_refused_before_it_is_read_in_the_words_of_the_command(tmp_path: Path) -> None:
    """Where the stack is short, as in a page, the reader would end the engine and not say so."""
    deep = "[" * DEEP + "]" * DEEP
    for name, text in (("child.json", f'{{"child": "A123", "events": {deep}}}'), ("child.jsonl", f'{{"child": "A123", "events": {deep}}}')):
        (tmp_path / name).write_text(text, encoding="utf-8")
        of_command = CliRunner().invoke(app, ["schedule", str(tmp_path / name), "-p", "england"]).stderr
        caseload = ask(tmp_path, "caseload", files=[name], source="history", profile="england", as_of="2026-03-31")["refused"]["problems"]
        opened = ask(tmp_path, "children", file=name)
        told = opened["refused"]["problems"] if "refused" in opened else opened["answer"]["problems"]
        for found in (caseload, told):
            assert [problem["what"] for problem in found] == [f"not usable JSON: {TOO_DEEP.format('objects')}"]
        assert TOO_DEEP.format("objects") in of_command
    [problem] = json.loads(Workbench(tmp_path).answer(f'{{"ask": "schedule", "history": {deep}}}'))["refused"]["problems"]
    assert problem["what"] == f"not usable JSON: {TOO_DEEP.format('objects')}"
    for text in (f"a = {deep}", f"{'a.' * DEEP}b = 1"):
        for name, more in (("check", {"from": "2024-01-01", "to": "2024-12-31"}), ("words", {}), ("compare", {"other": "england"})):
            [problem] = ask(tmp_path, name, profile={"text": text}, **more)["refused"]["problems"]
            assert problem["what"] == f"not valid TOML: {TOO_DEEP.format('tables')}"


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("nonsense", {}),
        ("schedule", {}),
        ("schedule", {"history": HISTORY, "profile": "england", "as_of": "yesterday"}),
        ("schedule", {"history": {"child": "A123", "events": [{"event": "became-lookedafter", "on": 3}]}, "profile": "england"}),
        ("schedule", {"history": HISTORY, "profile": "no-such"}),
        ("what-if", ASKED),
        ("what-if", {**ASKED, "without": "first"}),
        ("what-if", {**ASKED, "without": [99]}),
        ("save", {**ASKED, "form": "papyrus"}),
        ("children", {"file": "../secret.json"}),
        ("children", {}),
        ("profile", {"profile": "../england"}),
        ("starting-file", {"id": "Not An Id"}),
        ("check", {"profile": {"text": "= nonsense"}, "from": "2024-01-01", "to": "2024-12-31"}),
        ("check", {"profile": "england", "from": "2025-01-01", "to": "2024-12-31"}),
        ("rows", {"profile": {"text": "= nonsense"}}),
        ("rows", {"profile": {}}),
        ("caseload-file", {"form": "due"}),  # no report was made
        ("caseload-file", {"form": "papyrus"}),
        ("caseload", {"source": "ssd", "files": [], "profile": "england", "as_of": "2026-03-31"}),
        ("caseload", {"source": "ssda903", "files": [], "profile": "england", "as_of": "2026-03-31"}),
        ("caseload", {"source": "ssda903", "files": ["no.xml"], "profile": "england", "as_of": "2026-03-31"}),
    ],
)
def test_what_cannot_be_answered_says_why(tmp_path: Path, name: str, more: dict[str, Any]) -> None:
    refused = ask(tmp_path, name, **more)["refused"]
    assert refused["message"]
    assert "A123" not in json.dumps(refused)


def test_what_is_supposed_for_a_day_to_come_is_told_as_taken_to_have_happened(tmp_path: Path) -> None:
    later, now = (
        ask(tmp_path, "what-if", **ASKED, suppose=[{"event": "review-held", "on": on}])["answer"]["later"]
        for on in ("2026-01-14", "2026-01-05")
    )
    assert "lies after the day looked at (Mon 5 Jan 2026)" in later
    assert now is None


def test_the_next_review_and_what_the_command_says_beside_a_date_are_told(tmp_path: Path) -> None:
    """20 working days from Fri 19 December 2025 are Wed 21 January 2026 (reg 33(1)); the page says what the command does."""
    found = ask(tmp_path, "schedule", **ASKED)["answer"]
    assert found["next_review"]["words"] == "Next review: by Wed 21 Jan 2026"
    (tmp_path / "a.json").write_text(json.dumps(HISTORY), encoding="utf-8")
    printed = CliRunner().invoke(app, ["schedule", str(tmp_path / "a.json"), "-p", "england", "--as-of", "2026-01-05"]).stdout
    words = " ".join(printed.split())
    told = {word for beside in found["beside"].values() for word in beside if not word.startswith("closed on")}
    assert {"provisional"} < told
    assert all(word.split()[-1] in words for word in told)
    ceased = {**HISTORY, "events": [*HISTORY["events"], {"event": "ceased-to-be-looked-after", "on": "2025-12-30"}]}
    closed = ask(tmp_path, "schedule", **{**ASKED, "history": ceased})["answer"]
    assert closed["next_review"] is None
    assert ["closed on Tue 30 Dec 2025"] in closed["beside"].values()
