"""Whether four times the size takes four times as long, for work that is not done in Python, so that its steps cannot be counted.

A time is never exact, even the processor's: what else the machine does adds to it, and takes nothing away. So both sizes are timed in
turn, and of each the least is kept. Work in proportion takes four times as long, a square sixteen times: what is less than eight times
is in proportion. The least of five rounds is near the truth; where it looks like a square, up to thirty are asked, and no load
adds to one of the two sizes alone in all of them.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 8
"""Halfway between four times and sixteen, in steps of twice."""
_FEWEST_ROUNDS, _MOST_ROUNDS = 5, 30


def takes_four_times(
    small: Callable[[], object], large: Callable[[], object], *, floor: float = 0.0, clock: Callable[[], float] = time.process_time
) -> bool:
    """Whether the larger of two tasks, four times the smaller, takes less than eight times as long.

    Args:
        small: the task, once.
        large: the same of four times the size.
        floor: seconds below which a task is not timed but what is around it.
        clock: gives seconds; the processor's, of this process.
    """
    least, most = float("inf"), float("inf")
    gc.disable()  # a search for garbage comes by leaps; one before each task would take longer than most tasks
    try:
        for number in range(1, _MOST_ROUNDS + 1):
            least, most = min(least, _taken(small, clock)), min(most, _taken(large, clock))
            if number >= _FEWEST_ROUNDS and most < MOST * max(least, floor):
                return True
    finally:
        gc.enable()
    return False


def _taken(task: Callable[[], object], clock: Callable[[], float]) -> float:
    before = clock()
    task()
    return clock() - before
