"""No CSV that is written holds a formula, wherever its text comes from and however a spreadsheet is set up.

Authority: OWASP, "CSV Injection": the signs that begin a formula, of full width too; tab and the ends of lines; and
that a spreadsheet of another country takes a semicolon or a tab for the end of a cell. Documented in
docs/reference/csv.md.
"""

from __future__ import annotations

import csv
import io
import json
import re
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.robustness.four_times import takes_four_times
from typer.testing import CliRunner

import lacreview_rules
from lacreview_rules.cli import app
from lacreview_rules.files.tables import safe_cell, write_table

SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
UNSEEN = (
    "",
    " ",
    "\u00a0",
    "\u3000",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\x00",
    "\x0b",
    "\x1b",
    "\x7f",
    "\x85",
    "\u200b",
    "\u200e",
    "\u2028",
    "\u2060",
    "\ufeff",
    " \ufeff ",
)
HOSTILE = tuple(f"{before}{sign}HYPERLINK(1)" for sign in SIGNS for before in UNSEEN)
WITHIN = tuple(
    f"A{between}{sign}cmd|' /C calc'!A0" for sign in SIGNS for between in (";", "; ", "\t", "\n", "\r\n", ";\ufeff", '";', '"\n')
)


def begins_a_formula(cell: str) -> bool:
    """Whether the first character that is seen is a sign; or the cell begins with a tab or the end of a line."""
    seen = cell.lstrip("".join(UNSEEN) + "\x01\x08\x1f\u00ad\u061c\u200c\u200d\u200f\u2029\u202a\u202e\u2063\u206f")
    return cell[:1] in {"\t", "\r", "\n"} or seen[:1] in SIGNS


def formulas_in(written: str) -> list[str]:
    """The cells that would be formulas: read as it is meant to be, and cut at every semicolon, tab and end of a line."""
    meant = [cell for row in csv.reader(io.StringIO(written, newline="")) for cell in row]
    elsewhere = re.split(r"[;\t\r\n]+", written)
    return [cell for cell in meant if begins_a_formula(cell)] + [cell for cell in elsewhere if begins_a_formula(cell)]


def test_a_cell_is_no_formula() -> None:
    for text in (*HOSTILE, *WITHIN):
        cell = safe_cell(text)
        assert not begins_a_formula(cell), text
        assert not any(begins_a_formula(part) for part in re.split(r"[;\t\r\n]+", cell) if part), text
        assert cell.replace("'", "") == text.replace("'", "")  # nothing is lost


@given(st.text(alphabet=st.sampled_from("=+-@\uff1d;\t\r\n \"',A1\u200b\ufeff\x00")) | st.text())
def test_whatever_the_text(text: str) -> None:
    assert not begins_a_formula(safe_cell(text))
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow([safe_cell("id"), safe_cell(text), safe_cell("last")])
    assert formulas_in(out.getvalue()) == []


@pytest.mark.parametrize(
    "text", ["A123", "1-2", "a=b", "", "Zoë", "4 weeks", "2026-01-14", "one; two", "a; 'b'", "mother-in-law", "a@b.uk", "x; y=1"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


def test_a_number_is_a_number() -> None:
    assert [safe_cell(value) for value in (-1, 0, 12, True, None)] == ["-1", "0", "12", "true", ""]


# ---- from end to end


def run(*arguments: object) -> str:
    result: Any = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")
    assert result.exit_code == 0, result.stderr
    return str(result.stdout)


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + "".join(char if char.isalnum() or char in " =+-@;|'()!/" else f"\\u{ord(char):04x}" for char in text) + '"'


PLANTED = (*HOSTILE[::7], *WITHIN[::5])


@pytest.fixture(params=[pytest.param(text, marks=pytest.mark.slow if n % 5 else (), id=repr(text)) for n, text in enumerate(PLANTED)])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path, Path]:
    """A history, a profile and a calendar file, each with the text wherever text may stand."""
    text: str = request.param
    hostile = quoted(text)
    history = tmp_path / "history.json"
    events = [
        {"event": "became-looked-after", "on": "2025-12-19", "note": text, "ref": f"x{text}"},
        {"event": "review-held", "on": "2026-01-14"},
    ]
    history.write_text(
        json.dumps({"child": text if text.strip() else "A1", "date_of_birth": "2014-05-02", "events": events}), encoding="utf-8"
    )
    profile = tmp_path / "ours.toml"
    profile.write_text(
        f'schema_version = 1\nid = "ours"\nname = {hostile}\nextends = "england"\nversion = {hostile}\nroles = [{hostile}]\n'
        f'[[tasks]]\nid = {hostile}\ntitle = {hostile}\nrole = {hostile}\nper = "review"\n'
        f'[[timescales]]\nid = {hostile}\ntask = {hostile}\nlimit = "20 working days"\nafter = "review"\n'
        f"cite = {hostile}\nnote = {hostile}\nambiguous = {hostile}\n"
        f'[[timescales]]\nid = {quoted(text + " 2")}\ntask = "review"\nlimit = "20 working days"\nafter = "became-looked-after"\n',
        encoding="utf-8",
    )
    calendar = tmp_path / "days.toml"
    calendar.write_text(
        f'schema_version = 1\nid = "days"\nsource = {hostile}\nretrieved = 2026-01-01\n[[added]]\non = 2026-02-03\nname = {hostile}\n',
        encoding="utf-8",
    )
    return history, profile, calendar


def test_no_csv_of_any_command_holds_a_formula(files: tuple[Path, Path, Path], tmp_path: Path) -> None:
    history, profile, calendar = files
    out = tmp_path / "out.csv"
    run("schedule", history, "-p", profile, "--calendar", calendar, "-f", "csv", "-o", out)
    written = out.read_bytes().decode("utf-8-sig")
    assert len(written.splitlines()) > 5
    assert formulas_in(written) == []
    assert formulas_in(run("schedule", history, "-p", profile, "-f", "csv")) == []
    affected = run("affected-by", history, "-p", profile, "--add", "2026-01-05", "-f", "csv")
    assert len(affected.splitlines()) > 1
    assert formulas_in(affected) == []
    shown = run("calendar", "show", "--year", "2026", "--layer", calendar, "-f", "csv")
    assert "2026-02-03" in shown
    assert formulas_in(shown) == []


def test_csv_is_written_in_one_place() -> None:
    """No module but that of `safe_cell` has a writer of CSV, so that no cell is written without it."""
    package = Path(lacreview_rules.__file__).parent
    sources = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert [path for path, text in sources.items() if re.search(r"csv\.(writer|DictWriter)\(", text)] == ["files/tables.py"]


def test_a_row_that_lacks_a_column_is_refused() -> None:
    """A column without its value would be read as "none": a fault, not an empty cell."""
    with pytest.raises(KeyError, match="due"):
        write_table(io.StringIO(), ("child", "due"), [{"child": "A1"}])


# ---- long texts (record B8) -----------------------------------------------------------------------------------


@given(st.text(alphabet=";\t\r\n =+A\ufeff", max_size=30))
def test_an_apostrophe_stands_before_each_sign_that_begins_a_cell(text: str) -> None:
    """Worked sign by sign: the nearest character before it that is seen, or ends a cell, is one that ends a cell."""
    made = []
    for place, char in enumerate(text):
        before = text[:place].rstrip(" \ufeff")
        if char in SIGNS and before.endswith((";", "\t", "\r", "\n")):
            made.append("'")
        made.append(char)
    assert safe_cell(text).removeprefix("'") == "".join(made).removeprefix("'")


@pytest.mark.parametrize("part", ["\n", "\t", ";", "\r\n", " ", ";\ufeff", "\n=", "A\n", ";-"])
def test_four_times_the_text_is_four_times_the_work(part: str) -> None:
    """Record B8: 16,000 line ends took nineteen times as long as 4,000. Work in proportion takes four times, a square sixteen."""
    short, long = (part * count for count in (2_500, 10_000))
    assert takes_four_times(partial(safe_cell, short), partial(safe_cell, long), floor=1e-4)
