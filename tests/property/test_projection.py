"""What is not done yet is assumed done on its due date, so that what hangs on it can be dated. Authority: design.md, Projection."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.confirming import check_confirmed
from tests.property.effort import effort
from tests.property.invariants import known_dues
from tests.property.reading import SHIPPED, all_dues, review_dates, schedule_of
from tests.property.strategies.courses import Known, came, reviewed
from tests.property.strategies.days import PLAIN, starts
from tests.property.strategies.lives import Life, life, lives_in_care

from lacreview_rules import BecameLookedAfter, PlacementMoved, ReviewArranged, ReviewHeld, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

COMES_BY_ITSELF = {"eligible-child", "thirteen-weeks-since-fourteen", "decisions"}
"""Tasks of the shipped profiles whose silence is an answer, or that such a one waits for."""


@effort(0.7)
@given(lives_in_care(), st.sampled_from(SHIPPED))
@example(life(came(date(2012, 10, 1), "parent"), TaskDone(on=date(2012, 10, 22), task="visit")), "england")
@example(life(BecameLookedAfter(on=date(2018, 4, 28), placement="parent"), TaskDone(on=date(2018, 5, 10), task="visit")), "england")
def test_an_event_that_confirms_what_was_assumed_changes_no_other_due_date(found: Life, profile: str) -> None:
    """Design.md: an open task is assumed done on its due date, an open review on its booking; so, done then, nothing else moves.

    One exception, and it is the law's: visits are weekly "until the first review" that is carried out (reg 28(3), (4), AAR 2005
    reg 36(4)), and only while the assessment of the parent is unfinished (reg 28(3)). A review that is only assumed ends nothing
    (statute.md 11.13), so when it is held, or the assessment is completed, a weekly visit that would have fallen after it lapses.
    A visit may then be due later, never sooner.
    """
    check_confirmed(found, profile)


@given(starts, st.integers(1, 20), st.integers(1, 10), st.integers(1, 40))
@example(PLAIN, 1, 1, 1)
def test_a_booking_that_was_brought_forward_is_no_booking_of_the_next_review(start: date, made: int, ahead: int, sooner: int) -> None:
    """Design.md: an open review is assumed held on the day that is booked; a booking that another took the place of is none.

    Booked, then booked again for a sooner day and held on it: nothing is booked for the review after it.
    """
    again = start + timedelta(made)
    held = again + timedelta(ahead)
    first = ReviewArranged(on=start, review_on=held + timedelta(sooner))
    found = life(came(start), first, ReviewArranged(on=again, review_on=held), ReviewHeld(on=held))
    (second,) = [due for due in schedule_of(found).of("review") if due.review == 2]
    assert second.arranged is None


@given(reviewed(), st.sampled_from(SHIPPED))
def test_holding_a_review_on_its_due_date_changes_no_other_review(known: Known, profile: str) -> None:
    """Design.md: the reviews that were projected from it stand where they stood, and the basis becomes actual."""
    before = schedule_of(known.life, profile)
    due = next(due for due in before.of("review") if occurrence_of(due).completion is None)
    assert due.due is not None
    if due.due <= known.life.last:
        return
    after = schedule_of(known.life.plus(ReviewHeld(on=due.due)), profile)
    found = review_dates(after)
    assert {key: day for key, day in review_dates(before).items() if found[key] != day} == {}


@given(reviewed(), st.integers(0, 60), st.integers(0, 250))
def test_a_booking_never_moves_the_due_date_it_is_for(known: Known, made: int, ahead: int) -> None:
    """Design.md: an arranged date never moves a due date; what hangs on that review is counted from the booking, and says so."""
    on = known.life.last + timedelta(made)
    booked = on + timedelta(ahead + 1)
    before, after = schedule_of(known.life), schedule_of(known.life.plus(ReviewArranged(on=on, review_on=booked)))
    number = len(known.days) + 1
    assert review_dates(after)[1, number] == review_dates(before)[1, number]
    hanging = [due for due in after.of("decisions") if due.review == number]
    assert [(occurrence_of(due).limits[0].start, due.basis) for due in hanging] == [(booked, "arranged")]


@given(lives_in_care(), st.sampled_from(SHIPPED), st.integers(0, 1500))
def test_looking_further_ahead_adds_and_changes_nothing(found: Life, profile: str, ahead: int) -> None:
    """Design.md: recurring tasks go on to `until`; what is shown without it is shown with one that lies beyond."""
    near = schedule_of(found, profile)
    last = max((due.due for due in all_dues(near) if due.due is not None), default=found.last)
    far = schedule_of(found, profile, until=last + timedelta(ahead))
    assert known_dues(near) - known_dues(far) == Counter()


@given(lives_in_care(), st.sampled_from(SHIPPED))
def test_what_is_assumed_says_so(found: Life, profile: str) -> None:
    """Design.md: only what counts from a day on which something is recorded, or from an age, is called actual."""
    recorded = {event.on for event in found.events}
    for due in all_dues(schedule_of(found, profile)):
        limit = occurrence_of(due).limits[0]
        if limit.basis == "actual" and not limit.occurrence.name.startswith("age ") and limit.occurrence.name not in COMES_BY_ITSELF:
            assert limit.occurrence.on in recorded


def test_the_move_of_the_first_example_by_hand() -> None:
    """Design.md, Worked: looked after 5 January 2026, reviewed 28 January, moved 20 February: newham's review 2 stays on 28 April."""
    moved = life(came(date(2026, 1, 5)), ReviewHeld(on=date(2026, 1, 28)), PlacementMoved(on=date(2026, 2, 20)))
    assert review_dates(schedule_of(moved, "newham"))[1, 2] == date(2026, 4, 28)
