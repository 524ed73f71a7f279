"""The `lacreview` command as its users meet it: what it prints, where, and with which exit code.

Dates were counted by hand from the regulations on the calendar of England and Wales. Looked after on Friday
19 December 2025, day 20 is Wednesday 21 January 2026: Christmas Day, Boxing Day and New Year's Day do not count.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CAME_IN = {"event": "became-looked-after", "on": "2025-12-19"}
REVIEWED = {"event": "review-held", "on": "2026-01-14"}


def child(*events: dict[str, Any], name: str = "A123") -> dict[str, Any]:
    return {"child": name, "date_of_birth": "2014-05-02", "events": list(events)}


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A file of histories: one as JSON, several as JSON Lines."""

    def write(*histories: dict[str, Any] | str) -> Path:
        lines = [one if isinstance(one, str) else json.dumps(one) for one in histories]
        path = tmp_path / ("child.json" if len(lines) == 1 else "children.jsonl")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def one(written: Callable[..., Path]) -> Path:
    return written(child(CAME_IN))


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    folder = tmp_path / "return"
    folder.mkdir()
    (folder / "header.csv").write_text("CHILD,DOB\nA1,02/05/2014\nA2,03/06/2012\n", encoding="utf-8")
    rows = "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,19/12/2025,S,V2,U6,,\nA2,31/02/2026,S,V2,U6,,\n"
    (folder / "episodes.csv").write_text(rows, encoding="utf-8")
    (folder / "reviews.csv").write_text("CHILD,REVIEW\nA1,14/01/2026\n", encoding="utf-8")
    return folder


def review_dates(output: str) -> list[str]:
    return [due["due"] for due in json.loads(output)["due_dates"] if due["task"] == "review"]


# ---- schedule ----------------------------------------------------------------------------------------------


def test_the_table_says_what_is_due_by_when_and_under_which_rule(one: Path) -> None:
    result = run("schedule", one, "--profile", "england", "--as-of", "2026-01-12")
    assert result.exit_code == Code.FINE
    assert "As at Mon 12 Jan 2026\n" in result.stdout
    assert "Next review: by Wed 21 Jan 2026" in result.stdout
    line = next(line for line in result.stdout.splitlines() if "First looked after review" in line)
    assert line.split() == ["Wed", "21", "Jan", "2026", "in", "9", "days", "First", "looked", "after", "review", "IRO"]
    assert "(england/R1, review 1)" in result.stdout
    assert result.stderr == ""


def test_what_is_overdue_comes_first_and_what_is_met_after_it(written: Callable[..., Path]) -> None:
    path = written(child(CAME_IN, REVIEWED))
    table = run("schedule", path, "-p", "england", "--as-of", "2026-04-15").stdout
    overdue, upcoming, done = table.index("OVERDUE ("), table.index("COMING UP ("), table.index("DONE (")
    assert overdue < upcoming < done
    second = next(line for line in table[overdue:upcoming].splitlines() if "Second looked after review" in line)
    assert second.startswith("Tue 14 Apr 2026  1 day ")
    assert "Wed 21 Jan 2026  Wed 14 Jan 2026  First looked after review" in table[done:]


def test_without_a_day_the_table_says_which_day_it_took(one: Path) -> None:
    assert "As at Fri 19 Dec 2025, the last event recorded" in run("schedule", one, "-p", "england").stdout


def test_provisional_and_arranged_dates_are_marked_and_explained(written: Callable[..., Path]) -> None:
    booked = {"event": "review-arranged", "on": "2026-01-14", "review_on": "2026-04-20"}
    table = run("schedule", written(child(CAME_IN, REVIEWED, booked)), "-p", "england").stdout
    assert "Next review: by Tue 14 Apr 2026, arranged for Mon 20 Apr 2026" in table
    assert "AFTER its due date" in table
    assert "\nprovisional: counts from something assumed" in table
    assert "\narranged: counts from a date that is booked" in table


def test_what_a_review_must_consider_stands_with_its_date(written: Callable[..., Path]) -> None:
    table = run("schedule", written(child(CAME_IN, REVIEWED)), "-p", "newham").stdout
    agenda = table[table.index("FOR THE AGENDA (") :]
    assert "Tue 14 Apr 2026  review 2         Permanence plan" in agenda
    assert "\n                 provisional" in agenda


@pytest.mark.parametrize("command", [["schedule", "FILE", "-p", "newham"], ["explain", "FILE", "review", "-p", "newham"]])
def test_nothing_is_wider_than_eighty_columns(command: list[str], one: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    output = run(*[one if word == "FILE" else word for word in command]).stdout
    assert max(map(len, output.splitlines())) <= 80


def test_one_child_is_one_object_and_many_are_one_a_line(written: Callable[..., Path]) -> None:
    single = run("schedule", written(child(CAME_IN, REVIEWED)), "-p", "newham", "-f", "json").stdout
    assert single.startswith('{\n  "schema_version": 1')
    assert review_dates(single)[:2] == ["2026-01-21", "2026-04-14"]
    many = run("schedule", written(child(CAME_IN), child(CAME_IN, name="B1")), "-p", "newham", "-f", "json").stdout
    assert [json.loads(line)["child"] for line in many.splitlines()] == ["A123", "B1"]


def test_a_broken_child_is_told_by_its_line_and_the_rest_are_done(written: Callable[..., Path]) -> None:
    path = written(child(CAME_IN), "not json", child(CAME_IN, name="B1"))
    result = run("schedule", path, "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["A123", "B1"]
    assert f"{path}:2" in result.stderr


def test_an_extract_is_read_and_its_unused_rows_are_told(extract: Path) -> None:
    """Of two children one has an episode that can be used; the other is a record that could not be, so the exit code is 2."""
    result = run("schedule", extract, "--input", "ssda903", "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert review_dates(result.stdout)[:2] == ["2026-01-21", "2026-04-14"]
    assert "episodes.csv:3" in result.stderr
    assert "2 children, 1 with a history" in result.stderr
    assert run("schedule", extract, "--input", "ssda903", "-p", "england", "--strict").exit_code == Code.BAD_INPUT


def test_a_setting_is_answered_on_the_command_line(written: Callable[..., Path]) -> None:
    path = written(child(CAME_IN, {"event": "review-adjourned", "on": "2026-01-14"}, {"event": "review-held", "on": "2026-01-26"}))
    sitting = run("schedule", path, "-p", "england", "-f", "json", "--set", "interval_after_adjournment_from=sitting")
    assert "2026-04-14" in review_dates(sitting.stdout)  # three months from the sitting, 14 January
    assert "2026-04-26" in review_dates(run("schedule", path, "-p", "england", "-f", "json").stdout)  # from the completion


def test_the_output_file_is_whole_or_is_not_there(one: Path, tmp_path: Path, written: Callable[..., Path]) -> None:
    target = tmp_path / "out.json"
    result = run("schedule", one, "-p", "england", "-f", "json", "-o", target)
    assert (result.exit_code, result.stdout) == (Code.FINE, "")
    assert review_dates(target.read_text(encoding="utf-8"))[0] == "2026-01-21"
    missing = tmp_path / "none.json"
    assert run("schedule", written("broken"), "-p", "england", "-o", missing).exit_code == Code.BAD_INPUT
    assert not missing.exists()
    assert not list(tmp_path.glob(".*"))


# ---- explain, date, profiles, schema -----------------------------------------------------------------------


def test_explain_names_the_anchor_the_rule_and_the_days_skipped(one: Path) -> None:
    text = run("explain", one, "review", "-p", "england", "--review", 1).stdout
    assert "First looked after review: due Wed 21 Jan 2026" in text
    assert "became looked after, Fri 19 Dec 2025" in text
    assert "SI 2010/959 reg 33(1)" in text
    for skipped in ("Thu 25 Dec 2025, Christmas Day", "Fri 26 Dec 2025, Boxing Day", "Thu 1 Jan 2026, New Year's Day"):
        assert skipped in " ".join(text.split())
    assert "Second looked after review" not in text


def test_explain_as_json_is_one_object(one: Path) -> None:
    found = json.loads(run("explain", one, "review", "-p", "england", "-f", "json").stdout)
    assert (found["child"], found["task"], found["due_dates"][0]["due"]) == ("A123", "review", "2026-01-21")
    assert found["due_dates"][0]["steps"][0] == {
        "step": "counts-from",
        "from": "became-looked-after",
        "on": "2025-12-19",
        "at": None,
        "basis": "actual",
    }


def test_explain_finds_one_child_of_many(written: Callable[..., Path]) -> None:
    path = written(child(CAME_IN), child(CAME_IN, name="B1"))
    text = run("explain", path, "review", "-p", "england", "--child", "B1").stdout
    assert "Child B1" in text
    assert "A123" not in text


def test_explain_takes_a_title_and_without_a_task_explains_the_next_review(one: Path, written: Callable[..., Path]) -> None:
    by_title = run("explain", one, "looked after Review", "-p", "england").stdout
    assert by_title == run("explain", one, "review", "-p", "england").stdout
    text = run("explain", one, "-p", "england").stdout
    assert "looked after review: due" in text
    assert text.count("Counts from") == 1
    assert run("explain", one, "-p", "england", "--review", 1).stdout.count("First looked after review: due") == 1
    ceased = written(child(CAME_IN, {"event": "ceased-to-be-looked-after", "on": "2026-01-05"}))
    result = run("explain", ceased, "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert "no review is due next here" in result.stderr
    alone = one.with_name("alone.toml")
    alone.write_text(profile_alone(), encoding="utf-8")
    assert "name a task after the file" in run("explain", one, "-p", alone).stderr


@pytest.mark.parametrize(
    "asked", ["Second looked after review", "second review", "2nd review", "Review 2", "review no. 2", "LOOKED AFTER REVIEW 2"]
)
def test_explain_takes_the_title_of_one_review(one: Path, asked: str) -> None:
    """As it is printed in the schedule, or as people say it."""
    text = run("explain", one, asked, "-p", "england").stdout
    assert text == run("explain", one, "review", "-p", "england", "--review", 2).stdout
    assert "Second looked after review: due" in text


def test_explain_takes_the_number_of_a_review_once(one: Path) -> None:
    of_task = run("explain", one, "review-report 2", "-p", "england").stdout
    assert of_task == run("explain", one, "review-report", "-p", "england", "--review", 2).stdout
    assert "two" not in run("explain", one, "Review 2", "-p", "england", "--review", 2).stderr
    differs = run("explain", one, "Review 2", "-p", "england", "--review", 3)
    assert (differs.exit_code, differs.stdout) == (Code.BAD_INPUT, "")
    assert '"Review 2" is of review 2, and --review says 3' in differs.stderr
    assert run("explain", one, "visit 2", "-p", "england").exit_code == Code.BAD_INPUT  # visits are not counted by reviews


def profile_alone() -> str:
    """A profile without reviews."""
    letter = '[[timescales]]\nid = "ours/1"\ntask = "letter"\nlimit = "1 week"\nafter = "became-looked-after"\n'
    return f'{ALONE}[[tasks]]\nid = "letter"\ntitle = "Letter"\nper = "period-of-care"\n{letter}'


@pytest.mark.parametrize(
    ("task", "told"),
    [("reviw", 'did you mean "review"?'), ("pathway-plan-review", "the schedule has these tasks: care-plan, "), ("zzz", "use one of: ")],
)
def test_explain_says_what_could_be_asked_instead(one: Path, task: str, told: str) -> None:
    result = run("explain", one, task, "-p", "england")
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr


@pytest.mark.parametrize(
    ("calculation", "answer"),
    [
        (["20 working days after 2025-12-19"], "Wed 21 Jan 2026"),
        (["20 WORKING DAYS  after 2025-12-19"], "Wed 21 Jan 2026"),
        (["3 months after 2025-11-30"], "Sat 28 Feb 2026"),  # February has no 30th
        (["91 days after 2026-01-28"], "Wed 29 Apr 2026"),
        (["3 working days before 2026-04-08"], "Wed 1 Apr 2026"),  # 7, 2, 1 April: Easter does not count
        (["3 working days before 2026-04-08", "--clear"], "Tue 31 Mar 2026"),
        (["5 working days after 2026-04-03", "--inclusive"], "Mon 13 Apr 2026"),  # Good Friday: day 1 is Tuesday 7
        (["24 hours after 2026-03-28 14:00"], "Sun 29 Mar 2026 at 15:00"),  # clocks go forward
        (["24 hours after 2026-03-28T14:00"], "Sun 29 Mar 2026 at 15:00"),
        (["48 hours before 2026-10-25 at 14:00"], "Fri 23 Oct 2026 at 15:00"),  # and back
        (["25 hours after 2026-01-05"], "Wed 7 Jan 2026"),  # no time: two whole days
        (["0 days after 2026-04-03"], "Fri 3 Apr 2026"),
        # As dates are printed here, and as people write them: nobody looks at a wall calendar in ISO 8601.
        (["6 months after 14 April 2026"], "Wed 14 Oct 2026"),
        (["20 working days after Fri 19 Dec 2025"], "Wed 21 Jan 2026"),
        (["3 months after the 30th of November 2025"], "Sat 28 Feb 2026"),
        (["3 working days before wednesday, 8 apr 2026"], "Wed 1 Apr 2026"),
        (["24 hours after Sat 28 March 2026, at 14:00"], "Sun 29 Mar 2026 at 15:00"),
    ],
)
def test_one_date(calculation: list[str], answer: str) -> None:
    result = run("date", *calculation)
    assert result.exit_code == Code.FINE
    assert f": {answer}" in result.stdout.splitlines()[0]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("14 April 26", '"14 April 26" is not a date: write the year with four figures'),
        ("31 June 2026", '"31 June 2026" does not exist in the calendar'),
        ("Mon 14 Apr 2026", "14 April 2026 is a Tuesday; correct the day, or leave the weekday out"),
        ("5 Foo 2026", '"Foo" is no month'),
        ("14/01/2026", '"14/01/2026" is not a date; write 2026-01-14'),
    ],
)
def test_where_the_date_is_what_is_wrong_the_date_is_named(typed: str, told: str) -> None:
    result = run("date", f"3 months after {typed}")
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr


def test_an_option_takes_a_day_as_it_is_printed(one: Path) -> None:
    figures, words = (run("schedule", one, "-p", "england", "--as-of", day) for day in ("2026-02-10", "Tue 10 Feb 2026"))
    assert (figures.exit_code, figures.stdout) == (words.exit_code, words.stdout)
    assert "As at Tue 10 Feb 2026" in words.stdout


def test_one_date_names_every_bank_holiday_skipped() -> None:
    text = run("date", "20 working days after 2025-12-19").stdout
    assert "  Skipped: 10 days at weekends\n" in text
    assert "  Skipped: Thu 25 Dec 2025, Christmas Day\n" in text
    assert "  Skipped: Thu 1 Jan 2026, New Year's Day\n" in text


def test_profiles_are_listed_and_shown() -> None:
    listed = run("profiles").stdout
    assert "newham" in listed
    assert "2020-06" in listed
    assert {"id": "newham", "extends": ["england"]}.items() <= json.loads(run("profiles", "-f", "json").stdout)[2].items()
    shown = run("profile", "show", "newham").stdout
    assert "10 working days before review" in shown
    assert "newham/NH8 (local)" in shown
    assert "REPLACES OR DROPS" in shown
    assert max(map(len, shown.splitlines())) <= 80
    rules = json.loads(run("profile", "show", "newham", "-f", "json").stdout)["timescales"]
    assert next(rule for rule in rules if rule["id"] == "newham/NH8")["before"] == "review"


@pytest.mark.slow
def test_conditions_are_told_in_words() -> None:
    shown = " ".join(run("profile", "show", "england").stdout.split())
    for words in ("if it is the second or a later review", "unless the legal status is short break", "in force from Fri 1 Apr 2011"):
        assert words in shown


@pytest.mark.parametrize("what", ["history", "profile", "schedule"])
def test_each_schema_says_what_it_is(what: str) -> None:
    schema = json.loads(run("schema", what).stdout)
    assert (schema["$schema"], schema["$id"]) == ("https://json-schema.org/draft/2020-12/schema", f"urn:lacreview-rules:{what}:1")


def test_the_version_is_told() -> None:
    assert run("--version").stdout.startswith("lacreview ")
