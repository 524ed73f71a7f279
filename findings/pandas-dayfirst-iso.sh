#!/usr/bin/env bash
# pandas 3.1.1: dayfirst=True reads the ISO date 2026-02-01 as 2 January 2026.
#
# One would guess that dayfirst settles 01/02/2026 and leaves YYYY-MM-DD alone, in which nothing is ambiguous. pandas takes the first
# value of the column, guesses the format "%Y-%d-%m" from it, and reads the whole column so, without a warning. It warns only where the
# first day is past the 12th, and then it has read rightly. With errors="coerce" the other days past the 12th are gone as well.
# Documented is that dayfirst is not strict; not that it turns an ISO date round.
# Whom it concerns: returns are written day first and databases write ISO, so one reader with dayfirst=True serves both, and a review
# held on 1 February counts from 2 January.
set -euo pipefail
version="${1:-3.1.1}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "pandas==$version" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import warnings

import pandas as pd


def read(*days, errors="raise"):
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        days = pd.to_datetime(pd.Series(days), dayfirst=True, errors=errors)
    return [str(day)[:10] for day in days], len(said)


low_first = read("2026-02-01", "2026-03-02")
high_first = read("2026-02-13", "2026-02-01")
coerced = read("2026-02-01", "2026-02-13", errors="coerce")
print(f"pandas {pd.__version__}: (days read, warnings)")
print(f"  2026-02-01, 2026-03-02: {low_first}")
print(f"  2026-02-13, 2026-02-01: {high_first}")
print(f"  2026-02-01, 2026-02-13 with errors='coerce': {coerced}")
assert low_first == (["2026-01-02", "2026-02-03"], 0), "dayfirst no longer turns ISO dates round in silence"
assert high_first == (["2026-02-13", "2026-02-01"], 1), "it no longer warns where it reads rightly"
assert coerced == (["2026-01-02", "NaT"], 0), "coerce no longer loses the second day"
PY
