#!/usr/bin/env bash
# formulas 1.3.4: WORKDAY of a Saturday or Sunday is #VALUE!.
#
# One would guess 22 December 2025 for the first working day after Saturday 20 December, as spreadsheets count it. The Python engine for
# workbooks counts from every day of the week, forwards, backwards and by none, and has no answer on two days of seven. NETWORKDAYS of the
# same days has one.
# Whom it concerns: children become looked after at weekends. A workbook with 20 working days in it, calculated without a spreadsheet
# program, shows an error for those children alone. (46038 is 16 January 2026.)
set -euo pipefail
version="${1:-1.3.4}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "formulas==$version" 2>/dev/null
"$work/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import formulas

EXPECTED = {
    "=WORKDAY(DATE(2025,12,19),20)": "46038",
    "=WORKDAY(DATE(2025,12,20),20)": "#VALUE!",
    "=WORKDAY(DATE(2025,12,21),1)": "#VALUE!",
    "=WORKDAY(DATE(2025,12,21),-1)": "#VALUE!",
    "=NETWORKDAYS(DATE(2025,12,20),DATE(2025,12,22))": "1",
}
print(f"formulas {version('formulas')}")
for formula, expected in EXPECTED.items():
    answer = str(formulas.Parser().ast(formula)[1].compile()())
    print(f"  {formula} -> {answer}")
    assert answer == expected, f"it was {expected}"
PY
# Seen on 30 November 2026:
# formulas 1.3.4
#   =WORKDAY(DATE(2025,12,19),20) -> 46038
#   =WORKDAY(DATE(2025,12,20),20) -> #VALUE!
#   =WORKDAY(DATE(2025,12,21),1) -> #VALUE!
#   =WORKDAY(DATE(2025,12,21),-1) -> #VALUE!
#   =NETWORKDAYS(DATE(2025,12,20),DATE(2025,12,22)) -> 1
