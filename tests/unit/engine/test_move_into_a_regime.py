"""A move on the day on which another regime begins: where the child lived ended that day, as it does on any other.

Looked after from Mon 6 January 2025, the regime changes on Mon 2 June 2025. Dates are counted by hand.
"""

from __future__ import annotations

from datetime import time

import pytest
from tests.small_profiles import D, dues, held

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    History,
    LegalStatusChanged,
    PlacedForAdoption,
    PlacementMoved,
    build_schedule,
    load_profile,
)

TURN = D("2025-06-02")
TURNS = [("care-order", "short-break"), ("short-break", "care-order")]


def days(task: str, *events: Event) -> list[str]:
    return dues(build_schedule(History("A1", events, D("2022-01-01")), load_profile("england")), task)


@pytest.mark.parametrize(("before", "after"), TURNS)
def test_notice_that_the_placement_ended(before: str, after: str) -> None:
    """Reg 14(4), ten working days: 3 to 6 June are four, 9 to 13 nine, Mon 16 June the tenth. Without a move no placement ended."""
    came = BecameLookedAfter(on=D("2025-01-06"), placement="foster-care", legal_status=before)
    turned = LegalStatusChanged(on=TURN, legal_status=after)
    assert days("placement-end-notice", came, turned, PlacementMoved(on=TURN, placement="foster-care")) == ["2025-06-16"]
    assert days("placement-end-notice", came, turned) == []


@pytest.mark.parametrize(("moved_at", "turned_at"), [(None, None), (time(9), time(11)), (time(11), time(9))])
def test_back_from_adopters(moved_at: time | None, turned_at: time | None) -> None:
    """SI 2005/389 reg 36(10): by the 42nd day after the return, Mon 14 July; three months of short breaks would be 2 September."""
    came = BecameLookedAfter(on=D("2025-01-06"), placement="foster-care", legal_status="care-order")
    placed, first = PlacedForAdoption(on=D("2025-03-03")), held("2025-03-24")
    back = PlacementMoved(on=TURN, placement="foster-care", at=moved_at)
    turned = LegalStatusChanged(on=TURN, legal_status="short-break", at=turned_at)
    open_ones = [due for due in days("review", came, placed, first, back, turned) if due > "2025-06-24"]
    assert open_ones[0] == "2025-07-14"


def test_a_move_into_short_breaks_from_a_placement_that_no_rule_names() -> None:
    """Nothing is due by the 42nd day of a child who was with foster carers."""
    came = BecameLookedAfter(on=D("2025-01-06"), placement="foster-care", legal_status="care-order")
    found = days("review", came, PlacementMoved(on=TURN, placement="foster-care"), LegalStatusChanged(on=TURN, legal_status="short-break"))
    assert "2025-07-14" not in found
    assert "2025-09-02" in found
