"""One strict date for every file (`lacreview_rules.files.dates`): what is wrong with another, and how it is mended.

The forms of ISO 8601 that are refused are those that `date.fromisoformat` would read beside the one that files write.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lacreview_rules.files.dates import known_day, strict_day
from lacreview_rules.wording import written_day


@pytest.mark.parametrize("value", ["2026-07-06", date(2026, 7, 6)])
def test_a_day(value: object) -> None:
    assert strict_day(value, "2026-07-06") == date(2026, 7, 6)


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("20260706", "it is not a date"),
        ("2026-W28-1", "it is not a date"),
        ("2026-7-6", "it is not a date"),
        (" 2026-07-06", "it is not a date"),
        ("2026-07-06\n", "it is not a date"),
        ("\u0662\u0660\u0662\u0666-\u0660\u0667-\u0660\u0666", "it is not a date"),
        (20260706, "it is not a date"),
        (None, "it is not a date"),
        (True, "it is not a date"),
        ("2026-02-29", "there is no such date"),
        ("2026-07-06T00:00", "it holds a time of day"),
        ("2026-07-06 10:00", "it holds a time of day"),
        (datetime(2026, 7, 6, tzinfo=UTC), "it holds a time of day"),
        ("1899-12-31", "the date is not between the years 1900 and 2200"),
        (date(2201, 1, 1), "the date is not between the years 1900 and 2200"),
    ],
)
def test_what_is_no_day(value: object, what: str) -> None:
    with pytest.raises(ValueError, match=what) as refused:
        strict_day(value, '"2026-07-06"', "; the time goes elsewhere")
    told, remedy = refused.value.args
    assert told == what
    assert remedy
    assert str(value) not in remedy


def test_where_a_time_goes_is_said_only_of_a_time() -> None:
    with pytest.raises(ValueError, match="it holds a time of day") as refused:
        strict_day("2026-07-06 10:00", '"2026-07-06"', "; the time goes elsewhere")
    assert refused.value.args[1] == 'write the day alone, as in "2026-07-06"; the time goes elsewhere'


def test_days_on_either_side_of_the_years() -> None:
    """1900 was no leap year, 2000 was one."""
    assert [known_day(1899, 12, 31), known_day(2201, 1, 1), known_day(1900, 2, 29)] == [None] * 3
    assert [known_day(1900, 1, 1), known_day(2200, 12, 31), known_day(2000, 2, 29)] == [
        date(1900, 1, 1),
        date(2200, 12, 31),
        date(2000, 2, 29),
    ]


def test_text_that_is_written_otherwise_is_not_guessed_at() -> None:
    assert written_day("06/07/2026") is None
    with pytest.raises(ValueError, match="day is out of range"):
        written_day("2026-06-31")
