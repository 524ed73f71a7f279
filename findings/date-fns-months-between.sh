#!/usr/bin/env bash
# date-fns 4.4.0: the months between two dates are not the months that addMonths adds, and a birthday can be "17 years 12 months" off.
#
# addMonths(31 January, 3) is 30 April, so one would guess three months between the two. differenceInMonths says two, and
# intervalToDuration two months and thirty days. Where the end is the last day of February, or the month after the start, they agree
# with addMonths. From 29 February 2008 to 28 February 2026 addYears says 18 years, differenceInYears 17, and intervalToDuration
# "17 years 12 months". "The number of full months" is all that the documentation says.
# Whom it concerns: who asks "have three months gone by?" with one function and sets the due date with the other finds that a review
# held on its due date comes a month before its time, in some months of the year.
set -euo pipefail
version="${1:-4.4.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "date-fns@$version" >/dev/null 2>&1
cat >"$work/run.js" <<'JS'
const assert = require("node:assert");
const { addMonths, addYears, differenceInMonths, differenceInYears, format, intervalToDuration } = require("date-fns");

const day = (text) => new Date(`${text}T00:00:00`);
const show = (date) => format(date, "yyyy-MM-dd");
for (const [start, added, between] of [
  ["2026-01-31", 1, 1], // to 28 February
  ["2026-03-31", 1, 1], // to 30 April
  ["2026-01-31", 3, 2], // to 30 April
  ["2025-10-31", 6, 5], // to 30 April
  ["2025-08-31", 6, 6], // to 28 February
]) {
  const end = addMonths(day(start), added);
  const counted = differenceInMonths(end, day(start));
  const told = intervalToDuration({ start: day(start), end });
  console.log(`${start} and ${added} months is ${show(end)}; months between: ${counted}`, told);
  assert.equal(counted, between, "the months between two dates have changed");
}
const [born, birthday] = [day("2008-02-29"), day("2026-02-28")];
const age = intervalToDuration({ start: born, end: birthday });
console.log(`born 2008-02-29: 18 years on ${show(addYears(born, 18))}, but then ${differenceInYears(birthday, born)} years`, age);
assert.equal(show(addYears(born, 18)), "2026-02-28");
assert.equal(differenceInYears(birthday, born), 17);
assert.deepEqual(age, { years: 17, months: 12 }, "the age no longer has twelve months");
JS
TZ=Europe/London node "$work/run.js"
