"""What goes on through moves, and what was recorded shortly before one: `goes_on_in`, `goes_on_under` and `before_placement`.

Authority: SI 1991/1505 reg 15 (a stay in secure accommodation, whichever unit), SI 2010/959 reg 47A(2)(b) (placed reads as remanded) and
reg 48(2) (a series of short breaks); design.md: where the record leaves two readings, the earlier date is taken. In the placement that
nobody moved from in between, the dates are those of the provisions; moves may add none that is later, and may take none away.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.field_cases.asked import Event, fact, happened, looked_after, moved, schedule_of
from tests.property.effort import effort

if TYPE_CHECKING:
    from collections.abc import Callable

BORN = "2011-05-02"
CAME = date(2026, 3, 2)


def later(most: int) -> st.SearchStrategy[str]:
    """A day after the first, no later than so many days: on which what counts from the first is not yet overdue."""
    return st.integers(1, most).map(lambda days: str(CAME + timedelta(days)))


def dues(events: list[Event], task: str) -> list[tuple[str, str]]:
    """When a task is due, and under which row, in order."""
    return [(str(due.due), due.rule) for due in schedule_of(BORN, events, until="2026-12-31").of(task)]


@effort(0.3)
@given(st.lists(later(31), max_size=4, unique=True))
def test_moves_from_one_secure_unit_to_another_move_no_review_of_the_stay(days: list[str]) -> None:
    """Row X1: a month from the first unit, 2 Apr 2026, and three months from that."""
    came = looked_after(str(CAME), "secure-unit", "care-order")
    found = dues([came, *(moved(day, "secure-unit") for day in days)], "secure-accommodation-review")
    assert found == dues([came], "secure-accommodation-review")
    assert found[0] == ("2026-04-02", "england/X1")


@effort(0.3)
@given(st.lists(later(14), max_size=4, unique=True))
def test_moves_within_youth_detention_ask_for_no_other_plan(days: list[str]) -> None:
    """Row D2: ten working days from the remand, Mon 16 Mar 2026, and no other."""
    came = looked_after(str(CAME), "youth-detention", "remand")
    found = dues([came, *(moved(day, "youth-detention") for day in days)], "detention-placement-plan")
    assert found == [("2026-03-16", "england/D2")]


@effort(0.3)
@given(st.lists(later(80), max_size=4, unique=True), st.sampled_from(["foster-care", "childrens-home"]))
def test_breaks_of_a_series_at_one_kind_of_place_move_no_visit(days: list[str], place: str) -> None:
    """Row S3a: three months from the first break, 2 June 2026."""
    came = looked_after(str(CAME), place, "short-break")
    found = dues([came, *(moved(day, place) for day in days)], "visit")
    assert found == dues([came], "visit")
    assert found[0] == ("2026-06-02", "england/S3a")


RECORDS: list[tuple[Callable[[str], Event], str, str]] = [
    (lambda day: fact("out-of-area-placement", day), "foster-care", "area-authority-notice"),
    (lambda day: happened("out-of-area-emergency-approved", day), "foster-care", "area-authority-notice"),
    (lambda day: happened("out-of-area-placement-planned", day), "foster-care", "area-authority-notice"),
    (lambda day: fact("unregistered-accommodation", day), "childrens-home", "unlawful-setting"),
    (lambda day: fact("temporary-approval", day), "connected-person", "visit"),
    (lambda day: happened("temporary-approval-given", day), "connected-person", "visit"),
]


@effort(0.4)
@given(st.sampled_from(RECORDS), st.integers(0, 14), st.integers(20, 80))
def test_recorded_within_a_fortnight_before_a_move_it_is_of_the_placement_moved_to(
    record: tuple[Callable[[str], Event], str, str], ahead: int, stayed: int
) -> None:
    """The placement that begins then has every date that it has where the same is recorded on its day, or an earlier one."""
    says, kind, task = record
    day = CAME + timedelta(stayed)
    came, went = looked_after(str(CAME), "childrens-home"), moved(str(day), kind)
    on_the_day = dues([came, went, says(str(day))], task)
    ahead_of_it = dues([came, went, says(str(day - timedelta(ahead)))], task)
    there = [due for due in on_the_day if due[0] == "None" or due[0] >= str(day)]
    for due, rule in there:
        assert any(other <= due for other, same in ahead_of_it if same == rule and (other == "None" or other >= str(day))), (due, rule)
