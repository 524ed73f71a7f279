"""One Parquet file of events under loose headings, child after child."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa

from lacreview_rules.arrow.event_columns import check_columns
from lacreview_rules.arrow.histories import read_children, told_by_row
from lacreview_rules.arrow.parquet import check_no_moments, opened
from lacreview_rules.arrow.schedules import parts_of
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.files.headings import named_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lacreview_rules.arrow.histories import ChildRead
    from lacreview_rules.files.headings import Names


class ParquetTable:
    """A Parquet file as a table of events, the rows of a child anywhere in it.

    Attributes:
        rows: how many rows it has.
        unknown: the places of columns whose headings name nothing that is read, counted from 0.
        misspelt: the columns that were found by a heading a letter or two away.
        has_profile: whether a row names a profile.
    """

    def __init__(
        self, path: Path, names: Mapping[str, Names], most_cells: int, typed: Callable[[str, str], str | None] = lambda _, text: text
    ) -> None:
        """Read the columns that are needed.

        Args:
            path: the file.
            names: what each column may be called.
            most_cells: how many cells are read, for they are held in memory.
            typed: what a text in a named column stands for, as the history format writes it; None for nothing.

        Raises:
            InputError: it is no Parquet, days in it are moments, a column is missing, there twice, or of a type that is not read,
                or there are too many rows.
        """
        self._path = path
        with opened(path) as file:
            found = named_columns(file.schema_arrow.names, names)
            twice = [Problem(f'column "{name}"', "it is there twice", "leave one") for name, _, _ in found.twice]
            if twice:
                raise InputError(twice, str(path))
            self.rows: int = file.metadata.num_rows
            self.unknown, self.misspelt = found.others, found.misspelt
            headings = {file.schema_arrow.names[place]: name for name, place in found.at.items()}
            if self.rows * len(headings) > most_cells:
                what = f"its {self.rows:,} rows have {self.rows * len(headings):,} cells, and at most {most_cells:,} are read at once"
                raise InputError([Problem("", what, "read it by lacreview batches, which reads in a stream")], str(path))
            check_no_moments(file, headings, source=str(path))
            table = file.read(columns=list(headings))
        self._table = _as_meant(table.rename_columns([headings[name] for name in table.schema.names]), typed)
        self.has_profile = "profile" in found.at and self._table.column("profile").null_count < self.rows
        check_columns(self._table.schema, source=str(path), is_empty=lambda name: self._table.column(name).null_count == self.rows)

    def children(self) -> Iterator[tuple[ChildRead, Callable[[Problem], Problem]]]:
        """Each child, in the order in which they first come, and what tells a problem of its history by its row."""
        for part in parts_of(self._table):
            for read in read_children(part):
                yield read, partial(told_by_row, rows=part.rows, start=read.first)


def _as_meant(table: pa.Table, typed: Callable[[str, str], str | None]) -> pa.Table:
    """A table with each text in it as it is meant: every one is looked at once, however often it stands there."""
    for place, name in enumerate(table.schema.names):
        kind = table.schema.field(name).type
        if not _is_text(kind.value_type if pa.types.is_dictionary(kind) else kind):
            continue
        column = table.column(name).unify_dictionaries().combine_chunks()
        column = column if pa.types.is_dictionary(kind) else column.dictionary_encode()
        texts = column.dictionary.to_pylist()
        meant = [None if text is None else typed(name, text) for text in texts]
        if meant != texts:
            table = table.set_column(place, name, pa.array(meant, pa.string()).take(column.indices))
    return table


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))
