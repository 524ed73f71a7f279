#!/usr/bin/env bash
# holidays 0.109: asking for the bank holidays of one country imports the modules of every country.
#
# One would guess that country_holidays("GB", subdiv="ENG") loads the United Kingdom, as the class is looked up by its code in a
# registry of names. The look-up imports the package `holidays.countries`, whose __init__ imports each country by name.
# Importing the class by the path of its own module does not help: that package stands in the path.
# What it costs a program that starts often: some hundred modules for the few days of one country.
set -euo pipefail
version="${1:-0.109}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "holidays==$version" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import sys
from importlib.metadata import version

import holidays

before = sum(name.startswith("holidays.countries.") for name in sys.modules)
days = holidays.country_holidays("GB", subdiv="ENG", years=2026)
after = sum(name.startswith("holidays.countries.") for name in sys.modules)
print(f"holidays {version('holidays')}: {len(days)} days of England in 2026; country modules before {before}, after {after}")
assert len(days) == 9, "eight bank holidays, and Boxing Day on its Saturday beside its substitute"
assert before == 0, "importing the package alone loaded countries"
assert after > 100, "it no longer loads every country"
PY
"$work/venv/bin/python" - <<'PY'
import sys
from importlib import import_module

import_module("holidays.countries.united_kingdom")
loaded = sum(name.startswith("holidays.countries.") for name in sys.modules)
print(f"by the path of the module alone: {loaded}")
assert loaded > 100, "it now loads the one country only"
PY
