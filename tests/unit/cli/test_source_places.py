"""Places in a source: what is wrong is told by the row and column that somebody typed, by every command alike.

Authority: issue 16, points 4 and 7 (problems name sheet, row and column). Rows and columns are counted by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = (
    ("schedule", "-p", "england"),
    ("caseload", "-p", "england", "--as-of", "2026-03-31"),
)


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


def written(folder: Path, text: str, name: str = "events.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_a_date_outside_the_calendar_is_told_by_the_row_that_was_typed(tmp_path: Path, command: tuple[str, ...]) -> None:
    file = written(
        tmp_path,
        "child,event,on\nA1,became-looked-after,19/12/2025\nA2,review-held,05/01/2026\nA2,became-looked-after,01/01/1900\n",
    )
    result = run(command[0], file, "--input", "events", *command[1:])
    assert result.exit_code == Code.OUTSIDE_CALENDAR
    assert "row 4, column C (on): 1900-01-" in result.stderr
    assert "is outside calendar" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_problem_of_a_child_is_told_by_row_by_every_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    text = (
        "child,event,on,date_of_birth\nA1,became-looked-after,19/12/2025,01/02/2015\nA2,became-looked-after,19/12/2025,01/02/2015\n"
        "A3,became-looked-after,19/12/2025,\nA3,ceased-to-be-looked-after,01/03/2026,\nA3,review-held,10/03/2026,\n"
    )
    result = run(command[0], written(tmp_path, text), "--input", "events", *command[1:])
    assert "row 4 (date_of_birth)" in result.stderr
    assert "row 6" in result.stderr
    assert "events[" not in result.stderr
    assert ": date_of_birth" not in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_annex_a_is_told_by_row_by_every_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    heading = "Child Unique ID,Date Started to be Looked After,Date of Latest Statutory Review\n"
    file = written(tmp_path, f"{heading}A1,06/08/2025,12/01/2026\nA2,01/01/1900,\n", "list8.csv")
    result = run(command[0], file, "--input", "annex-a", *command[1:])
    assert result.exit_code == Code.OUTSIDE_CALENDAR
    assert "row 3: 1900-01-" in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_data_return_is_told_by_row_by_every_command(tmp_path: Path, command: tuple[str, ...]) -> None:
    """Two reviews nine days apart: the second stands in line 4 of the Reviews file, and who has no date of birth in line 3 of Episodes."""
    written(tmp_path, "CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nZ1,05/05/2025,S,C2,U6,,\nZ2,05/05/2025,S,C2,U6,,\n", "episodes.csv")
    written(tmp_path, "CHILD,REVIEW\nZ2,20/05/2025\nZ1,20/05/2025\nZ1,29/05/2025\n", "reviews.csv")
    written(tmp_path, "CHILD,DOB,ETHNIC\nZ1,02/05/2014,WBRI\n", "header.csv")
    result = run(command[0], tmp_path, "--input", "ssda903", *command[1:])
    assert "reviews.csv:4: a review 9 days after the one before" in result.stderr
    assert "episodes.csv:3 (date_of_birth)" in result.stderr
    assert "events[" not in result.stderr


def test_an_unknown_kind_beside_a_placement_is_told_as_an_unknown_kind(tmp_path: Path) -> None:
    """Two kinds have a placement and "became": the nearest of those is proposed, and the word itself, which may be a name, is not told."""
    text = "child,event,on,placement\nA1,came into care,19/12/2025,foster-care\nA2,placement began,19/12/2025,foster-care\n"
    result = run("schedule", written(tmp_path, text), "--input", "events", "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert "row 2, column B (event): this is not a built-in kind of event" in result.stderr
    assert "row 3, column B (event): this is not a built-in kind of event" in result.stderr
    assert "came into care" not in result.stderr
    assert 'no key "placement" here' not in result.stderr


@pytest.mark.parametrize("name", ["none", "events.csv/none", "letter.txt"])
def test_a_path_that_is_no_data_return_is_told_with_what_is_expected(tmp_path: Path, name: str) -> None:
    written(tmp_path, "", "events.csv")
    written(tmp_path, "Dear all", "letter.txt")
    result = run("schedule", tmp_path / name, "--input", "ssda903", "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert "give a folder with the CSV files of a return, its XML file, a workbook, or one CSV file" in result.stderr
    assert "directory" not in result.stderr


def test_a_file_of_reviews_alone_is_told_to_lack_the_episodes(tmp_path: Path) -> None:
    """A file is no folder in which others are looked for."""
    file = written(tmp_path, "CHILD,DOB,REVIEW,REVIEW_CODE\nA1,01/02/2015,05/01/2026,PN1\n", "reviews.csv")
    result = run("schedule", file, "--input", "ssda903", "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert "directory" not in result.stderr
    assert "pisodes" in result.stderr


def test_annex_a_calls_a_column_by_the_heading_of_the_sheet(tmp_path: Path) -> None:
    heading = "Child Unique ID,Date Started to be Looked After,Date of Latest Statutory Review\n"
    file = written(tmp_path, f"{heading}A1,soon,12/01/2026\n", "list8.csv")
    result = run("schedule", file, "--input", "annex-a", "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert "row 2, column B (Date Started to be Looked After)" in result.stderr


def test_an_output_that_the_system_refuses_has_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "out.json"))

    monkeypatch.setattr("lacreview_rules.cli.files.tempfile.mkstemp", refused)
    file = written(tmp_path, "child,event,on\nA1,became-looked-after,19/12/2025\n")
    result = run("schedule", file, "--input", "events", "-p", "england", "-o", tmp_path / "out.json")
    assert result.exit_code == Code.BAD_INPUT
    assert (
        "out.json cannot be read or written: Permission denied; check the path and its permissions, or name another place" in result.stderr
    )
