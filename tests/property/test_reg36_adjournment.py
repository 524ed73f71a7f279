"""A review that is adjourned. Authority: SI 2010/959 reg 36(2) (rows R6 and R7, from memory; Newham's section 8 says the same)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REG_36
from tests.property.reading import advice, check_amounts, days_due, review_dates, schedule_of
from tests.property.strategies.courses import came, noise
from tests.property.strategies.days import PLAIN, starts
from tests.property.strategies.lives import Life, lives
from tests.property.strategies.timeline import shifted

from lacreview_rules import ReviewAdjourned, ReviewHeld


class Adjourned(NamedTuple):
    """A life in which one review sat, was adjourned, and was completed or not yet."""

    life: Life
    start: date
    sat: date
    completed: date | None


@st.composite
def adjourned(draw: st.DrawFn) -> Adjourned:
    """The first review, about when it is due, amid what must not matter to it."""
    start = draw(starts)
    sat = start + timedelta(draw(st.integers(1, 40)))
    completed = draw(st.none() | st.integers(1, 60).map(lambda n: sat + timedelta(n)))
    events = [came(start), ReviewAdjourned(on=sat), *(shifted(event, start - PLAIN) for event in draw(noise))]
    if completed is not None:
        events.append(ReviewHeld(on=completed))
    return Adjourned(Life(tuple(events)), start, sat, completed)


@effort(0.6)
@given(lives())
def test_every_completion_is_due_in_twenty_working_days(found: Life) -> None:
    """Reg 36(2), "not more than 20 working days": counted from the sitting, and no longer limit binds."""
    check_amounts(schedule_of(found), REG_36)


@given(adjourned())
def test_an_adjourned_review_is_completed_within_twenty_working_days_of_the_sitting(found: Adjourned) -> None:
    """Reg 36(2): one adjournment, one completion due, done when the review is next held; until then nothing is carried out (R7)."""
    schedule = schedule_of(found.life)
    (due,) = schedule.of("review-completed")
    assert due.due == by_hand.walk(found.sat, 20, 1)
    assert due.done_on == found.completed
    assert len(advice(schedule, "no-change-before-completion")) == 1


@given(adjourned(), st.sampled_from(["sitting", "completion"]), st.sampled_from(["sitting", "completion"]))
@example(
    Adjourned(Life((came(date(2026, 3, 4)), ReviewAdjourned(on=date(2026, 3, 30)))), date(2026, 3, 4), date(2026, 3, 30), None),
    "sitting",
    "sitting",
)
def test_which_day_counts_is_the_answer_given(found: Adjourned, met_by: str, counts_from: str) -> None:
    """Reg 36(2) does not say (statute.md 11.9): the sitting or the completion meets the limit, and either starts the next interval."""
    schedule = schedule_of(found.life, adjourned_review_met_by=met_by, interval_after_adjournment_from=counts_from)
    first = next(due for due in schedule.of("review") if due.review == 1)
    assert first.due == by_hand.walk(found.start, 20, 1)
    assert first.on(date.max).done_on == (found.sat if met_by == "sitting" else found.completed)
    ends = found.completed or by_hand.walk(found.sat, 20, 1)
    assert review_dates(schedule)[1, 2] == by_hand.corresponding(found.sat if counts_from == "sitting" else ends, 3)


@given(adjourned(), st.integers(1, 30))
def test_a_second_adjournment_is_reported_and_changes_nothing(found: Adjourned, later: int) -> None:
    """Reg 36(2), "once": the second is a problem at its place in the file, and no due date comes of it."""
    again = found.sat + timedelta(later)
    if found.completed is not None and again > found.completed:
        return
    second = ReviewAdjourned(on=again)
    before, after = schedule_of(found.life), schedule_of(found.life.plus(second))
    assert f"events[{len(found.life.events)}]" in [problem.where for problem in after.problems]
    assert review_dates(after) == review_dates(before)
    assert days_due(after, "review-completed") == days_due(before, "review-completed")
