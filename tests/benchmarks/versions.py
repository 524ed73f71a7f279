"""Two versions of the library side by side: how long reading a history takes, and making a schedule under one and the same profile.

    python tests/benchmarks/versions.py OLD/bin/python PROFILE.toml
    python tests/benchmarks/versions.py --path OLD/src python OLD/src/lacreview_rules/data/profiles/england.toml

The first argument is the Python of an environment in which the earlier version is installed (or, with `--path`, any in which its
dependencies are, and a folder of its source); the second a profile that both can read, such as that of the earlier version. Both work
in turn, round by round, in processes that stay: what slows the machine down slows both. Names that both versions document only.

Left out is what either cannot read, and what either remarks on: looking for the word that was meant is most of its time. It prints the
medians, the least, and the median of the ratios of each round. More than `--at-most` fails; with `--same-answers` so does a schedule
that is another as JSON, as for a compiled wheel beside the pure one, both of one source:

    python tests/benchmarks/versions.py --same-answers --path COMPILED python src/lacreview_rules/data/profiles/england.toml
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, NamedTuple

EXAMPLES = Path(__file__).parents[2] / "examples"
ROUNDS, TIMES = 41, 60

WORKER = r"""
import gc, hashlib, json, sys, time
import lacreview_rules
from lacreview_rules import build_schedule, load_profile
try:
    from lacreview_rules import parse_history
except ImportError:  # version 0.1
    from lacreview_rules.formats.histories import parse_history
records, profile = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")], load_profile(sys.argv[2])
def nothing_to_remark(record):
    try:
        history = parse_history(record)
    except ValueError:  # a later version reads more
        return False
    return not build_schedule(history, profile).problems
print(json.dumps([lacreview_rules.__file__, *map(nothing_to_remark, records)]), flush=True)
keep = json.loads(sys.stdin.readline())
records = [record for record, kept in zip(records, keep) if kept]
histories = [parse_history(record) for record in records]
def answers():
    return hashlib.sha256("".join(build_schedule(history, profile).to_json() for history in histories).encode()).hexdigest()
def read():
    for record in records: parse_history(record)
def build():
    for history in histories: build_schedule(history, profile)
ways = {"read": read, "build": build}
for way in ways.values(): way()
print("ready", flush=True)
for line in sys.stdin:
    if line == "answers\n":
        print(answers(), flush=True)
        continue
    name, times = line.split()
    way = ways[name]
    gc.collect()
    begun = time.process_time_ns()
    for _ in range(int(times)): way()
    print((time.process_time_ns() - begun) / int(times) / 1000 / len(records), flush=True)
"""


class Side(NamedTuple):
    """A version at work."""

    name: str
    process: subprocess.Popen[str]
    to: IO[str]
    from_: IO[str]

    def ask(self, way: str, times: int) -> float:
        """The microseconds that one history took."""
        self.to.write(f"{way} {times}\n")
        self.to.flush()
        return float(self.from_.readline())

    def answers(self) -> str:
        """A digest of every schedule as JSON."""
        self.to.write("answers\n")
        self.to.flush()
        return self.from_.readline()


def started(name: str, python: str, records: Path, profile: Path, path: str | None, *, said: bool = True) -> tuple[Side, list[bool]]:
    """A process with one version, and of which histories it has nothing to remark; where it was found is `said`."""
    environment = {**os.environ, "PYTHONPATH": path} if path else dict(os.environ)
    process = subprocess.Popen(
        [python, "-c", WORKER, str(records), str(profile)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    )
    if process.stdin is None or process.stdout is None:
        message = f"the {name} version cannot be spoken to"
        raise SystemExit(message)
    try:
        source, *known = json.loads(process.stdout.readline())
    except ValueError:
        message = f"the {name} version did not start: see what it printed"
        raise SystemExit(message) from None
    if said:
        print(f"{name}: {Path(source).parent}")
    return Side(name, process, process.stdin, process.stdout), known


def histories_of_one(folder: Path) -> list[dict[str, Any]]:
    """The examples that are histories of one child each."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    return [record for record in found if "events" in record]


def main(arguments: list[str] | None = None) -> int:
    """Time both in turn; 1 if the later takes more than it may."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/versions.py", description="Time two versions of the library in turn.")
    parser.add_argument("python", help="the Python of an environment with the earlier version")
    parser.add_argument("profile", type=Path, help="a profile file that both can read")
    parser.add_argument("--path", default=None, help="a folder with the source of the earlier version, put before all others")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    parser.add_argument("--times", type=int, default=TIMES, help=f"how many times in a round ({TIMES})")
    parser.add_argument("--same-answers", action="store_true", help="fail first if any schedule differs as JSON")
    parser.add_argument("--at-most", type=float, nargs=2, metavar=("READ", "BUILD"), help="fail above these ratios")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        written = Path(folder, "histories.jsonl")
        written.write_text("".join(f"{json.dumps(record)}\n" for record in histories_of_one(EXAMPLES)), encoding="utf-8")
        begun = [
            started("earlier", chosen.python, written, chosen.profile, chosen.path),
            started("this", sys.executable, written, chosen.profile, None),
        ]
    sides, keep = [side for side, _ in begun], [all(known) for known in zip(*(known for _, known in begun), strict=True)]
    for side in sides:
        side.to.write(json.dumps(keep) + "\n")
        side.to.flush()
        side.from_.readline()
    worst = 0
    if chosen.same_answers:
        if len({side.answers() for side in sides}) > 1:
            raise SystemExit("the schedules differ")
        print("the same answers from both")
    print(f"{sum(keep)} histories of the examples; median of {chosen.rounds} rounds of {chosen.times}, in processor time")
    print(f"\n{'microseconds a history':<28}{'earlier':>10}{'this':>10}{'ratio':>10}{'least':>14}{'least':>10}{'ratio':>10}")
    for place, way in enumerate(("read", "build")):
        taken: dict[str, list[float]] = {side.name: [] for side in sides}
        for number in range(chosen.rounds):
            for side in sides if number % 2 else reversed(sides):
                taken[side.name].append(side.ask(way, chosen.times))
        ratio = statistics.median(this / earlier for earlier, this in zip(taken["earlier"], taken["this"], strict=True))
        earlier, this = (statistics.median(taken[side.name]) for side in sides)
        least = min(taken["earlier"]), min(taken["this"])
        print(f"  {way:<26}{earlier:>10,.1f}{this:>10,.1f}{ratio:>10.3f}{least[0]:>14,.1f}{least[1]:>10,.1f}{least[1] / least[0]:>10.3f}")
        worst |= int(chosen.at_most is not None and ratio > chosen.at_most[place])
    for side in sides:
        side.to.close()
        side.process.wait()
    return worst


if __name__ == "__main__":
    sys.exit(main())
