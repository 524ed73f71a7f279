"""How much importing the library adds to importing what it depends on.

Run from the top of the project: `python tests/benchmarks/imports.py`. Each of several fresh processes imports the
dependencies first, as far as the library uses them, and then the library; Python has compiled both beforehand.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
from tempfile import TemporaryDirectory

_SCRIPT = """
import time
begun = time.perf_counter()
import dateutil.relativedelta, dateutil.tz, holidays.countries.united_kingdom
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter
class Any(BaseModel):
    any: int
then = time.perf_counter()
import lacreview_rules
print((then - begun) * 1000, (time.perf_counter() - then) * 1000)
"""


def main() -> None:
    """Print the medians, in milliseconds."""
    parser = argparse.ArgumentParser(description="Time how long the import takes.")
    parser.add_argument("--rounds", type=int, default=15, help="how many fresh processes (15)")
    rounds: int = parser.parse_args().rounds
    with TemporaryDirectory() as cache:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {
            "PYTHONPYCACHEPREFIX": cache
        }
        taken = []
        for _ in range(rounds + 1):  # the first compiles
            done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True, env=environment)
            taken.append(tuple(map(float, done.stdout.split())))
    dependencies, ours = (statistics.median(times) for times in zip(*taken[1:], strict=True))
    print(f"Python {platform.python_version()}, median of {rounds} processes")
    print(f"  the dependencies   {dependencies:6.0f} ms")
    print(f"  lacreview_rules    {ours:6.0f} ms more")


if __name__ == "__main__":
    main()
