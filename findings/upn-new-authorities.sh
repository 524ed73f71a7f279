#!/usr/bin/env bash
# python-stdnum 2.2: a Unique Pupil Number issued in an authority created since 2019 is refused.
#
# One would guess that stdnum.gb.upn checks the form and the check letter. It also looks the three digits of the authority up in a list
# inside the package, and that list ends before Dorset (838), Bournemouth, Christchurch and Poole (839), the two authorities of
# Northamptonshire (940, 941), Cumberland (942) and Westmorland and Furness (943). Their numbers, with the check letter that the package
# itself calculates, raise InvalidComponent; is_valid says False. The authorities that they replaced still pass (835, 909).
# Whom it concerns: the SSDA903 return carries the UPN of each child, and a check of it would refuse every child of six authorities.
set -euo pipefail
version="${1:-2.2}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "python-stdnum==$version" 2>/dev/null
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

from stdnum.exceptions import ValidationError
from stdnum.gb import upn

REFUSED = {"838": "Dorset", "839": "Bournemouth, Christchurch and Poole", "940": "North Northamptonshire", "941": "West Northamptonshire",
           "942": "Cumberland", "943": "Westmorland and Furness"}
KNOWN = {"835": "Dorset until 2019", "909": "Cumbria until 2023", "840": "Durham"}


def answer(authority):
    digits = f"{authority}000000000"  # of nobody: school 0000, year 00, number 000
    try:
        upn.validate(upn.calc_check_digit(digits) + digits)
    except ValidationError as error:
        return type(error).__name__
    return "valid"


print(f"python-stdnum {version('python-stdnum')}")
for authority, name in (KNOWN | REFUSED).items():
    said = answer(authority)
    print(f"  {authority} {name}: {said}")
    assert said == ("valid" if authority in KNOWN else "InvalidComponent"), "the list of authorities has changed"
PY
# Seen on 30 November 2026:
# python-stdnum 2.2
#   835 Dorset until 2019: valid
#   909 Cumbria until 2023: valid
#   840 Durham: valid
#   838 Dorset: InvalidComponent
#   839 Bournemouth, Christchurch and Poole: InvalidComponent
#   940 North Northamptonshire: InvalidComponent
#   941 West Northamptonshire: InvalidComponent
#   942 Cumberland: InvalidComponent
#   943 Westmorland and Furness: InvalidComponent
