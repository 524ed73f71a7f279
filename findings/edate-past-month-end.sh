#!/usr/bin/env bash
# pycel 1.0b30 and fast-formula-parser 1.0.19: EDATE of 31 January by one month is 3 March.
#
# EDATE is the spreadsheet's own "so many months later": Excel and LibreOffice stop at the end of the month, 28 February, and so do the
# packages formulas and HyperFormula. These two, which run the formulas of a workbook outside of it, put the day that the month does not
# have into the next one. EOMONTH of the same packages is right. Neither README tells of a difference from Excel here.
# Whom it concerns: review dates of the teams are often a column of =EDATE(B2,6), and these packages move such a workbook to a server.
# From 29, 30 and 31 August the second review is then due on 1, 2 and 3 March instead of 28 February: late, and only for some children.
set -euo pipefail
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --disable-pip-version-check pycel==1.0b30 formulas==1.3.4 openpyxl==3.1.5 2>/dev/null
npm install --prefix "$work" --silent --no-fund --no-audit fast-formula-parser@1.0.19 hyperformula@3.5.0 >/dev/null 2>&1
"$work/venv/bin/python" -W ignore - "$work/book.xlsx" <<'PY'
import sys
from datetime import date, timedelta

import formulas
import openpyxl
from pycel import ExcelCompiler

CELLS = ["=EDATE(DATE(2026,1,31),1)", "=EDATE(DATE(2026,8,31),6)", "=EDATE(DATE(2026,8,28),6)", "=EOMONTH(DATE(2026,1,31),1)"]
RIGHT = ["2026-02-28", "2027-02-28", "2027-02-28", "2026-02-28"]


def day(serial):
    return str(date(1899, 12, 30) + timedelta(int(serial)))


book = openpyxl.Workbook()
for row, formula in enumerate(CELLS, 1):
    book.active.cell(row, 1, formula)
book.save(sys.argv[1])
compiled = ExcelCompiler(filename=sys.argv[1])
by_pycel = [day(compiled.evaluate(f"Sheet!A{row}")) for row in range(1, 5)]
by_formulas = [day(formulas.Parser().ast(formula)[1].compile()()) for formula in CELLS]
print("  ".join(CELLS))
print("formulas 1.3.4", by_formulas)
print("pycel 1.0b30", by_pycel)
assert by_formulas == RIGHT
assert by_pycel == ["2026-03-03", "2027-03-03", "2027-02-28", "2026-02-28"], "pycel now stops at the end of the month, or goes elsewhere"
PY
cat >"$work/run.js" <<'JS'
const assert = require("node:assert");
const FormulaParser = require("fast-formula-parser");
const { HyperFormula } = require("hyperformula");

const cells = ["EDATE(DATE(2026,1,31),1)", "EDATE(DATE(2026,8,31),6)", "EDATE(DATE(2026,8,28),6)", "EOMONTH(DATE(2026,1,31),1)"];
const day = (serial) => new Date((serial - 25569) * 86400000).toISOString().slice(0, 10);
const parser = new FormulaParser();
const byParser = cells.map((cell) => parser.parse(cell, { sheet: "a", row: 1, col: 1 })).map((v) => day(v instanceof Date ? v / 86400000 + 25569 : v));
const sheet = HyperFormula.buildFromArray([cells.map((cell) => `=${cell}`)], { licenseKey: "gpl-v3" });
const byHyper = sheet.getSheetValues(0)[0].map(day);
console.log("hyperformula 3.5.0", byHyper);
console.log("fast-formula-parser 1.0.19", byParser);
assert.deepEqual(byHyper, ["2026-02-28", "2027-02-28", "2027-02-28", "2026-02-28"]);
assert.deepEqual(byParser, ["2026-03-03", "2027-03-03", "2027-02-28", "2026-02-28"], "fast-formula-parser now stops at the end of the month");
JS
TZ=UTC node "$work/run.js"
