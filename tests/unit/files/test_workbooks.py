"""Workbooks: what cells hold, where they stand, and what is refused before it is read.

The tables are written with openpyxl, and odd ones by hand, after ECMA-376 part 1 (18.3.1.4 cells, 18.4 shared strings).
"""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import openpyxl
import pytest

from lacreview_rules.errors import InputError
from lacreview_rules.files.workbook_parts import LIMITS, Limits, column_letters, column_number
from lacreview_rules.files.workbooks import NoValue, open_workbook
from lacreview_rules.nesting import DEEPEST

if TYPE_CHECKING:
    from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def by_hand(path: Path, sheet: str, *, strings: str = "", book: str = "", pr: str = "") -> Path:
    """A workbook of one sheet, part by part."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        )
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_LINKS}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            book
            or f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">{pr}<sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="rId2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        )
        packed.writestr("xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}"><sheetData>{sheet}</sheetData></worksheet>')
        if strings:
            packed.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{strings}</sst>')
    return path


def rows_of(path: Path, limits: Limits = LIMITS) -> list[tuple[int, list[object]]]:
    with open_workbook(path, limits) as book:
        return [(number, [*values]) for number, values in book.sheet(book.sheets[0]).rows()]


def refusal(path: Path, limits: Limits = LIMITS) -> str:
    with pytest.raises(InputError) as caught:
        rows_of(path, limits)
    return str(caught.value)


def test_cells_stand_where_they_stand(tmp_path: Path) -> None:
    """Empty rows above and empty columns before a table do not move it: C3 is the third cell of row 3."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C3"], sheet["D5"], sheet["A6"] = "x", date(2025, 8, 6), True
    book.save(tmp_path / "t.xlsx")
    assert rows_of(tmp_path / "t.xlsx") == [
        (3, ["", "", "x", ""]),
        (5, ["", "", "", date(2025, 8, 6)]),
        (6, [True, "", "", ""]),
    ]


def test_a_table_that_begins_in_another_column(tmp_path: Path) -> None:
    """Nothing stands in column A at all: B is the second cell all the same, and an error beside it keeps its place."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["D2"], sheet["C3"], sheet["D3"] = "day", "end", "#N/A", 5
    book.save(tmp_path / "t.xlsx")
    assert rows_of(tmp_path / "t.xlsx") == [(2, ["", "day", "", "end"]), (3, ["", "", NoValue("the cell holds an error"), 5.0])]


def test_values_as_text(tmp_path: Path) -> None:
    """45875 is 6 August 2025 counted from 1900 (45,658 is 1 January 2025, and 217 days on); 2025 is no day."""
    path = by_hand(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><v>45875</v></c></row>')
    with open_workbook(path) as book:
        sheet = book.sheet("One")
        assert sheet.day_text(45875.0) == "2025-08-06"
        assert (sheet.day_text(2025.0), sheet.day_text(20250806.0), sheet.day_text(45875.5)) == ("2025", "20250806", "45875.5")
        assert sheet.text(45875.0) == "45875"
        assert sheet.text(datetime(2025, 8, 6)) == "2025-08-06"
        assert sheet.text(datetime(2025, 8, 6, 10, 30)) == "2025-08-06 10:30:00"
        assert (sheet.text(time(14, 30)), sheet.text(bool(1)), sheet.text(" a ")) == ("14:30:00", "true", "a")


def test_days_counted_from_1904(tmp_path: Path) -> None:
    """ECMA-376 18.17.4.1: with date1904, 44413 days after 1 January 1904 is 6 August 2025 (45875 less 1,462)."""
    path = by_hand(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><v>44413</v></c></row>', pr='<workbookPr date1904="1"/>')
    with open_workbook(path) as book:
        assert book.sheet("One").day_text(44413.0) == "2025-08-06"


def test_a_cell_without_a_value_is_not_empty(tmp_path: Path) -> None:
    """An error and a formula whose result was never saved are read as empty by the library; here they are told."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["A3"], sheet["A9"] = "#N/A", "x", "=1+1"
    book.save(tmp_path / "t.xlsx")
    error, formula = NoValue("the cell holds an error"), NoValue("the result of the formula was never saved")
    assert [(number, [cell for cell in cells if cell != ""]) for number, cells in rows_of(tmp_path / "t.xlsx")] == [
        (2, [error]),
        (3, ["x"]),
        (9, [formula]),
    ]
    assert rows_of(tmp_path / "t.xlsx")[0][1][1] == error


def test_a_formula_that_gives_an_empty_text_is_empty(tmp_path: Path) -> None:
    sheet = '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
    assert rows_of(by_hand(tmp_path / "t.xlsx", sheet)) == [(1, ["", 2.0])]


def test_cells_that_do_not_say_where_they_stand(tmp_path: Path) -> None:
    """The attribute r may be left out (18.3.1.4): cells follow one another, and the limit holds for them too."""
    path = by_hand(tmp_path / "t.xlsx", "<row><c><v>1</v></c><c><v>2</v></c></row>" * 3)
    assert rows_of(path) == [(1, [1.0, 2.0]), (2, [1.0, 2.0]), (3, [1.0, 2.0])]
    assert "a table of 6 cells, and at most 5 are read" in refusal(path, Limits(cells=5))


def test_a_sheet_of_too_many_cells_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """Two cells in the corners make a table of 10,001 by 1,000 cells: a thousand too many."""
    sheet = '<row r="1"><c r="A1"><v>1</v></c></row><row r="10001"><c r="ALL10001"><v>1</v></c></row>'
    text = refusal(by_hand(tmp_path / "t.xlsx", sheet))
    assert "ALL10001" in text
    assert "10,001,000 cells" in text
    assert "save the sheet as CSV" in text


@pytest.mark.parametrize("place", ["b2", "AAAA1", "A10485770", "A", "1", ""])
@pytest.mark.parametrize("cell", ['<c r="{}"><v>1</v></c>', "<c t='n' r='{}'><v>1</v></c>"])
def test_a_cell_at_a_place_that_no_sheet_has_is_refused(tmp_path: Path, place: str, cell: str) -> None:
    """Found by fuzzing: how far such a cell reaches was not measured (18.18.7: a reference is A1 to XFD1048576)."""
    path = by_hand(tmp_path / "t.xlsx", f'<row r="1"><c r="A1"><v>1</v></c>{cell.format(place)}</row>')
    assert "a cell names a place that no sheet has" in refusal(path)


def test_a_row_far_below_is_refused(tmp_path: Path) -> None:
    """A row may say its number where its cells do not (18.3.1.73): of eight figures it was not measured, and all above was made."""
    path = by_hand(tmp_path / "t.xlsx", '<row r="1"><c><v>1</v></c></row><row r="10000001"><c><v>1</v></c></row>')
    assert "cells, and at most 10,000,000 are read" in refusal(path)


@pytest.mark.parametrize("encoding", ["P", "UTF-7", "hex", "idna"])
def test_a_workbook_in_an_encoding_that_is_not_known_is_refused(tmp_path: Path, encoding: str) -> None:
    """Found by fuzzing: the parser's own LookupError came out."""
    book = f'<?xml version="1.0" encoding="{encoding}"?><workbook/>'
    assert "damaged" in refusal(by_hand(tmp_path / "t.xlsx", "", book=book))


def test_a_workbook_that_would_grow_is_refused(tmp_path: Path) -> None:
    path = by_hand(tmp_path / "t.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 100_000)
    assert path.stat().st_size < 2_000
    assert "it would unpack to" in refusal(path, Limits(bytes=50_000))


def test_texts_that_would_grow_are_refused(tmp_path: Path) -> None:
    """One text of 1,000 letters shown by 100 cells is 100,000 letters."""
    cells = "".join(f'<c r="{column_letters(n)}1" t="s"><v>0</v></c>' for n in range(1, 101))
    path = by_hand(tmp_path / "t.xlsx", f'<row r="1">{cells}</row>', strings=f"<si><t>{'x' * 1_000}</t></si><si><t>y</t></si>")
    assert list(rows_of(path)[0][1]) == ["x" * 1_000] * 100
    assert "its texts add up to" in refusal(path, Limits(bytes=60_000))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the file is empty"),
        (b"CHILD,DECOM\n", "it is no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "protected by a password"),
        (
            b"PK\x03\x04" + bytes(100),
            "its end is missing, where it says where its sheets are, so no sheet can be read; copy or download it again",
        ),
        (b"PK\x03\x04" + bytes(100) + b"PK\x05\x06" + bytes(18), "it is a zip file and no Excel workbook"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(content)
    assert words in refusal(path)


def test_a_workbook_cut_off_anywhere_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "whole.xlsx")
    whole = (tmp_path / "whole.xlsx").read_bytes()
    path = tmp_path / "t.xlsx"
    for length in range(0, len(whole), 97):
        path.write_bytes(whole[:length])
        assert "t.xlsx" in refusal(path)


def test_entities_are_refused(tmp_path: Path) -> None:
    book = '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'
    assert "damaged" in refusal(by_hand(tmp_path / "t.xlsx", "", book=book))


def test_a_part_that_is_nested_too_deeply_is_refused_before_a_tree_is_made_of_it(tmp_path: Path) -> None:
    """To take a deep tree apart again would end a program whose stack is short, as in a page."""
    within = DEEPEST - 1  # the workbook itself is one
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    assert rows_of(by_hand(tmp_path / "t.xlsx", row, pr="<a>" * within + "</a>" * within))
    assert "damaged" in refusal(by_hand(tmp_path / "t.xlsx", row, pr="<a>" * DEEPEST + "</a>" * DEEPEST))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "the file cannot be read" in refusal(tmp_path / "none.xlsx")


def test_columns_by_letters() -> None:
    assert [column_number(column_letters(n).encode()) for n in (1, 26, 27, 702, 703, 16384)] == [1, 26, 27, 702, 703, 16384]
