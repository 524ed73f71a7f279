"""What stands beside a date for people, in the command as on the page: how sure it is, and what else to know while it is to be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.schedules.notices import ONLY_IF_MISSED
from lacreview_rules.wording import certainty, day_text

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


def next_review(schedule: Schedule) -> DueDate | None:
    """The review that is to be held next, overdue or to come, as far as it has a date.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> made = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
        >>> "".join(next_review_words(next_review(made)))
        'Next review: by Wed 21 Jan 2026'
    """
    review = next((due for due in schedule.outstanding if due.is_review), None)
    return None if review is None or review.due is None else review


def next_review_words(review: DueDate) -> tuple[str, str, str]:
    """By when the next review is to be held, and for when it is arranged: the day in the middle, with what stands before and after it."""
    booked = f", arranged for {day_text(review.arranged)}" if review.arranged is not None else ""
    return "Next review: by ", day_text(review.due), booked


def uncertainty(due: DueDate) -> str:
    """Why the date may still be another, in a word or two; empty if it is sure."""
    if any(notice.startswith(ONLY_IF_MISSED) for notice in due.notices):
        return "if missed"
    unconfirmed = due.due is not None and due.due > due.calendar.confirmed_until
    return certainty("projected" if unconfirmed else due.basis)


def remarks_beside(due: DueDate) -> list[str]:
    """Of what is still to be done, what else a reader should know of its date; nothing of all else."""
    day = due.due
    if day is None or due.status not in {"upcoming", "due-today", "overdue"}:
        return []
    found = []
    ahead = due.status != "overdue"
    if ahead and due.aim is not None and due.aim < day:
        found.append(f"aim for {day_text(due.aim)}")
    if ahead and due.opens is not None:
        found.append(f"not before {day_text(due.opens)}")
    if ahead and due.last_working_day is not None and due.last_working_day < day:
        found.append(f"not a working day; the last one before is {day_text(due.last_working_day)}")
    if due.is_review and due.arranged is not None:
        late = ", AFTER its due date" if due.arranged > day else ""
        found.append(f"arranged for {day_text(due.arranged)}{late}")
    if due.adjournment is not None and due.adjournment.completed_on is None:
        found.append(f"sat on {day_text(due.adjournment.sat_on)} and was adjourned")
    if due.deemed_on is not None:
        found.append("silence counts as done")
    return found
