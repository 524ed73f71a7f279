"""``lacreview date-table``: for every day of a range the dates that count from it, as a table for joins in SQL."""

from __future__ import annotations

import io
import json
import sys
from datetime import date  # noqa: TC003 - typer reads the annotations of this file
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - as above
from typing import TYPE_CHECKING, Annotated

import typer

from lacreview_rules.cli.exits import refuse, say
from lacreview_rules.cli.files import check_output, complete_or_not_at_all, put_out
from lacreview_rules.cli.options import CalendarFiles, ProfileName, SettingList, calendar_with, profile_with, typed_day
from lacreview_rules.cli.terminal import printing
from lacreview_rules.date_tables.sql import TABLE_NAME, sql_statements
from lacreview_rules.date_tables.table import DateTable, date_table
from lacreview_rules.errors import ArgumentError, UnknownTaskError
from lacreview_rules.files.tables import write_table
from lacreview_rules.wording import count_text, day_text

if TYPE_CHECKING:
    from rich.console import Console


class DateTableForm(StrEnum):
    """How a table of dates is written, or what its columns mean."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    SQL = "sql"
    PARQUET = "parquet"


def date_table_command(
    *,
    profile: ProfileName,
    first: Annotated[date, typer.Option("--from", parser=typed_day, metavar="DATE", help="The first day.")],
    last: Annotated[date, typer.Option("--to", parser=typed_day, metavar="DATE", help="The last day.")],
    tasks: Annotated[
        list[str] | None,
        typer.Option(
            "--task", metavar="TASK", help='Only this task, by its id, as in "review"; may be given more than once.', show_default=False
        ),
    ] = None,
    form: Annotated[
        DateTableForm,
        typer.Option(
            "--format",
            "-f",
            help="table or json: what the columns mean. csv, sql (CREATE TABLE and INSERT) or parquet: the dates themselves.",
        ),
    ] = DateTableForm.TABLE,
    name: Annotated[str, typer.Option("--table", metavar="NAME", help="sql: the name of the table.")] = TABLE_NAME,
    settings: SettingList = None,
    calendar: CalendarFiles = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file, complete or not at all.", show_default=False)
    ] = None,
) -> None:
    """The law as a table: for every day of a range, the dates that count from it under a profile.

    For those who join tables instead of asking for a child: a join with it takes the place of + 91 and + 183 days, and the
    dates are those of the profile's own rules. What no join can know of a child stands beside each column; see
    docs/how-to/join-the-dates-in-sql.md.
    """
    check_output(output, profile, *(calendar or ()))
    if form is DateTableForm.PARQUET and output is None:
        message = "--format parquet needs a file: give --output dates.parquet"
        raise refuse(message)
    try:
        table = date_table(profile_with(profile, settings or ()), first, last, calendar_with(calendar or ()), tasks=tasks or None)
        _write(table, form, name, output)
    except (ArgumentError, UnknownTaskError) as error:
        raise refuse(
            str(error)
            .replace("last:", "--to:")
            .replace("tasks:", "--task:")
            .replace("table:", "--table:")
            .replace("before first,", "before --from,")
        ) from None
    if form in {DateTableForm.CSV, DateTableForm.SQL, DateTableForm.PARQUET}:
        days = count_text((last - first).days + 1, "day")
        say(f"{days}, {count_text(len(table.columns), 'date')} each; --format table says what they mean, and what a join cannot know")
        if last > table.calendar.confirmed_until:
            say(f"bank holidays are confirmed only until {day_text(table.calendar.confirmed_until)}: make the table anew once more are")


def _write(table: DateTable, form: DateTableForm, name: str, output: Path | None) -> None:
    if form is DateTableForm.PARQUET and output is not None:
        try:
            from lacreview_rules.arrow.date_tables import write_date_table  # noqa: PLC0415 - pyarrow is loaded when asked for
        except ModuleNotFoundError as error:
            if error.name != "pyarrow":
                raise
            raise refuse(str(error)) from None
        with complete_or_not_at_all(output) as part:
            write_date_table(table, part)
    elif form is DateTableForm.TABLE:
        _print(table, output)
    else:
        put_out(_text(table, form, name), output, machine=True)


def _text(table: DateTable, form: DateTableForm, name: str) -> str:
    if form is DateTableForm.JSON:
        return json.dumps(table.to_dict(), ensure_ascii=False, indent=2) + "\n"
    if form is DateTableForm.SQL:
        return "".join(sql_statements(table, name))
    found = io.StringIO(newline="")
    write_table(found, table.names, (dict(zip(table.names, row, strict=True)) for row in table.rows()))
    return found.getvalue()


def _print(table: DateTable, output: Path | None) -> None:
    if output is not None:
        found = io.StringIO()
        with printing(found) as console:
            _print_columns(console, table)
        put_out(found.getvalue(), output, machine=False)
        return
    with printing(sys.stdout) as console:
        _print_columns(console, table)


def _print_columns(console: Console, table: DateTable) -> None:
    from rich.padding import Padding  # noqa: PLC0415 - loaded when asked for

    from lacreview_rules.cli.terminal import shown  # noqa: PLC0415 - as above

    made = table.made_from()
    console.print(shown(f"Dates that count from each day from {table.first} to {table.last}", "bold"))
    console.print(shown(f"Profile {made['profile']}, version {made['version']}; calendar {made['calendar']}"))
    console.print(shown("These are the columns; --format csv, sql or parquet writes the dates."))
    for column in table.columns:
        console.print()
        console.print(shown(f"{column.name}: {column.title}", "bold"))
        rules = ", ".join(column.rule_ids)
        for line in (
            f"join on {column.day_is}",
            f"{column.limits} ({rules})",
            *(f"not known: {words}" for words in column.unknown_to_a_join),
        ):
            console.print(Padding(shown(line), (0, 0, 0, 2)))
    if table.left_out:
        console.print()
        console.print(shown(f"Not in the table ({len(table.left_out)})", "bold"))
        for one in table.left_out:
            console.print(Padding(shown(f"{one.task}: {one.why}"), (0, 0, 0, 2)))
