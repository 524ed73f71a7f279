"""The way into an SSD: a folder, a file or the address of a database, told apart by what is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.errors import ExtractError, Problem
from lacreview_rules.sources.addresses import is_database, shown_address
from lacreview_rules.sources.by_name import check_settings
from lacreview_rules.sources.door import Remark
from lacreview_rules.sources.ssd.kinds import EFFECTS
from lacreview_rules.sources.ssd.store import StoppedError, missing_extra
from lacreview_rules.sources.ssd.tables_found import known_name, name_within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lacreview_rules.sources.door import SourceOptions
    from lacreview_rules.sources.ssd.reading import SsdRecords
    from lacreview_rules.sources.ssd.store import Store

_DRIVERS_OWN = re.compile(r"(?i)\b(server|host|dsn|driver|data source|pwd|password)\s*=")
_SETTINGS = ("schema",)
_SQLITE = b"SQLite format 3\x00"
_DUCKDB_AT, _DUCKDB = 8, b"DUCK"


def open_source(addresses: Sequence[str], options: SourceOptions) -> SsdRecords:
    r"""The children of an SSD.

    Args:
        addresses: one: a folder of CSV or Parquet files, a DuckDB or SQLite file, or an address as SQLAlchemy takes it.
        options: how to read it.

    Raises:
        ExtractError: nothing can be read.
        MissingExtraError: a package that it needs is not installed.

    Example:
        >>> from tempfile import TemporaryDirectory
        >>> from lacreview_rules.sources.door import SourceOptions
        >>> episodes = "clae_person_id,clae_cla_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,"
        >>> episodes += "clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason\n1,P1,2025-05-01 00:00:00,S,,\n"
        >>> with TemporaryDirectory() as folder:
        ...     _ = (Path(folder) / "ssd_cla_episodes.csv").write_text(episodes, encoding="utf-8")
        ...     [str(history.events[0].on) for history in open_source([folder], SourceOptions())]
        ['2025-05-01']
    """
    check_settings(options, _SETTINGS, "ssd")
    if len(addresses) != 1:
        raise ExtractError([Problem("", "an SSD is one folder, file or database", "give one")])
    source = addresses[0]
    if not is_database(source) and _DRIVERS_OWN.search(source):
        # It may hold a password, and is not repeated.
        remedy = "write it as dialect+driver://user@host/database, or encoded, as in mssql+pyodbc:///?odbc_connect=…"
        raise ExtractError([Problem("", "the source is written as a driver takes it, not as an address", remedy)])
    try:
        from lacreview_rules.sources.ssd.reading import SsdRecords  # noqa: PLC0415 - needs SQLAlchemy
    except ImportError as error:
        if error.name is None or not error.name.startswith("sqlalchemy"):
            raise
        raise missing_extra("sqlalchemy") from None
    return SsdRecords(lambda: _store(source, options.settings.get("schema")), shown_address(source), options)


def _store(source: str, schema: str | None) -> Store:
    """The place that holds an SSD, opened.

    Raises:
        StoppedError: there is none, or it cannot be read.
        ExtractError: the same, with the place of each fault.
    """
    from lacreview_rules.sources.ssd.database import Database, read_address  # noqa: PLC0415 - needs SQLAlchemy

    if not is_database(source):
        return _of_path(Path(source), schema)
    url, named = read_address(source)
    schema = schema or named
    if url.get_backend_name() in {"sqlite", "duckdb"} and url.database and url.database != ":memory:":
        return _of_path(Path(url.database), schema)
    return Database(url, schema)


def _not_read(folder: Path, read: Sequence[Path]) -> Iterator[Remark]:
    """What is called as a table is, and is no file that is read: packed, of another form, or a folder."""
    for entry in sorted(folder.iterdir()):
        if entry not in read and known_name(entry.name.partition(".")[0]) is not None:
            problem = Problem(
                entry.name, "it was not read: it is no file of CSV (.csv, .txt, .tsv) or Parquet (.parquet, .pq)", "write it as one"
            )
            yield Remark("table-left-alone", problem, used=False, effect=EFFECTS["table-left-alone"])
        elif known_name(entry.stem) is None and (within := name_within(entry.name)) is not None:
            what = f"it was not read: {within} stands in its name, and it is called otherwise"
            remedy = f"call it {within}, if it is the table that is meant; otherwise take it away"
            yield Remark("table-left-alone", Problem(entry.name, what, remedy), used=False, effect=EFFECTS["table-left-alone"])


def _of_path(path: Path, schema: str | None) -> Store:
    from lacreview_rules.sources.ssd.csv_folder import CsvStore, csv_files  # noqa: PLC0415 - needs SQLAlchemy
    from lacreview_rules.sources.ssd.duckdb_file import DuckdbStore, ParquetStore, parquet_files  # noqa: PLC0415 - the same
    from lacreview_rules.sources.ssd.sqlite_file import open_sqlite  # noqa: PLC0415 - the same

    no_schema = StoppedError("--input-option schema is for a database, and this has no schemas", "leave it out")
    try:
        if path.is_dir():
            if schema is not None:
                raise no_schema
            written, columnar = csv_files(path), parquet_files(path)
            both = [next((path.name for path in files if known_name(path.stem)), None) for files in (written, columnar)]
            if all(both):
                what = f"the folder holds CSV ({both[0]}) and Parquet ({both[1]})"
                raise StoppedError(what, "leave the files of one kind")
            store = ParquetStore(path, columnar) if both[1] else CsvStore(path, [*written, *columnar])
            store.remarks += _not_read(path, [*written, *columnar])
            return store
        with path.open("rb") as file:
            start = file.read(len(_SQLITE))
    except OSError as error:
        raise StoppedError(f"it cannot be read: {error.strerror or 'it is no file'}", "check the path, and who may read it") from None
    if start == _SQLITE and schema is not None:
        raise no_schema
    if start == _SQLITE:
        return open_sqlite(path)
    if start[_DUCKDB_AT:][: len(_DUCKDB)] == _DUCKDB:
        return DuckdbStore(str(path), path, schema)
    if not start:
        raise StoppedError(
            "the file is empty", "give a folder of CSV or Parquet files, a DuckDB or SQLite file, or the address of a database"
        )
    what = "the file is neither a DuckDB nor an SQLite database"
    raise StoppedError(what, "give a folder for CSV or Parquet files: each is one table")
