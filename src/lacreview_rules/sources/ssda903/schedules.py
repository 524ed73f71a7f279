"""Schedules from data returns: what a return cannot show is said to be so, and not called late.

A child who came into care before the first return had reviews that are not in it. They are taken as held on the days on
which the regulations made them due, so that what follows is counted as a later review; they are not shown. A date that
counts from what the return does not show is not given, and one that is doubtful for another reason is never called overdue
or late. After its last day a return says nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.sources.door import RecordGaps
from lacreview_rules.sources.incomplete import marked_schedule
from lacreview_rules.sources.ssda903.record import unknown_starts, unreviewed_starts

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.sources.ssda903.record import Recorded


def schedule_of(
    history: History,
    recorded: Recorded,
    profile: Profile,
    calendar: WorkingCalendar | None = None,
    *,
    until: date | None = None,
    strict: bool = False,
    tasks: Collection[str] | None = None,
    source: str = "data return",
) -> Schedule:
    """The schedule of one child of a data return, as at the last event recorded.

    Args:
        history: one that `read_ssda903` made.
        recorded: the days over which the return tells of reviews: `Extract.recorded`.
        profile: the child's profile.
        calendar: working days; those of England and Wales unless given.
        until: carry recurring tasks on to this day.
        strict: refuse a history that cannot be.
        tasks: only these; all unless given.
        source: what the record is called where a date is doubtful.

    Raises:
        HistoryError: `strict`, and the history has problems.
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, load_profile
        >>> from lacreview_rules.sources.ssda903.record import Recorded
        >>> history = History("A123", [BecameLookedAfter(on=date(2015, 1, 5)), ReviewHeld(on=date(2025, 6, 12))], records=["review"])
        >>> recorded = Recorded(date(2025, 4, 1), date(2026, 3, 31), reviews=True)
        >>> schedule = schedule_of(history, recorded, load_profile("england"))
        >>> upcoming, assumed, held = schedule.of("review")
        >>> upcoming.title, str(upcoming.due), held.due, held.status
        ('Further looked after review', '2025-12-12', None, 'met')
    """
    gaps = RecordGaps(recorded.since, unknown_starts(history), unreviewed_starts(history, recorded))
    return marked_schedule(history, gaps, f"the {source}", profile, calendar, until=until, strict=strict, tasks=tasks)
