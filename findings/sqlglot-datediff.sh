#!/usr/bin/env bash
# sqlglot 30.30.0: one DATEDIFF of SQL Server counts calendar years in DuckDB, full years in PostgreSQL, and 365 days each in SQLite.
#
# DATEDIFF(YEAR, a, b) of SQL Server counts how often New Year lies between the two, DATEDIFF(MONTH, ...) the firsts of a month. One
# would guess that a translation keeps the number or says that it cannot, as sqlglot does for WEEK in SQLite. Only DuckDB's
# keeps it. PostgreSQL gets AGE, so full years and months; SQLite gets days / 365.0 and days / 30.0. No warning is given, even with
# unsupported_level=RAISE, and neither is documented; of SQLite a maintainer calls it an estimate.
# Whom it concerns: the extracts of the Standard Safeguarding Dataset are written for SQL Server and moved to other stores. The same
# line makes a child eighteen on 1 January, on the birthday, or four days before it, and in SQLite 180 days are six months.
set -euo pipefail
version="${1:-30.30.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "sqlglot==$version" duckdb==2.0.1 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import sqlite3

import duckdb
import sqlglot
from sqlglot import ErrorLevel


def translated(part, first, last, to):
    query = f"SELECT DATEDIFF({part}, '{first}', '{last}')"
    return sqlglot.transpile(query, read="tsql", write=to, unsupported_level=ErrorLevel.RAISE)[0]


print(f"sqlglot {sqlglot.__version__}")
seen = {}
for part, first, last in (
    ("YEAR", "2008-11-20", "2026-01-01"),  # SQL Server: 18
    ("YEAR", "2008-11-20", "2026-11-15"),  # SQL Server: 18
    ("YEAR", "2008-11-20", "2026-11-16"),  # SQL Server: 18, and the child is seventeen
    ("MONTH", "2025-07-01", "2025-12-28"),  # SQL Server: 5
    ("MONTH", "2026-01-31", "2026-02-01"),  # SQL Server: 1
):
    in_duckdb = duckdb.sql(translated(part, first, last, "duckdb")).fetchall()[0][0]
    in_sqlite = sqlite3.connect(":memory:").execute(translated(part, first, last, "sqlite")).fetchone()[0]
    print(f"  {part} from {first} to {last}: DuckDB {in_duckdb}, SQLite {in_sqlite}")
    seen[part, last] = in_duckdb, in_sqlite
print("  PostgreSQL:", translated("YEAR", "2008-11-20", "2026-11-16", "postgres"))
assert seen["YEAR", "2026-01-01"] == (18, 17)
assert seen["YEAR", "2026-11-15"] == (18, 17)
assert seen["YEAR", "2026-11-16"] == (18, 18), "SQLite's years are no longer of 365 days"
assert seen["MONTH", "2025-12-28"] == (5, 6), "SQLite's months are no longer of 30 days"
assert seen["MONTH", "2026-02-01"] == (1, 0)
assert "AGE(" in translated("YEAR", "2008-11-20", "2026-11-16", "postgres"), "PostgreSQL no longer counts full years"
PY
