"""A page of `layout` by rich: the same lines and tables, in colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from lacreview_rules.cli.layout import Grid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from lacreview_rules.cli.layout import Line, Page


def print_page(console: Console, page: Page) -> None:
    """Print a page, its lines and its tables one beneath another."""
    for part in page:
        console.print(_table(part) if isinstance(part, Grid) else _text([part]))


def _table(grid: Grid) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim", expand=True)
    for column in grid.columns:
        # Folded, not cut off with an ellipsis: a long word is shown whole.
        table.add_column(column.heading, width=column.width or None, ratio=None if column.width else 1, overflow="fold")
    for row in grid.rows:
        table.add_row(*map(_text, row))
    return table


def _text(lines: Iterable[Line]) -> Text:
    return Text("\n").join(Text.assemble(*line) for line in lines)
