"""The same children through every door: the same reviews due, and `convert` agrees with `--input`.

Authority: issue 16 point 5 (one door, one contract) and point 1 (each form gives the same histories). The dates are by hand: care from
1 May 2025, so that the first review is due on 2 June (20 working days; 5 and 26 May are bank holidays), held on 20 May; the second is due
three months after it, on 20 August, held on 11 August; the third six months after that, on 11 February 2026 (reg. 33(1)).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.databases.ssd_tables import (
    Tables,
    episode,
    placement,
    review,
    rows_of,
    status,
    write_csv,
    write_duckdb,
    write_parquet,
    write_sqlite,
)
from tests.unit.sources.doors import csv_file, parquet, with_dates, workbook
from tests.unit.sources.ssda903.forms import Return
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CHILDREN = ("A1", "B2")
RETURN = Return(
    tuple((child, "1", "02/05/2014", "WBRI") for child in CHILDREN),
    tuple(
        row
        for child in CHILDREN
        for row in (
            (child, "01/05/2025", "S", "C2", "N1", "U6", "03/06/2025", "X1", "AB1"),
            (child, "03/06/2025", "P", "C2", "N1", "K2", "", "", "AB2"),
        )
    ),
    tuple((child, "02/05/2014", day, "PN1") for child in CHILDREN for day in ("20/05/2025", "11/08/2025")),
)
EVENTS = [("Child ID", "What happened", "Date", "Placement", "Legal status", "Date of birth")] + [
    row
    for child in CHILDREN
    for row in (
        (child, "Became looked after", "01/05/2025", "Foster care", "Care order", "02/05/2014"),
        (child, "Review held", "20/05/2025", "", "", ""),
        (child, "Placement moved", "03/06/2025", "Childrens home", "", ""),
        (child, "Review held", "11/08/2025", "", "", ""),
    )
]


def _ssd() -> Tables:
    tables: Tables = {name: [] for name in ("person", "cla_episodes", "cla_placement", "legal_status", "cla_reviews")}
    for child in CHILDREN:
        period, first, second = f"P{child}", f"L{child}1", f"L{child}2"
        tables["person"].append({"pers_person_id": child, "pers_dob": "2014-05-02"})
        tables["cla_episodes"] += [
            episode(child, period, "2025-05-01", "2025-06-03", placement=first, ceased="X1"),
            episode(child, period, "2025-06-03", placement=second, reason="P"),
        ]
        tables["cla_placement"] += [
            placement(first, period, "2025-05-01", "U6", "2025-06-03"),
            placement(second, period, "2025-06-03", "K2"),
        ]
        tables["legal_status"].append(status(child, "Care Order Sec. 31(a)", "2025-05-01"))
        tables["cla_reviews"] += [review(period, day) for day in ("2025-05-20", "2025-08-11")]
    for row in tables["person"]:
        row["pers_dob"] = episode("", "", row["pers_dob"])["clae_cla_episode_start_date"]
    return {f"ssd_{name}": rows_of(f"ssd_{name}", *rows) for name, rows in tables.items()}


DOORS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "return as CSV": ("ssda903", RETURN.write_csv),
    "return as XML": ("ssda903", lambda folder: RETURN.write_xml(folder / "return.xml")),
    "return as a workbook": ("ssda903", lambda folder: RETURN.write_workbook(folder / "return.xlsx")),
    "SSD as CSV": ("ssd", lambda folder: write_csv(_ssd(), folder)),
    "SSD as Parquet": ("ssd", lambda folder: write_parquet(_ssd(), folder)),
    "SSD in DuckDB": ("ssd", lambda folder: write_duckdb(_ssd(), folder / "ssd.duckdb")),
    "SSD in SQLite": ("ssd", lambda folder: write_sqlite(_ssd(), folder / "ssd.sqlite")),
    "events as CSV": ("events", lambda folder: csv_file(folder / "events.csv", EVENTS)),
    "events as a workbook": ("events", lambda folder: workbook(folder / "events.xlsx", Events=with_dates(EVENTS))),
    "events as Parquet": ("events", lambda folder: parquet(folder / "events.parquet", EVENTS)),
}
AS_OF = "2025-12-01"


def _asked(*words: str) -> list[dict[str, object]]:
    done = CliRunner().invoke(app, ["schedule", *words, "--profile", "england", "--as-of", AS_OF, "--task", "review", "--format", "json"])
    assert 0 == done.exit_code, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def _reviews(schedules: list[dict[str, object]]) -> dict[object, list[tuple[object, ...]]]:
    keys = ("review", "due", "status", "done_on", "rule")
    return {one["child"]: [tuple(due[key] for key in keys) for due in one["due_dates"]] for one in schedules}  # type: ignore[attr-defined]


@pytest.mark.parametrize("door", DOORS)
def test_the_same_reviews_through_every_door(door: str, tmp_path: Path) -> None:
    source, write = DOORS[door]
    path = str(write(tmp_path))
    found = _reviews(_asked(path, "--input", source))
    assert [*found] == [*CHILDREN]
    for reviews in found.values():
        assert reviews[:3] == [
            (1, "2025-06-02", "met", "2025-05-20", "england/R1"),
            (2, "2025-08-20", "met", "2025-08-11", "england/R2"),
            (3, "2026-02-11", "upcoming", None, "england/R3"),
        ]
    written = str(tmp_path / "once.jsonl")
    done = CliRunner().invoke(app, ["convert", path, "--input", source, "--output", written])
    assert 0 == done.exit_code, done.stderr
    assert _reviews(_asked(written)) == found
