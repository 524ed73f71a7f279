"""Tables of the Standard Safeguarding Dataset for tests: the smallest set, and any number of invented children; written in every form.

The names and types are those of `data/objects/*.yml` of data-to-insight/ssd-data-model. Everybody in them is invented.
"""

from __future__ import annotations

import csv
import sqlite3
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Tables = dict[str, list[dict[str, Any]]]
"""By table, its rows by column; every row of a table has the same columns."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "ssd_person": ("pers_person_id", "pers_forename", "pers_dob"),
    "ssd_mother": ("moth_person_id", "moth_childs_person_id", "moth_childs_dob"),
    "ssd_cla_episodes": (
        "clae_cla_episode_id",
        "clae_person_id",
        "clae_cla_episode_start_date",
        "clae_cla_episode_start_reason",
        "clae_cla_episode_ceased_date",
        "clae_cla_episode_ceased_reason",
        "clae_cla_id",
        "clae_cla_placement_id",
        "clae_entered_care_date",
    ),
    "ssd_cla_placement": (
        "clap_cla_placement_id",
        "clap_cla_id",
        "clap_person_id",
        "clap_cla_placement_start_date",
        "clap_cla_placement_type",
        "clap_cla_placement_end_date",
    ),
    "ssd_legal_status": (
        "lega_legal_status_id",
        "lega_person_id",
        "lega_legal_status",
        "lega_legal_status_start_date",
        "lega_legal_status_end_date",
    ),
    "ssd_cla_reviews": (
        "clar_cla_review_id",
        "clar_cla_id",
        "clar_cla_review_due_date",
        "clar_cla_review_date",
        "clar_cla_review_cancelled",
    ),
    "ssd_cla_visits": ("clav_cla_visit_id", "clav_cla_id", "clav_person_id", "clav_cla_visit_date", "clav_cla_visit_seen"),
    "ssd_cla_care_plan": ("lacp_table_id", "lacp_person_id", "lacp_cla_care_plan_start_date"),
    "ssd_cla_health": (
        "clah_health_check_id",
        "clah_person_id",
        "clah_health_check_type",
        "clah_health_check_date",
        "clah_health_check_status",
    ),
    "ssd_sdq_scores": ("csdq_table_id", "csdq_person_id", "csdq_sdq_completed_date"),
    "ssd_missing": ("miss_table_id", "miss_person_id", "miss_missing_episode_type", "miss_missing_episode_end_date"),
    "ssd_permanence": ("perm_table_id", "perm_person_id", "perm_cla_id", "perm_placement_order_date", "perm_placed_for_adoption_date"),
    "ssd_involvements": ("invo_involvements_id", "invo_person_id", "invo_professional_role_id", "invo_involvement_start_date"),
}
"""The columns of each table that the tests write: those that are read, and a few more."""


def is_date(column: str) -> bool:
    """Whether a column holds dates."""
    return column.endswith(("_date", "_dob"))


def at(day: str) -> datetime:
    """A day as the SSD declares it: a date-time, of midnight."""
    return datetime.fromisoformat(day)


def rows_of(table: str, *rows: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Rows with every column of a table, empty where nothing is given."""
    return [dict.fromkeys(COLUMNS[table]) | dict(row) for row in rows]


def smallest() -> Tables:
    """The smallest set of tables with a child in it: the example of row G5 of the record of formats, and the dates it asks for."""
    return {
        "ssd_person": rows_of("ssd_person", {"pers_person_id": "1", "pers_dob": at("2010-02-14")}),
        "ssd_cla_episodes": rows_of("ssd_cla_episodes", episode("1", "P1", "2025-05-01", placement="L1")),
        "ssd_cla_placement": rows_of("ssd_cla_placement", placement("L1", "P1", "2025-05-01", "U6")),
        "ssd_legal_status": rows_of("ssd_legal_status", status("1", "C2", "2025-05-01")),
        "ssd_cla_reviews": rows_of("ssd_cla_reviews", review("P1", "2025-05-20"), review("P1", "2025-05-27", cancelled="Y")),
        "ssd_cla_visits": rows_of("ssd_cla_visits", visit("1", "P1", "2025-05-06")),
    }


def _day(day: str | date | datetime | None) -> Any:
    if day is None or isinstance(day, datetime):
        return day
    return at(day) if isinstance(day, str) else datetime(day.year, day.month, day.day)


def episode(
    person: str,
    period: str,
    began: str | date,
    ended: str | date | None = None,
    *,
    reason: str | None = "S",
    ceased: str | None = None,
    placement: str | None = None,
    entered: str | date | None = None,
) -> dict[str, Any]:
    """An episode of care."""
    return {
        "clae_cla_episode_id": f"{person}-{began}",
        "clae_person_id": person,
        "clae_cla_id": period,
        "clae_cla_episode_start_date": _day(began),
        "clae_cla_episode_start_reason": reason,
        "clae_cla_episode_ceased_date": _day(ended),
        "clae_cla_episode_ceased_reason": ceased,
        "clae_cla_placement_id": placement,
        "clae_entered_care_date": _day(entered),
    }


def placement(id_: str, period: str, began: str | date, kind: str | None, ended: str | date | None = None) -> dict[str, Any]:
    """A placement."""
    return {
        "clap_cla_placement_id": id_,
        "clap_cla_id": period,
        "clap_cla_placement_start_date": _day(began),
        "clap_cla_placement_type": kind,
        "clap_cla_placement_end_date": _day(ended),
    }


def status(person: str, code: str, began: str | date, ended: str | date | None = None) -> dict[str, Any]:
    """A legal status."""
    return {
        "lega_legal_status_id": f"{person}-{code}-{began}",
        "lega_person_id": person,
        "lega_legal_status": code,
        "lega_legal_status_start_date": _day(began),
        "lega_legal_status_end_date": _day(ended),
    }


def review(period: str, held: str | date | None, *, cancelled: str | None = "N") -> dict[str, Any]:
    """A review."""
    return {
        "clar_cla_review_id": f"{period}-{held}",
        "clar_cla_id": period,
        "clar_cla_review_date": _day(held),
        "clar_cla_review_cancelled": cancelled,
    }


def visit(person: str, period: str | None, on: str | date, *, seen: str | None = "Y") -> dict[str, Any]:
    """A visit."""
    return {
        "clav_cla_visit_id": f"{person}-{on}",
        "clav_cla_id": period,
        "clav_person_id": person,
        "clav_cla_visit_date": _day(on),
        "clav_cla_visit_seen": seen,
    }


def many(count: int, seed: int = 1) -> Tables:
    """Any number of invented children: moves, legal statuses of care and others, reviews kept and cancelled, visits, plans, checks."""
    tables: Tables = {name: [] for name in COLUMNS}

    def add(table: str, row: Mapping[str, Any]) -> None:
        tables[table] += rows_of(table, row)

    for number in range(count):
        _child(Random(f"{seed}-{number}"), f"{number * 7919 % 1_000_003}", add)  # noqa: S311 - invented children
    return tables


def _child(draw: Random, person: str, add: Callable[[str, Mapping[str, Any]], None]) -> None:
    def later(day: date, least: int, most: int) -> date:
        return day + timedelta(days=draw.randint(least, most))

    born = date(2009, 1, 1) + timedelta(days=draw.randrange(5_000))
    add("ssd_person", {"pers_person_id": person, "pers_forename": "Name", "pers_dob": _day(born)})
    start = max(born, date(2022, 6, 1)) + timedelta(days=draw.randrange(900))
    for turn in range(draw.choice((1, 1, 1, 2))):
        period, began = f"P{person}-{turn}", start
        end = later(start, 40, 500) if draw.random() < 0.5 or turn == 0 else None
        reason = "S"
        moves = draw.randint(1, 3)
        for move in range(moves):
            place, last = f"L{person}-{turn}-{move}", move == moves - 1
            until = later(began, 20, 200)
            over = end is not None and until >= end
            stop = end if over or last else until
            more = not (over or last)
            kind = draw.choice(("U6", "U1", "K2", "P1", "H5", "U4 - Long term foster placement"))
            ceased = "X1" if more else ("E4A" if end is not None else None)
            add("ssd_cla_placement", placement(place, period, began, kind, stop))
            add("ssd_cla_episodes", episode(person, period, began, stop, reason=reason, ceased=ceased, placement=place, entered=start))
            if not more:
                break
            began, reason = until, draw.choice("PB")
        _legal(draw, person, start, end, add)
        _done(draw, person, period, start, end or date(2025, 6, 30), add)
        start = later(end or date(2025, 7, 1), 1, 90)
    if draw.random() < 0.2:
        add("ssd_legal_status", status(person, "Special Guardianship Order", later(start, 1, 90)))


def _legal(draw: Random, person: str, start: date, end: date | None, add: Callable[[str, Mapping[str, Any]], None]) -> None:
    turn = start + timedelta(days=draw.randint(5, 60))
    if end is not None and turn >= end:
        add("ssd_legal_status", status(person, "V2", start, end))
        return
    add("ssd_legal_status", status(person, "V2", start, turn))
    add("ssd_legal_status", status(person, draw.choice(("C1", "C2", "E1")), turn, end))


def _done(draw: Random, person: str, period: str, start: date, until: date, add: Callable[[str, Mapping[str, Any]], None]) -> None:
    day = start + timedelta(days=draw.randint(10, 28))
    while day <= until:
        cancelled = "Y" if draw.random() < 0.15 else draw.choice(("N", None))
        add("ssd_cla_reviews", review(period, day, cancelled=cancelled))
        day += timedelta(days=draw.randint(60, 200))
    day = start + timedelta(days=draw.randint(0, 7))
    while day <= until:
        add("ssd_cla_visits", visit(person, period, day, seen=draw.choice(("Y", "Y", "N", None))))
        day += timedelta(days=draw.randint(20, 45))
    add("ssd_cla_care_plan", {"lacp_table_id": period, "lacp_person_id": person, "lacp_cla_care_plan_start_date": _day(start)})
    for kind in ("Health Assessment", "Dental Check"):
        add(
            "ssd_cla_health",
            {
                "clah_health_check_id": f"{period}-{kind}",
                "clah_person_id": person,
                "clah_health_check_type": kind,
                "clah_health_check_date": _day(min(until, start + timedelta(days=15))),
                "clah_health_check_status": draw.choice(("Completed", "Refused", None)),
            },
        )
    if draw.random() < 0.1:
        back = datetime(start.year, start.month, start.day, 22, 30) + timedelta(days=9)
        add(
            "ssd_missing",
            {
                "miss_table_id": period,
                "miss_person_id": person,
                "miss_missing_episode_type": "Missing",
                "miss_missing_episode_end_date": back,
            },
        )
    role = draw.choice(("IRO", "Allocated Case Worker"))
    add(
        "ssd_involvements",
        {
            "invo_involvements_id": period,
            "invo_person_id": person,
            "invo_professional_role_id": role,
            "invo_involvement_start_date": _day(start),
        },
    )


def write_csv(tables: Tables, folder: Path, *, delimiter: str = ",", encoding: str = "utf-8", day: str = "%Y-%m-%d %H:%M:%S") -> Path:
    """A folder of CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(rows[0] if rows else COLUMNS[name])
            writer.writerows([_written(cell, day) for cell in row.values()] for row in rows)
    return folder


def _written(cell: Any, day: str) -> Any:
    return cell.strftime(day) if isinstance(cell, datetime) else cell


def arrow_table(name: str, rows: list[dict[str, Any]]) -> Any:
    """A table of Arrow, with the types that the SSD declares."""
    import pyarrow as pa

    columns = list(rows[0]) if rows else list(COLUMNS[name])
    schema = pa.schema([(column, pa.timestamp("us") if is_date(column.lower()) else pa.string()) for column in columns])
    return pa.Table.from_pylist(rows, schema)


def write_parquet(tables: Tables, folder: Path) -> Path:
    """A folder of Parquet files."""
    import pyarrow.parquet as pq

    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        pq.write_table(arrow_table(name, rows), folder / f"{name}.parquet")
    return folder


def write_duckdb(tables: Tables, path: Path, schema: str = "main") -> Path:
    """A DuckDB file."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
        for name, rows in tables.items():
            connection.register("written", arrow_table(name, rows))
            connection.execute(f'CREATE TABLE "{schema}"."{name}" AS SELECT * FROM written')  # noqa: S608 - a name of ours
            connection.unregister("written")
    return path


def write_sqlite(tables: Tables, path: Path) -> Path:
    """An SQLite file, with dates as text, as SQLAlchemy and pandas write them."""
    with sqlite3.connect(path) as connection:
        for name, rows in tables.items():
            columns = list(rows[0]) if rows else list(COLUMNS[name])
            declared = ", ".join(f'"{column}" {"DATETIME" if is_date(column.lower()) else "NVARCHAR(48)"}' for column in columns)
            connection.execute(f'CREATE TABLE "{name}" ({declared})')
            marks = ", ".join("?" * len(columns))
            cells = ([_written(cell, "%Y-%m-%d %H:%M:%S") for cell in row.values()] for row in rows)
            connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', cells)  # noqa: S608 - a name of ours
    connection.close()
    return path


def write_database(tables: Tables, address: str, schema: str | None = None) -> str:
    """Tables in a database."""
    from sqlalchemy import Column, DateTime, MetaData, String, Table, create_engine, text

    engine = create_engine(address)
    metadata = MetaData(schema=schema)
    made = {}
    for name, rows in tables.items():
        columns = list(rows[0]) if rows else list(COLUMNS[name])
        made[name] = Table(name, metadata, *(Column(one, DateTime() if is_date(one.lower()) else String(100)) for one in columns))
    with engine.begin() as connection:
        if schema is not None:
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))
        metadata.drop_all(connection)
        metadata.create_all(connection)
        for name, rows in tables.items():
            if rows:
                connection.execute(made[name].insert(), rows)
    engine.dispose()
    return address
