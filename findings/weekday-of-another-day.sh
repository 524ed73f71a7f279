#!/usr/bin/env bash
# pendulum 3.3.0 reads "Mon 20 May 2025", whose 20 May is a Tuesday, as 19 May; Polars 2.1.0 refuses it; six others read 20 May.
#
# from_format of pendulum takes the weekday for the day where the two do not agree, and goes to that weekday of the week which begins on
# Monday: "Sun 20 May 2025" is 25 May, and "Mon 1 Sep 2024", a Sunday, is 26 August, in another month than is written. No page was found
# that says what becomes of the number. Polars makes nothing of it, and with strict=False an empty
# cell. Python, pandas, DuckDB, PyArrow, dateutil and arrow read the weekday and do not look at it.
# Whom it concerns: minutes and case notes have the weekday beside the day, and one that does not fit says that one of them is a slip. A
# time limit that counts from such a day is out by up to six days, and only one of eight readers says so.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pendulum==3.3.0 polars==2.1.0 pandas==3.1.1 duckdb==2.0.1 pyarrow==26.0.1 \
    python-dateutil==4.0.0 arrow==1.4.0 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from datetime import date, datetime

import arrow
import duckdb
import pandas as pd
import pendulum
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from dateutil import parser

FORM = "%a %d %b %Y"
READERS = {
    "Python": lambda text: datetime.strptime(text, FORM),
    "dateutil": parser.parse,
    "pandas": lambda text: pd.to_datetime(text, format=FORM),
    "DuckDB": lambda text: duckdb.execute("SELECT strptime(?, ?)", [text, FORM]).fetchone()[0],
    "PyArrow": lambda text: pc.strptime(pa.array([text]), FORM, "s").to_pylist()[0],
    "arrow": lambda text: arrow.get(text, "ddd D MMM YYYY"),
    "pendulum": lambda text: pendulum.from_format(text, "ddd D MMM YYYY"),
}


def day(reader, text):
    found = READERS[reader](text)
    return date(found.year, found.month, found.day)


written = {f"{weekday} 20 May 2025": date(2025, 5, 20) for weekday in ("Tue", "Mon", "Sun")} | {"Mon 1 Sep 2024": date(2024, 9, 1)}
for text in written:
    print(text, {reader: str(day(reader, text)) for reader in READERS})
polars = pl.Series(list(written)).str.to_date(FORM, strict=False).to_list()
print("Polars", [str(one) for one in polars])
for text, right in written.items():
    assert all(day(reader, text) == right for reader in READERS if reader != "pendulum"), "another reader looks at the weekday now"
assert [day("pendulum", text) for text in written] == [date(2025, 5, 20), date(2025, 5, 19), date(2025, 5, 25), date(2024, 8, 26)]
assert polars == [date(2025, 5, 20), None, None, None], "Polars no longer refuses a weekday that does not fit"
try:
    pl.Series(["Mon 20 May 2025"]).str.to_date(FORM)
except pl.exceptions.InvalidOperationError as refused:
    print("Polars, strict:", str(refused).splitlines()[0])
else:
    raise AssertionError("Polars no longer refuses it")
PY
