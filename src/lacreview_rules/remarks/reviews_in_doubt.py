"""Reviews that leave a doubt: one or two of them, of which number, and under which care they sat."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.care import OTHER_NUMBER
from lacreview_rules.histories.taken_as_done import ReviewTakenAsHeld
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.remarks.places import Places
    from lacreview_rules.rules.plan import Plan

_SITTINGS = frozenset({ev.ReviewHeld.kind, ev.ReviewAdjourned.kind})
_UNDER_ANOTHER_REGIME = (
    "from its day care went on under another regime: it is taken for the first review under that",
    'if it was held before that, give the times of both ("at"): the first review is still to be held then',
)
_OF_THE_CARE_BEFORE = (
    "a period of care ended on its day and the next began: it is taken for one of the care that ended",
    'if it was held after that, give the times of all that happened on the day ("at"): it is then the first review of the next',
)
_IF_IN_PARTS = "if it is, record the first part as review-adjourned; if it stands apart, as additional"
_IF_ADJOURNED = "if it is, keep one of the two, the completion; if it stands apart, record it as additional"


def parts_of_reviews(care: Care, plan: Plan, places: Places) -> Iterator[Problem]:
    """Reviews so soon after the one before that they may be its second part; not those that say they stand apart."""
    within = plan.profile.settings["review_parts_within"]
    if not isinstance(within, int):
        return
    for period in care.periods:
        last = until = None  # the last that counts in a row of reviews each a few days after the one before, and the end of the row
        for review in period.reviews:
            if isinstance(review.event, ReviewTakenAsHeld):
                continue
            if until is not None and (review.sat_on - until).days > within:
                last = None
            until = review.completed_on or review.sat_on
            if not review.counted:  # it stands apart, and may have sat between two that are one
                continue
            if last is not None:
                days = (review.sat_on - (last.completed_on or last.sat_on)).days
                what = f"a review {count_text(days, 'day')} after the one before: is it one review in two parts?"
                remedy = _IF_ADJOURNED if last.adjourned else _IF_IN_PARTS
                yield Problem(f"events[{places.of(review.event)}]", what, remedy)
            last = review


def numbers_of_reviews(history: History, care: Care, plan: Plan, places: Places) -> Iterator[Problem]:
    """Sittings that say they are of another review than they are by the record; where nobody knows how many came before, none."""
    tasks = plan.reads.tasks
    restarts = plan.restarting
    starts = history.record_starts if history.reviews_before is None else None
    for period in care.periods:
        if starts is not None and period.start < starts and (period.end is None or period.end > starts):
            continue
        begins_again = _days_of(restarts, period) if restarts else []
        counted_days: list[date] = []
        sittings: dict[date, list[ev.Event]] = {}
        for event in period.events:
            if event.review is not None and event.kind in _SITTINGS:
                sittings.setdefault(event.on, []).append(event)
        for review in period.reviews:
            number_then = len(counted_days) + 1
            in_cycle = {
                number_then - found(counted_days, day)
                for day in _last_two(begins_again, review.sat_on)
                for found in (bisect_left, bisect_right)
            }
            if review.counted and not getattr(review.event, "additional", False):
                counted_days.append(review.sat_on)
            fitting = {review.number, len(counted_days), *in_cycle}  # one that stands apart may have been left out of the numbers
            for event in (one for day in sorted({review.sat_on, review.completed_on or review.sat_on}) for one in sittings.get(day, ())):
                number = event.review
                if number is None or number > len(period.reviews) + 1:
                    continue
                recorded = history.events[places.of(event)]
                if isinstance(recorded, ev.TaskDone) and not tasks[recorded.task].review and recorded.task != plan.cycle_task:
                    continue  # no rule asks for its number, and that is told
                if number not in fitting:
                    what = f"by this record it is review {review.number}, and it says that it is review {number}"
                    yield Problem(f"events[{places.of(event)}].review", what, OTHER_NUMBER)


def numbers_of_bookings(history: History, care: Care, plan: Plan, places: Places) -> Iterator[Problem]:
    """Bookings that say they are of a review which the record has as held by then, where no cycle has begun its numbers again."""
    if history.record_starts is not None and history.reviews_before is None:
        return
    restarts = plan.restarting
    for period in care.periods:
        again = [day for day in _days_of(restarts, period) if day > period.start] if restarts else []
        in_sequence = (review for review in period.reviews if review.counted and not getattr(review.event, "additional", False))
        completed = sorted(review.completed_on for review in in_sequence if review.completed_on is not None)
        for event in period.events:
            if again and event.on >= again[0]:
                break
            if not isinstance(event, ev.ReviewArranged) or event.review is None:
                continue
            held = bisect_left(completed, event.on)
            if event.review <= held:
                what = f"by this record it is of review {held + 1}, and it says that it is of review {event.review}, which had been held"
                yield Problem(f"events[{places.of(event)}].review", what, OTHER_NUMBER)


def _days_of(restarts: frozenset[str], period: PeriodOfCare) -> list[date]:
    """The days in a period of care on which reviews begin again, in order."""
    days = {event.on for event in period.events if event.kind in restarts}
    if ev.PLACEMENT_STARTED in restarts:
        days |= {placement.start for placement in period.placements}
    return sorted(days)


def _last_two(days: list[date], until: date) -> list[date]:
    """The last of some days until a day, and the one before: on the day itself a review may have been of the cycle before."""
    place = bisect_right(days, until)
    return days[max(0, place - 2) : place]


def of_which_care(care: Care, places: Places) -> Iterator[Problem]:
    """Reviews on the day on which one period of care ended and the next began, without times of day that tell in which they sat."""
    for before, period in pairwise(care.periods):
        if before.end != period.start:
            continue
        goes_on = before.goes_on
        changed = (before.ended_with, period.events[0])
        timed = any(event is not None and event.at is not None for event in changed)
        for event in (period if goes_on else before).events:
            if event.on != period.start or event.kind not in _SITTINGS or isinstance(event, ReviewTakenAsHeld):
                continue
            if event.at is not None and timed:
                continue
            yield Problem(f"events[{places.of(event)}]", *(_UNDER_ANOTHER_REGIME if goes_on else _OF_THE_CARE_BEFORE))
