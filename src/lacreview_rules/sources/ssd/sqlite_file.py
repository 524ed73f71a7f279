"""An SSD in an SQLite file, opened for reading alone and read in one transaction."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import sqlite

from lacreview_rules.sources.ssd.store import StoppedError, Store
from lacreview_rules.sources.ssd.tables_found import SourceTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_ONCE = 1_000
_REMEDY = "check the path, and that the file is whole and may be read"


class SqliteStore(Store):
    """A connection to SQLite that is only read from."""

    def __init__(self, shown: str, connection: sqlite3.Connection) -> None:
        super().__init__(shown, sqlite.dialect())
        self._connection = connection

    def tables(self) -> list[SourceTable]:
        """The tables and views; what a column holds is not declared in SQLite, and is read as text."""
        names = [name for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")]
        return [
            SourceTable(None, name, name, {row[1]: "text" for row in self._rows(f"PRAGMA table_info({_quoted(name)})")}) for name in names
        ]

    def rows(self, statement: Any) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, a few at a time."""
        return self._rows(self.text_of(statement))

    def _rows(self, text: str) -> Iterator[tuple[Any, ...]]:
        try:
            cursor = self._connection.execute(text)
            while rows := cursor.fetchmany(_AT_ONCE):
                yield from rows
        except sqlite3.Error as error:
            raise StoppedError(_what(error), _REMEDY) from None

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def _what(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or type(error).__name__
    return f"SQLite cannot read on ({name})"


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def open_sqlite(path: Path) -> SqliteStore:
    """An SQLite file, in one transaction that only reads.

    Raises:
        StoppedError: it cannot be opened.
    """
    if not path.is_file():
        raise StoppedError("there is no such file", "check the path")
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        connection.text_factory = _text  # bytes in a cell spoil that cell, and not all that is read
        connection.execute("BEGIN DEFERRED")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise StoppedError(_what(error), _REMEDY) from None
    return SqliteStore(str(path), connection)
