"""A task that is recorded by its own name, where an event stands for it: it met its due date, and no remark says that it did not."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pytest

from lacreview_rules import BecameLookedAfter, History, OtherEvent, ReviewHeld, TaskDone, build_schedule, load_profile


@pytest.mark.parametrize("task", ["review", "decisions"])
def test_what_an_event_stands_for_met_its_due_date(task: Literal["review", "decisions"]) -> None:
    """Reg 33(1): the first review within 20 working days, and its decisions after it; both are in time."""
    events = [BecameLookedAfter(on=date(2026, 1, 5)), TaskDone(on=date(2026, 1, 28), task=task)]
    if task == "decisions":
        events.append(ReviewHeld(on=date(2026, 1, 27)))
    schedule = build_schedule(History("A1", events, date(2012, 5, 14)), load_profile("england"))
    assert schedule.of(task)[0].done_on == date(2026, 1, 28)
    assert schedule.problems == ()


def test_the_number_of_a_review_is_remarked_on_though_the_task_says_more_than_itself() -> None:
    """Reg 18: an assessment of the parent belongs to the placement, and no rule asks at which review it was made.

    That it was made is also the fact `parent-assessment-completed`, which rules read: so the event is used, and its number is not.
    """
    events = [
        BecameLookedAfter(on=date(2026, 1, 5), placement="parent", legal_status="care-order"),
        TaskDone(on=date(2026, 1, 12), task="parent-assessment", review=1),
    ]
    schedule = build_schedule(History("A1", events, date(2012, 5, 14)), load_profile("england"))
    assert [problem.where for problem in schedule.problems] == ["events[1].review"]
    assert "no rule of england asks which review it belongs to" in schedule.problems[0].what


@pytest.mark.parametrize("kind", ["secured-without-order", "returned-from-adoptive-placement"])
def test_an_event_that_only_brings_a_placement_is_remarked_on_where_no_rule_asks_about_placements(kind: str) -> None:
    """The shortcut of the data return counts from reviews alone: neither the event nor the placement it brings is read."""
    events = [
        BecameLookedAfter(on=date(2026, 1, 5), placement="adoptive", legal_status="care-order"),
        OtherEvent(on=date(2026, 1, 12), event=kind),
    ]
    history = History("A1", events, date(2012, 5, 14))
    found = build_schedule(history, load_profile("data-return")).problems
    assert [problem.where for problem in found] == ["events[1]"]
    assert "no rule of data-return is about it" in found[0].what
    assert build_schedule(history, load_profile("england")).problems == ()
