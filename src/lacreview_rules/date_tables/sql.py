"""A table of dates as statements of SQL that SQL Server, PostgreSQL and DuckDB take alike."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from lacreview_rules.date_tables.table import DAY
from lacreview_rules.errors import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.date_tables.table import DateTable

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*){0,2}", re.ASCII)
_MOST_ROWS = 1_000
"""SQL Server takes no more rows in one INSERT."""
TABLE_NAME = "dates_by_day"
"""How the table is called unless another name is given."""


def sql_statements(table: DateTable, name: str = TABLE_NAME) -> Iterator[str]:
    """The statements that make the table and fill it, line by line, with what each column means as comments.

    Args:
        table: the dates.
        name: how the table is to be called; a schema may stand before it, as in `dbo.dates_by_day`.

    Raises:
        ArgumentError: the name is none that a table can have.
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.date_tables.table import date_table
        >>> table = date_table(load_profile("data-return"), date(2026, 3, 2), date(2026, 3, 2))
        >>> print("".join(line for line in sql_statements(table) if not line.startswith("--")), end="")
        CREATE TABLE dates_by_day (
          "day" date NOT NULL PRIMARY KEY,
          "first_review" date,
          "second_review" date,
          "later_review" date
        );
        INSERT INTO dates_by_day VALUES
        ('2026-03-02', '2026-03-30', '2026-06-01', '2026-09-01');
    """
    if not _NAME.fullmatch(name):
        raise ArgumentError("table: its name must be of letters, digits and _, with a schema before it if need be, as in dbo.dates")
    yield from (f"-- {line}\n" for line in _heading(table))
    yield f"CREATE TABLE {name} (\n"
    columns = [f'  "{column}" date{" NOT NULL PRIMARY KEY" if column == DAY else ""}' for column in table.names]
    yield ",\n".join(columns) + "\n);\n"
    rows = table.rows()
    while some := list(islice(rows, _MOST_ROWS)):
        yield f"INSERT INTO {name} VALUES\n"
        yield ",\n".join(f"({', '.join(map(_literal, row))})" for row in some) + ";\n"


def _heading(table: DateTable) -> Iterator[str]:
    made = table.made_from()
    yield f"The dates that count from each day from {table.first} to {table.last}, under profile {made['profile']} {made['version']}"
    yield f"(digest {made['digest'][:12]}), in the calendar {made['calendar']}, bank holidays confirmed until {made['confirmed_until']}."
    yield "Calculated dates: what a join cannot know of a child stands under each column."
    for column in table.columns:
        yield f"{column.name}: {column.title}. Join on {column.day_is}: {column.limits} ({', '.join(column.rule_ids)})"
        yield from (f"    {words}" for words in column.unknown_to_a_join)


def _literal(day: date | None) -> str:
    return "NULL" if day is None else f"'{day.isoformat()}'"
