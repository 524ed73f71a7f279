"""What identifies an entry of a calendar feed (not the `id` of a due date): its number among due dates that are alike.

It stays while the date, the binding rule or the status changes, and while what was assumed becomes what happened: so the
entry of the second review is moved when the first was held. The `id` of a due date is another thing, made in
`engine.sequences`, `engine.single` and `engine.event_tasks`: it tells which due dates of two schedules are the same
(`schedules.pairing`). UIDs of version 0.1 were made of these numbers, and still are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.schedules.pairing import all_due_dates

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


class Identity(NamedTuple):
    """Which occurrence of which task a due date is: "the third visit of the second placement".

    No date, rule or status is in it. What happens later leaves it as it is; what is found to have happened earlier (a
    review that was not recorded, a forgotten move) shifts the numbers of what came after.

    Attributes:
        period_of_care: the number of the period of care.
        review: the review it is, prepares or follows; 0 for other tasks.
        placement: for a task of a placement, which placement of those that have one, from 1; 0 for other tasks.
        dated: whether it has a date; advice is numbered apart, as it stands in no order.
        number: which of several alike, in the order of their dates, from 1.
    """

    period_of_care: int
    task: str
    review: int
    placement: int
    dated: bool
    number: int


def identified(schedule: Schedule) -> dict[Identity, DueDate]:
    """Every due date by its identity, in the order of the schedule; those too far ahead to be shown are among them.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
        >>> events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
        >>> before, after = (build_schedule(History("A123", events[:n]), load_profile("england")) for n in (1, 2))
        >>> second = Identity(1, "review", 2, 0, True, 1)
        >>> str(identified(before)[second].due), str(identified(after)[second].due)
        ('2026-04-21', '2026-04-14')
    """
    everything = all_due_dates(schedule)
    placements = _placements(everything)
    found: dict[Identity, DueDate] = {}
    numbers: dict[tuple[int, str, int, int, bool], int] = {}
    for due in everything:
        of_placement = placements[due.period_of_care][due.closed_on] if due.scope.kind == "placement" else 0
        alike = (due.period_of_care, due.task, due.review or 0, of_placement, due.due is not None)
        numbers[alike] = numbers.get(alike, 0) + 1
        found[Identity(*alike, numbers[alike])] = due
    return found


def _placements(due_dates: list[DueDate]) -> dict[int, dict[date | None, int]]:
    """For each period of care, the number of a placement by the day on which it ended; the one that goes on is the last."""
    ends: dict[int, set[date]] = {}
    for due in due_dates:
        if due.scope.kind == "placement":
            days = ends.setdefault(due.period_of_care, set())
            if due.closed_on is not None:
                days.add(due.closed_on)
    return {period: {**{day: place for place, day in enumerate(sorted(days), 1)}, None: len(days) + 1} for period, days in ends.items()}
