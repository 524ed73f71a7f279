"""What one command costs from a cold start, in two installed versions side by side: processor time, of user and system together.

    python tests/benchmarks/commands.py OLD/bin/python NEW/bin/python

Each argument is the Python of an environment in which a version is installed with the extra `cli` (a wheel, whose modules pip has
compiled, as a user has it; not an editable install). Each round runs each command once in each, the two in turn, which of them first
changing from round to round; what slows the machine down slows both. Output goes to a pipe. Before the rounds each runs once, and must
end well. It prints the medians, and the median of the ratios of each round. `--at-most 0.6 0.6 0.5` fails if a ratio is more.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

CHILD = {
    "child": "A1",
    "date_of_birth": "2015-03-02",
    "events": [
        {"event": "became-looked-after", "on": "2026-01-05", "placement": "other", "legal_status": "section-20"},
        {"event": "review-held", "on": "2026-01-30"},
    ],
}
COMMANDS = {
    "schedule": ["schedule", "child.json", "--profile", "england"],
    "explain": ["explain", "child.json", "review", "--profile", "england"],
    "date": ["date", "20 working days after 2025-12-19"],
}


def processor_time(python: str, words: list[str], folder: Path) -> float:
    """The seconds of processor that one run takes, itself and what it started."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([Path(python).absolute().with_name("lacreview"), *words], cwd=folder, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def where(python: str) -> str:
    """Where an environment has the library."""
    asked = [python, "-c", "import lacreview_rules; print(lacreview_rules.__file__)"]
    return subprocess.run(asked, cwd="/", capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Print a row a command; fail if a ratio is more than was allowed."""
    parser = argparse.ArgumentParser(description="Time single commands in two installed versions.")
    parser.add_argument("old", help="the Python of an environment with the earlier version")
    parser.add_argument("new", help="the Python of an environment with the later one")
    parser.add_argument("--rounds", type=int, default=21, help="how many times each (21)")
    parser.add_argument("--at-most", type=float, nargs=len(COMMANDS), metavar="RATIO", help=f"for each of {', '.join(COMMANDS)}")
    given = parser.parse_args()
    print(f"old {where(given.old)}\nnew {where(given.new)}\nmedians of {given.rounds} rounds, in milliseconds of processor")
    too_much = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "child.json").write_text(json.dumps(CHILD), encoding="utf-8")
        for words in COMMANDS.values():
            for python in (given.old, given.new):
                processor_time(python, words, folder)
        taken: dict[tuple[str, str], list[float]] = {}
        for number in range(given.rounds):
            for command, words in COMMANDS.items():
                pair = [("old", given.old), ("new", given.new)]
                for version, python in pair[:: -1 if number % 2 else 1]:
                    taken.setdefault((command, version), []).append(processor_time(python, words, folder))
    for place, command in enumerate(COMMANDS):
        old, new = taken[command, "old"], taken[command, "new"]
        ratio = statistics.median(after / before for before, after in zip(old, new, strict=True))
        print(f"  {command:<9} {statistics.median(old) * 1000:5.0f} {statistics.median(new) * 1000:5.0f}   {ratio:.2f}")
        if given.at_most and ratio > given.at_most[place]:
            too_much.append(command)
    if too_much:
        sys.exit(f"more than allowed: {', '.join(too_much)}")


if __name__ == "__main__":
    main()
