#!/usr/bin/env bash
# xlsx2csv 0.8.6: a cell that shows 2026-01-31 14:30:00 is written as 2026-01-31 02:30:00, or a second less.
#
# In the number formats of a workbook h is the hour of twenty-four unless the format also says AM/PM. xlsx2csv turns a single h into
# the hour of twelve whether it says so or not, and writes no mark of the afternoon; hh it turns rightly. "yyyy-mm-dd h:mm:ss" is
# the format that openpyxl and pandas give every date with a time. The time is also cut and not rounded.
# Whom it concerns: a timescale in hours that runs from 14:30 is twelve hours out in the CSV, and the file shows nothing amiss.
set -euo pipefail
version="${1:-0.8.6}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "xlsx2csv==$version" "openpyxl==3.1.5" 2>/dev/null
"$work/venv/bin/python" - "$work/book.xlsx" <<'PY'
import sys
from datetime import datetime

import openpyxl

book = openpyxl.Workbook()
sheet = book.active
sheet.append(["h", datetime(2026, 1, 31, 14, 30)])
sheet.append(["h", datetime(2026, 1, 31, 2, 30)])
sheet.append(["hh", datetime(2026, 1, 31, 14, 30)])
sheet["B3"].number_format = "yyyy-mm-dd hh:mm"
book.save(sys.argv[1])
again = openpyxl.load_workbook(sys.argv[1]).active
print("openpyxl:", [(str(cell.value), cell.number_format) for cell in again["B"]])
assert again["B1"].number_format == "yyyy-mm-dd h:mm:ss"
PY
"$work/venv/bin/xlsx2csv" "$work/book.xlsx" >"$work/book.csv"
echo "xlsx2csv $version:"
cat "$work/book.csv"
if grep -q '^h,2026-01-31 14' "$work/book.csv"; then echo "a single h is now the hour of twenty-four"; exit 1; fi
test "$(grep -c '^h,2026-01-31 02:\(30:00\|29:59\)' "$work/book.csv")" = 2
grep -q '^hh,2026-01-31 14:\(30\|29\)' "$work/book.csv"
