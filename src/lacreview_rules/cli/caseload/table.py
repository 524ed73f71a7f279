"""A caseload for people at a terminal: first what a manager asks, then the figures, then the lists."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from rich.table import Table

from lacreview_rules.caseload.sections import report_sections
from lacreview_rules.caseload.words import gap_lines, heading_lines, summary_lines, title_line
from lacreview_rules.cli.terminal import shown, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console

    from lacreview_rules.caseload import sections
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.words import SummaryLine

MOST_ROWS = 25
"""How many rows of a list are printed; the others are in the CSV, the JSON and the page."""
_DAY = 15  # as in "Wed 21 Jan 2026"


def print_caseload(console: Console, caseload: Caseload) -> None:
    """Print a caseload."""
    _lines(console, [title_line(caseload)], "bold")
    console.print()
    _lines(console, gap_lines(caseload.reviews_from, caseload.window), "bold")
    console.print(_first_screen(summary_lines(caseload)))
    console.print()
    _lines(console, heading_lines(caseload))
    for section in report_sections(caseload, most=MOST_ROWS):
        console.print()
        _lines(console, [section.heading_line.upper()], "bold")
        _lines(console, section.lines)
        for number, table in enumerate(section.tables):
            if table.rows:
                if number:
                    console.print()
                _lines(console, [table.caption] if table.caption else [], "bold")
                for heading, part in _by_group(table):
                    _lines(console, ["", heading] if heading else [], "bold")
                    console.print(_grid(part))
            if table.left_out:
                _lines(console, [f"… and {table.left_out:,} later ones: see --format csv, json or html"], "dim")
        _lines(console, section.remarks, "dim")


def _first_screen(lines: Iterable[SummaryLine]) -> Table:
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    made.add_column(no_wrap=True, style="bold")
    made.add_column(ratio=1)
    for line in lines:
        made.add_row(shown(line.label), shown(line.text))
    return made


def _by_group(table: sections.Table) -> Iterator[tuple[str, sections.Table]]:
    """The rows of each team and worker under their heading; all of them under none, where none is named."""
    if not table.groups:
        yield "", table
        return
    for group, found in groupby(zip(table.groups, table.rows, strict=True), key=itemgetter(0)):
        yield group or "No team named", table._replace(rows=[row for _, row in found])


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
