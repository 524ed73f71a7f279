"""The return as a workbook. Authority: gap G3 (sheets header, episodes, reviews, as in the sector's teaching file); dates by hand."""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.unit.sources.ssda903.folder import short
from tests.unit.sources.ssda903.forms import Return

from lacreview_rules.errors import ExtractError, MissingExtraError
from lacreview_rules.files.workbook_parts import LIMITS
from lacreview_rules.sources.ssda903 import workbook_files
from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.sources.ssda903.reading import Extract

HEADER = ["CHILD", "SEX", "DOB", "ETHNIC"]
EPISODES = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC"]
REVIEWS = ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]
BORN, CAME, HELD = datetime(2010, 2, 14), datetime(2025, 5, 1), datetime(2025, 5, 20)
LIVED = [1001, CAME, "S", "C2", "N1", "U6", None, None]
RETURN: dict[str, list[list[Any]]] = {
    "header": [HEADER, [1001, 1, BORN, "WBRI"]],
    "episodes": [EPISODES, LIVED],
    "reviews": [REVIEWS, [1001, BORN, HELD, "PN1"]],
}
EVENTS = ["became-looked-after 2025-05-01 foster-care care-order", "review-held 2025-05-20"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "return.xlsx"


def write(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    book.close()


def read(path: Path, sheets: dict[str, list[list[Any]]]) -> tuple[dict[str, list[str]], Extract]:
    """The events by child, and the extract; every row is accounted for."""
    write(path, sheets)
    extract = read_ssda903(path)
    events = {history.child: short(history) for history in extract}
    counts = extract.counts
    assert counts.rows_used + counts.rows_not_used == counts.rows_read
    assert counts.rows_not_used == len({problem.where for problem in extract.rows_not_used})
    return events, extract


def refused(path: Path, sheets: dict[str, list[list[Any]]]) -> list[str]:
    write(path, sheets)
    with pytest.raises(ExtractError) as caught:
        read_ssda903(path)
    return list(map(str, caught.value.problems))


def test_dates_and_numbers(path: Path) -> None:
    """A true date is a day, and an identifier of digits has no point."""
    events, extract = read(path, RETURN)
    assert events == {"1001": EVENTS}
    assert next(iter(extract)).date_of_birth == date(2010, 2, 14)
    assert extract.remarks == []


def test_dates_as_text_and_as_the_numbers_of_a_workbook(path: Path) -> None:
    """45778 is how a workbook counts 1 May 2025: 45658 is 1 January 2025, and January to April have 120 days."""
    as_text = [*LIVED]
    as_text[1] = "01/05/2025"
    as_number = [*LIVED]
    as_number[:2] = ["0042", 45778]
    events, _ = read(path, RETURN | {"episodes": [EPISODES, as_text, as_number]})
    assert events == {"1001": EVENTS, "0042": EVENTS[:1]}


def test_sheets_known_by_their_headings(path: Path) -> None:
    """Other tables of a return hold the child and the date of birth too."""
    others: dict[str, list[list[Any]]] = {
        "A": [["CHILD", "SEX", "DOB", "DUC"], [1001, 1, datetime(1999, 1, 1), None]],
        "SW_Episodes": [["CHILD", "SW_DECOM"]],
    }
    events, extract = read(path, {**others, **dict(zip(("Sheet1", "Sheet2", "Sheet3"), RETURN.values(), strict=True))})
    assert events == {"1001": EVENTS}
    assert extract.remarks == []
    assert extract.files == ("return.xlsx: Sheet2", "return.xlsx: Sheet1", "return.xlsx: Sheet3")


def test_a_title_above_the_headings_and_empty_rows(path: Path) -> None:
    events, extract = read(path, RETURN | {"episodes": [["Return of 2025"], [], EPISODES, [], LIVED]})
    assert events == {"1001": EVENTS}
    assert extract.counts.rows_read == 3


def test_a_day_with_a_time_of_day(path: Path) -> None:
    """A return has days alone, and no limit that it shows counts hours: no row is lost for a time (issue 16)."""
    events, extract = read(path, RETURN | {"episodes": [EPISODES, [1001, datetime(2025, 5, 1, 9, 30), *LIVED[2:]]]})
    assert events == {"1001": EVENTS}
    assert list(extract.rows_not_used) == []


def test_the_place_of_a_row_that_is_not_used(path: Path) -> None:
    events, extract = read(path, RETURN | {"episodes": [EPISODES, LIVED, [None, *LIVED[1:]], ["B2", "#N/A", *LIVED[2:]]]})
    assert events == {"1001": EVENTS}
    assert [(problem.where, problem.what) for problem in extract.rows_not_used] == [
        ("return.xlsx: episodes row 3", "CHILD is empty"),
        ("return.xlsx: episodes row 4", "DECOM is not a date between 1900 and 2200, written DD/MM/YYYY"),
    ]


def test_a_sheet_that_is_not_there(path: Path) -> None:
    events, extract = read(path, {"episodes": RETURN["episodes"]})
    assert events == {"1001": EVENTS[:1]}
    assert [problem.what for problem in extract.rows_in_doubt] == [
        "there is no Header sheet in the workbook, so a date of birth is known only where another table has it",
        "there is no Reviews sheet in the workbook, so no review is known, and none is called late",
        "neither the Header nor another table has a date of birth of the child that can be used",
    ]


def test_in_a_folder_and_beside_xml(path: Path) -> None:
    """In a folder it is read where neither CSV nor XML is; the notes of somebody are left alone."""
    write(path.with_name("notes.xlsx"), {"A": [["x"]]})
    write(path.with_name("903.xlsx"), RETURN)
    assert [short(history) for history in read_ssda903(path.parent)] == [EVENTS]
    Return(header=[("B2", "1", "14/02/2010", "")], episodes=[("B2", "01/05/2025", "S", "C2", "N1", "U6", "", "", "")]).write_xml(
        path.with_name("a.xml")
    )
    extract = read_ssda903(path.parent)
    assert [history.child for history in extract] == ["B2"]
    assert [remark.problem.where for remark in extract.remarks if remark.kind == "file-not-read"] == ["903.xlsx"]


def test_two_sheets_of_one_kind(path: Path) -> None:
    assert refused(path, RETURN | {"Episodes 2024": RETURN["episodes"]}) == [
        "return.xlsx: 2 sheets hold the same table: episodes, Episodes 2024; leave one of them, or put their rows together"
    ]
    by_heading = {"A": RETURN["episodes"], "B": RETURN["episodes"]}
    assert refused(path, by_heading)[0].startswith("return.xlsx: 2 sheets hold the same table: A, B; ")


def test_no_table_of_a_return(path: Path) -> None:
    assert refused(path, {"A": [["x", "y"], [1, 2]]}) == [
        'return.xlsx: none of its sheets holds the Episodes of a return; name the sheet "Episodes"; its first row must name the columns'
    ]


def test_an_empty_sheet_and_a_wrong_one(path: Path) -> None:
    assert refused(path, RETURN | {"episodes": []})[0].startswith(
        "return.xlsx: episodes: the sheet is empty; its first row must name CHILD, "
    )
    [text] = refused(path, RETURN | {"episodes": [["x", "y"], [1, 2]]})
    assert text.startswith("return.xlsx: episodes: no row at its top names the columns; one must name CHILD, DECOM")


def test_a_column_that_is_missing_or_named_twice(path: Path) -> None:
    wrong = ["CHILD", "DECOMM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC", "REC"]
    assert refused(path, RETURN | {"episodes": [wrong, LIVED]}) == [
        "return.xlsx: episodes: REC: two columns have this name; leave one",
        'return.xlsx: episodes: DECOM: the column is missing; rename the column "DECOMM"',
    ]


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_empty_and_damaged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=r"return\.xlsx: "):
        read_ssda903(path)


def test_cut_off(path: Path) -> None:
    """A workbook's list of contents is at its end: nothing of one that breaks off can be read."""
    write(path, RETURN)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ExtractError, match=r"return\.xlsx: "):
        read_ssda903(path)


def test_too_large(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, RETURN | {"reviews": [REVIEWS, *([[1001, BORN, HELD, "PN1"]] * 50)]})
    monkeypatch.setattr(workbook_files.read_workbook, "__defaults__", (LIMITS._replace(cells=100),))
    with pytest.raises(ExtractError, match=r'return\.xlsx: sheet "reviews".*at most 100 are read'):
        read_ssda903(path)


def test_without_the_extra(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(path, RETURN)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtraError, match=r"pip install \"\.\[workbooks\]\""):
        read_ssda903(path)


def test_a_row_with_a_note_alone_is_told_as_in_csv(path: Path) -> None:
    """The row holds nothing that is read, but something that somebody wrote; the same row of a CSV file is told."""
    note = [None] * (len(EPISODES) - 1) + ["Smith"]
    _, extract = read(path, RETURN | {"episodes": [EPISODES, LIVED, note]})
    assert [(problem.where, problem.what) for problem in extract.rows_not_used] == [("return.xlsx: episodes row 3", "CHILD is empty")]
