"""A start of care that a source doubts is told by what it is, never by the words of a note (design.md, "Nothing in silence")."""

from __future__ import annotations

from datetime import date

import pytest

from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
from lacreview_rules.histories.event_records import event_record
from lacreview_rules.sources.ssda903.record import START_NOT_SAID, unknown_starts
from lacreview_rules.sources.starts import StartNotSaid, StartWithReviewsUnread

ON = date(2026, 1, 5)


@pytest.mark.parametrize("note", [None, "came in at night", START_NOT_SAID])
def test_a_note_of_a_person_makes_no_start_unknown(note: str | None) -> None:
    assert unknown_starts(History("A1", [BecameLookedAfter(on=ON, note=note)])) == frozenset()
    assert unknown_starts(History("A1", [StartNotSaid(on=ON, note=note)])) == {ON}


@pytest.mark.parametrize("kind", [StartNotSaid, StartWithReviewsUnread])
def test_it_is_a_start_of_care_as_any_other(kind: type[BecameLookedAfter]) -> None:
    """SI 2010/959 reg 33(1): 20 working days after Mon 5 January 2026 is Mon 2 February; a word that nobody knows is told."""
    history = History("A1", [kind(on=ON, placement="foster-crae")], date(2014, 5, 2))
    schedule = build_schedule(history, load_profile("england"))
    assert str(schedule.of("review")[0].due) == "2026-02-02"
    assert [problem.where for problem in schedule.problems] == ["events[0].placement"]
    assert event_record(kind(on=ON)) == {"event": "became-looked-after", "on": "2026-01-05"}


@pytest.mark.parametrize("kind", [StartNotSaid, StartWithReviewsUnread])
def test_it_equals_a_start_that_records_the_same(kind: type[BecameLookedAfter]) -> None:
    """A history that is written and read back is the same, though no file says what the source doubts."""
    doubted, plain = kind(on=ON, note="x"), BecameLookedAfter(on=ON, note="x")
    assert doubted == plain
    assert plain == doubted
    assert hash(doubted) == hash(plain)
    assert doubted != BecameLookedAfter(on=ON)
    assert doubted.__eq__("x") is NotImplemented
