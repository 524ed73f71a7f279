"""What a command loads before it answers: its own modules and what they need, and nothing of another command.

Authority: the performance review of November 2026: starting took a hundred times the work of one date.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("typer")

import typer

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

HISTORY = {"child": "A1", "date_of_birth": "2014-05-02", "events": [{"event": "became-looked-after", "on": "2025-12-19"}]}
COUNT = """
import json, sys
from lacreview_rules.__main__ import main
sys.argv[1:] = json.loads(sys.argv[1])
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
sys.stderr.write(json.dumps([name for name in sys.modules if name.startswith(("lacreview_rules.", "holidays", "rich.", "tomllib"))]))
"""


def loaded(*arguments: object) -> set[str]:
    """The modules of the package, of `holidays`, of `rich` and of the reader of TOML that a command has loaded when it has answered."""
    words = json.dumps([str(argument) for argument in arguments])
    done = subprocess.run([sys.executable, "-c", COUNT, words], capture_output=True, text=True, check=True)
    return set(json.loads(done.stderr.splitlines()[-1]))


def rooms(modules: set[str]) -> set[str]:
    """The folders of the package that modules stand in."""
    return {name.split(".")[1] for name in modules if name.startswith("lacreview_rules.")} - {"__main__"}


def commands_of(modules: set[str]) -> set[str]:
    """The modules of the folders of the command line, in which every command has its own."""
    return {
        name.removeprefix("lacreview_rules.cli.") for name in modules if name.startswith("lacreview_rules.cli.") and name.count(".") > 2
    }


@pytest.fixture
def one(tmp_path: Path) -> Path:
    file = tmp_path / "child.json"
    file.write_text(json.dumps(HISTORY), encoding="utf-8")
    return file


def test_one_date_needs_neither_profile_nor_history() -> None:
    """Counting, its words and the command itself; no table either."""
    modules = loaded("date", "20 working days after 2025-12-19")
    assert {"child.one_date"} == {name for name in commands_of(modules) if "." in name}
    assert {"arguments", "cli", "counting", "data_tables", "errors", "wording"} == rooms(modules)
    assert not {name for name in modules if name.startswith(("holidays", "rich.console", "rich.table", "tomllib"))}
    # The tables that are at hand as JSON are one module, in the place of the four of the reader of TOML; that of working days is another.
    assert len([name for name in modules if name.startswith("lacreview_rules.")]) <= 19


@pytest.mark.parametrize(
    ("command", "own"), [("schedule", {"child.schedule", "child.schedule_table"}), ("explain", {"child.explain", "child.named_task"})]
)
def test_one_child_needs_no_other_command(one: Path, command: str, own: set[str]) -> None:
    """Nor anything that compares, checks profiles, reads returns or draws, nor a calendar of another country."""
    modules = loaded(command, one, *(["review"] if command == "explain" else []), "--profile", "england")
    assert own == {name for name in commands_of(modules) if "." in name}
    seldom = {"arrow", "assurance", "caseload", "changes", "comparison", "corpus", "pictures", "questions"}
    seldom -= {"questions"} if command == "explain" else set()  # whether what the source leaves open matters to this child
    assert not rooms(modules) & seldom
    # Of sources the door, the table of names, how an address is shown, and the one that is read; no other reader.
    assert {"addresses", "by_name", "door", "history_files"} == {
        name.split(".")[2] for name in modules if name.startswith("lacreview_rules.sources.")
    }
    assert not {name for name in modules if name.startswith(("holidays", "tomllib"))}  # what is written as TOML is at hand as JSON
    assert not modules & {"rich.console", "rich.table", "rich.text"}  # a terminal is asked for colour; this is none
    # The records of conditions are a room of seven small files: five modules more than when this was 75, at the same start time.
    # What a history records in vain, what a profile says in vain, the shape of a profile and the exemptions it takes over are six more.
    # The door of sources, by which every input comes in, is six small files. A shipped profile needs nothing that reads and refuses a file.
    # What commands share (standard input, what was asked for only, a history without a date) and what plan and walk set apart: seven.
    # Large files of histories and schedules became files of one idea each: twelve modules more, and the same time to start.
    # What is written of a due date is asked for once, in one module, from which its record, its JSON and its rows are made.
    # How a page is laid out is one module, instead of forty-five of rich.
    # Events that are made of values that were validated, what is left aside of a caseload's records, and the problems of a schedule: three.
    # The same code in files of one idea each, and the room of remarks: seven.
    # Decisions that no due date bears, and which notices of what the source leaves open stand for a child: two.
    # Placements, legal statuses and earlier periods are files beside the period of care; facts and tasks done beside circumstances: five.
    # What the source leaves open, and whether that matters to this child, is nine modules more, for `explain` alone.
    # Hours that are added up over stays, and numbers of reviews in a cycle: two.
    # What a word records, which records are of one sitting or of one day, and what is told of events, each a file of its own: four.
    # Which placement an event is about that was recorded before that began, and what of the last day came after care: two.
    # Arguments of a wrong type beside the errors, what a record denies beside sittings, and doubts by what they are about: five.
    # The tables that are at hand as JSON: one, in the place of the four modules of the reader of TOML.
    # The table of working days beside the calendar, and which record ends a placement: two.
    # How deep a text goes is told before it is read: one.
    # What stands beside a date, said once for the command and for the page: one.
    # What a word in a title names, what is planned for placements, and the guard of depth: three.
    # The order of a schedule, by which it is sorted: one.
    most = 165 if command == "explain" else 160
    assert len([name for name in modules if name.startswith("lacreview_rules.")]) <= most


def test_the_help_of_all_commands_names_each() -> None:
    """In the order in which they are written down, the groups last."""
    top = typer.main.get_command(app)
    names = list(top.commands)  # type: ignore[attr-defined]
    first, last = names[0], names[-1]
    assert ("schedule", "cases", 24) == (first, last, len(names))
    assert [top.commands[name].name for name in names] == names  # type: ignore[attr-defined]


@pytest.mark.slow
def test_a_command_that_there_is_not_is_not_looked_for_in_a_module() -> None:
    """The nearest is named, as for any word that is nearly right."""
    done = subprocess.run([sys.executable, "-m", "lacreview_rules", "shedule"], capture_output=True, text=True, check=False)
    assert 2 == done.returncode
    assert "No such command 'shedule'. Did you mean 'schedule'?" in done.stderr
