"""What happened on the day of a review, and whether it is taken to come after it.

Authority: CPR 2010 reg 33 (a review is held before a request or an event makes the next one due), read for the earlier date where the
record does not say which of two came first; where both have a time, the times say so.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    Event,
    LegalStatusChanged,
    PlacedForAdoption,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    SignificantEvent,
)
from lacreview_rules.engine.same_day import comes_after, is_about_the_next
from lacreview_rules.rules.occurrences import Basis, Occurrence

DAY = date(2026, 1, 14)
LATER = date(2026, 3, 4)
REVIEW = Occurrence("review", DAY, event=ReviewHeld(on=DAY))
AFTER: tuple[Event, ...] = (
    ReviewRequested(on=DAY),
    ReviewRequested(on=DAY, review_by=LATER),
    ReviewArranged(on=DAY, review_on=LATER),
    SignificantEvent(on=DAY),
    AuthorisedForAdoption(on=DAY),
    PlacedForAdoption(on=DAY),
    PlacementMoved(on=DAY, placement="adoptive"),
)
BEFORE: tuple[Event, ...] = (
    ReviewRequested(on=DAY, review_by=DAY),
    PlacementMoved(on=DAY, placement="foster-care"),
    PlacementMoved(on=DAY),
    LegalStatusChanged(on=DAY, legal_status="section-31"),
    BecameLookedAfter(on=DAY),
)


def happened(event: Event, basis: Basis = "actual") -> Occurrence:
    return Occurrence(event.kind, event.on, basis, event.at, event)


def held(at: time | None) -> Occurrence:
    return REVIEW._replace(at=at)


@pytest.mark.parametrize(("event", "after"), [*((one, True) for one in AFTER), *((one, False) for one in BEFORE)])
def test_without_times_what_gives_the_earlier_date(*, event: Event, after: bool) -> None:
    """Also where only one of the two has a time, which says nothing of the other."""
    assert comes_after(happened(event), REVIEW) is after
    assert comes_after(happened(event), held(time(10))) is after
    for hour in (9, 11):
        assert comes_after(happened(replace(event, at=time(hour))), REVIEW) is after


@pytest.mark.parametrize("event", [*AFTER, *BEFORE[1:]])
@pytest.mark.parametrize(("at", "after"), [(time(9, 59), False), (time(10), True), (time(10, 1), True)])
def test_two_times_say_so(*, event: Event, at: time, after: bool) -> None:
    assert comes_after(happened(replace(event, at=at)), held(time(10))) is after


@pytest.mark.parametrize("at", [None, time(9), time(11)])
def test_a_request_for_the_day_itself_is_about_the_review_of_that_day(at: time | None) -> None:
    assert not comes_after(happened(ReviewRequested(on=DAY, review_by=DAY, at=at)), held(time(10)))


@pytest.mark.parametrize("event", AFTER)
def test_another_day_and_what_has_not_happened_are_no_matter_of_the_day(event: Event) -> None:
    for days in (-1, 1):
        assert not comes_after(happened(event), REVIEW._replace(on=DAY + timedelta(days)))
    for basis in ("arranged", "projected"):
        assert not comes_after(happened(event, basis), REVIEW)
    assert not comes_after(happened(event)._replace(event=None), REVIEW)


@pytest.mark.parametrize("event", [*AFTER, *BEFORE])
def test_only_a_request_or_a_booking_is_about_the_next(event: Event) -> None:
    """Whatever else happened is of the review it met."""
    assert is_about_the_next(happened(event), REVIEW) is (event in AFTER[:3])
    early = happened(replace(event, at=time(9)))
    assert not is_about_the_next(early, held(time(10)))
