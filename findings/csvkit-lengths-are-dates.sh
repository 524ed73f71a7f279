#!/usr/bin/env bash
# csvkit 2.2.0: csvsort and csvjson write a column of "3 months" and "6 months" as 0001-04-01 and 0001-07-01.
#
# One would guess that what csvkit takes for a date has at least the number of a day or of a year, and that csvsort puts rows in order
# and leaves the cells as they are. It reads a column as dates when it can read every cell so, in words too, and counts "3 months" from
# the first day of the year 1. One cell that it cannot read ("20 working days") keeps the whole column as text, so the same timescale
# comes through one file and not another. Its pages say that types are guessed unless -I is given, and that this can be wrong for
# telephone numbers and the like; of lengths of time they do not speak. csvgrep and csvcut leave the cells alone.
# Whom it concerns: a table of timescales that is sorted or made into JSON on the way comes out with dates for lengths, and read as
# the date on which something is due they are long past.
set -euo pipefail
version="${1:-2.2.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "csvkit==$version" agate==1.14.2 parsedatetime==2.6 2>/dev/null
bin="$work/venv/bin"
printf 'task,within\nsecond review,3 months\nlater review,6 months\nplan,1 year\n' >"$work/lengths.csv"
printf 'task,within\nfirst review,20 working days\nsecond review,3 months\nlater review,6 months\n' >"$work/mixed.csv"
check() {
  echo "$1: $2"
  if [ "$2" != "$3" ]; then
    echo "it was: $3"
    exit 1
  fi
}
"$bin/csvsort" --version
check "csvsort" "$("$bin/csvsort" -c task "$work/lengths.csv" | tail -n +2 | tr '\n' ';')" \
  'later review,0001-07-01;plan,0002-01-01;second review,0001-04-01;'
check "csvsort -I" "$("$bin/csvsort" -I -c task "$work/lengths.csv" | tail -n +2 | tr '\n' ';')" \
  'later review,6 months;plan,1 year;second review,3 months;'
check "csvsort, with a cell of working days" "$("$bin/csvsort" -c task "$work/mixed.csv" | tail -n +2 | tr '\n' ';')" \
  'first review,20 working days;later review,6 months;second review,3 months;'
check "csvjson" "$("$bin/csvjson" "$work/lengths.csv")" \
  '[{"task": "second review", "within": "0001-04-01"}, {"task": "later review", "within": "0001-07-01"}, {"task": "plan", "within": "0002-01-01"}]'
