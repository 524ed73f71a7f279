"""Sheets of a workbook that a reader leaves alone, because they hold something else: named, for one may have been meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lacreview_rules.files.sheets import Table

_MOST_NAMED = 20


def left_alone(because: str, names: Sequence[str]) -> tuple[str, ...]:
    """What is said of them, a line if there are any.

    Example:
        >>> left_alone("they name no child", ['sheet "Team"', 'sheet "Rooms"'])
        ('left alone, because they name no child: sheet "Team", sheet "Rooms"',)
    """
    more = len(names) - _MOST_NAMED
    rest = f" and {more:,} more" if more > 0 else ""
    return (f"left alone, because {because}: {', '.join(names[:_MOST_NAMED])}{rest}",) if names else ()


def others_with_rows(tables: Iterable[Table], told: Iterable[str]) -> list[str]:
    """What the sheets are called that hold anything, and of which nothing else is said.

    Args:
        tables: the sheets that are not read.
        told: what those are called of which something is said.
    """
    places = set(told)
    return [table.called for table in tables if table.called and table.called not in places and _holds_rows(table)]


def _holds_rows(table: Table) -> bool:
    try:
        return next(table.rows(), None) is not None
    except InputError:
        return False  # that is told
