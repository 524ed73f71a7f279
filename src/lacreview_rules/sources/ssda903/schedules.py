"""Schedules from data returns: what a return cannot show is said to be so, and not called late.

A child who came into care before the first return had reviews that are not in it. They are taken as held on the days on
which the regulations made them due, so that what follows is counted as a later review; they are not shown. A date that
counts from what the return does not show is not given, and one that is doubtful for another reason is never called overdue
or late. After its last day a return says nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.caseload.gaps import REASONS, read_gaps
from lacreview_rules.caseload.rows import why_unsure
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.profile_files.loading import load_profile
from lacreview_rules.schedules.due_dates import DueDate, in_order
from lacreview_rules.schedules.explanation import Explanation, Step
from lacreview_rules.schedules.standing import titled
from lacreview_rules.sources.ssda903.record import unknown_starts, unreviewed_starts

if TYPE_CHECKING:
    from lacreview_rules.caseload.gaps import Gaps, Reason
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.standing import Status
    from lacreview_rules.sources.ssda903.record import Recorded

_FROM_BEFORE = frozenset({"start-unknown", "before-record"})
"""Why a date is not sure: it counts from what is only assumed."""


def _told(why: Reason) -> str:
    return f"the data return does not show enough to rely on a date: {REASONS[why]}"


class CutDueDate(DueDate):
    """A due date in a period of care of which a return does not show the whole.

    Attributes:
        why: why its date is not sure; None if it is.
        numbered: whether the number of its review is known.
    """

    why: Reason | None
    numbered: bool

    @classmethod
    def of(cls, due: DueDate, why: Reason | None, *, numbered: bool) -> CutDueDate:
        """A due date with what is known of it."""
        cut = cls._make(due)
        cut.why, cut.numbered = why, numbered
        return cut

    def on(self, day: date) -> CutDueDate:
        """The same due date as it stands on another day."""
        return self if day == self.as_of else CutDueDate.of(self._replace(as_of=day), self.why, numbered=self.numbered)

    @property
    def _is_dateless(self) -> bool:
        """Whether no date can be given: it counts from what the return does not show, or was done by a day that is not sure."""
        return self.why in _FROM_BEFORE or (self.why is not None and self.completion is not None and self.done_on is not None)

    @property
    def due(self) -> date | None:
        """The last day on which it is in time; None where that day is not known."""
        return None if self._is_dateless else super().due

    @property
    def due_at(self) -> str | None:
        """As for any due date; None where the date is not sure."""
        return None if self._is_dateless else super().due_at

    @property
    def aim(self) -> date | None:
        """As for any due date; None where the date is not sure."""
        return None if self._is_dateless else super().aim

    @property
    def opens(self) -> date | None:
        """As for any due date; None where the date is not sure."""
        return None if self._is_dateless else super().opens

    @property
    def also(self) -> tuple[Limit, ...]:
        """The other limits; none where the date is not sure."""
        return () if self._is_dateless else super().also

    @property
    def status(self) -> Status:
        """How it stands on `as_of`: never late where the date is not sure."""
        status = super().status
        return "not-recorded" if self.why is not None and status == "overdue" else status

    @property
    def title(self) -> str:
        """What must be done; a review whose number is not known is a further one."""
        if self.numbered:
            return super().title
        return titled(self.plan.task.title, "Further")

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader should know before relying on the date, and why it is not sure."""
        if self.why is None:
            return super().notices
        return (_told(self.why),) if self._is_dateless else (*super().notices, _told(self.why))

    @property
    def explanation(self) -> Explanation:
        """The working of the date, as data; of a date that is not sure, only why it is not."""
        working = super().explanation
        if self.why is None:
            return working
        steps = [step for step in working.steps if not self._is_dateless or step.kind in {"rule", "standing"}]
        return replace(working, steps=(*steps, Step("notice", {"notice": _told(self.why)})))

    @property
    def review(self) -> int | None:  # pyright: ignore[reportIncompatibleVariableOverride] - it is read only, as the field is
        """The number of the review it belongs to; None where that is not known."""
        return super().review if self.numbered else None

    @property
    def is_assumed(self) -> bool:
        """Whether it belongs to a review that is itself only assumed, beyond the next one."""
        number = super().review
        return number is not None and number > self.care.reviews + 1


def schedule_of(
    history: History,
    recorded: Recorded,
    profile: Profile,
    calendar: WorkingCalendar | None = None,
    *,
    until: date | None = None,
    strict: bool = False,
) -> Schedule:
    """The schedule of one child of a data return, as at the last event recorded.

    Args:
        history: one that `read_ssda903` made.
        recorded: the days over which the return tells of reviews: `Extract.recorded`.
        profile: the child's profile.
        calendar: working days; those of England and Wales unless given.
        until: carry recurring tasks on to this day.
        strict: refuse a history that cannot be.

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
    calendar = england_and_wales() if calendar is None else calendar
    gaps = read_gaps(
        history,
        load_profile("england"),
        calendar,
        reviews_from=recorded.since,
        unknown_starts=unknown_starts(history),
        unreviewed_starts=unreviewed_starts(history, recorded),
    )
    schedule = build_schedule(gaps.history, profile, calendar, until=until, strict=strict)
    if not gaps.cut and not gaps.unreviewed:
        return schedule
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

    return schedule._replace(
        due_dates=tuple(sorted((_cut(gaps, due) for due in schedule.due_dates if shown(due)), key=in_order)),
        distant=tuple(_cut(gaps, due) for due in schedule.distant if shown(due)),
        considerations=tuple(
            mark
            for mark in schedule.considerations
            if gaps.number_known(mark.period_of_care, mark.review)
            and (mark.period_of_care, mark.review) not in assumed
            and mark.review < adrift.get(mark.period_of_care, mark.review + 1)
        ),
    )


def _adrift(gaps: Gaps, schedule: Schedule) -> dict[int, int]:
    """By period of care, the number of the first review to come for which no date can be given."""
    found: dict[int, int] = {}
    for due in schedule.due_dates:
        if due.is_review and due.completion is None and due.review is not None and why_unsure(gaps, due) in _FROM_BEFORE:
            found[due.period_of_care] = min(due.review, found.get(due.period_of_care, due.review))
    return found


def _cut(gaps: Gaps, due: DueDate) -> DueDate:
    """A due date, marked if its period of care is not wholly on record; one that has no date comes last, as advice does."""
    if due.period_of_care not in gaps.cut and due.period_of_care not in gaps.unreviewed:
        return due
    why = why_unsure(gaps, due)
    if why in _FROM_BEFORE:
        due = due._replace(order=(date.max, *due.order[1:]))
    return CutDueDate.of(due, why, numbered=due.period_of_care not in gaps.cut)
