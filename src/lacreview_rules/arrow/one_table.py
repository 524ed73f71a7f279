"""Several tables of events as one, though a column is of another type in each.

Last year's extract has days as dates and this year's as text; one file has words, the other categories. What is read of each
by itself is read of both together: days, times and words are put as text, and numbers as numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute

from lacreview_rules.arrow.cells import counts, days, numbers, shown_type, times, words
from lacreview_rules.arrow.event_columns import EVENT_COLUMNS
from lacreview_rules.arrow.plain_arrays import as_text, is_whole_decimal, plain
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

pc: Any = pyarrow.compute  # its functions are made when it is loaded, where no type checker sees them


def one_table(tables: Sequence[Any], names: Sequence[str]) -> Any:
    """The rows of all tables, one after the other, with the columns of any.

    Args:
        tables: tables whose columns are read, each by itself.
        names: what an error calls each.

    Raises:
        InputError: a column is held in types that do not go together; says which, and of what type in which table.
    """
    problems = []
    for column in EVENT_COLUMNS:
        having = [number for number, table in enumerate(tables) if column in table.schema.names]
        kinds = {number: tables[number].schema.field(column).type for number in having}
        filled = {number: kind for number, kind in kinds.items() if not pa.types.is_null(kind)}
        if len(set(filled.values())) < 2:  # noqa: PLR2004 - one type, or none
            continue
        arrays = {number: plain(tables[number].column(column)) for number in filled}
        if len({array.type for array in arrays.values()}) > 1:
            arrays = {number: _common(column, array) for number, array in arrays.items()}
        types = {number: array.type for number, array in arrays.items()}
        first = next(iter(types))
        other = next((number for number in types if types[number] != types[first]), None)
        if other is not None:
            told = [f"{shown_type(kinds[number])} in {names[number]}" for number in (first, other)]
            problems.append(Problem(f'column "{column}"', f"it is {told[0]} and {told[1]}", "write it as one type in all files"))
            continue
        tables = [_with(table, column, arrays.get(number)) for number, table in enumerate(tables)]
    if problems:
        raise InputError(problems)
    return pa.concat_tables(tables, promote_options="permissive")


def _with(table: Any, column: str, array: Any) -> Any:
    return table if array is None else table.set_column(table.schema.get_field_index(column), column, array)


def _common(column: str, array: Any) -> Any:
    """A plain array as the one type in which its column can be read, whatever type it has; as it is if there is none."""
    read, types, kind = EVENT_COLUMNS[column].read, pa.types, array.type
    if read in (counts, numbers):
        return pc.cast(array, pa.float64(), safe=False) if types.is_integer(kind) or is_whole_decimal(kind) else array
    if read is days:
        return _days_as_text(array)
    if read is times and types.is_time(kind):
        return pc.cast(pc.cast(array, pa.time32("s"), safe=False), pa.string())
    if read is words and types.is_boolean(kind):
        return pc.cast(array, pa.string())
    if types.is_large_string(kind):
        return pc.cast(array, pa.string())
    return as_text(array)


def _days_as_text(array: Any) -> Any:
    """Days as text; a timestamp that has a time of day keeps it, so that it is refused as it would be by itself."""
    if pa.types.is_timestamp(array.type):
        midnight = pc.equal(array, pc.floor_temporal(array, unit="day"))
        day, moment = (pc.cast(pc.cast(array, kind), pa.string()) for kind in (pa.date32(), pa.timestamp("us")))
        return pc.if_else(midnight, day, moment)
    if pa.types.is_date(array.type):
        return pc.cast(pc.cast(array, pa.date32()), pa.string())
    return pc.cast(array, pa.string())
