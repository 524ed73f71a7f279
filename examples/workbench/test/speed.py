"""How long the built page takes to its first schedule, also when opened again, and to a caseload of 1,363 children, beside CPython.

    python examples/workbench/test/speed.py build/workbench [--earlier OTHER] [--rounds 5]

Every line takes its turn in each round, so that all have the same machine, however busy; the medians are printed, with the ratio to
CPython in a process of its own: from its start to the schedule, and the caseload alone.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
HISTORY = HERE.parents[1] / "placement-moves.json"
MANY = 1363
IN_CPYTHON = """
import json, sys, time
start = time.perf_counter()
from pathlib import Path
from lacreview_rules.workbench.requests import Workbench
history, caseload = Path(sys.argv[1]), Path(sys.argv[2])
def asked(folder, **request):
    answer = json.loads(Workbench(folder).answer(json.dumps(request)))
    return answer["answer"]
asked(history.parent, ask="begin")
asked(history.parent, ask="words", profile="england")
[child] = asked(history.parent, ask="children", file=history.name)["histories"]
asked(history.parent, ask="schedule", history=child, profile="england", as_of="2026-03-31")
first = time.perf_counter() - start
start = time.perf_counter()
request = dict(ask="caseload", files=[caseload.name], teams=None, source="history", profile="england", as_of="2026-03-31")
assert asked(caseload.parent, **request)["used"] == 1363
print(json.dumps({"first schedule": first, "caseload": time.perf_counter() - start}))
"""


def write_many(path: Path) -> None:
    """Made children, as in `tests/workbench`."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(MANY):
            began = date(2023, 1, 1) + timedelta(number % 1000)
            events: list[dict[str, str]] = [{"event": "became-looked-after", "on": began.isoformat()}]
            events += [{"event": "review-held", "on": (began + timedelta(20 + 90 * review)).isoformat()} for review in range(number % 5)]
            file.write(json.dumps({"child": f"M{number}", "date_of_birth": "2014-05-02", "events": events}) + "\n")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site", type=Path)
    parser.add_argument("--earlier", type=Path, help="a page built before, to measure beside it")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        caseload = Path(folder) / "many.jsonl"
        write_many(caseload)
        commands = {
            "the page": ["node", HERE / "starts.mjs", given.site, HISTORY, caseload],
            "CPython": [sys.executable, "-c", IN_CPYTHON, HISTORY, caseload],
        }
        if given.earlier is not None:
            commands["the page before"] = ["node", HERE / "starts.mjs", given.earlier, HISTORY, caseload]
        found: dict[tuple[str, str], list[float]] = {}
        loads = []
        for _ in range(given.rounds):
            for name, command in commands.items():
                loads.append(os.getloadavg()[0])
                parts = [str(part.resolve() if isinstance(part, Path) else part) for part in command]
                done = subprocess.run(parts, cwd=HERE.parent, check=True, capture_output=True, text=True)  # noqa: S603 - of this file
                for what, seconds in json.loads(done.stdout).items():
                    found.setdefault((what, name), []).append(seconds)
    print(f"{given.rounds} rounds, load {min(loads):.1f} to {max(loads):.1f}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for (what, name), seconds in sorted(found.items()):
        middle = statistics.median(seconds)
        beside = found.get((what.removesuffix(", opened again"), "CPython"))
        ratio = f", {middle / statistics.median(beside):.1f} times CPython" if beside and name != "CPython" else ""
        print(f"{what}: {name} {middle:.2f} s ({min(seconds):.2f} to {max(seconds):.2f}){ratio}")


if __name__ == "__main__":
    main()
