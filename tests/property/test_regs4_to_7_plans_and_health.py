"""Care plans and health. Authority: SI 2010/959 regs 4(2), 7(1) to (3) (rows P1, H1 to H4), and guidance on health (H5).

P1 was seen in its Welsh twin, the others in secondary sources: statute.md, section 1.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REGS_4_TO_7
from tests.property.reading import check_amounts, review_dates, schedule_of, spans, under
from tests.property.strategies.courses import came, in_order
from tests.property.strategies.days import LEAP_DAYS, PLAIN, births, starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import ReviewHeld, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

APRIL_2011 = date(2011, 4, 1)
MARCH_2015 = date(2015, 3, 17)  # the day on which the guidance was published


@effort(0.6)
@given(lives())
def test_every_limit_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Reg 4(2), reg 7(3), guidance on health: whatever happened, a limit of these rows ends where its words say."""
    check_amounts(schedule_of(found), REGS_4_TO_7)


@given(starts, st.integers(-60, 60))
def test_a_care_plan_is_made_before_care_begins_or_within_ten_working_days(start: date, made: int) -> None:
    """Reg 4(2), "within ten working days of the start of the first placement": one made before is in time, one made later is late."""
    on = start + timedelta(made)
    (due,) = schedule_of(life(came(start), TaskDone(on=on, task="care-plan"))).on(date.max).of("care-plan")
    limit = by_hand.walk(start, 10, 1)
    assert (due.due, due.aim, due.done_on) == (limit, start, on)
    assert due.status == ("met" if on <= limit else "met-late")


@given(starts, st.integers(1, 100), st.lists(st.integers(-120, 100), max_size=3, unique=True))
@example(date(2025, 5, 31), 20, [-92])  # the day after 28 February, three months before the 31st of May
def test_the_first_health_assessment_comes_before_the_first_review(start: date, held: int, done: list[int]) -> None:
    """Reg 7(1), (2): no number of its own but the first review's; not needed if one was done in the three months before."""
    review = start + timedelta(held)
    days = sorted(start + timedelta(n) for n in done)
    events = (ReviewHeld(on=review), *(TaskDone(on=day, task="health-assessment") for day in days))
    schedule = schedule_of(life(came(start), *events))
    assert [limit.due for limit in under(schedule, "H1")] == [review]
    due = next(
        due
        for due in schedule.on(date.max).of("health-assessment")
        if "england/H1" in [limit.rule_id for limit in occurrence_of(due).limits]
    )
    in_time = [day for day in days if by_hand.corresponding(start, -3) <= day <= review]
    late = [day for day in days if day > review]
    assert due.done_on == (in_time[-1] if in_time else late[0] if late else None)


@given(starts)
def test_until_it_is_held_the_first_review_is_the_limit_of_the_first_assessment(start: date) -> None:
    """Reg 7(1), and guidance on health from March 2015: twenty working days either way."""
    schedule = schedule_of(life(came(start)))
    first = by_hand.walk(start, 20, 1)
    assert [limit.due for limit in under(schedule, "H1")] == [review_dates(schedule)[1, 1]] == [first]
    assert [limit.due for limit in under(schedule, "H5")] == ([first] if start >= MARCH_2015 else [])


@st.composite
def assessed(draw: st.DrawFn) -> tuple[Life, date | None, list[date]]:
    """A child of any age, and assessments on days of their own from the start of care on."""
    start = draw(starts)
    born = draw(births(start))
    days = [start + timedelta(n) for n in draw(in_order(5, 1, 400))]
    return life(came(start), *(TaskDone(on=day, task="health-assessment") for day in days), born=born), born, days


@effort(2)
@given(assessed())
@example(
    (
        life(came(PLAIN), TaskDone(on=date(2025, 2, 28), task="health-assessment"), born=date(2020, 2, 29)),
        date(2020, 2, 29),
        [date(2025, 2, 28)],
    )
)
@example(
    (
        life(came(PLAIN), TaskDone(on=date(2025, 3, 1), task="health-assessment"), born=date(2020, 2, 29)),
        date(2020, 2, 29),
        [date(2025, 3, 1)],
    )
)
def test_under_five_every_six_months_and_from_five_every_twelve(found: tuple[Life, date | None, list[date]]) -> None:
    """Reg 7(3)(a), (b): once in six months before the fifth birthday, once in twelve after it.

    By the age on the day of the last assessment, on the stricter reading (statute.md 11.14). Without a date of birth
    neither is known, and neither is given.
    """
    child, born, days = found
    schedule = schedule_of(child)
    young = [day for day in days if born is not None and day < by_hand.birthday(born, 5)]
    older = [day for day in days if born is not None and day >= by_hand.birthday(born, 5)]
    assert spans(under(schedule, "H3")) == {(day, by_hand.corresponding(day, 6)) for day in young}
    assert spans(under(schedule, "H4")) == {(day, by_hand.corresponding(day, 12)) for day in older}


@given(st.sampled_from([day for day in LEAP_DAYS if day.year >= 2008]), st.sampled_from(["1 March", "28 February"]))
def test_a_leap_day_birthday_is_the_day_that_is_chosen(born: date, leap: str) -> None:
    """Reg 7(3) (statute.md 11.21): born on 29 February, the child is five on 1 March, or on 28 February if that is chosen."""
    fifth = by_hand.birthday(born, 5, leap)
    days = [fifth - timedelta(1), fifth]
    child = life(came(max(born, APRIL_2011)), *(TaskDone(on=day, task="health-assessment") for day in days), born=born)
    limits = spans(under(schedule_of(child, leap_day_birthday=leap), "H3", "H4"))
    assert limits == {(days[0], by_hand.corresponding(days[0], 6)), (days[1], by_hand.corresponding(days[1], 12))}
