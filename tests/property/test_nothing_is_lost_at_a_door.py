"""Whatever is wrong with a cell or a row at any door, the histories stay as they were, or somebody is told.

Authority: issue 16 points 6 and 7, and the design's contract that every row of a source either changes what comes out or is named, with
where, why and the remedy. A good table is damaged in one place; what comes out is compared with what came out before. Every row is
accounted for, and no message repeats an identifier or the damage.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.databases.ssd_tables import episode, placement, review, rows_of, status, visit, write_csv, write_sqlite
from tests.property.effort import effort
from tests.unit.sources.ssda903.forms import COLUMNS, Return

from lacreview_rules import load_profile
from lacreview_rules.errors import HistoryError, LacReviewError
from lacreview_rules.histories.json import history_record
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ENGLAND = load_profile("england")
AS_OF = date(2026, 1, 10)
CHILDREN = ("Zqx7A", "Zqx7B", "Zqx7C")
NONSENSE = ("Zqx9 soon", "31/02/2025", "01-May-25", "45778", "99/99/9999", "05/13/2025", "2025-13-01", "Zqx9/", "#REF!", "?")
"""What no column of days or of codes may hold."""
NOTHING = ("", " ", "NULL", "N/A", "-", "nan")

Row = dict[str, Any]
Tables = dict[str, list[Row]]


class Told(NamedTuple):
    """What came out of a door: the histories, and what was said beside them."""

    histories: list[Row]
    said: list[str]
    summary: str


class Door(NamedTuple):
    """One way in.

    Attributes:
        source: its name.
        tables: writes good tables anew.
        write: writes tables into a folder; returns what is opened.
        damaged: by table, the columns of which no other value makes sense.
        rows: how many rows the summary says were read, if every one is in it: an SSD has tables of everybody, looked after or not.
    """

    source: str
    tables: Callable[[], Tables]
    write: Callable[[Tables, Path], Path]
    damaged: Mapping[str, tuple[str, ...]]
    rows: Callable[[Told], int | None]


def _return() -> Tables:
    found: Tables = {name: [] for name in COLUMNS}
    for child in CHILDREN:
        found["header"].append(dict(zip(COLUMNS["header"], (child, "1", "02/05/2014", "WBRI"), strict=True)))
        for row in (
            (child, "01/05/2025", "S", "C2", "N1", "U6", "02/09/2025", "X1", "AB1"),
            (child, "02/09/2025", "P", "C2", "N1", "U1", "03/12/2025", "E4A", "AB2"),
        ):
            found["episodes"].append(dict(zip(COLUMNS["episodes"], row, strict=True)))
        found["reviews"] += [
            dict(zip(COLUMNS["reviews"], (child, "02/05/2014", day, "PN1"), strict=True)) for day in ("20/05/2025", "11/08/2025")
        ]
    return found


def _as_return(tables: Tables) -> Return:
    header, episodes, reviews = ([tuple(str(cell or "") for cell in row.values()) for row in tables[name]] for name in COLUMNS)
    return Return(header, episodes, reviews)


def _ssd() -> Tables:
    found: Tables = {name: [] for name in ("person", "cla_episodes", "cla_placement", "legal_status", "cla_reviews", "cla_visits")}
    for child in CHILDREN:
        found["person"].append({"pers_person_id": child, "pers_dob": datetime(2014, 5, 2)})
        found["cla_episodes"].append(episode(child, f"P{child}", "2025-05-01", placement=f"L{child}"))
        found["cla_placement"].append(placement(f"L{child}", f"P{child}", "2025-05-01", "U6"))
        found["legal_status"].append(status(child, "C2", "2025-05-01"))
        found["cla_reviews"] += [review(f"P{child}", "2025-05-20"), review(f"P{child}", "2025-08-11")]
        found["cla_visits"].append(visit(child, f"P{child}", "2025-05-06"))
    return {f"ssd_{name}": rows_of(f"ssd_{name}", *rows) for name, rows in found.items()}


_LIST_8 = (
    "Child Unique ID",
    "Date of Birth",
    "Date Started to be Looked After",
    "Child's Legal Status",
    "Start date of current legal status",
    "Date of Latest Statutory Review",
    "Date of Last Social Work Visit",
    "Placement Type",
    "Start Date of Most Recent Placement",
)


def _list_8() -> Tables:
    values = ("02/05/2014", "01/05/2025", "C2: FCO", "01/05/2025", "11/08/2025", "06/01/2026", "U6: Foster placement", "01/05/2025")
    return {"List 8": [dict(zip(_LIST_8, (child, *values), strict=True)) for child in CHILDREN]}


def _events() -> Tables:
    names = ("child", "date_of_birth", "event", "on", "at", "review", "seen", "task")
    return {
        "events": [
            dict(zip(names, (child, "02/05/2014", *values), strict=True))
            for child in CHILDREN
            for values in (
                ("became-looked-after", "01/05/2025", "14:05", "", "", ""),
                ("review-held", "20/05/2025", "", "", "", ""),
                ("task-done", "06/05/2025", "", "", "", "visit"),
            )
        ]
    }


def _sheet_csv(tables: Tables, folder: Path) -> Path:
    ((_, rows),) = tables.items()
    path = folder / "sheet.csv"
    lines = [[*rows[0]], *(list(row.values()) for row in rows)]
    path.write_text("".join(f"{','.join(str(cell or '') for cell in line)}\n" for line in lines), encoding="utf-8")
    return path


def _sheet_workbook(tables: Tables, folder: Path) -> Path:
    ((name, rows),) = tables.items()
    book = openpyxl.Workbook()
    book.active.title = name
    for line in (list(rows[0]), *(list(row.values()) for row in rows)):
        book.active.append([cell or None for cell in line])
    book.save(folder / "sheet.xlsx")
    return folder / "sheet.xlsx"


def _sheet_parquet(tables: Tables, folder: Path) -> Path:
    ((_, rows),) = tables.items()
    columns = {name: pa.array([row[name] or None for row in rows], pa.string()) for name in rows[0]}
    columns["on"] = pa.array([row["on"] and _iso(row["on"]) for row in rows], pa.string())
    columns["date_of_birth"] = pa.array([row["date_of_birth"] and _iso(row["date_of_birth"]) for row in rows], pa.string())
    pq.write_table(pa.table(columns), folder / "sheet.parquet")
    return folder / "sheet.parquet"


def _iso(cell: str) -> str:
    return "-".join(reversed(cell.split("/"))) if re.fullmatch(r"\d\d/\d\d/\d{4}", cell) else cell


def _number(told: Told, pattern: str) -> int | None:
    found = re.search(pattern, told.summary)
    return None if found is None else int(found[1].replace(",", ""))


def _in_events(told: Told) -> int | None:
    """The rows with a child, and those without, each of which is told."""
    with_child = _number(told, r"(\d+) events? of")
    return None if with_child is None else with_child + sum("(child): it is" in line for one in told.said for line in one.splitlines())


_OF_RETURN = {
    "header": ("DOB",),
    "episodes": ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    "reviews": ("CHILD", "REVIEW"),
}
_OF_SSD = {
    "ssd_person": ("pers_dob",),
    "ssd_cla_episodes": ("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_start_reason", "clae_cla_episode_ceased_date"),
    "ssd_cla_placement": ("clap_cla_placement_start_date", "clap_cla_placement_type", "clap_cla_placement_end_date"),
    "ssd_legal_status": ("lega_person_id", "lega_legal_status", "lega_legal_status_start_date", "lega_legal_status_end_date"),
    "ssd_cla_reviews": ("clar_cla_id", "clar_cla_review_date", "clar_cla_review_cancelled"),
    "ssd_cla_visits": ("clav_person_id", "clav_cla_visit_date", "clav_cla_visit_seen"),
}
_OF_LIST_8 = {"List 8": _LIST_8[1:]}
_OF_EVENTS = {"events": ("date_of_birth", "on", "at", "review", "seen")}
DOORS = {
    "ssda903 CSV": Door(
        "ssda903", _return, lambda t, folder: _as_return(t).write_csv(folder), _OF_RETURN, lambda told: _number(told, r"(\d+) rows read")
    ),
    "ssda903 XML": Door(
        "ssda903",
        _return,
        lambda t, folder: _as_return(t).write_xml(folder / "return.xml"),
        {name: tuple(one for one in columns if one != "CHILD") for name, columns in _OF_RETURN.items()},
        lambda told: _number(told, r"(\d+) rows read"),
    ),
    "ssda903 workbook": Door(
        "ssda903",
        _return,
        lambda t, folder: _as_return(t).write_workbook(folder / "return.xlsx"),
        _OF_RETURN,
        lambda told: _number(told, r"(\d+) rows read"),
    ),
    "ssd CSV": Door("ssd", _ssd, write_csv, _OF_SSD, lambda _: None),
    "ssd SQLite": Door("ssd", _ssd, lambda t, folder: write_sqlite(t, folder / "ssd.sqlite"), _OF_SSD, lambda _: None),
    "annex-a CSV": Door("annex-a", _list_8, _sheet_csv, _OF_LIST_8, lambda told: _number(told, r"(\d+) rows? of List 8")),
    "annex-a workbook": Door("annex-a", _list_8, _sheet_workbook, _OF_LIST_8, lambda told: _number(told, r"(\d+) rows? of List 8")),
    "events CSV": Door("events", _events, _sheet_csv, _OF_EVENTS, _in_events),
    "events workbook": Door("events", _events, _sheet_workbook, _OF_EVENTS, _in_events),
    "events Parquet": Door("events", _events, _sheet_parquet, _OF_EVENTS, _in_events),
}


def read(door: Door, tables: Tables) -> Told:
    """What comes out of a door."""
    with TemporaryDirectory() as folder:
        try:
            records = open_named(door.source, [str(door.write(tables, Path(folder)))], SourceOptions(as_of=AS_OF))
            found = list(records)
        except LacReviewError as error:
            return Told([], [str(error).replace(folder, "")], "")
        histories = [history_record(one) for one in found if not isinstance(one, HistoryError)]
        said = [str(one) for one in found if isinstance(one, HistoryError)]
        for one in found:
            if not isinstance(one, HistoryError):
                said += map(str, records.schedule_of(one, ENGLAND).problems)
        said += [str(remark) for remark in records.remarks]
        return Told(histories, [one.replace(folder, "") for one in said], "\n".join(records.summary(len(histories))))


@cache
def as_given(name: str) -> Told:
    """What comes out of a door of its own tables, with nothing done to them; read once."""
    return read(DOORS[name], DOORS[name].tables())


def _check(before: Told, after: Told, rows: int, door: Door) -> None:
    new = [one for one in after.said if one not in before.said]
    assert after.histories == before.histories or new, "something else came out, and nobody was told"
    assert all(": " in one for one in new), "a message names its place"
    for one in new:
        assert not re.search("Zqx", one, re.IGNORECASE), "a message repeats what stands in the file"
    read_in = door.rows(after)
    assert read_in is None or read_in == rows, "a row is in no number"


@pytest.mark.parametrize("name", DOORS)
@effort(0.4)
@given(data=st.data())
def test_a_cell_that_makes_no_sense_is_told(name: str, data: st.DataObject) -> None:
    door = DOORS[name]
    tables = door.tables()
    before = as_given(name)
    assert len(before.histories) == len(CHILDREN), before.said
    table = data.draw(st.sampled_from(sorted(door.damaged)))
    column = data.draw(st.sampled_from(door.damaged[table]))
    row = data.draw(st.integers(0, len(tables[table]) - 1))
    tables[table][row][column] = data.draw(st.sampled_from(NONSENSE))
    _check(before, read(door, tables), sum(map(len, tables.values())), door)


@pytest.mark.parametrize("name", DOORS)
@effort(0.4)
@given(data=st.data())
def test_a_row_that_is_there_twice_or_is_none_is_told(name: str, data: st.DataObject) -> None:
    """A row copied, the headings once more, and a total below: each counts for nothing, or is told."""
    door = DOORS[name]
    tables = door.tables()
    before = as_given(name)
    table = data.draw(st.sampled_from(sorted(door.damaged)))
    rows = tables[table]
    total = dict.fromkeys(rows[0], "") | dict(zip(rows[0], ("Total", "3"), strict=False))
    headings = {key: key for key in rows[0]}
    extra = data.draw(st.sampled_from([dict(rows[0]), dict(rows[-1]), headings, total]))
    if "XML" in name and (table == "header" or extra["CHILD"] not in CHILDREN):
        return  # XML has neither headings nor totals
    rows.append(extra)
    passed_over = extra == headings  # as where files were run together: no row, at every door
    _check(before, read(door, tables), sum(map(len, tables.values())) - passed_over, door)


@pytest.mark.parametrize("name", ["ssda903 CSV", "ssd CSV", "annex-a CSV", "events CSV"])
@effort(0.5)
@given(data=st.data())
def test_a_line_that_is_spoilt_is_told(name: str, data: st.DataObject) -> None:
    """A quotation mark, a comma or a line break that somebody typed: the line is told, and no other is lost with it."""
    door = DOORS[name]
    tables = door.tables()
    before = as_given(name)
    table = data.draw(st.sampled_from(sorted(door.damaged)))
    row = data.draw(st.integers(0, len(tables[table]) - 1))
    column = data.draw(st.sampled_from([one for one in tables[table][row] if one not in {"child", _LIST_8[0]}]))
    sign = data.draw(st.sampled_from(['"', '"Zqx9', ",", "Zqx9,", "\n", "\nZqx9", '""', "\t"]))
    clean = tables[table][row]

    def write(spoilt: Tables, folder: Path) -> Path:
        path = door.write(spoilt, folder)
        file = path if path.is_file() else path / f"{table}.csv"
        lines = file.read_text(encoding="utf-8").split("\n")
        cells = lines[row + 1].split(",")
        cells[list(clean).index(column)] += sign
        lines[row + 1] = ",".join(cells)
        file.write_text("\n".join(lines), encoding="utf-8")
        return path

    after = read(door._replace(write=write), tables)
    new = [one for one in after.said if one not in before.said]
    assert after.histories == before.histories or new
    kept = [one for one in before.histories if one in after.histories]
    assert len(kept) >= len(CHILDREN) - 1 or any("Zqx" not in one and not after.histories for one in new), "another child is lost with it"
    assert not re.search("Zqx", "".join(new), re.IGNORECASE)
