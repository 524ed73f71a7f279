"""What happened in the periods of care before one, the latest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.period_of_care import PeriodOfCare


def earlier_events(period: PeriodOfCare, since: date, *, tasks_alone: bool = False) -> Iterator[ev.Event]:
    """Events of earlier periods of care from `since`, the latest first; or of those periods alone in which a task was done."""
    before = period.before
    while before is not None:
        if tasks_alone:
            before = _last_with_tasks(before)
            if before is None:
                return
        for events in (before.events, before.beforehand):
            for event in reversed(events):
                if event.on < since:
                    return
                yield event
        before = before.before


def _last_with_tasks(of: PeriodOfCare) -> PeriodOfCare | None:
    """A period of care, or the last before it, in which a task was done; looked for once, as each period asks the one before."""
    period: PeriodOfCare | None = of
    while period is not None and period.last_with_tasks == ():
        if any([type(event) is ev.TaskDone for event in (*period.events, *period.beforehand)]):  # noqa: C419 - a generator takes longer
            period.last_with_tasks = (period,)
        else:
            period = period.before
    found = period if period is None else period.last_with_tasks[0]
    of.last_with_tasks = (found,)
    return found
