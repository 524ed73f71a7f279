"""The same due date in two schedules of one child: which of one answers to which of the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.schedules.due_dates import DueDate


class Place(NamedTuple):
    """What tells one occurrence of a task from another, whatever its date and whatever rule binds it.

    Attributes:
        review: the review it is, prepares or follows; 0 for other tasks.
        scope: for a task of a placement the day on which that ended, for a task of an event the day it counts from;
            empty for what goes on, and for other tasks.
        number: of several alike, which; from 1.
    """

    task: str
    period_of_care: int
    review: int
    scope: str
    number: int


def placed(due_dates: Iterable[DueDate]) -> dict[Place, DueDate]:
    """Due dates by their place, in the order given, which is that of a schedule.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> newham, england = (build_schedule(history, load_profile(name)).due_dates for name in ("newham", "england"))
        >>> first = Place("review", 1, 1, "", 1)
        >>> placed(newham)[first].due == placed(england)[first].due
        True
    """
    found: dict[Place, DueDate] = {}
    numbers: dict[tuple[str, int, int, str], int] = {}
    for due in due_dates:
        alike = (due.task, due.period_of_care, due.review or 0, _scope(due))
        numbers[alike] = numbers.get(alike, 0) + 1
        found[Place(*alike, numbers[alike])] = due
    return found


def _scope(due: DueDate) -> str:
    day: date | None = None
    if occurrence_of(due).plan.per == "placement":
        day = due.closed_on
    elif occurrence_of(due).plan.per == "event":
        day = occurrence_of(due).limits[0].occurrence.on
    return "" if day is None else day.isoformat()
