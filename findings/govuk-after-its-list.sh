#!/usr/bin/env bash
# govuk-bank-holidays 0.19: Christmas Day of any year beyond the list it carries is a working day, without a word.
#
# One would guess an error, a warning, or None outside the years that GOV.UK has published (2012 to 2028 in this release's own copy).
# is_holiday() is False and is_work_day() True there, get_next_work_day() after Christmas Eve is Christmas Day, and only
# get_next_holiday() gives None. A limit of six months or a plan to a young person's eighteenth birthday is counted over days that
# nobody has listed, as if they were all worked on.
set -euo pipefail
version="${1:-0.19}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "govuk-bank-holidays==$version" 2>/dev/null
"$work/venv/bin/python" -W error - <<'PY'
from datetime import date
from importlib.metadata import version

from govuk_bank_holidays.bank_holidays import BankHolidays

holidays = BankHolidays(use_cached_holidays=True)
england = BankHolidays.ENGLAND_AND_WALES
days = [holiday["date"] for holiday in holidays.get_holidays(division=england)]
print(f"govuk-bank-holidays {version('govuk-bank-holidays')}: its own list has {days[0]} to {days[-1]}")
assert (days[0].year, days[-1].year) == (2012, 2028)
assert holidays.is_holiday(date(2028, 12, 25), division=england)
assert date(2035, 12, 25).weekday() == 1  # a Tuesday
answers = {
    "is_holiday(2035-12-25)": holidays.is_holiday(date(2035, 12, 25), division=england),
    "is_work_day(2035-12-25)": holidays.is_work_day(date(2035, 12, 25), division=england),
    "get_next_work_day(date=2035-12-24)": holidays.get_next_work_day(date=date(2035, 12, 24), division=england),
    "get_next_holiday(date=2035-01-01)": holidays.get_next_holiday(date=date(2035, 1, 1), division=england),
    "is_holiday(2010-12-27)": holidays.is_holiday(date(2010, 12, 27), division=england),
}
for asked, answer in answers.items():
    print(f"  {asked}: {answer}")
assert list(answers.values()) == [False, True, date(2035, 12, 25), None, False]
PY
# Seen on 30 November 2026:
# govuk-bank-holidays 0.19: its own list has 2012-01-02 to 2028-12-26
#   is_holiday(2035-12-25): False
#   is_work_day(2035-12-25): True
#   get_next_work_day(date=2035-12-24): 2035-12-25
#   get_next_holiday(date=2035-01-01): None
#   is_holiday(2010-12-27): False
