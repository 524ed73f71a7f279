"""An SSD in a database, found by its address: read only, in one snapshot where the database has such a thing.

No message holds the password of the address, nor what a row holds.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

from sqlalchemy import create_engine, inspect, text
from sqlalchemy import types as sql_types
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from lacreview_rules.sources.addresses import shown_address
from lacreview_rules.sources.ssd.store import StoppedError, Store, missing_driver, no_such_schema
from lacreview_rules.sources.ssd.tables_found import SourceTable, known_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import URL, Inspector

    from lacreview_rules.sources.ssd.tables_found import Holds

_AT_ONCE = 1_000
_SNAPSHOTS = {"postgresql": "REPEATABLE READ", "mssql": "SNAPSHOT", "mysql": "REPEATABLE READ", "mariadb": "REPEATABLE READ"}
"""By dialect, the isolation in which all that is read in a transaction is of one time."""
SNAPSHOT_ALLOWED = "SELECT snapshot_isolation_state FROM sys.databases WHERE name = DB_NAME()"
"""What SQL Server is asked first: without ALLOW_SNAPSHOT_ISOLATION the isolation is taken, and the first table read is refused."""
_NO_RIGHT = frozenset({"42501", "229", "1142"})
_INSIDE = frozenset({"information_schema", "sys", "pg_catalog", "pg_toast", "guest"})
_REMEDY = "run it again when the database answers"


def read_address(source: str) -> tuple[URL, str | None]:
    """An address of SQLAlchemy, and the schema that it names with ``?schema=``.

    Raises:
        StoppedError: it is no such address; the address itself is not repeated, for it may hold a password.
    """
    try:
        url = make_url(source)
    except (ArgumentError, ValueError):
        raise StoppedError(
            "it is not the address of a database", "write it as dialect+driver://user@host/database; the pages of SQLAlchemy show each"
        ) from None
    names = (url.username, url.host, url.database, *url.query)
    if any("@" in str(name) for name in names):  # then part of the password is taken for a name, which the driver would repeat
        raise StoppedError("there is more than one @ in the address", "write %40 for an @ within a password or another part")
    schema = url.query.get("schema")
    return url.difference_update_query(["schema"]), schema if isinstance(schema, str) else None


class Database(Store):
    """A connection to a database, in one transaction that only reads."""

    several = "name the schema to read: --input-option schema=NAME"

    def __init__(self, url: URL, schema: str | None = None) -> None:
        """Connect.

        Raises:
            StoppedError: the database cannot be reached.
            MissingExtraError: its driver is not installed.
        """
        self._schema = schema
        self._secrets = {str(one) for one in (url.password, *url.query.values()) if one}
        try:
            engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
        except NoSuchModuleError:
            known = "postgresql+psycopg, mssql+pyodbc, mysql+pymysql, oracle+oracledb"
            raise StoppedError("SQLAlchemy does not know this kind of database", f"begin the address with one like {known}") from None
        except ImportError as error:
            raise missing_driver(error.name) from None
        except SQLAlchemyError:
            raise StoppedError("the address is not one that its kind of database takes", "check each part of it") from None
        super().__init__(shown_address(url.render_as_string(hide_password=True)), engine.dialect)
        self._engine = engine
        isolation = _SNAPSHOTS.get(engine.dialect.name)
        try:
            self._connection = engine.connect()
            if isolation is not None:
                self._connection = self._in_one_snapshot(isolation)
            elif engine.dialect.name != "oracle":  # which reads every statement as of one moment, and all rows come of one
                self.together = False
            if engine.dialect.name == "postgresql":
                self._connection.execute(text("SET LOCAL datestyle TO 'ISO, YMD'"))
        except DBAPIError as error:
            raise StoppedError(
                f"the database cannot be reached: {self._without_secrets(error)}", "check the address, and who may read it"
            ) from None
        except ImportError as error:
            raise missing_driver(error.name) from None

    def _in_one_snapshot(self, isolation: str) -> Any:
        """The connection in the isolation that gives one snapshot; as it is, where the database does not allow that."""
        options: dict[str, Any] = {"isolation_level": isolation}
        if self.dialect.name == "postgresql":
            options["postgresql_readonly"] = True
        try:
            allowed = self.dialect.name != "mssql" or self._connection.execute(text(SNAPSHOT_ALLOWED)).scalar() == 1
            self._connection.rollback()
            if not allowed:
                self.together = False
                return self._connection
            wanted = self._connection.execution_options(**options)
            wanted.execute(text("SELECT 1"))
        except (DBAPIError, ArgumentError, NotImplementedError):
            self.together = False
            self._connection.close()
            return self._engine.connect()
        return wanted

    def _without_secrets(self, error: DBAPIError) -> str:
        """The first line of what a driver says of a connection, without anything secret."""
        said = next(iter(str(error.orig).strip().splitlines()), type(error.orig).__name__)
        for secret in sorted(self._secrets, key=len, reverse=True):
            for written in (secret, quote(secret), quote_plus(secret)):
                said = said.replace(written, "***")
        return said.rstrip(".")

    def tables(self) -> list[SourceTable]:
        """The tables and views of all schemas, or of the one that the address names."""
        try:
            inspector = inspect(self._connection)
            found = []
            for schema in [self._schema] if self._schema else _schemas(inspector):
                for name in (*inspector.get_table_names(schema), *inspector.get_view_names(schema)):
                    columns: dict[str, Holds] = {}
                    if known_name(name) is not None:
                        columns = {column["name"]: _holds(column["type"]) for column in inspector.get_columns(name, schema)}
                    found.append(SourceTable(schema, name, f"{schema}.{name}", columns))
            known = _schemas(inspector) if self._schema and not found else []
        except SQLAlchemyError as error:
            raise self._stopped(error) from None
        if self._schema and not found and self._schema not in known:
            raise no_such_schema(self._schema, known)
        return found

    def rows(self, statement: Any) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, a few at a time; the database keeps the others."""
        try:
            result = self._connection.execution_options(stream_results=True, max_row_buffer=_AT_ONCE).execute(statement)
            for some in result.partitions(_AT_ONCE):
                yield from map(tuple, some)
        except SQLAlchemyError as error:
            raise self._stopped(error) from None

    def check(self, statement: Any) -> None:
        """Ask a statement that gives no rows; one that fails would else end the whole transaction."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(statement).all()
        except SQLAlchemyError as error:
            raise self._stopped(error) from None

    def _stopped(self, error: SQLAlchemyError) -> StoppedError:
        original = getattr(error, "orig", None)
        code = str(getattr(original, "sqlstate", None) or getattr(original, "pgcode", None) or "")
        codes = {code, *(str(one) for one in getattr(original, "args", ())[:1])}
        if codes & _NO_RIGHT:
            return StoppedError("the user of the address may not read it", "have the right to SELECT granted to that user", refused=True)
        kind = type(original or error).__name__
        return StoppedError(f"the database stopped answering ({kind}{f' {code}' if code else ''})", _REMEDY)

    def close(self) -> None:
        """Let go of the connection."""
        with suppress(SQLAlchemyError):
            self._connection.close()
        self._engine.dispose()


def _schemas(inspector: Inspector) -> list[str]:
    """The names of all schemas, less those of the database itself: on a large server, slow to list."""
    return [one for one in inspector.get_schema_names() if not _is_inside(one)]


def _is_inside(schema: str) -> bool:
    return schema.casefold() in _INSIDE or schema.casefold().startswith(("pg_", "db_"))


def _holds(declared: Any) -> Holds:
    if isinstance(declared, (sql_types.Date, sql_types.DateTime)):
        return "date"
    if isinstance(declared, (sql_types.Integer, sql_types.Numeric, sql_types.Boolean)):
        return "number"
    return (
        "other"
        if isinstance(declared, (sql_types.LargeBinary, sql_types.ARRAY, sql_types.JSON, sql_types.Interval, sql_types.Time))
        else "text"
    )
