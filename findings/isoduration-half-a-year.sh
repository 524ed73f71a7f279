#!/usr/bin/env bash
# isoduration 20.11.0: half a year (P0.5Y) after a day is a whole year after it, and a quarter of a year (P0.25Y) is the day itself.
#
# ISO 8601 lets the last part of a duration have a fraction. One would guess six months, or a refusal, as isodate gives ("fractional
# years or months not supported") and pendulum. isoduration reads the fraction, keeps it exactly (Decimal("0.5")), and rounds the year to
# which it comes when it is added to a date: 0.5 up, 0.25 down. One month and a half are two months in the same way, but from 31 January
# they end on 28 March. Its README shows the parts as exact numbers and says nothing of rounding; it has been reported.
# Whom it concerns: the package checks "format": "duration" in JSON Schema for Python, so it is there where timescales come in as
# ISO 8601. A review each half year is due once a year; one each quarter is due on the day it was held.
set -euo pipefail
version="${1:-20.11.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "isoduration==$version" isodate==0.7.2 jsonschema==4.26.0 2>/dev/null
"$work/venv/bin/python" -W error - <<'PY'
from datetime import datetime
from importlib.metadata import version

import isodate
from isoduration import parse_duration
from jsonschema import FormatChecker

print(f"isoduration {version('isoduration')}, isodate {version('isodate')}")
for start, text, seen in (
    ("2026-01-31", "P6M", "2026-07-31"),
    ("2026-01-31", "P0.5Y", "2027-01-31"),
    ("2026-01-31", "P0.25Y", "2026-01-31"),
    ("2026-01-31", "P1.5Y", "2028-01-31"),
    ("2026-03-15", "P1.5M", "2026-05-15"),
    ("2026-01-31", "P1.5M", "2026-03-28"),
):
    FormatChecker().check(text, "duration")  # raises nothing
    day = f"{datetime.fromisoformat(start) + parse_duration(text):%Y-%m-%d}"
    try:
        other = f"{datetime.fromisoformat(start) + isodate.parse_duration(text):%Y-%m-%d}"
    except ValueError as error:
        other = str(error)
    print(f"  {start} and {text}: {day}; isodate: {other}")
    assert day == seen, (start, text)
    assert other == seen if text == "P6M" else "not supported" in other
assert str(parse_duration("P0.5Y").date.years) == "0.5"
PY
# Seen on 30 November 2026:
# isoduration 20.11.0, isodate 0.7.2
#   2026-01-31 and P6M: 2026-07-31; isodate: 2026-07-31
#   2026-01-31 and P0.5Y: 2027-01-31; isodate: fractional years or months not supported for date calculations
#   2026-01-31 and P0.25Y: 2026-01-31; isodate: fractional years or months not supported for date calculations
#   2026-01-31 and P1.5Y: 2028-01-31; isodate: fractional years or months not supported for date calculations
#   2026-03-15 and P1.5M: 2026-05-15; isodate: fractional years or months not supported for date calculations
#   2026-01-31 and P1.5M: 2026-03-28; isodate: fractional years or months not supported for date calculations
