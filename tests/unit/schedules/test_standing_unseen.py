"""The days on which something was done without seeing the child: each is told of the due date that it did not meet, and of no other.

Authority: docs/reference/history-format.md, `task-done`. Looked after on Mon 5 January 2026; a letter of our own within two weeks.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import ALONE, D, done, schedule_of, task_of

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, Event

CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
FIRST = 'limit = "2 weeks"\nafter = "became-looked-after"'
AGAIN = 'limit = "6 weeks"\nafter = "letter"'
SEES = "sees_child = true\n"
UNSEEN = [done(day, seen=False) for day in ("2026-01-05", "2026-01-12", "2026-01-14", "2026-01-15")]


def unseen(*events: Event, on: str | None = "2026-03-02", rules: tuple[str, ...] = (FIRST,)) -> list[list[str]]:
    """The days told of each letter."""
    schedule = schedule_of([*rules], *events, came_in=CAME_IN, head=ALONE, on=on, task=SEES)
    return [[str(day) for day in due.unseen_on] for due in schedule.of("letter")]


@pytest.mark.parametrize(
    ("on", "days"),
    [
        ("2026-01-11", ["2026-01-05"]),
        ("2026-01-12", ["2026-01-05", "2026-01-12"]),
        ("2026-03-02", ["2026-01-05", "2026-01-12", "2026-01-14", "2026-01-15"]),
        (None, ["2026-01-05", "2026-01-12", "2026-01-14", "2026-01-15"]),  # as at the last event
    ],
)
def test_from_the_day_on_which_the_count_starts_to_the_day_it_is_asked_about(on: str | None, days: list[str]) -> None:
    assert unseen(*UNSEEN, on=on) == [days]


def test_not_after_it_was_done() -> None:
    """Done on the 14th; tried in vain on the same day, and the day after, which nobody need know here."""
    assert unseen(*UNSEEN, done("2026-01-14")) == [["2026-01-05", "2026-01-12", "2026-01-14"]]


def test_not_after_what_it_belongs_to_has_ended() -> None:
    """Care ends on the 14th."""
    assert unseen(*UNSEEN[:3], CeasedToBeLookedAfter(on=D("2026-01-14"))) == [["2026-01-05", "2026-01-12", "2026-01-14"]]


def test_one_that_counts_from_the_last_has_those_since() -> None:
    """Done on the 14th, and again within six weeks: only what was tried from that day on is told of the second."""
    first, second, *_ = unseen(*UNSEEN, done("2026-01-14"), rules=(FIRST, AGAIN))
    assert (first, second) == (["2026-01-05", "2026-01-12", "2026-01-14"], ["2026-01-14", "2026-01-15"])


def test_of_what_is_only_expected_nothing_is_told() -> None:
    """The second letter counts from the first, which nobody has recorded."""
    first, second, *_ = unseen(*UNSEEN, rules=(FIRST, AGAIN), on="2026-01-16")
    assert len(first) == 4
    assert second == []


def test_another_task_is_another_matter() -> None:
    call = task_of("call", keys=SEES)
    schedule = schedule_of([FIRST], done("2026-01-12", "call", seen=False), came_in=CAME_IN, head=ALONE, more=call, task=SEES)
    assert [due.unseen_on for due in schedule.of("letter")] == [()]
