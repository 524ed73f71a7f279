"""The recipes for Spark and Dask run on many children, beside one process, and compared with it row for row.

    python tests/benchmarks/clusters.py --children 100000 --task review

It needs the extra `spark`, Dask, DuckDB and a Java of 17 or later. The code that runs is that of `docs/how-to/run-at-scale.md`, block by
block, with two processes for each; the children are those of `batches.py`, of whom it is told when they came into care and which reviews
were held. Every row and column is compared. It prints the time on the clock, and fails if a single row differs.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import resource
import shutil
import sys
import time
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from batches import events_of
from openfisca_children import children

from lacreview_rules import load_profile
from lacreview_rules.arrow import due_dates_schema, schedule_batches

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "run-at-scale.md"
AS_OF = date(2026, 3, 31)
PROCESSES = 2
EVENTS = ["became-looked-after", "review-held"]


def recipe(heading: str, tasks: set[str] | None = None) -> str:
    """The first block of Python under a heading of the page, without what it prints, for all tasks or for some."""
    found = re.search(rf"^## {heading}\n.*?^```py(?:thon)?\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    if found is None:
        message = f"{PAGE.name} has no block of Python under {heading}"
        raise SystemExit(message)
    lines = ast.parse(found[1]).body
    code = "\n".join(ast.unparse(line) for line in lines if not ast.unparse(line).startswith("print("))
    if tasks is None:
        return code
    whole = "as_of=date(2026, 3, 31)"
    if whole not in code:
        message = f"{PAGE.name}: the block under {heading} does not say {whole}"
        raise SystemExit(message)
    return code.replace(whole, f"{whole}, tasks={tasks!r}")


def one_process(folder: Path, tasks: set[str] | None) -> str:
    """All children one after another; where the rows are."""
    file = folder / "one.parquet"
    with pq.ParquetWriter(file, due_dates_schema()) as written:
        for batch in schedule_batches(
            pq.ParquetFile(folder / "events.parquet").iter_batches(), load_profile("newham"), as_of=AS_OF, tasks=tasks
        ):
            written.write_batch(batch)
    return str(file)


def on_dask(folder: Path, tasks: set[str] | None) -> str:
    """The page's recipe, with processes in place of the scheduler that stays in this one."""
    code = recipe("Dask", tasks).replace("scheduler='synchronous'", f"scheduler='processes', num_workers={PROCESSES}")
    names = {"Path": Path, "date": date, "duckdb": duckdb, "folder": folder, "newham": load_profile("newham"), "pa": pa, "pq": pq}
    names |= {"schedule_batches": schedule_batches, "due_dates_schema": due_dates_schema, "__name__": "__main__"}
    exec(code, names)  # noqa: S102 - the block of our own page
    return str(folder / "parts" / "*" / "due-dates.parquet")


def on_spark(folder: Path, tasks: set[str] | None) -> str:
    """The page's recipe, on a Spark of this machine alone."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{PROCESSES}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", str(2 * PROCESSES)).config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")  # not that of 2013, without a zone
    names: dict[str, Any] = {"date": date, "load_profile": load_profile, "schedule_batches": schedule_batches}
    names |= {"due_dates_schema": due_dates_schema, "__name__": "__main__"}
    with chdir(folder):  # Spark reads from the folder in which it began
        names["spark"] = spark = builder.getOrCreate()
        exec(recipe("Spark", tasks), names)  # noqa: S102 - the block of our own page
        names["found"].write.parquet(str(folder / "spark"))
    spark.stop()
    return str(folder / "spark" / "*.parquet")


WAYS: dict[str, Callable[[Path, set[str] | None], str]] = {
    "one process": one_process,
    "Dask, two processes": on_dask,
    "Spark, two processes": on_spark,
}


def rows_of(files: str) -> tuple[int, int, int]:
    """How many rows there are, how many children, and a sum that changes with any value of any of them.

    `error` and `problem` cite a row by its place in the table that a process was given, which is another where the table is cut: that
    number is left out.
    """
    cited = r"""regexp_replace("{}", '^rows\[\d+\]', 'rows')"""
    columns = ", ".join(cited.format(name) if name in ("error", "problem") else f'"{name}"' for name in due_dates_schema().names)
    asked = f"select count(*), count(distinct child), sum(hash({columns})::hugeint) from read_parquet('{files}', hive_partitioning = false)"  # noqa: S608 - our own files
    rows, those, digest = duckdb.sql(asked).fetchall()[0]
    return int(rows), int(those), int(digest)


def main() -> int:
    """Run each in turn; 1 if any gives other rows than one process."""
    parser = argparse.ArgumentParser(prog="python tests/benchmarks/clusters.py", description="Spark and Dask beside one process.")
    parser.add_argument("--children", type=int, default=10_000, help="how many children (10000)")
    parser.add_argument("--task", action="append", metavar="TASK", help="only this task; may be given again")
    asked = parser.parse_args()
    tasks = set(asked.task) if asked.task else None
    if shutil.which("java") is None:
        message = "there is no Java, which Spark needs: apt-get install default-jre-headless"
        raise SystemExit(message)
    results = []
    with TemporaryDirectory() as made:
        folder = Path(made)
        events = events_of(children(asked.children))
        pq.write_table(events.filter(pc.is_in(events["event"], pa.array(EVENTS))), folder / "events.parquet")
        print(f"{asked.children:,} children under newham; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
        print(f"{'':<24}{'seconds':>10}{'processor':>12}{'rows':>14}{'children':>12}")
        for name, way in WAYS.items():
            clock, before = time.monotonic(), _processor()
            files = way(folder, tasks)
            taken, used = time.monotonic() - clock, _processor() - before
            results.append(rows_of(files))
            print(f"  {name:<22}{taken:>10.1f}{used:>12.1f}{results[-1][0]:>14,}{results[-1][1]:>12,}", flush=True)
    if set(results) != {results[0]} or results[0][1] != asked.children:
        print("the rows differ", file=sys.stderr)
        return 1
    print("\nthe same rows from each")
    return 0


def _processor() -> float:
    """The processor time of this process and of those it has waited for."""
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


if __name__ == "__main__":
    sys.exit(main())
