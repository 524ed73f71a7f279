"""The Standard Safeguarding Dataset beside the Arrow door: the same children, from Parquet to due dates, in one run.

Run from the top of the project, with the extras `arrow` and `sql`:

    PYTHONPATH=. python tests/benchmarks/ssd_parquet.py
    PYTHONPATH=. python tests/benchmarks/ssd_parquet.py --children 20000 --memory

The Arrow door is given the events that the SSD's rows become, so both work out the same due dates. Processor time is taken,
of the whole process, each way in turn; with `--memory`, how much a reading of the SSD alone holds at most.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
from tests.databases.ssd_tables import many, write_parquet

from lacreview_rules import History, history_record, load_profile
from lacreview_rules.arrow import events_schema, schedule_batches
from lacreview_rules.sources.by_name import open_named
from lacreview_rules.sources.door import SourceOptions

if TYPE_CHECKING:
    from collections.abc import Callable

PROFILE = load_profile("england")
CHILDREN, ROUNDS = 1_000, 5
_SCHEDULE = "ssd, from Parquet files to schedules"
_READ = "ssd, from Parquet files to histories"
_ARROW = "the Arrow door, from a Parquet file of events to rows of due dates"


def histories(folder: Path) -> list[History]:
    """The histories of an SSD."""
    return [one for one in open_named("ssd", [str(folder)], SourceOptions()) if isinstance(one, History)]


def from_ssd(folder: Path) -> int:
    """How many due dates the children of an SSD have."""
    records = open_named("ssd", [str(folder)], SourceOptions())
    return sum(len(records.schedule_of(one, PROFILE).due_dates) for one in records if isinstance(one, History))


def from_arrow(events: Path) -> int:
    """How many due dates the children of a table of events have."""
    with pq.ParquetFile(events) as file:
        return sum(len(batch) for batch in schedule_batches(file.iter_batches(), PROFILE))


def write_events(those: list[History], path: Path) -> None:
    """The events of some children as the table that the Arrow door takes."""
    schema = events_schema()
    rows: list[dict[str, Any]] = []
    for history in those:
        for event, record in zip(history.events, history_record(history)["events"], strict=True):
            days: dict[str, object] = {"on": event.on} | ({} if event.at is None else {"at": event.at})
            rows.append({"child": history.child, "date_of_birth": history.date_of_birth, **record, **days})
    pq.write_table(pa.Table.from_pylist(rows, schema), path)


def timed(ways: dict[str, Callable[[], int]], rounds: int) -> dict[str, float]:
    """The median seconds of processor time of each way, taken in turn."""
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            begun = time.process_time()
            way()
            found[name].append(time.process_time() - begun)
    return {name: median(taken) for name, taken in found.items()}


def side_by_side(count: int, rounds: int, folder: Path) -> dict[str, float]:
    """Children a second, each way; nothing is timed unless both find as many due dates.

    Raises:
        SystemExit: they do not.
    """
    tables, events = write_parquet(many(count), folder / "ssd"), folder / "events.parquet"
    write_events(histories(tables), events)
    if (ours := from_ssd(tables)) != (theirs := from_arrow(events)):
        message = f"the SSD gives {ours:,} due dates and the Arrow door {theirs:,}"
        raise SystemExit(message)
    ways: dict[str, Callable[[], int]] = {
        _ARROW: lambda: from_arrow(events),
        _SCHEDULE: lambda: from_ssd(tables),
        _READ: lambda: len(histories(tables)),
    }
    return {name: count / taken for name, taken in timed(ways, rounds).items()}


def write_children(count: int, folder: Path) -> None:
    """So many children as an SSD."""
    write_parquet(many(count), folder)


def memory(count: int, folder: Path) -> None:
    """What a reading of so many children holds at most, beside what was held before."""
    tables = folder / "ssd"
    # In a process of its own: what writing holds would count as the memory of reading.
    writing = multiprocessing.get_context("spawn").Process(target=write_children, args=(count, tables))
    writing.start()
    writing.join()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = sum(1 for _ in open_named("ssd", [str(tables)], SourceOptions()))
    print(f"{read:,} children read; {(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024:,.0f} megabytes more at most")


def main() -> None:
    """What was asked for."""
    parser = argparse.ArgumentParser(description="Time the Standard Safeguarding Dataset beside the Arrow door.")
    parser.add_argument("--children", type=int, default=CHILDREN, help=f"how many ({CHILDREN:,})")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    parser.add_argument("--memory", action="store_true", help="the memory of one reading, and no times")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        if asked.memory:
            memory(asked.children, Path(folder))
            return
        found = side_by_side(asked.children, asked.rounds, Path(folder))
    print(f"{asked.children:,} children; processor time, median of {asked.rounds} rounds; load {os.getloadavg()[0]:.1f}\n")
    for name, speed in found.items():
        print(f"  {name:<70}{speed:>8,.0f} children a second{speed / found[_ARROW]:>8.2f} of the Arrow door")


if __name__ == "__main__":
    main()
