"""The library beside the packages one might use instead: how fast, and how often right. One command, one table.

Run from the top of the project, with the extra `peers` installed: `python tests/benchmarks/peers.py`. With
`--write docs/explanation/benchmarks.md` it makes that page anew. First every answer is checked, and it stops if one of ours is
wrong; then everything is timed in turn, several rounds over, and the medians compared.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import tomllib
from dataclasses import replace
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import peers_reviews
from openfisca_children import children
from peers_arithmetic import AFTER, OURS, RIGHT, working_day_tests
from peers_arithmetic import ways as arithmetic_ways
from peers_compiled import Compiled
from peers_page import Measured, Row, page
from peers_right_dates import STARTS
from peers_schedule import COMPARED, disagreements, explained_ways, openfisca_dates, review_ways, schedule_ways, ten_events
from peers_timing import Job, median_nanoseconds
from peers_verdicts import in_words, known_holidays, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from peers_arithmetic import Way
    from peers_schedule import ScheduleWay
    from peers_verdicts import Verdict

ROUNDS = 9
TREE = Path(__file__).parents[2]
PACKAGES = ("holidays", "workalendar", "numpy", "pandas", "QuantLib", "lexdays", "OpenFisca-Core", "python-dateutil", "pydantic")
TIMED = [day for day in STARTS if 2020 <= day.year <= 2026][::2]
SATURDAY = date(2024, 3, 16)


def source() -> str:
    """Which source of ours is timed: its version, and the last commit that changed it.

    What was installed once may say another version than the tree that it names.
    """
    project = tomllib.loads((TREE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    last = _git("log", "-1", "--date=format:%-d %b %Y", "--format=commit %h of %ad", "--", "src")
    changed = ", changed since" if last and _git("status", "--porcelain", "--", "src") else ""
    return f"{OURS} {project['version']} ({last or 'of no known commit'}{changed})"


def _git(*arguments: str) -> str:
    """What git says of the tree; nothing where there is no git, or no commit."""
    try:
        return subprocess.run(["git", "-C", TREE, *arguments], capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def versions() -> list[str]:
    """What is compared, or a refusal that names all that is missing."""
    found, missing = [source()], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        message = f'not installed: {", ".join(missing)}; install the extra: pip install -e ".[peers]"'
        raise SystemExit(message)
    return found


def machine() -> str:
    """What it ran on."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    load = f"; load {os.getloadavg()[0]:.1f} when it began" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {named[0] if named else platform.processor()}, {os.cpu_count()} cores{load}"


def job(way: Way) -> Job:
    """A way to count as something to time."""
    count: Callable[[object], object] = way.count
    if way.batch:
        column = way.made(STARTS)
        return Job(lambda: count(column), len(STARTS))
    starts = [way.made(day) for day in TIMED]

    def one_by_one() -> None:
        for day in starts:
            count(day)

    return Job(one_by_one, len(starts))


def timed(task: str, ways: Sequence[Way | ScheduleWay], jobs: Sequence[Job], right: Sequence[str | Verdict], rounds: int) -> list[Row]:
    """One group of lines: the first is ours, and the others are measured by it."""
    times = median_nanoseconds(jobs, rounds)
    return [
        Row(task, way.package, way.how, taken, times[0], str(found), None if isinstance(found, str) else found)
        for way, taken, found in zip(ways, times, right, strict=True)
    ]


def arithmetic(ways: Sequence[Way], verdicts: Sequence[Verdict], rounds: int) -> list[Row]:
    """The counts, one date a call and then a column at once."""
    rows = []
    for batch in (False, True):
        for task in RIGHT:
            group = [
                (way, found) for way, found in zip(ways, verdicts, strict=True) if (way.task, way.batch, way.trap) == (task, batch, "")
            ]
            chosen = [replace(way, how=f"`{way.how}`") for way, _ in group]
            name = f"{task}, {len(STARTS):,} at once" if batch else task
            rows += timed(name, chosen, [job(way) for way in chosen], [found for _, found in group], rounds)
    return rows


def schedules(rounds: int, compiled: Compiled | None) -> list[Row]:
    """The schedules, the reviews alone, and one review explained."""
    dates = openfisca_dates(ten_events())[0].total()
    ways = list(schedule_ways(compiled))
    right = [f"the same {dates} dates" for _ in ways]
    rows = timed("a schedule of ten events under `england`", ways, [way.job for way in ways], right, rounds)
    ways = list(review_ways(compiled))
    rows += timed("the reviews alone of such a child", ways, [way.job for way in ways], ["the same dates" for _ in ways], rounds)
    ways = list(explained_ways())
    right = ["with rule and standing", "the day and the count"]
    return rows + timed("a first review, explained in words", ways, [way.job for way in ways], right, rounds)


def measure(rounds: int, compiled: Compiled | None = None) -> Measured:
    """Check every answer, then time everything."""
    when = [
        f"Run on {in_words(date.today())}.",  # a benchmark is dated
        f"Machine: {machine()}.",
        f"Python {platform.python_version()}; {'; '.join(versions())}.",
        f"The median of {rounds} rounds.",
    ]
    ways = list(arithmetic_ways())
    verdicts = [verdict(way) for way in ways]
    ours_wrong = [way.how for way, found in zip(ways, verdicts, strict=True) if way.package == OURS and found.right != len(STARTS)]
    different = [*disagreements(children(COMPARED)), *peers_reviews.disagreements(COMPARED)]
    if ours_wrong or different:
        raise SystemExit("\n".join(["not everything is right, so nothing is timed", *ours_wrong, *different[:20]]))
    saturday = {
        way.package: in_words(day) for way in reversed(ways) if way.task == AFTER and not way.trap for day in way.days([SATURDAY]) if day
    }
    holidays = {package: known_holidays(says) for package, says in working_day_tests().items()}
    traps = [(way.package, way.how, way.trap, found) for way, found in zip(ways, verdicts, strict=True) if way.trap]
    rows = [*arithmetic(ways, verdicts, rounds), *schedules(rounds, compiled)]
    return Measured(when, rows, traps, saturday, holidays, len(STARTS))


def main() -> None:
    """Measure, and print the page or write it."""
    parser = argparse.ArgumentParser(description="Compare the library with other packages.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the page there")
    parser.add_argument("--compiled", type=Path, metavar="FOLDER", help="where a compiled wheel is installed, to be timed too")
    asked = parser.parse_args()
    versions()
    compiled = None if asked.compiled is None else Compiled(asked.compiled)
    text = page(measure(asked.rounds, compiled))
    if compiled is not None:
        compiled.close()
    if asked.write is None:
        print(text, end="")
    else:
        asked.write.write_text(text, encoding="utf-8")
        print(f"{asked.write} written")


if __name__ == "__main__":
    main()
