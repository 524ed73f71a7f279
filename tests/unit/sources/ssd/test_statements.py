"""What databases are asked: the SQL for SQL Server, which no test can run here, and what every statement keeps to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.dialects import mssql, oracle, postgresql, sqlite

from lacreview_rules.sources.ssd.database import _SNAPSHOTS, SNAPSHOT_ALLOWED, Database
from lacreview_rules.sources.ssd.layout import tables
from lacreview_rules.sources.ssd.statements import Statements
from lacreview_rules.sources.ssd.tables_found import SourceTable, find_tables

if TYPE_CHECKING:
    from lacreview_rules.sources.ssd.tables_found import Found

_DIALECTS: tuple[Any, ...] = (mssql.dialect, oracle.dialect, postgresql.dialect, sqlite.dialect)
DIALECTS: dict[str, Any] = {one.name: one() for one in _DIALECTS}


def every_table(schema: str | None = "hdm") -> Found:
    """All tables, with columns that are declared as the SSD declares them, and one that is never needed."""
    sources = []
    for table in tables().values():
        columns = {column.name: ("date" if column.date else "text") for column in table.columns.values()}
        sources.append(SourceTable(schema, table.name, table.name, columns | {"pers_forename": "text"}))  # type: ignore[arg-type]
    return find_tables(sources, kind="table", several="leave one")


def sql(statement: Any, name: str) -> str:
    """A statement as text, on one line."""
    compiled = str(statement.compile(dialect=DIALECTS[name], compile_kwargs={"literal_binds": True}))
    return re.sub(r"\s+", " ", compiled)


@pytest.mark.parametrize("name", DIALECTS)
def test_only_what_is_needed_is_read(name: str) -> None:
    """Of the tables and columns that a source has, those of the layout; nothing is written."""
    statements = Statements(every_table().tables, DIALECTS[name])
    for statement in (statements.of_all_children(), statements.dates("ssd_cla_reviews", "held"), statements.probe("ssd_person")):
        text = sql(statement, name)
        assert text.startswith("SELECT")
        assert not re.search(r"(?i)\b(insert|update|delete|into|create|drop|forename)\b", text)
    every = sql(statements.of_all_children(), name)
    for table in tables().values():
        assert every.count(f"FROM hdm.{table.name} ") >= 1
    assert every.count("UNION ALL") == len(tables()) - 1
    assert every.count("ORDER BY") == 1


def test_sql_server() -> None:
    """Dates as ISO 8601 by style 126, ids letter by letter whatever the database's own order, text as NVARCHAR, one snapshot."""
    statements = Statements(every_table().tables, DIALECTS["mssql"])
    text = sql(statements.of_all_children(), "mssql")
    assert "convert(NVARCHAR(40), t.clae_cla_episode_start_date, 126)" in text
    assert "nullif(ltrim(rtrim(CAST(t.clae_person_id AS NVARCHAR(4000)))), '') COLLATE Latin1_General_BIN2" in text
    assert "CAST(t.lega_legal_status AS NVARCHAR(4000))" in text
    assert "VARCHAR(max)" not in text
    assert _SNAPSHOTS["mssql"] == "SNAPSHOT"
    assert sql(statements.dates("ssd_cla_reviews", "held"), "mssql") == (
        "SELECT ssd_dates.day, count(*) AS count_1 FROM (SELECT convert(NVARCHAR(40), t.clar_cla_review_date, 126) AS day "
        "FROM hdm.ssd_cla_reviews AS t) AS ssd_dates GROUP BY ssd_dates.day"
    )
    assert sql(statements.probe("ssd_person"), "mssql") == "SELECT t.pers_person_id, t.pers_dob FROM hdm.ssd_person AS t WHERE 1 = 0"


def test_the_order_of_ids() -> None:
    """Each dialect that would put ids in another order than Python is told to go letter by letter."""
    found = every_table().tables
    assert 'COLLATE "C"' in sql(Statements(found, DIALECTS["postgresql"]).of_all_children(), "postgresql")
    assert "COLLATE" not in sql(Statements(found, DIALECTS["sqlite"]).of_all_children(), "sqlite")


def test_people_who_were_never_looked_after_stay_in_the_database() -> None:
    """Tables of everybody are asked for those in the episodes alone; those of looked after children are read whole, so that all is told."""
    one = {name: found for name, found in every_table().tables.items() if name in {"ssd_cla_episodes", "ssd_person", "ssd_cla_visits"}}
    text = sql(Statements(one, DIALECTS["sqlite"]).of_all_children(), "sqlite")
    assert text.count(" IN (SELECT ") == 1
    assert re.search(r"FROM hdm\.ssd_person AS t WHERE .* IN \(SELECT", text)


def test_names_that_need_quotation_marks() -> None:
    """A column in capitals, a table with a sign in its name."""
    sources = [
        SourceTable(
            None,
            "#SSD_CLA_EPISODES",
            "#SSD_CLA_EPISODES",
            {column.name.upper(): ("date" if column.date else "text") for column in tables()["ssd_cla_episodes"].columns.values()},
        )
    ]
    found = find_tables(sources, kind="table", several="leave one").tables
    assert 'CAST(t."CLAE_PERSON_ID" AS TEXT)' in sql(Statements(found, DIALECTS["postgresql"]).of_all_children(), "postgresql")
    assert "FROM [#SSD_CLA_EPISODES] AS t" in sql(Statements(found, DIALECTS["mssql"]).of_all_children(), "mssql")


class SqlServer:
    """A connection to SQL Server as far as asking for a snapshot goes: what it was asked, and in which isolation it is."""

    def __init__(self, allowed: int | None) -> None:
        self.allowed = allowed
        self.asked: list[str] = []
        self.isolation: str | None = None

    def execute(self, statement: Any) -> SqlServer:
        self.asked.append(str(statement))
        return self

    def scalar(self) -> int | None:
        return self.allowed

    def rollback(self) -> None:
        """The isolation can only be changed outside a transaction."""

    def execution_options(self, *, isolation_level: str) -> SqlServer:
        self.isolation = isolation_level
        return self


@pytest.mark.parametrize(("allowed", "isolation", "together"), [(1, "SNAPSHOT", True), (0, None, False), (None, None, False)])
def test_a_snapshot_of_sql_server_is_asked_for_where_it_is_allowed(allowed: int | None, isolation: str | None, together: bool) -> None:
    """Where ALLOW_SNAPSHOT_ISOLATION is off, the database is read as it is, and that is told (`together`)."""
    database, connection = Database.__new__(Database), SqlServer(allowed)
    database.dialect, database._connection = DIALECTS["mssql"], connection  # type: ignore[assignment]
    assert database._in_one_snapshot("SNAPSHOT") is connection
    assert connection.asked[0] == SNAPSHOT_ALLOWED
    assert (connection.isolation, database.together) == (isolation, together)
