"""Bad input, for each door: what happens behind it, in every way in which it may go wrong, is told, and what can be read is answered.

Authority: issue 16, point 7: a clear message with the place and the remedy, exit code 2, every readable child answered, nothing lost
in silence. `CELLS` names every fault for every door; a cell without a file of its own says which test asks it, or why it cannot be.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

pytest.importorskip("typer")
pytest.importorskip("pyarrow")
pytest.importorskip("sqlalchemy")

import pyarrow.parquet as pq
from tests.databases.ssd_tables import many, write_csv, write_sqlite
from tests.unit.sources.doors import CHILDREN, DOORS, EVENTS, LIST_8, RETURN, arrow_rows, csv_file, parquet, with_dates, workbook
from tests.unit.sources.own_source import install
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.files.workbook_parts import Limits
from lacreview_rules.sources.ssda903.xml_files import Limits as XmlLimits

if TYPE_CHECKING:
    from collections.abc import Iterator

FAULTS = (
    "empty",
    "truncated",
    "wrong table",
    "two of a kind",
    "beyond the limit",
    "ten million cells",
    "stops halfway",
    "wrong type",
    "no rights",
)
TOP = Path(__file__).parents[3]


class Cell(NamedTuple):
    """What is told of one fault behind one door.

    Attributes:
        told: words of the message: the place, what is wrong, the remedy.
        answered: how many children are answered all the same.
        code: the exit code.
    """

    told: tuple[str, ...]
    answered: int = 0
    code: int = 2


class Elsewhere(NamedTuple):
    """A cell that another test asks, or one that cannot be.

    Attributes:
        test: the test, as file::name; empty where the fault cannot be.
        why: why not.
    """

    test: str
    why: str = ""


_SSD = "tests/unit/sources/ssd/"
_STOPS = Elsewhere(f"{_SSD}test_bad_input.py::test_a_source_that_stops_halfway")
_STREAMED = Elsewhere("", "it is read in a stream, row by row, however many there are")
_BROKEN_BOOK = ("its end is missing", "so no sheet can be read", "copy or download it again")
CELLS: dict[str, dict[str, Cell | Elsewhere]] = {
    "ssda903 CSV": {
        "empty": Cell(("episodes.csv: the file is empty", "the first line must name the columns")),
        "truncated": Cell(("episodes.csv: line 4: the file breaks off in this row, after 5 of 9 cells", "write the file again"), 2),
        "wrong table": Cell(("episodes.csv: the first line does not name the columns", "it must name CHILD, DECOM")),
        "two of a kind": Elsewhere("tests/unit/sources/ssda903/test_files.py::test_the_second_table_of_a_kind_under_another_name"),
        "beyond the limit": Cell(("episodes.csv: line 4 is too long to be a row", "check that the file is a CSV file")),
        "ten million cells": _STREAMED,
        "stops halfway": Cell(("episodes.csv: the file cannot be read to its end: Input/output error", "check the file")),
        "wrong type": Cell(("the child has no episode that can be used", "episodes.csv:2: DECOM is not a date", "correct the row")),
        "no rights": Cell(("episodes.csv: the file cannot be read: Permission denied", "check the file")),
    },
    "ssda903 XML": {
        "empty": Cell(("return.xml: the file is empty", "have the case system write the file again")),
        "truncated": Cell(("return.xml: line 12: the file breaks off", "have the case system write the file again"), 2),
        "wrong table": Cell(("return.xml: line 1: the root element is not EXPSSDA903", "give the XML file of an SSDA903 return")),
        "two of a kind": Cell(("return.xml: line 16, child 3, HEADER 2: the child is at return.xml: line 13", "remove one"), 3, 0),
        "beyond the limit": Cell(("return.xml: line 7, child 2: the element of the child is longer than 600 bytes",), 2),
        "ten million cells": _STREAMED,
        "stops halfway": Cell(("return.xml: the file cannot be read: Input/output error", "check")),
        "wrong type": Cell(("the child has no episode that can be used", "DECOM is not a date", "correct the row")),
        "no rights": Cell(("return.xml: the file cannot be read: Permission denied", "check the")),
    },
    "ssda903 workbook": {
        "empty": Cell(("return.xlsx: the file is empty", "save the workbook again")),
        "truncated": Cell(("return.xlsx: the workbook is not complete", *_BROKEN_BOOK)),
        "wrong table": Cell(("return.xlsx: none of its sheets holds the Episodes of a return", 'name the sheet "Episodes"')),
        "two of a kind": Cell(("return.xlsx: 2 sheets hold the same table: episodes, Episodes 2", "leave one of them")),
        "beyond the limit": Cell(("return.xlsx: it would unpack to", "at most 2,000 are read", "save the sheet as CSV")),
        "ten million cells": Cell(('return.xlsx: sheet "episodes": its cells reach to ALL10001', "delete what stands outside the table")),
        "stops halfway": Cell(("return.xlsx", "the file cannot be read: Input/output error", "check the path")),
        "wrong type": Cell(
            ("the child has no episode that can be used", "return.xlsx: episodes row 2: DECOM is not a date", "correct the row")
        ),
        "no rights": Cell(("return.xlsx: the file cannot be read: Permission denied", "check the path")),
    },
    "ssd CSV": {
        "empty": Cell(("ssd_cla_episodes.csv: it is empty: it has not even a heading", "write the table again")),
        "truncated": Cell(("ssd_cla_episodes.csv:5: the file breaks off in this row", "write the table again"), 3),
        "wrong table": Cell(("ssd_cla_episodes.csv, column clae_person_id: it is missing; add it",)),
        "two of a kind": Elsewhere(f"{_SSD}test_bad_input.py::test_two_tables_of_one_kind"),
        "beyond the limit": Cell(("ssd_cla_episodes.csv:", "a cell is longer than any can be", "write the file again")),
        "ten million cells": _STREAMED,
        "stops halfway": Cell(("ssd_cla_episodes.csv: it cannot be read: Input/output error", "check the path")),
        "wrong type": Cell(("has no episode that can be used", "clae_cla_episode_start_date is not a date", "correct the row")),
        "no rights": Cell(("ssd_cla_episodes.csv: it cannot be read: Permission denied", "check the path, and who may read it")),
    },
    "ssd Parquet": {
        "empty": Cell(("ssd_cla_episodes.parquet is not Parquet, or is damaged", "write it again as Parquet")),
        "truncated": Cell(("ssd_cla_episodes.parquet is not Parquet, or is damaged", "write it again as Parquet")),
        "wrong table": Cell(("ssd_cla_episodes.parquet, column clae_person_id: it is missing; add it",)),
        "two of a kind": Cell(("cla_episodes.parquet and ssd_cla_episodes.parquet: each is ssd_cla_episodes", "leave one of the files")),
        "beyond the limit": _STREAMED,
        "ten million cells": _STREAMED,
        "stops halfway": _STOPS,
        "wrong type": Elsewhere(f"{_SSD}test_bad_input.py::test_a_column_of_the_wrong_type"),
        "no rights": Cell(("ssd_cla_episodes.parquet: it cannot be read: Permission denied", "check the path, and who may read it")),
    },
    "ssd DuckDB": {
        "empty": Cell(("ssd.duckdb: the file is empty", "give a folder of CSV or Parquet files")),
        "truncated": Cell(("ssd.duckdb: DuckDB cannot", "check the path, and that the file is whole")),
        "wrong table": Cell(("ssd.duckdb: there is no table ssd_cla_episodes; add it",)),
        "two of a kind": Elsewhere(f"{_SSD}test_bad_input.py::test_two_tables_of_one_kind"),
        "beyond the limit": _STREAMED,
        "ten million cells": _STREAMED,
        "stops halfway": _STOPS,
        "wrong type": Cell(("ssd_cla_episodes, column clae_cla_episode_start_date: it is declared to hold numbers", "the type of a date")),
        "no rights": Cell(("ssd.duckdb: it cannot be read: Permission denied", "check the path")),
    },
    "ssd SQLite": {
        "empty": Cell(("ssd.sqlite: the file is empty", "give a folder of CSV or Parquet files")),
        "truncated": Cell(("ssd.sqlite: SQLite cannot read on (SQLITE_", "check the path, and that the file is whole")),
        "wrong table": Cell(("ssd.sqlite: there is no table ssd_cla_episodes; add it",)),
        "two of a kind": Cell(("cla_episodes and ssd_cla_episodes: each is ssd_cla_episodes", "leave one")),
        "beyond the limit": _STREAMED,
        "ten million cells": _STREAMED,
        "stops halfway": _STOPS,
        "wrong type": Cell(("has no episode that can be used", "clae_cla_episode_start_date is not a date", "correct the row")),
        "no rights": Cell(("ssd.sqlite: it cannot be read: Permission denied", "check the path")),
    },
    "ssd database address": {
        "empty": Cell(("ssd.sqlite: the file is empty", "the address of a database")),
        "truncated": Cell(("ssd.sqlite: SQLite cannot read on (SQLITE_", "check the path")),
        "wrong table": Cell(("ssd.sqlite: there is no table ssd_cla_episodes; add it",)),
        "two of a kind": Elsewhere(f"{_SSD}test_postgresql.py::test_two_schemas"),
        "beyond the limit": _STREAMED,
        "ten million cells": _STREAMED,
        "stops halfway": Elsewhere(f"{_SSD}test_postgresql.py::test_a_server_that_dies_halfway"),
        "wrong type": Cell(("has no episode that can be used", "clae_cla_episode_start_date is not a date", "correct the row")),
        "no rights": Elsewhere(f"{_SSD}test_postgresql.py::test_no_right_to_a_table"),
    },
    "annex-a CSV": {
        "empty": Cell(("list8.csv: the file is empty", "the first line must name the columns")),
        "truncated": Cell(("list8.csv: row 4: the file breaks off in this row", "have the file written again"), 2),
        "wrong table": Cell(("list8.csv: it has not the headings of List 8", "in one of its first rows")),
        "two of a kind": Elsewhere("", "a CSV file is one table"),
        "beyond the limit": Cell(("list8.csv: a line is too long to be a row", "check that it is a CSV file with one row a line")),
        "ten million cells": _STREAMED,
        "stops halfway": Cell(("list8.csv: the file cannot be read: Input/output error", "check the path")),
        "wrong type": Cell(("list8.csv: row 2, column C", "write the day DD/MM/YYYY on which care began")),
        "no rights": Cell(("list8.csv: the file cannot be read: Permission denied", "check the path")),
    },
    "annex-a workbook": {
        "empty": Cell(("annex.xlsx: the file is empty", "save the workbook again")),
        "truncated": Cell(("annex.xlsx: the workbook is not complete", *_BROKEN_BOOK)),
        "wrong table": Cell(("annex.xlsx: it has not the headings of List 8", "in one of its first rows")),
        "two of a kind": Cell(('annex.xlsx: two tables are List 8: sheet "List 8" and sheet "Copy"', "leave one")),
        "beyond the limit": Cell(("annex.xlsx: it would unpack to", "at most 2,000 are read")),
        "ten million cells": Cell(('annex.xlsx: sheet "Notes": its cells reach to ALL10001', "delete what stands outside the table"), 3),
        "stops halfway": Cell(("annex.xlsx", "the file cannot be read: Input/output error", "check the path")),
        "wrong type": Cell(("annex.xlsx: sheet", "row 2, column C", "write the day DD/MM/YYYY on which care began")),
        "no rights": Cell(("annex.xlsx: the file cannot be read: Permission denied", "check the path")),
    },
    "events CSV": {
        "empty": Cell(("events.csv: the file is empty", "the first line must name the columns")),
        "truncated": Cell(("events.csv: row 4: the file breaks off in this row", "have the file written again"), 2),
        "wrong table": Cell(("events.csv: it has not the headings of a table of events", "lacreview new-events FILE")),
        "two of a kind": Elsewhere("", "a CSV file is one table"),
        "beyond the limit": Cell(("events.csv: a line is too long to be a row", "check that it is a CSV file with one row a line")),
        "ten million cells": Elsewhere("tests/unit/sources/events/test_events.py::test_more_than_the_limit"),
        "stops halfway": Cell(("events.csv: the file cannot be read: Input/output error", "check the path")),
        "wrong type": Cell(("events.csv: row 2, column C (on): it is not a date", "write it DD/MM/YYYY")),
        "no rights": Cell(("events.csv: the file cannot be read: Permission denied", "check the path")),
    },
    "events xlsx": {
        "empty": Cell(("events.xlsx: the file is empty", "save the workbook again")),
        "truncated": Cell(("events.xlsx: the workbook is not complete", *_BROKEN_BOOK)),
        "wrong table": Cell(("events.xlsx: it has not the headings of a table of events", "lacreview new-events FILE")),
        "two of a kind": Cell(('events.xlsx: two sheets hold events: sheet "Events" and sheet "Copy"', "leave one")),
        "beyond the limit": Cell(("events.xlsx: it would unpack to", "at most 2,000 are read")),
        "ten million cells": Cell(('events.xlsx: sheet "Notes": its cells reach to ALL10001', "delete what stands outside the table"), 3),
        "stops halfway": Cell(("events.xlsx", "the file cannot be read: Input/output error", "check the path")),
        "wrong type": Cell(('events.xlsx: sheet "Events", row 2, column C (on): it is not a date', "write it DD/MM/YYYY")),
        "no rights": Cell(("events.xlsx: the file cannot be read: Permission denied", "check the path")),
    },
    "events Parquet": {
        "empty": Cell(("events.parquet: it is not Parquet", "write it again as Parquet")),
        "truncated": Cell(("events.parquet: it is not Parquet, or part of it is missing", "write it again as Parquet")),
        "wrong table": Cell(('column "child": it is missing; add it',)),
        "two of a kind": Elsewhere("", "a Parquet file is one table"),
        "beyond the limit": Cell(("events.parquet: its 3 rows have 9 cells, and at most 5 are read at once", "lacreview batches")),
        "ten million cells": Cell(("events.parquet: its 4,000,000 rows have 12,000,000 cells", "lacreview batches")),
        "stops halfway": Cell(("events.parquet", "damaged")),
        "wrong type": Cell(('column "on"', "a date")),
        "no rights": Cell(("events.parquet", "Permission denied", "check")),
    },
    "Arrow": {
        "empty": Cell(("events.parquet: it is not Parquet", "write it again as Parquet")),
        "truncated": Cell(("events.parquet: it is not Parquet, or part of it is missing", "write it again as Parquet")),
        "wrong table": Cell(('events.parquet: column "child": it is missing; add it',)),
        "two of a kind": Elsewhere("", "a Parquet file is one table"),
        "beyond the limit": _STREAMED,
        "ten million cells": _STREAMED,
        "stops halfway": Cell(("events.parquet", "damaged")),
        "wrong type": Cell(('column "on"', "a date")),
        "no rights": Cell(("events.parquet' is not readable",)),
    },
    "own_source": {
        "empty": Cell(("diary.csv: there is no column Day; add it",)),
        "truncated": Cell(("diary.csv:4: Day or Entry is not one that the diary knows; correct the row",), 3),
        "wrong table": Cell(("diary.csv: there is no column Day; add it",)),
        "two of a kind": Elsewhere("", "a CSV file is one table"),
        "beyond the limit": Cell(("diary.csv: 2 problems", "the source diary of own-source 1.0 cannot read", "lacreview sources says"), 1),
        "ten million cells": _STREAMED,
        "stops halfway": Elsewhere("tests/unit/cli/test_sources.py::test_a_file_that_cannot_be_read_to_its_end_has_what_was_read_answered"),
        "wrong type": Cell(("diary.csv:2: Day or Entry is not one that the diary knows; correct the row",), 3),
        "no rights": Cell(("diary.csv", "Permission denied", "check the path")),
    },
}


def _cut(door: str, part: Path) -> None:
    """CSV and XML within the last child; what is packed, anywhere."""
    content = part.read_bytes()
    if part.suffix == ".csv" and door != "ssd CSV":
        part.write_bytes(content[: content.rindex(CHILDREN[2].encode()) + len(CHILDREN[2]) + (18 if "ssda903" in door else 4)])
    else:
        part.write_bytes(content[: len(content) * 2 // 3])


def _wrong(part: Path) -> None:
    """Another table, with a child in it."""
    rows = [("Panel", "Kind", "Length"), (CHILDREN[0], "x", "3")]
    if part.suffix == ".csv":
        csv_file(part, rows)
    elif part.suffix == ".xlsx":
        workbook(part, Panels=rows)
    elif part.suffix == ".parquet":
        parquet(part, rows)
    elif part.suffix == ".xml":
        part.write_text(f"<PANELS><CHILD>{CHILDREN[0]}</CHILD></PANELS>", encoding="utf-8")
    elif part.suffix == ".sqlite":
        part.unlink()
        with sqlite3.connect(part) as connection:
            connection.execute("CREATE TABLE panels (kind text)")
        connection.close()
    else:
        _duckdb(part, "CREATE TABLE panels (kind text)")


def _duckdb(path: Path, statement: str) -> None:
    import duckdb

    path.unlink(missing_ok=True)
    connection = duckdb.connect(str(path))
    connection.execute(statement)
    connection.close()


def _twice(door: str, path: Path) -> None:
    """The table without which there are no children, once more."""
    if door == "ssda903 workbook":
        rows = [("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "DEC", "REC", "PL_POST"), *RETURN.episodes]
        workbook(path, header=[("CHILD", "SEX", "DOB", "ETHNIC"), *RETURN.header], episodes=rows, **{"Episodes 2": rows})
    elif door == "ssda903 XML":
        whole = path.read_text(encoding="utf-8")
        header = whole[whole.rindex("<HEADER>") : whole.rindex("</HEADER>") + len("</HEADER>")]
        path.write_text(whole.replace("</CHILD>\n</EXPSSDA903>", f"{header}</CHILD>\n</EXPSSDA903>"), encoding="utf-8")
    elif door == "ssd Parquet":
        (path / "cla_episodes.parquet").write_bytes((path / "ssd_cla_episodes.parquet").read_bytes())
    elif path.suffix == ".sqlite":
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE cla_episodes AS SELECT * FROM ssd_cla_episodes")
        connection.close()
    elif door == "annex-a workbook":
        workbook(path, **{"List 8": with_dates(LIST_8), "Copy": with_dates(LIST_8)})
    else:
        workbook(path, Events=with_dates(EVENTS), Copy=with_dates(EVENTS))


def _too_large(door: str, part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line or a cell longer than any can be; for a document, a limit so low that this harmless one exceeds it."""
    if part.suffix == ".csv":
        if door == "own_source":
            part.write_text(part.read_text(encoding="utf-8").replace(f"{CHILDREN[2]},", f"{'x' * 200_000},"), encoding="utf-8")
        elif door == "ssd CSV":
            part.write_text(f"{part.read_text(encoding='utf-8')}{'x' * 200_000}\n", encoding="utf-8")
        else:
            lines = part.read_text(encoding="utf-8").splitlines()
            lines[3] += "x" * (2 << 20)
            part.write_text("\n".join(lines) + "\n", encoding="utf-8")
    elif part.suffix == ".xml":
        part.write_text(_long_second(part.read_text(encoding="utf-8")), encoding="utf-8")
        low(monkeypatch, "lacreview_rules.sources.ssda903.xml_files", "read_xml", child=600)
    else:
        limits = {"cells": 5} if part.suffix == ".parquet" else {"bytes": 2_000}
        low(monkeypatch, _BY_LIMIT[door][0], _BY_LIMIT[door][1], **limits)


def _long_second(text: str) -> str:
    """The XML with much that is not read in the second child."""
    parts = text.split("<CHILD>")
    parts[2] = parts[2].replace("<ETHNIC>", f"<NOTE>{'x' * 600}</NOTE><ETHNIC>")
    return "<CHILD>".join(parts)


_BY_LIMIT: dict[str, tuple[str, str]] = {
    "ssda903 workbook": ("lacreview_rules.sources.ssda903.workbook_files", "read_workbook"),
    "annex-a workbook": ("lacreview_rules.sources.annex_a.reading", "AnnexA.__init__"),
    "events xlsx": ("lacreview_rules.sources.events.reading", "SheetEvents.__init__"),
    "events Parquet": ("lacreview_rules.sources.events.reading", "ParquetEvents.__init__"),
}


def low(monkeypatch: pytest.MonkeyPatch, module: str, function: str, **limits: int) -> None:
    """A function with a low limit in the place of the usual one."""
    target: Any = importlib.import_module(module)
    for name in function.split("."):
        target = getattr(target, name)
    (*others, usual) = target.__defaults__
    assert isinstance(usual, (Limits, XmlLimits))
    monkeypatch.setattr(target, "__defaults__", (*others, usual._replace(**limits)))


def _many_cells(door: str, path: Path) -> None:
    """One cell in the last corner of a sheet: seventeen thousand million cells, nearly all of them empty. Or four million rows alike."""
    import openpyxl

    if path.suffix == ".parquet":
        heading, first, *_ = arrow_rows()
        parquet(path, [heading, *[first] * 4_000_000])
        return

    book = openpyxl.load_workbook(path)
    sheet = book["episodes"] if door == "ssda903 workbook" else book.create_sheet("Notes")
    sheet["ALL10001"] = "x"
    book.save(path)


def _of_another_type(door: str, path: Path, part: Path) -> None:
    """The column of days holds something else."""
    if door.startswith("ssd ") and door != "ssd DuckDB":
        tables = many(3)
        for row in tables["ssd_cla_episodes"]:
            row["clae_cla_episode_start_date"] = "7 rabbits"
        write = write_csv if door == "ssd CSV" else write_sqlite
        part.unlink()
        write(tables, path)
    elif door == "ssd DuckDB":
        import duckdb

        connection = duckdb.connect(str(part))
        connection.execute("ALTER TABLE ssd_cla_episodes ALTER clae_cla_episode_start_date TYPE INTEGER USING 45778")
        connection.close()
    elif part.suffix == ".xlsx" and door == "ssda903 workbook":
        RETURN._replace(episodes=[(one[0], "7 rabbits", *one[2:]) for one in RETURN.episodes]).write_workbook(part)
    elif part.suffix == ".xlsx":
        days = {"events xlsx": ("Events", EVENTS), "annex-a workbook": ("List 8", LIST_8)}[door]
        workbook(part, **{days[0]: [[7.5 if str(cell).startswith("01/05") else cell for cell in row] for row in days[1]]})
    elif part.suffix == ".parquet":
        parquet(part, [row if row[0] == "child" else (*row[:2], True) for row in arrow_rows()])
    else:
        text = part.read_text(encoding="utf-8")
        part.write_text(text.replace("01/05/2025", "7 rabbits").replace("2025-05-01", "7 rabbits"), encoding="utf-8")


class _Stopping(io.RawIOBase):
    """A file that the system stops giving halfway, as one on a drive that goes away."""

    def __init__(self, content: bytes, after: int) -> None:
        self._content, self._at, self._after = content, 0, after

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = {0: 0, 1: self._at, 2: len(self._content)}[whence] + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: Any) -> int:
        if self._at >= self._after:
            raise OSError(5, "Input/output error")
        part = self._content[self._at : min(self._at + len(buffer), self._after)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)


def _stop_halfway(part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if part.suffix == ".parquet":  # what it holds is damaged, and what it says of itself is whole
        whole = part.read_bytes()
        part.write_bytes(whole[:4] + b"\xff" * 56 + whole[60:])
        return
    usual, content = io.open, part.read_bytes()

    def opening(file: Any, mode: str = "r", *more: Any, **options: Any) -> Any:
        if isinstance(file, (str, Path)) and Path(file) == part:
            binary = io.BufferedReader(_Stopping(content, len(content) // 2), 16)
            return (
                binary if "b" in mode else io.TextIOWrapper(binary, options.get("encoding"), options.get("errors"), options.get("newline"))
            )
        return usual(file, mode, *more, **options)

    monkeypatch.setattr(io, "open", opening)


def _spoil(fault: str, door: str, path: Path, part: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make it as bad as the fault says."""
    if fault == "empty":
        part.write_bytes(b"")
    elif fault == "truncated":
        _cut(door, part)
    elif fault == "wrong table":
        _wrong(part)
    elif fault == "two of a kind":
        _twice(door, path)
    elif fault == "beyond the limit":
        _too_large(door, part, monkeypatch)
    elif fault == "ten million cells":
        _many_cells(door, path)
    elif fault == "stops halfway":
        _stop_halfway(part, monkeypatch)
    else:
        assert fault == "wrong type"
        _of_another_type(door, path, part)


def _behind(door: str, folder: Path) -> tuple[str, Path, Path]:
    """What a command is given, where it lies, and the file that is spoilt."""
    kind = "ssd SQLite" if door == "ssd database address" else door
    path = DOORS[kind].write(folder)
    address = f"sqlite:///{path}" if door == "ssd database address" else str(path)
    return address, path, DOORS[kind].part(path)


def _command(door: str, address: str, folder: Path) -> list[str]:
    if door == "Arrow":
        return ["batches", address, "-o", str(folder / "out.parquet"), "-p", "england"]
    words = DOORS["ssd SQLite" if door == "ssd database address" else door].words
    return ["schedule", address, *words, "-p", "england", "-f", "json"]


def _asked(door: str, address: str, folder: Path) -> tuple[int, int, str]:
    """The exit code, how many children were answered, and what was said."""
    result = CliRunner().invoke(app, _command(door, address, folder), prog_name="lacreview")
    answered, out = len(result.stdout.splitlines()), folder / "out.parquet"
    if door == "Arrow":
        answered = len({*pq.read_table(out).column("child").to_pylist()}) if out.exists() else 0
    return result.exit_code, answered, result.stderr


def _is_told(said: str, cell: Cell) -> None:
    for words in cell.told:
        assert words in said
    assert "Traceback" not in said
    assert "a fault in" not in said
    assert not [child for child in CHILDREN if child in said]


@pytest.fixture
def example(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The example package of a source, installed."""
    monkeypatch.syspath_prepend(install(tmp_path_factory.mktemp("installed") / "here"))
    yield
    sys.modules.pop("own_source", None)


ALL = [(door, fault) for door in CELLS for fault in FAULTS]
OWN = [(door, fault) for door, fault in ALL if isinstance(CELLS[door][fault], Cell) and fault != "no rights"]
MILLIONS = ("events Parquet", "ten million cells")
"""This one is of so many cells in truth, and so for the slow part."""
QUICK = [
    (door, fault)
    for door, fault in OWN
    if ([*CELLS].index(door) + [*FAULTS].index(fault)) % 3 == 0
    or (door, fault) == next(one for one in OWN if one[1] == fault and one != MILLIONS)
]
"""One in three for every run, and the first of each fault: each door meets some faults, and each fault is met at some doors."""


def test_every_door_and_every_fault_is_in_every_run() -> None:
    assert {door for door, _ in QUICK} == set(CELLS)
    assert {fault for _, fault in QUICK} == {fault for _, fault in OWN}


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize("door", CELLS)
def test_what_is_good_is_answered(door: str, tmp_path: Path) -> None:
    """Else the tests below would say little."""
    address, _, _ = _behind(door, tmp_path)
    assert _asked(door, address, tmp_path)[:2] == (0, 3)


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    ("door", "fault"),
    [pytest.param(*one, id="-".join(one), marks=() if one in QUICK and one != MILLIONS else pytest.mark.slow) for one in OWN],
)
def test_what_is_bad_is_told_and_the_rest_answered(door: str, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place, what is wrong there, the remedy; the exit code; so many children all the same; and no child's details."""
    cell = CELLS[door][fault]
    assert isinstance(cell, Cell)
    address, path, part = _behind(door, tmp_path)
    _spoil(fault, door, path, part, monkeypatch)
    code, answered, said = _asked(door, address, tmp_path)
    _is_told(said, cell)
    assert (code, answered) == (cell.code, cell.answered), said


WITHOUT_RIGHTS = """
import json, os, sys
sys.path[:0] = json.loads(sys.argv[1])
from typer.testing import CliRunner
from lacreview_rules.cli import app
asked = json.loads(sys.argv[2])
def answers():
    for command, _ in asked.values():
        result = CliRunner().invoke(app, command, prog_name="lacreview")
        yield [result.exit_code, len(result.stdout.splitlines()), result.stderr]
before = [*answers()]
for command, part in asked.values():  # whoever may not read may not load what is needed then, either: it is loaded now
    os.rename(part, part + ".away")
gone = [*answers()]
for command, part in asked.values():
    os.rename(part + ".away", part)
    os.chmod(part, 0)
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
print(json.dumps([before, gone, [*answers()]]))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "setuid"), reason="who may read a file is another matter on Windows")
@pytest.mark.parametrize("most", [1, pytest.param(len(CELLS), marks=pytest.mark.slow)])
def test_what_may_not_be_read(most: int) -> None:
    """Some doors in one process, of a user who may not read the files, though the folder they lie in. And files that are not there."""
    doors = [door for door in CELLS if isinstance(CELLS[door]["no rights"], Cell)][:most]
    asked = {}
    with tempfile.TemporaryDirectory() as top:
        Path(top).chmod(0o755)
        own = install(Path(top) / "installed")
        for place, door in enumerate(doors):
            folder = Path(top) / str(place)
            folder.mkdir()
            folder.chmod(0o777)
            address, _, part = _behind(door, folder)
            asked[door] = (_command(door, address, folder), str(part))
        code = [sys.executable, "-c", WITHOUT_RIGHTS, json.dumps([str(own), *filter(None, sys.path)]), json.dumps(asked)]
        done = subprocess.run(code, capture_output=True, text=True, check=False, cwd=top)
    assert done.returncode == 0, done.stderr
    before, gone, found = json.loads(done.stdout)
    for door, was, is_gone, now in zip(doors, before, gone, found, strict=True):
        cell = CELLS[door]["no rights"]
        assert isinstance(cell, Cell)
        assert was[0] == 0, (door, was)
        assert is_gone[:2] == [2, 0], (door, is_gone)
        _is_told(is_gone[2], cell._replace(told=()))
        assert now[:2] == [2, 0], (door, now)
        _is_told(now[2], cell)


def test_every_fault_is_asked_of_every_door() -> None:
    """A cell without a file of its own names a test that there is, or says why it cannot be."""
    assert {door: tuple(cells) for door, cells in CELLS.items()} == dict.fromkeys(CELLS, FAULTS)
    assert set(CELLS) == {*DOORS, "ssd database address"}
    for cells in CELLS.values():
        for cell in cells.values():
            if isinstance(cell, Elsewhere):
                file, _, name = cell.test.partition("::")
                assert cell.why or f"def {name}(" in (TOP / file).read_text(encoding="utf-8"), cell
