"""`lacreview readings`, and `--readings` of other commands: what they write, and how they refuse.

A review arranged for Wed 8 Apr 2026: the report is due on Wed 1 Apr, or in clear days on Tue 31 Mar (docs, ambiguity 19).
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow
from typer.testing import CliRunner

from lacreview_rules import load_profile, parse_history, readings
from lacreview_rules.cli import app
from lacreview_rules.cli.child.readings import COLUMNS
from lacreview_rules.cli.exits import Code
from lacreview_rules.questions import building

if TYPE_CHECKING:
    from lacreview_rules.questions.written import WrittenReading

EVENTS = [
    {"event": "became-looked-after", "on": "2026-01-05"},
    {"event": "review-held", "on": "2026-01-28"},
    {"event": "review-arranged", "on": "2026-01-28", "review_on": "2026-04-08"},
]
CHILD = "A123-SECRET"


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


def record(name: str = CHILD, events: list[dict[str, str]] = EVENTS) -> str:
    return json.dumps({"child": name, "date_of_birth": "2014-05-02", "events": events})


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "child.json"
    path.write_text(record(), encoding="utf-8")
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    path = tmp_path / "children.jsonl"
    path.write_text("\n".join([record("B1"), record("B2", EVENTS[:1])]) + "\n", encoding="utf-8")
    return path


def test_the_name_of_a_reading_keeps_its_capitals(tmp_path: Path) -> None:
    """Born on 29 February 2012, fourteen in 2026: on 1 March, or on 28 February."""
    path = tmp_path / "child.json"
    events = [{"event": "became-looked-after", "on": "2026-01-05"}]
    path.write_text(json.dumps({"child": "A1", "date_of_birth": "2012-02-29", "events": events}), encoding="utf-8")
    told = run("readings", path, "-p", "england", "-q", "born-on-29-february").stdout
    assert "    1 March: " in told
    assert "    28 February: " in told
    assert "1 march" not in told


def test_a_table_lists_only_what_differs(one: Path) -> None:
    result = run("readings", one, "-p", "england", "-q", "simple-or-clear")
    assert result.exit_code == Code.FINE
    told = " ".join(result.stdout.split())
    assert "(england/IRO4); earliest Tue 31 Mar 2026" in told
    assert "Clear days: Tue 31 Mar 2026, upcoming Simple: Wed 1 Apr 2026, upcoming (taken)" in told
    assert "(england/R2)" not in told
    assert result.stderr.startswith("1 child read; ")
    assert " differ under some reading" in result.stderr


def test_nothing_that_differs_is_said_so(one: Path) -> None:
    result = run("readings", one, "-p", "england", "-q", "born-on-29-february")
    assert "No due date differs under any reading." in result.stdout
    assert "; 0 of " in result.stderr


def test_json_is_an_object_a_child(one: Path, two: Path) -> None:
    [found] = [json.loads(run("readings", one, "-p", "england", "-f", "json").stdout)]
    [report] = [due for due in found["due_dates"] if (due["task"], due["review"]) == ("review-report", 2)]
    assert (report["due"], report["earliest"]) == ("2026-04-01", "2026-03-31")
    assert list(found) == ["schema_version", "child", "as_of", "profile", "calendar", "due_dates", "only_under", "not_computed", "problems"]
    lines = run("readings", two, "-p", "england", "-f", "json").stdout.splitlines()
    assert [json.loads(line)["child"] for line in lines] == ["B1", "B2"]
    assert [
        json.loads(line)["child"] for line in run("readings", two, "-p", "england", "-f", "json", "--child", "B2").stdout.splitlines()
    ] == ["B2"]


def test_csv_has_a_row_a_reading(one: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("readings", one, "-p", "england", "-f", "csv", "-q", "simple-or-clear").stdout)))
    assert tuple(rows[0]) == COLUMNS
    found = [(row["reading"], row["taken"], row["due_under_it"], row["due"], row["earliest"]) for row in rows if row["due"] == "2026-04-01"]
    assert found == [
        ("clear days", "false", "2026-03-31", "2026-04-01", "2026-03-31"),
        ("simple", "true", "2026-04-01", "2026-04-01", "2026-03-31"),
    ]


def test_what_cannot_be_computed_is_told(tmp_path: Path) -> None:
    """A decision of the Sunday between the review of Sat 31 Jan 2026 and the Monday."""
    path = tmp_path / "child.json"
    weekend = [EVENTS[0], {"event": "review-held", "on": "2026-01-31"}, {"event": "decisions-issued", "on": "2026-02-01"}]
    path.write_text(record(events=weekend), encoding="utf-8")
    table = run("readings", path, "-p", "england", "-q", "start-on-a-day-off")
    assert "Not computed for this child" in table.stdout
    assert "events[2]: it is recorded between" in " ".join(table.stdout.split())
    rows = run("readings", path, "-p", "england", "-q", "start-on-a-day-off", "-f", "csv")
    assert "not computed: start-on-a-day-off, it counts from the next working day: events[2]: " in rows.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("readings", "FILE", "-p", "england", "-q", "simple-or-cleer"), 'did you mean "simple-or-clear"'),
        (("readings", "FILE", "-p", "england", "--child", "nobody"), "no history of that child"),
        (("schedule", "FILE", "-p", "england", "--readings"), "--format json"),
        (("schedule", "FILE", "-p", "england", "--readings", "-f", "csv"), "lacreview readings"),
    ],
)
def test_refusals_say_what_to_do(one: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(*(one if word == "FILE" else word for word in arguments))
    assert result.exit_code == Code.BAD_INPUT
    assert told in " ".join(result.stderr.split())
    assert CHILD not in result.stderr


def test_the_schedule_has_the_key_only_on_request(one: Path) -> None:
    plain, asked = (json.loads(run("schedule", one, "-p", "england", "-f", "json", *more).stdout) for more in ((), ("--readings",)))
    assert all("readings" not in due for due in plain["due_dates"])
    assert all("readings" in due for due in asked["due_dates"])
    assert [due["due"] for due in plain["due_dates"]] == [due["due"] for due in asked["due_dates"]]
    late = run("schedule", one, "-p", "england", "-f", "json", "--readings", "--as-of", "2026-05-01", "--fail-overdue")
    assert late.exit_code == Code.OVERDUE


def test_explain_tells_the_readings_on_request(one: Path) -> None:
    words = ("explain", one, "review-report", "-p", "england", "--review", 2)
    plain, asked = (" ".join(run(*words, *more).stdout.split()) for more in ((), ("--readings",)))
    assert "Reading:" not in plain
    assert "Clear days: due Tue 31 Mar 2026, upcoming Reading:" in asked
    assert "Earliest: Tue 31 Mar 2026 is in time under each of these readings" in asked
    [due] = json.loads(run(*words, "--readings", "-f", "json").stdout)["due_dates"]
    assert [step["due"] for step in due["steps"] if step["step"] == "earliest"] == ["2026-03-31"]


@pytest.mark.slow
def test_explain_notes_that_the_source_is_ambiguous_only_where_it_matters_here(one: Path, tmp_path: Path) -> None:
    """The notice stood under every second review, and an officer stopped reading it. Question 9: an adjournment lets it matter."""
    hint = "--readings gives the date under each answer to what the source leaves open"
    for words in (["--review", 2], ["--review", 3]):  # no review was adjourned, and none stands apart
        plain = run("explain", one, "review", "-p", "england", *words)
        assert "the source is ambiguous" not in plain.stdout
        assert hint not in " ".join(plain.stderr.split())
    assert '"the source is ambiguous' not in run("explain", one, "review", "-p", "england", "--review", 2, "-f", "json").stdout
    child = json.loads(one.read_text(encoding="utf-8"))
    child["events"] = [child["events"][0], {"event": "review-adjourned", "on": "2026-03-30"}]
    adjourned = tmp_path / "adjourned.json"
    adjourned.write_text(json.dumps(child), encoding="utf-8")
    touched = run("explain", adjourned, "review", "-p", "england", "--review", 2)
    assert "Take note: the source is ambiguous" in touched.stdout
    assert hint in " ".join(touched.stderr.split())
    asked = run("explain", adjourned, "review", "-p", "england", "--review", 2, "--readings")
    assert "Take note: the source is ambiguous" in asked.stdout
    assert hint not in " ".join(asked.stderr.split())


EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.json"))


@pytest.mark.parametrize("file", others_slow(EXAMPLES), ids=lambda file: file.stem)
@pytest.mark.parametrize("task", ["review", "visit"])
def test_explain_asks_only_what_its_dates_note_and_says_what_all_questions_would(file: Path, task: str) -> None:
    """As the readings of every question settle it: to ask fewer costs less, and leaves out no note and adds none."""
    child = readings(parse_history(json.loads(file.read_text(encoding="utf-8"))), load_profile("england"))
    expected = [one.plain_explanation.to_dict()["steps"] for one in child if one.due_date.task == task]
    result = run("explain", file, task, "-p", "england", "-f", "json")
    assert expected == ([due["steps"] for due in json.loads(result.stdout)["due_dates"]] if result.stdout else [])


def test_nothing_is_built_again_where_nothing_is_noted(one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second review follows from one that was not adjourned: no reading of any question can be another date."""
    asked: list[str] = []

    def is_taken(reading: WrittenReading, _profile: object) -> bool:
        asked.append(reading.name)
        return True

    monkeypatch.setattr(building, "is_taken", is_taken)
    assert run("explain", one, "review", "-p", "england", "--review", 2).stdout
    assert [] == asked
    assert run("explain", one, "review", "-p", "england", "--review", 1).stdout
    assert ["the day recorded", "24 hours after the day recorded"] == asked


@pytest.mark.slow
@pytest.mark.parametrize("ending", others_slow(["svg", "html"]))
def test_a_picture_tells_the_readings_on_hover(ending: str, one: Path, tmp_path: Path) -> None:
    pages, drawn = [], tmp_path / f"a.{ending}"
    for more in ((), ("--readings",)):
        assert run("picture", one, "-p", "england", "-o", drawn, *more).exit_code == Code.FINE
        pages.append(drawn.read_text(encoding="utf-8"))
    plain, asked = pages
    assert "Earliest:" not in plain
    assert "Earliest: Tue 31 Mar 2026" in asked
