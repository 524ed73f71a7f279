#!/usr/bin/env bash
# workalendar 17.0.0: Monday 8 May 2023, the bank holiday for the coronation, is a working day in its calendars of the United Kingdom and of Northern Ireland.
#
# One would guess that a kept calendar library with the other single bank holidays of the time (the jubilee of 3 June 2022, the funeral
# of 19 September 2022) has this one too. GOV.UK's own list, as the package govuk-bank-holidays carries it, does. Five working days
# counted over that day end a day early. And in 1995 the early May bank holiday, moved to 8 May, stands on 1 May.
set -euo pipefail
version="${1:-17.0.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "workalendar==$version" "govuk-bank-holidays==0.19" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from datetime import date
from importlib.metadata import version

from govuk_bank_holidays.bank_holidays import BankHolidays
from workalendar.europe import UnitedKingdom, UnitedKingdomNorthernIreland

official = {
    holiday["date"]
    for holiday in BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
}
print(f"workalendar {version('workalendar')}, govuk-bank-holidays {version('govuk-bank-holidays')}")
calendar = UnitedKingdom()
years = range(2012, 2028)
counted = {day for year in years for day, _ in calendar.holidays(year) if day.weekday() < 5}
listed = {day for day in official if day.year in years and day.weekday() < 5}
print("  on GOV.UK's list of 2012 to 2027 alone:", [str(day) for day in sorted(listed - counted)])
print("  in workalendar alone:", [str(day) for day in sorted(counted - listed)])
assert listed - counted == {date(2023, 5, 8)}
assert counted - listed == set()
for nation in (UnitedKingdom, UnitedKingdomNorthernIreland):
    assert nation().is_working_day(date(2023, 5, 8)), nation
    assert not nation().is_working_day(date(2022, 9, 19)), nation
fifth = calendar.add_working_days(date(2023, 5, 4), 5)
print("  five working days after Thursday 4 May 2023:", fifth)
assert fifth == date(2023, 5, 11)  # with the 8th a bank holiday it is the 12th: 5, 9, 10, 11, 12 May
early_may = [str(day) for day, _ in calendar.holidays(1995) if day.month == 5 and day.day < 15]
print("  early May 1995:", early_may)
assert early_may == ["1995-05-01"]
PY
# Seen on 30 November 2026:
# workalendar 17.0.0, govuk-bank-holidays 0.19
#   on GOV.UK's list of 2012 to 2027 alone: ['2023-05-08']
#   in workalendar alone: []
#   five working days after Thursday 4 May 2023: 2023-05-11
#   early May 1995: ['1995-05-01']
