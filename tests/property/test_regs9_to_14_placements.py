"""Plans, notices and approvals of a placement, and its ending.

Authority: SI 2010/959 regs 9, 10, 11(3), 13 and 14 (rows P3 to P8, R8; P6 from memory), reg 17(d) (R9), and section 22D of the
Children Act 1989 (R10, from memory).
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.effort import effort
from tests.property.provisions import REGS_9_TO_14
from tests.property.reading import advice, check_amounts, days_due, schedule_of, under
from tests.property.strategies.courses import Known, came, moved
from tests.property.strategies.days import starts
from tests.property.strategies.lives import Life, life, lives

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, Event, Fact, OtherEvent, PlacementMoved, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

PANDEMIC = (date(2020, 4, 24), date(2020, 9, 24))
JANUARY_2014 = date(2014, 1, 27)


def is_emergency(event: Event) -> bool:
    """Whether the placement that began with this event was made in an emergency."""
    return isinstance(event, BecameLookedAfter | PlacementMoved) and event.emergency


def is_a_child(found: Life, day: date) -> bool:
    """Whether the child is not known to be eighteen by a day."""
    return found.born is None or day < by_hand.birthday(found.born, 18)


@effort(0.6)
@given(lives())
def test_every_limit_is_as_long_as_the_regulation_says(found: Life) -> None:
    """Regs 9(2), 11(3), 13(1), (4), 14(4): whatever happened, a limit of these rows ends where its words say."""
    check_amounts(schedule_of(found), REGS_9_TO_14)


@effort(1.5)
@given(moved())
@example(Known(life(came(date(2020, 4, 23)), PlacementMoved(on=date(2020, 4, 24))), (date(2020, 4, 23), date(2020, 4, 24))))
@example(Known(life(came(date(2020, 9, 24)), PlacementMoved(on=date(2020, 9, 25))), (date(2020, 9, 24), date(2020, 9, 25))))
def test_each_placement_has_its_own_plan_within_five_working_days(known: Known) -> None:
    """Reg 9(1), (2), "within five working days of the start of the placement"; in the summer of 2020 without a number."""
    schedule = schedule_of(known.life)
    numbered = [day for day in known.days if not PANDEMIC[0] <= day <= PANDEMIC[1]]
    assert [(limit.start, limit.due) for limit in under(schedule, "P3")] == [(day, by_hand.walk(day, 5, 1)) for day in numbered]
    assert len(advice(schedule, "placement-plan")) == len(known.days) - len(numbered)


@given(moved(), st.integers(-45, 20))
def test_a_plan_made_before_the_placement_counts_for_it(known: Known, made: int) -> None:
    """Reg 9(1): before the placement, and only failing that within five working days (statute.md 11.20). Four weeks before is ours."""
    (start, *_), rest = known.days, known.days[1:]
    on = start + timedelta(made)
    unborn = known.life.born is not None and on < known.life.born  # which cannot be
    if unborn or (rest and on >= rest[0]) or PANDEMIC[0] <= start <= PANDEMIC[1]:
        return
    schedule = schedule_of(known.life.plus(TaskDone(on=on, task="placement-plan"))).on(date.max)
    (due,) = [due for due in schedule.of("placement-plan") if occurrence_of(due).limits[0].start == start]
    assert due.done_on == (on if made >= -28 else None)


@given(moved())
def test_notice_is_given_before_the_placement_or_after_an_emergency(known: Known) -> None:
    """Reg 13(1): before the placement is made; in an emergency "within five working days of the start of the placement"."""
    schedule = schedule_of(known.life)
    starts_with = sorted(known.life.events, key=lambda event: event.on)
    expected = [by_hand.walk(event.on, 5, 1) if is_emergency(event) else event.on for event in starts_with]
    assert sorted(limit.due for limit in under(schedule, "P4a", "P4b")) == sorted(expected)


@given(moved(), st.lists(st.integers(0, 4), max_size=3, unique=True))
def test_an_area_authority_is_told_of_a_placement_in_its_area(known: Known, which: list[int]) -> None:
    """Reg 13(4), from 27 January 2014: as reg 13(1), for a placement outside the area, recorded on the day it starts."""
    begun = sorted(known.life.events, key=lambda event: event.on)
    outside = [event for number, event in enumerate(begun) if number in which]
    told = known.life.plus(*(Fact(on=event.on, fact="out-of-area-placement") for event in outside))
    expected = [by_hand.walk(event.on, 5, 1) if is_emergency(event) else event.on for event in outside if event.on >= JANUARY_2014]
    assert sorted(limit.due for limit in under(schedule_of(told), "P5a", "P5b")) == sorted(expected)


@given(starts, st.lists(st.integers(0, 500), min_size=1, max_size=3, unique=True))
def test_the_remaining_steps_follow_the_approval_of_an_emergency(start: date, when: list[int]) -> None:
    """Reg 11(3), "within five working days of approval of the decision" (from memory)."""
    days = sorted(start + timedelta(n) for n in when)
    approved = [OtherEvent(event="out-of-area-emergency-approved", on=day) for day in days]
    assert days_due(schedule_of(life(came(start), *approved)), "out-of-area-steps") == [by_hand.walk(day, 5, 1) for day in days]


@given(moved(), st.integers(1, 100))
def test_notice_of_an_ending_is_owed_after_care_too(known: Known, later: int) -> None:
    """Reg 14(4), "within ten working days of the date on which the placement is terminated": every move ends one, and ceasing the last.

    From the eighteenth birthday on nobody is looked after, so that the authority terminates none.
    """
    left = known.days[-1] + timedelta(later)
    schedule = schedule_of(known.life.plus(CeasedToBeLookedAfter(on=left)))
    ended = [day for day in (*known.days[1:], left) if is_a_child(known.life, day)]
    assert days_due(schedule, "placement-end-notice") == [by_hand.walk(day, 10, 1) for day in ended]
    assert {due.status for due in schedule.on(date(2059, 12, 31)).of("placement-end-notice") if occurrence_of(due).completion is None} != {
        "cancelled"
    }


@given(moved(), st.integers(-20, 30))
def test_notice_given_beforehand_counts(known: Known, given_: int) -> None:
    """Reg 14(4): the ten working days are for when notice could not be given in advance; what was given in advance is in time."""
    if len(known.days) != 2 or not is_a_child(known.life, known.days[1]):
        return
    ended = known.days[1]
    on = ended + timedelta(given_)
    assume(known.life.born is None or on >= known.life.born)  # nothing is done for a child before birth: it is named, and not used
    (due,) = schedule_of(known.life.plus(TaskDone(on=on, task="placement-end-notice"))).on(date.max).of("placement-end-notice")
    assert due.done_on == on
    assert due.status == ("met" if on <= by_hand.walk(ended, 10, 1) else "met-late")


BEFORE = {
    "key-stage-4-move-planned": "key-stage-4-move-approval",
    "placement-ending-planned": "review-before-placement-ends",
    "placement-with-parent-planned": "review-before-placing-with-parent",
    "other-arrangements-planned": "review-before-other-arrangements",
}


@given(starts, st.sampled_from(sorted(BEFORE)), st.integers(1, 500), st.none() | st.integers(0, 520))
def test_what_must_come_before_is_due_by_the_day_planned(start: date, planned: str, after: int, done: int | None) -> None:
    """Reg 10, reg 14(1), reg 17(d), s22D: approval before a move in key stage 4; a review before a placement is ended or made."""
    day, task = start + timedelta(after), BEFORE[planned]
    found = life(came(start, legal_status="care-order"), OtherEvent(event=planned, on=day))
    completion = None if done is None else start + timedelta(done)
    if completion is not None:
        found = found.plus(TaskDone(on=completion, task=task))
    (due,) = schedule_of(found).on(date(2059, 12, 31)).of(task)
    assert due.due == day
    assert due.status == ("overdue" if completion is None else "met" if completion <= day else "met-late")
