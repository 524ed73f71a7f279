"""What goes on through moves, and what was recorded shortly before one: `goes_on_in`, `goes_on_under` and `before_placement`.

Authority: SI 1991/1505 reg 15 (a stay in secure accommodation, whichever unit), SI 2010/959 reg 47A(2)(b) (placed reads as remanded) and
reg 48(2) (a series of short breaks); design.md: where the record leaves two readings, the earlier date is taken. In the placement that
nobody moved from in between, the dates are those of the provisions; moves may add none that is later, and may take none away.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import example, given
from hypothesis import strategies as st
from tests.field_cases.asked import Event, done, fact, happened, looked_after, moved
from tests.property.effort import effort

from lacreview_rules import build_schedule, load_profile, parse_history

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules import DueDate

BORN = "2011-05-02"
CAME = date(2026, 3, 2)


class Stay(NamedTuple):
    """A stay through which a task goes on: of whose profile and under what, the task, when it is first due and under which row."""

    profile: str
    kind: str
    legal_status: str
    task: str
    first: str
    row: str


STAYS = [
    Stay("england", "secure-unit", "care-order", "secure-accommodation-review", "2026-04-02", "england/X1"),  # a month from the first unit
    Stay("wales", "secure-unit", "care-order", "secure-accommodation-review", "2026-03-23", "wales/SEC1"),  # fifteen working days
    Stay("england", "youth-detention", "remand", "detention-placement-plan", "2026-03-16", "england/D2"),  # ten working days
    Stay("england", "foster-care", "short-break", "visit", "2026-06-02", "england/S3a"),  # three months from the first break
    Stay("england", "childrens-home", "short-break", "visit", "2026-06-02", "england/S3a"),
]
DAYS = st.lists(st.integers(1, 200).map(lambda days: str(CAME + timedelta(days))), max_size=4, unique=True)
"""Days after the first; on most of them what counts from the first is overdue."""


def dues(events: list[Event], task: str, profile: str = "england") -> list[DueDate]:
    """The due dates of a task, in order."""
    history = {"child": "X", "date_of_birth": BORN, "events": events}
    return list(build_schedule(parse_history(history), load_profile(profile), until=date(2026, 12, 31)).of(task))


def dates(found: list[DueDate]) -> list[tuple[str, str]]:
    """When each is due, and under which row."""
    return [(str(due.due), due.rule) for due in found]


def test_every_task_that_goes_on_is_asked() -> None:
    """No shipped profile has one that no stay here is of."""
    shipped = [load_profile(name) for name in ("england", "wales")]
    assert {(profile.id, task.id) for profile in shipped for task in profile.tasks.values() if task.goes_on} == {
        (stay.profile, stay.task) for stay in STAYS
    }


@effort(0.6)
@given(st.sampled_from(STAYS), DAYS)
@example(STAYS[0], ["2026-04-20"])
@example(STAYS[2], ["2026-03-20"])
def test_moves_within_a_stay_bring_and_move_nothing(stay: Stay, moves: list[str]) -> None:
    """Whenever they are made, of what is not done."""
    came = looked_after(str(CAME), stay.kind, stay.legal_status)
    found = dates(dues([came, *(moved(day, stay.kind) for day in moves)], stay.task, stay.profile))
    assert found == dates(dues([came], stay.task, stay.profile))
    assert found[0] == (stay.first, stay.row)


@effort(0.6)
@given(st.sampled_from(STAYS), DAYS, DAYS)
@example(STAYS[0], ["2026-04-20", "2026-06-01"], ["2026-03-25"])
def test_whatever_is_done_meanwhile_moves_within_a_stay_make_nothing_later(stay: Stay, moves: list[str], days: list[str]) -> None:
    """What was done before a move is of before it, so that the next may be due sooner; but no more than one is owed at a time."""
    stays = [looked_after(str(CAME), stay.kind, stay.legal_status), *(done(stay.task, day) for day in days)]
    found = dues([*stays, *(moved(day, stay.kind) for day in moves)], stay.task, stay.profile)
    expected = dues(stays, stay.task, stay.profile)
    assert len(found) >= len(expected)
    assert all(str(one.due) <= str(other.due) for one, other in zip(found, expected, strict=False))
    assert sum(due.done_on is None and due.basis == "actual" for due in found) <= 1


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
    on_the_day = dates(dues([came, went, says(str(day))], task))
    ahead_of_it = dates(dues([came, went, says(str(day - timedelta(ahead)))], task))
    there = [due for due in on_the_day if due[0] == "None" or due[0] >= str(day)]
    for due, rule in there:
        assert any(other <= due for other, same in ahead_of_it if same == rule and (other == "None" or other >= str(day))), (due, rule)
