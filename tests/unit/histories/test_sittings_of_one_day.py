"""A sitting may be recorded as adjourned and as held; what is recorded of the same day beyond that is told."""

from __future__ import annotations

from datetime import date, time

import pytest

from lacreview_rules import BecameLookedAfter, Event, History, ReviewAdjourned, ReviewHeld, TaskDone, build_schedule, load_profile

DAY = date(2026, 1, 28)


def adjourned(hour: int) -> Event:
    return ReviewAdjourned(on=DAY, at=time(hour))


def held(hour: int) -> Event:
    return ReviewHeld(on=DAY, at=time(hour))


def done(hour: int) -> Event:
    return TaskDone(on=DAY, at=time(hour), task="review")


@pytest.mark.parametrize(
    ("events", "told"),
    [
        ((adjourned(9), held(10)), []),
        ((held(8), adjourned(9)), []),
        ((adjourned(9), held(10), held(11)), ["events[3]"]),
        ((adjourned(9), held(10), done(11)), ["events[3]"]),
        ((held(8), adjourned(9), held(11)), ["events[3]"]),
        ((adjourned(9), held(10), held(11), done(12)), ["events[3]", "events[4]"]),
    ],
)
def test_each_record_beyond_the_second_is_named(events: tuple[Event, ...], told: list[str]) -> None:
    came = BecameLookedAfter(on=date(2026, 1, 5), placement="foster-care", legal_status="care-order")
    history = History(child="X", date_of_birth=date(2016, 5, 2), events=[came, *events])
    assert [problem.where for problem in build_schedule(history, load_profile("england")).problems] == told
