"""A history of sixty thousand events and a profile of two thousand rules are worked through in linear time.

What is counted is work, every call and every line that is run, so a busy machine changes nothing. Sizes are each twice
the one before: twice the events are twice the work. What grows with the square of the events soon shows as two and a half
times and more, and in the end as four.

Two sizes are asked, and a third where the second looks as if it grew by more than twice. That is enough: a square that would show from
the second size to the third (a tenth of the work at the first) makes the second more than twice the first, unless what
is done but once is a fifth of the work. Small sizes show every square that costs a fair part of the work. A square whose step is
cheap shows at the large sizes only, and so does what differs between profiles: these are `slow`, and they ask every shape.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from tests.others_slow import others_slow
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

if TYPE_CHECKING:
    from collections.abc import Callable

STAYS = Path(__file__).parents[1] / "patterns" / "stays.toml"
MOST = 2.3
_DOUBTFUL = 2.0


class Sizes(NamedTuple):
    """How large the smallest of the sizes is: as many events as take `enough` calls and lines, within bounds, or so many rules."""

    enough: int
    fewest_events: int
    most_events: int
    rules: int


SMALL = Sizes(10_000, 60, 1_000, 60)
LARGE = Sizes(40_000, 250, 4_000, 250)
_OF_STAYS = ("stays", "long stays", "stays in and out of care")
_ASKED = [
    *((shape, name) for shape in HISTORIES if shape not in _OF_STAYS for name in ("england", "south-gloucestershire")),
    *((shape, "stays") for shape in (*_OF_STAYS, "moves", "periods of care", "everything", "everything on one day")),
]
"""With the regulations; where moves restart the cycle; and where days are added up."""
_FEW_EVENTS = {"everything", "everything on one day", "moves", "long stays", "secured without an order", "secured again and again"}
_FEW_RULES = {"conditions"}
"""Shapes of history and of profile that are asked at the small sizes whenever the tests are run; at the large ones all are."""
_DEEP = ("a long row of tasks",)
"""Shapes of profile in which two thousand rules would be two thousand steps down, were they followed by recursion."""


@cache
def loaded(name: str) -> Profile:
    """A profile with which a schedule has been made: what is worked out once, has been."""
    profile = load_profile(STAYS if name == "stays" else name)
    schedule_all(history("everything", 60), profile)
    return profile


def doubled(work: Callable[[int], int], first: int) -> list[int]:
    """The work at n, 2n and, if the second seems to have grown too much, 4n."""
    counted = [work(first), work(2 * first)]
    if counted[1] > _DOUBTFUL * counted[0]:
        counted.append(work(4 * first))
    return counted


def check_growth(counted: list[int]) -> None:
    """From no size to the next does the work grow by more than twice, and a little."""
    assert max(after / before for before, after in pairwise(counted)) < MOST, counted


def check_events(shape: str, name: str, sizes: Sizes) -> None:
    """Twice the events of a shape are twice the work with a profile."""
    profile = loaded(name)
    sample = work_of(lambda: schedule_all(history(shape, 100), profile))
    first = min(max(sizes.enough * 100 // sample, sizes.fewest_events), sizes.most_events)
    check_growth(doubled(lambda n: work_of(lambda: schedule_all(history(shape, n), profile)), first))


def check_rules(shape: str, folder: Path, sizes: Sizes) -> None:
    """Twice the rules of a shape are twice the work: read, checked and used; or refused with every problem."""

    def work(n: int) -> int:
        path = profile_file(shape, n, folder)
        return work_of(lambda: load_and_use(path))

    load_and_use(profile_file(shape, 10, folder))  # what is read once has been
    check_growth(doubled(work, sizes.rules))


@pytest.mark.parametrize(("shape", "name"), [(shape, name) for shape, name in _ASKED if shape in _FEW_EVENTS and name != "england"])
def test_twice_the_events_are_twice_the_work(shape: str, name: str) -> None:
    """Also with a profile that adds to the regulations and restarts the cycle: it asks all that the regulations ask."""
    check_events(shape, name, SMALL)


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "name"), _ASKED)
def test_twice_the_events_are_twice_the_work_in_large_histories(shape: str, name: str) -> None:
    check_events(shape, name, LARGE)


@pytest.mark.parametrize("events", [2_000, pytest.param(8_000, marks=pytest.mark.slow), pytest.param(60_000, marks=pytest.mark.slow)])
def test_sixty_thousand_events(events: int) -> None:
    """They are worked through, and each review among them, one in eight, has a date: seven a week for sixty years and more."""
    schedule = build_schedule(history("everything", events), loaded("newham"))
    held = sum(event.kind == "review-held" for event in history("everything", events).events)
    assert len(schedule.of("review")) >= held == events // 8


@pytest.mark.parametrize("shape", sorted(_FEW_RULES))
def test_twice_the_rules_are_twice_the_work(shape: str, tmp_path: Path) -> None:
    check_rules(shape, tmp_path, SMALL)


@pytest.mark.slow
@pytest.mark.parametrize("shape", PROFILES)
def test_twice_the_rules_are_twice_the_work_in_large_profiles(shape: str, tmp_path: Path) -> None:
    check_rules(shape, tmp_path, LARGE)


@pytest.mark.slow
@pytest.mark.parametrize("shape", [shape if shape in _DEEP else pytest.param(shape, marks=pytest.mark.slow) for shape in PROFILES])
def test_two_thousand_rules(shape: str, tmp_path: Path) -> None:
    """They are read and used, or refused with a problem for each, and nothing gives way."""
    count = load_and_use(profile_file(shape, 2_000, tmp_path))
    assert count >= (2_000 if shape.startswith("wrong") else 1)


@pytest.mark.parametrize("shape", others_slow(WRONG_RECORDS))
def test_twice_the_mistakes_are_twice_the_work(shape: str) -> None:
    """And what is said of them does not grow: the first hundred, and how many more (record B1)."""
    refused(WRONG_RECORDS[shape](10))  # what is made once, has been
    records = {n: WRONG_RECORDS[shape](n) for n in (500, 1_000, 2_000)}
    check_growth(doubled(lambda n: work_of(lambda: refused(records[n])), 500))
    assert {len(refused(record).splitlines()) for record in records.values()} == {1 + 100 + 1}
    assert refused(records[500]).startswith("history: 500 problems\n")
    assert refused(records[500]).endswith("\n  and 400 more problems; mend these first")


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


def test_a_square_beside_other_work_is_refused() -> None:
    """Where the square is a third of the work at the first size, the third size shows it; what is linear passes at two."""
    with pytest.raises(AssertionError):
        check_growth(doubled(lambda n: 200 * n + n * n, 100))
    assert doubled(lambda n: 90_000 + 200 * n, 100) == [110_000, 130_000]
    check_growth([110_000, 130_000])
