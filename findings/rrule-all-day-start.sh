#!/usr/bin/env bash
# rrule 2.8.1 (npm): a series with DTSTART;VALUE=DATE begins at the moment at which the program runs.
#
# One would guess 31 July 2020, an error, or a warning: DTSTART;VALUE=DATE:20200731 is how RFC 5545 section 3.8.2.4 writes the start of an
# all-day entry, and calendars export it so. Only a time zone may stand between DTSTART and its value; with another parameter the line
# is passed over, and a rule without a start begins now, as its README says of a start that is not given. Of this form the README does
# not speak. What comes out has dates and looks like a series, until it ends (UNTIL) in the past: then it is empty. ical.js and
# dateutil take the same two lines as they are written. Reported as not supported.
# Whom it concerns: reviews in a calendar are all-day entries. Every due date of the series depends on the day on which somebody looks.
set -euo pipefail
version="${1:-2.8.1}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "rrule@$version" ical.js@2.2.1 >/dev/null 2>&1
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check python-dateutil==2.9.0.post0 2>/dev/null
cat >"$work/run.mjs" <<'JS'
import assert from "node:assert";
import ICAL from "ical.js";
import rrule from "rrule";

const days = (text) => rrule.rrulestr(text).all().map((day) => day.toISOString().slice(0, 10));
const rule = "RRULE:FREQ=MONTHLY;INTERVAL=6;UNTIL=20220131";
const expected = ["2020-07-31", "2021-01-31", "2021-07-31", "2022-01-31"];
const plain = days(`DTSTART:20200731\n${rule}`);
const allDay = days(`DTSTART;VALUE=DATE:20200731\n${rule}`);
const each = ICAL.Recur.fromString(rule.slice(6)).iterator(ICAL.Time.fromString("2020-07-31"));
const other = [];
for (let day = each.next(); day && other.length < 10; day = each.next()) other.push(`${day}`);
console.log("rrule 2.8.1, DTSTART:", plain, "\n  DTSTART;VALUE=DATE:", allDay, "\nical.js 2.2.1", other);
assert.deepEqual(plain, expected);
assert.deepEqual(other, expected);
assert.deepEqual(allDay, [], "an all-day start is now read");

const before = Math.floor(Date.now() / 1000) * 1000;
const start = rrule.rrulestr("DTSTART;VALUE=DATE:20200731\nRRULE:FREQ=MONTHLY;INTERVAL=6;COUNT=4").all()[0].getTime();
console.log("  without an end its first day is now:", before <= start && start <= Date.now());
assert.ok(before <= start && start <= Date.now(), "the series no longer begins when the program runs");
JS
TZ=UTC node "$work/run.mjs"
"$work/venv/bin/python" - <<'PY'
from dateutil.rrule import rrulestr

rule = "DTSTART;VALUE=DATE:20200731\nRRULE:FREQ=MONTHLY;INTERVAL=6;UNTIL=20220131"
days = [f"{day:%Y-%m-%d}" for day in rrulestr(rule)]
print("dateutil 2.9.0.post0, DTSTART;VALUE=DATE:", days)
assert days == ["2020-07-31", "2021-01-31", "2021-07-31", "2022-01-31"]
PY
# Seen on 30 November 2026:
# rrule 2.8.1, DTSTART: [ '2020-07-31', '2021-01-31', '2021-07-31', '2022-01-31' ]
#   DTSTART;VALUE=DATE: []
# ical.js 2.2.1 [ '2020-07-31', '2021-01-31', '2021-07-31', '2022-01-31' ]
#   without an end its first day is now: true
# dateutil 2.9.0.post0, DTSTART;VALUE=DATE: ['2020-07-31', '2021-01-31', '2021-07-31', '2022-01-31']
