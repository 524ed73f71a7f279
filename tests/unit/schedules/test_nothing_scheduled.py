"""An empty schedule is called nothing only where what is wrong with the record may be why; what is merely doubtful is not.

Authority: the documented sentence of `is_nothing_scheduled`. Looked after on Mon 5 January 2026, under a profile of one letter.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import ALONE, D, done, letter_of, profile_of

from lacreview_rules import BecameLookedAfter, Event, History, build_schedule
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled

CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
LETTER = profile_of(letter_of('limit = "1 week"\nafter = "significant-event"'), ALONE)


@pytest.mark.parametrize(
    ("events", "nothing"),
    [
        ([CAME_IN], False),
        ([CAME_IN, done("2026-01-12")], False),  # it met nothing: a doubt, and nothing is due
        ([CAME_IN, BecameLookedAfter(on=D("2026-02-02"))], True),  # the child was looked after already
    ],
)
def test_what_is_wrong_and_what_is_doubtful(events: list[Event], nothing: bool) -> None:
    history = History("A1", events)
    found = build_schedule(history, LETTER)
    assert found.due_dates == ()
    assert is_nothing_scheduled(found, lambda: build_schedule(history, LETTER, strict=True)) is nothing
