#!/usr/bin/env bash
# chrono-node 2.10.3: "within 20 working days of 19 December 2025" is read as 19 December 2025.
#
# One would guess twenty working days later, or nothing. The reader of dates in English text knows "after" and "before" with days,
# weeks and months. What it does not know it passes over, and returns the date that stands in the rest: of a length in working days, of
# a fortnight, and of months "from" a day, the day itself comes back, as if no length had been written. Nothing in the result says so but
# its text, which is shorter than the sentence. "28 days before" is read rightly beside it.
# Whom it concerns: a limit read out of an email or a procedure is due on the day on which it begins to run.
set -euo pipefail
version="${1:-2.10.3}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "chrono-node@$version" >/dev/null 2>&1
cat >"$work/run.mjs" <<'JS'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import * as chrono from "chrono-node";

const expected = {
  "28 days before 14 July 2026": ["28 days before 14 July 2026", "2026-06-16"],
  "within 20 working days of 19 December 2025": ["19 December 2025", "2025-12-19"],
  "5 working days before 14 July 2026": ["14 July 2026", "2026-07-14"],
  "six months from 14 January 2026": ["14 January 2026", "2026-01-14"],
  "a fortnight after 14 July 2026": ["14 July 2026", "2026-07-14"],
};
const { version } = JSON.parse(readFileSync(new URL("node_modules/chrono-node/package.json", import.meta.url)));
console.log(`chrono-node ${version}`);
for (const [sentence, answer] of Object.entries(expected)) {
  const [found] = chrono.en.GB.parse(sentence, new Date("2026-01-01T12:00:00Z"));
  const read = [found.text, found.start.date().toISOString().slice(0, 10)];
  console.log(`  ${sentence} -> ${read[1]}, of the text "${read[0]}"`);
  assert.deepEqual(read, answer, "the length is no longer passed over");
}
JS
TZ=UTC node "$work/run.mjs"
# Seen on 30 November 2026:
# chrono-node 2.10.3
#   28 days before 14 July 2026 -> 2026-06-16, of the text "28 days before 14 July 2026"
#   within 20 working days of 19 December 2025 -> 2025-12-19, of the text "19 December 2025"
#   5 working days before 14 July 2026 -> 2026-07-14, of the text "14 July 2026"
#   six months from 14 January 2026 -> 2026-01-14, of the text "14 January 2026"
#   a fortnight after 14 July 2026 -> 2026-07-14, of the text "14 July 2026"
