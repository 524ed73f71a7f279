#!/usr/bin/env bash
# pandas 3.1.1: read_xml keeps only the last of several elements of the same name in a row, with either parser.
#
# One would guess a list in the cell, a refusal, or more columns, as read_csv makes of a heading that stands twice (review, review.1).
# The documentation says that read_xml suits shallow documents best; it does not say that the other values are dropped.
# Whom it concerns: in the SSDA903 return as XML, and in most children's records in XML, a child holds several reviews or legal
# statuses side by side. All but the last one are gone without a word, and a review that was held counts as missed.
set -euo pipefail
version="${1:-3.1.1}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "pandas==$version" "lxml==6.1.3" 2>/dev/null
"$work/venv/bin/python" -W error - <<'PY'
import io

import pandas as pd

RECORD = """<children>
<child><id>A</id><review>2025-05-20</review><review>2025-08-20</review><review>2026-02-10</review></child>
<child><id>B</id><review>2025-06-01</review></child>
</children>"""
for parser in ("lxml", "etree"):
    rows = pd.read_xml(io.StringIO(RECORD), xpath=".//child", parser=parser).values.tolist()
    print(f"pandas {pd.__version__}, {parser}: four reviews in the file, read {rows}")
    assert rows == [["A", "2026-02-10"], ["B", "2025-06-01"]], "it no longer keeps the last of several in silence"
PY
