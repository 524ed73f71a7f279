"""Options that commands share: every command that reads histories reads them in the same ways.

Authority: the review of November 2026, 3.2: the options were copied, and the copies had come apart.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

import typer
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.input_options import InputOptions, ReadOptions
from lacreview_rules.cli.options import DayOptions
from lacreview_rules.cli.with_options import with_options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = {
    "--input",
    "--input-option",
    "--remarks",
    "--same-carer-moves",
    "--temporary-moves",
    "--short-breaks",
    "--recorded-to",
    "--strict",
}
"""What every command takes that opens a source."""
READ = SOURCE | {"--set", "--calendar"}
"""What every command takes that works out dates from one."""


def every_command(group: Any = None, words: str = "") -> Iterator[tuple[str, Any]]:
    """Each command with its name as it is typed."""
    group = typer.main.get_command(app) if group is None else group
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from every_command(command, f"{words}{name} ")
        else:
            yield f"{words}{name}", command


def options_of(command: Any) -> dict[str, Any]:
    return {param.opts[0]: param for param in command.params if param.param_type_name == "option"}


READERS = {name: command for name, command in every_command() if "--input" in options_of(command)}
WORKING = [name for name in READERS if name != "convert"]


def test_the_commands_that_read_a_return() -> None:
    assert {"schedule", "caseload", "explain", "readings", "affected-by", "what-if", "calendar-feed", "picture"} == set(WORKING)


@pytest.mark.parametrize("name", READERS)
def test_each_takes_the_same_options_in_the_same_order_with_the_same_words(name: str) -> None:
    mine, first = options_of(READERS[name]), options_of(READERS["schedule"])
    taken = READ if name in WORKING else SOURCE
    assert [one for one in first if one in taken] == [one for one in mine if one in READ]
    assert set(mine) >= taken
    for option in taken:
        assert (mine[option].help, mine[option].default) == (first[option].help, first[option].default)


def test_no_other_command_takes_what_only_a_return_needs() -> None:
    returns = SOURCE - {"--strict"}
    assert not {name: both for name, command in every_command() if name not in READERS and (both := returns & set(options_of(command)))}


def test_the_dataclasses_are_what_the_commands_take() -> None:
    assert (len(SOURCE), len(READ)) == (len(fields(ReadOptions)), len(fields(InputOptions)))
    assert ["as_of", "until"] == [field.name for field in fields(DayOptions)]


@dataclass(frozen=True)
class Size:
    """Two options."""

    width: int
    height: int = 4


def test_a_dataclass_stands_where_its_options_are_wanted() -> None:
    """Each with its default, or without one where it must be given; the words of the command stay."""

    @with_options
    def show(name: str, *, size: Size, loud: bool = False) -> None:
        """Show a door."""
        found.append((name, size, loud))

    found: list[tuple[str, Size, bool]] = []
    show(name="door", width=2, height=4, loud=True)
    assert [("door", Size(2, 4), True)] == found
    parameters = signature(show).parameters
    assert ["name", "width", "height", "loud"] == list(parameters)
    assert parameters["width"].default is parameters["width"].empty
    assert (4, int) == (parameters["height"].default, parameters["height"].annotation)
    assert ("show", "Show a door.") == (show.__name__, show.__doc__)


# ---- --recorded-to, wherever a return is read


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    """One child who came into care on Friday 19 December 2025; 20 working days later is Wednesday 21 January 2026."""
    folder = tmp_path / "return"
    folder.mkdir()
    (folder / "header.csv").write_text("CHILD,DOB\nA1,02/05/2014\n", encoding="utf-8")
    (folder / "episodes.csv").write_text("CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,19/12/2025,S,V2,U6,,\n", encoding="utf-8")
    (folder / "reviews.csv").write_text("CHILD,REVIEW\nA1,14/01/2026\n", encoding="utf-8")
    return folder


RUNS: dict[str, list[str]] = {
    "schedule": ["--format", "json"],
    "explain": ["review", "--format", "json"],
    "readings": ["--question", "simple-or-clear", "--format", "json"],
    "affected-by": ["--add", "2026-03-02", "--format", "json"],
    "what-if": ["--new-profile", "newham", "--format", "json"],
    "calendar-feed": [],
    "picture": ["--format", "svg"],
}


def told(name: str, extract: Path, *more: str) -> Any:
    output = ["--output", str(extract.parent / "drawn.svg")] if name == "picture" else []
    words = [name, str(extract), *RUNS[name], "--profile", "england", "--input", "ssda903", *output, *more]
    return CliRunner().invoke(app, words, prog_name="lacreview")


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.slow if name == "picture" else ()) for name in RUNS])
def test_nothing_is_told_as_at_a_day_after_the_return(name: str, extract: Path) -> None:
    """A return tells nothing after its last 31 March, nor after the day that is given: 14 February 2026."""
    pytest.importorskip("icalendar")
    pytest.importorskip("matplotlib")
    for day, given in (("2026-03-31", []), ("2026-02-14", ["--recorded-to", "2026-02-14"])):
        done = told(name, extract, "--as-of", "2026-12-31", *given)
        assert 0 == done.exit_code, done.output
        assert f"nothing is on record after {day}: 1 schedule stands as at the last day that the source tells of" in done.stderr


@pytest.mark.parametrize("name", ["schedule", "explain", "readings", "affected-by", "what-if"])
def test_the_day_is_in_what_is_told(name: str, extract: Path) -> None:
    record = json.loads(told(name, extract, "--as-of", "2026-12-31", "--recorded-to", "2026-02-14").stdout)
    assert "2026-02-14" == (record["new"] if name == "what-if" else record)["as_of"]


def test_a_history_that_cannot_be_is_refused_when_supposing_too(tmp_path: Path) -> None:
    """A review on the day before the child came into care."""
    events = [{"event": "review-held", "on": "2025-12-18"}, {"event": "became-looked-after", "on": "2025-12-19"}]
    file = tmp_path / "child.json"
    file.write_text(json.dumps({"child": "A1", "date_of_birth": "2014-05-02", "events": events}), encoding="utf-8")
    words = ["what-if", str(file), "--profile", "england", "--new-profile", "newham"]
    assert 0 == CliRunner().invoke(app, words).exit_code
    assert 2 == CliRunner().invoke(app, [*words, "--strict"]).exit_code


def test_what_a_return_does_not_show_moves_nowhere(tmp_path: Path) -> None:
    """A child in care since 2015, in a return of one year: `schedule` gives no date to what counts from before it.

    Nor does `affected-by`: of both, the due dates that have a date are the same.
    """
    folder = tmp_path / "return"
    folder.mkdir()
    (folder / "header.csv").write_text("CHILD,DOB\nA1,02/05/2014\n", encoding="utf-8")
    (folder / "episodes.csv").write_text("CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,05/01/2015,S,C2,U6,,\n", encoding="utf-8")
    (folder / "reviews.csv").write_text("CHILD,REVIEW\nA1,12/06/2025\n", encoding="utf-8")
    given = ["--profile", "england", "--input", "ssda903", "--format", "json"]
    schedule = json.loads(CliRunner().invoke(app, ["schedule", str(folder), *given]).stdout)
    effect = json.loads(CliRunner().invoke(app, ["affected-by", str(folder), *given, "--add", "2040-07-06"]).stdout)
    assert ([], sum(due["due"] is not None for due in schedule["due_dates"])) == (effect["moved"], effect["unmoved"])
