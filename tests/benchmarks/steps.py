"""What one child costs in steps of the interpreter, by room, beside an earlier version: the same count on a machine at rest and a busy one.

    python tests/benchmarks/steps.py
    python tests/benchmarks/steps.py --path OLD/src python OLD/src/lacreview_rules/data/profiles/england.toml

The arguments are those of `rows.py`, and so are the children. A step is one instruction of Python's bytecode. What is done in C (pydantic,
JSON, sorting) is not in it, and an instruction takes longer here than there: a tenth fewer steps is about a tenth less time, and no proof
of it (`map` in the place of a loop saves steps and no time). Under the name of a room stands what its modules do themselves, and not
what they call; before version 0.2 there were few rooms.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rows import AS_OF, COMMANDS, write_children

CHILDREN, SHOWN = 12, 10
TOTAL = "in all"

WORKER = r"""
import contextlib, io, json, runpy, sys
from collections import Counter
from lacreview_rules import build_schedule, load_profile
try:
    from lacreview_rules import parse_history
except ImportError:  # version 0.1
    from lacreview_rules.formats.histories import parse_history
folder, named = sys.argv[1:3]
profile, commands = load_profile(named), json.loads(sys.argv[3])
records = [json.loads(line) for line in open(f"{folder}/many.jsonl", encoding="utf-8")]
histories = [parse_history(record) for record in records]
def command(arguments, file):
    name, *options = arguments
    with contextlib.redirect_stderr(io.StringIO()), contextlib.suppress(SystemExit):
        sys.argv = ["lacreview", name, f"{folder}/{file}.jsonl", "--profile", named, *options, "--output", f"{folder}/out"]
        runpy.run_module("lacreview_rules", run_name="__main__")  # as `python -m`; what is done to begin goes away with one child's
def steps(do):
    rooms = Counter()
    def traced(frame, event, _):
        if event == "call":
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
        elif event == "opcode":
            rooms[frame.f_code.co_filename] += 1
        return traced
    do()  # what is made once is not counted
    sys.settrace(traced)
    try:
        do()
    finally:
        sys.settrace(None)
    found = Counter()
    for file, number in rooms.items():
        _, ours, inside = file.rpartition("lacreview_rules/")
        found[inside.partition("/")[0] if ours else "outside the library"] += number
    return found
def each(make):
    def all_of_them():
        for history in histories: make(history)
    return {room: number / len(histories) for room, number in steps(all_of_them).items()}
told = {
    "a record read": {room: number / len(records) for room, number in steps(lambda: [parse_history(one) for one in records]).items()},
    "build": each(lambda history: build_schedule(history, profile)),
    "build and JSON": each(lambda history: build_schedule(history, profile).to_json()),
}
for name, arguments in commands.items():
    many, one = (steps(lambda: command(arguments, file)) for file in ("many", "one"))
    told[name] = {room: (many[room] - one[room]) / (len(records) - 1) for room in many}
print(json.dumps(told))
"""


def steps_of(python: str, path: str | None, folder: Path, profile: str) -> dict[str, dict[str, float]]:
    """By what was done, the steps of one child by room."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"} | ({"PYTHONPATH": path} if path else {})
    command = [python, "-c", WORKER, str(folder), profile, json.dumps(COMMANDS)]
    told: dict[str, dict[str, float]] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment).stdout)
    return {way: {TOTAL: sum(rooms.values()), **rooms} for way, rooms in told.items()}


def main(arguments: list[str] | None = None) -> int:
    """Count, and print a table for each thing that is done."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/steps.py", description="Count the steps that one child costs.")
    parser.add_argument("python", nargs="?", help="the Python of an environment with the earlier version; none: this version alone")
    parser.add_argument("profile", type=Path, nargs="?", help="a profile file that both can read")
    parser.add_argument("--path", default=None, help="a folder with the source of the earlier version, put before all others")
    parser.add_argument("--children", type=int, default=CHILDREN, help=f"of how many the mean is taken ({CHILDREN})")
    chosen = parser.parse_args(arguments)
    profile = "england" if chosen.profile is None else str(chosen.profile)
    with TemporaryDirectory() as folder:
        write_children(1, Path(folder, "one.jsonl"))
        write_children(chosen.children, Path(folder, "many.jsonl"))
        found = [steps_of(sys.executable, None, Path(folder), profile)]
        if chosen.python is not None:
            found.insert(0, steps_of(chosen.python, chosen.path, Path(folder), profile))
    print(f"steps of the interpreter a child, of {chosen.children} children; a caseload as at {AS_OF}")
    names = ("earlier", "this")[-len(found) :]
    for way in found[-1]:
        print(f"\n{way:<34}" + "".join(f"{name:>12}" for name in names) + f"{'times':>10}" * (len(found) > 1))
        rooms = sorted(found[-1][way], key=lambda room: -found[-1][way][room])
        for room in rooms[: SHOWN + 1]:
            numbers = [one[way].get(room, 0) for one in found]
            times = f"{numbers[0] / numbers[1]:>10.2f}" if room == TOTAL and len(found) > 1 else ""
            print(f"  {room:<32}" + "".join(f"{number:>12,.0f}" for number in numbers) + times)
    return 0


if __name__ == "__main__":
    sys.exit(main())
