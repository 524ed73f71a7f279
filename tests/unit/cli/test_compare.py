"""``lacreview compare`` as its users meet it. The dates are those worked by hand in ``comparison/test_side_by_side.py``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


def history(path: Path, *children: str, on: str = "2025-12-19") -> Path:
    records = [{"child": child, "events": [{"event": "became-looked-after", "on": on}]} for child in children]
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_three_profiles_fit_eighty_columns() -> None:
    result = run("compare", "newham", "south-gloucestershire", "portsmouth")
    assert (result.exit_code, result.stderr) == (Code.FINE, "")
    assert max(len(line) for line in result.stdout.splitlines()) <= 80
    text = result.stdout
    assert text.index("Looked after review  (review)") < text.index("THE SAME IN EVERY PROFILE")
    assert "* Thu 12 Mar 2026" in text
    assert "* Tue 28 Apr 2026" in text
    assert "  Mon 2 Feb 2026" in text
    assert "15 working days after review (newham/NH17)" in " ".join(text.split())
    assert "Not in newham, south-gloucestershire" in text


def test_what_agrees_can_be_left_out() -> None:
    assert "THE SAME IN EVERY PROFILE" not in run("compare", "newham", "portsmouth", "--only-differing").stdout


def test_the_dates_of_another_child(tmp_path: Path) -> None:
    """Looked after Fri 19 Dec 2025: the first review is due Wed 21 Jan 2026 under either profile."""
    path = history(tmp_path / "child.json", "A123")
    result = run("compare", "england", "newham", "--history", path, "--format", "json")
    record = json.loads(result.stdout)
    assert record["history"]["child"] == "A123"
    review = next(task for task in record["tasks"] if task["task"] == "review")
    assert [reading["dates"][0]["due"] for reading in review["readings"]] == ["2026-01-21", "2026-01-21"]
    assert "date_of_birth" in result.stderr


@pytest.mark.parametrize(("form", "first"), [("html", "<!DOCTYPE html>"), ("markdown", "# newham and portsmouth"), ("json", "{")])
def test_each_form_to_standard_output_and_to_a_file(form: str, first: str, tmp_path: Path) -> None:
    printed = run("compare", "newham", "portsmouth", "--format", form)
    assert printed.stdout.splitlines()[0] == first
    path = tmp_path / "out"
    assert run("compare", "newham", "portsmouth", "--format", form, "--output", path).stdout == ""
    assert path.read_text(encoding="utf-8") == printed.stdout
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_a_table_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    run("compare", "newham", "portsmouth", "--output", path)
    assert path.read_text(encoding="utf-8") == run("compare", "newham", "portsmouth").stdout


def test_a_profile_file_beside_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    run("profile", "new", "ours", "--output", path)
    result = run("compare", "england", path, "--only-differing")
    assert result.exit_code == Code.FINE
    assert "ours: Ours, version 1" in result.stdout
    assert "(review)" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "newham"], "at least two profiles"),
        (["compare", "newham", "portsmuth"], 'did you mean "portsmouth"?'),
        (["compare", "newham", "portsmouth", "--history", "nowhere.json"], "nowhere.json"),
        (["compare", "newham", "portsmouth", "--output", "nowhere/out.html"], "does not exist; make it first"),
    ],
)
def test_what_is_refused(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in result.stderr


def test_a_file_of_many_children_is_refused(tmp_path: Path) -> None:
    path = history(tmp_path / "children.jsonl", "A1", "A2")
    result = run("compare", "newham", "portsmouth", "--history", path)
    assert result.exit_code == Code.BAD_INPUT
    assert "several histories" in result.stderr


def test_a_history_outside_the_calendar(tmp_path: Path) -> None:
    path = history(tmp_path / "late.json", "A1", on="2070-01-06")
    assert run("compare", "newham", "portsmouth", "--history", path).exit_code == Code.OUTSIDE_CALENDAR
