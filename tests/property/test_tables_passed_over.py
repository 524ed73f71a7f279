"""A table that lies beside those of an input is read, or named: whatever it is called, and wherever it was put.

Authority: design.md, "Nothing in silence": every row of a source changes what comes out, or is named. Good tables are written, and
one of them again with other days, under another name or in another sheet, as people keep copies.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.test_nothing_is_lost_at_a_door import DOORS, Told, as_given, read

if TYPE_CHECKING:
    from tests.property.test_nothing_is_lost_at_a_door import Tables

BEFORE = ("", "Copy of ", "old ", "vw_", "2024 ")
BEHIND = ("", " (2)", " 2024", "_final", "-new")
ENDINGS = (".csv", ".CSV", ".txt", ".tsv", ".dat", "", ".csv.bak", ".csv.gz")
HELD = {"reviews": ("REVIEW", "%d/%m/%Y"), "ssd_cla_reviews": ("clar_cla_review_date", None), "episodes": ("DECOM", "%d/%m/%Y")}
"""Of each table, a column of days; and how they are written, where as text."""


def later(rows: list[dict[str, Any]], table: str) -> list[dict[str, Any]]:
    """The rows with other days: three later."""
    column, form = HELD[table]
    if form is None:
        return [row | {column: row[column] + timedelta(3)} for row in rows]
    return [row | {column: (datetime.strptime(row[column], form) + timedelta(3)).strftime(form)} for row in rows]


def told_of(name: str, before: Told, after: Told) -> bool:
    """Whether something else came out, or what lies there is named."""
    lines = [*after.said, *after.summary.splitlines()]
    return after.histories != before.histories or any(name in line for line in lines if line not in before.said)


@pytest.mark.parametrize(("name", "table"), [("ssda903 CSV", "reviews"), ("ssda903 CSV", "episodes"), ("ssd CSV", "ssd_cla_reviews")])
@effort(2)
@given(before=st.sampled_from(BEFORE), behind=st.sampled_from(BEHIND), ending=st.sampled_from(ENDINGS))
def test_a_second_file_of_a_table_is_read_or_named(name: str, table: str, before: str, behind: str, ending: str) -> None:
    door, called = DOORS[name], f"{before}{table}{behind}{ending}"

    def write(tables: Tables, folder: Path) -> Path:
        path = door.write(tables, folder)
        beside = Path(folder, "beside")
        beside.mkdir()
        other = door.write(tables | {table: later(tables[table], table)}, beside)
        file = next(one for one in other.iterdir() if one.stem == table)
        kept = file.read_bytes()
        shutil.rmtree(beside)
        if not (path / called).exists():
            (path / called).write_bytes(kept)
        return path

    after = read(door._replace(write=write), door.tables())
    if called != f"{table}.csv":
        assert told_of(called, as_given(name), after), called


@pytest.mark.parametrize(
    ("name", "table"), [("ssda903 workbook", "reviews"), ("events workbook", "events"), ("annex-a workbook", "List 8")]
)
@effort(2)
@given(title=st.sampled_from(("Sheet2", "Copy of it", "2024", "Archive")), shown=st.sampled_from(("visible", "hidden", "veryHidden")))
def test_a_second_sheet_of_a_table_is_read_or_named(name: str, table: str, title: str, shown: str) -> None:
    door = DOORS[name]

    def write(tables: Tables, folder: Path) -> Path:
        path = door.write(tables, folder)
        book = openpyxl.load_workbook(path)
        sheet = next(one for one in book.worksheets if [cell.value for cell in one[1]] == [*tables[table][0]])
        copied = book.create_sheet(title)
        copied.sheet_state = shown
        for line in sheet.iter_rows(values_only=True):
            copied.append(["10/11/2025" if cell in ("11/08/2025", "06/05/2025") else cell for cell in line])
        book.save(path)
        return path

    after = read(door._replace(write=write), door.tables())
    assert told_of(title, as_given(name), after), (title, after.said, after.summary)
