"""A history of sixty thousand events and a profile of two thousand rules are worked through in linear time.

What is counted is work, every call and every line that is run, so a busy machine changes nothing. Three sizes, each
twice the one before: twice the events are twice the work. What grows with the square of the events soon shows as two
and a half times and more, and in the end as four.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from tests.robustness.growth import (
    HISTORIES,
    PROFILES,
    WRONG_RECORDS,
    history,
    load_and_use,
    profile_file,
    refused,
    schedule_all,
    work_of,
)

from lacreview_rules import Profile, build_schedule, load_profile

STAYS = Path(__file__).parents[1] / "patterns" / "stays.toml"
MOST = 2.3
_ENOUGH = 40_000  # calls and lines: less says little about growth
_FEWEST, _MOST_EVENTS = 250, 4_000
_OF_STAYS = ("stays", "long stays", "stays in and out of care")
_ASKED = [
    *((shape, name) for shape in HISTORIES if shape not in _OF_STAYS for name in ("england", "south-gloucestershire")),
    *((shape, "stays") for shape in (*_OF_STAYS, "moves", "periods of care", "everything", "everything on one day")),
]
"""With the regulations; where moves restart the cycle; and where days are added up."""


@cache
def loaded(name: str) -> Profile:
    """A profile with which a schedule has been made: what is worked out once, has been."""
    profile = load_profile(STAYS if name == "stays" else name)
    schedule_all(history("everything", 60), profile)
    return profile


def growth(shape: str, name: str) -> tuple[float, list[int]]:
    """By how much work grows from n to 2n and from 2n to 4n events, the larger of the two, and the work counted."""
    profile = loaded(name)
    sample = work_of(lambda: schedule_all(history(shape, 100), profile))
    first = min(max(_ENOUGH * 100 // sample, _FEWEST), _MOST_EVENTS)
    counted = [work_of(lambda n=n: schedule_all(history(shape, n), profile)) for n in (first, 2 * first, 4 * first)]  # type: ignore[misc]
    return max(after / before for before, after in pairwise(counted)), counted


@pytest.mark.parametrize(("shape", "name"), _ASKED)
def test_twice_the_events_are_twice_the_work(shape: str, name: str) -> None:
    grown, counted = growth(shape, name)
    assert grown < MOST, counted


def test_sixty_thousand_events() -> None:
    """They are worked through, and each review among them has a date: seven a week for sixty years and more."""
    schedule = build_schedule(history("everything", 60_000), loaded("newham"))
    held = sum(event.kind == "review-held" for event in history("everything", 60_000).events)
    assert len(schedule.of("review")) >= held == 7_500


@pytest.mark.parametrize("shape", PROFILES)
def test_twice_the_rules_are_twice_the_work(shape: str, tmp_path: Path) -> None:
    """Read, checked and used; or refused with every problem."""
    paths = [profile_file(shape, n, tmp_path) for n in (250, 500, 1_000)]
    load_and_use(profile_file(shape, 10, tmp_path))  # what is read once has been
    counted = [work_of(lambda path=path: load_and_use(path)) for path in paths]  # type: ignore[misc]
    assert max(after / before for before, after in pairwise(counted)) < MOST, counted


@pytest.mark.parametrize("shape", PROFILES)
def test_two_thousand_rules(shape: str, tmp_path: Path) -> None:
    """They are read and used, or refused with a problem for each, and nothing gives way."""
    count = load_and_use(profile_file(shape, 2_000, tmp_path))
    assert count >= (2_000 if shape.startswith("wrong") else 1)


@pytest.mark.parametrize("shape", WRONG_RECORDS)
def test_twice_the_mistakes_are_twice_the_work(shape: str) -> None:
    """And what is said of them does not grow: the first hundred, and how many more (record B1)."""
    refused(WRONG_RECORDS[shape](10))  # what is made once, has been
    records = [WRONG_RECORDS[shape](n) for n in (500, 1_000, 2_000)]
    counted = [work_of(lambda record=record: refused(record)) for record in records]  # type: ignore[misc]
    assert max(after / before for before, after in pairwise(counted)) < MOST, counted
    assert {len(refused(record).splitlines()) for record in records} == {1 + 100 + 1}
    assert refused(records[0]).startswith("history: 500 problems\n")
    assert refused(records[0]).endswith("\n  and 400 more problems; mend these first")


# ---- the count itself: a test that could not see a square would be none


def test_a_square_is_seen() -> None:
    """Of a loop in a loop, four times the work for twice the size; of one that is a comprehension, too."""

    def loops(n: int) -> int:
        total = 0
        for _ in range(n):
            for _ in range(n):
                total += 1
        return total

    def comprehension(n: int) -> int:
        return sum(sum(1 for _ in range(n)) for _ in range(n))

    for square in (loops, comprehension):
        small, large = (work_of(lambda n=n, square=square: square(n)) for n in (100, 200))  # type: ignore[misc]
        assert 3.8 < large / small < 4.2


def test_a_line_is_a_line() -> None:
    small, large = (work_of(lambda n=n: sum(number for number in range(n))) for n in (1000, 2000))  # type: ignore[misc]
    assert 1.9 < large / small < 2.1
