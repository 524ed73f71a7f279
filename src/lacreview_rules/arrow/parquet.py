"""Events from Parquet files, one file after another, and due dates into one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from lacreview_rules.arrow.event_columns import check_columns
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

_ROWS_READ = 65_536
_ROWS_IN_A_GROUP = 131_072


class EventFiles:
    """Parquet files of events, read as one table.

    Attributes:
        rows: how many rows they have in all.
        files: for each file, the number of its first row in the whole, and its name; empty for a single file.
        names_profiles: whether there is a column of profiles.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        """Look at what the files hold.

        Raises:
            InputError: a file is no Parquet, or lacks a column; every file's problems are told.
        """
        self._paths = tuple(paths)
        self._columns: list[tuple[str, ...]] = []
        self.rows = 0
        first: list[tuple[int, str]] = []
        problems: list[Problem] = []
        for path in self._paths:
            first.append((self.rows, str(path)))
            try:
                with opened(path) as file:
                    self.rows += file.metadata.num_rows
                    self._columns.append(check_columns(file.schema_arrow))
            except InputError as error:
                problems += (Problem(f"{path}: {problem.where}".rstrip(": "), problem.what, problem.remedy) for problem in error.problems)
        if problems:
            raise InputError(problems)
        self.files = tuple(first) if len(first) > 1 else ()
        self.names_profiles = any("profile" in columns for columns in self._columns)

    def batches(self) -> Iterator[Any]:
        """The rows of every file, read as they are needed.

        Raises:
            InputError: a file cannot be read on.
        """
        for path, columns in zip(self._paths, self._columns, strict=True):
            with opened(path) as file:
                yield from file.iter_batches(batch_size=_ROWS_READ, columns=list(columns), use_threads=False)

    def table(self) -> Any:
        """All rows at once.

        Raises:
            InputError: a file cannot be read, or the files hold a column in types that do not go together.
        """
        tables = []
        for path, columns in zip(self._paths, self._columns, strict=True):
            with opened(path) as file:
                tables.append(file.read(columns=list(columns)))
        try:
            return pa.concat_tables(tables, promote_options="permissive")
        except (pa.ArrowInvalid, pa.ArrowTypeError):
            what = "they hold the same column in types that do not go together"
            raise InputError([Problem("", what, "write them alike")], ", ".join(map(str, self._paths))) from None


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """A Parquet file; what goes wrong with it while it is open is told as an error of input."""
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, UnicodeDecodeError):
        what, remedy = "it is not Parquet, or part of it is missing or damaged", "write it again as Parquet"
        raise InputError([Problem("", what, remedy)], str(path)) from None
    except OSError as error:
        if error.errno is None:  # pyarrow tells a damaged file so
            raise InputError([Problem("", "it is damaged", "write it again as Parquet")], str(path)) from None
        raise InputError([Problem("", f"it cannot be read: {error.strerror or 'it is not a file'}", "check the path")], str(path)) from None


@contextmanager
def due_dates_file(path: Path, schema: Any) -> Iterator[Callable[[Any], None]]:
    """A Parquet file to which batches are given one after another. Few rows are held back at any time."""
    waiting: list[Any] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:

        def put(batch: Any) -> None:
            waiting.append(batch)
            if sum(map(len, waiting)) >= _ROWS_IN_A_GROUP:
                flush()

        def flush() -> None:
            if waiting:
                writer.write_table(pa.Table.from_batches(waiting, schema), row_group_size=_ROWS_IN_A_GROUP)
                waiting.clear()

        yield put
        flush()
