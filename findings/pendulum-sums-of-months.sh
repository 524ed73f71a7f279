#!/usr/bin/env bash
# pendulum 3.3.0: three months and three months are 180 days; three months and a day are 91 days.
#
# pendulum.duration(months=6) keeps its months: added to 31 January it gives 31 July, and so does duration(months=3) * 2. One would
# guess that a sum keeps them too. duration(months=3) + duration(months=3) is 25 weeks and 5 days, which gives 30 July, and
# duration(years=18) + duration(days=1) falls three days before the day after the eighteenth birthday, although duration(years=18, days=1) falls on the
# day after. A datetime.date of Python counts 30 days to a month even without a sum. The documentation speaks of approximations
# for "native methods and properties" and shows `days` and `total_seconds()`, not the sum of two durations; in 2020 it was reported
# that a sum lost its months altogether.
# Whom it concerns: "due after six months, with a month's grace" put together out of two settings. The due date moves by some days,
# in either direction, and the printed length ("25 weeks 5 days") is all that gives it away.
set -euo pipefail
version="${1:-3.3.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "pendulum==$version" 2>/dev/null
"$work/venv/bin/python" -W error - <<'PY'
import datetime
from importlib.metadata import version

import pendulum
from pendulum import duration

START, BORN = pendulum.date(2026, 1, 31), pendulum.date(2008, 11, 20)
print(f"pendulum {version('pendulum')}")
for start, words, length, seen in (
    (START, "duration(months=6)", duration(months=6), "2026-07-31"),
    (START, "duration(months=3) * 2", duration(months=3) * 2, "2026-07-31"),
    (START, "duration(months=3) + duration(months=3)", duration(months=3) + duration(months=3), "2026-07-30"),
    (START, "duration(months=3, days=1)", duration(months=3, days=1), "2026-05-01"),
    (START, "duration(months=3) + duration(days=1)", duration(months=3) + duration(days=1), "2026-05-02"),
    (BORN, "duration(years=18, days=1)", duration(years=18, days=1), "2026-11-21"),
    (BORN, "duration(years=18) + duration(days=1)", duration(years=18) + duration(days=1), "2026-11-17"),
    (datetime.date(2026, 1, 31), "duration(months=6), to a datetime.date", duration(months=6), "2026-07-30"),
):
    print(f"  {start} + {words} ({length.in_words()}): {start + length}")
    assert str(start + length) == seen, words
PY
# Seen on 30 November 2026:
# pendulum 3.3.0
#   2026-01-31 + duration(months=6) (6 months): 2026-07-31
#   2026-01-31 + duration(months=3) * 2 (6 months): 2026-07-31
#   2026-01-31 + duration(months=3) + duration(months=3) (25 weeks 5 days): 2026-07-30
#   2026-01-31 + duration(months=3, days=1) (3 months 1 day): 2026-05-01
#   2026-01-31 + duration(months=3) + duration(days=1) (13 weeks): 2026-05-02
#   2008-11-20 + duration(years=18, days=1) (18 years 1 day): 2026-11-21
#   2008-11-20 + duration(years=18) + duration(days=1) (938 weeks 5 days): 2026-11-17
#   2026-01-31 + duration(months=6), to a datetime.date (6 months): 2026-07-30
