"""The sentences of a working that no schedule of the other tests has: word for word, from the facts of a step."""

from __future__ import annotations

import pytest

from lacreview_rules.schedules.explanation_text import TEXTS

READING = {"title": "Born on 29 February?", "reading": "1 March", "due": "2026-03-01", "status": "not-recorded", "taken": True}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Reading: Born on 29 February? 1 March: due Sun 1 Mar 2026, not recorded (taken here)"),
        ({"reading": "28 February", "taken": False}, "Reading: Born on 29 February? 28 February: due Sun 1 Mar 2026, not recorded"),
        ({"reading": "it was", "taken": False, "due": None}, "Reading: Born on 29 February? It was: no date, not recorded"),
        ({"reading": "it was", "due": None, "status": None}, "Reading: Born on 29 February? It was: not due (taken here)"),
    ],
)
def test_a_reading_begins_with_a_capital_and_keeps_those_it_has(changed: dict[str, object], said: str) -> None:
    """A month has one."""
    assert TEXTS["reading"]({**READING, **changed}) == said


def test_the_earliest_of_the_readings() -> None:
    assert TEXTS["earliest"]({"due": "2026-03-01"}) == "Earliest: Sun 1 Mar 2026 is in time under each of these readings"
    assert TEXTS["earliest"]({"due": None}) == ""
