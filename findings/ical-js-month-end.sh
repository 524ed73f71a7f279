#!/usr/bin/env bash
# ical.js 2.2.1: a series "on the 31st, or else on the last day" stands on the 28th and the 29th of March, and a yearly one on 1 March.
#
# iCalendar has no rule that adds months and stops at the month's end: FREQ=MONTHLY from 31 January leaves February and April out. The
# way to write it is BYMONTHDAY=28,29,30,31;BYSETPOS=-1, the last of the days that there are. dateutil and rrule give 31 January,
# 28 February, 31 March, 30 April. ical.js leaves BYSETPOS out of account here and counts each of the four days. And a yearly series
# from 29 February, which RFC 5545 section 3.3.10 has in leap years only (a date that does not exist is passed over), it puts on 1 March
# of the others. Its documentation names no limits of either; the first has been reported.
# Whom it concerns: it reads the calendar in Thunderbird and Nextcloud. With COUNT the last reviews of a child are gone as well,
# as the days too many have used up the number.
set -euo pipefail
version="${1:-2.2.1}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "ical.js@$version" rrule@2.8.1 >/dev/null 2>&1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-dateutil==2.9.0.post0 2>/dev/null
cat >"$work/run.mjs" <<'JS'
import assert from "node:assert";
import ICAL from "ical.js";
import rrule from "rrule";

const byIcal = (start, rule) => {
  const each = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromString(start));
  const days = [];
  for (let day = each.next(); day && days.length < 10; day = each.next()) days.push(`${day}`);
  return days;
};
const byRrule = (start, rule) =>
  rrule.rrulestr(`DTSTART:${start.replaceAll("-", "")}\nRRULE:${rule}`).all().map((day) => day.toISOString().slice(0, 10));
const monthEnd = "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4";
for (const [start, rule, right, seen] of [
  ["2026-01-31", monthEnd, ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"], ["2026-01-31", "2026-02-28", "2026-03-28", "2026-03-29"]],
  ["2024-02-29", "FREQ=YEARLY;COUNT=3", ["2024-02-29", "2028-02-29", "2032-02-29"], ["2024-02-29", "2025-03-01", "2026-03-01"]],
]) {
  console.log(rule, "\n  rrule 2.8.1  ", byRrule(start, rule), "\n  ical.js 2.2.1", byIcal(start, rule));
  assert.deepEqual(byRrule(start, rule), right);
  assert.deepEqual(byIcal(start, rule), seen, "ical.js now gives other days");
}
JS
TZ=UTC node "$work/run.mjs"
"$work/venv/bin/python" - <<'PY'
from dateutil.rrule import rrulestr

for rule, right in (
    ("DTSTART:20260131\nRRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4", ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]),
    ("DTSTART:20240229\nRRULE:FREQ=YEARLY;COUNT=3", ["2024-02-29", "2028-02-29", "2032-02-29"]),
):
    days = [f"{day:%Y-%m-%d}" for day in rrulestr(rule)]
    print("dateutil 2.9.0.post0", days)
    assert days == right
PY
# Seen on 30 November 2026:
# FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1;COUNT=4
#   rrule 2.8.1   [ '2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30' ]
#   ical.js 2.2.1 [ '2026-01-31', '2026-02-28', '2026-03-28', '2026-03-29' ]
# FREQ=YEARLY;COUNT=3
#   rrule 2.8.1   [ '2024-02-29', '2028-02-29', '2032-02-29' ]
#   ical.js 2.2.1 [ '2024-02-29', '2025-03-01', '2026-03-01' ]
