"""What is recorded on the day for which the open review is booked is about the next one, as on the day of a review that was held.

The record leaves open which came first; what it asks for then comes earlier. Looked after from Mon 6 January 2025; the first review, due on
3 February, is booked for Thu 30 January. Dates are counted by hand.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, held

from lacreview_rules import (
    AuthorisedForAdoption,
    BecameLookedAfter,
    Event,
    History,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewRequested,
    build_schedule,
    load_profile,
)

CAME = BecameLookedAfter(on=D("2025-01-06"), legal_status="care-order", placement="foster-care")
DAY = D("2025-01-30")
BOOKED = ReviewArranged(on=D("2025-01-10"), review_on=DAY)


def second(*events: Event, **settings: str) -> str:
    profile = load_profile("england").with_settings(**settings)
    return str(build_schedule(History("A1", [CAME, *events], D("2022-01-01")), profile).of("review")[1].due)


RECORDED: list[tuple[Event, str]] = [
    (PlacedForAdoption(on=DAY), "2025-02-27"),  # four weeks, SI 2005/389 reg 36(3)(a)
    (PlacementMoved(on=DAY, placement="adoptive"), "2025-02-27"),
    (AuthorisedForAdoption(on=DAY), "2025-04-30"),  # three months, reg 36(1)(a), also what the second is due by anyhow
    (ReviewRequested(on=DAY, review_by=D("2025-02-20")), "2025-02-20"),  # SI 2010/959 reg 33(3)
]


@pytest.mark.parametrize(("event", "expected"), RECORDED)
def test_as_on_the_day_of_one_that_was_held(event: Event, expected: str) -> None:
    assert second(BOOKED, event) == expected
    assert second(held("2025-01-30"), event) == expected


def test_a_review_that_waits_to_be_completed_on_the_day_booked() -> None:
    """Where completion counts: it sat on 20 January and is to be completed on the 30th; the next is due four weeks after the placement."""
    events = (ReviewAdjourned(on=D("2025-01-20")), ReviewArranged(on=D("2025-01-20"), review_on=DAY), PlacedForAdoption(on=DAY))
    assert second(*events, adjourned_review_met_by="completion") == "2025-02-27"


def test_a_request_that_names_the_day_booked_is_about_that_review() -> None:
    """Three months after the day booked: 30 April."""
    assert second(BOOKED, ReviewRequested(on=DAY, review_by=DAY)) == "2025-04-30"
