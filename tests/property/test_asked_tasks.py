"""A schedule of some tasks is the whole schedule without the others: `build_schedule(..., tasks=...)`.

Issue 18, point 6: only what is asked, with the same due dates, rules and statuses. What is said of a history is the same too, but
that something recorded met nothing: that is said of what completes a task that was asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.strategies.lives import lives
from tests.property.strategies.local_profiles import local_profiles

from lacreview_rules import CalendarRangeError, TaskDone, build_schedule, load_profile, shipped_profiles
from lacreview_rules.histories.events import READ_OFF_REVIEWS
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tests.property.strategies.lives import Life
    from tests.property.strategies.local_profiles import Local

    from lacreview_rules import DueDate, History, Profile, Schedule

PROFILES = {name: load_profile(name) for name in shipped_profiles()}
starts_after = st.none() | st.integers(-30, 500)
"""From the day care began to the day on which the record starts, if it does not hold all."""
carried = st.none() | st.integers(0, 800)


def told(due_dates: Iterable[DueDate]) -> list[tuple[object, str]]:
    """All that is said of due dates, with their working, in order."""
    return [(due.to_dict(), str(due.explanation)) for due in due_dates]


def completes(history: History, place: str, profile: Profile) -> set[str]:
    """The tasks that the event at a place (``events[3].review``) completes."""
    event = history.events[int(place.partition("[")[2].partition("]")[0])]
    if isinstance(event, TaskDone):
        return {event.task}
    of_kind = set(plan_for(profile).completion.get(event.kind, ()))
    return of_kind | ({profile.cycle_task or ""} if event.kind in READ_OFF_REVIEWS else set())


def same_as_filtered(history: History, profile: Profile, tasks: set[str], until: date | None, later: timedelta) -> None:
    try:
        whole = build_schedule(history, profile, until=until)
    except CalendarRangeError:  # a date of any task leaves the calendar: of the tasks asked for none need do so
        return
    some = build_schedule(history, profile, until=until, tasks=tasks)
    last = max((event.on for event in history.events), default=None)
    for one, every in [(some, whole)] if last is None else [(some, whole), (some.on(last + later), whole.on(last + later))]:
        same_due_dates(one, every, tasks)
    assert set(some.problems) <= set(whole.problems)
    for problem in whole.problems:
        if problem not in some.problems:
            assert completes(history, problem.where, profile).isdisjoint(tasks)
            assert completes(history, problem.where, profile)


def same_due_dates(some: Schedule, whole: Schedule, tasks: set[str]) -> None:
    assert told(some.due_dates) == told(due for due in whole.due_dates if due.task in tasks)
    assert told(some.distant) == told(due for due in whole.distant if due.task in tasks)
    assert some.considerations == (whole.considerations if whole.profile.cycle_task in tasks else ())


@pytest.mark.parametrize("name", PROFILES)
def test_under_every_shipped_profile(name: str) -> None:
    profile = PROFILES[name]
    asked = st.sets(st.sampled_from(sorted(profile.tasks)), min_size=1, max_size=6)

    @effort(0.5)
    @given(lives(), asked, starts_after, carried, st.integers(0, 400))
    def check(life: Life, tasks: set[str], offset: int | None, carry: int | None, later: int) -> None:
        starts = None if offset is None else life.events[0].on + timedelta(offset)
        until = None if carry is None else life.last + timedelta(carry)
        same_as_filtered(replace(life.history, record_starts=starts), profile, tasks, until, timedelta(later))

    check()


@effort(2)
@given(lives(), local_profiles(), st.data(), starts_after, st.integers(0, 400))
def test_under_rules_of_every_kind(life: Life, local: Local, data: st.DataObject, offset: int | None, later: int) -> None:
    tasks = data.draw(st.sets(st.sampled_from(sorted(local.profile.tasks)), min_size=1, max_size=4))
    starts = None if offset is None else life.events[0].on + timedelta(offset)
    same_as_filtered(replace(life.history, record_starts=starts), local.profile, tasks, None, timedelta(later))
