"""What is told of what is wrong in a source: line by line, or summed up by kind, and all of it in a file.

Authority: the review of doors, November 2026, point 6: a return with 1,363 children printed 5,227 lines, and a real mistake drowned.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

from tests.unit.sources.ssda903.folder import Folder, episode
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.cli.remarks import COLUMNS, summary_lines
from lacreview_rules.errors import Problem
from lacreview_rules.sources.door import Remark

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


def remark(kind: str, line: int, *, used: bool, effect: str = "", child: int = 0) -> Remark:
    return Remark(kind, Problem(f"e.csv:{line}", f"{kind} here", "mend it"), used=used, effect=effect, child=child)


def a_return(path: Path, many: int) -> Path:
    """As many children whose care is not known to have begun, and one mistake: of child K1, REC says an end, and DEC is empty."""
    path.mkdir()
    rows = [episode("01/06/2025", "P", "V2", "U6", child=f"C{number}") for number in range(many)]
    rows.append(episode("02/06/2025", "S", "V2", "U6", "", "E4A", child="K1"))
    headers = [f"C{number},1,02/05/2014,,,," for number in range(many)] + ["K1,1,02/05/2014,,,,"]
    return Folder(path).fill(*rows, headers=tuple(headers)).path


ASKED = ("--input", "ssda903", "-p", "england", "-f", "json")


def test_few_remarks_are_told_one_by_one(tmp_path: Path) -> None:
    """Nineteen, and the mistake: twenty lines."""
    done = run("schedule", a_return(tmp_path / "r", 19), *ASKED)
    assert done.exit_code == Code.FINE
    assert done.stderr.count("care began before this episode") == 19
    assert "episodes.csv:21: REC says why the episode ended, but DEC is empty" in done.stderr
    assert "of 2 kinds" not in done.stderr


@pytest.mark.parametrize("command", [["schedule"], ["caseload", "--as-of", "2026-03-31"]])
def test_many_are_summed_up_and_the_mistake_stands_before_them(tmp_path: Path, command: list[str]) -> None:
    """One more, and there are seven lines for all: how many, of how many children, the first three places, the effect, the remedy."""
    done = run(command[0], a_return(tmp_path / "r", 20), *command[1:], *ASKED)
    assert done.exit_code == Code.FINE
    told = [line for line in " ".join(done.stderr.split("\n    ")).splitlines() if line.startswith("  ")]
    [mistake, many] = [line for line in told if " on 1 child" in line or " on 20 children" in line]
    assert "1 remark on 1 child: end-missing" in mistake
    assert "episodes.csv:22: REC says why the episode ended" in " ".join(mistake.split())
    assert "20 remarks on 20 children: start-not-recorded" in many
    many = " ".join(many.split())
    assert "episodes.csv:2: care began" in many
    assert "also at episodes.csv:3, episodes.csv:4 and 17 more" in many
    assert "check the row" in many
    assert "what it does to dates: dates that count from the start of care are not given" in many
    assert len(done.stderr.splitlines()) < 30


def test_the_worst_come_first_and_of_those_the_rarest() -> None:
    """What was not used before what was; what moves dates before what does not; a slip before a habit."""
    found = [remark("harmless", 1, used=False)]
    found += [remark("habit", line, used=True, effect="moves") for line in range(10, 20)]
    found += [remark("slip", 30, used=True, effect="moves"), remark("lost", 40, used=False, effect="moves")]
    lines = [line for line in summary_lines(found, "e.csv") if "remark" in line][1:]
    assert [line.rpartition(": ")[2] for line in lines] == ["lost", "slip", "habit", "harmless"]


def test_children_are_counted_once() -> None:
    found = [remark("twice", 2, used=True, child=1), remark("twice", 3, used=True, child=1), remark("twice", 4, used=True, child=2)]
    assert "  3 remarks on 2 children: twice" in summary_lines(found, "e.csv")


@pytest.mark.parametrize("command", [["schedule"], ["caseload", "--as-of", "2026-03-31"], ["convert"]])
def test_a_file_has_each_of_them(tmp_path: Path, command: list[str]) -> None:
    """As CSV and as JSON, the same; the summary says where."""
    folder = a_return(tmp_path / "r", 30)
    asked = ("--input", "ssda903", "-o", tmp_path / "out.jsonl") if command == ["convert"] else ASKED
    files = [tmp_path / "remarks.csv", tmp_path / "remarks.json"]
    for file in files:
        done = run(command[0], folder, *command[1:], *asked, "--remarks", file)
        assert done.exit_code == Code.FINE, done.stderr
        assert file.name in done.stderr
    with files[0].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    records = json.loads(files[1].read_text(encoding="utf-8"))
    assert tuple(rows[0]) == COLUMNS == tuple(records[0])
    assert [row["where"] for row in rows] == [record["where"] for record in records]
    kinds = [record["kind"] for record in records]
    assert (kinds.count("start-not-recorded"), kinds.count("end-missing")) == (30, 1)
    [mistake] = [record for record in records if record["kind"] == "end-missing"]
    assert (mistake["where"], mistake["used"], mistake["child"]) == ("episodes.csv:32", True, 31)
    assert "K1" not in files[0].read_text(encoding="utf-8")


def test_a_history_that_is_not_used_is_in_the_file(tmp_path: Path) -> None:
    """And what is doubtful in one that is. Of two histories the second has no events: its word is not a list."""
    file, remarks = tmp_path / "two.jsonl", tmp_path / "remarks.json"
    start = '{"event": "became-looked-after", "on": "2025-12-19"}'
    doubtful = f'{{"child": "A1", "date_of_birth": "2014-05-02", "events": [{start}, {start.replace("2025-12", "2026-01")}]}}'
    file.write_text(f'{doubtful}\n{{"child": "A2", "events": 3}}\n', encoding="utf-8")
    done = run("schedule", file, "-p", "england", "-f", "json", "--remarks", remarks)
    assert done.exit_code == Code.BAD_INPUT
    second, first = json.loads(remarks.read_text(encoding="utf-8"))
    assert (first["kind"], first["used"], first["child"]) == ("in-history", True, 1)
    assert (second["kind"], second["used"], second["where"], second["child"]) == ("history-not-used", False, f"{file}:2: events", 2)


def test_an_empty_file_says_that_there_was_nothing(tmp_path: Path) -> None:
    file, remarks = tmp_path / "one.json", tmp_path / "remarks.csv"
    start = '{"event": "became-looked-after", "on": "2025-12-19"}'
    file.write_text(f'{{"child": "A1", "date_of_birth": "2014-05-02", "events": [{start}]}}', encoding="utf-8")
    assert run("schedule", file, "-p", "england", "--remarks", remarks).exit_code == Code.FINE
    assert remarks.read_text(encoding="utf-8-sig").splitlines() == [",".join(COLUMNS)]


@pytest.mark.parametrize(
    ("name", "told"), [("remarks.txt", "end it in .csv or .json"), ("none/remarks.csv", "does not exist; make it first")]
)
def test_a_file_that_cannot_be_written(tmp_path: Path, name: str, told: str) -> None:
    """It is refused before the source is opened, which there is none."""
    done = run("schedule", tmp_path / "none.json", "-p", "england", "--remarks", tmp_path / name)
    assert done.exit_code == Code.BAD_INPUT
    assert told in done.stderr
    assert "none.json" not in done.stderr


@pytest.mark.parametrize(("visits", "lines"), [(3, 3), (4, 1), (40, 1)])
def test_the_same_of_many_places_of_one_child_is_told_once(tmp_path: Path, visits: int, lines: int) -> None:
    """Each is in the JSON; in words they are one line, with how many there are and the first places."""
    events: list[dict[str, object]] = [{"event": "became-looked-after", "on": "2026-01-05"}]
    events += [{"event": "task-done", "on": "2026-02-02", "task": "visit", "ref": str(number)} for number in range(visits)]
    file = tmp_path / "child.json"
    file.write_text(json.dumps({"child": "A1", "date_of_birth": "2014-05-02", "events": events}), encoding="utf-8")
    result = run("schedule", file, "--profile", "data-return", "--as-of", "2026-02-02", "--format", "json")
    told = [line for line in result.stderr.splitlines() if "this is not a task that data-return knows" in line]
    assert len(told) == lines
    assert [one["where"] for one in json.loads(result.stdout)["problems"]] == [f"events[{at}].task" for at in range(1, visits + 1)]
    if lines == 1:
        assert f"({visits} of these, also at {file}: events[2].task, {file}: events[3].task and {visits - 3} more)" in told[0]


def test_few_remarks_and_the_file_of_all_go_down_the_file(tmp_path: Path) -> None:
    """Whoever mends a file goes through it from its top: the rows of a child stand apart, and the tenth row comes after the ninth."""
    rows = [episode("01/05/2025", "S", "V2", "U6", child=f"C{number}") for number in range(7)]
    rows += [episode("01/06/2025", "Z", "V2", "U6", child="C6"), episode("31/02/2025", "S", "V2", "U6", child="C0")]
    rows += [episode("02/06/2025", "Z", "V2", "U6", child="C0")]
    headers = tuple(f"C{number},1,02/05/2014,,,," for number in range(7))
    (tmp_path / "r").mkdir()
    path, remarks = Folder(tmp_path / "r").fill(*rows, headers=headers).path, tmp_path / "remarks.json"
    told = [line.partition(": ")[0] for line in run("schedule", path, *ASKED, "--remarks", remarks).stderr.splitlines()]
    written = [one["where"] for one in json.loads(remarks.read_text(encoding="utf-8"))]
    places = ["episodes.csv:9", "episodes.csv:10", "episodes.csv:11"]
    assert list(dict.fromkeys(place for place in told if place in places)) == places
    assert list(dict.fromkeys(place for place in written if place in places)) == places
