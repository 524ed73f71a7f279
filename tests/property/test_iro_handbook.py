"""What prepares and follows a review. Authority: IRO Handbook 2010 (rows IRO1 to IRO13; the handbook itself was not seen).

The figures are those that authorities' own procedures repeat; each rule says which.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.provisions import HANDBOOK, HANDBOOK_BEFORE
from tests.property.reading import advice, check_amounts, days_due, schedule_of, under
from tests.property.strategies.courses import Known, came, reviewed
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import DecisionsIssued, OtherEvent, ReviewArranged, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

PREPARE = {"child-discussion": 20, "iro-consultation": 15, "review-report": 3}
FOLLOW = {"decisions": 5, "review-record": 15, "record-distributed": 20, "care-plan-updated": 10}


@given(lives())
def test_every_limit_is_as_long_as_the_handbook_says(found: Life) -> None:
    """IRO1 to IRO10: whatever happened, so many working days exactly, after the review or before it."""
    schedule = schedule_of(found)
    check_amounts(schedule, HANDBOOK)
    check_amounts(schedule, HANDBOOK_BEFORE, step=-1)


@given(lives())
def test_in_clear_days_everything_before_a_review_is_one_further_back(found: Life) -> None:
    """IRO2 to IRO4, "at least" (statute.md 11.19): simple, or in clear days one working day sooner; nothing else moves."""
    simple, clear = (under(schedule_of(found, count_back=way), *HANDBOOK_BEFORE) for way in ("simple", "clear"))
    assert sorted(limit._replace(due=by_hand.walk(limit.due, 1, -1), bound=date.min) for limit in simple) == sorted(
        limit._replace(bound=date.min) for limit in clear
    )


@given(reviewed(most=4))
@example(Known(life(came(date(2025, 12, 1)), ReviewArranged(on=date(2025, 12, 1), review_on=date(2026, 1, 2))), ()))
def test_each_review_is_prepared_and_followed_on_its_own_days(known: Known) -> None:
    """IRO2 to IRO9: one of each task for every review, counted from that review, held, arranged or assumed."""
    schedule = schedule_of(known.life)
    sits = {
        due.review: completion.on if (completion := occurrence_of(due).completion) else due.arranged or due.due
        for due in schedule.of("review")
    }
    for task, n in PREPARE.items():
        assert {due.review: due.due for due in schedule.of(task)} == {
            number: by_hand.walk(day or date.max, n, -1) for number, day in sits.items()
        }
    for task, n in FOLLOW.items():
        assert {due.review: due.due for due in schedule.of(task)} == {
            number: by_hand.walk(day or date.max, n, 1) for number, day in sits.items()
        }


@given(reviewed(most=1, amid=st.just([])), st.none() | st.integers(0, 40), st.none() | st.integers(0, 60))
def test_silence_agrees_with_decisions_that_were_issued(known: Known, issued: int | None, answered: int | None) -> None:
    """IRO6: five working days from the decisions; silence is agreement, but only with decisions that were made."""
    if not known.days:
        return
    held = known.days[0]
    found = known.life
    if issued is not None:
        found = found.plus(DecisionsIssued(on=held + timedelta(issued)))
    if answered is not None:
        found = found.plus(TaskDone(on=held + timedelta(answered), task="manager-response"))
    due = next(due for due in schedule_of(found).on(date(2059, 12, 31)).of("manager-response") if due.review == 1)
    decided = by_hand.walk(held, 5, 1) if issued is None else held + timedelta(issued)
    assert due.due == by_hand.walk(decided, 5, 1)
    if answered is not None:
        assert due.done_on == held + timedelta(answered)
    else:
        assert due.done_on == (None if issued is None else due.due)


@given(starts)
def test_an_iro_is_named_within_five_working_days_and_before_the_first_review(start: date) -> None:
    """IRO1, with section 25A(2) of the Act (I1): the good practice binds, and the Act stands beside it."""
    (due,) = schedule_of(life(came(start))).of("iro-appointed")
    assert due.due == by_hand.walk(start, 5, 1)
    assert [limit.rule for limit in due.also] == ["england/I1"]
    assert due.also[0].due == by_hand.walk(start, 20, 1)


@given(starts, st.integers(1, 300), st.none() | st.integers(0, 60))
def test_a_formal_dispute_is_over_in_twenty_working_days(start: date, after: int, resolved: int | None) -> None:
    """IRO10, para 6.2, "timescales in total of no more than 20 working days"; IRO13: Cafcass at any stage, so no date."""
    day = start + timedelta(after)
    found = life(came(start), OtherEvent(event="formal-dispute-started", on=day))
    if resolved is not None:
        found = found.plus(OtherEvent(event="formal-dispute-resolved", on=day + timedelta(resolved)))
    schedule = schedule_of(found)
    assert days_due(schedule, "dispute-resolution") == [by_hand.walk(day, 20, 1)]
    assert [due.done_on for due in schedule.of("dispute-resolution")] == [None if resolved is None else day + timedelta(resolved)]
    assert len(advice(schedule, "cafcass-referral")) == 1
