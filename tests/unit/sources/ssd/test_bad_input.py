"""What cannot be read is told with its place and a remedy, never with what a row holds, and what can be read is answered."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.databases.ssd_tables import COLUMNS, at, episode, many, rows_of, smallest, write_csv, write_duckdb, write_parquet, write_sqlite
from tests.unit.sources.ssd.opened import opened

from lacreview_rules.errors import ExtractError, InputError, MissingExtraError
from lacreview_rules.sources.door import SourceOptions
from lacreview_rules.sources.ssd import opening
from lacreview_rules.sources.ssd.database import Database, read_address
from lacreview_rules.sources.ssd.opening import open_source
from lacreview_rules.sources.ssd.sqlite_file import SqliteStore
from lacreview_rules.sources.ssd.store import StoppedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any


def refused(address: object, **options: object) -> str:
    """What is told of a source that cannot be opened."""
    with pytest.raises(InputError) as caught:
        open_source([str(address)], SourceOptions(**options))  # type: ignore[arg-type]
    return str(caught.value)


def test_a_folder_without_episodes(tmp_path: Path) -> None:
    """Nothing can be read without that table; a name that is a letter apart is named."""
    folder = write_csv(smallest(), tmp_path)
    (folder / "ssd_cla_episodes.csv").unlink()
    assert refused(folder) == f"{folder}: there is no file ssd_cla_episodes; add it"


def test_a_table_whose_name_is_typed_wrong(tmp_path: Path) -> None:
    """In a database all names are seen."""
    tables = smallest()
    tables["ssd_cla_episode"] = tables.pop("ssd_cla_episodes")
    path = write_duckdb(tables | {"ssd_cla_reviews": []}, tmp_path / "ssd.duckdb")
    assert refused(path) == f'{path}: there is no table ssd_cla_episodes; add it; is "ssd_cla_episode" meant for it?'


def test_a_file_whose_name_is_typed_wrong(tmp_path: Path) -> None:
    """Files with a name like one are named as well."""
    folder = write_csv(smallest(), tmp_path)
    (folder / "ssd_cla_episodes.csv").rename(folder / "ssd_cla_episode.csv")
    assert refused(folder) == f'{folder}: there is no file ssd_cla_episodes; add it; is "ssd_cla_episode" meant for it?'


def test_two_tables_of_one_kind(tmp_path: Path) -> None:
    """A row of either may be the right one: neither is taken."""
    folder = write_csv(smallest(), tmp_path)
    (folder / "cla_reviews.csv").write_bytes((folder / "ssd_cla_reviews.csv").read_bytes())
    what = "each is ssd_cla_reviews, and a row of either may be the right one; leave one of the files in the folder"
    assert refused(folder) == f"{folder}: cla_reviews.csv and ssd_cla_reviews.csv: {what}"
    path = write_duckdb(smallest(), write_duckdb(smallest(), tmp_path / "two.duckdb", "live"), "trial")
    told = refused(path)
    assert "live.ssd_cla_episodes and trial.ssd_cla_episodes: each is ssd_cla_episodes" in told
    assert "--input-option schema=NAME" in told


def test_a_schema_where_there_is_none(tmp_path: Path) -> None:
    """An option that does nothing here is refused, and not passed over: whoever gave it meant some other tables."""
    folder = write_csv(smallest(), tmp_path)
    (sqlite := tmp_path / "ssd.sqlite").write_bytes(b"SQLite format 3\x00")
    for path in (folder, sqlite):
        with pytest.raises(InputError, match="--input-option schema is for a database, and this has no schemas; leave it out"):
            [*open_source([str(path)], SourceOptions(settings={"schema": "live"}))]


def test_csv_and_parquet_in_one_folder(tmp_path: Path) -> None:
    """They may be two versions of the same."""
    write_parquet(smallest(), write_csv(smallest(), tmp_path))
    assert refused(tmp_path).endswith(
        "the folder holds CSV (ssd_cla_episodes.csv) and Parquet (ssd_cla_episodes.parquet); leave the files of one kind"
    )


def test_a_column_that_is_missing(tmp_path: Path) -> None:
    """In the episodes nothing can be read; in another table only that table is lost, and the children are answered."""
    tables = smallest()
    tables["ssd_cla_reviews"] = [
        {name.replace("review_date", "reviw_date"): cell for name, cell in row.items()} for row in tables["ssd_cla_reviews"]
    ]
    ssd = opened(write_csv(tables, tmp_path))
    assert ssd.told("table-not-used") == [
        (
            "ssd_cla_reviews.csv, column clar_cla_review_date: it is missing; the table was not used, so no review is known, and none is "
            'called late; add it; is "clar_cla_reviw_date" meant for it?'
        )
    ]
    assert ssd.children == ["1"]
    tables["ssd_cla_episodes"] = [{"clae_person_id": "1"}]
    told = refused(write_csv(tables, tmp_path))
    assert "ssd_cla_episodes.csv, column clae_cla_episode_start_date: it is missing; add it" in told
    assert "3 problems" in told


def test_a_column_of_the_wrong_type(tmp_path: Path) -> None:
    """A spreadsheet's numbers of days are no dates: the table and the column are named."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = write_parquet(smallest(), tmp_path)
    for name, column in (("ssd_cla_visits", "clav_cla_visit_date"), ("ssd_cla_episodes", "clae_cla_episode_start_date")):
        table = pq.read_table(folder / f"{name}.parquet")
        place = table.schema.get_field_index(column)
        pq.write_table(table.set_column(place, column, pa.array([45_778] * len(table))), folder / f"{name}.parquet")
        if name == "ssd_cla_visits":
            (told,) = opened(folder).told("table-not-used")
            assert told.startswith("ssd_cla_visits.parquet, column clav_cla_visit_date: it is declared to hold numbers, not dates")
    assert refused(folder) == (
        f"{folder}: ssd_cla_episodes.parquet, column clae_cla_episode_start_date: it is declared to hold numbers, not dates; "
        "give it the type of a date"
    )


def test_dates_that_are_none(tmp_path: Path) -> None:
    """Each is told by its place and its column, never by what stands there, and the other rows are used."""
    tables = smallest()
    for name, column in (
        ("ssd_person", "pers_dob"),
        ("ssd_cla_placement", "clap_cla_placement_end_date"),
        ("ssd_legal_status", "lega_legal_status_end_date"),
        ("ssd_cla_visits", "clav_cla_visit_date"),
    ):
        tables[name][0][column] = "Mon 31 Smith"
    tables["ssd_cla_episodes"] += rows_of("ssd_cla_episodes", episode("2", "P2", "2025-05-01") | {"clae_cla_episode_start_date": "45778"})
    ssd = opened(write_csv(tables, tmp_path))
    assert ssd.children == ["1"]
    assert sorted(str(remark).partition(";")[0] for remark in ssd.records.remarks if "not a date" in str(remark)) == [
        "ssd_cla_episodes.csv:3: clae_cla_episode_start_date is not a date between 1900 and 2200",
        "ssd_cla_placement.csv:2: clap_cla_placement_end_date is not a date between 1900 and 2200",
        "ssd_cla_visits.csv:2: clav_cla_visit_date is not a date between 1900 and 2200",
        "ssd_legal_status.csv:2: lega_legal_status_end_date is not a date between 1900 and 2200",
        "ssd_person.csv:2: pers_dob is not a date between 1900 and 2200",
    ]
    assert "Smith" not in " ".join(map(str, ssd.records.remarks))
    assert [str(error.problems[0]) for error in ssd.errors] == [
        "ssd_cla_episodes.csv:3: the child has no episode that can be used; correct the child's episodes"
    ]


def _empty(path: Path) -> Path:
    path.write_bytes(b"")
    return path


def _cut(path: Path) -> Path:
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    return path


UNREADABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder that is not there": (lambda path: path / "nowhere", "it cannot be read: No such file or directory; check the path"),
    "an empty folder": (lambda path: path, "there is no file ssd_cla_episodes; add it"),
    "an empty file": (lambda path: _empty(path / "ssd.duckdb"), "the file is empty; give a folder of CSV or Parquet files"),
    "a CSV file for a folder": (
        lambda path: write_csv(smallest(), path) / "ssd_cla_episodes.csv",
        "the file is neither a DuckDB nor an SQLite database; give a folder for CSV or Parquet files: each is one table",
    ),
    "a table without a heading": (
        lambda path: _empty(write_csv(smallest(), path) / "ssd_cla_visits.csv").parent,
        "ssd_cla_visits.csv: it is empty: it has not even a heading; write the table again, or take the file away",
    ),
    "a heading twice": (
        lambda path: write_csv({"ssd_cla_episodes": []}, path) if not _twice(path) else path,
        "ssd_cla_episodes.csv, column 1: its heading is there twice; leave one of the two",
    ),
    "a quotation mark that is never closed": (
        lambda path: _unclosed(write_csv(smallest(), path)),
        "ssd_cla_visits.csv:2: from here on it cannot be read: a quotation mark is not closed",
    ),
    "half a Parquet file": (
        lambda path: _cut(write_parquet(smallest(), path) / "ssd_cla_visits.parquet").parent,
        "ssd_cla_visits.parquet is not Parquet, or is damaged",
    ),
    "half a DuckDB file": (lambda path: _cut(write_duckdb(smallest(), path / "ssd.duckdb")), "DuckDB cannot"),
    "half an SQLite file": (lambda path: _cut(write_sqlite(many(200), path / "ssd.sqlite")), "SQLite cannot read on (SQLITE_"),
    "no address": (lambda _: "postgresql://host:port/ssd", "it is not the address of a database"),
    "a database of no kind": (lambda _: "postgre://reader@host/ssd", "SQLAlchemy does not know this kind of database"),
}


def _twice(path: Path) -> bool:
    (path / "ssd_cla_episodes.csv").write_text("clae_person_id,CLAE_PERSON_ID\n", encoding="utf-8")
    return True


def _unclosed(folder: Path) -> Path:
    lines = 'clav_person_id,clav_cla_visit_date\n1,"2025-05-06\n' + "1,2025-06-06\n" * 20_000
    (folder / "ssd_cla_visits.csv").write_text(lines, encoding="utf-8")
    return folder


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_at_all(case: str, tmp_path: Path) -> None:
    """A message with the place and the remedy."""
    make, expected = UNREADABLE[case]
    told = refused(make(tmp_path))
    assert expected in told
    assert ";" in told


@pytest.mark.parametrize("password", ["secret", "se%40cret", "p:a/ss", "wo#rd?twin", "leaf@twig", "leaf@twig?stem", "leaf@twig/stem"])
def test_the_password_is_never_told(password: str) -> None:
    """In no message, whatever is wrong with the address or behind it."""
    parts = [one for one in re.split(r"[?@/]", password) if len(one) > 3]
    for address in (
        f"postgresql+psycopg2://reader:{password}@localhost:1/ssd?connect_timeout=1",
        f"postgresql+psycopg2://reader@localhost:1/ssd?password={password}",
        f"postgres://reader:{password}@localhost/ssd",
        f"mssql+pyodbc://reader:{password}@[host/ssd",
        f"jdbc:postgresql://reader:{password}@localhost/ssd",
    ):
        with pytest.raises((InputError, MissingExtraError)) as caught:
            open_source([address], SourceOptions())
        for written in (password, password.replace("%40", "@"), *parts):
            assert written not in str(caught.value), address
            assert written not in repr(caught.value), address


def test_the_schema_is_no_part_of_the_address() -> None:
    """What follows ?schema= is for this library, the rest for the driver."""
    url, schema = read_address("postgresql://reader@host/ssd?schema=live&sslmode=require")
    assert (schema, dict(url.query)) == ("live", {"sslmode": "require"})


def test_a_password_with_an_at_sign_is_told_how_to_write_it() -> None:
    """SQLAlchemy takes what follows the first @ for the server, and the driver would repeat it as its name."""
    with pytest.raises(InputError, match="more than one @ in the address; write %40 for an @ within a password"):
        open_source(["postgresql+psycopg2://reader:leaf@twig@localhost:1/ssd"], SourceOptions())


def test_a_schema_that_is_not_there(tmp_path: Path) -> None:
    """Not "there is no table": it is the schema that is misspelt."""
    path = write_duckdb(smallest(), tmp_path / "ssd.duckdb", "HDM_Local")
    with pytest.raises(InputError, match='there is no schema "hdm"; name one that there is: HDM_Local'):
        open_source([str(path)], SourceOptions(settings={"schema": "hdm"}))


def test_a_schema_that_is_there_is_not_looked_for_among_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large server is slow to list its schemas, and a user may not be allowed to."""

    def listed(_: object) -> list[str]:
        raise AssertionError

    monkeypatch.setattr("sqlalchemy.engine.reflection.Inspector.get_schema_names", listed)
    path = tmp_path / "ssd.sqlite"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE of_another_kind (x TEXT)")
    assert [table.name for table in Database(*read_address(f"sqlite:///{path}?schema=main")).tables()] == ["of_another_kind"]


def test_an_option_that_there_is_not() -> None:
    """A setting that is misspelt would do nothing."""
    with pytest.raises(InputError, match="schema"):
        open_source(["."], SourceOptions(settings={"shema": "live"}))


@pytest.mark.slow
def test_a_source_that_stops_halfway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The children before are answered, and the error says how many there were and what to do."""
    path = write_sqlite(many(40), tmp_path / "ssd.sqlite")
    whole = opened(path).histories
    run = SqliteStore.rows

    def fails(store: SqliteStore, statement: Any) -> Iterator[tuple[Any, ...]]:
        for number, row in enumerate(run(store, statement)):
            if number == 500:
                raise StoppedError("the database stopped answering (OperationalError)", "run it again when the database answers")
            yield row

    monkeypatch.setattr(SqliteStore, "rows", fails)
    read: list[object] = []
    records = open_source([str(path)], SourceOptions())
    with pytest.raises(ExtractError) as caught:
        read.extend(records)
    assert 0 < len(read) < 40
    assert read == whole[: len(read)]
    assert str(caught.value) == (
        f"{path}: the database stopped answering (OperationalError) after {len(read)} children; run it again when the database answers"
    )


def test_ids_in_another_order_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that puts 10 after 9 would have the rows of a child in two places: told, and no child is split."""
    path = write_sqlite(many(12), tmp_path / "ssd.sqlite")
    run = SqliteStore.rows

    def by_number(store: SqliteStore, statement: Any) -> Iterator[tuple[Any, ...]]:
        rows = list(run(store, statement))
        yield from sorted(rows, key=lambda row: int(row[0])) if rows and len(rows[0]) > 4 else rows

    monkeypatch.setattr(SqliteStore, "rows", by_number)
    with pytest.raises(ExtractError, match="does not put ids in order letter by letter"):
        list(open_source([str(path)], SourceOptions()))


def test_more_than_one_source(tmp_path: Path) -> None:
    """An SSD is one."""
    with pytest.raises(ExtractError, match="one folder, file or database; give one"):
        open_source([str(tmp_path), str(tmp_path)], SourceOptions())


@pytest.mark.parametrize("package", ["sqlalchemy", "duckdb"])
def test_a_package_that_is_not_installed(package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra that has it is named."""
    import sys

    write_parquet(smallest(), tmp_path)
    if package == "sqlalchemy":
        for name in [name for name in sys.modules if name.startswith("lacreview_rules.sources.ssd.")]:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(
        MissingExtraError, match=rf'{package}, which is not installed; run in the folder of lacreview_rules: pip install "\.\[sql\]"'
    ):
        opening.open_source([str(tmp_path)], SourceOptions())


def test_an_sqlite_file_is_only_read(tmp_path: Path) -> None:
    """Also one that stands where nothing may be written, and while somebody else holds it for reading."""
    path = write_sqlite(smallest(), tmp_path / "ssd.sqlite")
    path.chmod(0o444)
    other = sqlite3.connect(path)
    other.execute("BEGIN")
    other.execute("SELECT * FROM ssd_person").fetchone()
    assert opened(path).children == ["1"]
    other.close()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["ssd.sqlite"]


def test_the_columns_of_these_tests_are_those_of_the_layout() -> None:
    """So that no test reads a column that the SSD does not have."""
    from lacreview_rules.sources.ssd.layout import MOST_COLUMNS, tables

    for name, table in tables().items():
        optional = {"clar_cla_person_id"}
        assert {column.name for column in table.columns.values()} - optional <= set(COLUMNS[name]), name
        assert len(table.cells) <= MOST_COLUMNS, name
    assert at("2025-05-01").year == 2025
