"""Every event of a child's care has a place in the file, whatever it was made of: a remark about it can always be told.

Authority: the contract *nothing in silence* (each remark says where).
"""

from __future__ import annotations

import pytest
from tests.oracles.random_histories import history

from lacreview_rules import load_profile
from lacreview_rules.histories.care import read_care
from lacreview_rules.histories.json import parse_history
from lacreview_rules.remarks.places import Places
from lacreview_rules.rules.plan import plan_for

CAME = {"event": "became-looked-after", "on": "2026-01-05", "legal_status": "section-20"}
MEANINGS = plan_for(load_profile("england")).meanings


@pytest.mark.parametrize(
    "more", [[], [{"event": "task-done", "task": "review", "on": "2026-01-29"}]], ids=["as recorded", "with what words bring"]
)
def test_records_of_one_day_taken_together_are_at_the_first(more: list[dict[str, str]]) -> None:
    """Two legal statuses of one day become one event, which is neither of the two; the move of that day is another kind."""
    day = {"on": "2026-03-10"}
    moved = {"event": "placement-moved", "placement": "foster-care", **day}
    statuses = [{"event": "legal-status-changed", "legal_status": word, **day} for word in ("care-order", "remand")]
    child = parse_history({"child": "X", "events": [CAME, *more, moved, *statuses]})
    care = read_care(child, MEANINGS)
    [both] = [event for event in care.periods[0].events if event.kind == "legal-status-changed"]
    assert all(both is not event for event in child.events)
    assert Places(child, care).of(both) == len(more) + 2


def test_every_event_of_care_is_at_a_record_of_its_day() -> None:
    for number in range(60):
        made = history(f"places/{number}")
        child = parse_history({"child": "X", "events": made["events"]})
        care = read_care(child, MEANINGS)
        places = Places(child, care)
        for period in care.periods:
            for event in period.events:
                recorded = child.events[places.of(event)]
                assert recorded.on == event.on
                assert event.recorded_as is not None or recorded.kind == event.kind
