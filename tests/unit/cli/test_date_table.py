"""`lacreview date-table`: in every form, what it says of its columns, and what it refuses.

Issue 18, point 11. Reg 33 CPPCR 2010: from Fri 19 December 2025, 20 working days are Wed 21 January 2026.
"""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code

if TYPE_CHECKING:
    from pathlib import Path

ASKED = ("-p", "england", "--from", "2025-12-19", "--to", "2025-12-20")
FIRST = ["2025-12-19", "2026-01-21", "2026-03-19", "2026-06-19"]


def run(*words: object) -> Any:
    return CliRunner().invoke(app, ["date-table", *(str(word) for word in words)], prog_name="lacreview")


def test_what_the_columns_mean() -> None:
    """Before any date is written: on which day to join, by which rule, and what is not known."""
    shown = run(*ASKED)
    assert shown.exit_code == Code.FINE
    text = " ".join(shown.stdout.split())
    assert "first_review: Looked after review join on the day of the event became-looked-after 20 working days after" in text
    assert "not known: unless the legal status is short break" in text
    assert "visit: it counts from several days" in text
    record = json.loads(run(*ASKED, "-f", "json").stdout)
    assert (record["profile"], record["first"], record["last"]) == ("england", "2025-12-19", "2025-12-20")
    assert [(one["name"], one["rules"]) for one in record["columns"][:2]] == [
        ("first_review", ["england/R1"]),
        ("second_review", ["england/R2"]),
    ]


def test_csv() -> None:
    found = run(*ASKED, "--task", "review", "-f", "csv")
    rows = list(csv.reader(io.StringIO(found.stdout)))
    assert rows[0] == ["day", "first_review", "second_review", "later_review"]
    assert (rows[1], len(rows)) == (FIRST, 3)
    assert "2 days, 3 dates each" in found.stderr


def test_sql_into_a_file(tmp_path: Path) -> None:
    out = tmp_path / "dates.sql"
    found = run(*ASKED, "--task", "review", "-f", "sql", "--table", "dbo.dates", "-o", out)
    assert (found.exit_code, found.stdout) == (Code.FINE, "")
    text = out.read_text(encoding="utf-8")
    assert "CREATE TABLE dbo.dates (" in text
    assert f"({', '.join(repr(day) for day in FIRST)})" in text
    assert "england/R1" in text


def test_parquet(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "dates.parquet"
    assert run(*ASKED, "--task", "review", "-f", "parquet", "-o", out).exit_code == Code.FINE
    table = pq.read_table(out)
    assert [str(day) for day in table.to_pylist()[0].values()] == FIRST
    assert table.schema.metadata[b"profile"] == b"england"
    assert b"short break" in table.schema.field("first_review").metadata[b"unknown_to_a_join"]


def test_a_range_beyond_the_bank_holidays_that_are_confirmed_says_so() -> None:
    found = run("-p", "england", "--from", "2035-01-01", "--to", "2035-01-02", "-f", "csv")
    assert "bank holidays are confirmed only until" in found.stderr


def test_a_bank_holiday_of_ones_own_counts(tmp_path: Path) -> None:
    """One more day off between: the 20th working day is a day later."""
    layer = tmp_path / "closure.toml"
    layer.write_text(
        'schema_version = 1\nid = "ours"\nsource = "The Gazette"\nretrieved = 2025-12-01\n'
        '[[added]]\non = 2026-01-05\nname = "Proclaimed"\n',
        encoding="utf-8",
    )
    found = run(*ASKED, "--task", "review", "-f", "csv", "--calendar", layer)
    assert found.exit_code == Code.FINE, found.stderr
    assert next(csv.DictReader(io.StringIO(found.stdout)))["first_review"] == "2026-01-22"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-p", "england", "--from", "2026-01-02", "--to", "2026-01-01"), "--to: 2026-01-01 lies before --from, 2026-01-02"),
        ((*ASKED, "--task", "reviews"), '--task: england has no task "reviews"; did you mean "review"?'),
        ((*ASKED, "-f", "sql", "--table", "a b"), "--table: its name must be of letters"),
        ((*ASKED, "-f", "parquet"), "--format parquet needs a file"),
        ((*ASKED, "--from", "19.12.2025"), "is not a date; write 2025-12-19"),
        (("-p", "englnd", "--from", "2026-01-02", "--to", "2026-01-03"), 'did you mean "england"?'),
    ],
)
def test_what_is_refused(words: tuple[str, ...], told: str) -> None:
    found = run(*words)
    assert found.exit_code == Code.BAD_INPUT
    assert told in " ".join(found.stderr.replace("│", " ").split())
    assert found.stdout == ""


def test_outside_the_calendar(tmp_path: Path) -> None:
    out = tmp_path / "dates.csv"
    found = run("-p", "england", "--from", date(2060, 7, 1), "--to", date(2060, 12, 1), "-f", "csv", "-o", out)
    assert found.exit_code == Code.OUTSIDE_CALENDAR
    assert not out.exists()
