#!/usr/bin/env bash
# frictionless 5.21.0: the children 12345E2 and 123450E1 are one child, and 0012345 is 12345.
#
# One would guess that a column of identifiers stays text: nothing in it is calculated with. Without a schema the types are inferred from
# the cells, and digits, an E and digits are a number in powers of ten. Two children of a return become equal values. With a
# schema that says string they stay apart. No error and no warning: for the checker of tables the file is valid.
# Whom it concerns: whoever joins the tables of a return by CHILD gives one child the reviews of another.
set -euo pipefail
version="${1:-5.21.0}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "frictionless==$version" 2>/dev/null
cd "$work"
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version
from pathlib import Path

from frictionless import Resource, Schema, validate

Path("powers.csv").write_text("CHILD,REVIEW\n12345E2,2026-01-14\n123450E1,2026-04-14\n")
Path("zeros.csv").write_text("CHILD,REVIEW\n0012345,2026-01-14\n12345,2026-04-14\n")
TEXT = Schema.from_descriptor({"fields": [{"name": "CHILD", "type": "string"}, {"name": "REVIEW", "type": "date"}]})


def children(path, **given):
    return [row["CHILD"] for row in Resource(path, **given).read_rows()]


print(f"frictionless {version('frictionless')}")
for path in ("powers.csv", "zeros.csv"):
    one, other = children(path)
    print(f"  {path}: {one} and {other}; equal: {one == other}; valid: {validate(path).valid}; as text: {children(path, schema=TEXT)}")
    assert one == other and validate(path).valid, "the children stay apart now"
    assert len(set(children(path, schema=TEXT))) == 2
PY
# Seen on 30 November 2026:
# frictionless 5.21.0
#   powers.csv: 1.2345E+6 and 1.23450E+6; equal: True; valid: True; as text: ['12345E2', '123450E1']
#   zeros.csv: 12345 and 12345; equal: True; valid: True; as text: ['0012345', '12345']
