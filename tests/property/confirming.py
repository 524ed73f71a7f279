"""Events that say that what was assumed has happened, on the very day it was assumed to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from tests.property.invariants import known_dues
from tests.property.reading import all_dues, schedule_of
from tests.property.strategies.courses import BEFORE_SOMETHING

from lacreview_rules import DecisionsIssued, Event, ReviewHeld, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from datetime import date

    from tests.property.strategies.lives import Life

    from lacreview_rules import Profile
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


_MORE_THAN_ITSELF = {"parent-placement-review", "placement-day-visit", "visit-before-review", *BEFORE_SOMETHING}


def confirming(due: DueDate) -> Event | None:
    """The event that says an open due date was met on the very day it was assumed to be; None where none says just that."""
    if due.due is None:
        return None
    adjourned = any(adjournment.completed_on is None for adjournment in occurrence_of(due).care.adjournments)
    if due.is_review or due.task == "review-completed":
        booked = due.arranged if due.is_review else occurrence_of(due).care.arranged
        return None if adjourned is due.is_review else ReviewHeld(on=booked or due.due, meeting=False)
    if due.task == "review-meeting":  # held at a review, and so no confirmation of it alone
        return None
    if due.task == "decisions":
        return DecisionsIssued(on=due.due, review=due.review)
    return TaskDone(on=due.due, task=due.task, review=due.review if occurrence_of(due).plan.per == "review" else None)


def ends_weekly_visits(due: DueDate) -> bool:
    """Whether confirming this ends the weekly visits of reg 28(3), 28(4) and AAR reg 36(4), which run until it happens."""
    return due.is_review or due.task == "parent-assessment"


def next_open(schedule: Schedule) -> list[DueDate]:
    """The first open due date of each task: what the schedule takes to happen next."""
    found: dict[tuple[str, int | None], DueDate] = {}
    for due in schedule.due_dates:
        if due.due is not None and occurrence_of(due).completion is None and due.closed_on is None and not due.is_assumed:
            found.setdefault((due.task, due.review), due)
    return list(found.values())


def next_visit(schedule: Schedule) -> date:
    """When the next visit is due."""
    return min(due.due for due in next_open(schedule) if due.task == "visit" and due.due is not None)


def whatever_review_is_held(schedule: Schedule) -> Counter[tuple[str, int, int | None, date | None]]:
    """The due dates that no review can move: they count from what happened, are of no review, and are no visits, which one may end."""
    return Counter(
        (due.task, due.period_of_care, due.review, due.due)
        for due in all_dues(schedule)
        if due.basis == "actual" and due.review is None and due.task != "visit"
    )


def check_confirmed(life: Life, profile: str | Profile, which: slice = slice(None)) -> None:
    """Confirming any of what is open, or those that a slice picks, loses no other due date but a weekly visit that lapses.

    The review of a placement with a parent (reg 19(b)) is a review, and one more than was assumed, as is one before something else
    happens: what follows the reviews counts from it. Then all is still there that no review moves.
    """
    before = schedule_of(life, profile)
    known = known_dues(before)
    for due in next_open(before)[which]:
        event = confirming(due)
        if event is None or event.on <= life.last:
            continue  # something was recorded later: the assumption was not the last thing known
        after = schedule_of(life.plus(event), profile)
        if due.task in _MORE_THAN_ITSELF:  # a review or a visit, under another word, on a day on which none was assumed
            assert whatever_review_is_held(before) - known_dues(after) == Counter(), event
            continue
        if isinstance(event, ReviewHeld) and any(occurrence_of(one).care.arranged is not None for one in after.due_dates):
            continue  # an older booking, which the one just used had taken the place of, stands again: what follows counts from it
        lost = known - known_dues(after)
        visits = {key for key in lost if key[0] == "visit"} if ends_weekly_visits(due) else set()
        assert set(lost) - visits == set(), (event, lost)
        if visits:
            assert next_visit(after) >= next_visit(before)
