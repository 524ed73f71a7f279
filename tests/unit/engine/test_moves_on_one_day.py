"""Several things recorded on one day, or again, and a history in which nobody came into care.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD, D, dues, schedule_of, seen

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    History,
    PlacedForAdoption,
    PlacementMoved,
    ReviewHeld,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


def answers(found: Schedule) -> list[tuple[int | None, str, str, str | None]]:
    told: list[tuple[int | None, str, str, str | None]] = []
    for due in found.of("review"):
        done = due.done_on
        told.append((due.review, due.rule, str(due.due), None if done is None else str(done)))
    return told


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("foster-care", "foster-care", False),  # said twice, and the same
        (None, "foster-care", False),  # the placement that care began with, named by the move
        ("foster-care", "childrens-home", True),
    ],
)
def test_a_move_on_the_day_care_began(first: str | None, second: str, told: bool) -> None:
    """There is one placement; that another was left out is told if they differ."""
    found = schedule_of(
        "", PlacementMoved(on=D("2026-01-05"), placement=second), came_in=BecameLookedAfter(on=D("2026-01-05"), placement=first), head=HEAD
    )
    assert dues(found, "placement-plan") == ["2026-01-12"]
    assert [problem.where for problem in found.problems] == (["events[1]"] if told else [])


def test_placed_for_adoption_on_the_day_care_began() -> None:
    """The placement that care began with is the adoptive one, and its visits are weekly (AAR 2005 reg 36(4)(a))."""
    placed = [AuthorisedForAdoption(on=D("2026-01-05")), PlacedForAdoption(on=D("2026-01-05"))]
    found = schedule_of("", *placed, came_in=BecameLookedAfter(on=D("2026-01-05")), head=HEAD)
    assert found.problems == ()
    assert (str(found.of("visit")[0].due), found.of("visit")[0].rule) == ("2026-01-12", "england/A6a")


def test_two_moves_in_one_day_with_times_between() -> None:
    """Their order is known, so nothing is amiss: the second is where the child lives, and its plan is due in five working days."""
    moves = [
        PlacementMoved(on=D("2026-02-02"), at=time(hour), placement=kind) for hour, kind in ((9, "foster-care"), (17, "childrens-home"))
    ]
    for events in (moves, moves[::-1]):
        found = schedule_of("", *events, head=HEAD)
        assert found.problems == ()
        assert dues(found, "placement-plan") == ["2026-01-12", "2026-02-09"]


def test_authority_recorded_again() -> None:
    """AAR 2005 reg 36(1)(a): reviews count from the first."""
    again = [AuthorisedForAdoption(on=D("2026-02-02")), AuthorisedForAdoption(on=D("2026-03-02"))]
    found = schedule_of("", *again)
    assert [(problem.where, problem.remedy) for problem in found.problems] == [("events[2]", "correct the record; it was left out")]
    assert answers(found) == answers(schedule_of("", again[0]))


def test_nobody_came_in() -> None:
    """Without a period of care there is no due date, and it is said."""
    found = build_schedule(History("A1", [seen("2026-01-12")]), load_profile("england"))
    assert found.due_dates == ()
    assert [(problem.where, problem.remedy) for problem in found.problems] == [("events", "add a became-looked-after event")]


@pytest.mark.parametrize("first", [True, False])
def test_a_placement_for_adoption_under_both_its_words_is_one(first: bool) -> None:
    """SI 2005/389 reg 36(3)(a): four weeks after Mon 2 March; a move and a placement for adoption of one day say the same."""
    both = [PlacedForAdoption(on=D("2026-03-02")), PlacementMoved(on=D("2026-03-02"), placement="adoptive")]
    came = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care", legal_status="placement-order")
    held = ReviewHeld(on=D("2026-01-28"))
    schedule = build_schedule(History("A1", [came, held, *(both if first else reversed(both))], D("2019-11-01")), load_profile("england"))
    assert schedule.problems == ()
    assert [(due.rule, str(due.due)) for due in schedule.of("review") if due.review == 2] == [("england/A3", "2026-03-30")]
