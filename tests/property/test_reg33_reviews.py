"""When a case is reviewed. Authority: SI 2010/959 reg 33 (rows R1 to R4), reg 32(2) (R5); SI 1991/895 reg 3 before April 2011.

Words that decide the counting are those of statute.md, section 1, where the rows are marked as read.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REG_33, REVIEWS_BEFORE_2011
from tests.property.reading import check_amounts, days_due, periods_of, review_dates, schedule_of, under
from tests.property.strategies.courses import Known, came, in_order, reviewed
from tests.property.strategies.days import PLAIN, starts, starts_before_2011
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    OtherEvent,
    PlacedForAdoption,
    ReviewHeld,
    ReviewRequested,
)

APRIL_2011 = date(2011, 4, 1)


@effort(2)
@given(lives())
@example(life(came(date(2025, 12, 19))))  # over Christmas
@example(life(came(date(2024, 3, 15))))  # Friday, and the two days after it (statute.md 12)
@example(life(came(date(2024, 3, 17))))
@example(life(came(date(2022, 9, 5))))  # over the state funeral
@example(life(came(date(2026, 1, 1), "parent"), OtherEvent(event="contact-stopped", on=date(2026, 1, 1))))
def test_the_first_review_is_due_on_the_twentieth_working_day(found: Life) -> None:
    """Reg 33(1), "within 20 working days": a working day on which exactly twenty have been counted, and none fewer.

    Whatever else is recorded, for every period of care, unless the review was asked for sooner, the child is placed for
    adoption or may be, or care began as short breaks; those have provisions of their own.
    """
    found = found.without(ReviewRequested, AuthorisedForAdoption, PlacedForAdoption)
    due = review_dates(schedule_of(found))
    for period in periods_of(found):
        if "short-break" not in period.legal_statuses_on(period.start):
            first = due[period.number, 1]
            assert by_hand.is_working(first)
            assert by_hand.working_days_in(period.start, first) == 20


@effort(0.6)
@given(lives())
def test_every_interval_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Reg 33(1), (2): whatever happened, a limit of these rows ends where its words say, and nothing later binds."""
    check_amounts(schedule_of(found), REG_33)


@effort(2)
@given(reviewed())
@example(Known(life(came(date(2025, 11, 3)), ReviewHeld(on=date(2025, 11, 30))), (date(2025, 11, 30),)))  # 28 February
@example(Known(life(came(date(2023, 11, 3)), ReviewHeld(on=date(2023, 11, 30))), (date(2023, 11, 30),)))  # 29 February
@example(Known(life(came(date(2024, 2, 1)), ReviewHeld(on=date(2024, 2, 29))), (date(2024, 2, 29),)))  # 29 May, not the 31st
@example(
    Known(
        life(came(date(2025, 4, 30)), ReviewHeld(on=date(2025, 5, 31)), ReviewHeld(on=date(2025, 8, 31))),
        (date(2025, 5, 31), date(2025, 8, 31)),
    )
)  # six months from 31 August: 28 February
def test_later_reviews_follow_the_review_held_by_calendar_months(known: Known) -> None:
    """Reg 33(2), "not more than three months after the first", then "at intervals of not more than six months".

    From the review in fact held, on the corresponding date or the last day of a month that has none; what is not yet
    held is assumed on its own limit.
    """
    due = review_dates(schedule_of(known.life))
    previous = by_hand.walk(known.start, 20, 1)
    assert due[1, 1] == previous
    for number in range(2, len(known.days) + 3):
        previous = known.days[number - 2] if number - 2 < len(known.days) else previous
        previous = by_hand.corresponding(previous, 3 if number == 2 else 6)
        assert due[1, number] == previous


@given(reviewed(), st.integers(0, 60), st.integers(0, 200))
def test_a_review_that_is_asked_for_is_due_by_the_day_named(known: Known, after: int, within: int) -> None:
    """Reg 33(3), "before the time specified in paragraph (1) or (2)": a request names an earlier day and never a later one."""
    asked = max((known.start, *known.days)) + timedelta(after)
    by = asked + timedelta(within)
    ordinary = review_dates(schedule_of(known.life))
    due = review_dates(schedule_of(known.life.plus(ReviewRequested(on=asked, by="IRO", review_by=by))))
    met = asked in known.days and by == asked  # a request made at a review for a later day is about the next one
    number = len(known.days) + (0 if met else 1)
    assert due[1, number] == min(ordinary[1, number], by)
    assert {key: day for key, day in due.items() if day > ordinary.get(key, date.max)} == {}


@given(reviewed())
def test_a_request_without_a_day_moves_nothing(known: Known) -> None:
    """Reg 33(3) gives no number: a request that names no day is shown, and no date is made up for it."""
    asked = known.life.plus(ReviewRequested(on=known.start + timedelta(3), by="child"))
    assert review_dates(schedule_of(asked)) == review_dates(schedule_of(known.life))


@given(reviewed(most=4), in_order(3, 1, 200))
def test_an_additional_review_counts_or_stands_apart(known: Known, extra: list[int]) -> None:
    """Reg 33(2) (statute.md 11.10): read literally any review starts the next interval; standing apart, it changes no due date."""
    assume(all(known.start + timedelta(n) not in known.days for n in extra))
    additional = known.life.plus(*(ReviewHeld(on=known.start + timedelta(n), additional=True) for n in extra))
    literal = known.life.plus(*(ReviewHeld(on=known.start + timedelta(n)) for n in extra))
    assert review_dates(schedule_of(additional)) == review_dates(schedule_of(literal))
    apart = schedule_of(additional, additional_reviews="stand-apart")
    assert days_due(apart, "review") == days_due(schedule_of(known.life), "review")


@given(lives(on=starts_before_2011))
def test_before_april_2011_the_older_intervals_applied(found: Life) -> None:
    """SI 1991/895 reg 3 (from an older procedure and from memory): four weeks, three months, six months, by the day the count starts."""
    schedule = schedule_of(found)
    check_amounts(schedule, REVIEWS_BEFORE_2011)
    check_amounts(schedule, REG_33)
    assert [limit for limit in under(schedule, *REG_33) if limit.start < APRIL_2011] == []
    assert [limit for limit in under(schedule, *REVIEWS_BEFORE_2011) if limit.start >= APRIL_2011] == []


@given(starts, st.lists(st.integers(1, 400), min_size=1, max_size=3, unique=True))
def test_a_change_of_plan_waits_for_a_review(start: date, planned: list[int]) -> None:
    """Reg 32(2), "unless this is not reasonably practicable": a review considers a significant change before the day it takes effect."""
    days = [start + timedelta(n) for n in planned]
    changes = [OtherEvent(event="care-plan-change-proposed", on=day) for day in days]
    assert days_due(schedule_of(life(came(start), *changes)), "review-before-plan-change") == sorted(days)


@given(starts, st.integers(1, 600))
def test_a_child_who_comes_back_has_a_first_review_again(start: date, away: int) -> None:
    """Reg 33(1) (statute.md 11.17): re-entry is a new period of care, whose first review owes nothing to the reviews before."""
    left = start + timedelta(60)
    back = left + timedelta(away)
    found = life(came(start), ReviewHeld(on=start + timedelta(20)), CeasedToBeLookedAfter(on=left), BecameLookedAfter(on=back))
    due = review_dates(schedule_of(found))
    alone = review_dates(schedule_of(life(BecameLookedAfter(on=back))))
    assert {number: day for (period, number), day in due.items() if period == 2} == {number: day for (_, number), day in alone.items()}


def test_the_plain_monday_by_hand() -> None:
    """Statute.md 12: looked after from Mon 6 Jan 2025, first review by Mon 3 Feb 2025."""
    assert review_dates(schedule_of(life(came(PLAIN))))[1, 1] == date(2025, 2, 3)
