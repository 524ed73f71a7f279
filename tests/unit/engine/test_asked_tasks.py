"""Only what is asked: `build_schedule(..., tasks=...)`, what it refuses, and what it says of what it did not work out.

Issue 18, point 6. That the due dates are those of the whole schedule is a property: `tests/property/test_asked_tasks.py`.
"""

from __future__ import annotations

import pickle
from datetime import date
from typing import Any

import pytest

from lacreview_rules import (
    ArgumentError,
    BecameLookedAfter,
    CalendarRangeError,
    CeasedToBeLookedAfter,
    DecisionsIssued,
    History,
    ReviewHeld,
    TaskDone,
    UnknownTaskError,
    build_schedule,
    load_profile,
)
from lacreview_rules.rules.plan import plan_for
from lacreview_rules.rules.task_order import tasks_needed

ENGLAND = load_profile("england")
CAME = BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care")
IN_CARE = History("A123", [CAME])


def test_the_review_alone() -> None:
    """CPPCR 2010 reg 33(1): 20 working days from 19 December 2025, over Christmas, Boxing and New Year's Day, is 21 January 2026."""
    schedule = build_schedule(IN_CARE, ENGLAND, tasks={"review"})
    first = schedule.due_dates[0]
    assert (first.task, first.review, first.due) == ("review", 1, date(2026, 1, 21))
    assert {due.task for due in (*schedule.due_dates, *schedule.distant)} == {"review"}
    assert schedule.tasks == frozenset({"review"})
    assert pickle.loads(pickle.dumps(schedule)) == schedule  # noqa: S301 - our own


def test_what_it_counts_from_is_worked_out_and_not_shown() -> None:
    """The response of managers is counted from decisions, and these from the review: both are needed, and neither was asked for."""
    whole = build_schedule(IN_CARE, ENGLAND)
    some = build_schedule(IN_CARE, ENGLAND, tasks=["manager-response"])
    assert some.due_dates == whole.of("manager-response") != ()
    assert some == whole.only({"manager-response"})


def test_a_task_that_was_not_asked_for_is_no_empty_answer() -> None:
    """Nothing in silence: nobody may take what was not worked out for what is not due."""
    with pytest.raises(UnknownTaskError, match=r'"visit" is not a task here; use one of: review'):
        build_schedule(IN_CARE, ENGLAND, tasks={"review"}).of("visit")


@pytest.mark.parametrize(
    ("tasks", "error", "told"),
    [
        ({"reviw"}, UnknownTaskError, 'tasks: england has no task "reviw"; did you mean "review"?'),
        ("review", ArgumentError, 'tasks: it is text, and must be a set of texts; write tasks={"review"}'),
        ([1], ArgumentError, 'tasks: it must be a set of the ids of tasks; write tasks={"review"}'),
        (3, ArgumentError, 'tasks: it must be a set of the ids of tasks; write tasks={"review"}'),
        (set(), ArgumentError, "tasks: there is none in it; name at least one, or leave it out to ask for all"),
    ],
)
def test_what_is_refused(tasks: Any, error: type[Exception], told: str) -> None:
    with pytest.raises(error) as raised:
        build_schedule(IN_CARE, ENGLAND, tasks=tasks)
    assert str(raised.value) == told


def test_what_met_nothing_is_told_of_the_tasks_asked_for() -> None:
    """A second care plan meets nothing: told of all tasks and of the care plan, and not where nobody asked about care plans."""
    twice = History("A123", [CAME, *(TaskDone(on=date(2025, 12, day), task="care-plan") for day in (20, 22))])
    told = build_schedule(twice, ENGLAND).problems
    assert [problem.where for problem in told if "met nothing" in problem.what] == ["events[2]"]
    assert build_schedule(twice, ENGLAND, tasks={"care-plan"}).problems == told
    assert build_schedule(twice, ENGLAND, tasks={"review"}).problems == tuple(one for one in told if "met nothing" not in one.what)


def test_what_was_done_after_care_is_told_of_the_tasks_asked_for() -> None:
    events = [CAME, CeasedToBeLookedAfter(on=date(2026, 2, 2)), TaskDone(on=date(2026, 2, 9), task="visit")]
    told = build_schedule(History("A123", events), ENGLAND).problems
    assert any(problem.where == "events[2]" for problem in told)
    assert build_schedule(History("A123", events), ENGLAND, tasks={"visit"}).problems == told
    without = build_schedule(History("A123", events), ENGLAND, tasks={"review"}).problems
    assert without == tuple(one for one in told if one.where != "events[2]")


def test_a_task_that_brings_a_fact_with_it_is_told_by_what_was_recorded() -> None:
    """An assessment of the parents that is done is a fact about the placement too. Done after care, it is told as the task alone."""
    done = TaskDone(on=date(2026, 2, 9), task="parent-assessment")
    history = History("A123", [CAME, CeasedToBeLookedAfter(on=date(2026, 2, 2)), done])
    told = build_schedule(history, ENGLAND).problems
    assert [problem.what.partition(":")[0] for problem in told if problem.where == "events[2]"] == ["task-done"]
    assert build_schedule(history, ENGLAND, tasks={"parent-assessment"}).problems == told
    assert build_schedule(history, ENGLAND, tasks={"review"}).problems == tuple(one for one in told if one.where != "events[2]")


def test_what_is_wrong_with_a_history_is_told_whatever_is_asked() -> None:
    """A review before care began, an unknown word, no date of birth: none of these depends on the tasks."""
    history = History("A123", [ReviewHeld(on=date(2025, 12, 1)), CAME, TaskDone(on=date(2026, 1, 5), task="vist")])
    assert build_schedule(history, ENGLAND, tasks={"placement-plan"}).problems == build_schedule(history, ENGLAND).problems != ()


def test_a_child_who_never_came_into_care() -> None:
    history = History("A123", [TaskDone(on=date(2026, 1, 5), task="visit")])
    assert build_schedule(history, ENGLAND, tasks={"review"}).problems == build_schedule(history, ENGLAND).problems != ()


def test_the_plan_is_cut_once() -> None:
    """It is kept with the plan of its profile, and nowhere else."""
    plan = plan_for(ENGLAND)
    assert plan.only(frozenset({"review"})) is plan.only(frozenset(["review"]))
    assert {task.id for task in plan.only(frozenset({"review"})).tasks} == {"review", "review-completed"}
    assert {task.id for task in plan.tasks} == set(ENGLAND.tasks)


def test_tasks_that_one_event_may_complete_go_together() -> None:
    """What an event discharged once it does not again, so that neither can be left out: both are done when the placement ends."""
    assert tasks_needed(ENGLAND, {"outside-approval-ended"}) >= {"lapsed-approval-placement-ended"}


def test_a_date_of_another_task_that_leaves_the_calendar() -> None:
    """Nothing of it was asked for: what is due is told, and what is known of the decisions alone, that those of 6 January met nothing.

    SI 2010/959 reg 33(1): 20 working days from 5 January 2057 is 2 February. england/IRO5: decisions within five working days of it.
    """
    issued = DecisionsIssued(on=date(2057, 1, 6))
    history = History("A123", [BecameLookedAfter(on=date(2057, 1, 5)), issued], date_of_birth=date(2049, 1, 1))
    with pytest.raises(CalendarRangeError, match="2065"):
        build_schedule(history, ENGLAND, until=date(2057, 12, 31))
    schedule = build_schedule(history, ENGLAND, until=date(2057, 12, 31), tasks={"decisions"})
    assert schedule.due_dates[0].due == date(2057, 2, 9)
    assert ["events[1]"] == [problem.where for problem in schedule.problems]
