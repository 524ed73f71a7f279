#!/usr/bin/env bash
# DuckDB 2.0.1 reads 14/04/26 in a CSV file as 26 April 2014 without being asked; Polars 2.1.0 as 14 April of the year 26.
#
# DuckDB finds out by itself which columns are dates. Both orders fit 14/04/26, and it settles on year/month/day, although of dates with
# four digits it takes day/month/year. Documented: its page lists the formats in the order of preference, year of two digits first.
# Polars, asked for dates, takes the day first and 26 as the whole year, and so does DuckDB when given the format "%d/%m/%Y"; no page
# was found that says so. pandas and Python refuse two digits for %Y.
# Whom it concerns: a spreadsheet writes dates to CSV as it shows them, and many show two digits. Every day of a month is a year that may
# be, so nothing fails, and a review held on 14 April 2026 counts from 26 April 2014.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 2>/dev/null
printf 'child,held\nA,14/04/26\nB,31/12/25\nC,02/02/26\n' >"$work/reviews.csv"
printf 'child,held\nA,02/04/2026\nB,03/12/2025\n' >"$work/four.csv"
"$work/venv/bin/python" - "$work" <<'PY'
import sys
from datetime import date

import duckdb
import polars as pl

two, four = f"{sys.argv[1]}/reviews.csv", f"{sys.argv[1]}/four.csv"


def by_duckdb(file, options=""):
    return [day for (day,) in duckdb.sql(f"SELECT held FROM read_csv('{file}'{options})").fetchall()]


plain = by_duckdb(two)
given = by_duckdb(two, ", dateformat='%d/%m/%Y', types={'held': 'DATE'}")
right = by_duckdb(two, ", dateformat='%d/%m/%y'")
polars = pl.read_csv(two, try_parse_dates=True)["held"].to_list()
print(f"DuckDB {duckdb.__version__}: four digits {[str(day) for day in by_duckdb(four)]}, two digits {[str(day) for day in plain]}")
print(f"  with %d/%m/%Y {[str(day) for day in given]}, with %d/%m/%y {[str(day) for day in right]}")
print(f"Polars {pl.__version__}: two digits {[str(day) for day in polars]}")
assert by_duckdb(four) == [date(2026, 4, 2), date(2025, 12, 3)]
assert right == [date(2026, 4, 14), date(2025, 12, 31), date(2026, 2, 2)]
assert plain == [date(2014, 4, 26), date(2031, 12, 25), date(2002, 2, 26)], "DuckDB no longer takes the day for the year"
assert given == polars == [date(26, 4, 14), date(25, 12, 31), date(26, 2, 2)], "two digits are no longer a whole year"
PY
