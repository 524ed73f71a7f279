"""A bar that shows how far a long run has come, to a person at a terminal and to nobody else."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_Item = TypeVar("_Item")


@contextmanager
def progress(what: str, *, total: int | None = None, prints: bool = False) -> Iterator[Callable[[int], None]]:
    """What to call with the number of things done since the last call; the bar is gone before anything else is printed.

    Args:
        what: what is counted, in the plural.
        total: how many there will be, where that is known.
        prints: whether lines go to standard output meanwhile: there is no bar between those on a terminal.
    """
    if not sys.stderr.isatty() or (prints and sys.stdout.isatty()):
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415 - only when there is somebody to show it to
    from rich.progress import (  # noqa: PLC0415 - as above
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    clock = TimeElapsedColumn() if total is None else TimeRemainingColumn()
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), clock)
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total)
        yield lambda number: bar.advance(task, number)


def with_progress(what: str, items: Iterable[_Item], *, total: int | None = None, prints: bool = False) -> Iterator[_Item]:
    """The items, one after another, each counted when the next is asked for; arguments as for `progress`."""
    with progress(what, total=total, prints=prints) as advance:
        for item in items:
            yield item
            advance(1)
