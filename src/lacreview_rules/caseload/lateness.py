"""What was late, and by how much: one line a task."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.caseload.rows import TaskRow


class Lateness(NamedTuple):
    """How late one task was done, over many children.

    Attributes:
        task: the id of the task.
        role: who must do it; may be empty.
        done_late: how often it was done late.
        never_done: how often what it belongs to ended without it.
        median_days: half of those done late were at most so many days late; None if none was.
        most_days: how late the latest of them was; None if none was.
    """

    task: str
    role: str
    done_late: int
    never_done: int
    median_days: float | None
    most_days: int | None


def lateness_by_task(late: Iterable[TaskRow]) -> tuple[Lateness, ...]:
    """One line a task and role, the most frequent first.

    Example:
        >>> lateness_by_task([])
        ()
    """
    found: dict[tuple[str, str], list[TaskRow]] = {}
    for row in late:
        found.setdefault((row.task, row.role), []).append(row)
    lines = []
    for (task, role), rows in found.items():
        days = [row.days_late or 0 for row in rows if row.done_on is not None]
        lines.append(
            Lateness(task, role, len(days), len(rows) - len(days), float(median(days)) if days else None, max(days) if days else None)
        )
    return tuple(sorted(lines, key=lambda line: (-line.done_late - line.never_done, line.task, line.role)))
