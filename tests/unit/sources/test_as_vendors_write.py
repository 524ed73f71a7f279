"""What spreadsheets and reports put around cells and headings is read through, at every door that takes text.

Authority: issue 16 points 1, 3, 4 and 7: nothing lost in silence, every readable child answered, loose headings. The good table and
the one as it comes hold the same, so the answers must be the same; the answer of the good one is worked by hand.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADER = "CHILD,SEX,DOB,ETHNIC\nC1,1,02/05/2014,WBRI\nC2,1,02/05/2014,WBRI\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,DEC,REC\nC1,01/05/2025,S,C2,N1,U6,,\nC2,01/05/2025,S,C2,N1,U6,,\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\nC1,02/05/2014,20/05/2025,PN1\nC2,02/05/2014,22/05/2025,PN1\n"
EVENTS = (
    "Child ID,What happened,Date,Placement\nC1,Became looked after,01/05/2025,Foster care\nC1,Review held,20/05/2025,\n"
    "C2,became-looked-after,01/05/2025,foster-care\nC2,Review held,22/05/2025,\n"
)
LIST_8 = (
    "Child Unique ID,Date of Birth,Child's Legal Status,Date Started to be Looked After,Date of Latest Statutory Review\n"
    "C1,02/05/2014,C2: FCO,01/05/2025,20/05/2025\nC2,02/05/2014,C2: FCO,01/05/2025,22/05/2025\n"
)
SECOND = {"C1": "2025-08-20", "C2": "2025-08-22"}
"""Care began on 1 May 2025 and the first review was held on 20 and on 22 May: the second is due three months later (reg. 33(1)(b))."""


def _return(folder: Path, header: str = HEADER, episodes: str = EPISODES, reviews: str = REVIEWS) -> list[str]:
    for name, text in (("header", header), ("episodes", episodes), ("reviews", reviews)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return [str(folder), "--input", "ssda903"]


def _one(name: str, source: str) -> Callable[[Path, str], list[str]]:
    def write(folder: Path, text: str) -> list[str]:
        (folder / name).write_text(text, encoding="utf-8")
        return [str(folder / name), "--input", source]

    return write


_events, _list_8 = _one("events.csv", "events"), _one("list8.csv", "annex-a")


def _second_reviews(arguments: list[str]) -> dict[str, str]:
    asked = ["schedule", *arguments, "--profile", "england", "--as-of", "2025-06-30", "--task", "review", "--format", "json"]
    done = CliRunner().invoke(app, asked)
    assert 0 == done.exit_code, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return {one["child"]: next(due["due"] for due in one["due_dates"] if due["status"] == "upcoming") for one in found}


RETURNS = {
    "as it should be": {},
    "bars": {"episodes": EPISODES.replace(",", "|")},
    "apostrophes": {"episodes": EPISODES.replace("C1,01/05/2025", "'C1,'01/05/2025"), "reviews": REVIEWS.replace("PN1", "'PN1")},
    "formulas": {"episodes": EPISODES.replace("C1,01/05/2025,S,C2", '"=""C1""","=""01/05/2025""",S,="C2"')},
    "meanings of codes": {
        "episodes": EPISODES.replace(",S,C2,N1,U6", ",S - Started to be looked after,C2: Full care order,N1,U6 (Foster placement)")
    },
    "forms in headings": {"episodes": EPISODES.replace("DECOM", "DECOM (dd/mm/yyyy)").replace(",LS,", ",LS [code],")},
    "a heading of two lines": {"episodes": EPISODES.replace("DECOM", '"DECOM\n(dd/mm/yyyy)"'), "reviews": "A title,,,\n" + REVIEWS},
    "a title with a stray mark": {"reviews": 'Reviews 12" wide,,,\n' + REVIEWS},
}


@pytest.mark.parametrize("name", RETURNS)
def test_returns(name: str, tmp_path: Path) -> None:
    assert SECOND == _second_reviews(_return(tmp_path, **RETURNS[name]))


def test_a_line_below_a_heading_of_two_lines_is_told_by_its_number(tmp_path: Path) -> None:
    arguments = _return(tmp_path, episodes=RETURNS["a heading of two lines"]["episodes"].replace("C2,01/05/2025", "C2,soon"))
    done = CliRunner().invoke(app, ["schedule", *arguments, "--profile", "england", "--as-of", "2025-06-30"])
    assert "episodes.csv:4: DECOM is not a date" in done.stderr


def test_brackets_that_say_more_than_the_form_stay(tmp_path: Path) -> None:
    """The day of the next review is none on which one was held."""
    arguments = _return(tmp_path, reviews=REVIEWS.replace("REVIEW,", "REVIEW (next),"))
    done = CliRunner().invoke(app, ["schedule", *arguments, "--profile", "england", "--as-of", "2025-06-30"])
    assert 2 == done.exit_code
    assert "REVIEW: the column is missing" in done.stderr


def test_a_workbook_with_forms_in_headings_and_meanings_of_codes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in (("Header", HEADER), ("Episodes", RETURNS["meanings of codes"]["episodes"]), ("Reviews", REVIEWS)):
        sheet = book.create_sheet(name)
        for row in (line.split(",") for line in text.splitlines()):
            sheet.append([{"CHILD": "Child (text)", "DECOM": "DECOM\n(date)", "C1": "'C1"}.get(cell, cell) for cell in row])
    book.save(tmp_path / "return.xlsx")
    assert SECOND == _second_reviews([str(tmp_path / "return.xlsx"), "--input", "ssda903"])


EVENT_SHEETS = {
    "as it should be": EVENTS,
    "bars": EVENTS.replace(",", "|"),
    "apostrophes": EVENTS.replace("C1,Review held,20", "'C1,Review held,'20"),
    "formulas": EVENTS.replace("C1,Review held,20/05/2025", '"=""C1""",Review held,"=""20/05/2025"""'),
    "forms in headings": EVENTS.replace("Date", "Date (dd/mm/yyyy)").replace("Child ID", "Child ID [text]"),
    "a heading of two lines": EVENTS.replace("Date", '"Date\n(DD-MM-YYYY)"'),
    "a zero byte": EVENTS.replace("C1,Review", "C1\0,Review"),
}


@pytest.mark.parametrize("name", EVENT_SHEETS)
def test_events(name: str, tmp_path: Path) -> None:
    assert SECOND == _second_reviews(_events(tmp_path, EVENT_SHEETS[name]))


LISTS = {
    "as it should be": LIST_8,
    "bars": LIST_8.replace(",", "|"),
    "apostrophes": LIST_8.replace("C1,02", "'C1,02").replace("20/05", "'20/05"),
    "formulas": LIST_8.replace("20/05/2025", '"=""20/05/2025"""'),
    "forms in headings": LIST_8.replace("After,", "After (dd/mm/yyyy),"),
}


@pytest.mark.parametrize("name", LISTS)
def test_list_8(name: str, tmp_path: Path) -> None:
    """The latest review was held before the second could be due: whether it was the first is known, as nothing was due before it."""
    assert _second_reviews(_list_8(tmp_path, LIST_8)) == _second_reviews(_list_8(tmp_path, LISTS[name]))


TIMED = ("20/05/2025 14:30", "2025-05-20T14:30:00", "20 May 2025 2:30 pm")
"""A review has a time of day: the day on which it was held is the same."""


@pytest.mark.parametrize("day", TIMED)
@pytest.mark.parametrize("door", ["CSV", "XML", "List 8", "events", "ssd"])
def test_a_review_with_a_time_of_day(door: str, day: str, tmp_path: Path) -> None:
    """At every door that holds reviews: a row lost for its time made a review overdue that was held."""
    if door == "CSV":
        arguments = _return(tmp_path, reviews=REVIEWS.replace("20/05/2025", day))
    elif door == "XML":
        text = "<EXPSSDA903>"
        for child, held in (("C1", day), ("C2", "22/05/2025")):
            header = f"<HEADER><CHILDID>{child}</CHILDID><DOB>02/05/2014</DOB><AREVIEW><REVIEW>{held}</REVIEW></AREVIEW></HEADER>"
            text += f"<CHILD>{header}<EPISODE><DECOM>01/05/2025 09:15</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL></EPISODE></CHILD>"
        (tmp_path / "return.xml").write_text(text + "</EXPSSDA903>", encoding="utf-8")
        arguments = [str(tmp_path / "return.xml"), "--input", "ssda903"]
    elif door == "List 8":
        arguments = _list_8(tmp_path, LIST_8.replace("20/05/2025", day))
        assert _second_reviews(arguments) == _second_reviews(_list_8(tmp_path, LIST_8))
        return
    elif door == "events":
        arguments = _events(tmp_path, EVENTS.replace("20/05/2025", day))
    else:
        tables = {
            "ssd_cla_episodes": "clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
            "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason\nC1,P1,2025-05-01 09:15:00,S,,\nC2,P2,2025-05-01,S,,\n",
            "ssd_cla_reviews": f"clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\nP1,{day},N\nP2,22/05/2025,N\n",
        }
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        arguments = [str(tmp_path), "--input", "ssd"]
    assert SECOND == _second_reviews(arguments)


def test_an_extract_of_a_day_beside_the_table_is_told(tmp_path: Path) -> None:
    """Which of the two is newer nobody can say: the one without a day is read, and the other is not passed over in silence."""
    tables = {
        "ssd_cla_episodes": "clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
        "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_placement_id\n1,P1,2025-05-01,S,,,L1\n",
        "ssd_cla_reviews": "clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\nP1,2025-05-20,N\n",
        "ssd_cla_reviews_20260714": "clar_cla_id,clar_cla_review_date,clar_cla_review_cancelled\nP1,2025-05-21,N\n",
    }
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(app, ["schedule", str(tmp_path), "--input", "ssd", "--profile", "england", "--as-of", "2025-06-30"])
    assert "ssd_cla_reviews_20260714.csv: it was not read: ssd_cla_reviews.csv holds the same table" in done.stderr
