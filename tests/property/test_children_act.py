"""Limits in the Children Act 1989 itself: sections 25A(2), 31A(1) and 34(6) (rows I1, P2, C1: all from memory or secondary sources)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.property.provisions import CHILDREN_ACT
from tests.property.reading import check_amounts, days_due, schedule_of, under
from tests.property.strategies.courses import came
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import OtherEvent, ReviewHeld, TaskDone


@given(lives())
def test_contact_is_refused_for_seven_days_at_most(found: Life) -> None:
    """S34(6), "does not last for more than seven days": plain days, whatever happened."""
    check_amounts(schedule_of(found), CHILDREN_ACT)


@given(starts, st.lists(st.integers(0, 300), min_size=1, max_size=3, unique=True))
def test_each_refusal_of_contact_has_its_own_seven_days(start: date, when: list[int]) -> None:
    """S34(6): counted after the day contact is refused."""
    days = sorted(start + timedelta(n) for n in when)
    found = life(came(start), *(OtherEvent(event="contact-stopped", on=day) for day in days))
    assert days_due(schedule_of(found), "contact-resolved") == [day + timedelta(7) for day in days]


@given(starts, st.integers(1, 300), st.none() | st.integers(0, 320))
def test_the_court_says_when_it_wants_the_plan(start: date, wanted: int, filed: int | None) -> None:
    """S31A(1): the plan is due on the day that the court directed, and in time on it."""
    day = start + timedelta(wanted)
    found = life(came(start), OtherEvent(event="court-care-plan-date", on=day))
    if filed is not None:
        found = found.plus(TaskDone(on=start + timedelta(filed), task="court-care-plan"))
    (due,) = schedule_of(found).on(date(2059, 12, 31)).of("court-care-plan")
    assert due.due == day
    assert due.status == ("overdue" if filed is None else "met" if filed <= wanted else "met-late")


@given(starts, st.integers(1, 60))
def test_an_iro_is_appointed_before_the_first_review(start: date, held: int) -> None:
    """S25A(2): no number; due by the day of the first review, as it was held."""
    review = start + timedelta(held)
    assert [limit.due for limit in under(schedule_of(life(came(start), ReviewHeld(on=review))), "I1")] == [review]
