"""The next review at the latest, and the next visit, where only the latest of each is on record.

After its first review a child's next is due sooner than after its second or a later one. Where the list leaves open which of them
the latest was, it is taken for a later one: so no date is called late that may not be, and no later date is given than can be.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.caseload.gaps import LATER_REVIEW_FROM, REASONS, read_gaps
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.histories.events import BecameLookedAfter, ReviewHeld, TaskDone
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.schedules.doubts import Doubt
from lacreview_rules.schedules.due_dates import in_order
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.sources.annex_a.meanings import visit_task

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

_BEFORE = LATER_REVIEW_FROM - 1
_HELD_UNJUDGED = Doubt("before-record", f"List 8 does not show enough to rely on a date: {REASONS['before-record']}", date_known=False)


def at_the_latest(
    history: History, schedule: Schedule, profile: Profile, calendar: WorkingCalendar, *, until: date | None
) -> tuple[Schedule, bool]:
    """The schedule with the next review at the latest, and whether the latest one may have been the first.

    Args:
        history: the child's history, whose record starts with the latest review.
        schedule: its schedule, with what the list does not show marked so.
        profile: the child's profile.
        calendar: working days.
        until: carry recurring tasks on to this day.
    """
    edge = history.record_starts
    if edge is None:
        return schedule, False
    gaps = read_gaps(history, load_profile("england"), calendar, reviews_from=edge)
    period = next((one for one in gaps.periods if one.start < edge and any(review.sat_on == edge for review in one.reviews)), None)
    if period is None or [review.sat_on for review in period.reviews].index(edge) + 1 >= LATER_REVIEW_FROM:
        return schedule, False
    before = min(_BEFORE, (edge - period.start).days)
    alone = build_schedule(replace(history, reviews_before=before), profile, calendar, until=until)

    def of_reviews(due: DueDate) -> bool:
        return due.period_of_care == period.number and occurrence_of(due).review is not None  # also where its number is not told

    def on_record(due: DueDate) -> bool:
        """Whether it belongs to the latest review or one to come; what was due before is not on record."""
        return of_reviews(due) and (due.review or 0) > before

    def unnumbered(due: DueDate) -> DueDate:
        completion = occurrence_of(due).completion
        judged = not due.is_review or completion is None or completion.on > edge
        return due.doubted(None if judged else _HELD_UNJUDGED, number_known=False)

    due_dates = [*(due for due in schedule.due_dates if not of_reviews(due)), *map(unnumbered, filter(on_record, alone.due_dates))]
    distant = (*(due for due in schedule.distant if not of_reviews(due)), *map(unnumbered, filter(on_record, alone.distant)))
    return replace(schedule, due_dates=tuple(sorted(due_dates, key=in_order)), distant=distant), True


def with_next_visit(history: History, schedule: Schedule, profile: Profile, calendar: WorkingCalendar, *, until: date | None) -> Schedule:
    """The schedule with the visits that are due after the latest one; those before it are not on record."""
    visits = [event.on for event in history.events if isinstance(event, TaskDone)]
    if not visits or visit_task() not in profile.tasks:
        return schedule
    last = visits[-1]
    began = max(event.on for event in history.events if isinstance(event, BecameLookedAfter) and event.on <= last)
    events = tuple(event for event in history.events if not isinstance(event, ReviewHeld))
    alone = build_schedule(replace(history, events=events, record_starts=last if last > began else None), profile, calendar, until=until)

    def follows(due: DueDate) -> bool:
        one = occurrence_of(due)
        return due.task == visit_task() and one.completion is None and all(limit.occurrence.on >= last for limit in one.limits)

    due_dates = [*(due for due in schedule.due_dates if due.task != visit_task()), *filter(follows, alone.due_dates)]
    distant = (*(due for due in schedule.distant if due.task != visit_task()), *filter(follows, alone.distant))
    return replace(schedule, due_dates=tuple(sorted(due_dates, key=in_order)), distant=distant)
