"""A move to nobody says where, out of secure accommodation: the review (X1: one month) begins anew after it, and that is told."""

from __future__ import annotations

from typing import Any

import pytest
from tests.field_cases.asked import happened, looked_after, moved, on, schedule_of

UNIT = "secure-unit"
CAME = looked_after("2026-02-02", UNIT, "care-order")
UNSAID = happened("placement-moved", "2026-02-20")
LEFT = "it does not say where to: the child is taken to have left the kind of placement before it, and what counts from that one ends"


def told(*events: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem.where, problem.what) for problem in schedule_of("2012-03-01", events).problems]


def test_between_two_of_one_kind() -> None:
    """Reviewed by 2 Mar if the child was in a unit all the time, and by 24 Mar as recorded."""
    schedule = schedule_of("2012-03-01", [CAME, UNSAID, moved("2026-02-24", UNIT)])
    found = [(str(due.due), due.status) for due in on(schedule, "2026-12-01", "secure-accommodation-review") if due.rule == "england/X1"]
    assert found == [("2026-03-02", "cancelled"), ("2026-03-24", "overdue")]
    assert [(problem.where, problem.what) for problem in schedule.problems] == [("events[1]", LEFT)]


@pytest.mark.parametrize("after", [(), (UNSAID | {"on": "2026-02-24"},), (moved("2026-02-24"),)], ids=["the last", "twice", "out of it"])
def test_the_first_of_them_is_told(after: tuple[dict[str, Any], ...]) -> None:
    assert told(CAME, UNSAID, *after) == [("events[1]", LEFT)]


def test_where_the_child_was_secured_by_an_event() -> None:
    """What is recorded under another word has its place in the file all the same."""
    secured = happened("secured-without-order", "2026-02-03")
    assert told(looked_after("2026-01-05", legal_status="care-order"), secured, UNSAID) == [("events[2]", LEFT)]


@pytest.mark.parametrize(
    "events",
    [
        pytest.param((CAME, moved("2026-02-20", UNIT)), id="another unit"),
        pytest.param((CAME, moved("2026-02-20")), id="somewhere else"),
        pytest.param((looked_after("2026-02-02"), UNSAID, moved("2026-02-24", UNIT)), id="not out of one"),
        pytest.param((CAME, happened("placed-for-adoption", "2026-02-20")), id="with adopters"),
    ],
)
def test_nothing_to_tell(events: tuple[dict[str, Any], ...]) -> None:
    assert LEFT not in [what for _, what in told(*events)]
