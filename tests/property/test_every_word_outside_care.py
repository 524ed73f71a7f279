"""Every word of a profile recorded outside care changes the schedule, or the problems name it; and none is named that does.

Issue: what is dropped in silence. A plan to place with a parent, plans and notices made earlier than a rule takes them, and an eligible
child before care were dropped without a word.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.oracles.relevance import said

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacementMoved,
    Profile,
    ReviewArranged,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
    shipped_profiles,
)
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.histories.recorded_words import STANDING_ALONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BORN = date(2010, 5, 14)
ONCE = [
    BecameLookedAfter(on=date(2025, 3, 3), placement="foster-care", legal_status="section-20"),
    TaskDone(on=date(2025, 3, 6), task="visit"),
    ReviewHeld(on=date(2025, 3, 27)),
    CeasedToBeLookedAfter(on=date(2025, 9, 10)),
]
TWICE = [
    *ONCE,
    BecameLookedAfter(on=date(2026, 2, 2), placement="foster-care", legal_status="section-20"),
    ReviewHeld(on=date(2026, 2, 20)),
]
PLACES: dict[str, tuple[list[Event], date]] = {
    "long before care": (ONCE, date(2022, 6, 1)),
    "the day before": (ONCE, date(2025, 3, 2)),
    "the day after": (ONCE, date(2025, 9, 11)),
    "a year after": (ONCE, date(2026, 9, 11)),
    "between two periods": (TWICE, date(2025, 11, 20)),
    "the day before the second": (TWICE, date(2026, 2, 1)),
    "long before two periods": (TWICE, date(2022, 6, 1)),
}
IN_SILENCE, SAID_WRONGLY = "changes nothing in silence", "is said not to be used, and is"


def words_of(profile: Profile) -> Iterator[tuple[str, Callable[[date], Event]]]:
    """Every event, fact, task, placement and legal status of a profile, as it is recorded on a day."""
    for kind, cls in STANDING_ALONE.items():
        yield kind, lambda on, cls=cls: cls(on=on)  # type: ignore[misc]
    yield "review-arranged", lambda on: ReviewArranged(on=on, review_on=on)
    for name in profile.events.keys() - BUILT_IN:
        yield name, lambda on, name=name: OtherEvent(on=on, event=name)  # type: ignore[misc]
    for name in profile.facts:
        yield name, lambda on, name=name: Fact(on=on, fact=name)  # type: ignore[misc]
    for name in profile.tasks:
        yield name, lambda on, name=name: TaskDone(on=on, task=name)  # type: ignore[misc]
    for name in profile.placements:
        yield name, lambda on, name=name: PlacementMoved(on=on, placement=name)  # type: ignore[misc]
    for name in profile.legal_statuses:
        yield name, lambda on, name=name: LegalStatusChanged(on=on, legal_status=name)  # type: ignore[misc]


def what_became_of(events: list[Event], event: Event, profile: Profile, without: object) -> str | None:
    """What is wrong about an event beside others: it changes nothing and no problem names it, or it is said not to be used and is."""
    schedule = build_schedule(History("A1", [*events, event], BORN), profile)
    named = [problem for problem in schedule.problems if problem.where.startswith(f"events[{len(events)}]")]
    same = said(schedule) == without
    if same and not named:
        return IN_SILENCE
    return SAID_WRONGLY if not same and any("it was not used" in problem.remedy for problem in named) else None


QUICK = {("england", "the day before"), ("england", "a year after"), ("wales", "between two periods")}
ASKED = [(name, place) for name in shipped_profiles() for place in PLACES]


@pytest.mark.parametrize(("name", "place"), [one if one in QUICK else pytest.param(*one, marks=pytest.mark.slow) for one in ASKED])
def test_it_is_used_or_named(name: str, place: str) -> None:
    profile = load_profile(name)
    events, day = PLACES[place]
    without = said(build_schedule(History("A1", events, BORN), profile))
    wrong = ((word, what_became_of(events, recorded(day), profile, without)) for word, recorded in words_of(profile))
    assert [f"{word}: {what}" for word, what in wrong if what is not None] == []
