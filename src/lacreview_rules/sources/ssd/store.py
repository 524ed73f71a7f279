"""What every place that can hold an SSD offers: its tables, and the rows that a statement gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.errors import MissingExtraError, extra_needed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lacreview_rules.sources.door import Remark
    from lacreview_rules.sources.ssd.tables_found import FoundTable, SourceTable

_MOST_SHOWN = 20


class StoppedError(Exception):
    """A source that does not answer, or not any longer: what is wrong, and the remedy; never what a row holds."""

    def __init__(self, what: str, remedy: str, *, refused: bool = False) -> None:
        """Say what is wrong.

        Args:
            what: is wrong.
            remedy: what to do.
            refused: whether the source answers, but does not let this be read.
        """
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.refused = refused


class Store:
    """One place that holds an SSD, opened for reading. It is closed with the last of the rows.

    Attributes:
        shown: what messages call it; never with a password.
        kind: what a table is there: "table" or "file".
        several: what to do about two tables of one kind.
        dialect: the SQL that it understands, as SQLAlchemy has it.
        together: whether all rows are of one and the same time.
        remarks: what was found wrong while it was opened and loaded.
    """

    kind = "table"
    several = "leave one"
    together = True

    def __init__(self, shown: str, dialect: Any) -> None:
        self.shown = shown
        self.dialect = dialect
        self.remarks: list[Remark] = []

    def tables(self) -> Sequence[SourceTable]:
        """The tables, or what may be one.

        Raises:
            StoppedError: the source cannot be read.
        """
        raise NotImplementedError

    def load(self, found: Mapping[str, FoundTable]) -> None:
        """Make the tables ready to be asked for; most sources are."""
        del found

    def rows(self, statement: Any) -> Iterator[tuple[Any, ...]]:
        """The rows that a statement gives, a few at a time.

        Raises:
            StoppedError: the source does not answer, or not any longer.
        """
        raise NotImplementedError

    def check(self, statement: Any) -> None:
        """Ask a statement that gives no rows, to see whether it may be asked; what follows is as if it had not been.

        Raises:
            StoppedError: it may not.
        """
        list(self.rows(statement))

    def close(self) -> None:
        """Let go of the source."""

    def text_of(self, statement: Any) -> str:
        """A statement as the text that the source takes."""
        return str(statement.compile(dialect=self.dialect, compile_kwargs={"literal_binds": True}))


def missing_extra(name: str) -> MissingExtraError:
    """The error that says what to install.

    Example:
        >>> print(missing_extra("sqlalchemy"))
        an SSD needs the package sqlalchemy, which is not installed; run in the folder of lacreview_rules: pip install ".[sql]"
    """
    return MissingExtraError(extra_needed("an SSD needs the package", name, "sql"))


def missing_driver(name: str | None) -> MissingExtraError:
    """The error that says which driver of a database to install, if it is known.

    Example:
        >>> print(missing_driver("psycopg"))
        the address needs the package psycopg, the driver of the database; install it with pip, or name the driver that you have, as in postgresql+psycopg2://
    """
    other = ", or name the driver that you have, as in postgresql+psycopg2://" if name == "psycopg" else ""
    driver = f"the package {name}, the driver of the database" if name else "the driver of the database"
    return MissingExtraError(f"the address needs {driver}; install it with pip{other}")


def no_such_schema(asked: str, known: Sequence[str]) -> StoppedError:
    """The error that says which schemas there are.

    Example:
        >>> print(no_such_schema("hdm", ["HDM", "public"]).remedy)
        name one that there is: HDM, public
    """
    more = f" and {len(known) - _MOST_SHOWN} more" if len(known) > _MOST_SHOWN else ""
    return StoppedError(f'there is no schema "{asked}"', f"name one that there is: {', '.join(known[:_MOST_SHOWN])}{more}")
