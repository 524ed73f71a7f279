"""Children remanded. Authority: SI 2010/959 Part 8A, from 19 April 2013 (D1 from its Welsh twin, D2 to D4 from memory)."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import PART_8A
from tests.property.reading import check_amounts, days_due, review_dates, schedule_of, under
from tests.property.strategies.courses import came
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

APRIL_2013 = date(2013, 4, 19)


@effort(0.6)
@given(lives())
def test_every_limit_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Regs 47B, 47C, 47E, 47F: whatever happened, a limit of these rows ends where its words say."""
    check_amounts(schedule_of(found), PART_8A)


@given(starts, st.sampled_from(["foster-care", "childrens-home", "secure-unit"]))
@example(date(2013, 4, 18), "foster-care")
@example(date(2013, 4, 19), "foster-care")
def test_remanded_to_the_authority_a_plan_in_five_working_days(start: date, placement: str) -> None:
    """Reg 47B, "within 5 working days of C being so remanded" (the Welsh words): not ten, from 19 April 2013."""
    schedule = schedule_of(life(came(start, placement, "remand")))
    assert days_due(schedule, "care-plan") == [by_hand.walk(start, 5 if start >= APRIL_2013 else 10, 1)]
    assert days_due(schedule, "detention-placement-plan") == []


@given(starts)
@example(date(2013, 4, 18))
@example(date(2013, 4, 19))
def test_in_youth_detention_a_plan_of_its_own_in_ten_working_days(start: date) -> None:
    """Reg 47C: the detention placement plan takes the place of the placement plan and, where there is only the remand, of the care plan."""
    schedule = schedule_of(life(came(start, "youth-detention", "remand")))
    since = start >= APRIL_2013
    assert days_due(schedule, "detention-placement-plan") == ([by_hand.walk(start, 10, 1)] if since else [])
    assert days_due(schedule, "placement-plan") == []
    assert days_due(schedule, "care-plan") == ([] if since else [by_hand.walk(start, 10, 1)])


@given(starts)
def test_visits_and_reviews_go_on_as_for_any_child(start: date) -> None:
    """Reg 47E, one week; reg 47F, as reg 33: the remand is the day the child becomes looked after."""
    schedule = schedule_of(life(came(start, "youth-detention", "remand")))
    assert review_dates(schedule) == review_dates(schedule_of(life(came(start))))
    assert [limit.due for limit in under(schedule, "V1", "V1-2020")] == [by_hand.limit(start, "1 week")]
    for rule, due in (("D3", by_hand.limit(start, "1 week")), ("D4", by_hand.walk(start, 20, 1))):
        assert [limit.due for limit in under(schedule, rule)] == ([due] if start >= APRIL_2013 else [])
