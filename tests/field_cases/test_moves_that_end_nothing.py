"""Moves that end nothing: from one secure unit to another, between places of youth detention, in a series of short breaks. By hand.

Authority: a child's case is reviewed within a month of the placement in secure accommodation, and then no more than three months
apart (SI 1991/1505 reg 15, rows X1 and X2); whether the month runs anew from a move was not read: the earlier date. On remand, placed
is read as remanded (SI 2010/959 reg 47A(2)(b), read), so that the ten working days of the detention placement plan (row D2) run from
the remand. In short breaks the first visit is due within three months of the first (reg 48(3)(c), row S3a): the series is one placement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.field_cases.asked import done, happened, held, looked_after, moved, on, schedule_of

from lacreview_rules import build_schedule, load_profile, parse_history

if TYPE_CHECKING:
    from lacreview_rules import DueDate

TASK, UNIT = "secure-accommodation-review", "secure-unit"
CAME = looked_after("2025-01-06", legal_status="care-order")


def due(*events: dict[str, object], as_of: str = "2026-06-30") -> list[DueDate]:
    """The reviews of the placement, as on a day."""
    return on(schedule_of("2010-01-05", [CAME, *events]), as_of, TASK)


def dates(*events: dict[str, object], as_of: str = "2026-06-30") -> list[tuple[str, str]]:
    return [(str(one.due), one.status) for one in due(*events, as_of=as_of) if one.basis == "actual"]


def test_the_month_runs_from_the_first_unit() -> None:
    """3 Nov: a month is 3 Dec, though the child moved to another unit on 20 Nov."""
    assert dates(moved("2025-11-03", UNIT), moved("2025-11-20", UNIT), as_of="2025-12-05")[0] == ("2025-12-03", "overdue")


@pytest.mark.parametrize("moves", [("2025-11-20",), ("2025-11-10", "2025-11-20", "2025-11-28")])
def test_however_many_moves_there_are(moves: tuple[str, ...]) -> None:
    first = due(moved("2025-11-03", UNIT), *(moved(day, UNIT) for day in moves), done(TASK, "2025-12-02"))[0]
    assert (str(first.due), first.status, str(first.done_on)) == ("2025-12-03", "met", "2025-12-02")


def test_three_months_go_on_through_a_move() -> None:
    """Reviewed on 1 Dec: the next by 1 Mar, though a month from the move of 20 Feb would be 20 Mar."""
    found = dates(moved("2025-11-03", UNIT), done(TASK, "2025-12-01"), moved("2026-02-20", UNIT), as_of="2026-02-21")
    assert found == [("2025-12-03", "met"), ("2026-03-01", "upcoming")]


def test_a_month_from_the_move_where_that_is_earlier() -> None:
    """Reviewed on 1 Dec and moved on 20 Jan: 20 Feb is before 1 Mar, and which of the two was not read."""
    found = due(moved("2025-11-03", UNIT), done(TASK, "2025-12-01"), moved("2026-01-20", UNIT))[1]
    assert str(found.due) == "2026-02-20"
    assert [str(other.due) for other in found.also] == ["2026-03-01"]
    assert any("a move to another unit" in notice for notice in found.notices)


def test_out_of_it_and_back_is_a_new_stay() -> None:
    moves = (moved("2025-11-03", UNIT), moved("2025-11-20"), moved("2026-01-05", UNIT))
    assert dates(*moves, as_of="2026-01-10") == [("2025-12-03", "cancelled"), ("2026-02-05", "upcoming")]


def test_visits_begin_again_with_any_placement() -> None:
    """Reg 28(2)(a): within one week of the start of any placement."""
    schedule = schedule_of("2010-01-05", [CAME, moved("2025-11-03", UNIT), moved("2025-11-20", UNIT)])
    assert [str(one.due) for one in schedule.of("visit")][1:3] == ["2025-11-10", "2025-11-27"]


def test_wales() -> None:
    """W.S.I. 2015/1988 regs 9 and 10: fifteen working days from 3 Nov 2025 are up on 24 Nov."""
    events = [CAME, moved("2025-11-03", UNIT), moved("2025-11-20", UNIT)]
    schedule = build_schedule(parse_history({"child": "X", "date_of_birth": "2010-01-05", "events": events}), load_profile("wales"))
    assert str(on(schedule, "2025-11-25", TASK)[0].due) == "2025-11-24"
    assert on(schedule, "2025-11-25", TASK)[0].status == "overdue"


REMAND = {"event": "became-looked-after", "on": "2026-01-05", "placement": "youth-detention", "legal_status": "remand"}
PLAN = "detention-placement-plan"


def plans(*events: dict[str, object]) -> list[tuple[str, str]]:
    return [(str(one.due), one.status) for one in on(schedule_of("2010-01-05", [REMAND, *events]), "2026-01-20", PLAN)]


def test_a_move_to_other_youth_detention() -> None:
    """Remanded on 5 Jan: the plan by 19 Jan, whatever the move on the 12th."""
    assert plans(moved("2026-01-12", "youth-detention")) == [("2026-01-19", "overdue")]


def test_a_plan_made_before_such_a_move() -> None:
    """It is that of the first: whether another is owed by 26 Jan was not read."""
    found = plans(done(PLAN, "2026-01-08"), moved("2026-01-12", "youth-detention"))
    assert found == [("2026-01-19", "met"), ("2026-01-26", "upcoming")]


SERIES = {"event": "became-looked-after", "on": "2025-01-06", "placement": "foster-care", "legal_status": "short-break"}


def visits(*events: dict[str, object], as_of: str) -> list[tuple[str, str]]:
    return [(str(one.due), one.status) for one in on(schedule_of("2016-01-05", [SERIES, *events]), as_of, "visit") if one.basis == "actual"]


def test_each_break_recorded_as_a_move() -> None:
    """The first visit by 6 Apr; it never fell due, as each break began the three months anew."""
    moves = [moved(day) for day in ("2025-02-10", "2025-03-20", "2025-05-05")]
    assert visits(*moves, as_of="2025-04-20")[0] == ("2025-04-06", "overdue")


def test_a_visit_in_a_later_break() -> None:
    """1 Mar, so the next by 1 Sep (S3b), or three months after a break that began since, where that is earlier."""
    moves = [moved("2025-02-10"), done("visit", "2025-03-01"), moved("2025-06-20")]
    assert visits(*moves, as_of="2025-06-25") == [("2025-04-06", "met"), ("2025-09-01", "upcoming")]


def test_full_care_after_short_breaks_is_visited_in_each_placement() -> None:
    full: dict[str, object] = {"event": "legal-status-changed", "on": "2025-03-03", "legal_status": "section-20"}
    found = visits(full, moved("2025-03-20"), as_of="2025-04-20")
    assert {("2025-03-10", "not-recorded"), ("2025-03-27", "overdue")} <= set(found)


def test_a_relative_approved_in_a_series_of_short_breaks() -> None:
    """Reg 28(4): weekly until the first review in the placement that began on 2 Mar; that of 20 Feb was in another."""
    events = [held("2026-02-20"), moved("2026-03-02", "connected-person"), happened("temporary-approval-given", "2026-03-02")]
    found = on(schedule_of("2012-03-01", [SERIES | {"on": "2026-02-02"}, *events]), "2026-12-01", "visit")
    assert [(str(one.due), one.basis) for one in found][:2] == [("2026-03-09", "actual"), ("2026-03-16", "projected")]


@pytest.mark.parametrize("before", ["foster-care", "connected-person", None])
def test_so_whatever_kind_of_placement_came_before(before: str | None) -> None:
    """The review of 20 Feb was not held in the placement of 2 Mar, though the series of visits is one."""
    came = SERIES | {"on": "2026-02-02", "placement": before}
    events = [held("2026-02-20"), moved("2026-03-02", "connected-person"), happened("temporary-approval-given", "2026-03-02")]
    found = on(schedule_of("2012-03-01", [came, *events]), "2026-12-01", "visit")
    assert ("2026-03-09", "overdue") in [(str(one.due), one.status) for one in found]


@pytest.mark.parametrize("moves", [[], [{"event": "placed-for-adoption", "on": "2026-03-20"}]])
def test_placed_for_adoption_in_a_series_of_short_breaks(moves: list[dict[str, object]]) -> None:
    """SI 2005/389 reg 36(4)(a): weekly until the first review in the placement of 1 Apr; visited on the 7th, so by the 14th."""
    events = [*moves, held("2026-03-27"), {"event": "placed-for-adoption", "on": "2026-04-01"}, done("visit", "2026-04-07")]
    found = on(schedule_of("2019-03-01", [SERIES | {"on": "2026-03-12"}, *events]), "2026-12-01", "visit")
    assert ("2026-04-14", "overdue") in [(str(one.due), one.status) for one in found]


def test_a_placement_of_another_kind_is_another_place() -> None:
    """Reg 48(2): a series is at one place, or with one carer: the visits in the home count from its own first day (6 Apr, 20 Jun)."""
    found = visits(moved("2025-03-20", "childrens-home"), as_of="2025-06-25")
    assert found == [("2025-04-06", "cancelled"), ("2025-06-20", "overdue")]
