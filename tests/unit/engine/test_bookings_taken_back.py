"""A booking of a review that is taken back, and one whose day has passed (field case 19).

Looked after on Mon 5 January 2026, reviewed on 28 January: the second review is due three months after it, on 28 April (reg 33(1)),
and the third six months after the second.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import time
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, came, reviewed, schedule_under

from lacreview_rules import Event, Fact, ReviewArranged, ReviewArrangementCancelled, ReviewHeld
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

CARE = [came("2026-01-05"), *reviewed("2026-01-28")]


def booked(on: str, day: str) -> ReviewArranged:
    return ReviewArranged(on=D(on), review_on=D(day))


def cancelled(on: str, day: str | None = None) -> ReviewArrangementCancelled:
    return ReviewArrangementCancelled(on=D(on), review_on=None if day is None else D(day))


def third(*events: Event) -> tuple[str, str]:
    """The third review: its date, and what it rests on. Six months after the second, as booked or as due."""
    due = next(due for due in schedule_under(*CARE, *events).of("review") if due.review == 3)
    return str(due.due), due.basis


BOOKED, NOT_BOOKED = ("2026-10-20", "arranged"), ("2026-10-28", "projected")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([booked("2026-02-02", "2026-04-20")], BOOKED, id="booked"),
        pytest.param([booked("2026-02-02", "2026-04-20"), cancelled("2026-03-02")], NOT_BOOKED, id="the one that stands"),
        pytest.param([booked("2026-02-02", "2026-04-20"), cancelled("2026-03-02", "2026-04-20")], NOT_BOOKED, id="by its day"),
        pytest.param(
            [booked("2026-02-02", "2026-04-13"), booked("2026-02-09", "2026-04-20"), cancelled("2026-03-02", "2026-04-13")],
            BOOKED,
            id="one that was replaced already",
        ),
        pytest.param(
            [booked("2026-02-02", "2026-04-13"), booked("2026-02-09", "2026-04-20"), cancelled("2026-03-02")],
            NOT_BOOKED,
            id="what it had replaced does not stand again",
        ),
        pytest.param(
            [booked("2026-02-02", "2026-04-13"), cancelled("2026-03-02"), booked("2026-03-02", "2026-04-20")],
            BOOKED,
            id="booked anew that day",
        ),
        pytest.param([booked("2026-03-02", "2026-04-20"), cancelled("2026-03-02", "2026-04-20")], NOT_BOOKED, id="both on one day"),
        pytest.param([booked("2026-03-02", "2026-04-20"), cancelled("2026-03-02")], NOT_BOOKED, id="both on one day, unnamed"),
        pytest.param(
            [
                *(booked("2026-01-30", "2026-02-10"), cancelled("2026-02-02"), booked("2026-02-03", "2026-04-13")),
                *(cancelled("2026-03-02"), booked("2026-03-02", "2026-04-20")),
            ],
            BOOKED,
            id="booked anew that day, after one that was taken back and whose day had passed",
        ),
    ],
)
def test_what_stands(events: list[Event], expected: tuple[str, str]) -> None:
    assert third(*events) == expected
    assert third(*reversed(events)) == expected
    assert schedule_under(*CARE, *events).problems == ()


@pytest.mark.parametrize(
    "events",
    [
        [booked("2026-03-02", "2026-04-13"), booked("2026-03-02", "2026-04-20"), cancelled("2026-03-02", "2026-04-13")],
        [booked("2026-03-02", "2026-04-27"), booked("2026-03-02", "2026-04-20"), cancelled("2026-03-04", "2026-04-27")],
    ],
    ids=["the earlier", "the later"],
)
def test_of_two_booked_on_one_day_the_one_that_is_not_taken_back_stands(events: list[Event]) -> None:
    """Six months from Mon 20 Apr 2026: reg 33(2). That two were booked is told, for no times say which came last."""
    assert third(*events) == third(*reversed(events)) == BOOKED
    [told] = schedule_under(*CARE, *events).problems
    assert "another review is booked on the same day" in told.what


@pytest.mark.parametrize("days", [("2026-04-20", "2026-04-24"), ("2026-04-20", "2026-04-20")], ids=["two days", "one day"])
def test_of_two_booked_on_the_day_of_a_cancellation_one_stands(days: tuple[str, str]) -> None:
    """Booked, taken back, booked again: the record does not say which first. The earlier is taken, and the doubt told."""
    bookings = [replace(booked("2026-03-02", day), at=at) for day, at in zip(days, (None, time(9)), strict=True)]
    events = [*bookings, cancelled("2026-03-02")]
    assert {third(*order) for order in permutations(events)} == {BOOKED}
    assert any("no booking of a review stands on that day" in told.what for told in schedule_under(*CARE, *events).problems)


def test_taken_back_before_it_was_booked_it_takes_nothing_back() -> None:
    """The times say so, whatever else has none."""
    made = ReviewArranged(on=D("2026-03-02"), at=time(10), review_on=D("2026-04-20"))
    before = ReviewArrangementCancelled(on=D("2026-03-02"), at=time(9))
    events = [made, before, Fact(on=D("2026-03-02"), fact="health-plan-needed")]
    assert {third(*order) for order in permutations(events)} == {BOOKED}


DAYS = ("2026-04-13", "2026-04-15", "2026-04-20")


def _last_booked(order: Sequence[Event]) -> str | None:
    """What stands where events happened in this order and each said something; raises ValueError where one could say nothing."""
    made: list[str] = []
    stands: str | None = None
    for event in order:
        if isinstance(event, ReviewArranged):
            stands = str(event.review_on)
            made.append(stands)
        elif isinstance(event, ReviewArrangementCancelled):
            named = stands if event.review_on is None else str(event.review_on)
            made.remove(str(named))
            stands = None if named == stands else stands
    return stands


@pytest.mark.parametrize("before", [[], [booked("2026-02-02", "2026-04-15")]], ids=["nothing", "one"])
def test_never_later_than_in_an_order_in_which_the_events_of_a_day_may_have_happened(before: list[Event]) -> None:
    """Of the orders in which each booking was made and each cancellation had something to take back, the one with the earliest day."""
    asked = 0
    for bookings, backs in product(range(3), range(3)):
        for days in combinations(DAYS, bookings):
            for named in combinations((None, *DAYS), backs):
                that_day = [*(booked("2026-03-02", day) for day in days), *(cancelled("2026-03-02", day) for day in named)]
                found = []
                for order in permutations(that_day):
                    with suppress(ValueError):
                        found.append(_last_booked([*before, *order]))
                stands = [day for day in found if day is not None]
                if stands:
                    asked += 1
                    assert third(*before, *that_day)[0] <= min(stands).replace("-04-", "-10-"), (days, named)
    assert asked >= 15


def test_times_say_which_came_first() -> None:
    made = ReviewArranged(on=D("2026-03-02"), at=time(9), review_on=D("2026-04-20"))
    assert third(made, ReviewArrangementCancelled(on=D("2026-03-02"), at=time(10))) == NOT_BOOKED


@pytest.mark.parametrize(
    ("events", "what"),
    [
        ([cancelled("2026-03-02")], "no booking of a review stands on that day"),
        ([booked("2026-02-02", "2026-04-20"), cancelled("2026-03-02", "2026-04-21")], "no review was booked for the day it names"),
        (
            [booked("2026-02-02", "2026-04-20"), cancelled("2026-03-02", "2026-04-20"), cancelled("2026-03-03", "2026-04-20")],
            "no review was booked for the day it names",
        ),
        (
            [booked("2026-02-02", "2026-02-20"), ReviewHeld(on=D("2026-02-20")), cancelled("2026-03-02")],
            "no booking of a review stands on that day",
        ),
    ],
)
def test_what_takes_nothing_back_is_told(events: list[Event], what: str) -> None:
    [problem] = schedule_under(*CARE, *events).problems
    assert (problem.where, problem.what) == (f"events[{len(CARE) + len(events) - 1}]", f"review-arrangement-cancelled: {what}")
    assert problem.remedy.endswith("it was left out")


def test_outside_care_it_is_left_out() -> None:
    [problem] = schedule_under(*CARE, cancelled("2025-12-01")).problems
    assert problem.what == "review-arrangement-cancelled: the child was not looked after"


class TestABookingWhoseDayHasPassed:
    """It goes on being counted from, as what is recorded; every date that rests on it says that it has passed."""

    SCHEDULE = schedule_under(*CARE, booked("2026-02-02", "2026-03-10"))
    PASSED = "the review was arranged for Tue 10 Mar 2026, and is not recorded as held"

    def told(self, as_of: str) -> dict[tuple[str, int | None], bool]:
        dues = self.SCHEDULE.on(D(as_of)).of("review")
        return {
            (str(due.due), due.review): any(text.startswith(self.PASSED) for text in due.notices) for due in dues if due.done_on is None
        }

    def test_not_yet(self) -> None:
        assert self.told("2026-03-10") == {("2026-04-28", 2): False, ("2026-09-10", 3): False}

    def test_the_day_after(self) -> None:
        assert self.told("2026-03-11") == {("2026-04-28", 2): True, ("2026-09-10", 3): True}

    def test_what_prepares_the_review_says_so_too(self) -> None:
        [due] = [due for due in self.SCHEDULE.on(D("2026-03-11")).of("iro-consultation") if due.review == 2]
        assert occurrence_of(due).limits[0].occurrence.basis == "arranged"
        assert any(text.startswith(self.PASSED) for text in due.notices)


@pytest.mark.parametrize("days", [("2026-04-20", "2026-05-20"), ("2026-05-20", "2026-04-20")])
def test_of_two_bookings_made_on_one_day_the_earlier_is_the_next(days: tuple[str, str]) -> None:
    """Nobody knows which took the place of the other, or whether two reviews were booked: the earlier date is safe, and it is told."""
    bookings = [booked("2026-02-02", day) for day in days]
    assert third(*bookings) == BOOKED
    (problem,) = [one for one in schedule_under(*CARE, *bookings).problems if one.where.startswith("events")]
    assert "another review is booked on the same day: the earlier of the two days is taken for the next review" in problem.what


def test_of_two_bookings_with_times_the_last_counts() -> None:
    """Booked for May in the morning, and for 20 April in the afternoon; then the other way round."""
    may, april = booked("2026-02-02", "2026-05-20"), booked("2026-02-02", "2026-04-20")
    assert third(replace(may, at=time(9)), replace(april, at=time(15))) == BOOKED
    assert third(replace(april, at=time(9)), replace(may, at=time(15))) == ("2026-11-20", "arranged")


def test_of_two_reviews_booked_on_one_day_the_second_stands_once_the_first_sat() -> None:
    """Held on 20 April as booked: the third, six months later, is booked for 12 October."""
    bookings = [booked("2026-02-02", day) for day in ("2026-04-20", "2026-10-12")]
    schedule = schedule_under(*CARE, *bookings, *reviewed("2026-04-20"))
    fourth = next(due for due in schedule.of("review") if due.review == 4)
    assert (str(fourth.due), fourth.basis) == ("2027-04-12", "arranged")
