"""The workbench in a real browser: the three things to do, from a file on disk to a downloaded result; nothing leaves the page.

The page is built by its one command and driven by `examples/workbench/test/drive.mjs`; what was seen there is judged here, by
the command's own output on the same files. It needs npm, PyPI and Chromium, as `.ci/run` has them.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from lacreview_rules import check_profile, judge, load_cases, load_profile
from lacreview_rules.cli import app

TOP = Path(__file__).parents[2]
WORKBENCH = TOP / "examples" / "workbench"
WHEEL = os.environ.get("WHEEL")
AS_OF = "2026-03-31"
HISTORY = TOP / "examples" / "placement-moves.json"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("npm") is None
        or (WHEEL is None and not (TOP / "src").exists())
        or not Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).exists(),
        reason="needs npm and Chromium, and the source or a wheel (in the variable WHEEL)",
    ),
]


def questions() -> list[Any]:
    """The first two hundred cases that ask for no calendar of their own, which the page has no field for."""
    return [case for case in load_cases() if case.calendar is None][:200]


TYPED = """\
How many=3; Of what=months; From what=review; The review it counts from (the next one is due)=first; Or, if that is earlier=91
What must be done=visit; How many=4; Of what=weeks; From what= again; Where the child lives=foster-care; How long there=under 1 year; \
How old=under; Age in years=5; Legal status=not short-break; Until=ceased-to-be-looked-after; To be aimed at=10; It holds from=2026-04-01
What must be done= new; What it is, in plain English=Decisions approved; Once for=review; Who does it=team manager; \
How many=5; From what=decisions
What must be done= new; What it is, in plain English=IRO told of it; Who does it= new; Who, in plain English=business support; \
How many=1; From what=missed decisions-approved
What must be done= new; What it is, in plain English=Return interview; Once for=event; Who does it=social worker; \
How many=72; Of what=hours; From what= new; What happens, in plain English=Found again
What must be done=pathway-plan; How many=3; Of what=months; From what= age; Which birthday: years=16; \
What the sentence leaves open=Of, or after?
What must be done= consider; What it is, in plain English=Permanence?; Who does it=IRO; The review it belongs to=second
What must be done=review-record; Of what= none; From what=review; Note=as soon as possible
What must be done=review-report; Of what= none; Counted=before; From what=review"""
"""What is typed for each kind of sentence of a procedure, a line each, field by field."""
WRITTEN: list[dict[str, Any]] = [
    {"task": "review", "limit": ["3 months", "91 days"], "after": "review", "when": {"review": "first"}},
    {
        "task": "visit",
        "limit": "4 weeks",
        "aim": "10 working days",
        "after": "visit",
        "until": "ceased-to-be-looked-after",
        "when": {"placement": "foster-care", "placement_lasted": "under 1 year", "legal_status": "not short-break", "age": "under 5"},
        "in_force": {"from": date(2026, 4, 1)},
    },
    {"task": "decisions-approved", "limit": "5 working days", "after": "decisions"},
    {"task": "iro-told-of-it", "limit": "1 working day", "after": "missed decisions-approved"},
    {"task": "return-interview", "limit": "72 hours", "after": "found-again"},
    {"task": "pathway-plan", "limit": "3 months", "after": "age 16 years", "ambiguous": "Of, or after?"},
    {"title": "Permanence?", "at": "review", "role": "IRO", "when": {"review": "second"}},
    {"task": "review-record", "after": "review", "note": "as soon as possible"},
    {"task": "review-report", "before": "review"},
]
"""The rows that these are, by the profile format."""

OTHER = """
id = "theirs"
name = "Theirs"
version = "1"
schema_version = 1
extends = "england"
[[timescales]]
id = "theirs/1"
task = "review"
limit = "{limit}"
after = "became-looked-after"
"""
"""A profile in a file, to compare with."""

MANY = 1363
LARGE = 150_000_000  # bytes: more than the memory that Python begins with in the page
TEAMS = ("North", "South", "East")


def write_many(folder: Path) -> None:
    """Made children, as many as a large authority looks after: each came on a day of their own, and was reviewed or was not."""
    with (folder / "many.jsonl").open("w", encoding="utf-8") as file:
        for number in range(MANY):
            began = date(2023, 1, 1) + timedelta(number % 1000)
            events: list[dict[str, str]] = [{"event": "became-looked-after", "on": began.isoformat()}]
            events += [{"event": "review-held", "on": (began + timedelta(20 + 90 * review)).isoformat()} for review in range(number % 5)]
            file.write(json.dumps({"child": f"M{number}", "date_of_birth": "2014-05-02", "events": events}) + "\n")
    rows = [f"M{number},{TEAMS[number % len(TEAMS)]}" for number in range(MANY)]
    (folder / "teams.csv").write_text("\n".join(["child,team", *rows]), encoding="utf-8")


def write_return(folder: Path) -> None:
    """A return of seven children of whom no day of birth and no day of a review can be read."""
    children = range(1, 8)
    tables = {
        "Header": ["CHILD,SEX,DOB,UPN", *(f"S{number},1,," for number in children)],
        "Episodes": ["CHILD,DECOM,RNE,LS,PLACE,DEC,REC,PL_POST", *(f"S{number},0{number}/06/2025,S,V2,U6,,," for number in children)],
        "Reviews": ["CHILD,DOB,REVIEW,REVIEW_CODE", *(f"S{number},,31/02/2026,PN1" for number in children)],
    }
    for name, lines in tables.items():
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """What a walk through the built page left behind."""
    if subprocess.run(["npm", "ping"], capture_output=True, check=False).returncode != 0:
        pytest.skip("the registry of npm cannot be reached from here, so the page cannot be built")
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    fcntl = pytest.importorskip("fcntl")
    with (shared / "workbench.lock").open("w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one build, whichever process comes first: npm empties its folder
        folder = shared / "workbench"
        if not (folder / "out" / "seen.json").exists():
            shutil.rmtree(folder, ignore_errors=True)
            walk(folder)
    found: dict[str, Any] = json.loads((folder / "out" / "seen.json").read_text(encoding="utf-8"))
    return folder / "out", found


def walk(folder: Path) -> None:
    """Build the page and walk through it: into `site`, from `given`, to `out`."""
    site, given, out = folder / "site", folder / "given", folder / "out"
    for one in (given, out):
        one.mkdir(parents=True)
    built_of = [] if WHEEL is None else ["--wheel", WHEEL]
    subprocess.run([sys.executable, WORKBENCH / "build.py", site, *built_of], check=True, capture_output=True)
    shutil.copy(HISTORY, given / "history.json")
    shutil.copy(TOP / "examples" / "return.xml", given / "return.xml")
    write_many(given)
    events = [[{"event": "became-looked-after", "on": day}] for day in ("2026-01-02", "2026-02-30")]
    (given / "two.jsonl").write_text("\n".join(json.dumps({"child": "K", "events": one}) for one in events), encoding="utf-8")
    for name, limit in (("theirs", "21 days"), ("broken", "21")):
        (given / f"{name}.toml").write_text(OTHER.format(limit=limit), encoding="utf-8")
    write_return(given)
    (given / "large.jsonl").write_bytes(b" " * LARGE + b"{}\n")
    typed = [[part.split("=", 1) for part in line.split("; ")] for line in TYPED.splitlines()]
    (given / "rows.json").write_text(json.dumps(typed), encoding="utf-8")
    asked = [
        {
            "history": case.history,
            "profile": case.profile,
            "settings": case.settings,
            "as_of": case.as_of.isoformat(),
            "until": None if case.until is None else case.until.isoformat(),
        }
        for case in questions()
    ]
    (given / "cases.json").write_text(json.dumps(asked), encoding="utf-8")
    done = subprocess.run(["node", WORKBENCH / "test" / "drive.mjs", site, given, out], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def told(*arguments: str) -> str:
    """What the command itself writes."""
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_nothing_is_asked_for_while_files_are_opened_and_worked_with(seen: tuple[Path, dict[str, Any]]) -> None:
    assert seen[1]["requests"] == []


def test_the_console_has_no_error_and_axe_no_violation(seen: tuple[Path, dict[str, Any]]) -> None:
    assert seen[1]["console"] == []
    assert seen[1]["axe"] == []


def test_a_childs_dates_are_those_of_the_command(seen: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    out, found = seen
    common = (str(HISTORY), "--profile", "england", "--as-of", AS_OF)
    assert rows((out / "due-dates.csv").read_text("utf-8")) == rows(told("schedule", *common, "--format", "csv"))
    feed = tmp_path / "feed.ics"
    told("calendar-feed", *common, "-o", str(feed))
    assert (out / "due-dates.ics").read_bytes().count(b"BEGIN:VEVENT") == feed.read_bytes().count(b"BEGIN:VEVENT") > 0
    assert json.loads((out / "history.json").read_text("utf-8"))["events"] == json.loads(HISTORY.read_text("utf-8"))["events"]
    assert (out / "timeline.svg").read_text("utf-8").count('class="mark"') == found["texts"]["marks"] > 0
    assert found["texts"]["next"] in told("schedule", *common)
    assert any("provisional" in words for words in found["texts"]["besides"])
    whole, of_reviews = (int(words.split()[0]) for words in found["texts"]["short"])
    assert whole > of_reviews  # what is not known to be undone is not called overdue
    assert "Source:" in found["texts"]["working"]
    assert "dates change" in found["texts"]["moved"]
    moved, review = "Fri 20 Feb 2026, placement moved; Line 9, Mon 2 Mar 2026, placement moved", "Tue 10 Mar 2026, review held"
    assert f"Also at Line 7, {moved} and Line 11, {review}." in found["texts"]["problems"]
    assert "two.jsonl:2: events[0].on" in found["texts"]["ofFile"]  # 30 February, of the other child in the file
    assert found["texts"]["undated"].endswith("One event has no day yet, and is left out.")


def test_a_profile_written_by_the_form_is_one_that_check_takes(seen: tuple[Path, dict[str, Any]]) -> None:
    out, found = seen
    written = tomllib.loads((out / "ours.toml").read_text("utf-8"))
    assert (written["id"], written["name"]) == ("our-authority", "Our Authority Council")
    [row] = written["timescales"]
    assert row == {
        "id": "our-authority/1",
        "task": "review",
        "limit": "28 days",
        "after": "became-looked-after",
        "cite": "section 2",
        "verified": True,
    }
    # 28 days from a Saturday are a Saturday, and 20 working days end the day before, where no bank holiday falls between: reg 33(1).
    assert check_profile(load_profile(out / "ours.toml")).breaches
    assert "LATER THAN THE REGULATIONS: 1 of its timescales" in found["texts"]["verdict"]
    ours, england = found["texts"]["compared"].split("\t")[1:]
    assert "28 days after became looked after" in ours  # beside it the regulations' own, which goes on to bind
    assert "28 days after became looked after" not in england
    assert "review 1: Mon 2 Feb 2026" in england  # the worked example comes into care on Mon 5 Jan 2026: reg 33(1)
    assert "21 days after became looked after" in found["texts"]["theirs.toml"]
    assert "broken.toml:10: theirs/1.limit" in found["texts"]["broken.toml"]
    assert "limitt" in found["texts"]["mended"]
    assert found["texts"]["underlined"]
    assert found["texts"]["byHand"] == "By hand"
    before, after = found["texts"]["asItWas"]
    assert 'verified = false\nwhen = { age = "under 16", review = "first" }' in before
    assert after == before
    assert "our-authority/1 was changed in the text" in found["texts"]["notWritten"]


def test_every_kind_of_sentence_is_carried_by_the_form_and_a_row_can_be_changed_or_taken_out(seen: tuple[Path, dict[str, Any]]) -> None:
    """What it writes is what the profile format says of such a sentence; a row changed and written as it was is as it was."""
    out, found = seen
    said = "the second review is due within 3 months or 91 days, whichever is earlier, after the first review"
    assert found["texts"]["sentences"][0].startswith(f"It says: {said}")
    assert found["texts"]["sentences"][6].endswith("only for: the second review.")
    whole = tomllib.loads((out / "whole.toml").read_text("utf-8"))
    rows_of = {row["id"]: row for name in ("timescales", "considerations") for row in whole[name]}
    assert len(rows_of) == 1 + len(WRITTEN)
    for number, row in enumerate(WRITTEN, 2):
        assert rows_of[f"our-authority/{number}"] == {"id": f"our-authority/{number}", **row}
    assert whole["review_cycle"]["restarts_on"] == ["placement-moved"]
    assert whole["roles"] == ["business support"]
    assert {task["id"]: task["role"] for task in whole["tasks"]} == {
        "decisions-approved": "team manager",
        "iro-told-of-it": "business support",
        "return-interview": "social worker",
    }
    assert len(load_profile(out / "whole.toml").considerations) == 1  # it is well formed
    assert tomllib.loads((out / "again.toml").read_text("utf-8")) == whole
    fewer = tomllib.loads((out / "fewer.toml").read_text("utf-8"))
    assert [row["id"] for row in fewer["timescales"]] == [row["id"] for row in whole["timescales"] if row["id"] != "our-authority/2"]


def test_a_caseload_is_that_of_the_command(seen: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    out, found = seen
    assert found["texts"]["leads"].startswith("Overdue now (")  # from the first screen to the list, by keys
    asked = ("caseload", str(TOP / "examples" / "return.xml"), "--input", "ssda903", "--profile", "england", "--as-of", AS_OF)
    told(*asked, "--output-dir", str(tmp_path))
    assert json.loads((out / "caseload.json").read_text("utf-8")) == json.loads((tmp_path / "caseload.json").read_text("utf-8"))
    for name in ("overdue", "due", "out-of-timescale"):
        assert rows((out / f"{name}.csv").read_text("utf-8")) == rows((tmp_path / f"{name}.csv").read_text("utf-8"))
    assert "<h1>Caseload as at Tue 31 Mar 2026</h1>" in (out / "caseload.html").read_text("utf-8")


def test_a_caseload_of_many_tells_how_far_it_is_can_be_stopped_and_is_that_of_the_command(
    seen: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    out, found = seen
    assert int(found["texts"]["progress"].split()[0].replace(",", "")) < MANY
    assert found["texts"]["many"] == f"{MANY:,} children used."
    write_many(tmp_path)
    asked = ("caseload", str(tmp_path / "many.jsonl"), "--teams", str(tmp_path / "teams.csv"), "--profile", "england", "--as-of", AS_OF)
    told(*asked, "--output-dir", str(tmp_path))
    assert json.loads((out / "many.json").read_text("utf-8")) == json.loads((tmp_path / "caseload.json").read_text("utf-8"))
    [teams] = [chart for chart in found["texts"]["charts"] if chart.startswith("Overdue now, by team")]
    assert all(team in teams for team in TEAMS)


def test_remarks_of_many_are_folded_and_every_place_is_told(seen: tuple[Path, dict[str, Any]]) -> None:
    """Of seven of a kind five are shown; where one thing is said of seven children, three more places stand with it."""
    drawn, *folded = seen[1]["texts"]["fold"]
    assert drawn == 0  # until it is opened
    assert [one.partition(": ")[0] for one in folded] == ["Header.csv:7", "Header.csv:8"]
    assert seen[1]["texts"]["places"] == ", ".join(f"Header.csv:{line} (date_of_birth)" for line in range(3, 9))


def test_an_engine_that_dies_says_so_and_loses_nothing_that_was_typed(seen: tuple[Path, dict[str, Any]]) -> None:
    died, memory = seen[1]["texts"]["died"]
    assert "calculates stopped" in died
    assert "it ran out of memory" in memory
    name, profile = seen[1]["texts"]["kept"]
    assert name == "Somebody"
    assert "limitt = 3" in profile


def test_nothing_is_kept_unless_somebody_says_so_and_then_the_profile_alone(seen: tuple[Path, dict[str, Any]]) -> None:
    texts = seen[1]["texts"]
    assert texts["storage"] == {"local": {}, "session": {}}
    [kept] = texts["storageAsked"]
    assert "limitt = 3" in kept
    assert texts["storageAfter"] == 0


def test_each_of_the_three_is_reached_by_tab_and_enter_and_can_be_printed(seen: tuple[Path, dict[str, Any]]) -> None:
    texts = seen[1]["texts"]
    assert texts["keys"] == ["child", "profile", "caseload"]
    for name in texts["keys"]:
        assert texts[f"controls on paper {name}"] == 0
    assert "Somebody" in texts["paper child"]  # what a form says stands on paper as words
    assert "became looked after" in texts["paper child"]
    assert "Reviews in time by the regulations" in texts["paper caseload"]
    assert "by the regulations, of those due" in texts["paper caseload"]  # the first screen of the report
    assert "see below" not in texts["paper caseload"]
    assert "By hand. When a child moves" in texts["paper profile"]  # whose it is, though its fields are not printed


def test_an_event_is_typed_taken_away_and_its_working_opened_and_closed_by_keys_alone(seen: tuple[Path, dict[str, Any]]) -> None:
    texts = seen[1]["texts"]
    assert set(texts["typing"]) == {"On which day, event 4"}  # Chromium tells of a change at the first digit of the year
    assert texts["typed"] == "2026-03-03"
    assert texts["removed"] == "Remove event 3"
    assert texts["opened"].startswith("How this date was worked out")
    assert texts["closed"] == 0


def test_where_a_file_of_the_page_is_missing_it_says_so(seen: tuple[Path, dict[str, Any]]) -> None:
    """The runtime itself would wait for some of them without end."""
    told = seen[1]["texts"]["missing"]
    assert len(told) == 3
    assert all("could not be started" in words and "Reload the page" in words for words in told.values())


def test_a_browser_that_cannot_take_up_the_image_begins_python_anew(seen: tuple[Path, dict[str, Any]]) -> None:
    assert "overdue" in seen[1]["texts"]["anew"]


def test_the_corpus_agrees_with_the_pages_worker(seen: tuple[Path, dict[str, Any]]) -> None:
    answers = seen[1]["cases"]
    cases = questions()
    assert len(answers) == len(cases) == 200
    assert [case.id for case, answer in zip(cases, answers, strict=True) if not judge(case, answer).agrees] == []


def test_it_opens_again_without_a_network(seen: tuple[Path, dict[str, Any]]) -> None:
    assert "offline: first schedule" in seen[1]["seconds"]
