"""Ceasing to be looked after. Authority: statute.md 11.16 and 11.17, SI 2010/959 regs 14(4) and 33(3)."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.invariants import FAR, known_dues
from tests.property.reading import SHIPPED, all_dues, schedule_of
from tests.property.strategies.courses import came
from tests.property.strategies.lives import Life, lives_in_care

from lacreview_rules import CeasedToBeLookedAfter, Event, ReviewHeld, TaskDone, load_profile
from lacreview_rules.schedules.standing import occurrence_of


def owed_by_leaving(profile: str) -> set[str]:
    """The rules of a profile that count from ceasing, or from the end of a placement, which ceasing is."""
    return {rule.id for rule in load_profile(profile).timescales if {"ceased-to-be-looked-after", "placement-ended"} & set(rule.after)}


@effort(2)
@given(lives_in_care(), st.integers(0, 900), st.sampled_from(SHIPPED))
@example(Life((came(date(2025, 1, 6)),), date(2009, 1, 6)), 0, "england")
def test_ceasing_creates_no_due_date(found: Life, after: int, profile: str) -> None:
    """Statute.md 11.16: ceasing cancels what is pending and asks for nothing new, but for what counts from the ending itself.

    That is the notice of the end of the placement (reg 14(4)), a local exit interview, and a local word that the review is
    cancelled: each is owed because the child left.
    """
    left = CeasedToBeLookedAfter(on=found.events[0].on + timedelta(after))
    found = found.until(left.on)
    known = known_dues(schedule_of(found, profile))
    leaving = owed_by_leaving(profile)
    after_it = all_dues(schedule_of(found.plus(left), profile))
    new = [due for due in after_it if (due.task, due.period_of_care, due.review, due.due) not in known]
    assert [(due.task, due.rule, due.due) for due in new if due.rule not in leaving] == []


@given(lives_in_care(), st.integers(0, 900), st.sampled_from(SHIPPED))
def test_what_was_not_yet_due_is_cancelled(found: Life, after: int, profile: str) -> None:
    """Statute.md 11.16: nothing but what outlives care is outstanding once the child has left, unless it was overdue by then."""
    left = CeasedToBeLookedAfter(on=found.events[0].on + timedelta(after))
    schedule = schedule_of(found.until(left.on).plus(left), profile).on(FAR)
    outlives = owed_by_leaving(profile)
    for due in schedule.outstanding:
        if due.rule not in outlives and not occurrence_of(due).plan.task.outlives_care:
            assert due.status == "overdue"
            assert due.due is not None
            assert due.due < left.on or (occurrence_of(due).limits[0].occurrence.on >= left.on)


def test_a_review_that_was_overdue_stays_so_by_hand() -> None:
    """Statute.md 11.16, worked: first review 28 Jan 2026, so the second is due 28 April; ceased 13 April or 5 May 2026."""
    reviewed: tuple[Event, ...] = (came(date(2026, 1, 5)), ReviewHeld(on=date(2026, 1, 28)))
    for left, status in ((date(2026, 4, 13), "cancelled"), (date(2026, 5, 5), "overdue")):
        schedule = schedule_of(Life((*reviewed, CeasedToBeLookedAfter(on=left)))).on(FAR)
        assert [due.status for due in schedule.of("review") if due.review == 2] == [status]


FOLLOW_UP = ["decisions", "review-record", "record-distributed", "care-plan-updated", "manager-response"]


@given(st.integers(1, 40), st.integers(0, 30), st.sampled_from(FOLLOW_UP), st.none() | st.just(1))
@example(5, 3, "decisions", None)
@example(5, 3, "decisions", 1)
def test_what_follows_a_review_of_the_new_period_is_not_done_for_the_old(away: int, after: int, task: str, number: int | None) -> None:
    """Design.md, scope: each review has its own decisions, and a later review's never tick off an earlier one's.

    Reviewed, left, came back and was reviewed again; what is done then, numbered or not, is done for the later review alone.
    """
    back = date(2025, 3, 3) + timedelta(away)
    later = back + timedelta(18)
    done = TaskDone(on=later + timedelta(after), task=task, review=number)
    first = (came(date(2025, 1, 6)), ReviewHeld(on=date(2025, 1, 28)), CeasedToBeLookedAfter(on=date(2025, 3, 3)))
    schedule = schedule_of(Life((*first, came(back), ReviewHeld(on=later), done))).on(FAR)
    assert {due.period_of_care: due.done_on for due in schedule.of(task) if due.review == 1} == {1: None, 2: done.on}
