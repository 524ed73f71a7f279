"""Many children at once: the Arrow door beside others, a national caseload, and how time and memory grow.

Run from the top of the project, with the extras `cli` and `arrow`:

    python tests/benchmarks/batches.py                                  side by side
    python tests/benchmarks/batches.py --national 84000 --workers 2     Parquet to Parquet
    python tests/benchmarks/batches.py --growth 10000 100000 1000000 --picture docs/pictures/growth.svg

Every child is drawn anew (`openfisca_children`), so no two have the same events. Side by side, processor time is taken;
from Parquet to Parquet, the time on the clock, the processor time of all processes, and the memory of the largest.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from obvious import Scheduler
from openfisca_children import KINDS, Children, children, histories
from peers_timing import Job, each, median_nanoseconds
from schedule import differences, obvious_history, versions

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.arrow import schedule_batches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules import Profile

PROFILE = "england"
FEW, COMPARED, AT_ONCE = 50, 200, 2_000
ROUNDS = 7
_TASKS = {"visit", "care-plan"}
_PLACEMENTS = {"became-looked-after": "foster-care", "placement-moved": "childrens-home"}
_STATUSES = {"became-looked-after": "section-20", "legal-status-changed": "interim-care-order"}


def events_of(those: Children) -> Any:
    """The children as the table of events that `schedule_batches` takes, ten rows each."""
    count, width = those.on.shape
    repeated = pa.array(np.repeat(np.arange(count, dtype=np.int32), width))
    booked = np.full((count, width), np.datetime64("NaT"), dtype="datetime64[D]")
    booked[:, -1] = those.booked

    def column(words: Iterable[str | None]) -> Any:
        return pa.array([*words] * count, pa.string())

    return pa.table(
        {
            "child": pa.array([f"C{number:07}" for number in range(count)]).take(repeated),
            "date_of_birth": pa.array(those.born, pa.date32()).take(repeated),
            "event": column("task-done" if kind in _TASKS else kind for kind in KINDS),
            "on": pa.array(those.on.ravel(), pa.date32()),
            "placement": column(_PLACEMENTS.get(kind) for kind in KINDS),
            "legal_status": column(_STATUSES.get(kind) for kind in KINDS),
            "task": column(kind if kind in _TASKS else None for kind in KINDS),
            "review_on": pa.array(booked.ravel(), pa.date32(), from_pandas=True),
        }
    )


def disagreements(count: int, profile: Profile) -> list[str]:
    """What the Arrow door, one child at a time and the obvious stack do not agree on."""
    those = children(count)
    found: dict[str, list[tuple[object, ...]]] = {}
    for batch in schedule_batches(events_of(those), profile):
        for row in batch.to_pylist():
            found.setdefault(row["child"], []).append((row["task"], row["review"], row["due"], row["status"], row["rule"], row["done_on"]))
    wrong = []
    for number, history in enumerate(histories(those)):
        due_dates = build_schedule(history, profile).due_dates
        mine = [(due.task, due.review, due.due, due.status, due.rule, due.done_on) for due in due_dates]
        if found[f"C{number:07}"] != mine:
            wrong.append(f"child {number}: the Arrow door and one at a time differ")
        if number < FEW:
            wrong += [f"child {number}: {difference}" for difference in differences(history, profile)]
    return wrong


def side_by_side(rounds: int) -> None:
    """The processor time of one child, each way in turn."""
    profile = load_profile(PROFILE)
    wrong = disagreements(COMPARED, profile)
    if wrong:
        raise SystemExit("\n".join(wrong))
    few = histories(children(FEW))
    stack, plain = Scheduler(profile), [obvious_history(history) for history in few]
    events = events_of(children(AT_ONCE)).to_batches()
    ways = {
        "the obvious stack": Job(lambda: each(stack.schedule, plain), FEW),
        "build_schedule": Job(lambda: each(lambda history: build_schedule(history, profile), few), FEW),
        "schedule_batches, from rows of events to rows of due dates": Job(lambda: _all(schedule_batches(events, profile)), AT_ONCE),
        "the same with notices": Job(lambda: _all(schedule_batches(events, profile, notices=True)), AT_ONCE),
    }
    if find_spec("openfisca_core") is not None:
        ways[f"OpenFisca-Core, {AT_ONCE:,} at once, from rows of events to rows of due dates"] = _openfisca(AT_ONCE)
    times = dict(zip(ways, median_nanoseconds(list(ways.values()), rounds), strict=True))
    obvious = times["the obvious stack"]
    print(versions(("pyarrow", "holidays", "python-dateutil", "pydantic")))
    load = os.getloadavg()[0]
    print(f"children of ten events under {profile.id} {profile.version}; processor time, median of {rounds} rounds; load {load:.1f}\n")
    print(f"{'one child':<82}{'microseconds':>14}{'children a second':>20}{'obvious stack is':>20}")
    for name, taken in times.items():
        print(f"  {name:<80}{taken / 1000:>14,.0f}{1e9 / taken:>20,.0f}{obvious / taken:>14,.1f} times")


def _all(batches: Iterable[Any]) -> int:
    return sum(len(batch) for batch in batches)


def _openfisca(count: int) -> Job:
    from openfisca_children import event_table, inputs_from_events, rows_of
    from openfisca_reviews import due_dates
    from peers_schedule import openfisca_system

    those, system = children(count), openfisca_system()
    events = event_table(those)
    return Job(lambda: rows_of(due_dates(system, inputs_from_events(events, those.born))), count)


class Ran(NamedTuple):
    """One run from Parquet to Parquet.

    Attributes:
        seconds: on the clock, from the start of the command to its end.
        processor: seconds of processor time, of all its processes.
        megabytes: the most memory that one of its processes held.
    """

    children: int
    seconds: float
    processor: float
    megabytes: float
    due_dates: int


def write_events(count: int, events: Path) -> None:
    """The events of so many children, as a file."""
    pq.write_table(events_of(children(count)), events, row_group_size=100_000)


def parquet_to_parquet(count: int, workers: int, folder: Path) -> Ran:
    """`lacreview batches` as a user runs it, in a process of its own."""
    events, due = folder / f"events-{count}.parquet", folder / f"due-{count}.parquet"
    # In a process of its own: what this one holds would count as the memory of those it starts.
    writing = multiprocessing.get_context("spawn").Process(target=write_events, args=(count, events))
    writing.start()
    writing.join()
    command = [sys.executable, "-m", "lacreview_rules", "batches", str(events), "-o", str(due), "-p", PROFILE, "--workers", str(workers)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        told = process.stderr.read() if process.stderr is not None else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(told)
    rows = pq.read_metadata(due).num_rows
    events.unlink()
    due.unlink()
    return Ran(count, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, rows)


def growth(counts: list[int], workers: int, picture: Path | None) -> None:
    """Time and memory for more and more children."""
    print(f"from Parquet to Parquet, {workers} at work; load {os.getloadavg()[0]:.1f} when it began\n")
    print(f"{'children':>12}{'due dates':>14}{'seconds':>12}{'of processor':>14}{'us a child':>12}{'megabytes':>12}")
    runs = []
    with TemporaryDirectory() as folder:
        for count in counts:
            ran = parquet_to_parquet(count, workers, Path(folder))
            runs.append(ran)
            each = ran.processor / ran.children * 1e6
            print(
                f"{ran.children:>12,}{ran.due_dates:>14,}{ran.seconds:>12,.1f}{ran.processor:>14,.1f}{each:>12,.0f}{ran.megabytes:>12,.0f}",
                flush=True,
            )
    if picture is not None:
        picture.write_text(drawn(runs), encoding="utf-8", newline="\n")


def drawn(runs: list[Ran]) -> str:
    """Time and memory against the number of children, side by side, as SVG."""
    from matplotlib.figure import Figure

    from lacreview_rules.pictures import as_svg

    figure = Figure(figsize=(8, 3.2), layout="constrained")
    most = max(run.children for run in runs)
    figure.set_label(f"Processor time and memory for up to {most:,} children, from Parquet to Parquet")
    seconds, memory = figure.subplots(1, 2)
    across = [run.children / 1000 for run in runs]
    for axes, values, what in (
        (seconds, [run.processor for run in runs], "seconds of processor time"),
        (memory, [run.megabytes for run in runs], "megabytes, largest process"),
    ):
        axes.plot(across, values, marker="o", color="#1d5b79")
        axes.set(xlabel="thousand children", ylabel=what, ylim=(0, max(values) * 1.15), xlim=(0, max(across) * 1.05))
        axes.grid(alpha=0.3)
    return as_svg(figure)


def main() -> None:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Time many children at once.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"side by side: how often each is timed ({ROUNDS})")
    parser.add_argument("--national", type=int, metavar="CHILDREN", help="from Parquet to Parquet, so many children, once")
    parser.add_argument("--growth", type=int, nargs="+", metavar="CHILDREN", help="from Parquet to Parquet, for each of these")
    parser.add_argument("--workers", type=int, default=1, help="from Parquet to Parquet: how many processes work (1)")
    parser.add_argument("--picture", type=Path, help="write the growth as a picture, in SVG")
    asked = parser.parse_args()
    if asked.national or asked.growth:
        growth(asked.growth or [asked.national], asked.workers, asked.picture)
    else:
        side_by_side(asked.rounds)


if __name__ == "__main__":
    main()
