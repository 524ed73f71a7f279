#!/usr/bin/env bash
# zen-engine 2.1.3: eighteen years after 29 February is "Invalid date", and no day is before it or after it.
#
# d("2008-02-29").add("18y") could be 28 February or 1 March; the engine's own add("216M") gives the first. Years give an invalid date
# instead of an error, and every comparison with it is false: isBefore and isAfter alike. diff(..., "year") on the same two days says
# eighteen. A rule table takes the row of "no". Its page on dates does not speak of it.
# Whom it concerns: with "is the child under 18?" written as isBefore a child born on 29 February is never under 18, and with "has the
# child come of age?" written as isAfter never of age, except in the years that are a multiple of four.
set -euo pipefail
version="${1:-2.1.3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "zen-engine==$version" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

import zen

EXPECTED = {
    'd("2008-02-29").add("216M").format("%Y-%m-%d")': "2026-02-28",
    'd("2008-02-29").add("16y").format("%Y-%m-%d")': "2024-02-29",
    'd("2008-02-29").add("18y").format("%Y-%m-%d")': "Invalid date",
    'd("2020-06-01").isBefore(d("2008-02-29").add("18y"))': False,
    'd("2026-06-01").isAfter(d("2008-02-29").add("18y"))': False,
    'd("2008-02-28").add("18y").format("%Y-%m-%d")': "2026-02-28",
    'd("2020-06-01").isBefore(d("2008-02-28").add("18y"))': True,
    'd("2026-06-01").diff(d("2008-02-29"), "year")': 18,
}
print(f"zen-engine {version('zen-engine')}")
for expression, expected in EXPECTED.items():
    answer = zen.evaluate_expression(expression, {})
    print(f"  {expression} -> {answer}")
    assert answer == expected, f"it was {expected}"
PY
