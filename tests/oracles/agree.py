"""Compare the library with its three oracles.

From the top of the project, with the extra `test` installed:

    python -m tests.oracles.agree --histories 100000 --seed 1

It prints what was compared and how often the answers differ; the exit code is 1 if they ever do. The same seed makes the
same histories. `--show` prints so many of the histories on which they differ, in full.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter

from tests.oracles.arithmetic_agreement import every
from tests.oracles.comparison import DATES
from tests.oracles.found import may_show
from tests.oracles.history_agreement import Answer, Question, compare, question
from tests.oracles.situations import situations


def say(line: str = "") -> None:
    """One line of the report."""
    sys.stdout.write(f"{line}\n")


def arithmetic(step: int) -> int:
    """Every counting word from every date, or from every so manyth; how many answers differ."""
    say(f"Counting, from every date{f', one in {step},' if step > 1 else ''} from {DATES[0]} to {DATES[-1]}:")
    answers = differ = kinds = 0
    for comparison in every(DATES[::step]):
        kinds += 1
        answers += sum(len(told) for told in comparison.oracles.values())
        wrong = comparison.disagreements()
        differ += wrong
        if wrong:
            say(f"  {comparison.name}: {wrong:,} DIFFER")
    say(f"  {kinds} ways of counting, {answers:,} answers compared: {differ:,} differ")
    return differ


def histories(count: int, seed: int, show: int, first: int = 0) -> int:
    """Random histories of a seed, from one of them on; on how many the two differ."""
    covered: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    rows = differ = 0
    for number in range(first, first + count):
        asked = question(seed, number)
        answer = compare(asked)
        rows += len(answer.said)
        found = situations(asked.history, asked.answers, answer.said)
        covered.update(found)
        if not answer.agreed:
            differ += 1
            differing.update(found)
            faults["; ".join(fault.name for fault in may_show(asked.history, asked.answers)) or "not known"] += 1
            if differ <= show:
                in_full(number, asked, answer)
    say(f"Reviews, in {count:,} random histories of seed {seed}{f', from number {first:,} on' if first else ''}:")
    say(f"  {'histories':>9} {'differ':>8}  situation")
    for name, histories in sorted(covered.items()):
        say(f"  {histories:>9,} {differing[name]:>8,}  {name}")
    say(f"  {rows:,} due dates compared in {count:,} histories: {differ:,} histories differ")
    for fault, times in faults.most_common():
        say(f"  {times:>9,} may be: {fault}")
    return differ


def in_full(number: int, asked: Question, answer: Answer) -> None:
    """A history on which the two differ, and how."""
    say(f"History {number}, as of {asked.as_of}, {asked.answers}")
    for event in sorted(asked.history["events"], key=lambda event: event["on"]):
        say(f"    {json.dumps(event)}")
    for name, told in (("library", answer.only_library), ("oracle", answer.only_oracle)):
        for row in told:
            say(f"  {name}: {', '.join(str(value) for value in row)}")


def main(arguments: list[str] | None = None) -> int:
    """Compare; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles.agree", description="Compare the library with its three oracles.")
    parser.add_argument("--histories", type=int, default=3000, metavar="N", help="how many random histories (3000)")
    parser.add_argument("--seed", type=int, default=1, help="which sequence of them (1)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="begin with this one of the sequence (0)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many of those that differ (0)")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="count from one date in so many (1: all); 0 leaves counting out")
    chosen = parser.parse_args(arguments)
    started = time.perf_counter()
    differ = arithmetic(chosen.every) if chosen.every else 0
    differ += histories(chosen.histories, chosen.seed, chosen.show, chosen.first)
    say(f"Took {time.perf_counter() - started:,.0f} seconds")
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(main())
