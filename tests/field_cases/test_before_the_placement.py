"""What is recorded shortly before a placement begins and is about that one: an approval, or that the carer's terms did not cover it.

Authority: SI 2010/959 reg 24 (a connected person is approved before the child is placed, or after), reg 23 (six working days outside
a carer's terms, row F1), reg 11(3) and 13(4) (notice to the area authority, rows P5a and P6). A move into a placement does not end
what is about that placement. Dates by hand.
"""

from __future__ import annotations

import pytest
from tests.field_cases.asked import done, fact, happened, looked_after, moved, on, schedule_of

from lacreview_rules import build_schedule, load_profile, parse_history

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
    """The placement began on the day: the next move ends it. Had it begun shortly before, either may be meant, and that is told."""
    for began, status, doubts in (("2026-03-16", "met", 0), ("2026-03-12", "overdue", 1)):
        events = [moved(began), happened("placed-outside-approval", "2026-03-16"), moved("2026-03-20")]
        assert due("outside-approval-ended", *events) == [("2026-03-24", status)]
        assert len(told(*events)) == doubts


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
    events = [happened(planned, meant), moved("2026-03-16"), done("visit", "2026-04-10")]
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


SOON = [looked_after("2026-03-02", legal_status="care-order")]


def read(born: str, events: list[dict[str, object]], task: str, as_of: str = "2026-12-01") -> list[tuple[str, str]]:
    return [(str(one.due), one.status) for one in on(schedule_of(born, events), as_of, task)]


@pytest.mark.parametrize(
    "recorded", [happened("out-of-area-emergency-approved", "2026-03-12"), fact("out-of-area-placement", "2026-03-12")]
)
def test_the_one_before_began_shortly_before_too(recorded: dict[str, object]) -> None:
    """Into care on 2 Mar, approved on the 12th, moved on the 13th: notice of both placements, and it is told (regs 11(3), 13(4))."""
    events = [*SOON, recorded, moved("2026-03-13", "childrens-home")]
    assert [day for day, _ in read(BORN, events, "area-authority-notice")] == ["2026-03-02", "2026-03-13"]
    assert len(schedule_of(BORN, events).problems) == 1


@pytest.mark.parametrize(
    "recorded", [happened("out-of-area-emergency-approved", "2026-03-02"), fact("out-of-area-placement", "2026-03-02")]
)
def test_recorded_on_the_day_on_which_it_began(recorded: dict[str, object]) -> None:
    """It is of the placement that began on its day, and of no other: nothing to tell."""
    events = [*SOON, recorded, moved("2026-03-13", "childrens-home")]
    assert [day for day, _ in read(BORN, events, "area-authority-notice")] == ["2026-03-02"]
    assert not schedule_of(BORN, events).problems


def test_not_registered_recorded_between_two_moves_of_a_fortnight() -> None:
    """Regs 27A, 27C: neither placement is allowed on any day."""
    events = [*SOON, moved("2026-03-09", "semi-independent"), fact("unregistered-accommodation", "2026-03-12")]
    schedule = schedule_of("2009-01-05", [*events, moved("2026-03-16", "semi-independent")])
    found = [str(one.scope.first) for one in schedule.of("unlawful-setting") if one.scope is not None]
    assert {"2026-03-09", "2026-03-16"} <= set(found)
    assert len(schedule.problems) == 1


def test_an_approval_that_no_placement_with_a_connected_person_follows() -> None:
    """Sixteen weeks from 26 Jan are up on 18 May (reg 24(1)); the child left on 30 Mar for a home, and with that the approval ended."""
    events = [looked_after("2026-01-26"), happened("temporary-approval-given", "2026-01-26"), moved("2026-03-30", "childrens-home")]
    assert read(BORN, events, "temporary-approval-end") == [("2026-05-18", "met")]
    later = [*events, moved("2026-09-01", "connected-person")]
    assert read(BORN, later, "temporary-approval-end") == [("2026-05-18", "met")]


@pytest.mark.parametrize("here", ["connected-person", None])
def test_from_one_connected_person_to_another(here: str | None) -> None:
    """Given on 20 Mar, five days before the move: up on 10 Jul, and visits weekly after that of 1 Apr (reg 28(2)(a), (4)). Told."""
    events = [
        looked_after("2026-01-26", here or ""),
        happened("temporary-approval-given", "2026-03-20"),
        moved("2026-03-25", "connected-person"),
    ]
    if here is None:
        del events[0]["placement"]
    schedule = schedule_of(BORN, events)
    assert read(BORN, events, "temporary-approval-end") == [("2026-07-10", "overdue")]
    assert {"2026-04-01", "2026-04-08"} <= {str(one.due) for one in schedule.of("visit")}
    assert len([problem for problem in schedule.problems if "events[1]" in str(problem)]) == 1


@pytest.mark.parametrize(
    "between",
    [moved("2026-03-22"), happened("temporary-approval-ended", "2026-03-23")],
)
def test_an_approval_that_ended_between(between: dict[str, object]) -> None:
    """The child left, or it ended, before the next connected person: it is met on that day."""
    events = [looked_after("2026-01-26", "connected-person"), happened("temporary-approval-given", "2026-03-20"), between]
    assert read(BORN, [*events, moved("2026-03-25", "connected-person")], "temporary-approval-end") == [("2026-07-10", "met")]


def test_a_placement_planned_ahead_is_not_the_one_that_care_began_with() -> None:
    """Reg 11: approved before 4 Feb, the day that is planned; no notice of the placement of 23 Jan, and nothing to tell."""
    for planned in ("out-of-area-placement-planned", "distant-placement-planned"):
        events = [looked_after("2026-01-23"), happened(planned, "2026-02-04")]
        assert read(BORN, events, "area-authority-notice", "2026-01-28") == []
        assert read(BORN, events, "out-of-area-approval", "2026-01-28") == [("2026-02-04", "upcoming")]
        assert not schedule_of(BORN, events).problems


def test_a_placement_planned_ahead_is_not_the_last_while_it_is_to_come() -> None:
    """Moved on 23 Jan, planned for 4 Feb, nothing recorded since; once the child has moved, the notice is of that move."""
    events = [looked_after("2025-12-01"), moved("2026-01-23"), happened("out-of-area-placement-planned", "2026-02-04")]
    assert read(BORN, events, "area-authority-notice", "2026-01-28") == []
    assert not schedule_of(BORN, events).problems
    assert [day for day, _ in read(BORN, [*events, moved("2026-02-04")], "area-authority-notice")] == ["2026-02-04"]


def test_approved_elsewhere_and_moved_to_a_placement_of_no_known_kind() -> None:
    """It may be the carer who was approved: sixteen weeks from 20 Mar stay open, and it is told."""
    events = [
        looked_after("2026-01-26"),
        happened("temporary-approval-given", "2026-03-20"),
        {"event": "placement-moved", "on": "2026-03-25"},
    ]
    assert read(BORN, events, "temporary-approval-end") == [("2026-07-10", "overdue")]
    assert len([problem for problem in schedule_of(BORN, events).problems if "events[1]" in str(problem)]) == 1


def test_wales() -> None:
    """W.S.I. 2015/1818 reg 26(1): twenty-four weeks from 20 Mar are up on 4 Sep, whatever the move to another connected person."""
    events = [looked_after("2026-01-26", "connected-person"), happened("temporary-approval-given", "2026-03-20")]
    history = {"child": "X", "date_of_birth": BORN, "events": [*events, moved("2026-03-25", "connected-person")]}
    found = on(build_schedule(parse_history(history), load_profile("wales")), "2026-12-01", "temporary-approval-end")
    assert [(str(one.due), one.status) for one in found] == [("2026-09-04", "overdue")]
