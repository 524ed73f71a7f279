#!/usr/bin/env bash
# SpiffWorkflow 3.2.0: a BPMN timer of every three months repeats every 90, 91 or 92 days, by the month in which it begins.
#
# One would guess that R4/2026-01-14/P3M means the 14th of every third month: ISO 8601 has months so that they need not be days. The
# length is turned into days once, from the lengths of the months after the start, and that number of days is repeated (the source says
# that a length is worked out from a start to allow for the lengths of months; it does so for the first time only). Every three months
# from 14 January is earlier each time; from 14 July it is later each time; every year from 29 February is every 366 days.
# Whom it concerns: a case system whose procedures are BPMN has its third review timer on another day than three months after the second,
# and from July on a later one.
set -euo pipefail
version="${1:-3.2.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "SpiffWorkflow==$version" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

from SpiffWorkflow.bpmn.specs.event_definitions.timer import TimerEventDefinition

EXPECTED = {
    "R4/2026-01-14T00:00:00+00:00/P3M": (90, ["2026-01-14", "2026-04-14", "2026-07-13", "2026-10-11", "2027-01-09"]),
    "R4/2026-07-14T00:00:00+00:00/P3M": (92, ["2026-07-14", "2026-10-14", "2027-01-14", "2027-04-16", "2027-07-17"]),
    "R4/2026-01-14T00:00:00+00:00/P6M": (181, ["2026-01-14", "2026-07-14", "2027-01-11", "2027-07-11", "2028-01-08"]),
    "R4/2024-02-29T00:00:00+00:00/P1Y": (366, ["2024-02-29", "2025-03-01", "2026-03-02", "2027-03-03", "2028-03-03"]),
}
print(f"SpiffWorkflow {version('SpiffWorkflow')}")
for timer, expected in EXPECTED.items():
    times, start, length = TimerEventDefinition.parse_iso_recurring_interval(timer)
    fires = [str((start + length * passed).date()) for passed in range(times + 1)]  # the timer adds the same length each time
    print(f"  {timer}: every {length.days} days: {', '.join(fires)}")
    assert (length.days, fires) == expected, "months are now counted as months"
PY
# Seen on 30 November 2026:
# SpiffWorkflow 3.2.0
#   R4/2026-01-14T00:00:00+00:00/P3M: every 90 days: 2026-01-14, 2026-04-14, 2026-07-13, 2026-10-11, 2027-01-09
#   R4/2026-07-14T00:00:00+00:00/P3M: every 92 days: 2026-07-14, 2026-10-14, 2027-01-14, 2027-04-16, 2027-07-17
#   R4/2026-01-14T00:00:00+00:00/P6M: every 181 days: 2026-01-14, 2026-07-14, 2027-01-11, 2027-07-11, 2028-01-08
#   R4/2024-02-29T00:00:00+00:00/P1Y: every 366 days: 2024-02-29, 2025-03-01, 2026-03-02, 2027-03-03, 2028-03-03
