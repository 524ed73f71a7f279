"""The day on which care ended: what of it came after that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev

if TYPE_CHECKING:
    from lacreview_rules.histories.period_of_care import PeriodOfCare


def came_after_care(event: ev.Event, period: PeriodOfCare, *, asked_by_law: bool) -> bool:
    """Whether an event of the day on which a period ended is the ceasing, or came after it, as far as the record tells.

    Without times a profile's own event may have come with the end (staying put began). What no law asks for is then owed still.
    """
    ended = period.ended_with
    if event is ended or ended is None:
        return event is ended
    if event.at is not None and ended.at is not None:
        return event.at > ended.at
    return not asked_by_law and may_have_come_after(event, period)


def may_have_come_after(event: ev.Event, period: PeriodOfCare) -> bool:
    """Whether an event of a profile's own, on the day on which care ended, may have come after that: no times of day tell."""
    ended = period.ended_with
    timed = event.at is not None and ended is not None and ended.at is not None
    return isinstance(event, ev.OtherEvent) and event.on == period.end and not timed and period.has_ceased(event.on)
