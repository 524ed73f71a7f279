"""The compiled library timed in turn with everything else: a process of its own that stays, and does what it is told so many times.

`--compiled FOLDER` of `peers.py` names where a compiled wheel is installed (`pip install --no-deps --target FOLDER WHEEL`). The process
has the same Python and the same packages, with that folder before them. What it answers is compared before anything is timed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import peers_reviews
from openfisca_children import children, histories
from peers_timing import Job, each
from schedule import PROFILE, every_due_date, ours

import lacreview_rules
from lacreview_rules import build_schedule, load_profile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FEW = 50
COMPILED = (".so", ".pyd")
WHOLE, READ, REVIEWS = "`build_schedule`", "`build_schedule`, every field of every due date read", "reviews"


def jobs() -> dict[str, Callable[[], object]]:
    """What is timed of ours, by name; the same in both processes."""
    profile, few = load_profile(PROFILE), histories(children(FEW))
    made: dict[str, Callable[[], object]] = {
        WHOLE: lambda: each(lambda history: build_schedule(history, profile), few),
        READ: lambda: each(lambda history: [ours(due) for due in every_due_date(history, profile)], few),
    }
    return made | dict(peers_reviews.ours(few))


def answers() -> str:
    """A digest of some schedules as JSON."""
    profile = load_profile(PROFILE)
    return hashlib.sha256("".join(build_schedule(history, profile).to_json() for history in histories(children(FEW))).encode()).hexdigest()


def source() -> str:
    """Where the library comes from: the file of a module of it that is compiled, if any is; else that of its front."""
    loaded = [module.__file__ or "" for name, module in sys.modules.items() if name.startswith("lacreview_rules.")]
    return next((file for file in loaded if file.endswith(COMPILED)), lacreview_rules.__file__)


class Compiled:
    """The compiled library at work in a process of its own."""

    def __init__(self, folder: Path) -> None:
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        found = self._ask("source")
        if not found.endswith(COMPILED):
            self.close()
            message = f"{folder}: no compiled wheel of this library is installed there; it is taken from {found}"
            raise SystemExit(message)
        if self._ask("answers") != answers():
            self.close()
            message = "the compiled library gives other schedules"
            raise SystemExit(message)

    def _ask(self, question: str) -> str:
        if self._process.stdin is None or self._process.stdout is None:
            message = "the process with the compiled library cannot be spoken to"
            raise SystemExit(message)
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def job(self, name: str) -> Job:
        """One of `jobs`, timed there."""
        place = list(jobs()).index(name)
        return Job(lambda: self._ask(f"{place} 1"), FEW, lambda repeats: int(self._ask(f"{place} {repeats}")))

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def as_much_in_memory() -> tuple[object, ...]:
    """What the other process holds: the collector of garbage goes through it again and again, and would else favour this one."""
    from peers_arithmetic import ways
    from peers_schedule import openfisca_system, schedule_ways

    return list(ways()), openfisca_system(), list(schedule_ways(None))


def main() -> None:
    """Answer until there are no more questions."""
    made, kept = list(jobs().values()), None
    for line in sys.stdin:
        if line == "source\n":
            print(source(), flush=True)
        elif line == "answers\n":
            print(answers(), flush=True)
        else:
            kept = kept or as_much_in_memory()
            place, repeats = map(int, line.split())
            begun = time.process_time_ns()
            for _ in range(repeats):
                made[place]()
            print(time.process_time_ns() - begun, flush=True)


if __name__ == "__main__":
    main()
