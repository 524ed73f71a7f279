#!/usr/bin/env bash
# vobject 0.9.9 and ical.js 2.2.1: of an event with RDATE the day on which it begins is missing from its occurrences.
#
# RFC 5545 section 3.8.5.2 makes the occurrences out of DTSTART along with RDATE and RRULE, either of which may be lacking. Both
# libraries give only the dates of RDATE: three reviews in one entry, two shown. recurring-ical-events gives all three. A comment in
# vobject's source says that DTSTART can be missing, and getrruleset(addRDate=True) adds it; the attribute rruleset does not. To
# ical.js it has been reported.
# Whom it concerns: whoever reads a feed with all the reviews of a child in one entry, and finds the first, the next due, left out.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check vobject==0.9.9 recurring-ical-events==3.8.2 icalendar==7.3.2 2>/dev/null
npm install --prefix "$work" --silent --no-fund --no-audit ical.js@2.2.1 >/dev/null 2>&1
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 "PRODID:-//example//EN" BEGIN:VEVENT UID:1 DTSTAMP:20260101T000000Z \
  "DTSTART;VALUE=DATE:20260501" "RDATE;VALUE=DATE:20260731,20261031" SUMMARY:Review END:VEVENT END:VCALENDAR >"$work/feed.ics"
"$work/venv/bin/python" - "$work/feed.ics" <<'PY'
import sys
from pathlib import Path

import icalendar
import recurring_ical_events
import vobject

text = Path(sys.argv[1]).read_text()
event = vobject.readOne(text).vevent
plain = [f"{day:%Y-%m-%d}" for day in event.rruleset]
asked = [f"{day:%Y-%m-%d}" for day in event.getrruleset(addRDate=True)]
other = [f"{e.start}" for e in recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between("20260101", "20261231")]
print(f"recurring-ical-events {other}\nvobject {vobject.VERSION} rruleset {plain}, with addRDate {asked}")
assert other == asked == ["2026-05-01", "2026-07-31", "2026-10-31"]
assert plain == ["2026-07-31", "2026-10-31"], "vobject now gives the first day"
PY
cat >"$work/run.mjs" <<'JS'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(process.argv[2], "utf8")));
const each = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).iterator();
const days = [];
for (let day = each.next(); day && days.length < 10; day = each.next()) days.push(`${day}`);
console.log("ical.js 2.2.1", days);
assert.deepEqual(days, ["2026-07-31", "2026-10-31"], "ical.js now gives the first day");
JS
node "$work/run.mjs" "$work/feed.ics"
