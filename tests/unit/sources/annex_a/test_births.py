"""Dates of birth of children of List 8 that other lists of the workbook have. Authority: issue 16 point 7, nothing lost in silence."""

from __future__ import annotations

import zipfile
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.unit.sources.annex_a.test_list_8 import AS_OF, HEADINGS, row, workbook

from lacreview_rules import History
from lacreview_rules.errors import HistoryError
from lacreview_rules.sources.annex_a.reading import open_source
from lacreview_rules.sources.door import SourceOptions

if TYPE_CHECKING:
    from pathlib import Path


def _damage(path: Path, part: str) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content[: len(content) // 2] if name == part else content)


@pytest.mark.parametrize(
    ("born", "kind", "told"),
    [
        ("12/25/2012", "month-first", "row 3, column B (Date of Birth): dates are written month first"),
        ("31/02/2012", "cell-unreadable", "row 3, column B (Date of Birth): "),
        ("#N/A", "cell-unreadable", "row 3, column B (Date of Birth): "),
    ],
)
def test_another_list_from_which_no_date_of_birth_can_be_taken(tmp_path: Path, born: str, kind: str, told: str) -> None:
    """Issue 16 point 7: the list was passed over without a word, and the child simply had no date of birth."""
    contacts: list[list[Any]] = [["Child Unique ID", "Date of Birth"], ["B2", None], ["A1", born], ["C3", "soon"]]
    path = workbook(tmp_path / "a.xlsx", List_1=contacts, List_8=[HEADINGS, row(born=None)])
    records = open_source([str(path)], SourceOptions(as_of=AS_OF))
    (history,) = records
    assert isinstance(history, History)
    assert history.date_of_birth is None
    (remark,) = records.remarks
    assert (remark.kind, remark.used, bool(remark.problem.remedy)) == (kind, False, True)
    assert str(remark).startswith(f'a.xlsx: sheet "List 1", {told}')


def test_a_list_that_cannot_be_read_is_told_where_dates_of_birth_are_looked_for(tmp_path: Path) -> None:
    """Every other sheet is still read; that one is named as an error, once."""
    contacts: list[list[Any]] = [["Child Unique ID", "Date of Birth"], ["A1", "13/02/2012"]]
    path = workbook(tmp_path / "a.xlsx", List_1=contacts, List_2=contacts, List_8=[HEADINGS, row(born=None)])
    _damage(path, "xl/worksheets/sheet1.xml")
    history, error = open_source([str(path)], SourceOptions(as_of=AS_OF))
    assert isinstance(history, History)
    assert history.date_of_birth == date(2012, 2, 13)
    assert isinstance(error, HistoryError)
    assert ['sheet "List 1"'] == [problem.where for problem in error.problems]


def test_a_hidden_list_is_asked_last_and_told(tmp_path: Path) -> None:
    old, new = ([["Child Unique ID", "Date of Birth"], ["A1", born]] for born in ("13/02/2011", "13/02/2012"))
    path = workbook(tmp_path / "a.xlsx", List_1=old, List_2=new, List_8=[HEADINGS, row(born=None)])
    book = openpyxl.load_workbook(path)
    book["List 1"].sheet_state = "hidden"
    book.save(path)
    records = open_source([str(path)], SourceOptions(as_of=AS_OF))
    (history,) = records
    assert isinstance(history, History)
    assert history.date_of_birth == date(2012, 2, 13)
    assert [(remark.kind, remark.problem.where) for remark in records.remarks] == [
        ("sheet-hidden", 'a.xlsx: sheet "List 1"'),
        ("born-elsewhere", 'a.xlsx: sheet "List 2", row 2, column B (Date of Birth)'),
        ("births-differ", 'a.xlsx: sheet "List 1", row 2, column B (Date of Birth)'),
    ]
