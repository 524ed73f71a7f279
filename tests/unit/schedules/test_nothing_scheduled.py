"""An empty schedule is called nothing only where what is wrong with the record may be why; what is merely doubtful is not.

Authority: the documented sentence of `is_nothing_scheduled`. Looked after on Mon 5 January 2026, under a profile of one letter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D, done, letter_of, profile_of, rule_of, task_of

from lacreview_rules import BecameLookedAfter, Event, History, Schedule, build_schedule
from lacreview_rules.errors import InputError
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled, refuse_nothing_scheduled

if TYPE_CHECKING:
    from collections.abc import Callable

CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
LETTER = profile_of(letter_of('limit = "1 week"\nafter = "significant-event"'), ALONE)


@pytest.mark.parametrize(
    ("events", "nothing"),
    [
        ([CAME_IN], False),
        ([CAME_IN, done("2026-01-12")], False),  # it met nothing: a doubt, and nothing is due
        ([CAME_IN, BecameLookedAfter(on=D("2026-02-02"))], True),  # the child was looked after already
    ],
)
def test_what_is_wrong_and_what_is_doubtful(events: list[Event], nothing: bool) -> None:
    history = History("A1", events)
    found = build_schedule(history, LETTER)
    assert found.due_dates == ()
    assert is_nothing_scheduled(found, lambda: build_schedule(history, LETTER, strict=True)) is nothing


TWICE = History("A1", [CAME_IN, BecameLookedAfter(on=D("2026-02-02"))])  # looked after while looked after already
TWO = profile_of(
    task_of()
    + rule_of(1, "letter", 'limit = "1 week"\nafter = "became-looked-after"')
    + task_of("visit", "event")
    + rule_of(2, "visit", 'limit = "1 week"\nafter = "significant-event"'),
    ALONE,
)


def of_task(task: str, history: History = TWICE) -> tuple[Schedule, Callable[[], Schedule], Callable[[], Schedule]]:
    """The schedule of one task; the same in strict use; and of all tasks."""
    return (
        build_schedule(history, TWO, tasks=[task]),
        lambda: build_schedule(history, TWO, tasks=[task], strict=True),
        lambda: build_schedule(history, TWO),
    )


def test_what_is_empty_because_of_the_tasks_asked_for_is_judged_by_all_of_them() -> None:
    """Nothing happened that a visit follows from; that the child came in twice is not why, as the letter is due all the same."""
    visits, strictly, whole = of_task("visit")
    assert visits.due_dates == ()
    assert is_nothing_scheduled(visits, strictly)
    assert not is_nothing_scheduled(visits, strictly, whole)
    letters, strictly, whole = of_task("letter")
    assert not is_nothing_scheduled(letters, strictly, whole)


def test_all_tasks_that_give_nothing_are_why_some_of_them_give_nothing() -> None:
    """Under a profile of one letter about events, of which there is none, whichever tasks are asked for."""

    def make(*, strict: bool = False, tasks: list[str] | None = None) -> Schedule:
        return build_schedule(TWICE, LETTER, tasks=tasks, strict=strict)

    assert is_nothing_scheduled(make(tasks=["letter"]), lambda: make(strict=True, tasks=["letter"]), make)


def test_what_is_of_all_tasks_is_not_made_again_of_all_of_them() -> None:
    def again() -> Schedule:
        pytest.fail("it was asked for once more")

    assert is_nothing_scheduled(build_schedule(TWICE, LETTER), lambda: build_schedule(TWICE, LETTER, strict=True), again)


def test_a_schedule_with_due_dates_or_without_problems_is_not_made_again() -> None:
    """Strict use costs as much as the schedule itself."""

    def again() -> Schedule:
        pytest.fail("it was made once more")

    assert not is_nothing_scheduled(build_schedule(TWICE, TWO), again)
    assert not is_nothing_scheduled(build_schedule(History("A1", [CAME_IN]), LETTER), again)


def test_the_refusal_lists_what_is_to_be_mended() -> None:
    """First that nothing could be scheduled, then the problems of the schedule, each in its place."""
    empty = build_schedule(TWICE, LETTER)
    with pytest.raises(InputError) as refused:
        refuse_nothing_scheduled(empty, lambda: build_schedule(TWICE, LETTER, strict=True))
    first, *rest = refused.value.problems
    assert str(first) == "events: nothing could be scheduled; mend what follows first"
    assert tuple(rest) == empty.problems != ()
    refuse_nothing_scheduled(build_schedule(TWICE, TWO), lambda: build_schedule(TWICE, TWO, strict=True))
