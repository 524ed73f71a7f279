"""Long identifiers that a spreadsheet has rounded (1.23457E+15): two children may have the same, so none is read as one child.

Authority: issue 16 point 7 (every readable child answered, nothing lost in silence). Read as identifiers, the rows of two children would
be one history, in which the review of one meets the date of the other.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import openpyxl
import pytest
from tests.unit.sources.doors import CHILDREN, DOORS
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OF_THE_SSD = ("7919", "15838")
"""The second and third of the children that `many` invents."""
ROUNDED = "1.23457E+15"


def _in_text(path: Path) -> None:
    for file in [path] if path.is_file() else path.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        for child in CHILDREN[1:]:
            text = text.replace(child, ROUNDED)
        lines = [",".join(ROUNDED if cell in OF_THE_SSD else cell for cell in line.split(",")) for line in text.split("\n")]
        file.write_text("\n".join(lines), encoding="utf-8")


def _in_cells(value: object) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value in CHILDREN[1:]:
                        cell.value = value
        book.save(path)

    return change


def _in_sqlite(path: Path) -> None:
    """As a column of type REAL holds it, and so as text that SQLite makes."""
    with sqlite3.connect(path) as database:
        for table, column in (("ssd_cla_episodes", "clae_person_id"), ("ssd_person", "pers_person_id")):
            statement = f"UPDATE {table} SET {column} = '1.23457e+15' WHERE {column} IN (?, ?)"  # noqa: S608 - names of ours
            database.execute(statement, OF_THE_SSD)
    database.close()


LONG = 1_234_567_890_123_456_789  # a number of which a workbook keeps fifteen digits
CASES: dict[str, tuple[str, Callable[[Path], None]]] = {
    **{door: (door, _in_text) for door in ("ssda903 CSV", "ssda903 XML", "ssd CSV", "annex-a CSV", "events CSV")},
    **{door: (door, _in_cells(ROUNDED)) for door in ("ssda903 workbook", "annex-a workbook", "events xlsx")},
    **{f"{door}, a number": (door, _in_cells(LONG)) for door in ("ssda903 workbook", "annex-a workbook", "events xlsx")},
    "ssd SQLite": ("ssd SQLite", _in_sqlite),
}


@pytest.mark.parametrize("case", CASES)
def test_no_rows_of_two_children_become_one_history(case: str, tmp_path: Path) -> None:
    """Bad input, with the place and the remedy; the child whose identifier is whole is answered."""
    name, change = CASES[case]
    door = DOORS[name]
    path = door.write(tmp_path)
    change(path)
    result = CliRunner().invoke(app, ["schedule", str(path), *door.words, "-p", "england", "-f", "json"])
    assert result.exit_code == 2, result.stderr
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["0" if name.startswith("ssd ") else "Zqx7A"]
    assert "the identifier is a long number that a spreadsheet has rounded (with E+)" in result.stderr
    assert "have the identifiers written as text" in result.stderr
    assert "23457" not in result.stdout + result.stderr


@pytest.mark.parametrize("child", ["1E5", "12E+", "E+5", "A1E+5", "1234567890123456"])
def test_what_only_looks_like_it_is_an_identifier(child: str, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text(f"child,event,on\n{child},became-looked-after,01/05/2025\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["schedule", str(file), "--input", "events", "-p", "england", "-f", "json"])
    assert result.exit_code == 0, result.stderr
    assert f'"child": "{child}"' in result.stdout


def test_a_return_of_such_children_alone_says_so(tmp_path: Path) -> None:
    (tmp_path / "episodes.csv").write_text(
        f"CHILD,DECOM,RNE,LS,PLACE,DEC,REC\n{ROUNDED},01/05/2025,S,C2,U6,,\n{ROUNDED},02/05/2025,S,C2,U6,,\n", encoding="utf-8"
    )
    result = CliRunner().invoke(app, ["schedule", str(tmp_path), "--input", "ssda903", "-p", "england"])
    assert result.exit_code == 2
    assert "episodes.csv:2: the identifier is a long number that a spreadsheet has rounded (with E+)" in result.stderr
    assert "2 rows read, 0 used, 2 not used" in result.stderr
