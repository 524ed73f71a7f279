"""A table of dates as Parquet, with what each column means beside it."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from lacreview_rules.date_tables.table import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.date_tables.table import DateTable

_ROWS_AT_ONCE = 10_000


def date_table_schema(table: DateTable) -> Any:
    """The columns as an Arrow schema; the metadata of each says what it means, and that of the schema what the table was made from.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.date_tables.table import date_table
        >>> table = date_table(load_profile("england"), date(2026, 1, 1), date(2026, 12, 31), tasks={"review"})
        >>> date_table_schema(table).field("second_review").metadata[b"limit"]
        b'3 months after review'
    """
    fields = [pa.field(DAY, pa.date32(), nullable=False)]
    for column, record in zip(table.columns, table.to_dict()["columns"], strict=True):
        told = {key: value if isinstance(value, str) else json.dumps(value) for key, value in record.items() if key != "name"}
        fields.append(pa.field(column.name, pa.date32(), metadata=told))
    return pa.schema(fields, metadata=table.made_from())


def write_date_table(table: DateTable, path: Path) -> None:
    """Write the table as a Parquet file.

    Raises:
        CalendarRangeError: a date leaves the calendar.
    """
    schema, rows = date_table_schema(table), table.rows()
    with pq.ParquetWriter(path, schema) as writer:
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            writer.write_table(pa.table(list(map(list, zip(*some, strict=True))), schema=schema))
