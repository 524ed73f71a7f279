"""Reviews that were held, and bookings of reviews, that changed nothing: no review was due that they could meet or be booked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories.bookings import divided
from lacreview_rules.histories.events import BOOKINGS, READ_OFF_REVIEWS, ReviewArranged, ReviewArrangementCancelled
from lacreview_rules.histories.recorded_words import recorded_kind
from lacreview_rules.remarks.counted_from import counted_from
from lacreview_rules.remarks.unread import NO_RULE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.histories.bookings import Booking
    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_OF_THE_REST = "no review is due after the one that was adjourned, so no date shows that the rest of it is booked"
_NOT_BOOKED = "correct its day, or leave it out, if that is not booked"
_AFTER_THE_LAST = "no review was due after the one before, so it changes nothing"


def unused_reviews(left: list[tuple[int, Event]], care: Care, found: Iterable[TaskOccurrence], plan: Plan) -> Iterator[Problem]:
    """Reviews, and bookings of them, where none was due on any day: in the whole period of care, or after the last that was."""
    of_reviews = [one for one in found if one.plan.id == plan.cycle_task]
    dated = {one.care.number for one in of_reviews if one.limits[0].due is not None}
    within = {care.key_of(event): period.number for period in care.periods if period.number not in dated for event in period.events}
    following = {one.care.number for one in of_reviews if one.completion is None and one.limits[0].due is not None}
    of_the_rest: set[int] = set()
    for period in care.periods:
        last = period.reviews[-1] if period.reviews else None
        if period.end is not None or period.number in following:
            continue
        ahead = [event for event in period.events if event.kind in BOOKINGS and (last is None or event.on >= last.sat_on)]
        within |= {care.key_of(event): period.number for event in ahead}
        if last is not None and last.completed_on is None:
            of_the_rest |= {care.key_of(event) for event in ahead}
    for period, standing in _passed_on(care):
        last = period.reviews[-1] if period.reviews else None
        if period.number in following:
            for booking in standing:
                within.pop(care.key_of(booking), None)
        elif period.number not in dated:
            of_this = standing if period.end is None else divided(standing, period.end)[0]
            within |= {care.key_of(booking): period.number for booking in of_this}
        elif period.end is None:
            within |= {care.key_of(booking): period.number for booking in standing if last is None or booking.on >= last.sat_on}
    # Most children's other tasks go no further than their reviews: these, which are few, are asked first.
    beyond = _beyond_the_last(care, of_reviews, dated, plan) and _beyond_the_last(care, found, dated, plan)
    if not within and not beyond:
        return
    ended_on = {aside.on for one in found for aside in one.set_aside if aside.limit.plan.until is not None}
    advised = {one.care.number for one in of_reviews}
    used = {care.key_of(event) for event in counted_from(found)}
    used |= {care.key_of(event) for period in care.periods for event in period.events_of_reviews(ended_on)}
    numbered = {one.care.number for one in found if one.review is not None}  # of reviews themselves each counts there
    for index, event in left:
        key = care.key_of(event, index)
        number = within.get(key)
        if key in beyond and key not in used:
            yield Problem(f"events[{index}]", f"{recorded_kind(event)}: {_AFTER_THE_LAST}", NO_RULE)
            continue
        idle = number is not None and key not in used
        if idle and key in of_the_rest:
            yield Problem(f"events[{index}]", f"{recorded_kind(event)}: {_OF_THE_REST}", _NOT_BOOKED)
        elif idle and (event.kind in BOOKINGS or number not in numbered):
            why = "no day is known for a review" if number in advised - dated else "no review was due"
            why = "no review is due next" if number in dated else why
            yield Problem(f"events[{index}]", f"{recorded_kind(event)}: {why} in this period of care, so it changes nothing", NO_RULE)


def _beyond_the_last(care: Care, found: Iterable[TaskOccurrence], dated: set[int], plan: Plan) -> set[int]:
    """The sittings of reviews after the last in a period of care that anything is due for; earlier ones count among the reviews held."""
    if plan.profile.considerations:  # these mark reviews, whether one is due or not
        return set()
    last: dict[int, int] = {}
    for one in found:
        if one.review is not None:
            last[one.care.number] = max(one.review, last.get(one.care.number, 0))
    beyond: set[int] = set()
    for period in care.periods:
        reviews = [review for review in period.reviews if review.number > last.get(period.number, 0)] if period.number in dated else []
        days = {day for review in reviews for day in (review.sat_on, review.completed_on)}
        beyond |= {care.key_of(event) for event in period.events if event.kind in READ_OFF_REVIEWS and event.on in days}
    return beyond


def _passed_on(care: Care) -> Iterator[tuple[PeriodOfCare, list[Booking]]]:
    """The periods of care, each with the bookings made under another regime before it that are for a day in it, or for a later one."""
    standing: list[Booking] = []
    for period in care.periods:
        yield period, standing
        made = [event for event in period.events if isinstance(event, (ReviewArranged, ReviewArrangementCancelled))]
        standing = divided([*standing, *made], period.end)[1] if period.goes_on and period.end is not None else []
