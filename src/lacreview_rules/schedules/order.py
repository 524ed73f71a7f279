"""The order in which the occurrences of tasks stand in a schedule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.schedules.task_occurrence import TaskOccurrence


def order_of(occurrence: TaskOccurrence) -> tuple[date, int, int, int]:
    """What occurrences are sorted by: date, task and rule, period of care and review; advice last."""
    limit = occurrence.limits[0]
    return limit.due or date.max, limit.plan.place, occurrence.care.number, occurrence.review or 0


def in_order(occurrences: Iterable[TaskOccurrence]) -> tuple[TaskOccurrence, ...]:
    """Occurrences in the order in which they stand in a schedule."""
    return tuple(sorted(occurrences, key=order_of))
