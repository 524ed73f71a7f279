#!/usr/bin/env bash
# dayjs 1.11.23: with the plugin quarterOfYear loaded after duration, adding a duration of six months adds 182 days and a half.
#
# One would guess that a plugin which teaches add() the word "quarter" leaves durations alone, and that the order of two lines of
# extend() is a matter of taste. Loaded before duration it does; loaded after, it turns the duration into a number, which is then
# milliseconds. Six months from 31 January end at noon on 1 August instead of 31 July, and those from 31 August on 1 March instead of
# 28 February. subtract() stays right, and so does add(6, "month"). The pages of the two plugins do not speak of an order; it has been
# reported, then as an invalid date, which one would see.
# Whom it concerns: timescales kept as ISO 8601 durations (P6M) and a report by quarters in one program. A review is due a day late.
set -euo pipefail
version="${1:-1.11.23}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "dayjs@$version" >/dev/null 2>&1
cat >"$work/run.js" <<'JS'
const assert = require("node:assert");
const dayjs = require("dayjs");

const [, , ...plugins] = process.argv;
for (const name of plugins) dayjs.extend(require(`dayjs/plugin/${name}`));
const half = dayjs.duration("P6M");
const show = (day) => day.format("YYYY-MM-DD HH:mm");
const seen = ["2026-01-31", "2026-08-31"].map((day) => show(dayjs(day).add(half)));
const others = [show(dayjs("2026-07-31").subtract(half)), show(dayjs("2026-01-31").add(6, "month"))];
console.log(`dayjs ${require("dayjs/package.json").version} with ${plugins.join(", ")}: 31 January and 31 August and P6M are`, seen);
assert.deepEqual(others, ["2026-01-31 00:00", "2026-07-31 00:00"]);
const late = plugins.indexOf("quarterOfYear") > plugins.indexOf("duration");
const expected = late ? ["2026-08-01 12:00", "2027-03-01 12:00"] : ["2026-07-31 00:00", "2027-02-28 00:00"];
assert.deepEqual(seen, expected, "the order of the plugins no longer matters, or matters otherwise");
JS
for order in "duration" "quarterOfYear duration" "duration quarterOfYear"; do
  # shellcheck disable=SC2086
  TZ=UTC node "$work/run.js" $order
done
# Seen on 30 November 2026:
# dayjs 1.11.23 with duration: 31 January and 31 August and P6M are [ '2026-07-31 00:00', '2027-02-28 00:00' ]
# dayjs 1.11.23 with quarterOfYear, duration: 31 January and 31 August and P6M are [ '2026-07-31 00:00', '2027-02-28 00:00' ]
# dayjs 1.11.23 with duration, quarterOfYear: 31 January and 31 August and P6M are [ '2026-08-01 12:00', '2027-03-01 12:00' ]
