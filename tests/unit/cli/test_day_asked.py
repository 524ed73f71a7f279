"""A day asked about that is far after all that is recorded is told of at every door: a wrong year makes everything seem overdue.

Authority: the review of doors, November 2026, point 7: nothing is lost in silence. The numbers of days were counted by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

STARTED = {"event": "became-looked-after", "on": "2025-05-01"}
REVIEWED = {"event": "review-held", "on": "2025-05-20"}
LIST_8 = "Child Unique ID,Date of Birth,Date Started to be Looked After,Date of Latest Statutory Review\n"
FAR = "nothing is recorded after 2025-05-20, 4,030 days before the day asked about; check its year, or give a newer record"


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="lacreview")


def door(name: str, folder: Path) -> list[object]:
    """One child, looked after since 1 May 2025 and reviewed on the 20th, through a door."""
    path = folder / f"{name}.csv"
    if name == "history":
        path = folder / "h.jsonl"
        path.write_text(json.dumps({"child": "A1", "events": [STARTED, REVIEWED]}), encoding="utf-8")
    elif name == "events":
        path.write_text("Child,Event,On\nA1,became-looked-after,01/05/2025\nA1,review-held,20/05/2025\n", encoding="utf-8")
    elif name == "annex-a":
        path.write_text(f"{LIST_8}A1,02/05/2014,01/05/2025,20/05/2025\n", encoding="utf-8")
    return ["--input", name, path]


@pytest.mark.parametrize("command", [["schedule"], ["caseload"]])
@pytest.mark.parametrize("name", ["history", "events", "annex-a"])
def test_a_year_that_is_wrong_by_ten_is_told_at_every_door(name: str, command: list[str], tmp_path: Path) -> None:
    """20 May 2025 to 1 June 2036: eleven years of 365 days, three 29ths of February and twelve days."""
    remarks = tmp_path / "remarks.json"
    done = run(*command, *door(name, tmp_path), "-p", "england", "--as-of", "2036-06-01", "--remarks", remarks)
    assert FAR in done.stderr
    assert [one["used"] for one in json.loads(remarks.read_text(encoding="utf-8")) if one["kind"] == "old-extract"] == [True]


@pytest.mark.parametrize("command", [["schedule", "-f", "json"], ["caseload"]])
def test_so_it_is_where_several_processes_read(command: list[str], tmp_path: Path) -> None:
    done = run(*command, *door("history", tmp_path), "-p", "england", "--as-of", "2036-06-01", "--workers", 2)
    assert FAR in done.stderr


@pytest.mark.parametrize(("as_of", "told"), [("2026-05-20", False), ("2026-05-21", True)])
def test_a_year_is_not_far(as_of: str, told: bool, tmp_path: Path) -> None:
    """365 days after the last event nothing is said; on the next day it is."""
    done = run("schedule", *door("history", tmp_path), "-p", "england", "--as-of", as_of)
    assert ("nothing is recorded after" in done.stderr) is told


def test_a_return_says_until_when_it_tells_and_no_more(tmp_path: Path) -> None:
    """It stands as at 31 March of its year: that is told, and the same is not said twice."""
    (tmp_path / "episodes.csv").write_text("CHILD,DECOM,RNE,LS,PLACE,DEC,REC\nA1,01/05/2025,S,C2,U6,,\n", encoding="utf-8")
    done = run("schedule", "--input", "ssda903", tmp_path, "-p", "england", "--as-of", "2036-06-01")
    assert "nothing is on record after 2026-03-31" in done.stderr
    assert "nothing is recorded after" not in done.stderr


def test_of_children_whose_care_has_ended_nothing_more_is_to_be_recorded(tmp_path: Path) -> None:
    file = tmp_path / "h.json"
    file.write_text(json.dumps({"child": "A1", "events": [STARTED, {"event": "ceased-to-be-looked-after", "on": "2025-06-01"}]}))
    done = run("schedule", file, "-p", "england", "--as-of", "2036-06-01")
    assert "nothing is recorded after" not in done.stderr
