"""Reviews counted from the day on which the one before was due, and not from that on which it was held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.schedule import Schedule


def counted_from_due(schedule: Schedule) -> Mapping[str, date]:
    """The day by which each review is due, if the interval runs from the day on which the review before it was due.

    By id. A limit that counts from something else stays, as does one that is only named.
    """
    found: dict[str, date] = {}
    reviews = [due for due in schedule.due_dates if due.is_review and due.due is not None]
    for due in sorted(reviews, key=lambda one: (one.period_of_care, one.review or 0)):
        days = [_recounted(limit, found, schedule) for limit in occurrence_of(due).limits]
        found[due.id] = min(day for day in days if day is not None)
    return found


def _recounted(limit: Limit, found: Mapping[str, date], schedule: Schedule) -> date | None:
    """The day of a limit, counted from the day on which the review it counts from was due."""
    before = limit.occurrence.due_id
    if before is None or before not in found or not limit.plan.counts_from_review or limit.plan.before is not None or limit.period is None:
        return limit.due
    return limit.plan.counting(limit.period)(found[before], schedule.calendar) or limit.due
