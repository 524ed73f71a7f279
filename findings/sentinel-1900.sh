#!/usr/bin/env bash
# exceljs 4.4.0, read-excel-file 9.3.17 and xlsx2csv 0.8.6: a cell with 1 January 1900 is read as 31 December 1899.
#
# The 1900 system of workbooks has a 29 February 1900 that never was, so days before 1 March 1900 need one day added. openpyxl and
# python-calamine add it, and Excel shows 1 January; these three do not, and all days of January and February 1900 come out a day
# early. None of their README files says from which day on they are right.
# Whom it concerns: 01/01/1900 is what many case systems write where there is no date. A reader that knows it as "no date" no longer
# knows it: the child's care ended, or a review was held, on 31 December 1899.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check openpyxl==3.1.5 python-calamine==0.9.1 xlsx2csv==0.8.6 2>/dev/null
npm install --prefix "$work" --silent --no-fund --no-audit exceljs@4.4.0 read-excel-file@9.3.17 >/dev/null 2>&1
"$work/venv/bin/python" - "$work/book.xlsx" <<'PY'
import sys
from datetime import date

import openpyxl
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
for day in (date(1900, 1, 1), date(1900, 3, 1)):
    book.active.append([day])
book.save(sys.argv[1])
by_openpyxl = [f"{cell.value:%Y-%m-%d}" for cell in openpyxl.load_workbook(sys.argv[1]).active["A"]]
by_calamine = [f"{row[0]:%Y-%m-%d}" for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()]
print(f"openpyxl {by_openpyxl}, python-calamine {by_calamine}")
assert by_openpyxl == by_calamine == ["1900-01-01", "1900-03-01"]
PY
by_xlsx2csv="$("$work/venv/bin/xlsx2csv" "$work/book.xlsx" | tr '\n' ' ')"
echo "xlsx2csv $by_xlsx2csv"
test "$by_xlsx2csv" = "1899-12-31 1900-03-01 "
cat >"$work/run.mjs" <<'JS'
import assert from "node:assert";
import ExcelJS from "exceljs";
import readSheets from "read-excel-file/node";

const day = (date) => date.toISOString().slice(0, 10);
const book = new ExcelJS.Workbook();
await book.xlsx.readFile(process.argv[2]);
const byExceljs = [1, 2].map((row) => day(book.worksheets[0].getCell(row, 1).value));
const [{ data }] = await readSheets(process.argv[2]);
const byReadExcelFile = data.map((row) => day(row[0]));
console.log("exceljs", byExceljs, "read-excel-file", byReadExcelFile);
assert.deepEqual(byExceljs, ["1899-12-31", "1900-03-01"]);
assert.deepEqual(byReadExcelFile, ["1899-12-31", "1900-03-01"]);
JS
TZ=UTC node "$work/run.mjs" "$work/book.xlsx"
