"""A caseload for people at a terminal: first what is out of timescale, then the figures, then what is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

from lacreview_rules.caseload.sections import report_sections
from lacreview_rules.caseload.words import heading_lines, title_line
from lacreview_rules.cli.terminal import shown, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from lacreview_rules.caseload import sections
    from lacreview_rules.caseload.report import Caseload

MOST_ROWS = 25
"""How many rows of a list are printed; the others are in the CSV, the JSON and the page."""
_DAY = 15  # as in "Wed 21 Jan 2026"


def print_caseload(console: Console, caseload: Caseload) -> None:
    """Print a caseload."""
    _lines(console, [title_line(caseload)], "bold")
    _lines(console, heading_lines(caseload))
    for section in report_sections(caseload, most=MOST_ROWS):
        console.print()
        _lines(console, [section.heading_line.upper()], "bold")
        _lines(console, section.lines)
        for number, table in enumerate(section.tables):
            if table.rows:
                if number:
                    console.print()
                console.print(_grid(table))
            if table.left_out:
                _lines(console, [f"… and {table.left_out:,} more: see --format csv, json or html"], "dim")
        _lines(console, section.remarks, "dim")


def _grid(table: sections.Table) -> Table:
    """The columns for which a terminal has room."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    narrow = [place for place, column in enumerate(table.columns) if column.narrow]
    for place in narrow:
        column = table.columns[place]
        if column.kind == "day":
            made.add_column(column.heading, width=_DAY)
        elif column.kind == "number":
            made.add_column(column.heading, justify="right")
        else:
            made.add_column(column.heading, ratio=4 if place == len(table.columns) - 1 else 2, overflow="fold")
    for row in table.rows:
        made.add_row(*(shown(row[place]) for place in narrow))
    return made


def _lines(console: Console, lines: Iterable[str], style: str = "") -> None:
    for line in wrapped(lines, console.width):
        console.print(shown(line, style))
