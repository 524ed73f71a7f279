"""Schedules from records that show less than all: what they cannot show is said to be so, and not called late.

A child who came into care before the record begins had reviews that are not in it. They are taken as held on the days on
which the regulations made them due, so that what follows is counted as a later review; they are not shown. A date that
counts from what the record does not show is not given, and one that is doubtful for another reason is never called overdue
or late.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.caseload.gaps import REASONS, read_gaps, regulations_for
from lacreview_rules.caseload.rows import why_unsure
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.engine.build import build_schedule, with_reviews
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.schedules.doubts import Doubt
from lacreview_rules.schedules.due_dates import DueDate, in_order
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from lacreview_rules.caseload.gaps import Gaps, Reason
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.sources.door import RecordGaps

_FROM_BEFORE = frozenset({"start-unknown", "before-record"})
"""Why a date is not sure: it counts from what is only assumed."""


def marked_schedule(
    history: History,
    gaps_of_record: RecordGaps,
    called: str,
    profile: Profile,
    calendar: WorkingCalendar | None = None,
    *,
    until: date | None = None,
    strict: bool = False,
    tasks: Collection[str] | None = None,
) -> Schedule:
    """The schedule of one child, with what the record cannot show marked so.

    Args:
        history: the child's history.
        gaps_of_record: what its record cannot show.
        called: what the record is called, as in "the data return".
        profile: the child's profile.
        calendar: working days; those of England and Wales unless given.
        until: carry recurring tasks on to this day.
        strict: refuse a history that cannot be.
        tasks: only these; all unless given.

    Raises:
        HistoryError: `strict`, and the history has problems.
        CalendarRangeError: a date leaves the calendar.
    """
    calendar = england_and_wales() if calendar is None else calendar
    gaps = read_gaps(
        history,
        regulations_for(profile, load_profile("england")),
        calendar,
        reviews_from=gaps_of_record.reviews_from,
        unknown_starts=gaps_of_record.unknown_starts,
        unreviewed_starts=gaps_of_record.unreviewed_starts,
    )
    if not gaps.cut and not gaps.unreviewed:
        return build_schedule(gaps.history, profile, calendar, until=until, strict=strict, tasks=tasks)
    asked = None if tasks is None else with_reviews(profile, tasks)
    schedule = build_schedule(gaps.history, profile, calendar, until=until, strict=strict, tasks=asked)
    assumed = {
        (period.number, number) for period in gaps.periods for number, review in enumerate(period.reviews, 1) if gaps.is_assumed(review)
    }
    adrift = _adrift(gaps, schedule)

    def hangs_on_nothing(due: DueDate) -> bool:
        """Whether it prepares or follows a review that is only assumed, on a day that nothing is known of."""
        if due.review is None or due.basis != "projected":
            return False
        first = adrift.get(due.period_of_care, due.review + 1)
        return due.review > first or (due.review == first and not due.is_review)

    def shown(due: DueDate) -> bool:
        return (due.period_of_care, due.review) not in assumed and not hangs_on_nothing(due)

    marked = replace(
        schedule,
        due_dates=tuple(sorted((_cut(gaps, due, called) for due in schedule.due_dates if shown(due)), key=in_order)),
        distant=tuple(_cut(gaps, due, called) for due in schedule.distant if shown(due)),
        considerations=tuple(
            mark
            for mark in schedule.considerations
            if gaps.number_known(mark.period_of_care, mark.review)
            and (mark.period_of_care, mark.review) not in assumed
            and mark.review < adrift.get(mark.period_of_care, mark.review + 1)
        ),
    )
    return marked if tasks is None else marked.only(tasks)


def _adrift(gaps: Gaps, schedule: Schedule) -> dict[int, int]:
    """By period of care, the number of the first review to come for which no date can be given."""
    found: dict[int, int] = {}
    for due in schedule.due_dates:
        if due.is_review and occurrence_of(due).completion is None and due.review is not None and why_unsure(gaps, due) in _FROM_BEFORE:
            found[due.period_of_care] = min(due.review, found.get(due.period_of_care, due.review))
    return found


def _cut(gaps: Gaps, due: DueDate, called: str) -> DueDate:
    """A due date, marked if its period of care is not wholly on record; one that has no date comes last, as advice does."""
    if due.period_of_care not in gaps.cut and due.period_of_care not in gaps.unreviewed:
        return due
    why = why_unsure(gaps, due)
    doubt = None if why is None else Doubt(why, _told(why, called), why not in _FROM_BEFORE)
    return due.doubted(doubt, number_known=due.period_of_care not in gaps.cut)


def _told(why: Reason, called: str) -> str:
    return f"{called} does not show enough to rely on a date: {REASONS[why]}"
