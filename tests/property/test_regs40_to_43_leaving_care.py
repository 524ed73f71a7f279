"""Eligible children and pathway plans.

Authority: Children Act 1989 Sch 2 para 19B(2) and SI 2010/959 regs 40(1), (2), 42(1) and 43(1) (rows T1 and T2, read; T3 from
memory), SI 2010/2571 reg 7 (T4, from memory).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REGS_40_TO_43
from tests.property.reading import advice, all_dues, check_amounts, days_due, schedule_of
from tests.property.strategies.courses import came, in_order
from tests.property.strategies.days import LEAP_DAYS, starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import OtherEvent, TaskDone

THIRTEEN_WEEKS = timedelta(91)


class Teenager(NamedTuple):
    """A child whose care begins at some age from nought to seventeen."""

    start: date
    born: date


@st.composite
def teenagers(draw: st.DrawFn) -> Teenager:
    """Of any age when care begins, often near 14, 16 or just short of 18; some born on 29 February."""
    start = draw(starts)
    if draw(st.booleans()):
        born = draw(st.sampled_from([day for day in LEAP_DAYS if timedelta(0) < start - day < timedelta(17 * 365)]))
    else:
        age = draw(st.sampled_from([13, 14, 15, 16, 17, 3]))
        born = start - timedelta(round(365.25 * age) + draw(st.integers(-100, 250)))
    return Teenager(start, born)


@effort(0.6)
@given(lives())
def test_every_limit_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Regs 40(1), 42(1): whatever happened, thirteen weeks and three months; SI 2010/2571 reg 7: six months."""
    check_amounts(schedule_of(found), REGS_40_TO_43)


@effort(1.5)
@given(teenagers())
@example(Teenager(date(2025, 1, 6), date(2009, 1, 6)))  # sixteen on the day care begins
@example(Teenager(date(2025, 1, 6), date(2008, 2, 29)))
@example(Teenager(date(2024, 10, 7), date(2009, 1, 6)))  # thirteen weeks are up on the sixteenth birthday
def test_thirteen_weeks_from_fourteen_sixteen_and_the_assessment_three_months_on(child: Teenager) -> None:
    """Reg 40(1), "the prescribed period is 13 weeks and the prescribed age is 14", and reg 42(1), "not more than three months".

    The weeks run from the fourteenth birthday or the start of care, whichever came later; the child is eligible on the
    sixteenth birthday or the day the weeks are up, whichever is later, but not at eighteen (para 19B(2), "aged sixteen or
    seventeen"); the months run from that day.
    """
    schedule = schedule_of(life(came(child.start), born=child.born))
    dues = {due.task: due.due for due in all_dues(schedule)}
    weeks = max(child.start, by_hand.birthday(child.born, 14)) + THIRTEEN_WEEKS
    eligible = max(weeks, by_hand.birthday(child.born, 16))
    assert dues["thirteen-weeks-since-fourteen"] == weeks
    if eligible < by_hand.birthday(child.born, 18):
        assert dues["eligible-child"] == eligible
        assert dues["pathway-assessment"] == by_hand.corresponding(eligible, 3)
    else:
        assert dues.keys().isdisjoint({"eligible-child", "pathway-assessment"})


@given(teenagers(), st.integers(0, 1500))
def test_what_lies_beyond_the_next_reviews_joins_when_its_day_comes(child: Teenager, after: int) -> None:
    """Reg 42(1): asked about on a day by which the count has begun, the schedule shows it; before, only if a review is as far off."""
    schedule = schedule_of(life(came(child.start), born=child.born))
    sixteen = by_hand.birthday(child.born, 16)
    eligible = max(child.start, by_hand.birthday(child.born, 14)) + THIRTEEN_WEEKS
    asked = max(sixteen, eligible) + timedelta(after)
    due = [by_hand.corresponding(max(sixteen, eligible), 3)] if max(sixteen, eligible) < by_hand.birthday(child.born, 18) else []
    assert [found.due for found in schedule.on(asked).of("pathway-assessment")] == due


@given(teenagers(), st.integers(0, 200))
def test_a_recorded_day_of_eligibility_stands_in_for_the_weeks(child: Teenager, after: int) -> None:
    """Reg 40(1) (statute.md T1): where care was broken the weeks are not counted here; the recorded day is what reg 42(1) runs from."""
    recorded = child.start + timedelta(after)
    found = life(came(child.start), OtherEvent(event="became-eligible", on=recorded), born=child.born)
    eligible = [due for due in all_dues(schedule_of(found)) if due.task == "eligible-child"]
    by_weeks = max(child.start, by_hand.birthday(child.born, 14)) + THIRTEEN_WEEKS
    may_be = max(by_weeks, by_hand.birthday(child.born, 16)) < by_hand.birthday(child.born, 18)
    assert [due.done_on for due in eligible] == ([recorded] if may_be else [])


@given(teenagers())
def test_a_child_in_short_breaks_is_not_an_eligible_child(child: Teenager) -> None:
    """Reg 40(2): time in a series of short breaks makes no eligible child, and so no pathway assessment."""
    schedule = schedule_of(life(came(child.start, legal_status="short-break"), born=child.born))
    assert {due.task for due in all_dues(schedule)}.isdisjoint({"eligible-child", "pathway-assessment"})


@given(teenagers(), in_order(3, 30, 250))
def test_the_plan_has_no_number_and_its_reviews_are_six_months_apart(child: Teenager, after: list[int]) -> None:
    """Reg 43(1), "as soon as possible", and SI 2010/2571 reg 7, "at intervals of not more than six months" (both from memory)."""
    days = [child.start + timedelta(n) for n in after]
    done = [TaskDone(on=day, task="pathway-plan-review") for day in days]
    assessed = TaskDone(on=child.start, task="pathway-assessment")
    schedule = schedule_of(life(came(child.start), assessed, *done, born=child.born))
    assert len(advice(schedule, "pathway-plan")) == 1
    assert {by_hand.corresponding(day, 6) for day in days} <= set(days_due(schedule, "pathway-plan-review"))
