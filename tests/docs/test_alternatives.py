"""The page that compares this library with others says no number that was not measured, or cannot be counted again."""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.docs.pages import DOCS

from lacreview_rules.counting.periods import add_months

PAGE = " ".join((DOCS / "explanation" / "alternatives.md").read_text(encoding="utf-8").split())
MEASURED = (DOCS / "explanation" / "benchmarks.md").read_text(encoding="utf-8")


def test_its_counts_of_starts_are_those_of_the_benchmarks() -> None:
    counts = set(re.findall(r"\d{1,3},\d{3}", PAGE))
    assert counts >= {"6,209", "1,003"}
    assert [count for count in counts if count not in MEASURED] == []
    assert "and 33 of the 6,209 dates are a working day out" in PAGE
    assert "6,176; **wrong on 33**" in MEASURED


def test_how_often_days_are_later_or_earlier_than_months() -> None:
    """Every day from 2000 to 2040, counted here by itself."""
    days = [date(2000, 1, 1) + timedelta(n) for n in range((date(2041, 1, 1) - date(2000, 1, 1)).days)]

    def share(length: int, months: int, way: int) -> str:
        wrong = sum((length - (add_months(day, months) - day).days) * way > 0 for day in days)
        return f"{round(100 * wrong / len(days))}%"

    assert f"91 days are later than three months from {share(91, 3, 1)} of them, and earlier from {share(91, 3, -1)}" in PAGE
    assert f"183 days are later than six months from {share(183, 6, 1)}" in PAGE


def test_every_package_named_has_a_section_and_a_row() -> None:
    for name in ("a spreadsheet", "SQL with +91 / +183", "`holidays`", "`workalendar`", "`lexdays`", "OpenFisca", "lacreview_rules"):
        assert f"| {name} |" in PAGE
    for name in ("A spreadsheet", "The case system's SQL", "`holidays`", "`workalendar`", "`lexdays`", "OpenFisca", "lacreview_rules"):
        section = PAGE.partition(f"## {name} ")[2].partition(" ## ")[0]
        assert all(part in section for part in ("**Good at:**", "**What goes wrong:**", "**Choose it**"))
