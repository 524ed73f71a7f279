"""How much less time a schedule of some tasks takes than the whole one: `build_schedule(..., tasks=...)`.

Run from the top of the project: `python tests/benchmarks/tasks.py`. First both must give the same due dates, field for field and
with the same working; then processor time is taken, each in turn, and the ratio of each round. Both read the due dates asked for.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from typing import TYPE_CHECKING

from schedule import HISTORY, PROFILE, ROUNDS, SCHEDULES, versions

from lacreview_rules import build_schedule, load_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lacreview_rules import Profile
    from lacreview_rules.schedules.due_dates import DueDate

ASKED: tuple[tuple[str, ...], ...] = (("review",), ("review", "visit"), ("review", "visit", "health-assessment", "personal-education-plan"))
"""Reviews alone, as an independent reviewing officer asks; and what is looked at in most places besides."""


def differences(profile: Profile, tasks: Collection[str]) -> list[str]:
    """The due dates that only one of the two gives."""

    def told(found: Collection[DueDate]) -> list[str]:
        return [f"{due.to_dict()} {due.explanation}" for due in found if due.task in tasks]

    whole, some = build_schedule(HISTORY, profile), build_schedule(HISTORY, profile, tasks=tasks)
    pairs = ((told(whole.due_dates), told(some.due_dates)), (told(whole.distant), told(some.distant)))
    return [one for every, asked in pairs for one in {*every} ^ {*asked}]


def processor_time(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """The microseconds of processor time of one schedule in each round, each way in turn."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, make in ways.items():
            begun = time.process_time_ns()
            for _ in range(SCHEDULES):
                make()
            taken[name].append((time.process_time_ns() - begun) / SCHEDULES / 1000)
    return taken


def main() -> None:
    """Check that they agree, then time them."""
    parser = argparse.ArgumentParser(description="Time a schedule of some tasks beside the whole one.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    rounds: int = parser.parse_args().rounds
    profile = load_profile(PROFILE)
    ways: dict[str, Callable[[], object]] = {"every task": lambda: build_schedule(HISTORY, profile).due_dates}
    for tasks in ASKED:
        different = differences(profile, tasks)
        if different:
            raise SystemExit("\n".join([f"{', '.join(tasks)}: not the same as in the whole schedule", *different]))
        ways[", ".join(tasks)] = lambda tasks=frozenset(tasks): build_schedule(HISTORY, profile, tasks=tasks).due_dates  # type: ignore[misc]
    gc.collect()
    gc.freeze()  # what is loaded stays, for each way alike
    taken = processor_time(ways, rounds)
    whole = taken["every task"]
    print(versions(()))
    print(f"{len(HISTORY.events)} events under {profile.id} {profile.version}; median of {rounds} rounds of {SCHEDULES} schedules")
    print(f"\n{'one schedule of':<66}{'microseconds':>14}{'times quicker':>16}")
    for name, times in taken.items():
        ratio = statistics.median(every / some for every, some in zip(whole, times, strict=True))
        print(f"  {name:<64}{statistics.median(times):>14,.0f}{ratio:>16.2f}")


if __name__ == "__main__":
    main()
