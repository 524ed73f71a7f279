"""The events that due dates count from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.histories.events import Event
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence


def counted_from(found: Iterable[TaskOccurrence]) -> list[Event]:
    """The events that a limit counts from, or that are the other end of one."""
    return [
        occurrence.event
        for one in found
        for limit in (*one.limits, *(aside.limit for aside in one.set_aside))
        for occurrence in (limit.occurrence, limit.end)
        if occurrence is not None and occurrence.event is not None
    ]
