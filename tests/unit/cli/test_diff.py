"""`lacreview diff`: two schedules or two histories as files, in every form, and what it refuses.

Looked after Fri 19 Dec 2025: the second review by Tue 21 Apr 2026 while the first is assumed on Wed 21 Jan, and by
Tue 14 Apr once that was held on Wed 14 Jan (CPR 2010 reg 33).
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.child.changes_text import COLUMNS
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

CAME_IN = {"event": "became-looked-after", "on": "2025-12-19"}
REVIEWED = {"event": "review-held", "on": "2026-01-14"}
CHILD = "Z-987654"


def child(*events: dict[str, Any], name: str = CHILD) -> dict[str, Any]:
    return {"child": name, "date_of_birth": "2014-05-02", "events": list(events)}


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(child(CAME_IN)), encoding="utf-8")
    new.write_text(json.dumps(child(CAME_IN, REVIEWED)), encoding="utf-8")
    return old, new


@pytest.fixture
def schedules(sides: tuple[Path, Path]) -> tuple[Path, Path]:
    made = []
    for side in sides:
        path = side.with_name(f"schedule-{side.name}")
        assert run("schedule", side, "-p", "england", "-f", "json", "-o", path).exit_code == Code.FINE
        made.append(path)
    return made[0], made[1]


def second(changes: list[dict[str, Any]]) -> dict[str, Any]:
    [found] = [one for one in changes if (one["task"], str(one["review"])) == ("review", "2")]
    return found


def test_two_histories_as_a_table(sides: tuple[Path, Path]) -> None:
    result = run("diff", *sides, "-p", "england")
    assert result.exit_code == Code.FINE
    text = " ".join(result.stdout.split())
    assert f"Child {CHILD}: england" in text
    assert "Second looked after review: Tue 21 Apr 2026 becomes Tue 14 Apr 2026, 7 days earlier (england/R2; upcoming)" in text
    assert "BECAUSE review held on Wed 14 Jan 2026 was added: " in text
    assert result.stderr.startswith("1 child compared; ")


def test_two_histories_as_json(sides: tuple[Path, Path]) -> None:
    record = json.loads(run("diff", *sides, "-p", "england", "-f", "json", "--as-of", "2026-04-15").stdout)
    moved = second(record["changes"])
    assert (moved["how"], moved["from"], moved["to"], moved["status_to"]) == ("moved", "2026-04-21", "2026-04-14", "overdue")
    assert moved["causes"] == [{"kind": "event", "what": "review held on Wed 14 Jan 2026 was added", "alone": True, "certain": True}]


def test_as_csv(sides: tuple[Path, Path]) -> None:
    out = sides[0].with_name("changes.csv")
    assert run("diff", *sides, "-p", "england", "-f", "csv", "-o", out).exit_code == Code.FINE
    text = out.read_bytes().decode("utf-8")
    assert text.startswith("\ufeffchild,how,")
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert tuple(rows[0]) == COLUMNS
    assert second(rows)["because"] == "review held on Wed 14 Jan 2026 was added"


def test_as_markdown(sides: tuple[Path, Path]) -> None:
    for side in sides:
        side.write_text(side.read_text(encoding="utf-8").replace(CHILD, "Z|<b>*1"), encoding="utf-8")
    text = run("diff", *sides, "-p", "england", "-f", "markdown").stdout
    assert text.splitlines()[0] == r"## Child Z\|\<b\>\*1"
    row = next(line for line in text.splitlines() if line.startswith("| moved | Second looked after review |"))
    assert "| Tue 21 Apr 2026 | Tue 14 Apr 2026 | england/R2 | review held on Wed 14 Jan 2026 was added |" in row
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert {line.replace(r"\|", "").count("|") for line in lines} == {7}


def test_two_schedules(schedules: tuple[Path, Path]) -> None:
    record = json.loads(run("diff", *schedules, "-f", "json").stdout)
    assert record["recomputed"] is False
    moved = second(record["changes"])
    assert (moved["from"], moved["to"], moved["causes"][0]["kind"], moved["causes"][0]["certain"]) == (
        "2026-04-21",
        "2026-04-14",
        "event",
        True,
    )
    table = " ".join(run("diff", *schedules).stdout.split())
    assert "give the histories to find them" in table


def test_one_history_under_two_profiles(sides: tuple[Path, Path]) -> None:
    """Newham sends an invitation list (NH8); england knows none."""
    record = json.loads(run("diff", sides[0], sides[0], "-p", "newham", "--new-profile", "england", "-f", "json").stdout)
    lists = [one for one in record["changes"] if one["task"] == "invitation-list"]
    assert lists
    assert {(one["how"], one["rule_from"], one["rule_to"]) for one in lists} == {("removed", "newham/NH8", None)}


def test_a_new_file_of_holidays_is_a_cause(sides: tuple[Path, Path], tmp_path: Path) -> None:
    """Mon 5 Jan 2026 off: the first review by Thu 22 Jan."""
    days = tmp_path / "days.toml"
    days.write_text(
        'schema_version = 1\nid = "proclaimed"\nsource = "The Gazette"\nretrieved = 2026-01-02\n'
        '[[added]]\non = 2026-01-05\nname = "Proclaimed"\n',
        encoding="utf-8",
    )
    result = run("diff", sides[0], sides[0], "-p", "england", "--new-calendar", days, "-f", "json")
    [first] = [one for one in json.loads(result.stdout)["changes"] if (one["task"], one["review"]) == ("review", 1)]
    assert (first["from"], first["to"]) == ("2026-01-21", "2026-01-22")
    assert first["causes"][0]["what"] == "Mon 5 Jan 2026 (Proclaimed) became a bank holiday"


def test_many_children_and_those_on_one_side_only(tmp_path: Path) -> None:
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    old.write_text("\n".join(json.dumps(child(CAME_IN, name=name)) for name in ("Z-1", "Z-2")), encoding="utf-8")
    lines = [json.dumps(child(CAME_IN, REVIEWED, name=name)) for name in ("Z-3", "Z-2")]
    new.write_text("\n".join([*lines, '{"child": "Z-4", "events": 3}']), encoding="utf-8")
    result = run("diff", old, new, "-p", "england", "-f", "json")
    assert result.exit_code == Code.BAD_INPUT
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["Z-2"]
    assert f"{old}: 1 child is not in {new}, and not compared" in result.stderr
    assert "events: it is not a list" in result.stderr
    assert "Z-" not in result.stderr


def test_what_it_refuses(sides: tuple[Path, Path], schedules: tuple[Path, Path], tmp_path: Path) -> None:
    other, broken, later, text = (tmp_path / name for name in ("other.json", "broken.json", "later.json", "latin.json"))
    other.write_text(json.dumps(child(CAME_IN, name="Z-2")), encoding="utf-8")
    broken.write_text('{"child": "Z-9876', encoding="utf-8")
    later.write_text(json.dumps({**json.loads(schedules[1].read_text(encoding="utf-8")), "schema_version": 2}), encoding="utf-8")
    text.write_bytes(b'{"child": "\xe9"}')
    empty = tmp_path / "empty.json"
    empty.write_text("", encoding="utf-8")
    for arguments, why in (
        ((sides[0], other, "-p", "england"), "they are of different children"),
        ((schedules[0], sides[1], "-p", "england"), "schedules on one side and histories on the other"),
        (sides, "say under which profile"),
        ((*schedules, "-p", "england"), "--profile: for histories only"),
        ((*schedules, "--as-of", "2026-01-01"), "--as-of: for histories only"),
        ((schedules[0], later), "schema_version: it is not 1"),
        ((sides[0], broken, "-p", "england"), "not valid JSON"),
        ((sides[0], text, "-p", "england"), "byte 11 is not UTF-8 text"),
        ((sides[0], empty, "-p", "england"), "the file is empty"),
        ((sides[0], tmp_path / "none.json", "-p", "england"), "the file cannot be read"),
        ((sides[0], tmp_path, "-p", "england"), "is a folder"),
        ((*sides, "-p", "england", "-o", sides[1]), "is a file that is read"),
        ((*sides, "-p", "england", "-o", tmp_path / "none" / "x.json"), "does not exist"),
        ((*sides, "-p", "england", "--new-profile", "newhm"), 'did you mean "newham"?'),
    ):
        result = run("diff", *arguments)
        assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, ""), arguments
        assert why in result.stderr, (arguments, result.stderr)
        assert CHILD not in result.stderr


def test_schedules_of_two_children_are_refused(schedules: tuple[Path, Path]) -> None:
    schedules[1].write_text(schedules[1].read_text(encoding="utf-8").replace(CHILD, "Z-2"), encoding="utf-8")
    result = run("diff", *schedules)
    assert result.exit_code == Code.BAD_INPUT
    assert "they are of different children" in result.stderr
    assert "Z-" not in result.stderr


def test_a_date_outside_the_calendar(tmp_path: Path) -> None:
    far = tmp_path / "far.json"
    far.write_text(json.dumps(child({"event": "became-looked-after", "on": "2070-01-06"})), encoding="utf-8")
    assert run("diff", far, far, "-p", "england").exit_code == Code.OUTSIDE_CALENDAR


def test_a_task_of_no_schedule_is_told(schedules: tuple[Path, Path]) -> None:
    """Two written schedules know no profile: a misspelt task would be no change at all, in silence."""
    done = run("diff", *schedules, "--task", "reveiw")
    assert 'nothing here is of the task "reveiw" (--task); did you mean "review"?' in done.stderr
    assert "nothing here" not in run("diff", *schedules, "--task", "review", "--role", "iro").stderr
    amiss = run("diff", *schedules, "--role", "socialworker")
    assert 'nothing here is of the role "socialworker" (--role); did you mean "social worker"?' in amiss.stderr


def test_strict_says_which_file(sides: tuple[Path, Path]) -> None:
    old, new = sides
    new.write_text(json.dumps(child(REVIEWED, CAME_IN, {"event": "review-held", "on": "2025-01-14"})), encoding="utf-8")
    done = run("diff", old, new, "-p", "england", "--strict")
    assert done.exit_code == Code.BAD_INPUT
    assert str(new) in done.stderr


def test_one_child_named_twice_is_one(sides: tuple[Path, Path]) -> None:
    done = run("diff", *sides, "-p", "england", "--child", "Q1", "--child", "Q1")
    assert "a child named with --child is in no history" in done.stderr
