"""The care events: what one says when it was told no more than it must be, and how it is written.

The keys and what they are unless given are those of `docs/reference/history.md`.
"""

from __future__ import annotations

import dataclasses
from datetime import date, time
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    History,
    OtherEvent,
    PlacedForAdoption,
    ReviewHeld,
    build_schedule,
    load_profile,
    shipped_profiles,
)
from lacreview_rules.histories.event_records import event_record
from lacreview_rules.histories.events import BUILT_IN, DERIVED, Event, Fact, ReviewArranged, TaskDone

if TYPE_CHECKING:
    from collections.abc import Iterable

ON = date(2026, 1, 5)
NEEDED: dict[str, dict[str, Any]] = {
    "legal-status-changed": {"legal_status": "interim-care-order"},
    "review-arranged": {"review_on": ON},
    "task-done": {"task": "visit"},
    "fact": {"fact": "short-breaks"},
}
IMPLIED: dict[str, dict[str, Any]] = {
    "placed-for-adoption": {"placement": "adoptive"},
    "review-held": {"meeting": True},
    "task-done": {"seen": True},
    "fact": {"value": True},
}
FLAGS = {"emergency", "out_of_hours", "additional"}


@pytest.mark.parametrize(
    "event", [*(BUILT_IN[kind](on=ON, **NEEDED.get(kind, {})) for kind in sorted(BUILT_IN)), OtherEvent(event="ours", on=ON)]
)
def test_what_was_not_told(event: Event) -> None:
    """A flag is False, and everything else is None, but for what the kind of event implies."""
    told = {"on": ON, "event": "ours", **NEEDED.get(event.kind, {}), **IMPLIED.get(event.kind, {})}
    for field in dataclasses.fields(event):
        expected = told.get(field.name, False if field.name in FLAGS else None)
        assert (getattr(event, field.name), type(getattr(event, field.name))) == (expected, type(expected)), field.name


def test_what_was_not_told_is_not_written() -> None:
    assert event_record(PlacedForAdoption(on=ON)) == {"event": "placed-for-adoption", "on": "2026-01-05"}
    assert event_record(TaskDone(on=ON, task="visit")) == {"event": "task-done", "on": "2026-01-05", "task": "visit"}
    assert event_record(Fact(on=ON, fact="short-breaks", value=False)) == {
        "event": "fact",
        "on": "2026-01-05",
        "fact": "short-breaks",
        "value": False,
    }
    assert event_record(OtherEvent(event="ours", on=ON, ends_on=date(2026, 1, 9))) == {
        "event": "ours",
        "on": "2026-01-05",
        "ends_on": "2026-01-09",
    }
    assert event_record(ReviewArranged(on=ON, review_on=date(2026, 1, 28)))["review_on"] == "2026-01-28"


def test_a_time_is_written_to_the_second_if_it_has_one() -> None:
    assert event_record(BecameLookedAfter(on=ON, at=time(9, 30)))["at"] == "09:30"
    assert event_record(BecameLookedAfter(on=ON, at=time(9, 30, 15)))["at"] == "09:30:15"


def test_an_event_of_no_kind_has_no_name() -> None:
    """It is nothing that a file could hold, and changes nothing."""
    assert Event(on=ON).kind == ""
    assert dates([Event(on=date(2026, 2, 9))], "england") == dates([], "england")


def dates(more: Iterable[Event], profile: str) -> list[tuple[str, int | None, date | None]]:
    """The due dates of a child who came in on Mon 5 January 2026 and was reviewed on the 28th, with more events."""
    history = History("A1", [BecameLookedAfter(on=ON), ReviewHeld(on=date(2026, 1, 28)), *more], date(2014, 5, 2))
    return [(due.task, due.review, due.due) for due in build_schedule(history, load_profile(profile)).due_dates]


@pytest.mark.parametrize("kind", DERIVED)
@pytest.mark.parametrize("profile", shipped_profiles())
def test_a_kind_that_only_follows_from_others(kind: str, profile: str) -> None:
    """No file records it: it is told as unknown, and no date counts from it (regs 9 and 13: a placement's plan and notice)."""
    event = OtherEvent(event=kind, on=date(2026, 2, 9))
    history = History("A1", [BecameLookedAfter(on=ON), event], date(2014, 5, 2))
    [problem] = [one for one in build_schedule(history, load_profile(profile)).problems if one.where.startswith("events[1]")]
    assert "is not a kind of event" in problem.what
    assert dates([event], profile) == dates([], profile)


@pytest.mark.parametrize("kind", sorted(BUILT_IN))
def test_a_built_in_kind_given_as_another(kind: str) -> None:
    """A program may do so, no file can: it is told, with the class to use, and left out."""
    event = OtherEvent(event=kind, on=date(2026, 2, 9))
    history = History("A1", [BecameLookedAfter(on=ON), event], date(2014, 5, 2))
    found = [one.remedy for one in build_schedule(history, load_profile("england")).problems if one.where.startswith("events[1]")]
    assert f"use {BUILT_IN[kind].__name__}; it was left out" in found
    assert dates([event], "england") == dates([], "england")


class Day(date):
    """A date of another library, which is a date all the same."""


class Word(str):
    """Text of another library."""

    __slots__ = ()


def test_what_is_a_date_or_text_of_another_library_is_taken() -> None:
    """Docstring of `check_day`: what is refused is what is no date, or a moment. Twenty working days after Mon 5 January: 2 February."""
    came_in = BecameLookedAfter(on=Day(2026, 1, 5), placement=Word("foster-care"))
    [first, *_] = build_schedule(History("A1", [came_in, Fact(on=ON, fact=Word("short-breaks"))]), load_profile("england")).of("review")
    assert first.due == date(2026, 2, 2)
