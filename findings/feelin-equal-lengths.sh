#!/usr/bin/env bash
# feelin 8.2.0 (FEEL, the language of DMN decision tables): 198 days equal 183 days, and three months equal 90 days.
#
# One would guess that two lengths in days are equal when their days are, and that a length in months is either not comparable with one
# in days (as the DMN specification has it) or compared through the two dates. Lengths of more than 180 days are compared in whole
# months, so 183 and 198 days are equal (=, != and "in" say so; < and > say otherwise). Months are measured from 1 January 1970: three
# months are January to March, 90 days. So "within three months" asked of two dates by `last - first <= duration("P3M")` is false of a
# date exactly three months on when the three months have 91 or 92 days, while `last <= first + duration("P3M")` is true.
set -euo pipefail
version="${1:-8.2.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund "feelin@$version" >/dev/null
cat >ask.mjs <<'JS'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { evaluate } from "feelin";

const { version } = JSON.parse(readFileSync("node_modules/feelin/package.json", "utf8"));
console.log(`feelin ${version}`);
const expected = {
  'duration("P190D") = duration("P184D")': true,
  'duration("P190D") != duration("P184D")': false,
  'duration("P190D") > duration("P184D")': true,
  'duration("P175D") = duration("P170D")': false,
  'date("2026-11-10") - date("2026-04-26") = duration("P183D")': true, // 198 days
  'duration("P3M") = duration("P90D")': true,
  'duration("P1M") = duration("P31D")': true,
  'date("2026-07-26") - date("2026-04-26") <= duration("P3M")': false, // 91 days
  'date("2026-07-26") <= date("2026-04-26") + duration("P3M")': true,
};
for (const [expression, seen] of Object.entries(expected)) {
  const { value, warnings } = evaluate(expression, {});
  console.log(`  ${expression} is ${value}`);
  assert.strictEqual(value, seen, expression);
  assert.deepStrictEqual(warnings, []);
}
JS
node ask.mjs
# Seen on 30 November 2026:
# feelin 8.2.0
#   duration("P190D") = duration("P184D") is true
#   duration("P190D") != duration("P184D") is false
#   duration("P190D") > duration("P184D") is true
#   duration("P175D") = duration("P170D") is false
#   date("2026-11-10") - date("2026-04-26") = duration("P183D") is true
#   duration("P3M") = duration("P90D") is true
#   duration("P1M") = duration("P31D") is true
#   date("2026-07-26") - date("2026-04-26") <= duration("P3M") is false
#   date("2026-07-26") <= date("2026-04-26") + duration("P3M") is true
