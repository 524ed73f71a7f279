"""Tables that people keep: rows and columns as a spreadsheet counts them, headings and days as people write them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules.errors import InputError
from lacreview_rules.files.headings import Names, named_columns, plain
from lacreview_rules.files.sheets import broken_off, headed, tables_in
from lacreview_rules.files.typed_days import DayReader, Unread, typed_day, why_unread
from lacreview_rules.files.workbooks import NoValue

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {"child": Names(("child", "childid")), "on": Names(("on", "date")), "status": Names(("legalstatus",), ("currentstatus",))}


def rows_of(path: Path) -> list[tuple[int, list[object]]]:
    with tables_in(path) as (table,):
        return [(number, [*cells]) for number, cells in table.rows()]


def written(tmp_path: Path, content: bytes | str) -> Path:
    path = tmp_path / "t.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("06/08/2025", date(2025, 8, 6)),
        ("6/8/2025", date(2025, 8, 6)),
        ("6.8.2025", date(2025, 8, 6)),
        ("6-8-2025", date(2025, 8, 6)),
        ("2025-08-06", date(2025, 8, 6)),
        ("2025-08-06T00:00:00", date(2025, 8, 6)),
        ("06/08/2025 00:00", date(2025, 8, 6)),
        ("06-Aug-2025", date(2025, 8, 6)),
        ("6th August 2025", date(2025, 8, 6)),
        ("6 Sept 2025", date(2025, 9, 6)),
        ("06/08/2025\N{NO-BREAK SPACE}", date(2025, 8, 6)),
        ("06 / 08 / 2025", date(2025, 8, 6)),
        ("\N{ZERO WIDTH SPACE}06/08/2025", date(2025, 8, 6)),
        ("'06/08/2025", date(2025, 8, 6)),
        ("2025/08/06", date(2025, 8, 6)),
        ("2025.8.6", date(2025, 8, 6)),
        ("20250806", date(2025, 8, 6)),
        ("20250806.0", date(2025, 8, 6)),
        ("Wed 6 Aug 2025", date(2025, 8, 6)),
        ("Wednesday, 6 August 2025", date(2025, 8, 6)),
        ("August 6, 2025", date(2025, 8, 6)),
        ("06.Aug.2025", date(2025, 8, 6)),
        ("06/08/2025 12:00:00 AM", date(2025, 8, 6)),
        ("2025-08-06T00:00:00Z", date(2025, 8, 6)),
        ("2025-08-06+01:00", date(2025, 8, 6)),
        ("2025-08-05T23:00:00Z", date(2025, 8, 6)),
        ("2025-12-05T23:00:00Z", None),
        ("06/08/2025 12:00:00 PM", None),
        ("06/08/2025 13:00 AM", None),
        ("2025-08-06 24:00", None),
        ("2025/08-06", None),
        ("20251301", None),
        ("6 6 2025", None),
        ("May 2025", None),
        ("1" * 100_000, None),
        ("2025-08-06 10:30:00", None),
        ("8/25/2025", None),
        ("6/8/25", None),
        ("31/02/2026", None),
        ("45875", None),
        ("6 Augusta 2025", None),
        ("06/08/1025", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    """British dates: the day comes first; formats-2026-11 G4: one digit and midnight say the same."""
    assert typed_day(text) == day


@given(
    day=st.dates(date(1900, 1, 1), date(2200, 12, 24)),
    off=st.integers(0, 6),
    weekday=st.sampled_from(["%A, ", "%a ", "%a. "]),
    form=st.sampled_from(["%d %B %Y", "%d/%m/%Y", "%Y-%m-%d", "%d-%b-%Y"]),
)
def test_a_weekday_is_that_of_the_day(day: date, off: int, weekday: str, form: str) -> None:
    """One of the two is a slip otherwise, and nobody can say which: the command `date` refused it, and the doors read the day."""
    text = f"{(day + timedelta(days=off)).strftime(weekday)}{day.strftime(form)}"
    assert typed_day(text) == (None if off else day)
    if off:
        assert why_unread(text) == Unread("its weekday is that of another day", "correct the day, or leave the weekday out")


def test_a_table_written_month_first_is_noticed() -> None:
    days = DayReader()
    for place, text in enumerate(("08/06/2025", "08/25/2025", "12/31/2025", "25/08/2025")):
        days.read(text, f"row {place}".strip)
    assert days.is_month_first
    assert days.month_first == "row 1"


def test_headings_loosely() -> None:
    found = named_columns(["Child ID", "DATE ", "Start of current status (Y/N))", "Team", ""], NAMES)
    assert found.at == {"child": 0, "on": 1, "status": 2}
    assert found.others == [3]
    assert plain("Episodes the Child has been \N{LEFT SINGLE QUOTATION MARK}Missing\N{RIGHT SINGLE QUOTATION MARK}") == plain(
        "episodes the child has been 'missing'"
    )


def test_a_heading_a_letter_away_is_taken_and_told() -> None:
    found = named_columns(["child", "date", "legal staus"], NAMES)
    assert found.at["status"] == 2
    assert found.misspelt == ["status"]


def test_two_headings_that_mean_the_same() -> None:
    assert named_columns(["child", "Child-ID"], NAMES).twice == [("child", 0, 1)]


def test_rows_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    """A cell with a line break is one row; an empty row counts and is not given."""
    assert rows_of(written(tmp_path, 'a,b\r\n"one\ntwo",1\r\n,\r\n\r\nlast,2\r\n')) == [
        (1, ["a", "b"]),
        (2, ["one\ntwo", "1"]),
        (5, ["last", "2"]),
    ]


def test_a_stray_quotation_mark_spoils_its_own_row(tmp_path: Path) -> None:
    found = rows_of(written(tmp_path, 'a,b\n1,2\n"3,4\n5,6\n7,8\n'))
    assert [number for number, _ in found] == [1, 2, 3, 4, 5]
    assert found[2][1] == [NoValue("the quotation marks in the row do not match")]
    assert found[4][1] == ["7", "8"]


def test_windows_1252_byte_order_mark_and_semicolons(tmp_path: Path) -> None:
    assert rows_of(written(tmp_path, b"\xef\xbb\xbfChild\x92s;b\n1;2\n"))[0] == (1, ["Child\N{RIGHT SINGLE QUOTATION MARK}s", "b"])


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "the file is empty"), ("a,b\n".encode("utf-16"), "is not text"), (b"PK\x03\x04", "is not text")]
)
def test_what_is_no_csv(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words):
        rows_of(written(tmp_path, content))


def test_a_line_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too long to be a row"):
        rows_of(written(tmp_path, b"a,b\n" + b"x" * (1 << 20)))


def test_the_headings_may_stand_below_a_title(tmp_path: Path) -> None:
    with tables_in(written(tmp_path, "Our team, 2026\n\nChild,Date\nA1,1/2/2026\n")) as (table,):
        found = headed(table, NAMES, ("child", "on"))
        assert found is not None
        assert (found.heading, [*found.rows]) == (3, [(4, ["A1", "1/2/2026"])])
        assert found.place(4, "on") == "row 4, column B (on)"


@pytest.mark.parametrize(
    ("end", "days", "told"),
    [("2026-04-1", ["2026-01-14"], ["row 3"]), ("2026-04-14,y", ["2026-01-14", "2026-04-14"], [])],
    ids=["cut off", "whole"],
)
def test_a_row_that_is_cut_off_within_a_cell_is_not_used(tmp_path: Path, end: str, days: list[str], told: list[str]) -> None:
    """Half a date is another date: 2026-04-1 of 2026-04-14. A last row that is whole is used without a line end too."""
    with tables_in(written(tmp_path, f"child,event,on,note\nA1,review-held,2026-01-14,x\nA1,review-held,{end}")) as (table,):
        assert [cells[2] for _, cells in table.rows()][1:] == days
        problems = broken_off([table])
    assert [problem.where for problem in problems] == told
    assert all("it was not used" in problem.what for problem in problems)
