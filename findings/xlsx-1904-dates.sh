#!/usr/bin/env bash
# xlsx 0.18.5 (SheetJS, the newest on npm): cellDates makes dates four years and a day early of a workbook that counts from 1904.
#
# A workbook says which of its two date systems it uses, and SheetJS reads the word: the text of the cell (w) is right, and so is the
# text that sheet_to_csv writes. The Date beside it (v) is reckoned from 1900 all the same, and sheet_to_json hands out that one.
# The two stand in the same cell object and differ by 1,462 days. exceljs reads the same file rightly.
# Whom it concerns: workbooks begun on an old Mac still count from 1904, and copies of them do. A child of fifteen becomes nineteen
# and no longer looked after: a birthday four years out still looks like a birthday.
set -euo pipefail
version="${1:-0.18.5}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-fund --no-audit "xlsx@$version" exceljs@4.4.0 >/dev/null 2>&1
cat >"$work/run.js" <<'JS'
const assert = require("node:assert");
const ExcelJS = require("exceljs");
const XLSX = require("xlsx");

(async () => {
  const book = new ExcelJS.Workbook();
  book.properties.date1904 = true;
  const cell = book.addWorksheet("children").getCell("A1");
  cell.value = new Date("2010-02-14T00:00:00Z");
  cell.numFmt = "yyyy-mm-dd";
  const file = `${process.argv[2]}/book.xlsx`;
  await book.xlsx.writeFile(file);

  const again = new ExcelJS.Workbook();
  await again.xlsx.readFile(file);
  const other = again.worksheets[0].getCell("A1").value.toISOString().slice(0, 10);
  const read = XLSX.readFile(file, { cellDates: true });
  const { v, w } = read.Sheets.children.A1;
  const seen = { date1904: read.Workbook.WBProps.date1904, text: w, date: v.toISOString().slice(0, 10) };
  console.log(`exceljs reads ${other}; xlsx ${XLSX.version} reads`, seen);
  assert.equal(other, "2010-02-14");
  assert.deepEqual(seen, { date1904: true, text: "2010-02-14", date: "2006-02-13" }, "the Date now agrees with the text");
})();
JS
TZ=UTC node "$work/run.js" "$work"
