"""What writing costs, beside an earlier version: schedules as JSON and CSV, JSON Lines in and out, a caseload, and memory.

    python tests/benchmarks/rows.py --path OLD/src python OLD/src/lacreview_rules/data/profiles/england.toml

The arguments are those of `versions.py`. Both versions work in turn, round by round: schedules in processes that stay, in processor time;
commands each in a process of its own, of which what it takes for one child (starting) is taken off. Names and commands that both
versions document only. Schedules are of children, drawn anew and with ten events each, to whom both give the same due dates (task, day,
status, rule).

`--workers` also times this version with two processes, on the clock; `--memory` is of the largest process, for so many children.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, NamedTuple

from openfisca_children import children, histories

from lacreview_rules import history_record

IN_PROCESS, IN_LINES, ROUNDS, COMMAND_ROUNDS = 60, 1_000, 21, 5
AS_OF = "2026-10-01"
MOSTLY = 0.75  # version 0.1 foresees fewer dates that come of an age
BUILT, KEPT = "build", "kept"
COMMANDS = {"JSON Lines in and out": ("schedule", "--format", "json"), "a caseload": ("caseload", "--as-of", AS_OF, "--format", "json")}

WORKER = r"""
import gc, io, json, sys, time, tracemalloc
from datetime import date
from lacreview_rules import build_schedule, load_profile
try:
    from lacreview_rules import parse_history, write_csv
except ImportError:  # version 0.1
    from lacreview_rules.formats.csv import write_csv
    from lacreview_rules.formats.histories import parse_history
profile, day = load_profile(sys.argv[2]), date.fromisoformat(sys.argv[3])
histories = [parse_history(json.loads(line)) for line in open(sys.argv[1], encoding="utf-8")]
def build(history): return build_schedule(history, profile)
def as_json(history): return build(history).to_json()
def as_csv(history): write_csv([build(history)], io.StringIO(newline=""))
def on_a_day(history): return build(history).on(day).to_json()
ways = {"build": build, "JSON": as_json, "CSV": as_csv, "JSON as at a day": on_a_day}
def kept(asked):
    gc.collect(); tracemalloc.start(); before = tracemalloc.get_traced_memory()[0]
    held = [build(history) for history in histories]
    if asked:
        for one in held: one.due_dates
    gc.collect(); used = tracemalloc.get_traced_memory()[0] - before; tracemalloc.stop()
    return used / len(held)
for way in ways.values():
    for history in histories: way(history)
said = [[[due.task, str(due.due), due.status, due.rule] for due in build(history).on(day).due_dates] for history in histories]
print(json.dumps(said), flush=True)
alike = json.loads(sys.stdin.readline())
histories = [history for history, same in zip(histories, alike) if same]
for line in sys.stdin:
    name = line.strip()
    if name.startswith("kept"):
        print(kept(name == "kept asked"), flush=True)
        continue
    way = ways[name]
    gc.collect()
    begun = time.process_time_ns()
    for history in histories: way(history)
    print((time.process_time_ns() - begun) / 1000 / len(histories), flush=True)
"""


class Version(NamedTuple):
    """A version of the library.

    Attributes:
        name: what it is called here.
        python: what runs it.
        environment: of its processes.
    """

    name: str
    python: str
    environment: dict[str, str]


class Asked(NamedTuple):
    """A process with one version that stays."""

    process: subprocess.Popen[str]
    to: IO[str]
    from_: IO[str]

    def tell(self, way: str) -> float:
        """The microseconds, or bytes, that one history took."""
        self.to.write(f"{way}\n")
        self.to.flush()
        return float(self.from_.readline())


class Ran(NamedTuple):
    """What a command took: seconds on the clock and of processor time, and the megabytes of its largest process."""

    clock: float
    processor: float
    megabytes: float


def write_children(count: int, path: Path) -> None:
    """So many children as JSON Lines."""
    path.write_text("".join(f"{json.dumps(history_record(one))}\n" for one in histories(children(count))), encoding="utf-8")


def started(version: Version, records: Path, profile: Path) -> tuple[Asked, list[object]]:
    """A process that stays, and the due dates that it gave."""
    command = [version.python, "-c", WORKER, str(records), str(profile), AS_OF]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=version.environment)
    if process.stdin is None or process.stdout is None:
        message = f"the {version.name} version cannot be spoken to"
        raise SystemExit(message)
    said = process.stdout.readline()
    if not said:
        message = f"the {version.name} version did not start: see what it printed"
        raise SystemExit(message)
    return Asked(process, process.stdin, process.stdout), json.loads(said)


def ran(version: Version, arguments: tuple[str, ...], records: Path, profile: Path) -> Ran:
    """One command as a user runs it, to a file."""
    output = records.with_suffix(".out")
    command = [version.python, "-m", "lacreview_rules", arguments[0], str(records), "--profile", str(profile), *arguments[1:]]
    begun = time.perf_counter()
    with subprocess.Popen([*command, "--output", str(output)], stderr=subprocess.PIPE, text=True, env=version.environment) as process:
        told = process.stderr.read() if process.stderr is not None else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(told)
    output.unlink()
    return Ran(time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def in_processes(versions: list[Version], folder: Path, profile: Path, rounds: int) -> None:
    """Schedules: what writing costs on top of building, and what is kept of them."""
    records = folder / "few.jsonl"
    write_children(IN_PROCESS, records)
    begun = [started(version, records, profile) for version in versions]
    alike = [all(one == each[0] for one in each) for each in zip(*(said for _, said in begun), strict=True)]
    if sum(alike) < len(alike) * MOSTLY:
        message = "the versions give other due dates: compare them under a profile that both read alike"
        raise SystemExit(message)
    asked = [one for one, _ in begun]
    for each in asked:
        each.to.write(f"{json.dumps(alike)}\n")
    ways = ("build", "JSON", "CSV", "JSON as at a day")
    taken: list[dict[str, list[float]]] = [{way: [] for way in ways} for _ in versions]
    for number in range(rounds):
        for place in range(len(versions)) if number % 2 else reversed(range(len(versions))):
            for way in ways:
                taken[place][way].append(asked[place].tell(way))
    print(f"{sum(alike)} of {IN_PROCESS} children, to whom all give the same due dates; median of {rounds} rounds, in processor time\n")
    print(f"{'microseconds a child':<44}" + "".join(f"{version.name:>12}" for version in versions) + f"{'times':>10}")
    for way in ways:
        _line(way, [statistics.median(one[way]) for one in taken])
    print(f"\n{'on top of building, in times of building':<44}")
    for way in ways[1:]:
        on_top = [statistics.median((b - a) / a for a, b in zip(one[BUILT], one[way], strict=True)) for one in taken]
        _line(way, on_top, "12.2f")
    print(f"\n{'bytes kept of a schedule':<44}")
    for way, words in (("kept", "as it was built"), ("kept asked", "and asked for its due dates")):
        _line(words, [one.tell(way) for one in asked])
    for one in asked:
        one.to.close()
        one.process.wait()


def _line(name: str, values: list[float], form: str = "12,.0f") -> None:
    last = f"{values[0] / values[-1]:>10.2f}" if len(values) > 1 and values[-1] else ""
    print(f"  {name:<42}" + "".join(f"{value:>{form}}" for value in values) + last)


def in_commands(versions: list[Version], folder: Path, profile: Path, rounds: int, count: int, *, workers: bool) -> None:
    """Many children through a command: microseconds of processor time each, without what starting takes."""
    one, many = folder / "one.jsonl", folder / "many.jsonl"
    write_children(1, one)
    write_children(count, many)
    print(f"\n{count:,} children through a command, least of {rounds} rounds; microseconds of processor time a child, without starting")
    for name, arguments in COMMANDS.items():
        taken: list[list[float]] = [[] for _ in versions]
        memory = [0.0 for _ in versions]
        clock: list[list[float]] = [[], []]
        for _ in range(rounds):
            for place, version in enumerate(versions):
                start, found = (ran(version, arguments, records, profile) for records in (one, many))
                taken[place].append((found.processor - start.processor) / (count - 1) * 1e6)
                memory[place] = found.megabytes
            if workers:
                for place, number in enumerate(("1", "2")):
                    clock[place].append(ran(versions[-1], (*arguments, "--workers", number), many, profile).clock)
        _line(name, [min(each) for each in taken])
        _line("  megabytes", memory)
        if workers:
            _line("  seconds on the clock, one process and two", [min(each) for each in clock], "12.2f")


def main(arguments: list[str] | None = None) -> int:
    """Time both in turn."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/rows.py", description="What writing costs, in two versions.")
    parser.add_argument("python", nargs="?", help="the Python of an environment with the earlier version; none: this version alone")
    parser.add_argument("profile", type=Path, nargs="?", help="a profile file that both can read")
    parser.add_argument("--path", default=None, help="a folder with the source of the earlier version, put before all others")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often schedules are timed ({ROUNDS})")
    parser.add_argument("--command-rounds", type=int, default=COMMAND_ROUNDS, help=f"how often each command is ({COMMAND_ROUNDS})")
    parser.add_argument("--children", type=int, default=IN_LINES, help=f"how many go through a command ({IN_LINES:,})")
    parser.add_argument("--workers", action="store_true", help="this version with --workers 1 and 2 too, on the clock")
    parser.add_argument("--memory", type=int, nargs="+", metavar="CHILDREN", help="only the memory of a caseload of so many children")
    chosen = parser.parse_args(arguments)
    this = Version("this", sys.executable, dict(os.environ))
    versions, profile = [this], Path("england")
    if chosen.python is not None:
        environment = {**os.environ, "PYTHONPATH": chosen.path} if chosen.path else dict(os.environ)
        versions, profile = [Version("earlier", chosen.python, environment), this], chosen.profile
    with TemporaryDirectory() as folder:
        if chosen.memory:
            for count in chosen.memory:
                many = Path(folder, f"{count}.jsonl")
                write_children(count, many)
                ways = [(*command, *extra) for command in COMMANDS.values() for extra in ((), ("--workers", "2"))]
                found = [ran(this, way, many, profile) for way in ways]
                shown = "; ".join(f"{one.megabytes:,.0f} MB, {one.clock:,.1f} s" for one in found)
                print(f"{count:,} children: {shown} (JSON Lines, with two workers; caseload, with two workers)", flush=True)
            return 0
        in_processes(versions, Path(folder), profile, chosen.rounds)
        in_commands(versions, Path(folder), profile, chosen.command_rounds, chosen.children, workers=chosen.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
