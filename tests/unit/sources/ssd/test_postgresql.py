"""An SSD in a real PostgreSQL: the same histories as from files, one snapshot, nothing written, no rights, and a server that dies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, text
from tests.databases.postgresql import server
from tests.databases.ssd_tables import at, many, rows_of, smallest, visit, write_csv, write_database
from tests.unit.sources.ssd.opened import opened

from lacreview_rules import History
from lacreview_rules.errors import ExtractError
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.ssd.opening import open_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.databases.postgresql import Server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    """One server for all tests of this file but the one that kills it."""
    with server() as running:
        yield running


@pytest.fixture
def address(postgresql: Server) -> str:
    """A database with nothing in it."""
    run(postgresql.address, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public", "DROP SCHEMA IF EXISTS live CASCADE")
    return postgresql.address


def run(address: str, *statements: str) -> None:
    """Say something to the database."""
    engine = create_engine(address)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_the_same_as_from_files(address: str, tmp_path: Path) -> None:
    """Sixty children, whose ids the database would put in another order by itself."""
    tables = many(60)
    tables["ssd_person"] += rows_of("ssd_person", {"pers_person_id": "never looked after", "pers_dob": at("2010-01-01")})
    write_database(tables, address)
    ssd, files = opened(address), opened(write_csv(tables, tmp_path))
    assert ssd.histories == files.histories
    assert [(one.kind, one.child) for one in ssd.records.remarks] == [(one.kind, one.child) for one in files.records.remarks]
    assert ssd.records.summary(60) == files.records.summary(60)


def test_ids_that_a_language_puts_in_another_order(address: str, tmp_path: Path) -> None:
    """Capitals, signs and numbers, under a collation that passes over signs and puts a before B."""
    tables = smallest()
    ids = ["a1", "A1", "B-2", "b2", "a-10", "10", "9", "é"]
    tables["ssd_cla_episodes"] = [
        row | {"clae_person_id": one, "clae_cla_id": one} for one in ids for row in smallest()["ssd_cla_episodes"]
    ]
    tables["ssd_cla_visits"] = rows_of("ssd_cla_visits", *(visit(one, None, "2025-05-06") for one in ids))
    write_database(tables, address)
    run(
        address,
        "CREATE COLLATION IF NOT EXISTS passing (provider = icu, locale = 'en-u-ka-shifted')",
        'ALTER TABLE ssd_cla_episodes ALTER clae_person_id TYPE VARCHAR(100) COLLATE "passing"',
        'ALTER TABLE ssd_cla_visits ALTER clav_person_id TYPE VARCHAR(100) COLLATE "passing"',
    )
    ssd = opened(address)
    assert [history.child for history in ssd.histories] == sorted(ids)
    assert ssd.histories == opened(write_csv(tables, tmp_path)).histories


def test_times_with_a_zone_and_days_without_time(address: str) -> None:
    """Midnight of a summer's day in London, as a database with another clock shows it; a date that is one; numbers for ids."""
    write_database(smallest(), address)
    run(
        address,
        "ALTER TABLE ssd_cla_episodes ALTER clae_cla_episode_start_date TYPE TIMESTAMPTZ"
        " USING clae_cla_episode_start_date AT TIME ZONE 'Europe/London'",
        "ALTER TABLE ssd_cla_reviews ALTER clar_cla_review_date TYPE DATE",
        "ALTER TABLE ssd_cla_episodes ALTER clae_person_id TYPE INTEGER USING clae_person_id::integer",
        "ALTER DATABASE postgres SET timezone TO 'America/Lima'",
        "ALTER DATABASE postgres SET datestyle TO 'German'",
    )
    ssd = opened(address)
    run(address, "ALTER DATABASE postgres RESET timezone", "ALTER DATABASE postgres RESET datestyle")
    assert [str(event.on) for event in ssd.histories[0].events] == ["2025-05-01", "2025-05-06", "2025-05-20"]


def test_what_is_written_meanwhile_is_not_seen(address: str) -> None:
    """The source was opened before: reviews and visits added since are in no history, so that none is seen in part."""
    write_database(smallest(), address)
    records = open_source([address], SourceOptions())
    run(
        address,
        "INSERT INTO ssd_cla_reviews (clar_cla_id, clar_cla_review_date, clar_cla_review_cancelled) VALUES ('P1', '2025-06-01', 'N')",
        "UPDATE ssd_cla_visits SET clav_cla_visit_date = '2025-05-30'",
    )
    (history,) = records
    assert isinstance(history, History)
    assert [str(event.on) for event in history.events] == ["2025-05-01", "2025-05-06", "2025-05-20"]
    (again,) = records
    assert isinstance(again, History)
    assert [str(event.on) for event in again.events] == ["2025-05-01", "2025-05-20", "2025-05-30", "2025-06-01"]
    assert [remark.kind for remark in records.remarks if remark.kind == "not-of-one-time"] == []


def test_nothing_can_be_written(address: str) -> None:
    """The transaction only reads: the database itself refuses anything else."""
    write_database(smallest(), address)
    records = open_source([address], SourceOptions())
    assert records._store is not None
    with pytest.raises(Exception, match="stopped answering"):
        list(records._store.rows(text("DELETE FROM ssd_person")))
    records._store.close()


def test_no_right_to_a_table(postgresql: Server, address: str) -> None:
    """Without a right to visits these are lost, and told; without one to episodes nothing can be read."""
    write_database(smallest(), address)
    run(
        address,
        "DROP ROLE IF EXISTS reader",
        "CREATE ROLE reader LOGIN PASSWORD 'a secret word'",
        "GRANT USAGE ON SCHEMA public TO reader",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader",
        "REVOKE ALL ON ssd_cla_visits FROM reader",
    )
    reader = postgresql.of("reader", "a%20secret%20word")
    ssd = opened(reader)
    assert ssd.told("table-not-used") == [
        (
            "public.ssd_cla_visits: the user of the address may not read it, so no visit is known, and none is called late; "
            "have the right to SELECT granted to that user"
        )
    ]
    assert [history.child for history in ssd.histories] == ["1"]
    assert ssd.histories[0].records == ("review", "review-meeting", "parent-placement-review")
    run(address, "REVOKE ALL ON ssd_cla_episodes FROM reader")
    with pytest.raises(ExtractError) as caught:
        open_source([reader], SourceOptions())
    assert "public.ssd_cla_episodes: the user of the address may not read it; have the right to SELECT granted" in str(caught.value)
    assert "secret" not in str(caught.value)
    run(address, "DROP OWNED BY reader", "DROP ROLE reader")


def test_the_wrong_password_is_not_told(postgresql: Server, address: str) -> None:
    """Nor is the right one: the server says that there is no such user, and the message repeats the name alone."""
    del address
    with pytest.raises(ExtractError) as caught:
        open_source([postgresql.of("nobody_here", "a%20secret%20word")], SourceOptions())
    assert "the database cannot be reached" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_two_schemas(address: str) -> None:
    """Two SSDs in one database: neither is taken until one is named."""
    live = many(3)
    write_database(smallest(), address)
    write_database(live, address, "live")
    with pytest.raises(ExtractError, match=r"live\.ssd_cla_episodes and public\.ssd_cla_episodes"):
        open_source([address], SourceOptions())
    found = {history.child for history in opened(f"{address}&schema=live").histories}
    assert found == {str(row["pers_person_id"]) for row in live["ssd_person"]}
    assert [history.child for history in opened(address, settings={"schema": "public"}).histories] == ["1"]
    with pytest.raises(ExtractError, match='there is no schema "Live"; name one that there is: live, public'):
        open_source([address], SourceOptions(settings={"schema": "Live"}))


def test_a_view_is_as_good_as_a_table(address: str) -> None:
    """Authorities often give readers views."""
    tables = smallest()
    write_database({"hidden_reviews": tables.pop("ssd_cla_reviews"), **tables}, address)
    run(address, "CREATE VIEW ssd_cla_reviews AS SELECT * FROM hidden_reviews")
    assert [event.kind for event in opened(address).histories[0].events][-1] == "review-held"


def test_a_server_that_dies_halfway() -> None:
    """Some children were read, of rows that the server keeps; then it is stopped. Those are answered, and the end is told."""
    with server() as running:
        write_database(many(1_500), running.address)
        records = open_source([running.address], SourceOptions())
        read = []
        with pytest.raises(ExtractError) as caught:  # noqa: PT012 - what came before it is asked about
            for history in records:
                read.append(history)
                if len(read) == 5:
                    running.stop()
        assert 5 <= len(read) < 1_500
        assert "the database stopped answering" in str(caught.value)
        assert f"after {len(read)} children; run it again when the database answers" in str(caught.value)
