"""The day walker and NumPy, first against answers that were published, then against the library, from 2000 to 2040."""

from __future__ import annotations

import ast
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
from tests.oracles import day_walker, numpy_counting
from tests.oracles.arithmetic_agreement import every
from tests.oracles.comparison import DATES, Comparison

from lacreview_rules import england_and_wales

D = date.fromisoformat
HERE = Path(__file__).parent
ORACLES = ["day_walker.py", "numpy_counting.py", "care.py", "review_cycle.py", "random_histories.py", "situations.py"]

WORKING_DAYS = [  # becomes looked after, then 5, 10 and 20 working days, each counted by hand on a calendar
    ("2025-01-06", "2025-01-13", "2025-01-20", "2025-02-03"),
    ("2024-12-02", "2024-12-09", "2024-12-16", "2025-01-02"),
    ("2025-04-07", "2025-04-14", "2025-04-23", "2025-05-08"),
    ("2022-05-16", "2022-05-23", "2022-05-30", "2022-06-15"),
    ("2022-09-05", "2022-09-12", "2022-09-20", "2022-10-04"),
    ("2023-04-24", "2023-05-02", "2023-05-10", "2023-05-24"),
    ("2015-12-07", "2015-12-14", "2015-12-21", "2016-01-07"),
    ("2021-12-06", "2021-12-13", "2021-12-20", "2022-01-06"),
    ("2024-03-17", "2024-03-22", "2024-04-02", "2024-04-16"),
]
MONTHS = [
    ("1978-09-30", 4, "1979-01-30"),  # Dodds v Walker
    ("1983-03-23", 2, "1983-05-23"),  # Riley v Eurostile
    ("2025-11-30", 3, "2026-02-28"),
    ("2023-11-30", 3, "2024-02-29"),
    ("2025-08-31", 6, "2026-02-28"),
    ("2024-02-29", 6, "2024-08-29"),
    ("2025-01-31", 3, "2025-04-30"),
]


def vector(*days: str) -> numpy_counting.Days:
    return np.array(days, dtype="datetime64[D]")


@pytest.mark.parametrize("oracle", ORACLES)
def test_an_oracle_shares_no_code_with_the_library(oracle: str) -> None:
    """Neither the package nor what it counts with."""
    tree = ast.parse((HERE / oracle).read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name.split(".")[0] for name in imported} & {"lacreview_rules", "holidays", "dateutil", "workalendar"}


def test_the_two_oracles_have_the_same_days_off() -> None:
    """One has a list, the other a rule and the proclamations; they were made apart."""
    ruled = {day for day in numpy_counting.days_off().tolist() if day.weekday() < 5}
    assert ruled == day_walker.days_off()


def test_the_library_has_the_same_days_off() -> None:
    """Banking and Financial Dealings Act 1971: every weekday off from 1999 to 2042."""
    ours = {holiday.on for holiday in england_and_wales().holidays if holiday.on.weekday() < 5}
    assert {day for day in ours if 1999 <= day.year <= 2042} == day_walker.days_off()


@pytest.mark.parametrize(("start", "five", "ten", "twenty"), WORKING_DAYS)
def test_working_days_of_the_oracles(start: str, five: str, ten: str, twenty: str) -> None:
    """SI 2010/959 reg 33(1) and its like, over every one-off since 2015."""
    for n, end in ((5, five), (10, ten), (20, twenty)):
        assert D(end) == day_walker.working_days_after(D(start), n)
        assert D(end) == numpy_counting.working_days_after(vector(start), n)[0]


@pytest.mark.parametrize(("start", "n", "end"), MONTHS)
def test_months_of_the_oracles(start: str, n: int, end: str) -> None:
    """*Dodds v Walker* [1981] 1 WLR 1027: the corresponding date, or the month's last day."""
    assert D(end) == day_walker.months_after(D(start), n) == day_walker.months_after_each(D(start), {n})[n]
    assert D(end) == numpy_counting.months_on(vector(start), n)[0]


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-03-28T14:00", 24, "2026-03-29T15:00"),  # an hour lost
        ("2026-10-24T14:00", 24, "2026-10-25T13:00"),  # an hour had twice
        ("2026-07-01T09:00", 24, "2026-07-02T09:00"),
    ],
)
def test_hours_of_the_oracles(start: str, n: int, end: str) -> None:
    """Summer Time Order 2002: clocks change at 01:00 on the last Sundays of March and October."""
    assert datetime.fromisoformat(end) == day_walker.hours_after(datetime.fromisoformat(start), n)
    assert np.datetime64(end) == numpy_counting.hours_on(np.array([start], dtype="datetime64[m]"), n)[0]


@pytest.mark.parametrize("step", [149, pytest.param(37, marks=pytest.mark.slow), pytest.param(11, marks=pytest.mark.slow)])
def test_the_library_counts_as_the_oracles_do(step: int) -> None:
    """Every counting word, from one date in so many: the whole is `python -m tests.oracles.agree`."""
    wrong = {}
    kinds = 0
    for comparison in every(DATES[::step]):
        kinds += 1
        assert all(len(told) == len(DATES[::step]) for told in comparison.oracles.values()), comparison.name
        if comparison.disagreements():
            wrong[comparison.name] = comparison.disagreements()
    assert wrong == {}
    assert kinds == 127
    assert len(DATES) == 14_976


def test_a_difference_is_counted() -> None:
    """A comparison that could not fail would be worth nothing."""
    same, other = [D("2026-01-05"), D("2026-01-06")], [D("2026-01-05"), D("2026-01-07")]
    assert 0 == Comparison("nothing", same, {"walker": same, "NumPy": same}).disagreements()
    assert 2 == Comparison("nothing", same, {"walker": other, "NumPy": other}).disagreements()
