"""How due dates stand on a day. Authority: design.md and schedule-format.md, the statuses; newham/NH12 where silence answers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.invariants import FAR, STAGES, check_no_step_back, check_order, check_standing
from tests.property.reading import SHIPPED, all_dues, schedule_of
from tests.property.strategies.courses import came
from tests.property.strategies.lives import Life, life, lives
from tests.property.strategies.local_profiles import Local, local_profiles

from lacreview_rules import DecisionsIssued, Profile, ReviewHeld
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.due_dates import DueDate

DEEMED = life(came(date(2025, 1, 6)), ReviewHeld(on=date(2025, 1, 28)), DecisionsIssued(on=date(2025, 1, 31)))


def check_days_pass(found: Life, profile: str | Profile, days: list[int]) -> None:
    """As days pass: statuses mean what they say, none goes back, and nothing that was overdue is among what is to come."""
    schedule = schedule_of(found, profile)
    check_no_step_back(schedule)
    overdue: set[object] = set()
    for day in sorted(found.events[0].on + timedelta(n) for n in days):
        shown = schedule.on(day)
        check_order(shown)
        check_standing(shown)
        assert overdue.isdisjoint(occurrence_of(due).limits for due in shown.due_dates if due.status in ("upcoming", "due-today"))
        overdue |= {occurrence_of(due).limits for due in shown.overdue}


asked = st.lists(st.integers(-30, 1_500), min_size=1, max_size=5)


@effort(1.5)
@given(lives(), st.sampled_from(SHIPPED), asked)
@example(DEEMED, "newham", [0, 30, 31, 32, 33, 34])
def test_a_status_only_moves_on(found: Life, profile: str, days: list[int]) -> None:
    """Design.md: to come, due, overdue; then closed or done, and done is the end of it, silence as an answer too (newham/NH12)."""
    check_days_pass(found, profile, days)


@effort(0.3)
@given(lives(), local_profiles(), asked)
def test_a_status_only_moves_on_under_any_local_profile(found: Life, local: Local, days: list[int]) -> None:
    """Design.md: whatever an authority writes."""
    check_days_pass(found, local.profile, days)


@given(lives(), st.sampled_from(SHIPPED), asked, asked)
def test_asking_about_one_day_does_not_change_the_answer_about_another(found: Life, profile: str, one: list[int], other: list[int]) -> None:
    """Design.md: `on` gives the same schedule as it stands on a day, whatever day it was asked about before."""
    schedule, start = schedule_of(found, profile), found.events[0].on
    first, second = start + timedelta(one[0]), start + timedelta(other[0])
    assert schedule.on(first).on(second).to_json() == schedule.on(second).to_json()
    assert schedule.on(second).on(second) == schedule.on(second)


@given(lives(), st.sampled_from(SHIPPED), asked)
def test_days_that_pass_move_no_due_date(found: Life, profile: str, days: list[int]) -> None:
    """Design.md: a schedule holds no today: what is shown on a day is shown with the same date on every later one."""
    schedule = schedule_of(found, profile)
    shown: set[tuple[str, int, int | None, date | None, str]] = set()
    for day in sorted(found.events[0].on + timedelta(n) for n in days):
        now = {(due.task, due.period_of_care, due.review, due.due, due.rule) for due in schedule.on(day).due_dates}
        assert shown <= now
        shown = now


def late_for_good(due: DueDate) -> bool:
    """Whether nothing that happens later can move an overdue date: it counts on from what is recorded."""
    limit = occurrence_of(due).limits[0]
    return due.status == "overdue" and limit.forward and limit.basis == "actual" and limit.occurrence.name != "eligible-child"


@effort(1.5)
@given(lives(), st.sampled_from(SHIPPED), st.integers(0, 700), st.integers(1, 200))
def test_what_is_overdue_stays_owed_whatever_happens_later(found: Life, profile: str, after: int, later: int) -> None:
    """Design.md: lateness is a matter of record: what was overdue on a day is later still overdue, done late, or not recorded.

    Two exceptions, by what the words say. What prepares a review counts back from the review in fact held, so it moves when a
    late review is held at last. And a child who is recorded as having become eligible later than thirteen weeks would say
    (reg 40(1), care that was broken) became so on the day recorded.
    """
    day = found.events[0].on + timedelta(after)
    then = day + timedelta(later)
    owed = [due for due in schedule_of(found.until(day), profile).on(day).due_dates if late_for_good(due)]
    now: defaultdict[tuple[str, int, date | None], set[str]] = defaultdict(set)
    for due in all_dues(schedule_of(found.until(then), profile).on(then)):
        now[due.task, due.period_of_care, due.due].add(due.on(then).status)
    forgiven = [due for due in owed if now[due.task, due.period_of_care, due.due].isdisjoint({"overdue", "met-late", "not-recorded"})]
    assert [(due.task, due.rule, due.due) for due in forgiven] == []


@given(lives(), st.sampled_from(SHIPPED))
def test_what_was_done_is_done_for_good(found: Life, profile: str) -> None:
    """Schedule-format.md: once done, in time or late, it stays so on every later day."""
    for due in schedule_of(found, profile).due_dates:
        if occurrence_of(due).completion is not None and due.done_on is not None:
            assert STAGES[due.on(FAR).status] == 4 or due.on(FAR).status in ("cancelled", "advisory")
