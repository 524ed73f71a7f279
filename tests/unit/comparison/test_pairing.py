"""What tells one due date of a schedule from another, so that two schedules of one child can be laid side by side."""

from __future__ import annotations

from tests.small_profiles import D

from lacreview_rules import BecameLookedAfter, CeasedToBeLookedAfter, History, PlacementMoved, TaskDone, build_schedule, load_profile
from lacreview_rules.comparison.pairing import Place, placed

LIFE = History(
    "A1",
    [
        BecameLookedAfter(on=D("2026-01-05"), placement="foster-care"),
        TaskDone(task="visit", on=D("2026-01-09")),
        PlacementMoved(on=D("2026-02-02"), placement="foster-care"),
        CeasedToBeLookedAfter(on=D("2026-03-02")),
        BecameLookedAfter(on=D("2026-06-01"), placement="foster-care"),
    ],
)


def places(task: str) -> dict[Place, str]:
    found = placed(build_schedule(LIFE, load_profile("england")).due_dates)
    return {place: str(due.due) for place, due in found.items() if place.task == task}


def test_a_task_of_a_review_is_told_by_the_review() -> None:
    """england/R1 and england/IRO4: 20 working days after Monday 5 January and Monday 1 June; three working days earlier."""
    assert places("review")[Place("review", 1, 1, "", 1)] == "2026-02-02"
    assert places("review")[Place("review", 2, 1, "", 1)] == "2026-06-29"
    assert places("review-report")[Place("review-report", 2, 1, "", 1)] == "2026-06-24"


def test_a_task_of_a_period_of_care_has_no_review() -> None:
    """england/P1: ten working days after becoming looked after."""
    assert places("care-plan") == {
        Place("care-plan", 1, 0, "", 1): "2026-01-19",
        Place("care-plan", 2, 0, "", 1): "2026-06-15",
    }


def test_a_task_of_a_placement_is_told_by_the_day_that_ended() -> None:
    """england/P3: five working days after the start of each of three placements, the last of which goes on."""
    assert places("placement-plan") == {
        Place("placement-plan", 1, 0, "2026-02-02", 1): "2026-01-12",
        Place("placement-plan", 1, 0, "2026-03-02", 1): "2026-02-09",
        Place("placement-plan", 2, 0, "", 1): "2026-06-08",
    }


def test_a_task_of_an_event_is_told_by_the_day_of_the_event() -> None:
    """england/P7: ten working days after each placement ended."""
    assert places("placement-end-notice") == {
        Place("placement-end-notice", 1, 0, "2026-02-02", 1): "2026-02-16",
        Place("placement-end-notice", 1, 0, "2026-03-02", 1): "2026-03-16",
    }


def test_of_several_alike_the_order_tells() -> None:
    """england/V1 and V2: within one week of each placement, and six weeks after the visit of 9 January and that due on 8 June."""
    assert places("visit") == {
        Place("visit", 1, 0, "2026-02-02", 1): "2026-01-12",
        Place("visit", 1, 0, "2026-02-02", 2): "2026-02-20",
        Place("visit", 1, 0, "2026-03-02", 1): "2026-02-09",
        Place("visit", 2, 0, "", 1): "2026-06-08",
        Place("visit", 2, 0, "", 2): "2026-07-20",
    }


def test_the_order_is_that_of_the_schedule() -> None:
    """Nothing is lost, and nothing changes its place."""
    due_dates = build_schedule(LIFE, load_profile("england")).due_dates
    assert list(placed(due_dates).values()) == list(due_dates)
