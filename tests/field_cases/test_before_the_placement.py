"""What is recorded shortly before a placement begins and is about that one: an approval, or that the carer's terms did not cover it.

Authority: SI 2010/959 reg 24 (a connected person is approved before the child is placed, or after), reg 23 (six working days outside
a carer's terms, row F1), reg 11(3) and 13(4) (notice to the area authority, rows P5a and P6). A move into a placement does not end
what is about that placement. Dates by hand.
"""

from __future__ import annotations

import pytest
from tests.field_cases.asked import fact, happened, looked_after, moved, on, schedule_of

CAME = looked_after("2025-01-06", legal_status="care-order")
BORN = "2014-01-05"


def due(task: str, *events: dict[str, object], as_of: str = "2026-12-01") -> list[tuple[str, str]]:
    return [(str(one.due), one.status) for one in on(schedule_of(BORN, [CAME, *events]), as_of, task)]


def told(*events: dict[str, object]) -> list[str]:
    return [str(problem) for problem in schedule_of(BORN, [CAME, *events]).problems]


@pytest.mark.parametrize(
    ("given", "sixteen_weeks"), [("2026-03-16", "2026-07-06"), ("2026-03-15", "2026-07-05"), ("2026-02-16", "2026-06-08")]
)
def test_a_carer_approved_and_then_the_child_placed(given: str, sixteen_weeks: str) -> None:
    """The move to the carer on 16 Mar does not end the approval: it is overdue after sixteen weeks. Nothing to tell."""
    events = [happened("temporary-approval-given", given), moved("2026-03-16", "connected-person")]
    assert due("temporary-approval-end", *events) == [(sixteen_weeks, "overdue")]
    assert told(*events) == []


def test_the_move_out_ends_it() -> None:
    events = [happened("temporary-approval-given", "2026-03-15"), moved("2026-03-16", "connected-person"), moved("2026-05-04")]
    assert due("temporary-approval-end", *events) == [("2026-07-05", "met")]


def test_approved_where_the_child_lives_already() -> None:
    events = [moved("2026-01-12", "connected-person"), happened("temporary-approval-given", "2026-03-15"), moved("2026-03-16")]
    assert due("temporary-approval-end", *events) == [("2026-07-05", "met")]


def test_ended_before_the_child_was_placed() -> None:
    events = [happened("temporary-approval-given", "2026-03-02"), happened("temporary-approval-ended", "2026-03-09")]
    assert due("temporary-approval-end", *events, moved("2026-03-16", "connected-person")) == [("2026-06-22", "met")]


@pytest.mark.parametrize(
    ("on_day", "limit", "doubts"), [("2026-03-16", "2026-03-24", 0), ("2026-03-13", "2026-03-23", 1), ("2026-03-06", "2026-03-16", 1)]
)
def test_placed_outside_the_terms_and_the_move_recorded_later(on_day: str, limit: str, doubts: int) -> None:
    """Six working days from the day recorded; the move on 16 Mar may be into that placement, and that is told."""
    events = [happened("placed-outside-approval", on_day), moved("2026-03-16")]
    assert due("outside-approval-ended", *events) == [(limit, "overdue")]
    assert len(told(*events)) == doubts


def test_placed_outside_the_terms_and_moved_on() -> None:
    """The placement began on the day, or shortly before: the next move ends it."""
    for began in ("2026-03-16", "2026-03-12"):
        events = [moved(began), happened("placed-outside-approval", "2026-03-16"), moved("2026-03-20")]
        assert due("outside-approval-ended", *events) == [("2026-03-24", "met")]
        assert told(*events) == []


def test_a_move_weeks_later_ends_it() -> None:
    events = [happened("placed-outside-approval", "2026-03-02"), moved("2026-03-17")]
    assert due("outside-approval-ended", *events) == [("2026-03-10", "met-late")]


@pytest.mark.parametrize("approved", ["2026-03-15", "2026-03-02"])
def test_an_emergency_placement_outside_the_area_approved_before(approved: str) -> None:
    """Notice of the placement of 16 Mar is owed on that day; that the approval may be of it is told."""
    events = [happened("out-of-area-emergency-approved", approved), moved("2026-03-16")]
    assert ("2026-03-16", "overdue") in due("area-authority-notice", *events)
    assert len(told(*events)) == 1


def test_of_the_placement_that_began_shortly_before_it_alone() -> None:
    events = [moved("2026-03-12"), happened("out-of-area-emergency-approved", "2026-03-13"), moved("2026-04-20")]
    assert [day for day, _ in due("area-authority-notice", *events)] == ["2026-03-12"]
    assert told(*events) == []


def test_of_no_placement_that_begins_later_than_two_weeks() -> None:
    events = [happened("out-of-area-emergency-approved", "2026-03-01"), moved("2026-03-16")]
    assert [day for day, _ in due("area-authority-notice", *events)] == ["2025-01-06"]


@pytest.mark.parametrize("planned", ["out-of-area-placement-planned", "distant-placement-planned"])
@pytest.mark.parametrize(
    ("meant", "doubts"), [("2026-03-16", 0), ("2026-03-13", 1), ("2026-03-02", 1), ("2026-03-20", 1), ("2026-03-30", 1)]
)
def test_a_placement_outside_the_area_that_began_a_few_days_off(planned: str, meant: str, doubts: int) -> None:
    """Notice of the placement of 16 Mar is owed on that day, though it was planned for another; and that is told."""
    events = [happened(planned, meant), moved("2026-03-16")]
    assert due("area-authority-notice", *events) == [("2026-03-16", "overdue")]
    assert len(told(*events)) == doubts


@pytest.mark.parametrize("meant", ["2026-03-01", "2026-03-31"])
def test_planned_for_another_time_altogether(meant: str) -> None:
    events = [happened("out-of-area-placement-planned", meant), moved("2026-03-16")]
    assert due("area-authority-notice", *events) == []
    assert told(*events) == []


def test_planned_for_days_between_two_moves() -> None:
    """Either may be it: both notices."""
    events = [moved("2026-03-10"), happened("out-of-area-placement-planned", "2026-03-13"), moved("2026-03-16")]
    assert [day for day, _ in due("area-authority-notice", *events)] == ["2026-03-10", "2026-03-16"]


@pytest.mark.parametrize(
    ("recorded", "days", "doubts"), [("2026-03-15", ["2025-01-06", "2026-03-16"], 1), ("2026-03-01", ["2025-01-06"], 0)]
)
def test_the_fact_itself_recorded_before(recorded: str, days: list[str], doubts: int) -> None:
    """What a placement is, recorded on the eve of a move, is of both; two weeks and a day before, of that placement alone."""
    events = [fact("out-of-area-placement", recorded), moved("2026-03-16")]
    assert [day for day, _ in due("area-authority-notice", *events)] == days
    assert len(told(*events)) == doubts


def test_the_fact_taken_back_before_the_move() -> None:
    events = [
        fact("out-of-area-placement", "2026-03-13"),
        {**fact("out-of-area-placement", "2026-03-14"), "value": False},
        moved("2026-03-16"),
    ]
    assert "2026-03-16" not in [day for day, _ in due("area-authority-notice", *events)]


def test_not_registered_recorded_on_the_eve() -> None:
    """Reg 27C: at 16 no unregistered supported accommodation."""
    events = [fact("unregistered-accommodation", "2026-03-15"), moved("2026-03-16", "semi-independent")]
    found = schedule_of("2009-01-05", [CAME, *events]).of("unlawful-setting")
    assert "2026-03-16" in [str(due.scope.first) for due in found if due.scope is not None]
