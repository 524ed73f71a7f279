"""`lacreview calendar`, `lacreview affected-by` and `--calendar`, as their users meet them.

Dates were counted by hand: twenty working days after Thu 28 May 2026 end on Thu 25 June, and on Fri 26 June if
Mon 15 June is a bank holiday.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.cli.holidays.affected_by import COLUMNS as MOVE_COLUMNS
from lacreview_rules.cli.holidays.calendars import COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'schema_version = 1\nid = "jubilee"\nsource = "The Gazette"\nretrieved = 2026-05-02\n'
JUBILEE = HEAD + '[[added]]\non = 2026-06-15\nname = "Jubilee"\n[[closed]]\non = 2026-12-29\nname = "Offices closed"\n'
MOVES = {"child": "A1", "events": [{"event": "became-looked-after", "on": "2026-05-28"}]}
STAYS = {
    "child": "A2",
    "events": [{"event": "became-looked-after", "on": "2024-05-28"}, {"event": "ceased-to-be-looked-after", "on": "2024-06-03"}],
}
SAME = ["--add", "2026-06-15", "--name", "Jubilee"]


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


def refused(result: Any, *told: str, code: Code = Code.BAD_INPUT) -> None:
    assert (result.exit_code, result.stdout) == (code, "")
    assert "Traceback" not in result.stderr
    for words in told:
        assert words in " ".join(result.stderr.split())


@pytest.fixture
def jubilee(tmp_path: Path) -> Path:
    path = tmp_path / "jubilee.toml"
    path.write_text(JUBILEE, encoding="utf-8")
    return path


@pytest.fixture
def one(tmp_path: Path) -> Path:
    path = tmp_path / "child.json"
    path.write_text(json.dumps(MOVES), encoding="utf-8")
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    path = tmp_path / "children.jsonl"
    path.write_text("\n".join(json.dumps(history) for history in (STAYS, MOVES)), encoding="utf-8")
    return path


# ---- calendar show


def test_the_holidays_of_a_year() -> None:
    result = run("calendar", "show", "--year", "2026")
    assert result.exit_code == Code.FINE
    days = [line.strip() for line in result.stdout.splitlines() if line.startswith("  ")]
    assert days == [
        "Thu 1 Jan 2026   New Year's Day",
        "Fri 3 Apr 2026   Good Friday",
        "Mon 6 Apr 2026   Easter Monday",
        "Mon 4 May 2026   Early May bank holiday",
        "Mon 25 May 2026  Spring bank holiday",
        "Mon 31 Aug 2026  Summer bank holiday",
        "Fri 25 Dec 2026  Christmas Day",
        "Sat 26 Dec 2026  Boxing Day (weekend: not a working day anyway)",
        "Mon 28 Dec 2026  Boxing Day (substitute day)",
    ]


def test_without_a_span_it_is_the_last_two_official_years() -> None:
    assert "Fri 1 Jan 2027 to Sun 31 Dec 2028" in run("calendar", "show").stdout


def test_days_of_a_file_say_whose_they_are(jubilee: Path) -> None:
    result = run("calendar", "show", "--from", "2026-06-01", "--to", "2026-12-31", "--layer", jubilee)
    assert "With jubilee: The Gazette, read on Sat 2 May 2026" in result.stdout
    assert "Mon 15 Jun 2026  Jubilee [The Gazette]" in result.stdout
    assert "Tue 29 Dec 2026  Offices closed (closed: for local rules only) [The Gazette]" in result.stdout
    assert "Easter" not in result.stdout


def test_the_calendar_for_other_systems(jubilee: Path) -> None:
    asked = ("calendar", "show", "--from", "2026-06-15", "--to", "2026-06-30", "--layer", jubilee, "--format")
    shown = json.loads(run(*asked, "json").stdout)
    day = {"on": "2026-06-15", "name": "Jubilee", "kind": "bank-holiday", "confirmed": True, "source": "The Gazette"}
    assert shown["days"] == [day]
    assert shown["layers"] == [{"id": "jubilee", "source": "The Gazette", "retrieved": "2026-05-02"}]
    assert (shown["id"], shown["from"], shown["confirmed_until"]) == ("england-and-wales", "2026-06-15", "2028-12-31")
    rows = list(csv.reader(run(*asked, "csv").stdout.splitlines()))
    assert rows == [list(COLUMNS), ["2026-06-15", "Jubilee", "bank-holiday", "true", "The Gazette"]]


def test_a_year_that_is_not_official_is_provisional() -> None:
    assert "Tue 1 Jan 2030   New Year's Day (provisional)" in run("calendar", "show", "--year", "2030").stdout
    assert run("calendar", "show", "--from", "2026-06-01", "--to", "2026-06-02").stdout.endswith("  none\n")


def test_spans_that_cannot_be() -> None:
    refused(run("calendar", "show", "--year", "2026", "--from", "2026-01-01"), "--year already says")
    refused(run("calendar", "show", "--year", "1066"), "runs from 1990 to 2060")
    refused(run("calendar", "show", "--from", "2026-02-01", "--to", "2026-01-01"), "exchange them")
    refused(run("calendar", "show", "--to", "2071-01-01"), "2071-01-01", code=Code.OUTSIDE_CALENDAR)
    assert run("calendar", "show", "--from", "1 June").exit_code == Code.BAD_INPUT


# ---- calendar check


def test_a_file_is_checked_day_by_day(jubilee: Path) -> None:
    result = run("calendar", "check", jubilee)
    assert (result.exit_code, result.stderr) == (Code.FINE, "")
    assert "  Mon 15 Jun 2026  Jubilee: only in the file\n" in result.stdout
    assert "  Tue 29 Dec 2026  Offices closed: closed by the file, for local rules only\n" in result.stdout
    assert result.stdout.endswith("2 differences from the calendar built in, england-and-wales\n")


def test_an_official_list_with_a_day_missing_and_a_name_changed(tmp_path: Path) -> None:
    days = ["01-01", "04-03", "04-06", "05-08", "05-25", "08-31", "12-25", "12-28"]
    names = ["New Year's Day", "Good Friday", "Easter Monday", "Early May bank holiday", "Spring bank holiday", "Late Summer"]
    events = [
        {"title": name, "date": f"2026-{day}", "notes": ""} for day, name in zip(days, [*names, "Christmas Day", "Boxing Day"], strict=True)
    ]
    path = tmp_path / "bank-holidays.json"
    path.write_text(json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}), encoding="utf-8")
    lines = run("calendar", "check", path).stdout.splitlines()
    assert "The whole list from 2026 to 2026, 8 days" in lines
    told = " ".join(" ".join(lines).split())
    assert "Mon 4 May 2026 Early May bank holiday: built in, and missing from the file" in told
    assert "Fri 8 May 2026 Early May bank holiday: only in the file" in told
    assert 'Mon 31 Aug 2026 "Late Summer" in the file, "Summer bank holiday" built in (the name alone)' in told
    assert lines[-1] == "3 differences from the calendar built in, england-and-wales"


def test_no_differences(tmp_path: Path) -> None:
    path = tmp_path / "same.toml"
    path.write_text(HEAD + 'confirmed_until = 2029-12-31\n[[added]]\non = 2026-05-04\nname = "Early May bank holiday"\n', encoding="utf-8")
    result = run("calendar", "check", path)
    assert "Official until Mon 31 Dec 2029; built in, until Sun 31 Dec 2028" in result.stdout
    assert result.stdout.endswith("No differences from the calendar built in, england-and-wales\n")


def test_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(HEAD + "[[removed]]\non = 2026-05-05\n[[removed]]\non = 2026-05-06\n", encoding="utf-8")
    told = ("2 problems", "wrong.toml:6: removed[0].on: 2026-05-05 cannot be removed", "did you mean 2026-05-04, Early May bank holiday?")
    refused(run("calendar", "check", path), *told)
    refused(run("calendar", "show", "--layer", path), *told)
    refused(run("date", "3 days after 2026-01-01", "--calendar", path), *told)
    refused(run("calendar", "check", tmp_path / "none.json"), "none.json: the file cannot be read")


# ---- affected-by


def test_what_moves_for_one_child(one: Path) -> None:
    result = run("affected-by", *SAME, one, "--profile", "england")
    assert result.exit_code == Code.FINE
    told = " ".join(result.stdout.split())
    assert told.startswith("Child A1 ")
    assert "First looked after review: from Thu 25 Jun 2026 to Fri 26 Jun 2026 (england/R1; upcoming)" in told
    assert "Second looked after review: from Fri 25 Sep 2026 to Sat 26 Sep 2026 (england/R2; upcoming; provisional)" in told
    assert "1 child read; " in result.stderr
    assert ", of 1 child; " in result.stderr


def test_many_children_one_a_line(many: Path) -> None:
    """A child for whom nothing moves has a line too, so that it is seen to have been asked about."""
    result = run("affected-by", *SAME, many, "-p", "england", "--format", "json")
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["child"], first["moved"]) == ("A2", [])
    review = next(move for move in second["moved"] if move["rule_to"] == "england/R1")
    assert (review["from"], review["to"], review["review"], review["basis"]) == ("2026-06-25", "2026-06-26", 1, "actual")
    moved = len(second["moved"])
    stay = first["unmoved"] + second["unmoved"]
    assert result.stderr.splitlines()[-1] == f"2 children read; {moved} due dates move, of 1 child; {stay} stay as they are"


def test_moves_as_rows(many: Path) -> None:
    result = run("affected-by", *SAME, many, "-p", "newham", "--format", "csv")
    rows = list(csv.DictReader(result.stdout.splitlines()))
    assert tuple(rows[0]) == MOVE_COLUMNS
    review = next(row for row in rows if row["task"] == "review" and row["review"] == "1")
    assert (review["child"], review["from"], review["to"], review["profile"]) == ("A1", "2026-06-25", "2026-06-26", "newham")


def test_a_data_return(tmp_path: Path) -> None:
    (tmp_path / "header.csv").write_text("CHILD,DOB\nA1,02/05/2014\n", encoding="utf-8")
    (tmp_path / "episodes.csv").write_text("CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,28/05/2026,S,V2,U6,,\n", encoding="utf-8")
    (tmp_path / "reviews.csv").write_text("CHILD,REVIEW\n", encoding="utf-8")
    result = run("affected-by", *SAME, tmp_path, "--input", "ssda903", "-p", "england", "--format", "json")
    [record] = [json.loads(line) for line in result.stdout.splitlines()]
    assert ("2026-06-25", "2026-06-26") in [(move["from"], move["to"]) for move in record["moved"] if move["task"] == "review"]
    assert "1 child, 1 with a history" in result.stderr


def test_a_holiday_taken_away_and_days_that_change_nothing(one: Path) -> None:
    result = run("affected-by", "--remove", "2026-08-31", one, "-p", "england")
    assert result.exit_code == Code.FINE
    result = run("affected-by", "--add", "2026-12-25", "--add", "2026-06-13", one, "-p", "england")
    assert result.stdout == "No due date moves.\n"
    assert "--add 2026-12-25: it is not a working day as it is (Christmas Day), so adding it moves nothing" in result.stderr
    assert "(Saturday)" in result.stderr
    assert "no due date moves" in result.stderr


def test_against_a_calendar_that_has_the_day(one: Path, jubilee: Path) -> None:
    assert run("affected-by", *SAME, one, "-p", "england", "--calendar", jubilee).stdout == "No due date moves.\n"


def test_questions_that_cannot_be_answered(one: Path) -> None:
    refused(run("affected-by", one, "-p", "england"), "say which day it is about")
    refused(run("affected-by", *SAME[:2], "--name", " ", one, "-p", "england"), "--name is empty")
    wrong = run("affected-by", "--remove", "2026-06-15", "--add", "2026-06-15", "--remove", "2026-05-05", one, "-p", "england")
    refused(
        wrong, "--remove 2026-06-15: it is added too", "--remove 2026-05-05: it is no bank holiday; the nearest is 2026-05-04, Early May"
    )
    refused(run("affected-by", "--add", "2071-01-01", one, "-p", "england"), "2071-01-01", code=Code.OUTSIDE_CALENDAR)
    refused(run("affected-by", "--add", "15/06/2026", one, "-p", "england"), "write 2026-06-15")


def test_a_history_that_cannot_be_used_is_told_and_the_rest_goes_on(many: Path) -> None:
    with many.open("a", encoding="utf-8") as file:
        file.write("\n{}\n")
    result = run("affected-by", *SAME, many, "-p", "england", "--format", "json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (Code.BAD_INPUT, 2)
    assert "2 children read" in result.stderr


# ---- --calendar elsewhere


def test_a_file_laid_over_everywhere(one: Path, jubilee: Path) -> None:
    schedule = json.loads(run("schedule", one, "-p", "england", "--calendar", jubilee, "--format", "json").stdout)
    assert [due["due"] for due in schedule["due_dates"] if due["rule"] == "england/R1"] == ["2026-06-26"]
    told = " ".join(run("explain", one, "review", "-p", "england", "--review", "1", "--calendar", jubilee).stdout.split())
    assert "Mon 15 Jun 2026, Jubilee" in told
    told = run("date", "20 working days after 2026-05-28", "--calendar", jubilee).stdout
    assert told.startswith("20 working days after Thu 28 May 2026: Fri 26 Jun 2026\n")
    assert "Skipped: Mon 15 Jun 2026, Jubilee" in told
