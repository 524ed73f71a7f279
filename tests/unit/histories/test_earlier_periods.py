"""What an earlier period of care tells a later one, walked past the periods in which no task was done.

Two ways of walking: event by event, and past those periods. They find the same tasks.
"""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.small_profiles import D

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, Event, History, TaskDone
from lacreview_rules.histories.care import read_care
from lacreview_rules.histories.earlier_periods import earlier_events


@given(st.lists(st.booleans(), min_size=1, max_size=8), st.integers(0, 40))
def test_periods_without_tasks_are_passed_over(worked: list[bool], back: int) -> None:
    """A period of three days for each: with a task done on its second day, or without."""
    events: list[Event] = []
    for place, with_task in enumerate(worked):
        start = D("2026-01-05") + timedelta(4 * place)
        events.append(BecameLookedAfter(on=start))
        if with_task:
            events.append(TaskDone(on=start + timedelta(1), task="health-assessment"))
        events.append(CeasedToBeLookedAfter(on=start + timedelta(3)))
    care = read_care(History("A1", events))
    since = D("2026-01-05") + timedelta(back)
    for period in care.periods:
        every, passed = (list(earlier_events(period, since, tasks_alone=alone)) for alone in (False, True))
        tasks = [event for event in every if isinstance(event, TaskDone)]
        assert [event for event in passed if isinstance(event, TaskDone)] == tasks
        days = [D("2026-01-05") + timedelta(4 * place + 1) for place, with_task in enumerate(worked[: period.number - 1]) if with_task]
        assert [event.on for event in tasks] == sorted((day for day in days if day >= since), reverse=True)
        assert len(passed) <= 3 * len(days)
