"""Timing side by side: every job once a round, one after the other, so that a slow moment of the machine hits all alike.

It is the processor time of this process that is taken, so that waiting for other work on the machine is not counted.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LONG_ENOUGH = 50_000_000
"""Nanoseconds: a job that takes less is run several times a round."""


@dataclass(frozen=True)
class Job:
    """Something to time.

    Attributes:
        run: does it once.
        items: how many dates or children that is.
        timer: the nanoseconds that so many times take, where another process does it and takes the time.
    """

    run: Callable[[], object]
    items: int
    timer: Callable[[int], int] | None = None


def each(make: Callable[[Any], object], things: Sequence[Any]) -> None:
    """Make one after another, and keep none: what is kept is gone through by the collector of garbage, again and again."""
    for thing in things:
        make(thing)


def _once(job: Job, repeats: int) -> int:
    if job.timer is not None:
        return job.timer(repeats)
    begun = time.process_time_ns()
    for _ in range(repeats):
        job.run()
    return time.process_time_ns() - begun


def median_nanoseconds(jobs: Sequence[Job], rounds: int) -> list[float]:
    """The median time of one item of each job, after two runs that are not counted: the first may set things up."""
    for job in jobs:
        job.run()
    repeats = [max(1, LONG_ENOUGH // max(1, _once(job, 1))) for job in jobs]
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for place, job in enumerate(jobs):
            taken[place].append(_once(job, repeats[place]) / (repeats[place] * job.items))
    return [statistics.median(times) for times in taken]
