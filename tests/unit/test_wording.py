"""Words that everything people read has in common: said once, and used for every kind of output.

Authority: GOV.UK style for dates ("21 January 2026", here with the day of the week, shortened) and for numbers (a comma
between thousands); the documented keys `basis` and `verified` of docs/reference/schedule-format.md.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import lacreview_rules
from lacreview_rules.profiles.models import Verified
from lacreview_rules.rules.occurrences import Basis
from lacreview_rules.wording import (
    BASES,
    GRADES,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    certainty,
    count_text,
    day_text,
    part_of_year,
    period_text,
    printable,
)

ZERO_WIDTH, OVERRIDE, NO_BREAK = "\u200b", "\u202e", "\u00a0"


def test_a_day_in_words() -> None:
    assert [day_text(day) for day in (date(2026, 9, 6), "2024-02-29", None)] == ["Sun 6 Sep 2026", "Thu 29 Feb 2024", "no date"]


def test_months_and_quarters_in_words() -> None:
    """The quarter of a financial year has another number, so a quarter is named by its months."""
    told = [period_text(period) for period in ("2026-01", "2026-12", "2026-Q1", "2026-Q4", "")]
    assert told == ["Jan 2026", "Dec 2026", "Jan-Mar 2026", "Oct-Dec 2026", "In all"]
    assert [part_of_year(part) for part in ("09", "Q3")] == ["Sep", "Jul-Sep"]


def test_one_is_one_and_the_rest_are_many() -> None:
    told = [count_text(number, "day") for number in (0, 1, 2, 1000)]
    assert told == ["0 days", "1 day", "2 days", "1,000 days"]
    assert [count_text(number, "child is", "children are") for number in (1, 2)] == ["1 child is", "2 children are"]


def test_every_grade_and_every_basis_has_its_words() -> None:
    assert set(GRADES) == set(get_args(Verified))
    assert set(BASES) == set(get_args(Basis))
    assert [certainty(basis, "; ") for basis in ("actual", "arranged", "projected")] == ["", "; arranged", "; provisional"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë, 7 “so”", "Zoë, 7 “so”"),
        (f"a{NO_BREAK}b", "a b"),
        ("a\r\nb\tc", "a??b?c"),
        ("\x1b[31mred\x07", "?[31mred?"),
        (f"{OVERRIDE}left{ZERO_WIDTH}", "?left?"),
        ("half \ud83d", "half ?"),
        ("", ""),
    ],
)
def test_text_steers_nothing(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_whatever_the_text_what_is_shown_can_be_seen(text: str) -> None:
    shown = printable(text, keep="\n")
    assert len(shown) == len(text)
    assert shown.replace("\n", "").isprintable()
    assert [char for char in shown if char == "\n"] == [char for char in text if char == "\n"]


def test_no_other_module_has_the_words() -> None:
    """Copies part: the feed of a calendar once said "not read" where the working said "not yet verified"."""
    package = Path(lacreview_rules.__file__).parent
    words = (*GRADES.values(), *(f'"{name}"' for name in (*SHORT_WEEKDAYS[:5], *SHORT_MONTHS)), "January", "isprintable() or")
    having = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for text in [path.read_text(encoding="utf-8")]
        if any(word in re.sub(r'"""[\s\S]*?"""', "", text) for word in words)
    }
    assert having == {"wording.py"}
