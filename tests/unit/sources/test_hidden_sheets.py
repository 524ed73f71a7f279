"""Sheets that nobody sees, and two rows of headings: at every door that takes workbooks.

Authority: issue 16 point 7 (nothing lost in silence). The child of the sheet in sight has a review on 20 May 2025, that of the hidden one
on 1 February: which of the two is read decides the next date.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

HELD = {"shown": "20/05/2025", "hidden": "21/05/2025"}
EPISODES = [["CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"], ["C1", "01/05/2025", "S", "C2", "U6", None, None]]


def _events(held: str) -> list[list[Any]]:
    return [["Child ID", "What happened", "When"], ["C1", "Became looked after", "01/05/2025"], ["C1", "Review held", held]]


def _list_8(held: str) -> list[list[Any]]:
    return [["Child Unique ID", "Date Started to be Looked After", "Date of Latest Statutory Review"], ["C1", "01/05/2025", held]]


def _reviews(held: str) -> list[list[Any]]:
    return [["CHILD", "DOB", "REVIEW"], ["C1", "02/05/2014", held]]


SHEETS = {"events": ("Events", _events), "annex-a": ("List 8", _list_8), "ssda903": ("Reviews", _reviews)}


def _book(path: Path, source: str, *, states: dict[str, str], above: tuple[Any, ...] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    called, rows = SHEETS[source]
    if source == "ssda903":
        sheet = book.create_sheet("Episodes")
        for row in EPISODES:
            sheet.append(row)
    else:
        book.create_sheet("Cover").append(["Looked after children"])
    for which, state in states.items():
        sheet = book.create_sheet(f"{called} {which}")
        sheet.sheet_state = state
        for row in (*above, *rows(HELD[which])):
            sheet.append(row)
    book.save(path)
    return path


def _converted(path: Path, source: str) -> tuple[list[str], str, int]:
    out = path.with_suffix(".jsonl")
    done = CliRunner().invoke(app, ["convert", str(path), "--input", source, "--output", str(out)])
    events = [event for line in out.read_text(encoding="utf-8").splitlines() for event in json.loads(line)["events"]]
    return [event["on"] for event in events if event["event"] == "review-held"], done.stderr, done.exit_code


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("source", SHEETS)
def test_a_sheet_in_sight_comes_before_a_hidden_one(source: str, state: str, tmp_path: Path) -> None:
    """They were refused as two tables of a kind, of which the reader saw one; or the hidden one was read alone, without a word."""
    path = _book(tmp_path / "book.xlsx", source, states={"hidden": state, "shown": "visible"})
    held, said, code = _converted(path, source)
    assert held == ["2025-05-20"]
    assert f'book.xlsx: sheet "{SHEETS[source][0]} hidden": the sheet is hidden and was not read' in said
    assert 0 == code


@pytest.mark.parametrize("source", SHEETS)
def test_a_hidden_sheet_that_is_read_is_told(source: str, tmp_path: Path) -> None:
    held, said, _ = _converted(_book(tmp_path / "book.xlsx", source, states={"hidden": "hidden"}), source)
    assert held == ["2025-05-21"]
    assert "the sheet is hidden, and was read; show it and look at it, or delete it" in said


@pytest.mark.parametrize("source", SHEETS)
def test_rows_under_a_filter_are_read_and_told(source: str, tmp_path: Path) -> None:
    """Whoever looks at the sheet does not see the review that decides the next date."""
    path = _book(tmp_path / "book.xlsx", source, states={"shown": "visible"})
    book = openpyxl.load_workbook(path)
    sheet = book[f"{SHEETS[source][0]} shown"]
    sheet.row_dimensions[sheet.max_row].hidden = True
    sheet.row_dimensions[sheet.max_row + 7].hidden = True  # in which nothing stands
    book.save(path)
    held, said, code = _converted(path, source)
    assert (held, code) == (["2025-05-20"], 0)
    told = f'book.xlsx: sheet "{sheet.title}": 1 row is hidden, and was read like the others; take the filter off and look at them'
    assert told in said


@pytest.mark.parametrize("source", SHEETS)
def test_nothing_is_said_where_no_sheet_is_hidden(source: str, tmp_path: Path) -> None:
    held, said, code = _converted(_book(tmp_path / "book.xlsx", source, states={"shown": "visible"}), source)
    assert (held, code) == (["2025-05-20"], 0)
    assert "hidden" not in said


def test_a_hidden_sheet_of_a_return_is_no_row_that_was_not_used(tmp_path: Path) -> None:
    """The sheet in sight was read: nothing is lost, so `--strict` refuses nothing, and no row is counted for it."""
    path = _book(tmp_path / "book.xlsx", "ssda903", states={"hidden": "hidden", "shown": "visible"})
    done = CliRunner().invoke(app, ["schedule", str(path), "--input", "ssda903", "-p", "england", "--strict", "-f", "csv"])
    assert done.exit_code == 0, done.stderr
    assert "2 rows read, 2 used, 0 not used" in done.stderr


@pytest.mark.parametrize(
    ("source", "above"),
    [
        ("events", [["Child", "Event", "Placement"]]),
        ("events", [["Looked after children at 30 June 2025"], ["Child", "Event", None]]),
        ("annex-a", [["Child ID", "Started to be looked after", None, "Visits"]]),
    ],
)
def test_the_headings_of_groups_above_those_of_columns(source: str, above: list[list[Any]], tmp_path: Path) -> None:
    """Merged cells over several columns; the row was taken for the headings, and the table refused."""
    held, _, code = _converted(_book(tmp_path / "book.xlsx", source, states={"shown": "visible"}, above=tuple(above)), source)
    assert (held, code) == (["2025-05-20"], 0)


def test_a_sheet_that_lacks_one_heading_beside_a_whole_one_is_told(tmp_path: Path) -> None:
    """Its events are those of children too: it was passed over without a word."""
    book = openpyxl.load_workbook(_book(tmp_path / "book.xlsx", "events", states={"shown": "visible"}))
    sheet = book.create_sheet("2024")
    for row in (["Child ID", "What happened", "Noted"], ["C2", "Became looked after", "01/05/2024"]):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    held, said, code = _converted(tmp_path / "book.xlsx", "events")
    assert (held, code) == (["2025-05-20"], 2)
    assert 'sheet "2024": no heading is on or like it, so it was not read; add the column, or delete the sheet' in said


def test_a_hidden_sheet_of_children_is_told(tmp_path: Path) -> None:
    """It was passed over without a word, with the dates of birth in it; of two, the one in sight is read."""
    for states, born in (({"old": "hidden"}, "2014-05-02"), ({"old": "hidden", "new": "visible"}, "2014-05-03")):
        path = _book(tmp_path / f"{len(states)}.xlsx", "events", states={"shown": "visible"})
        book = openpyxl.load_workbook(path)
        for name, state in states.items():
            sheet = book.create_sheet(name)
            sheet.sheet_state = state
            for row in (["Child ID", "Date of birth"], ["C1", "02/05/2014" if name == "old" else "03/05/2014"]):
                sheet.append(row)
        book.save(path)
        _, said, code = _converted(path, "events")
        history = json.loads(path.with_suffix(".jsonl").read_text(encoding="utf-8"))
        assert (history["date_of_birth"], code) == (born, 0)
        assert f'sheet "old": the sheet is hidden{"" if "new" in states else ","} and was' in said


def test_a_sheet_of_events_without_a_column_of_the_child_is_told(tmp_path: Path) -> None:
    """Beside a sheet that has one it was passed over without a word, with all that happened in that year."""
    path = _book(tmp_path / "book.xlsx", "events", states={"shown": "visible"})
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("2024")
    for row in (["Whose", "What happened", "When"], ["C1", "Review held", "20/11/2025"]):
        sheet.append(row)
    book.save(path)
    held, said, code = _converted(path, "events")
    assert (held, code) == (["2025-05-20"], 2)
    assert 'sheet "2024": no heading is child or like it, so it was not read; add the column, or delete the sheet' in said
