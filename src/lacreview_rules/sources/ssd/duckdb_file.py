"""An SSD in a DuckDB file, or in Parquet files, which DuckDB reads; nothing is written but what does not fit in memory."""

from __future__ import annotations

import re
from contextlib import suppress
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql

from lacreview_rules.sources.ssd.store import StoppedError, Store, missing_extra, no_such_schema
from lacreview_rules.sources.ssd.tables_found import SourceTable, known_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lacreview_rules.sources.ssd.tables_found import Holds

_AT_ONCE = 2_048
_MEMORY = "256MB"
_ROW = "file_row_number"
_NUMBERS = re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|REAL|DECIMAL.*|BOOLEAN", re.ASCII)
_REMEDY = "check the path, and that the file is whole, may be read, and is not open for writing elsewhere"


class DuckdbStore(Store):
    """A connection to DuckDB. It installs nothing and reads nothing but what it is given."""

    several = "name the schema to read: --input-option schema=NAME"

    def __init__(self, shown: str, path: Path | None = None, schema: str | None = None) -> None:
        """Open the database.

        Raises:
            StoppedError: it cannot be opened.
        """
        super().__init__(shown, postgresql.dialect())  # type: ignore[no-untyped-call]
        try:
            import duckdb  # noqa: PLC0415 - only where it is asked for
        except ImportError:
            raise missing_extra("duckdb") from None
        self._error = duckdb.Error
        self._schema = schema
        self._scratch = TemporaryDirectory(prefix="lacreview")
        config: dict[str, Any] = {
            "memory_limit": _MEMORY,
            "temp_directory": self._scratch.name,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        try:
            self._connection = duckdb.connect(":memory:" if path is None else str(path), read_only=path is not None, config=config)
            self._connection.execute("BEGIN TRANSACTION")
        except duckdb.Error as error:
            self._scratch.cleanup()
            raise StoppedError(f"DuckDB cannot open it ({type(error).__name__})", _REMEDY) from None

    def tables(self) -> list[SourceTable]:
        """The tables and views of all schemas."""
        columns: dict[tuple[str, str], dict[str, Holds]] = {}
        text = (
            "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns()"
            " WHERE NOT internal AND database_name = current_database() ORDER BY schema_name, table_name, column_index"
        )
        for schema, table, name, declared in self._run(text):
            columns.setdefault((schema, table), {})[name] = _holds(declared)
        schemas = sorted({schema for schema, _ in columns})
        if self._schema is not None and self._schema not in schemas:
            raise no_such_schema(self._schema, schemas)
        return [
            SourceTable(schema, table, f"{schema}.{table}", names)
            for (schema, table), names in columns.items()
            if self._schema in (None, schema)
        ]

    def rows(self, statement: Any) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, a few at a time."""
        return self._run(self.text_of(statement))

    def _run(self, text: str) -> Iterator[tuple[Any, ...]]:
        try:
            self._connection.execute(text)
            while rows := self._connection.fetchmany(_AT_ONCE):
                yield from rows
        except self._error as error:
            raise StoppedError(f"DuckDB cannot read on ({type(error).__name__})", _REMEDY) from None

    def close(self) -> None:
        """Let go of the files."""
        with suppress(self._error):
            self._connection.close()
        self._scratch.cleanup()


class ParquetStore(DuckdbStore):
    """A folder of Parquet files, one a table."""

    kind = "file"
    several = "leave one of the files in the folder"

    def __init__(self, folder: Path, files: Sequence[Path]) -> None:
        super().__init__(str(folder))
        self._files = files

    def tables(self) -> list[SourceTable]:
        """The files, each as a view with the number of each row."""
        found = []
        for number, path in enumerate(self._files):
            if known_name(path.stem) is None:
                found.append(SourceTable(None, path.stem, path.name, {}))
                continue
            view = f"{known_name(path.stem)}_{number}"
            try:
                self._connection.execute(
                    f'CREATE VIEW "{view}" AS SELECT * EXCLUDE ({_ROW}), {_ROW} + 1 AS {_ROW}'  # noqa: S608 - quoted, as it must be
                    f" FROM read_parquet('{_as_it_is(path)}', file_row_number = true)"
                )
                described = self._connection.execute(f'DESCRIBE "{view}"').fetchall()
            except self._error as error:
                _check_readable(path)
                raise StoppedError(
                    f"{path.name} is not Parquet, or is damaged ({type(error).__name__})", "write it again as Parquet"
                ) from None
            columns: dict[str, Holds] = {name: _holds(declared) for name, declared, *_ in described if name != _ROW}
            found.append(SourceTable(None, path.stem, path.name, columns, _ROW, view))
        return found


def _as_it_is(path: Path) -> str:
    """A path in which no letter stands for others, as text of SQL."""
    return re.sub(r"([*?\[])", r"[\1]", str(path)).replace("'", "''")


def _holds(declared: str) -> Holds:
    if declared == "DATE" or declared.startswith("TIMESTAMP"):
        return "date"
    if _NUMBERS.fullmatch(declared):
        return "number"
    return "text" if declared.startswith(("VARCHAR", "ENUM", "UUID")) else "other"


def parquet_files(folder: Path) -> list[Path]:
    """The Parquet files of a folder."""
    suffixes = {".parquet", ".pq"}
    return [path for path in sorted(folder.iterdir()) if path.suffix.casefold() in suffixes and path.is_file()]


def _check_readable(path: Path) -> None:
    """Refuse a file that the system does not give, which DuckDB takes for a damaged one."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise StoppedError(f"{path.name}: it cannot be read: {error.strerror}", "check the path, and who may read it") from None
