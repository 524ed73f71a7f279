"""Bare review dates in SQL: a join with the table of dates, beside the shortcut of + 28, + 91 and + 183 days.

Run from the top of the project, with the extras `arrow` and `peers`: `python tests/benchmarks/date_table.py`. DuckDB answers both
queries in turn, on one thread, from the same table of invented children in memory; the answer is summed up inside DuckDB, so that
no time goes into rows of Python. First a sample of the join is compared with what the engine gives, then the two queries are timed,
and the ratio of each round is taken. What the shortcut gets wrong is counted by the join.
"""

from __future__ import annotations

import argparse
import statistics
import time
from datetime import date, timedelta
from random import Random

import duckdb
import pyarrow as pa
from schedule import versions

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
from lacreview_rules.date_tables.table import date_table

CHILDREN = 84_000
ROUNDS = 31
PROFILE = "england"
FIRST, DAYS = date(2023, 4, 1), 3 * 365
SAMPLE = 200
"""Children of whom the engine is asked too."""

SHORTCUT = "select came + 28 as first_review, first_held + 91 as second_review, second_held + 183 as later_review from children"
JOIN = """
select a.first_review, b.second_review, c.later_review
from children
left join dates_by_day a on a.day = came
left join dates_by_day b on b.day = first_held
left join dates_by_day c on c.day = second_held
"""
_WRONG = "came + 28 <> a.first_review as first, first_held + 91 <> b.second_review as second, second_held + 183 <> c.later_review as later"
DIFFER = JOIN.replace("select", f"select {_WRONG}, ")
ONE_BY_ONE = JOIN.replace("select", "select came, first_held, second_held, ")


def children(count: int) -> pa.Table:
    """When each came into care, and when its first two reviews were held: invented, on any day of the week but weekends for reviews."""
    chance = Random(84)  # noqa: S311 - invented children
    came = [FIRST + timedelta(chance.randrange(DAYS)) for _ in range(count)]
    first = [_on_a_weekday(day + timedelta(chance.randint(14, 30))) for day in came]
    second = [_on_a_weekday(day + timedelta(chance.randint(70, 92))) for day in first]
    return pa.table({"came": came, "first_held": first, "second_held": second})


def _on_a_weekday(day: date) -> date:
    return day - timedelta(max(0, day.weekday() - 4))


def check(found: list[tuple[date, ...]]) -> None:
    """That the join gives what the engine gives for a child of whom nothing else is known."""
    profile = load_profile(PROFILE)
    for came, first, second, *dates in found:
        events = [BecameLookedAfter(on=came), ReviewHeld(on=first), ReviewHeld(on=second)]
        reviews = build_schedule(History("", events), profile, tasks={"review"}).of("review")
        by_number = {due.review: due.due for due in reviews}
        if [by_number[number] for number in (1, 2, 3)] != dates:
            raise SystemExit(f"{came}, {first}, {second}: the join gives {dates}, and the engine {by_number}")


def main() -> None:
    """Compare, then time."""
    parser = argparse.ArgumentParser(description="Time a join with the table of dates beside + 28, + 91 and + 183 days.")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed ({ROUNDS})")
    parser.add_argument("--children", type=int, default=CHILDREN, help=f"how many children ({CHILDREN})")
    given = parser.parse_args()
    database = duckdb.connect(config={"threads": 1})
    database.register("invented", children(given.children))
    database.sql("create table children as select * from invented")
    table = date_table(load_profile(PROFILE), FIRST, FIRST + timedelta(DAYS + 200), tasks={"review"})
    begun = time.process_time_ns()
    rows = list(table.rows())
    making = (time.process_time_ns() - begun) / 1e9
    database.register("worked_out", pa.table(dict(zip(table.names, map(list, zip(*rows, strict=True)), strict=True))))
    database.sql("create table dates_by_day as select * from worked_out")
    check(database.sql(ONE_BY_ONE).limit(SAMPLE).fetchall())
    taken: dict[str, list[float]] = {"shortcut": [], "join": []}
    for _ in range(given.rounds):
        for name, query in (("shortcut", SHORTCUT), ("join", JOIN)):
            begun = time.process_time_ns()
            database.sql(query).aggregate("max(first_review), max(second_review), max(later_review)").fetchall()
            taken[name].append((time.process_time_ns() - begun) / 1e6)
    ratio = statistics.median(join / short for short, join in zip(taken["shortcut"], taken["join"], strict=True))
    print(versions(("duckdb", "pyarrow")))
    print(f"{given.children:,} children; the table of {len(rows):,} days was made in {making:.2f} s of processor time")
    print(f"\n{'three review dates a child':<44}{'milliseconds':>14}{'nanoseconds a child':>22}")
    for name, times in (("+ 28, + 91 and + 183 days", taken["shortcut"]), ("joins with the table of dates", taken["join"])):
        middle = statistics.median(times)
        print(f"  {name:<42}{middle:>14.2f}{middle * 1e6 / given.children:>22.0f}")
    print(f"  the join takes {ratio:.1f} times as long as the shortcut")
    wrong = database.sql(DIFFER).aggregate("avg(first::int), avg(second::int), avg(later::int)").fetchall()[0]
    shares = ", ".join(f"{100 * share:.0f} % of {which} reviews" for share, which in zip(wrong, ("first", "second", "later"), strict=True))
    print(f"\nThe shortcut gives another date than the rules for {shares}")


if __name__ == "__main__":
    main()
