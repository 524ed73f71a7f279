"""A series of short breaks. Authority: SI 2010/959 reg 48 (S4, S5 read; S1, S2 in a secondary source; S3 from memory)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REG_48
from tests.property.reading import advice, all_dues, check_amounts, days_due, review_dates, schedule_of, under
from tests.property.strategies.courses import came, in_order
from tests.property.strategies.days import births, starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import ReviewHeld, TaskDone

SWITCHED_OFF = {
    "placement-plan",  # reg 9
    "health-assessment",  # reg 7
    "placement-notice",  # reg 13
    "area-authority-notice",
    "eligible-child",  # reg 40(2)
    "pathway-assessment",
}


@st.composite
def series(draw: st.DrawFn) -> Life:
    """Short breaks with one carer, with or without an emergency at the start, and a child of any age."""
    start = draw(starts)
    return life(came(start, "foster-care", "short-break", emergency=draw(st.booleans())), born=draw(births(start)))


@effort(0.6)
@given(lives())
def test_every_interval_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Reg 48(3)(c) to (e): whatever happened, a limit of these rows ends where its words say."""
    check_amounts(schedule_of(found), REG_48)


@given(series(), in_order(4, 20, 220))
def test_reviews_three_months_after_the_first_break_then_every_six(found: Life, after: list[int]) -> None:
    """Reg 48(3)(d), (e): the first review three months after the first break, later ones six months after the one before."""
    start = found.last
    held = [start + timedelta(n) for n in after]
    schedule = schedule_of(found.plus(*(ReviewHeld(on=day) for day in held)))
    due = review_dates(schedule)
    assert due[1, 1] == by_hand.corresponding(start, 3)
    assert [due[1, number + 2] for number in range(len(held))] == [by_hand.corresponding(day, 6) for day in held]
    assert under(schedule, "R1", "R2", "R3") == []


@given(series(), in_order(4, 20, 160))
def test_visits_within_three_months_then_every_six(found: Life, after: list[int]) -> None:
    """Reg 48(3)(c) (from memory): the first visit within three months of the first break, then no more than six months apart."""
    start = found.last
    made = [start + timedelta(n) for n in after]
    due = days_due(schedule_of(found.plus(*(TaskDone(on=day, task="visit") for day in made))), "visit")
    assert due[: len(made) + 1] == [by_hand.corresponding(start, 3), *(by_hand.corresponding(day, 6) for day in made)]


@given(series())
def test_plans_notices_and_health_are_switched_off(found: Life) -> None:
    """Reg 48(3)(a), (b), reg 40(2): no health assessment, placement plan or notice, and no eligible child; the schedule says so."""
    schedule = schedule_of(found)
    assert SWITCHED_OFF.isdisjoint({due.task for due in all_dues(schedule)})
    assert len(advice(schedule, "short-break-exemptions")) == len(advice(schedule, "short-break-eligibility")) == 1


@given(starts, st.sampled_from(["section-20", "care-order", "interim-care-order"]))
def test_nothing_is_switched_off_for_a_child_not_in_short_breaks(start: date, status: str) -> None:
    """Reg 48(1) lists when it applies; where it does not, the plan, the notice and the assessment are owed."""
    tasks = {due.task for due in schedule_of(life(came(start, legal_status=status))).due_dates}
    assert {"placement-plan", "placement-notice", "health-assessment"} <= tasks
    assert {"short-break-exemptions", "short-break-eligibility"}.isdisjoint(tasks)
