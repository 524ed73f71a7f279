#!/usr/bin/env bash
# DuckDB 2.0.1 and pandas 3.1.1: a series of months from 31 January stands on the 28th from February on; that of Polars 2.1.0 does not.
#
# Both can add n months to 31 January and give 31 March, 30 April and so on. Their series adds one month to the day before it in the
# series instead, so the first short month takes days off all that follow. One would guess start, start + 1 month, start + 2 months,
# as Polars takes it. pandas documents that neighbours in the series are one step apart, without what comes of it at a month's end.
# Whom it concerns: who lays out the reviews of a child with one line of SQL has every later one up to three days early, and for a child
# taken into care on 31 August every six months means 28 February and then 28 August.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check duckdb==2.0.1 pandas==3.1.1 polars==2.1.0 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from datetime import date

import duckdb
import pandas as pd
import polars as pl

START, END = date(2026, 1, 31), date(2026, 5, 31)


def days(rows):
    return [f"{row[0]:%m-%d}" for row in rows]


added = days(duckdb.sql("SELECT DATE '2026-01-31' + INTERVAL (n) MONTH FROM range(5) t(n)").fetchall())
series = days(duckdb.sql("FROM generate_series(DATE '2026-01-31', DATE '2026-05-31', INTERVAL 1 MONTH)").fetchall())
print(f"DuckDB {duckdb.__version__}: added {added}\n  generate_series {series}")
added_too = [f"{pd.Timestamp(START) + pd.DateOffset(months=n):%m-%d}" for n in range(5)]
frame = [f"{day:%m-%d}" for day in pd.date_range(START, END, freq=pd.DateOffset(months=1))]
print(f"pandas {pd.__version__}: added {added_too}\n  date_range {frame}")
polars = [f"{day:%m-%d}" for day in pl.date_range(START, END, "1mo", eager=True)]
print(f"Polars {pl.__version__}: date_range {polars}")
assert added == added_too == polars == ["01-31", "02-28", "03-31", "04-30", "05-31"]
assert series == ["01-31", "02-28", "03-28", "04-28", "05-28"], "DuckDB's series no longer slides"
assert frame == ["01-31", "02-28", "03-28", "04-28", "05-28"], "pandas' series no longer slides"
PY
