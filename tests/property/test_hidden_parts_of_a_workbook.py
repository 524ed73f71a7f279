"""Whatever is hidden in a workbook: each sheet that holds the table asked for is read or named, and what is hidden and read is named.

Authority: issue 16 point 7 (nothing lost in silence). Each sheet has a review on a day of its own, so that it is seen which was read.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from typer.testing import CliRunner

from lacreview_rules.cli import app

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = date(2025, 5, 10)
_EPISODES: Sequence[Sequence[Any]] = (
    ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    ("C1", date(2025, 5, 1), "S", "C2", "U6", None, None),
)
_OTHERS = (("Looked after children",), ()), (("Code", "Meaning"), ("U6", "Foster placement")), ((), ())


def _events(held: date) -> Sequence[Sequence[Any]]:
    return ("Child ID", "What happened", "When"), ("C1", "Became looked after", date(2025, 5, 1)), ("C1", "Review held", held)


def _list_8(held: date) -> Sequence[Sequence[Any]]:
    return ("Child Unique ID", "Date Started to be Looked After", "Date of Latest Statutory Review"), ("C1", date(2025, 5, 1), held)


def _reviews(held: date) -> Sequence[Sequence[Any]]:
    return ("CHILD", "DOB", "REVIEW"), ("C1", date(2014, 5, 2), held)


_TABLES = {"events": _events, "annex-a": _list_8, "ssda903": _reviews}
_SHEETS = st.lists(
    st.tuples(st.sampled_from(("table", "table", "other")), st.sampled_from(("visible", "hidden", "veryHidden")), st.booleans()),
    min_size=1,
    max_size=5,
)


@effort(2)
@given(source=st.sampled_from(sorted(_TABLES)), sheets=_SHEETS)
def test_each_table_of_a_workbook_is_read_or_named(source: str, sheets: list[tuple[str, str, bool]]) -> None:
    book = openpyxl.Workbook()
    seen = book.active
    assert seen is not None
    seen.title = "In sight"  # a workbook shows one sheet at least
    if source == "ssda903":
        seen.title = "Episodes"
        for row in _EPISODES:
            seen.append([*row])
    for number, (kind, state, rows_hidden) in enumerate(sheets):
        sheet = book.create_sheet(f"Tab {number}")
        sheet.sheet_state = state
        for row in _TABLES[source](_FIRST + timedelta(number)) if kind == "table" else _OTHERS[number % len(_OTHERS)]:
            sheet.append([*row])
        sheet.row_dimensions[2].hidden = rows_hidden
    with TemporaryDirectory() as folder:
        path, out = Path(folder, "book.xlsx"), Path(folder, "out.jsonl")
        book.save(path)
        done = CliRunner().invoke(app, ["convert", str(path), "--input", source, "-o", str(out)])
        lines = out.read_text(encoding="utf-8").splitlines() if out.exists() else []
    said = done.stderr
    if not lines:  # refused as a whole: then nothing is lost, for nothing is answered
        assert done.exit_code == 2
        assert "book.xlsx" in said
        return
    read = {event["on"] for line in lines for event in json.loads(line)["events"]}
    for number, (kind, state, rows_hidden) in enumerate(sheets):
        if kind == "table":
            is_read, is_named = (_FIRST + timedelta(number)).isoformat() in read, f"Tab {number}" in said
            assert is_read or is_named, said
            if is_read and (state != "visible" or rows_hidden):
                assert is_named, said
