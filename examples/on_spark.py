"""Many children on Apache Spark: `schedule_batches` in `mapInArrow`, checked against one child at a time.

It needs Java 17 or later and the extra `spark`. The children are invented. Run it from anywhere:
PYSPARK_PYTHON=.venv/bin/python .venv/bin/python examples/on_spark.py
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
from lacreview_rules.arrow import due_dates_schema, schedule_batches

CHILDREN = 300
AS_OF = date(2026, 3, 31)


def due_dates(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What each of Spark's processes does with the rows it is given."""
    return schedule_batches(batches, load_profile("newham"), as_of=AS_OF)


starts = {f"C{number:04}": date(2025, 9, 1) + timedelta(number % 90) for number in range(CHILDREN)}
kinds = (("became-looked-after", 0), ("review-held", 21))
rows = [(child, kind, start + timedelta(after)) for kind, after in kinds for child, start in starts.items()]

with TemporaryDirectory() as folder:
    file = str(Path(folder, "events.parquet"))
    pq.write_table(pa.table(dict(zip(("child", "event", "on"), map(list, zip(*rows, strict=True)), strict=True))), file)

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    events = spark.read.parquet(file)
    found = (
        events.repartition(4, "child")  # all rows of a child to one process,
        .sortWithinPartitions("child")  # and together
        .mapInArrow(due_dates, from_arrow_schema(due_dates_schema()))
        .where("task = 'review'")
        .orderBy("child", "due")
        .select("child", "review", "due", "status", "rule")
        .collect()
    )
    spark.stop()

expected = []
for child, start in starts.items():
    history = History(child, [BecameLookedAfter(on=start), ReviewHeld(on=start + timedelta(21))])
    schedule = build_schedule(history, load_profile("newham")).on(AS_OF)
    expected += [(child, due.review, due.due, due.status, due.rule) for due in schedule.of("review")]

assert [tuple(row) for row in found] == expected  # noqa: S101 - what the example is to show
print(f"{len(found)} reviews of {len(starts)} children, the same on Spark as one child at a time")
