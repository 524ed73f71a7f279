"""Placed with a parent before the assessment, and limits on a carer's approval.

Authority: SI 2010/959 reg 19 (rows W1, W2; the Welsh twin was read), regs 23 to 25A (F1 to F5).
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REGS_19_TO_25
from tests.property.reading import advice, check_amounts, days_due, schedule_of
from tests.property.strategies.courses import came
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import Fact, OtherEvent, PlacementMoved, ReviewHeld, TaskDone

PANDEMIC = (date(2020, 4, 24), date(2020, 9, 24))


@effort(0.6)
@given(lives())
def test_every_limit_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Regs 19, 23(1), 24(1), 25(2): whatever happened, a limit of these rows ends where its words say."""
    check_amounts(schedule_of(found), REGS_19_TO_25)


@given(starts, st.integers(0, 300), st.none() | st.integers(0, 40), st.none() | st.integers(1, 40))
def test_the_assessment_and_a_review_then_the_decision(start: date, placed: int, assessed: int | None, held: int | None) -> None:
    """Reg 19(b), (c), "within ten working days": of the placement, both; then of the assessment, done or assumed done, the decision."""
    day = start + timedelta(placed)
    order = {"legal_status": "interim-care-order"}
    moved_there = PlacementMoved(on=day, placement="parent")
    found = life(came(start, **order), moved_there) if placed else life(came(start, "parent", **order))
    if assessed is not None:
        found = found.plus(TaskDone(on=day + timedelta(assessed), task="parent-assessment"))
    if held is not None:
        found = found.plus(ReviewHeld(on=day + timedelta(held)))
    schedule = schedule_of(found).on(date.max)
    ten = by_hand.walk(day, 10, 1)
    (assessment,), (review,), (decision,) = (
        schedule.of(f"parent-{task}") for task in ("assessment", "placement-review", "placement-decision")
    )
    assert (assessment.due, review.due) == (ten, ten)
    assert review.done_on == (None if held is None else day + timedelta(held))
    finished = ten if assessed is None else day + timedelta(assessed)
    assert decision.due == by_hand.walk(finished, 10, 1)


@given(starts, st.sampled_from(["section-20", "police-protection", "emergency-protection-order", "other"]))
def test_a_child_who_is_not_in_the_care_of_the_authority_has_none_of_it(start: date, status: str) -> None:
    """Reg 15(1), "This Chapter applies if C is in the care of the responsible authority": regulation 19 is of that chapter."""
    schedule = schedule_of(life(came(start, "parent", legal_status=status), OtherEvent(event="placement-with-parent-planned", on=start)))
    tasks = {due.task for due in schedule.due_dates}
    assert [task for task in tasks if task.startswith("parent-") or task == "review-before-placing-with-parent"] == []


@given(starts)
def test_a_finished_assessment_leaves_nothing_to_finish(start: date) -> None:
    """Reg 19 is for a placement that begins before the assessment: where it is recorded as completed, nothing is owed under it."""
    schedule = schedule_of(life(came(start, "parent", legal_status="care-order"), Fact(on=start, fact="parent-assessment-completed")))
    assert [due.task for due in schedule.due_dates if due.task.startswith("parent-")] == []


def in_summer_2020(day: date) -> bool:
    """Whether the coronavirus amendments were in force."""
    return PANDEMIC[0] <= day <= PANDEMIC[1]


@given(starts, st.integers(0, 300), st.none() | st.integers(1, 60))
@example(date(2020, 4, 1), 22, None)  # placed on 23 April 2020, the day before
@example(date(2020, 4, 1), 23, None)
@example(date(2020, 9, 1), 23, None)  # 24 September, the last day
@example(date(2020, 9, 1), 24, None)
def test_a_placement_outside_approval_ends_in_six_working_days(start: date, placed: int, moved: int | None) -> None:
    """Reg 23(1), "six working days" (from memory); 24 weeks in the summer of 2020. A move out of it ends it.

    Recorded within a fortnight before a move, and not on the day care began, it may be of the placement moved to, which goes on.
    """
    day = start + timedelta(placed)
    found = life(came(start), OtherEvent(event="placed-outside-approval", on=day))
    if moved is not None:
        found = found.plus(PlacementMoved(on=day + timedelta(moved), placement="foster-care"))
    (due,) = schedule_of(found).on(date.max).of("outside-approval-ended")
    assert due.due == (day + timedelta(24 * 7) if in_summer_2020(day) else by_hand.walk(day, 6, 1))
    assert due.done_on == (None if moved is None or (moved <= 14 and placed) else day + timedelta(moved))


@given(starts, st.integers(0, 300), st.none() | st.integers(1, 120), st.none() | st.integers(0, 60))
def test_temporary_approval_lasts_sixteen_weeks_and_once_eight_more(
    start: date, given_: int, extended: int | None, ended: int | None
) -> None:
    """Reg 24(1), "not exceeding 16 weeks" (24 in the summer of 2020), and reg 25(2), "once for a further period of up to eight weeks"."""
    day = start + timedelta(given_)
    found = life(came(start, "connected-person"), OtherEvent(event="temporary-approval-given", on=day))
    again = None if extended is None else day + timedelta(extended)
    if again is not None:
        found = found.plus(OtherEvent(event="temporary-approval-extended", on=again))
        if ended is not None:
            found = found.plus(OtherEvent(event="temporary-approval-ended", on=again + timedelta(ended)))
    schedule = schedule_of(found).on(date.max)
    (first,) = schedule.of("temporary-approval-end")
    assert first.due == day + timedelta(7 * (24 if in_summer_2020(day) else 16))
    assert first.done_on == again
    assert days_due(schedule, "extended-approval-end") == ([] if again is None else [again + timedelta(56)])
    assert [due.done_on for due in schedule.of("extended-approval-end")] == (
        [] if again is None else [None if ended is None else again + timedelta(ended)]
    )


@given(starts, st.sampled_from(["approval-refusal-review-sought", "adopter-temporarily-approved"]), st.integers(0, 300))
def test_what_has_no_number_gets_no_date(start: date, kind: str, after: int) -> None:
    """Reg 25(3), "until the outcome of the review is known", and reg 25A from 1 July 2013: advice, and no date."""
    day = start + timedelta(after)
    schedule = schedule_of(life(came(start), OtherEvent(event=kind, on=day)))
    task = "refusal-review-outcome" if kind.startswith("approval") else "adopter-approval-end"
    owed = kind.startswith("approval") or day >= date(2013, 7, 1)
    assert len(advice(schedule, task)) == owed
    assert days_due(schedule, task) == []
