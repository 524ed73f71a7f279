#!/usr/bin/env bash
# ical-generator 10.2.0: an all-day entry for 24 July 2026 is written as 23 July, if the program runs in London.
#
# new Date(2026, 6, 24) is 24 July wherever the program runs, and an all-day entry has no time that a zone could move. Without a zone
# set for the calendar the library takes the day in UTC, where it is still 23 July, 23:00. In winter the two are the same, so a
# test written in January passes. With timezone: "Europe/London" it is right. The documentation says that dates without a zone are
# written in UTC, of times; not that a day becomes another.
# Whom it concerns: every due date between the end of March and the end of October stands a day early in the feed.
set -euo pipefail
version="${1:-10.2.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "ical-generator@$version" >/dev/null 2>&1
cat >"$work/run.mjs" <<'JS'
import assert from "node:assert";
import ical from "ical-generator";

function feed(timezone) {
  const calendar = ical({ name: "Reviews", timezone });
  calendar.createEvent({ id: "1", start: new Date(2026, 0, 24), allDay: true, summary: "Review" });
  calendar.createEvent({ id: "2", start: new Date(2026, 6, 24), allDay: true, summary: "Review" });
  return calendar.toString().match(/DTSTART[^\r\n]*/g).map((line) => line.split(":")[1]);
}
const [without, within] = [feed(null), feed("Europe/London")];
console.log(`24 January and 24 July in ${process.env.TZ}: without a zone ${without}, with it ${within}`);
assert.deepEqual(within, ["20260124", "20260724"]);
assert.deepEqual(without, ["20260124", "20260723"], "an all-day entry is no longer a day early in summer");
JS
TZ=Europe/London node "$work/run.mjs"
