"""Whether the two shortcuts of the engine earn their place: the same schedules with each, and without it.

Run from the top of the project: `python tests/benchmarks/shortcuts.py`. A shortcut copies what the one mechanism would do, for
tasks where that is simple, so it stays only while it pays: both ways must first give the same due dates (as
`tests/unit/engine/test_shortcuts.py` asks of many more histories), then processor time is taken, each way in turn. Beside it stand the
steps of the interpreter, as in `steps.py`: those are the same on a busy machine.

It takes the inside of the engine apart on purpose, so it runs on the commit that it is of and is not for two versions.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING
from unittest import mock

from schedule import HISTORY, PROFILE, SCHEDULES, every_due_date, versions

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.engine import build, spans
from lacreview_rules.rules.plan import Plan
from lacreview_rules.rules.rule_plan import RulePlan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from _typeshed import TraceFunction

    from lacreview_rules import Profile

ROUNDS = 21
OF_REVIEWS, OF_SPANS = "a review's task under one rule", "a task that nobody did and that does not recur"
WAYS: dict[str, tuple[str, ...]] = {
    "as it is": (),
    f"without that of {OF_REVIEWS}": (OF_REVIEWS,),
    f"without that of {OF_SPANS}": (OF_SPANS,),
    "without both": (OF_REVIEWS, OF_SPANS),
}


@contextmanager
def without(shortcuts: tuple[str, ...], profile: Profile) -> Iterator[None]:
    """The engine without some of its shortcuts."""
    with ExitStack() as stack:
        if OF_REVIEWS in shortcuts:
            stack.enter_context(mock.patch.object(RulePlan, "is_plain", new=False))
            plan = _PLANS.setdefault(profile.digest, Plan(profile))
            stack.enter_context(mock.patch.object(build, "plan_for", new=lambda _: plan))  # noqa: PT008 - a mock would take longer than a due date
        if OF_SPANS in shortcuts:
            stack.enter_context(mock.patch.object(spans, "_add_open", new=_never))
        yield


_PLANS: dict[str, Plan] = {}
"""Made while the first shortcut is off, which is settled with the plan."""


def _never(*_: object) -> bool:
    return False


def steps_of_one(profile: Profile) -> int:
    """How many instructions of Python's bytecode one schedule takes."""
    steps = 0

    def look(frame: FrameType, event: str, _: object) -> TraceFunction:
        nonlocal steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        steps += event == "opcode"
        return look

    build_schedule(HISTORY, profile)  # what is kept between schedules is made
    sys.settrace(look)
    build_schedule(HISTORY, profile)
    sys.settrace(None)
    return steps


def main() -> None:
    """Check that all ways agree, then time them."""
    parser = argparse.ArgumentParser(description="Time the engine with and without its shortcuts.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    rounds: int = parser.parse_args().rounds
    profile = load_profile(PROFILE)
    taken: dict[str, list[float]] = {name: [] for name in WAYS}
    steps: dict[str, int] = {}
    wanted = every_due_date(HISTORY, profile)
    for name, shortcuts in WAYS.items():
        with without(shortcuts, profile):
            if every_due_date(HISTORY, profile) != wanted:
                raise SystemExit(f"{name}: other due dates")
            steps[name] = steps_of_one(profile)
    for _ in range(rounds):
        for name, shortcuts in WAYS.items():
            with without(shortcuts, profile):
                begun = time.process_time_ns()
                for _ in range(SCHEDULES):
                    build_schedule(HISTORY, profile)
                taken[name].append((time.process_time_ns() - begun) / SCHEDULES / 1000)
    times = {name: statistics.median(each) for name, each in taken.items()}
    print(versions(("lacreview-rules",)))
    print(f"{len(HISTORY.events)} events under {profile.id} {profile.version}; median of {rounds} rounds of {SCHEDULES} schedules")
    print(f"\n{'one typed schedule':<64}{'microseconds':>14}{'times':>8}{'steps':>10}{'times':>8}")
    for name, median in times.items():
        print(f"  {name:<62}{median:>14,.0f}{median / times['as it is']:>8.2f}{steps[name]:>10,}{steps[name] / steps['as it is']:>8.2f}")


if __name__ == "__main__":
    main()
