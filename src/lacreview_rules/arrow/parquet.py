"""Events from Parquet files, one file after another, and due dates into one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from lacreview_rules.arrow.event_columns import EVENT_COLUMNS, check_columns
from lacreview_rules.arrow.one_table import one_table
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
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

        Args:
            paths: files, and folders of files.

        Raises:
            InputError: a file is no Parquet, or lacks a column, or a folder has no files; every file's problems are told.
        """
        self._paths: list[Path] = []
        self._columns: list[tuple[str, ...]] = []
        self.rows = 0
        first: list[tuple[int, str]] = []
        problems: list[Problem] = []
        for given in paths:
            try:
                parts = parts_of_folder(given) if given.is_dir() else [(given, str(given))]
            except InputError as error:
                problems += _of(str(given), error)
                continue
            for path, named in parts:
                try:
                    columns, rows = _looked_at(path)
                except InputError as error:
                    problems += _of(named, error)
                    continue
                first.append((self.rows, named))
                self._paths.append(path)
                self._columns.append(columns)
                self.rows += rows
        if problems:
            raise InputError(problems)
        self._names = tuple(name for _, name in first)
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
        """All rows at once. A column that the files hold in different types is read as from each file by itself.

        Raises:
            InputError: a file cannot be read, or the files hold a column in types that do not go together.
        """
        tables = []
        for path, columns in zip(self._paths, self._columns, strict=True):
            with opened(path) as file:
                tables.append(file.read(columns=list(columns)))
        return one_table(tables, self._names)


def _of(name: str, error: InputError) -> list[Problem]:
    return [Problem(f"{name}: {one.where}".rstrip(": "), one.what, one.remedy) for one in error.problems]


def _looked_at(path: Path) -> tuple[tuple[str, ...], int]:
    """The columns to read of a file, and how many rows it has.

    Raises:
        InputError: it is no Parquet, a column is missing or of a type that is not read, or days in it are moments.
    """
    with opened(path) as file:
        schema = file.schema_arrow
        columns = check_columns(schema, is_empty=lambda name: file.read(columns=[name]).column(name).null_count == file.metadata.num_rows)
        check_no_moments(file, {name: name for name in columns})
        return columns, file.metadata.num_rows


def check_no_moments(file: Any, columns: Mapping[str, str], *, source: str = "") -> None:
    """Refuse timestamps in the old form INT96, which Spark writes: moments in universal time, from which the zone is lost.

    Args:
        file: a Parquet file.
        columns: the columns that are read, by their headings in the file, each with its own name.
        source: the file, for an error.

    Raises:
        InputError: a column holds them; a day at midnight in summer would be the day before.
    """
    what = "timestamps in the form INT96, as Spark writes them, are moments, not days"
    remedy = "make it a date in the zone in which it was recorded"
    stored = [file.schema.column(place) for place in range(len(file.schema))]
    moments = [one.path for one in stored if one.physical_type == "INT96" and one.path in columns]
    if moments:
        raise InputError([Problem(f'column "{columns[name]}"', what, remedy) for name in moments], source)


def parts_of_folder(folder: Path) -> list[tuple[Path, str]]:
    """The Parquet files of a folder, as Spark, Dask and DuckDB write them, with what an error calls each.

    Names that begin with "." or "_" are those of what is no part. In a folder named "key=value" the value may be a child's: it is
    not told.

    Raises:
        InputError: there are none, or the names of folders hold a column of a table of events, which the files then do not.
    """
    found = sorted(path.relative_to(folder) for path in folder.rglob("*.parquet") if path.is_file())
    parts = [part for part in found if not any(name.startswith((".", "_")) for name in part.parts)]
    if not parts:
        raise InputError([Problem("", "it is a folder without Parquet files", "name the files, or a folder of them")])
    keys = {name.partition("=")[0] for part in parts for name in part.parts[:-1] if "=" in name}
    wrong = [name for name in EVENT_COLUMNS if name in keys]
    if wrong:
        what, remedy = "it is in the names of folders, which are not read, and not in their files", "write it into the files too"
        raise InputError([Problem(f'column "{name}"', what, remedy) for name in wrong])
    return [(folder / part, f"{folder}: file {number} of {len(parts)}") for number, part in enumerate(parts, start=1)]


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
        if path.is_dir():
            raise InputError([Problem("", "it is a folder", "name a file in it")], str(path)) from None
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
