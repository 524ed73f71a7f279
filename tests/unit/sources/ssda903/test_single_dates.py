"""A single wrong date makes no year one on record: issue 16, one wrong year in one row decides nothing, and is told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.unit.sources.ssda903.folder import EPISODES, HEADER, REVIEWS, Folder, episode

from lacreview_rules.sources.ssda903.reading import read_ssda903

if TYPE_CHECKING:
    from pathlib import Path


def children(folder: Path, number: int, days: dict[int, str]) -> Path:
    """So many children with reviews on 2 April and 2 December 2025; the second of some on other days."""
    files, names = Folder(folder), [f"C{one}" for one in range(number)]
    files.write("header.csv", "\n".join([HEADER, *(f"{name},1,02/05/2014,,,," for name in names)]))
    files.write("episodes.csv", "\n".join([EPISODES, *(episode("05/01/2020", "S", "C2", "U6", child=name) for name in names)]))
    held = [f"{name},,{day},PN1" for one, name in enumerate(names) for day in ("02/04/2025", days.get(one, "02/12/2025"))]
    files.write("reviews.csv", "\n".join([REVIEWS, *held]))
    return folder


@pytest.mark.parametrize("number", [2, 3, 5, 20])
@pytest.mark.parametrize("wrong", ["02/12/2024", "02/12/2026"])
def test_a_wrong_year_beside_that_of_the_return(tmp_path: Path, number: int, wrong: str) -> None:
    """It may be right, so the review counts; but it makes no year one on record, and it is told."""
    extract = read_ssda903(children(tmp_path, number, {0: wrong}))
    assert [len(history.events) for history in extract] == [3] * number
    assert extract.recorded[:2] == (date(2025, 4, 1), date(2026, 3, 31))
    assert [(remark.kind, remark.problem.where) for remark in extract.remarks] == [("year-alone", "reviews.csv:3")]


def test_two_dates_make_a_year(tmp_path: Path) -> None:
    extract = read_ssda903(children(tmp_path, 5, {0: "02/12/2024", 1: "03/12/2024"}))
    assert (len(list(extract)), extract.remarks) == (5, [])
    assert extract.recorded.since == date(2024, 4, 1)


def test_a_wrong_cell_of_a_column_year_is_no_return(tmp_path: Path) -> None:
    """One cell 2042 for 2025: the other children are not missing from a return of that year."""
    rows = [f"{name},05/01/2020,S,C2,U6,,,{year}" for name, year in (("A", 2026), ("B", 2026), ("C", 2042))]
    files = Folder(children(tmp_path, 3, {}))
    files.write("episodes.csv", "\n".join(["CHILD,DECOM,RNE,LS,PLACE,DEC,REC,YEAR", *rows]))
    extract = read_ssda903(tmp_path)
    assert {history.child for history in extract} == {"A", "B", "C"}
    assert not any(extract.is_lost(child) for child in "ABC")
    assert [one.problem.where for one in extract.remarks if one.kind == "year-column"] == ["episodes.csv:4"]


def test_a_wrong_cell_of_a_column_year_decides_nothing(tmp_path: Path) -> None:
    """The row that had not ended says 2042: it is no later return, so the row that has ended is used."""
    rows = ("A,05/01/2020,S,C2,U6,,,2042", "A,05/01/2020,S,C2,U6,01/06/2025,E4A,2026", "B,05/01/2020,S,C2,U6,,,2026")
    files = Folder(children(tmp_path, 3, {}))
    files.write("episodes.csv", "\n".join(["CHILD,DECOM,RNE,LS,PLACE,DEC,REC,YEAR", *rows]))
    extract = read_ssda903(tmp_path)
    ended = {history.child: history.events[-1].on for history in extract}
    assert ended["A"] == date(2025, 6, 1)
    assert [one.problem.where for one in extract.remarks if one.kind == "year-column"] == ["episodes.csv:2"]


def test_a_wrong_cell_of_a_column_year_decides_no_date_of_birth(tmp_path: Path) -> None:
    files = Folder(children(tmp_path, 3, {}))
    rows = ("C0,1,02/05/2014,a,2026", "C0,1,02/06/2014,a,2062", "C1,1,02/05/2014,a,2026", "C2,1,02/05/2014,a,2026")
    files.write("header.csv", "\n".join(["CHILD,SEX,DOB,ETHNIC,YEAR", *rows]))
    assert {history.date_of_birth for history in read_ssda903(tmp_path)} == {date(2014, 5, 2)}


def test_a_year_with_a_file_of_its_own_needs_one_date(tmp_path: Path) -> None:
    files = Folder(children(tmp_path, 5, {}))
    files.write("2025_reviews.csv", f"{REVIEWS}\nC0,,01/12/2024,PN1")
    extract = read_ssda903(tmp_path)
    assert (len(list(extract)), extract.remarks) == (5, [])
    assert extract.recorded.since == date(2024, 4, 1)


def test_a_wrong_year_of_an_episode_is_told_and_makes_no_year(tmp_path: Path) -> None:
    """Without any review: two episodes of the return to March 2026, one of them with 2029 for 2025."""
    rows = [episode(day, "S", "C2", "U6", child=f"C{number}") for number, day in enumerate(("01/05/2025", "02/05/2025", "03/05/2029"))]
    Folder(tmp_path).write("episodes.csv", "\n".join([EPISODES, *rows]))
    extract = read_ssda903(tmp_path)
    began = {history.child: str(history.events[0].on) for history in extract}
    assert began == {"C0": "2025-05-01", "C1": "2025-05-02", "C2": "2029-05-03"}
    assert extract.recorded.until == date(2026, 3, 31)
    assert [one.problem.where for one in extract.remarks if one.kind == "date-too-late"] == ["episodes.csv:4"]
