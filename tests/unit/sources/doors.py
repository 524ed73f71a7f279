"""Every door with three children behind it, written for a test: one that is good, and one for each way in which it may be bad."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from tests.databases.ssd_tables import many, write_csv, write_duckdb, write_parquet, write_sqlite
from tests.unit.sources.ssda903.forms import Return

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

CHILDREN = ("Zqx7A", "Zqx7B", "Zqx7C")
"""Identifiers that no message may repeat."""
_HEADER = tuple((child, "1", "02/05/2014", "WBRI") for child in CHILDREN)
_EPISODES = tuple((child, "01/05/2025", "S", "C2", "N1", "U6", "", "", "") for child in CHILDREN)
_REVIEWS = tuple((child, "02/05/2014", "20/05/2025", "PN1") for child in CHILDREN)
RETURN = Return(_HEADER, _EPISODES, _REVIEWS)
_EVENTS = [("Child ID", "What happened", "Date")] + [(child, "Became looked after", "01/05/2025") for child in CHILDREN]
_LIST_8 = [("Child ID", "Date of Birth", "Date Started to be Looked After", "Date of Latest Statutory Review")] + [
    (child, "02/05/2014", "01/05/2025", "20/05/2025") for child in CHILDREN
]
_DIARY = [("Person", "Day", "Entry")] + [(child, "2025-05-01", "in") for child in CHILDREN]


class Door(NamedTuple):
    """One way in.

    Attributes:
        words: how a command takes it.
        write: writes what stands behind it into a folder; returns what the command is given.
        part: of what was written, the file that holds the table without which there are no children.
        children: how many it has.
    """

    words: tuple[str, ...]
    write: Callable[[Path], Path]
    part: Callable[[Path], Path]
    children: int = len(CHILDREN)


def _itself(path: Path) -> Path:
    return path


def csv_file(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    """Some rows as a CSV file."""
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def workbook(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """Some rows on each sheet of a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([*row])
    book.save(path)
    return path


def parquet(path: Path, rows: Sequence[Sequence[object]], names: Sequence[str] | None = None) -> Path:
    """Some rows as a Parquet file; the first names the columns."""
    heading, *below = rows
    columns = {name: [row[place] for row in below] for place, name in enumerate(names or [str(one) for one in heading])}
    pq.write_table(pa.table(columns), path)
    return path


def arrow_rows() -> list[tuple[object, ...]]:
    """The events of the children as the Arrow door takes them."""
    return [("child", "event", "on"), *((child, "became-looked-after", date(2025, 5, 1)) for child in CHILDREN)]


def _own(folder: Path) -> Path:
    return csv_file(folder / "diary.csv", _DIARY)


def with_dates(rows: Sequence[Sequence[object]]) -> list[list[object]]:
    """The rows with days as a workbook has them."""

    def cell(value: object) -> object:
        try:
            return datetime.strptime(str(value), "%d/%m/%Y")
        except ValueError:
            return value

    return [[cell(value) for value in row] for row in rows]


EVENTS, LIST_8, DIARY = tuple(_EVENTS), tuple(_LIST_8), tuple(_DIARY)
DOORS: dict[str, Door] = {
    "ssda903 CSV": Door(("--input", "ssda903"), RETURN.write_csv, lambda path: path / "episodes.csv"),
    "ssda903 XML": Door(("--input", "ssda903"), lambda folder: RETURN.write_xml(folder / "return.xml"), _itself),
    "ssda903 workbook": Door(("--input", "ssda903"), lambda folder: RETURN.write_workbook(folder / "return.xlsx"), _itself),
    "ssd CSV": Door(("--input", "ssd"), lambda folder: write_csv(many(3), folder), lambda path: path / "ssd_cla_episodes.csv"),
    "ssd Parquet": Door(("--input", "ssd"), lambda folder: write_parquet(many(3), folder), lambda path: path / "ssd_cla_episodes.parquet"),
    "ssd DuckDB": Door(("--input", "ssd"), lambda folder: write_duckdb(many(3), folder / "ssd.duckdb"), _itself),
    "ssd SQLite": Door(("--input", "ssd"), lambda folder: write_sqlite(many(3), folder / "ssd.sqlite"), _itself),
    "annex-a CSV": Door(("--input", "annex-a"), lambda folder: csv_file(folder / "list8.csv", LIST_8), _itself),
    "annex-a workbook": Door(
        ("--input", "annex-a"), lambda folder: workbook(folder / "annex.xlsx", **{"List 8": with_dates(LIST_8)}), _itself
    ),
    "events CSV": Door(("--input", "events"), lambda folder: csv_file(folder / "events.csv", EVENTS), _itself),
    "events xlsx": Door(("--input", "events"), lambda folder: workbook(folder / "events.xlsx", Events=with_dates(EVENTS)), _itself),
    "events Parquet": Door(("--input", "events"), lambda folder: parquet(folder / "events.parquet", arrow_rows()), _itself),
    "Arrow": Door((), lambda folder: parquet(folder / "events.parquet", arrow_rows()), _itself),
    "own_source": Door(("--input", "diary"), _own, _itself),
}
