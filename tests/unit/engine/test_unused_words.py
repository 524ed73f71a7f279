"""A task that is recorded by its own name, where an event stands for it: it met its due date, and no remark says that it did not."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, TaskDone, build_schedule, load_profile


@pytest.mark.parametrize("task", ["review", "decisions"])
def test_what_an_event_stands_for_met_its_due_date(task: Literal["review", "decisions"]) -> None:
    """Reg 33(1): the first review within 20 working days, and its decisions after it; both are in time."""
    events = [BecameLookedAfter(on=date(2026, 1, 5)), TaskDone(on=date(2026, 1, 28), task=task)]
    if task == "decisions":
        events.append(ReviewHeld(on=date(2026, 1, 27)))
    schedule = build_schedule(History("A1", events, date(2012, 5, 14)), load_profile("england"))
    assert schedule.of(task)[0].done_on == date(2026, 1, 28)
    assert schedule.problems == ()
