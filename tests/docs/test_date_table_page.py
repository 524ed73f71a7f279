"""The queries of the page about joins, run as they stand: they give what the engine gives, in DuckDB and in PostgreSQL.

Issue 18, point 11. The children are invented. Of nobody anything is known but care and reviews, as a join sees them.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from tests.databases.postgresql import server
from tests.docs.pages import DOCS, blocks

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
from lacreview_rules.date_tables.sql import sql_statements
from lacreview_rules.date_tables.table import date_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.schedules.due_dates import DueDate

ENGLAND = load_profile("england")
NEXT, IN_TIME, AFTER, MISSING = (block.text for block in blocks(DOCS / "how-to" / "join-the-dates-in-sql.md", "sql"))


def children(count: int = 60) -> dict[str, tuple[date, list[date]]]:
    """When each came into care, and when its reviews were held: none, one or several."""
    chance = Random(18)  # noqa: S311 - invented children
    found: dict[str, tuple[date, list[date]]] = {}
    for number in range(count):
        began = day = date(2023, 1, 1) + timedelta(chance.randrange(700))
        held = []
        for _ in range(number % 5):
            day += timedelta(chance.randint(20, 190))
            held.append(day)
        found[f"C{number:03}"] = began, held
    return found


def setting_up() -> str:
    """The statements that make all three tables."""
    found = ["create table care (child varchar(9), began date);\n", "create table reviews (child varchar(9), held_on date);\n"]
    for child, (began, held) in children().items():
        found.append(_row("care", child, began))
        found += [_row("reviews", child, day) for day in held]
    return "".join([*found, *sql_statements(date_table(ENGLAND, date(2023, 1, 1), date(2027, 12, 31)))])


def _row(table: str, child: str, day: date) -> str:
    return f"insert into {table} values ('{child}', '{day}');\n"  # noqa: S608 - invented here


def schedule_of(began: date, held: list[date]) -> dict[tuple[str, int | None], DueDate]:
    history = History("", [BecameLookedAfter(on=began), *(ReviewHeld(on=day) for day in held)])
    found = build_schedule(history, ENGLAND, tasks={"review", "decisions", "review-record"})
    return {(due.task, due.review): due for due in found.due_dates}


def compare(ask: Callable[[str], list[tuple[Any, ...]]]) -> None:
    """Every query of the page beside the engine."""
    schedules = {child: (schedule_of(*known), *known) for child, known in children().items()}
    assert ask(NEXT) == [(child, due["review", len(held) + 1].due) for child, (due, _, held) in schedules.items()]
    in_time = ask(IN_TIME)
    assert {outcome for *_, outcome in in_time} == {"in time", "late"}
    assert in_time == [
        (child, number, day, due["review", number].due, "in time" if due["review", number].status == "met" else "late")
        for child, (due, _, held) in schedules.items()
        for number, day in enumerate(held, 1)
    ]
    assert ask(AFTER) == [
        (child, day, due["decisions", number].due, due["review-record", number].due)
        for child, (due, _, held) in schedules.items()
        for number, day in enumerate(held, 1)
    ]
    assert ask(MISSING) == [(0,)]


def test_in_duckdb() -> None:
    duckdb = pytest.importorskip("duckdb")
    database = duckdb.connect()
    database.execute(setting_up())
    compare(lambda query: database.execute(query).fetchall())


@pytest.mark.slow
def test_in_postgresql() -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg2")
    with server() as running:
        engine = sqlalchemy.create_engine(running.address)
        with engine.begin() as connection:
            connection.exec_driver_sql(setting_up())
            compare(lambda query: [tuple(row) for row in connection.exec_driver_sql(query)])
        engine.dispose()
