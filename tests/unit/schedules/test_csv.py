"""Schedules as CSV: stable columns, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
from lacreview_rules.errors import ArgumentError
from lacreview_rules.files.tables import safe_cell
from lacreview_rules.schedules.csv import COLUMNS, write_csv, write_rows

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


def schedule(child: str = "A123") -> Schedule:
    events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
    return build_schedule(History(child, events), load_profile("newham"))


def rows(*schedules: Schedule) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    write_csv(schedules, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_a_due_date_with_the_dates_of_the_regulations() -> None:
    found = rows(schedule(), schedule("B1"))
    assert [(row["child"], row["task"]) for row in found] == [
        (child, due.task) for child in ("A123", "B1") for due in schedule(child).due_dates
    ]
    reviews = [row for row in found if row["child"] == "A123" and row["task"] == "review"]
    assert [(row["due"], row["status"], row["done_on"]) for row in reviews[:2]] == [
        ("2026-01-21", "met", "2026-01-14"),  # twenty working days after Friday 19 December
        ("2026-04-14", "upcoming", ""),  # three months after the review in fact held; 91 days is the 15th
    ]
    assert reviews[1]["rule"] == "england/R2"
    assert "newham/NH2 2026-04-15" in reviews[1]["also"]


def test_the_columns_stay_where_they_are() -> None:
    assert COLUMNS[:10] == ("child", "as_of", "period_of_care", "review", "task", "title", "role", "status", "due", "due_at")
    assert len(COLUMNS) == len(set(COLUMNS)) == 26


def test_the_page_names_every_column_in_order() -> None:
    page = (Path(__file__).parents[3] / "docs" / "reference" / "csv.md").read_text(encoding="utf-8")
    listed = page.split("JSON](schedule-format.md): ")[1].split("Lists are joined")[0]
    assert tuple(re.findall(r"`(\w+)`", listed)) == COLUMNS


def test_a_table_made_in_parts_is_the_table() -> None:
    """Headings once, and then the rows of each part."""
    whole, parts = io.StringIO(newline=""), io.StringIO(newline="")
    write_csv([schedule(), schedule("B1")], whole)
    write_csv([], parts)
    assert parts.getvalue() == ",".join(COLUMNS) + "\r\n"
    write_rows([schedule()], parts)
    write_rows([], parts)
    write_rows([schedule("B1")], parts)
    assert parts.getvalue() == whole.getvalue()


def test_what_takes_no_text_is_refused_with_how_to_open_a_file(tmp_path: Path) -> None:
    """A path, a file of bytes, and one without a buffer: each before anything is written."""
    path = tmp_path / "out.csv"
    with path.open("wb") as buffered, path.open("wb", buffering=0) as raw:
        for stream, kind in ((str(path), "str"), (io.BytesIO(), "BytesIO"), (buffered, "BufferedWriter"), (raw, "FileIO")):
            wrong: Any = stream
            with pytest.raises(ArgumentError) as refused:
                write_csv([schedule()], wrong)
            assert str(refused.value) == f'stream: it is of type {kind}, and must be a text file; write open(path, "w", newline="")'
    assert path.read_bytes() == b""


def test_a_schedule_is_no_list_of_schedules() -> None:
    """It can be gone through, and gives its due dates."""
    wrong: Any = schedule()
    with pytest.raises(ArgumentError) as refused:
        write_csv(wrong, io.StringIO(newline=""))
    assert str(refused.value) == "schedules[0]: it is of type DueDate, and must be a Schedule; give a list of schedules"


def test_rows_end_as_the_standard_says() -> None:
    out = io.StringIO(newline="")
    write_csv([schedule()], out)
    assert out.getvalue().endswith("\r\n")
    assert "\n" not in out.getvalue().replace("\r\n", "")


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "\u00a0=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """A tab or the end of a line is the end of a cell elsewhere, so what comes after it is no formula either."""
    cell = safe_cell(text)
    assert (cell[0], cell.replace("'", "")) == ("'", text)
    assert {row["child"] for row in rows(schedule(text))} == {cell}


@pytest.mark.parametrize("text", ["A123", "1-2", "a=b", "", "'=1", "1=1", "Zoë"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@given(st.text())
def test_whatever_the_text_its_cell_does_not_begin_as_a_formula(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert cell.replace("'", "") == text.replace("'", "")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_written_is_read_again(child: str) -> None:
    assert rows(schedule(child))[0]["child"] == safe_cell(child)
