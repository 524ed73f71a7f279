"""Personal education plans. Authority: statutory guidance on the education of looked-after children, 2018 (rows E1 to E3; not seen)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import EDUCATION
from tests.property.reading import advice, check_amounts, schedule_of
from tests.property.strategies.courses import came
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import ReviewHeld, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

JANUARY_2018 = date(2018, 1, 1)


@effort(0.6)
@given(lives())
def test_every_plan_is_due_in_ten_working_days(found: Life) -> None:
    """E1: whatever happened, ten working days from becoming looked after, as for the care plan it belongs to."""
    check_amounts(schedule_of(found), EDUCATION)


@given(starts, st.integers(1, 60), st.none() | st.integers(-40, 80))
def test_a_plan_is_there_for_the_first_review(start: date, held: int, made: int | None) -> None:
    """E1, E2: begun before care, or within ten working days, and available for the first review; the earlier binds."""
    review = start + timedelta(held)
    found = life(came(start), ReviewHeld(on=review))
    if made is not None:
        found = found.plus(TaskDone(on=start + timedelta(made), task="personal-education-plan"))
    dues = schedule_of(found).of("personal-education-plan")
    expected = {by_hand.walk(start, 10, 1)} if start >= JANUARY_2018 else set()
    if review >= JANUARY_2018:
        expected.add(review)
    assert {limit.due for due in dues for limit in occurrence_of(due).limits} == expected
    if dues:
        assert min(due.due or date.max for due in dues) == min(expected)


@given(starts.filter(lambda day: day >= JANUARY_2018), st.integers(0, 60))
def test_a_review_every_term_has_no_date(start: date, made: int) -> None:
    """E3, "reviewed every school term": a term is not an interval of time, so it is shown without a date."""
    found = life(came(start), TaskDone(on=start + timedelta(made), task="personal-education-plan"))
    assert [due.rule for due in advice(schedule_of(found), "personal-education-plan-review")] == ["england/E3"]
