"""Files run together, each with its own headings: a row that holds the headings again is no child's, and is passed over at every door.

It was taken for a row of a child called "CHILD", counted among the children, and told to be corrected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.unit.sources.doors import DOORS
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.sources.doors import Door


def _again_in_text(path: Path) -> None:
    for file in [path] if path.is_file() else path.glob("*.csv"):
        heading, *rows = file.read_text(encoding="utf-8").splitlines()
        again = f"\N{BYTE ORDER MARK}{heading}"
        file.write_text("\n".join([heading, *rows[:1], again, *rows[1:], heading]) + "\n", encoding="utf-8")


def _again_in_sheets(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for sheet in book:
        heading = [cell.value for cell in sheet[1]]
        sheet.insert_rows(3)
        for column, value in enumerate(heading, 1):
            sheet.cell(row=3, column=column).value = value
        sheet.append(heading)
    book.save(path)


def _told(door: Door, path: Path) -> tuple[int, str, str]:
    result: Any = CliRunner().invoke(app, ["schedule", str(path), *door.words, "-p", "england", "-f", "csv"])
    return result.exit_code, result.stdout, "\n".join(line for line in result.stderr.splitlines() if "date_of_birth" not in line)


@pytest.mark.parametrize(
    "name",
    ["ssda903 CSV", "ssda903 workbook", "ssd CSV", "annex-a CSV", "annex-a workbook", "events CSV", "events xlsx"],
)
def test_headings_that_stand_there_again_are_no_row(name: str, tmp_path: Path) -> None:
    """The same answers, with the same said of them, but for the numbers of rows below."""
    door = DOORS[name]
    path = door.write(tmp_path)
    before = _told(door, path)
    (_again_in_text if path.is_dir() or path.suffix == ".csv" else _again_in_sheets)(path)
    after = _told(door, path)
    assert after[:2] == before[:2], after[2]
    assert len(after[2].splitlines()) == len(before[2].splitlines()), after[2]
    assert [line for line in after[2].splitlines() if "read" in line] == [line for line in before[2].splitlines() if "read" in line]
