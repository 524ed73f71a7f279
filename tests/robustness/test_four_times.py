"""A time that is compared is no luck: work in proportion passes on a machine that is busy at random, and a square never does."""

from __future__ import annotations

from functools import partial
from random import Random

import pytest
from tests.robustness.four_times import takes_four_times


class BusyMachine:
    """A clock that a task moves on by what it takes, and the load of the machine by up to twice as much."""

    def __init__(self, seed: int) -> None:
        self._chance, self._seconds = Random(seed), 0.0  # noqa: S311 - no secret

    def work(self, seconds: float) -> None:
        self._seconds += seconds * self._chance.choice((1.0, 1.1, 1.5, 3.0))

    def clock(self) -> float:
        return self._seconds


@pytest.mark.parametrize(("times", "passes"), [(4, True), (5, True), (16, False), (14, False)])
def test_work_in_proportion_passes_and_a_square_does_not(times: int, *, passes: bool) -> None:
    """The load is told apart from the work, whatever the luck: ten runs of each."""
    for seed in range(10):
        machine = BusyMachine(seed)
        assert takes_four_times(partial(machine.work, 0.1), partial(machine.work, 0.1 * times), clock=machine.clock) is passes, seed


def test_what_takes_no_time_is_not_compared() -> None:
    machine = BusyMachine(1)
    assert takes_four_times(partial(machine.work, 0.0001), partial(machine.work, 0.01), floor=0.02, clock=machine.clock)
