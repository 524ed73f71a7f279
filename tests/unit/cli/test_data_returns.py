"""`--input ssda903` with a return that is one file, as its users meet it. Authority: issue of the doors, points 1 and 7; dates by hand."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("typer")

from tests.unit.sources.ssda903.forms import Return
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

ONE = Return(
    header=[("C1", "1", "14/02/2010", "WBRI"), ("C2", "2", "03/09/2017", "WBRI")],
    episodes=[
        ("C1", "01/05/2025", "S", "C2", "N1", "U6", "", "", ""),
        ("C2", "12/05/2025", "S", "V2", "N1", "U6", "", "", ""),
    ],
    reviews=[("C1", "14/02/2010", "20/05/2025", "PN1")],
)


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


def converted(path: Path) -> tuple[Any, list[dict[str, Any]]]:
    written = path.parent / "out.jsonl"
    written.unlink(missing_ok=True)
    result = run("convert", path, "--input", "ssda903", "--output", written)
    return result, [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]


def days_of_events(path: Path) -> dict[str, list[str]]:
    result, records = converted(path)
    assert result.exit_code == Code.FINE, result.stderr
    return {record["child"]: [event["on"] for event in record["events"]] for record in records}


def test_each_form_gives_the_same(tmp_path: Path) -> None:
    expected = {"C1": ["2025-05-01", "2025-05-20"], "C2": ["2025-05-12"]}
    assert days_of_events(ONE.write_csv(tmp_path)) == expected
    assert days_of_events(ONE.write_xml(tmp_path / "a.xml")) == expected
    assert days_of_events(ONE.write_workbook(tmp_path / "a.xlsx")) == expected


def test_a_file_that_breaks_off(tmp_path: Path) -> None:
    """The first child is answered, the place is told, no child is named, and the exit code says so."""
    path = ONE.write_xml(tmp_path / "a.xml")
    path.write_bytes(path.read_bytes()[:-60])
    result, records = converted(path)
    assert result.exit_code == Code.BAD_INPUT
    assert [record["child"] for record in records] == ["C1"]
    assert "a.xml: line 9: the file breaks off" in result.stderr
    assert "C2" not in result.stderr


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "a.xml: the file is empty"),
        ("<Message/>", "a.xml: line 1: the root element is not EXPSSDA903"),
        ("<!DOCTYPE EXPSSDA903 [<!ENTITY a 'b'>]><EXPSSDA903/>", "a.xml: line 1: the document has a DOCTYPE"),
    ],
)
def test_what_is_no_return(tmp_path: Path, content: str, told: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(content, encoding="utf-8")
    result = run("caseload", path, "--input", "ssda903", "--profile", "england", "--as-of", "2025-06-30")
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert told in " ".join(result.stderr.split())


def test_a_workbook_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ONE.write_workbook(tmp_path / "a.xlsx")
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    result = run("caseload", path, "--input", "ssda903", "--profile", "england", "--as-of", "2025-06-30")
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    assert 'pip install ".[workbooks]"' in " ".join(result.stderr.split())


def test_what_is_left_alone_is_named(tmp_path: Path) -> None:
    """In silence nothing: reviews under a heading of their own are no table of the return, and the user sees that they were not read."""
    folder = ONE.write_csv(tmp_path)
    (folder / "meetings.csv").write_text("CHILD,HELD_ON\nC1,14/08/2025\n", encoding="utf-8")
    (folder / "notes.xlsx").write_bytes(b"no workbook")
    result, _ = converted(folder)
    assert result.exit_code == Code.FINE
    told = " ".join(result.stderr.split())
    assert "left alone, because they hold neither Header, Episodes nor Reviews: meetings.csv, notes.xlsx" in told
    assert "C1" not in told


def test_a_month_after_the_return_is_refused_with_its_remedy(tmp_path: Path) -> None:
    """A return to March 2026 asked about November: the option that helps stands in the error itself."""
    path = ONE.write_csv(tmp_path)
    result = run("caseload", path, "--input", "ssda903", "-p", "england", "--as-of", "2026-11-28", "--from", "2026-11-01")
    assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, "")
    told = " ".join(result.stderr.split())
    assert "--from 2026-11-01 is after 2026-03-31, the last day of which the source tells" in told
    assert "say of the last one with --recorded-to, or give an earlier --from" in told


NAMELESS = Return(
    header=ONE.header,
    episodes=[*ONE.episodes, ("", "01/06/2025", "S", "C2", "N1", "U6", "", "", "")],
    reviews=[*ONE.reviews],
)


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("csv", "episodes.csv:4: CHILD is empty"),
        ("workbook", "a.xlsx: episodes row 4: CHILD is empty"),
    ],
)
@pytest.mark.parametrize("command", [["schedule", "-f", "json"], ["caseload"]])
def test_a_row_without_a_child_is_a_record_that_could_not_be_used(tmp_path: Path, form: str, place: str, command: list[str]) -> None:
    """Point 7: the others are answered, the row is told by its place, and the exit code says that something is missing."""
    path = NAMELESS.write_csv(tmp_path) if form == "csv" else NAMELESS.write_workbook(tmp_path / "a.xlsx")
    remarks = tmp_path / "remarks.json"
    asked = ("--input", "ssda903", "-p", "england", "--as-of", "2025-06-30", "--remarks", remarks)
    result = run(command[0], path, *command[1:], *asked)
    assert result.exit_code == Code.BAD_INPUT
    assert f"lacreview: {place}; fill it in; the row was not used" in result.stderr.replace(f"{path}: history 3: ", "")
    assert "2 of 2 histories used" in result.stderr
    found = json.loads(remarks.read_text(encoding="utf-8"))
    assert len([one for one in found if not one["used"] and one["where"].endswith(place.rpartition(": ")[0])]) == 1


def test_of_children_none_of_whom_can_be_used_it_says_of_how_many(tmp_path: Path) -> None:
    """Not "0 of 0": there are two, and neither has a history."""
    lost = [(child, "31/02/2025", *rest) for child, _, *rest in ONE.episodes]
    result = run(
        "schedule", Return(header=ONE.header, episodes=lost, reviews=[]).write_csv(tmp_path), "--input", "ssda903", "-p", "england"
    )
    assert result.exit_code == Code.BAD_INPUT
    assert "0 of 2 histories used, 2 refused" in result.stderr


def test_the_sheets_that_hold_no_table_of_the_return_are_named(tmp_path: Path) -> None:
    """In silence nothing, as with files beside one another; a sheet that holds nothing at all is none."""
    openpyxl = pytest.importorskip("openpyxl")
    path = ONE.write_workbook(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book.create_sheet("OC2").append(["CHILD", "SDQ_SCORE"])
    book.create_sheet("Health").append(["Pupil", "Checked"])
    book.create_sheet("Sheet9")
    book.save(path)
    result, records = converted(path)
    assert (result.exit_code, len(records)) == (Code.FINE, 2)
    told = " ".join(result.stderr.split())
    assert "left alone, because they hold neither Header, Episodes nor Reviews: a.xlsx: OC2, a.xlsx: Health" in told
    assert "Sheet9" not in told


@pytest.mark.parametrize("command", [["schedule", "-f", "json"], ["caseload"]])
def test_a_profile_without_a_task_that_a_return_records_is_no_mistake_of_anybodys(tmp_path: Path, command: list[str]) -> None:
    """`data-return` has reviews and no review meetings: two remarks on each child told so, and --strict refused every one."""
    path = ONE.write_csv(tmp_path)
    result = run(command[0], path, *command[1:], "--input", "ssda903", "-p", "data-return", "--as-of", "2025-06-30", "--strict")
    assert "2 of 2 histories used" in result.stderr
    assert "not a task" not in result.stderr


def test_a_task_that_somebody_typed_is_told_as_before(tmp_path: Path) -> None:
    file = tmp_path / "h.json"
    start = {"event": "became-looked-after", "on": "2025-05-01"}
    file.write_text(json.dumps({"child": "A1", "date_of_birth": "2010-02-14", "records": ["reveiw"], "events": [start]}))
    assert "is not a task that data-return knows" in run("schedule", file, "-p", "data-return").stderr
