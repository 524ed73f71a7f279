"""What a child's record cannot show: reviews held before the record of reviews begins, and a start of care nobody wrote down.

A data return of one year holds the reviews of that year, but children who came into care long before. The first review
in such a record is not the child's first review, and judged as if it were it would be years late. A review that
nothing sure can be said of is counted apart, with the reason, and never as late. Nor is one that the record never holds:
a data return has no reviews of short breaks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.engine.before_record import begin_in_the_middle
from lacreview_rules.engine.build import build_schedule, reviews_alone
from lacreview_rules.histories.care import read_periods
from lacreview_rules.histories.events import ReviewHeld
from lacreview_rules.histories.history import History
from lacreview_rules.histories.taken_as_done import ReviewTakenAsHeld
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.review import Review
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.limits import Limit

Reason = Literal["start-unknown", "before-record", "number-unknown", "not-collected", "no-limit", "record-ends"]
"""Why a review cannot be judged, or the date of a task is not sure."""

REASONS: dict[Reason, str] = {
    "start-unknown": "the record does not say when care began",
    "before-record": "its interval began before the record of reviews does",
    "number-unknown": "care began before the record does: it may be the first review, the second or a later one",
    "not-collected": "the record holds no reviews of this kind of care",
    "no-limit": "no timescale of this basis sets a date for it",
    "record-ends": "the child's record breaks off before the day of the report",
}

LATER_REVIEW_FROM = 3
"""From its third review on a record needs no history before it: a review is a later one, whatever came before."""


class Gaps(NamedTuple):
    """A child's history as far as it can be judged.

    Attributes:
        history: the history; where reviews must have been held before the record begins, with the first two of them
            on the days on which they were due, so that what follows is not taken for a first or second review.
        periods: the periods of care in it.
        cut: the numbers of the periods of care whose beginning the record does not show.
        unknown_starts: the days on which care is only taken to have begun.
        reviews_from: the day from which on every review is recorded; None if all are.
        assumed: the reviews that are only taken as held.
        unreviewed: the numbers of the periods of care of which the record holds no reviews.
    """

    history: History
    periods: tuple[PeriodOfCare, ...]
    cut: frozenset[int]
    unknown_starts: frozenset[date]
    reviews_from: date | None
    assumed: tuple[ReviewHeld, ...] = ()
    unreviewed: frozenset[int] = frozenset()

    def is_assumed(self, review: Review) -> bool:
        """Whether a review is only taken as held."""
        return any(review.event is one for one in self.assumed)

    def number_known(self, period: int, number: int) -> bool:
        """Whether a review is known to be the first, the second or a later one."""
        return period not in self.cut or number >= LATER_REVIEW_FROM

    def why_unsure(self, period: int, number: int, limits: Collection[Limit]) -> Reason | None:
        """Why a review with these limits cannot be judged; None if it can."""
        if all(limit.due is None for limit in limits):
            return "no-limit"
        return self.why_unsure_of_task(period, limits) or (None if self.number_known(period, number) else "number-unknown")

    def why_unsure_of_task(self, period: int, limits: Collection[Limit]) -> Reason | None:
        """Why limits cannot be relied on for what they count from; None if they can."""
        if period in self.unreviewed:
            return "not-collected"
        if period not in self.cut:
            return None
        began, edge = self.periods[period - 1].start, self.reviews_from
        if began in self.unknown_starts and any(limit.occurrence.on <= began for limit in limits):
            return "start-unknown"
        if edge is not None and began < edge and any(limit.occurrence.on < edge for limit in limits):
            return "before-record"
        return None


def regulations_for(profile: Profile, regulations: Profile) -> Profile:
    """The regulations by which the gaps in a child's record are read: the profile itself, where it stands under another law.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> [regulations_for(load_profile(name), england).id for name in ("newham", "data-return", "wales")]
        ['england', 'england', 'wales']
    """
    return regulations if profile.law in (None, regulations.law) else profile


def read_gaps(
    history: History,
    regulations: Profile,
    calendar: WorkingCalendar,
    *,
    reviews_from: date | None = None,
    unknown_starts: Collection[date] = (),
    unreviewed_starts: Collection[date] = (),
) -> Gaps:
    """What of a history can be judged.

    Args:
        history: the child's events.
        regulations: the profile whose first two reviews are taken as held where they were due before the record begins.
        calendar: working days.
        reviews_from: the day from which on every review is recorded; None if all are. Where the history itself says when its
            record starts, the later of the two.
        unknown_starts: the days on which care is only taken to have begun, because the record does not say when it did.
        unreviewed_starts: the first days of the periods of care of which the record holds no reviews.

    Raises:
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, ReviewHeld, england_and_wales, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2015, 1, 5)), ReviewHeld(on=date(2017, 6, 12))])
        >>> gaps = read_gaps(history, load_profile("england"), england_and_wales(), reviews_from=date(2017, 4, 1))
        >>> [str(review.sat_on) for review in gaps.periods[0].reviews]
        ['2015-02-02', '2015-05-02', '2017-06-12']
    """
    unknown = frozenset(unknown_starts)
    reviews_from = max((day for day in (reviews_from, history.record_starts) if day is not None), default=None)
    if history.reviews_before is not None and history.record_starts == reviews_from:
        return _with_known_number(history, regulations, calendar, unknown, unreviewed_starts)
    history = replace(history, record_starts=None, reviews_before=None)
    meanings = plan_for(regulations).meanings
    periods, _ = read_periods(history, meanings)
    cut = frozenset(
        period.number for period in periods if period.start in unknown or (reviews_from is not None and period.start < reviews_from)
    )
    unreviewed = frozenset(period.number for period in periods if period.start in unreviewed_starts)
    added: list[ReviewHeld] = []
    if reviews_from is not None:
        for period in periods:
            if period.number not in unreviewed and period.start < reviews_from and (period.end is None or period.end > reviews_from):
                added += _held_before(period, reviews_from, regulations, calendar)
    if added:
        # At the end, so that problems go on citing events by their places in the file.
        history = replace(history, events=(*history.events, *added))
        periods, _ = read_periods(history, meanings)
    return Gaps(history, tuple(periods), cut, unknown, reviews_from, tuple(added), unreviewed)


def _with_known_number(
    history: History, regulations: Profile, calendar: WorkingCalendar, unknown: frozenset[date], unreviewed_starts: Collection[date]
) -> Gaps:
    """The same where the history says how many reviews were held before its record starts: the engine takes them as held."""
    begun = begin_in_the_middle(history, plan_for(regulations), calendar)
    periods, edge = begun.care.periods, history.record_starts
    before = {period.number for period in periods if period.start in unknown or (edge is not None and period.start < edge)}
    assumed = [event for period in periods for event in period.events if isinstance(event, ReviewHeld) and event in begun.assumed]
    unreviewed = frozenset(period.number for period in periods if period.start in unreviewed_starts)
    return Gaps(history, tuple(periods), frozenset(before - {begun.period}), unknown, edge, tuple(assumed), unreviewed)


def _held_before(period: PeriodOfCare, edge: date, regulations: Profile, calendar: WorkingCalendar) -> list[ReviewHeld]:
    """The first two reviews, if both were due before the record begins and are not in it."""
    recorded = {review.sat_on for review in period.reviews if review.sat_on < edge}
    if len(recorded) >= LATER_REVIEW_FROM - 1:
        return []
    alone = History("", [period.events[0]])
    reviews = build_schedule(alone, regulations, calendar, until=edge, tasks=reviews_alone(regulations)).of(regulations.cycle_task or "")
    days = [due.due for due in reviews if due.due is not None][: LATER_REVIEW_FROM - 1]
    if len(days) < LATER_REVIEW_FROM - 1 or days[-1] >= edge:
        return []
    return [ReviewTakenAsHeld(on=day) for day in days if day not in recorded]
