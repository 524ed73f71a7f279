"""`lacreview convert`: histories written once read back equal, and what a history cannot hold is told.

Authority: the review of doors, November 2026, point 5.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

from tests.unit.sources.ssda903.folder import Folder, episode
from typer.testing import CliRunner

from lacreview_rules import load_profile, read_ssda903, shipped_profiles
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.histories.history import History
from lacreview_rules.histories.json import read_histories

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four children: in care since 2015; of unknown start; in short breaks; and one without a usable row."""
    rows = (
        episode("05/01/2015", "S", "V2", "U6", child="LONG"),
        episode("01/06/2025", "P", "V2", "U6", child="UNKNOWN"),
        episode("02/06/2025", "S", "V4", "U6", child="BREAKS"),
        episode("", "S", "V2", "U6", child="NONE"),
    )
    headers = tuple(f"{child},1,02/05/2014,,,," for child in ("LONG", "UNKNOWN", "BREAKS", "NONE"))
    reviews = tuple(f"{child},02/05/2014,{day},PN1" for child, day in (("LONG", "12/06/2025"), ("LONG", "10/12/2025")))
    path = tmp_path / "return"
    path.mkdir()
    return Folder(path).fill(*rows, headers=headers, reviews=reviews).path


def test_the_histories_read_back_equal(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "children.jsonl"
    done = run("convert", folder, "--input", "ssda903", "-o", output)
    assert done.exit_code == Code.BAD_INPUT, done.stderr  # of NONE no episode can be used
    assert f"{output}: 3 histories written" in done.stderr
    found = list(read_histories(output))
    assert found == list(read_ssda903(folder))
    starts = {history.child: history.record_starts for history in found if isinstance(history, History)}
    assert starts["LONG"] == date(2025, 4, 1)  # 1 April of the first year that reviews are of


def test_what_a_history_cannot_hold_is_told(folder: Path, tmp_path: Path) -> None:
    """That the start is not known, that short breaks have no reviews in a return, and the last day of it."""
    done = run("convert", folder, "--input", "ssda903", "-o", tmp_path / "c.jsonl")
    assert f"{folder}: history 2: the source does not say when care began" in done.stderr
    assert f"{folder}: history 3: the source holds no reviews of this care" in done.stderr
    assert "a history has no place for the last day on record, 2026-03-31: ask about no later day (--as-of 2026-03-31)" in done.stderr
    assert "episodes.csv:5: DECOM is empty" in done.stderr
    assert run("convert", folder, "--input", "ssda903", "-o", tmp_path / "c.jsonl", "--strict").exit_code == Code.BAD_INPUT


def test_dates_from_the_file_are_those_from_the_return(folder: Path, tmp_path: Path) -> None:
    """Of a child whose start is known. LONG: held 10 December 2025; six months later is 10 June 2026 (reg 33(2))."""
    output = tmp_path / "c.jsonl"
    assert run("convert", folder, "--input", "ssda903", "-o", output).exit_code == Code.BAD_INPUT  # of NONE no episode can be used
    for words in ((output,), (folder, "--input", "ssda903")):
        done = run("explain", *words, "review", "-p", "england", "--child", "LONG", "--as-of", "2026-03-31")
        assert "Wed 10 Jun 2026" in done.stdout, done.output


def test_our_own_format_loses_nothing(tmp_path: Path) -> None:
    """One child of each kind of key that a history has; nothing is told but the number."""
    known = '{"child": "A1", "date_of_birth": "2014-05-02", "records": ["review"], "record_starts": "2026-01-01", "reviews_before": 3, '
    known += '"events": [{"event": "became-looked-after", "on": "2020-12-19", "at": "23:15:30", "note": "n"}, '
    known += '{"event": "review-held", "on": "2026-02-02"}]}'
    fact = '{"child": "A2", "events": [{"event": "became-looked-after", "on": "2026-01-05"}, '
    fact += '{"event": "fact", "on": "2026-01-05", "fact": "long-term-foster-placement", "value": true}]}'
    one, two, three = (tmp_path / f"{name}.jsonl" for name in ("one", "two", "three"))
    one.write_text(f"{known}\n", encoding="utf-8")
    two.write_text(f"{fact}\n", encoding="utf-8")
    done = run("convert", one, two, "-o", three)
    assert (Code.FINE, f"{three}: 2 histories written\n") == (done.exit_code, done.stderr)
    assert list(read_histories(three)) == [*read_histories(one), *read_histories(two)]


def test_a_child_in_two_files_is_refused_the_second_time(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{name}.jsonl" for name in ("one", "two", "three"))
    for file in (one, two):
        file.write_text('{"child": "A1", "events": []}\n', encoding="utf-8")
    done = run("convert", one, two, "-o", three)
    assert done.exit_code == Code.BAD_INPUT
    assert f"the same child was in {one} already" in done.stderr
    assert list(read_histories(three)) == list(read_histories(one))


@pytest.mark.parametrize(
    ("output", "told"),
    [("c.json", "end its name in .jsonl"), ("none/c.jsonl", "does not exist; make it first"), (".", "is a folder; name a file")],
)
def test_where_it_cannot_be_written(folder: Path, tmp_path: Path, output: str, told: str) -> None:
    done = run("convert", folder, "--input", "ssda903", "-o", tmp_path / output)
    assert done.exit_code == Code.BAD_INPUT
    assert told in done.stderr


def test_nothing_to_write_leaves_no_file(tmp_path: Path) -> None:
    empty, output = tmp_path / "empty.jsonl", tmp_path / "c.jsonl"
    empty.write_text("", encoding="utf-8")
    done = run("convert", empty, "-o", output)
    assert done.exit_code == Code.BAD_INPUT
    assert not output.exists()


def test_of_list_8_only_the_latest_visit_is_known_and_the_history_cannot_say_so(tmp_path: Path) -> None:
    """A visit on 10 February 2026 says nothing of those before it: read from the list itself, none of them is called late."""
    rows = ("A1,13/02/2012,06/08/2025,12/01/2026,10/02/2026", "A2,13/02/2012,06/08/2025,12/01/2026,")
    heading = "Child ID,Date of Birth,Date Started to be Looked After,Date of Latest Statutory Review,Date of Last Social Work Visit"
    listed, output = tmp_path / "list8.csv", tmp_path / "children.jsonl"
    listed.write_text("\n".join((heading, *rows)) + "\n", encoding="utf-8")
    done = run("convert", listed, "--input", "annex-a", "-o", output)
    assert done.exit_code == Code.FINE, done.stderr
    told = [line for line in done.stderr.splitlines() if "of the task visit the source tells the latest time only" in line]
    assert ["history 1"] == [line.split(": ")[1] for line in told]
    assert "for dates to rely on, read the source itself with --input" in told[0]


MISSPELT = {
    "placement": ({"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-car"}, "events[0].placement", "foster-care"),
    "legal status": (
        {"event": "became-looked-after", "on": "2025-12-19", "legal_status": "care-ordr"},
        "events[0].legal_status",
        "care-order",
    ),
    "event": ({"event": "review-heldd", "on": "2026-01-14"}, "events[1].event", "review-held"),
    "task": ({"event": "task-done", "on": "2026-01-14", "task": "vist"}, "events[1].task", "visit"),
    "fact": ({"event": "fact", "on": "2026-01-14", "fact": "long-term-foster-placment"}, "events[1].fact", "long-term-foster-placement"),
}


def _with(tmp_path: Path, *events: object) -> Path:
    """A file with one child, in care since 19 December 2025."""
    first = (
        []
        if any('"became-looked-after"' in json.dumps(event) for event in events)
        else [{"event": "became-looked-after", "on": "2025-12-19"}]
    )
    file = tmp_path / "child.json"
    file.write_text(json.dumps({"child": "A1", "date_of_birth": "2014-05-02", "events": [*first, *events]}), encoding="utf-8")
    return file


@pytest.mark.parametrize("word", MISSPELT)
def test_a_misspelt_word_is_told_as_schedule_tells_it(tmp_path: Path, word: str) -> None:
    """It was written without a word; it is written still, and with --strict refused, as by every command."""
    event, where, meant = MISSPELT[word]
    file, output = _with(tmp_path, event), tmp_path / "out.jsonl"
    done, scheduled = run("convert", file, "-o", output), run("schedule", file, "-p", "england")
    told = [line for line in done.stderr.splitlines() if where in line]
    assert told == [line for line in scheduled.stderr.splitlines() if where in line]
    assert f'did you mean "{meant}"' in told[0]
    assert (Code.FINE, 1) == (done.exit_code, len(list(read_histories(output))))
    remarks, strict = tmp_path / "remarks.csv", tmp_path / "strict.jsonl"
    refused = run("convert", file, "-o", strict, "--strict", "--remarks", remarks)
    assert (Code.BAD_INPUT, False) == (refused.exit_code, strict.exists())
    assert f'did you mean "{meant}"' in refused.stderr
    assert where in remarks.read_text(encoding="utf-8")


def test_a_word_that_some_shipped_profile_knows_is_told_for_a_profile_that_does_not(tmp_path: Path) -> None:
    """Any of the shipped profiles may be meant: a word of one of them is no slip, unless a profile is named."""
    known = {name: {*load_profile(name).events} for name in shipped_profiles()}
    word = min(set.union(*known.values()) - known["england"])
    file, output = _with(tmp_path, {"event": word, "on": "2026-01-14"}), tmp_path / "out.jsonl"
    done = run("convert", file, "-o", output)
    assert (Code.FINE, f"{output}: 1 history written\n") == (done.exit_code, done.stderr)
    named = run("convert", file, "-o", output, "--profile", "england")
    assert "is not a kind of event that england knows" in named.stderr


def test_what_cannot_be_is_told_by_the_row_that_it_came_from(tmp_path: Path) -> None:
    """Once it is converted, nobody can say the row."""
    sheet, output = tmp_path / "events.csv", tmp_path / "out.jsonl"
    sheet.write_text("child,event,on\nA1,became-looked-after,19/12/2025\nA1,review-held,14/01/2024\n", encoding="utf-8")
    done = run("convert", sheet, "--input", "events", "-o", output)
    assert done.exit_code == Code.FINE, done.stderr
    assert f"{sheet}: history 1: row 3: review-held: the child was not looked after" in done.stderr
