"""Finding due dates by what is asked for, to the day; and what cannot be asked for is refused by the name of the argument.

Authority: the documented words of `Schedule.find`. Dates: reg 33 (20 working days, three months), by hand.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import ALONE, D, done, schedule_of, schedule_under

from lacreview_rules import BecameLookedAfter, ReviewHeld, load_profile
from lacreview_rules.errors import ArgumentError, LacReviewError, UnknownDueDateError, UnknownTaskError
from lacreview_rules.schedules.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Callable

CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
ENGLAND = schedule_under(CAME_IN, ReviewHeld(on=D("2026-01-28")))  # due on 2 February and 28 April; then on 28 October
WRITTEN = Schedule.from_dict(ENGLAND.to_dict())


def refusal(kind: type[LacReviewError], ask: Callable[[], object]) -> str:
    """What is said to who asks for that."""
    with pytest.raises(kind) as refused:
        ask()
    return str(refused.value)


def test_later_and_earlier_leave_the_day_itself_out() -> None:
    """Reviews are due on 2 February, 28 April and 28 October 2026."""
    for found in (ENGLAND, WRITTEN):

        def reviews(found: Any = found, **asked: str) -> list[str]:
            return [str(due.due) for due in found.find(task="review", **{name: D(day) for name, day in asked.items()})]

        assert reviews(after="2026-02-02") == ["2026-04-28", "2026-10-28"]
        assert reviews(after="2026-02-01") == ["2026-02-02", "2026-04-28", "2026-10-28"]
        assert reviews(before="2026-04-28") == ["2026-02-02"]
        assert reviews(before="2026-04-29") == ["2026-02-02", "2026-04-28"]
        assert reviews(after="2026-02-02", before="2026-10-28") == ["2026-04-28"]


def test_advice_is_due_neither_later_nor_earlier() -> None:
    [advice] = schedule_of(['after = "became-looked-after"'], head=ALONE).of("letter")
    schedule = schedule_of(['after = "became-looked-after"'], head=ALONE)
    assert schedule.find(task="letter") == (advice,)
    assert schedule.find(after=D("2000-01-01")) == schedule.find(before=D("2100-01-01")) == ()


def test_all_that_is_asked_for_must_fit() -> None:
    """The second review is still to come, the first was held; a report belongs to each."""
    second = ENGLAND.find(review=2)
    assert {due.review for due in second} == {2}
    assert [due.task for due in ENGLAND.find(review=2, task="review")] == ["review"]
    assert ENGLAND.find(task="review", review=1, status="upcoming") == ()
    assert ENGLAND.find(task="review", review=1, status="met") == ENGLAND.of("review")[:1]
    assert ENGLAND.find(task="review", role="social worker") == ()


@pytest.mark.parametrize("on", ["2026-01-18", "2026-01-19"])
def test_the_next_is_also_what_is_due_today(on: str) -> None:
    """A letter within two weeks of Mon 5 January: on the day before, and on the day. A day later it is late, and nothing comes next."""
    rules = ['limit = "2 weeks"\nafter = "became-looked-after"']
    schedule = schedule_of(rules, head=ALONE, on=on)
    assert schedule.next == schedule.of("letter")[0]
    late = schedule.on(D("2026-01-20"))
    assert (late.next, late.overdue, late.outstanding) == (None, late.due_dates, late.due_dates)
    met = schedule_of(rules, done("2026-01-12"), head=ALONE, on="2026-01-20")
    assert (met.next, met.overdue, met.outstanding) == (None, (), ())


def test_the_one_with_an_id() -> None:
    for due in ENGLAND.due_dates:
        assert ENGLAND.by_id(due.id) is due
    said = refusal(UnknownDueDateError, lambda: ENGLAND.by_id("review/none"))
    assert said == "id: there is no due date with this id; it may have been of another history"


def test_what_has_no_id_is_not_found_by_none() -> None:
    """Version 0.1 wrote no ids: in what it wrote, None would be that of the first due date, whatever was meant."""
    record: Any = ENGLAND.to_dict()
    for due in record["due_dates"]:
        del due["id"], due["scope"]
    nothing: Any = None
    assert refusal(ArgumentError, lambda: Schedule.from_dict(record).by_id(nothing)) == "id: it is of type NoneType, and must be text"


@pytest.mark.parametrize("found", [ENGLAND, WRITTEN], ids=["made", "read back"])
@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda one: one.by_id(3), "id: it is of type int, and must be text"),
        (lambda one: one.of(3), "task: it is of type int, and must be text"),
        (lambda one: one.of(None), "task: it is of type NoneType, and must be text"),
        (lambda one: one.find(task=3), "task: it is of type int, and must be text"),
        (lambda one: one.find(review="2"), "review: it is of type str, and must be a whole number"),
        (lambda one: one.find(review=True), "review: it is of type bool, and must be a whole number"),
        (lambda one: one.find(status=2), "status: it is of type int, and must be text"),
        (lambda one: one.find(role=2), "role: it is of type int, and must be text"),
        (lambda one: one.find(after="2026-02-02"), "after: it is text, and must be a date; write date.fromisoformat(...)"),
        (lambda one: one.find(before="2026-02-02"), "before: it is text, and must be a date; write date.fromisoformat(...)"),
    ],
)
def test_what_is_of_another_type_is_refused(found: Any, ask: Callable[[Any], object], message: str) -> None:
    assert refusal(ArgumentError, lambda: ask(found)) == message


def test_what_there_is_not_is_answered_with_what_there_is() -> None:
    """Of a profile, with every task of it; of what was read back, with the tasks in it, as the profile is not there."""
    for of in (ENGLAND.of, WRITTEN.of):
        assert refusal(UnknownTaskError, partial(of, "reviw")) == 'task: "reviw" is not a task here; did you mean "review"?'
    unused = next(task for task in load_profile("england").tasks if not ENGLAND.find(task=task))
    assert ENGLAND.of(unused) == ()
    assert refusal(UnknownTaskError, lambda: WRITTEN.of(unused)).startswith(f'task: "{unused}" is not a task here; ')
    empty = Schedule.from_dict(schedule_of([], came_in=None, head=ALONE).to_dict())
    assert refusal(UnknownTaskError, lambda: empty.of("letter")) == 'task: "letter" is not a task here'


def test_tasks_asked_for_are_those_of_the_profile() -> None:
    """What is kept of a schedule is asked of that alone from then on."""
    said = refusal(UnknownTaskError, lambda: ENGLAND.only({"reviw"}))
    assert said == 'tasks: england has no task "reviw"; did you mean "review"?'
    assert refusal(ArgumentError, lambda: ENGLAND.only("review")) == (
        'tasks: it is text, and must be a set of texts; write tasks={"review"}'
    )
    visits = ENGLAND.only({"visit"})
    assert visits.due_dates == ENGLAND.of("visit")
    assert refusal(UnknownTaskError, lambda: visits.of("review")).startswith('task: "review" is not a task here; ')


def test_of_no_tasks_nothing_is_kept() -> None:
    """A program that keeps what a user has chosen may have been given no choice."""
    assert (len(ENGLAND.only(())), ENGLAND.only(set()).tasks) == (0, frozenset())
    assert bool(ENGLAND.only(()))
    wrong: Any = 0
    assert refusal(ArgumentError, lambda: ENGLAND.only(wrong)) == "tasks: it is of type int, and must be a list"
