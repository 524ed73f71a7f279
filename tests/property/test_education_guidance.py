"""Personal education plans.

Authority: statutory guidance on the education of looked-after children, July 2014 and February 2018 (rows E1 to E4; not seen).
"""

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

JULY_2014, FEBRUARY_2018 = date(2014, 7, 1), date(2018, 2, 1)
"""The months of the editions."""


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
    expected = {by_hand.walk(start, 10, 1)} if start >= JULY_2014 else set()
    if review >= JULY_2014:
        expected.add(review)
    assert {limit.due for due in dues for limit in occurrence_of(due).limits} == expected
    if dues:
        assert min(due.due or date.max for due in dues) == min(expected)


@given(starts.filter(lambda day: day >= JULY_2014), st.integers(0, 60))
def test_a_review_every_term_has_no_date(start: date, made: int) -> None:
    """E3, "reviewed every school term": a term is not an interval of time, so it is shown without a date."""
    found = life(came(start), TaskDone(on=start + timedelta(made), task="personal-education-plan"))
    rule = "england/E3" if start + timedelta(made) >= FEBRUARY_2018 else "england/E3-2014"
    assert [due.rule for due in advice(schedule_of(found), "personal-education-plan-review")] == [rule]


@given(starts.filter(lambda day: day >= JULY_2014), st.integers(-700, 700))
def test_a_plan_is_for_a_child_of_three_or_older(start: date, older: int) -> None:
    """E1, as authorities take "pre-school age": not for a child under three; where the birth is not recorded it is due."""
    third = start - timedelta(older)
    born = date(third.year - 3, third.month, min(third.day, 28))
    for birth, owed in ((born, by_hand.birthday(born, 3) <= start), (None, True)):
        dues = schedule_of(life(came(start), born=birth)).of("personal-education-plan")
        assert bool([due for due in dues if due.due == by_hand.walk(start, 10, 1)]) is owed
