"""A bar that shows how far a long run has come, to a person at a terminal and to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

_Done = TypeVar("_Done")


def with_bar(what: str, found: Iterator[_Done], *, shown: bool, total: int | None = None) -> Iterator[_Done]:
    """What is found, one after another, with a bar on standard error that is gone before anything else is printed.

    Args:
        what: what is counted, in the plural.
        found: what to go through.
        shown: whether there is a bar at all.
        total: how many there will be, where that is known.
    """
    if not shown:
        yield from found
        return
    from rich.console import Console  # noqa: PLC0415 - only when there is somebody to show it to
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("", total=total)
        for one in found:
            bar.advance(task)
            yield one
