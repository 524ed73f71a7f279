#!/usr/bin/env bash
# python-calamine 0.9.1: a cell that shows an error (#N/A, #REF!) is read as an empty text, and so is a formula without a saved result.
#
# One would guess an error value, an exception, or at least another value than that of a cell nobody filled in: the Rust library beneath
# keeps errors apart (Data::Error). Its Python wrapper gives "" for both, so a look-up that failed in a column of dates looks like a
# date that nobody entered. And iter_rows() begins at row 1 but at the
# first column that has a value, while to_python() begins at the first row and column that have one.
set -euo pipefail
version="${1:-0.9.1}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check "python-calamine==$version" "openpyxl==3.1.5" 2>/dev/null
"$work/venv/bin/python" - "$work/book.xlsx" <<'PY'
import sys
from importlib.metadata import version

import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
sheet = book.active
sheet["B2"], sheet["C2"], sheet["D2"], sheet["E2"] = "day", "#N/A", "=1+1", "end"
book.save(sys.argv[1])
again = openpyxl.load_workbook(sys.argv[1]).active
print(f"openpyxl {openpyxl.__version__}: C2 is of type {again['C2'].data_type!r}, {again['C2'].value!r}; D2 is {again['D2'].value!r}")
assert (again["C2"].data_type, again["D2"].data_type) == ("e", "f")
read = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0)
to_python, iter_rows = read.to_python(), [*read.iter_rows()]
print(f"python-calamine {version('python-calamine')}: to_python() {to_python}, iter_rows() {iter_rows}")
assert to_python == [["day", "", "", "end"]], "an error or a formula without a result is no longer an empty text"
assert iter_rows == [["", "", "", ""], ["day", "", "", "end"]], "iter_rows() no longer begins at row 1 and the first column used"
PY
