"""One wrong year in a date of birth takes no child from the record: issue 16, one wrong year in one row decides nothing, and is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.unit.sources.ssda903.folder import CHILD, Folder, episode
from tests.unit.sources.ssda903.forms import Return

from lacreview_rules import History
from lacreview_rules.errors import Problem
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.ssda903.reading import read_ssda903
from lacreview_rules.sources.ssda903.source import open_source
from lacreview_rules.sources.ssda903.years import read_day

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (episode("05/05/2020", "S", "C2", "U6", "10/06/2024", "X1"), episode("10/06/2024", "P", "C2", "K2"))
HELD = ("01/06/2024", "28/11/2024")


@pytest.mark.parametrize("dob", ["02/05/2025", "02/05/2026", "02/05/1914", "02/05/1994"])
@pytest.mark.parametrize("of_reviews", ["", "02/05/2014"])
def test_a_wrong_year_of_birth(tmp_path: Path, dob: str, of_reviews: str) -> None:
    """It is not used; that of the Reviews is, if they have one."""
    reviews = tuple(f"{CHILD},{of_reviews},{day},PN1" for day in HELD)
    folder = Folder(tmp_path).fill(*ROWS, reviews=reviews, headers=(f"{CHILD},1,{dob},,,,",))
    events, not_used, _ = folder.read()
    assert [event.split()[:2] for event in events] == [
        ["became-looked-after", "2020-05-05"],
        ["review-held", "2024-06-01"],
        ["placement-moved", "2024-06-10"],
        ["review-held", "2024-11-28"],
    ]
    assert [history.date_of_birth for history in read_ssda903(tmp_path)] == [read_day(of_reviews)]
    assert [one.partition(":")[2][:18] for one in not_used] == ["2 DOB does not fit"]


@pytest.mark.parametrize("dob", ["02/05/2014", "05/05/2020", "28/11/2006"])
def test_a_date_of_birth_that_fits(tmp_path: Path, dob: str) -> None:
    """Eighteen on 28 November 2024, the day of the last review: still a child on that day."""
    Folder(tmp_path).fill(*ROWS, reviews=HELD, headers=(f"{CHILD},1,{dob},,,,",))
    (history,) = read_ssda903(tmp_path)
    assert history.date_of_birth is not None


def test_a_wrong_year_of_one_episode_leaves_the_date_of_birth(tmp_path: Path) -> None:
    wrong = episode("10/06/2004", "P", "C2", "K2")
    events, not_used, _ = Folder(tmp_path).fill(ROWS[0], wrong, reviews=HELD, headers=(f"{CHILD},1,02/05/2014,,,,",)).read()
    assert events[0] == "became-looked-after 2020-05-05 foster-care care-order"
    assert not_used == ["episodes.csv:3 DECOM is before the date of birth"]


@pytest.mark.parametrize(("dob", "told"), [("02/05/2022", 1), ("02/05/2014", 0), ("", 0), ("soon", 0)])
def test_a_date_of_birth_that_differs_from_that_of_the_reviews_is_told(tmp_path: Path, dob: str, told: int) -> None:
    """A wrong year that could be true moved what counts from a birthday, though the Reviews file had the right one. Once a child."""
    reviews = tuple(f"{CHILD},{dob},{day},PN1" for day in ("30/01/2025", "30/03/2025"))
    folder = Folder(tmp_path).fill(episode("05/01/2025", "S", "C2", "U6"), reviews=reviews)
    events, not_used, doubts = folder.read()
    assert (3, []) == (len(events), not_used)
    assert doubts == ["reviews.csv:2 the child has another date of birth at header.csv:2, which was used"] * told


BORN = "02/05/2014"
LIVED = (CHILD, "05/01/2025", "S", "C2", "N1", "U6", "30/06/2025", "E4A", "")
MISSING = (CHILD, BORN, "M", "01/02/2025", "02/02/2025")
WITHOUT = {
    "not in the Header": (),
    "empty": ((CHILD, "1", "", ""),),
    "unreadable": ((CHILD, "1", "31/02/2014", ""),),
    "before childhood": ((CHILD, "1", "02/05/1914", ""),),
}
"""Rows of a Header from which no date of birth can be taken."""
ELSEWHERE = {
    "reviews": Return(reviews=[(CHILD, BORN, day, "PN1") for day in ("30/01/2025", "30/03/2025")]),
    "another table": Return(others={"missing": [MISSING]}),
}
"""The one date of birth there is, in a table that is not the Header."""


def written(found: Return, form: str, path: Path) -> Path:
    """A return in one of its forms."""
    if form == "csv":
        return found.write_csv(path)
    return found.write_xml(path / "return.xml") if form == "xml" else found.write_workbook(path / "return.xlsx")


@pytest.mark.parametrize("form", ["csv", "xml", "workbook"])
@pytest.mark.parametrize("header", WITHOUT)
@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_date_of_birth_that_only_another_table_has(tmp_path: Path, where: str, header: str, form: str) -> None:
    """Issue 16, nothing in silence: it is used, and told where it stands; in XML a child always has a Header."""
    headers = WITHOUT[header] or (((CHILD, "", "", ""),) if form == "xml" else ())
    extract = read_ssda903(written(ELSEWHERE[where]._replace(header=headers, episodes=[LIVED]), form, tmp_path))
    assert [history.date_of_birth for history in extract] == [date(2014, 5, 2)]
    assert ["birth-elsewhere"] == [remark.kind for remark in extract.remarks if remark.kind in {"birth-elsewhere", "birth-not-recorded"}]
    assert extract.counts.rows_read == len(headers) + 1 + len(ELSEWHERE[where].reviews)


@pytest.mark.parametrize("where", ELSEWHERE)
def test_without_a_header_at_all(tmp_path: Path, where: str) -> None:
    """Of each child whose date of birth is in no table it is told; what is said of the Header itself is said once."""
    other = ("B2", *LIVED[1:])
    folder = ELSEWHERE[where]._replace(episodes=[LIVED, other]).write_csv(tmp_path)
    (folder / "header.csv").unlink()
    extract = read_ssda903(folder)
    assert [history.date_of_birth for history in extract] == [date(2014, 5, 2), None]
    assert [(remark.kind, remark.problem.where) for remark in extract.remarks if "birth" in remark.kind] == [
        ("birth-not-recorded", "episodes.csv:3")
    ]
    assert extract.left_alone == ()


def test_most_rows_decide_between_dates_of_birth_elsewhere(tmp_path: Path) -> None:
    """One wrong year in one row decides nothing, and is told."""
    days = (("02/05/2020", "30/01/2025"), (BORN, "30/03/2025"), (BORN, "30/06/2025"))
    folder = Return(episodes=[LIVED], reviews=[(CHILD, born, day, "PN1") for born, day in days]).write_csv(tmp_path)
    extract = read_ssda903(folder)
    assert [history.date_of_birth for history in extract] == [date(2014, 5, 2)]
    assert [str(problem) for problem in extract.rows_in_doubt if "another" in problem.what] == [
        "reviews.csv:2: the child has another date of birth at reviews.csv:4, which was used; check which of the two is right"
    ]


def test_a_date_of_birth_in_the_episodes(tmp_path: Path) -> None:
    """Some systems write it into every table."""
    Folder(tmp_path).fill(headers=())
    (tmp_path / "episodes.csv").write_text(f"DOB,CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n{BORN},{CHILD},05/01/2025,S,C2,U6,,\n", encoding="utf-8")
    assert [history.date_of_birth for history in read_ssda903(tmp_path)] == [date(2014, 5, 2)]


def test_another_table_that_cannot_be_read(tmp_path: Path) -> None:
    """Only told, and only where it was needed."""
    folder = Return(header=[(CHILD, "1", "", "")], episodes=[LIVED]).write_csv(tmp_path)
    (folder / "oc2.csv").write_text(f"CHILD,DOB,SDQ_SCORE\n{CHILD},05/25/2014,3\n{CHILD},05/26/2014,3\n", encoding="utf-8")
    extract = read_ssda903(folder)
    for _ in range(2):
        assert [history.date_of_birth for history in extract] == [None]
        assert [remark.kind for remark in extract.remarks] == ["birth-unreadable", "file-not-read"]


def test_another_table_that_is_gone_while_it_is_read(tmp_path: Path) -> None:
    """The other children are answered all the same."""
    folder = Return(episodes=[LIVED, ("B2", *LIVED[1:])], others={"missing": [MISSING, ("B2", *MISSING[1:])]}).write_csv(tmp_path)
    extract = read_ssda903(folder)
    found = []
    for history in extract:
        (folder / "missing.csv").unlink(missing_ok=True)
        found.append(history.date_of_birth)
    assert found == [date(2014, 5, 2), None]
    assert [remark.problem.where for remark in extract.remarks if remark.kind == "file-not-read"] == ["missing.csv"]


@pytest.mark.parametrize("hidden", ["Missing", "Reviews old"])
def test_hidden_sheets_of_a_workbook_that_have_a_date_of_birth(tmp_path: Path, hidden: str) -> None:
    """A hidden table of another kind was passed over without a word; an old copy of the Reviews is told, and not read either way."""
    found = Return(episodes=[LIVED], reviews=[(CHILD, "", "30/01/2025", "PN1")])
    path = found.write_workbook(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet(hidden)
    sheet.sheet_state = "hidden"
    for row in (("CHILD", "DOB", "REVIEW" if "Reviews" in hidden else "MISSING"), (CHILD, BORN, "01/02/2025")):
        sheet.append(row)
    book.save(path)
    extract = read_ssda903(path)
    assert [history.date_of_birth for history in extract] == [None if "Reviews" in hidden else date(2014, 5, 2)]
    (told,) = [remark.problem for remark in extract.remarks if remark.kind == "sheet-hidden"]
    assert told.where.endswith(f'sheet "{hidden}"')


def test_one_sheet_that_cannot_be_read_spoils_no_other(tmp_path: Path) -> None:
    """Two columns DOB in one sheet: the sheets behind it were not looked into."""
    found = Return(header=[(CHILD, "1", "", "")], episodes=[LIVED], others={"missing": [MISSING]})
    path = found.write_workbook(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("OC2", 0)
    for row in (("CHILD", "DOB", "DOB"), (CHILD, BORN, BORN)):
        sheet.append(row)
    book.save(path)
    extract = read_ssda903(path)
    assert [history.date_of_birth for history in extract] == [date(2014, 5, 2)]
    assert [remark.problem.where for remark in extract.remarks if remark.kind == "file-not-read"] == ["return.xlsx: OC2: DOB"]


def test_a_second_sheet_of_episodes_under_another_name_is_told(tmp_path: Path) -> None:
    """It was passed over without a word, for the sheet named Episodes was there; two CSV files of one kind are both read."""
    path = Return(header=[(CHILD, "1", BORN, "")], episodes=[LIVED]).write_workbook(tmp_path / "return.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("2024")
    for row in (("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"), ("B2", "01/05/2024", "S", "C2", "U6", "", "")):
        sheet.append(row)
    book.save(path)
    extract = read_ssda903(path)
    assert [history.child for history in extract] == [CHILD]
    assert [remark.problem.where for remark in extract.remarks if remark.kind == "sheet-not-read"] == ['return.xlsx: sheet "2024"']


@pytest.mark.parametrize("form", ["csv", "xml", "workbook"])
def test_the_place_of_a_date_of_birth_is_the_row_that_was_used(tmp_path: Path, form: str) -> None:
    """It was looked for again in another order, and not in other tables: a problem of the birth was told at the Header or an episode."""
    header = ((CHILD, "", "", ""),) if form == "xml" else ()
    path = written(ELSEWHERE["another table"]._replace(header=header, episodes=[LIVED]), form, tmp_path)
    records = open_source([str(path)], SourceOptions())
    (history,) = records
    (used,) = [remark.problem.where for remark in records.remarks if remark.kind == "birth-elsewhere"]
    assert isinstance(history, History)
    assert f"{used} (date_of_birth)" == records.located(Problem("date_of_birth", "it is not known"), history.child).where
