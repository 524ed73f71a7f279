#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1: on the eighteenth birthday DATEDIF(birth, day, "YD") says 365 days, four days before it -4.
#
# "YD" leaves the years out: the days since the last birthday. One would guess 361, 0 and 4 for four days before, the day itself and
# four days after, as HyperFormula says. In the month of the birthday formulajs counts from the birthday of the wrong year, before it
# and after it: -4, 365, 369. In the other months it is right, and so are the years ("Y") and the months ("YM") of the same days.
# Microsoft's page warns of "MD" in Excel, not of "YD"; the README of formulajs names neither.
# Whom it concerns: "how long past the birthday, or the day on which care began?" is a year out in the month in which it is asked.
# "At most 28 days past" is false until that month is over and true before the day has come; an age may read 17 years and -4 days.
set -euo pipefail
version="${1:-4.6.1}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "@formulajs/formulajs@$version" hyperformula@3.5.0 >/dev/null 2>&1
cat >"$work/run.js" <<'JS'
const assert = require("node:assert");
const { DATE, DATEDIF } = require("@formulajs/formulajs");
const { HyperFormula } = require("hyperformula");

const parts = (day) => day.split("-").map(Number);
const byHyper = (birth, day, unit) =>
  HyperFormula.buildFromArray([[`=DATEDIF(DATE(${parts(birth)}),DATE(${parts(day)}),"${unit}")`]], { licenseKey: "gpl-v3" })
    .getCellValue({ sheet: 0, row: 0, col: 0 });
for (const [birth, day, unit, seen, other] of [
  ["2008-11-20", "2026-11-16", "Y", 17, 17],
  ["2008-11-20", "2026-11-16", "YM", 11, 11],
  ["2008-11-20", "2026-11-16", "YD", -4, 361],
  ["2008-11-20", "2026-10-31", "YD", 345, 345],
  ["2008-11-20", "2026-11-20", "YD", 365, 0],
  ["2008-11-20", "2026-11-24", "YD", 369, 4],
  ["2008-11-20", "2026-12-01", "YD", 11, 11],
]) {
  const answers = [DATEDIF(DATE(...parts(birth)), DATE(...parts(day)), unit), byHyper(birth, day, unit)];
  console.log(`${birth} to ${day}, ${unit}: formulajs ${answers[0]}, hyperformula 3.5.0 ${answers[1]}`);
  assert.deepEqual(answers, [seen, other], "another answer");
}
JS
TZ=UTC node "$work/run.js"
