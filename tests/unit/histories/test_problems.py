"""The order in which the events of a history are read, and each problem of one in full: place, what is wrong, what to do."""

from __future__ import annotations

from datetime import time
from itertools import permutations

import pytest
from tests.small_profiles import D

from lacreview_rules import (
    AlertRaised,
    AuthorisedForAdoption,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewAdjourned,
    ReviewArranged,
    ReviewHeld,
    SignificantEvent,
    TaskDone,
)
from lacreview_rules.histories.care import read_periods
from lacreview_rules.histories.order_of_events import in_order

ON = D("2026-01-05")
CAME_IN = BecameLookedAfter(on=ON)
A_DAY = [
    CAME_IN,
    LegalStatusChanged(on=ON, legal_status="section-20"),
    AuthorisedForAdoption(on=ON),
    Fact(on=ON, fact="asked"),
    PlacementMoved(on=ON),
    PlacedForAdoption(on=ON),
    AlertRaised(on=ON),
    TaskDone(on=ON, task="visit"),
    ReviewHeld(on=ON),
    ReviewAdjourned(on=ON),
    ReviewArranged(on=ON, review_on=ON),
    CeasedToBeLookedAfter(on=ON),
]
"""What happened on one day, in the order in which it is read where no times are known: a review is held before it is adjourned."""


def read(*events: Event) -> list[Event]:
    return [event for _, event in in_order(History("A1", events))]


def told(*events: Event, born: str | None = None) -> list[tuple[str, str, str]]:
    _, problems = read_periods(History("A1", events, None if born is None else D(born)))
    return [(problem.where, problem.what, problem.remedy) for problem in problems]


@pytest.mark.parametrize("first", range(len(A_DAY)))
def test_a_day_without_times(first: int) -> None:
    """However the file has it."""
    assert read(*A_DAY[first:], *A_DAY[:first]) == A_DAY
    assert read(*reversed(A_DAY)) == A_DAY


def test_days_one_after_another() -> None:
    """However the file has them; the places stay those of the file."""
    events = [SignificantEvent(on=D(f"2026-01-{day:02}")) for day in (9, 7, 12, 8)]
    assert [(place, event.on.day) for place, event in in_order(History("A1", events))] == [(1, 7), (3, 8), (0, 9), (2, 12)]


def test_what_nothing_tells_apart() -> None:
    """Two of one kind on one day stand in one order, whichever the file has first."""
    alike = [SignificantEvent(on=ON, type=word) for word in ("a", "b", "c")]
    for order in permutations(alike):
        assert read(*order) == alike


def test_times_tell() -> None:
    """Of one kind; an event without a time stands before those that have one."""
    late, early, untimed = (SignificantEvent(on=ON, at=at) for at in (time(17), time(9), None))
    for order in permutations([late, early, untimed]):
        assert read(*order) == [untimed, early, late]


@pytest.mark.parametrize(
    ("events", "born", "expected"),
    [
        (
            [SignificantEvent(on=ON)],
            None,
            ("events", "no period of care: the child never became looked after", "add a became-looked-after event"),
        ),
        (
            [CAME_IN, TaskDone(on=ON, task="visit"), TaskDone(on=ON, task="visit")],
            None,
            ("events[2]", "task-done: the same event is recorded twice", "remove one; it counted once"),
        ),
        (
            [CAME_IN, OtherEvent(event="ours", on=ON), OtherEvent(event="ours", on=ON)],
            None,
            ("events[2]", "an event: the same event is recorded twice", "remove one; it counted once"),
        ),
        (
            [CAME_IN, SignificantEvent(on=D("2014-05-01"))],
            "2014-05-02",
            ("events[1]", "significant-event: it is before the date of birth", "correct one of the two dates; it was left out"),
        ),
        (
            [CAME_IN, BecameLookedAfter(on=D("2026-02-02"))],
            None,
            ("events[1]", "became-looked-after: the child was already looked after", "record the ceasing first; it was left out"),
        ),
        (
            [ReviewHeld(on=D("2026-01-02")), CAME_IN],
            None,
            ("events[0]", "review-held: the child was not looked after", "correct the date or add the start of care; it was left out"),
        ),
        (
            [CAME_IN, CeasedToBeLookedAfter(on=D("2026-02-02")), CeasedToBeLookedAfter(on=D("2026-02-03"))],
            None,
            (
                "events[2]",
                "ceased-to-be-looked-after: the child was not looked after",
                "correct the date or add the start of care; it was left out",
            ),
        ),
        (
            [CAME_IN, TaskDone(on=D("2026-01-12"), task="care-plan", review=2)],
            None,
            (
                "events[1].review",
                "there is no review 2 in this period of care: 0 were held",
                "correct the number, or leave it out; if more were held than this record has, say so with record_starts and reviews_before",
            ),
        ),
    ],
)
def test_a_problem_in_full(events: list[Event], born: str | None, expected: tuple[str, str, str]) -> None:
    """At its place in the file."""
    assert told(*events, born=born) == [expected]


def test_what_is_no_problem() -> None:
    """On the day of birth; a fact, and a task, before care began and after it ended; the number of the review that comes next."""
    events = [
        Fact(on=D("2026-01-02"), fact="asked"),
        TaskDone(on=D("2026-01-02"), task="care-plan"),
        CAME_IN,
        TaskDone(on=D("2026-01-12"), task="care-plan", review=1),
        CeasedToBeLookedAfter(on=D("2026-02-02")),
        TaskDone(on=D("2026-02-09"), task="visit"),
        SignificantEvent(on=D("2026-02-09")),
    ]
    assert told(*events, born="2026-01-02") == []


def test_ceasing_and_coming_back_on_one_day() -> None:
    """In care already, the ending is read first; else the start is. With times, they tell."""
    back = [BecameLookedAfter(on=D("2026-02-02")), CeasedToBeLookedAfter(on=D("2026-02-02"))]
    for order in permutations(back):
        periods, problems = read_periods(History("A1", [CAME_IN, *order]))
        assert [(str(period.start), None if period.end is None else str(period.end)) for period in periods] == [
            ("2026-01-05", "2026-02-02"),
            ("2026-02-02", None),
        ]
        assert problems == []
    for order in permutations(back):
        periods, problems = read_periods(History("A1", order))
        assert [(str(period.start), str(period.end)) for period in periods] == [("2026-02-02", "2026-02-02")]
        assert problems == []
    timed = [BecameLookedAfter(on=D("2026-02-02"), at=time(9)), CeasedToBeLookedAfter(on=D("2026-02-02"), at=time(17))]
    periods, problems = read_periods(History("A1", [CAME_IN, *timed]))
    assert [(str(period.start), str(period.end)) for period in periods] == [("2026-01-05", "2026-02-02")]
    assert [problem.where for problem in problems] == ["events[1]"]  # at nine the child was in care already
