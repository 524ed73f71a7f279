"""Every condition has one record, and everything that is said of conditions elsewhere follows from the records.

Whether each holds as it should is asked in `tests/unit/rules/test_conditions.py`, where a record without a case fails.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from importlib import import_module
from itertools import product
from pathlib import Path
from pkgutil import iter_modules
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from lacreview_rules import load_profile
from lacreview_rules.counting.periods import add_months, fewest_and_most_days
from lacreview_rules.histories.events import PlacementMoved
from lacreview_rules.histories.placement import Placement
from lacreview_rules.profiles import conditions
from lacreview_rules.profiles.conditions import CONDITIONS, ConditionRecord
from lacreview_rules.profiles.conditions.reviews import ask_of_one, numbers_asked_for
from lacreview_rules.profiles.conditions.time_and_number import TimesDone, numbers_that_fit
from lacreview_rules.profiles.models import Condition

if TYPE_CHECKING:
    from lacreview_rules.profiles.conditions.asking import Context

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "profile-format.md"
ENGLAND = load_profile("england")


def test_every_key_has_one_record_and_every_record_is_in_use() -> None:
    """Whatever record stands in a module of a family is in `CONDITIONS`, once, and the model of a file has just these keys."""
    modules = [import_module(f"{conditions.__name__}.{module.name}") for module in iter_modules(conditions.__path__)]
    written = {id(value): value.key for module in modules for value in vars(module).values() if isinstance(value, ConditionRecord)}
    keys = [record.key for record in CONDITIONS]
    assert len(set(keys)) == len(keys)
    assert sorted(written.values()) == sorted(keys)
    assert list(Condition.model_fields) == keys


def test_the_documentation_says_of_each_what_its_record_says() -> None:
    """The table of the page on the profile format, in the order of the records."""
    _, _, section = PAGE.read_text(encoding="utf-8").partition("\n## Conditions\n")
    rows = re.findall(r"^\| `.*\|$", section.partition("\n## ")[0], re.MULTILINE)
    assert rows == [f"| `{record.key}` | {record.holds_when} | {record.takes} |" for record in CONDITIONS]


@pytest.mark.parametrize("record", [record for record in CONDITIONS if record.examples], ids=lambda record: record.key)
def test_what_an_editor_suggests_can_be_read_and_said(record: ConditionRecord) -> None:
    """Each example, alone and denied."""
    for word in record.examples:
        for value in ((word,), (f"not {word}",)):
            assert callable(record.compile(value, ENGLAND).test)
            assert all(record.words(value, ENGLAND))


def on(placement: Placement, day: date) -> Context:
    """As much of a context as a length is asked of."""
    return cast("Context", SimpleNamespace(placement=placement, on=day))


LENGTHS = ["under 4 weeks", "5 weeks or over", "under 1 month", "1 month or over", "6 weeks or over", "under 2 months", "under 1 year"]


@pytest.mark.parametrize(("one", "other"), [pair for pair in product(LENGTHS, LENGTHS) if pair[0] < pair[1]])
def test_lengths_overlap_just_where_a_placement_can_have_both(one: str, other: str) -> None:
    """Asked of every day of placements begun on each day of four years, one of them a leap year: brute force against the record."""
    (record,) = (record for record in CONDITIONS if record.key == "placement_lasted")
    assert record.leaves_open is not None
    ((_, open_to_one),), ((_, open_to_other),) = (record.leaves_open((words,), frozenset()) for words in (one, other))
    tests = [record.compile((words,), ENGLAND).test for words in (one, other)]
    first = date(2023, 1, 1)
    placements = [Placement(1, PlacementMoved(on=first + timedelta(start))) for start in range(0, 4 * 366, 3)]
    both = any(
        all(test(on(placement, placement.start + timedelta(lasted))) for test in tests)
        for placement in placements
        for lasted in (27, 28, 29, 30, 31, 34, 35, 36, 41, 42, 58, 59, 61, 62, 364, 366)
    )
    assert both is bool(open_to_one & open_to_other)


@pytest.mark.parametrize("months", [1, 2, 3, 6, 11, 12, 13, 24, 48, 120, 121])
def test_how_many_days_months_can_have(months: int) -> None:
    """Counted from every day of forty years about 2000, which was a leap year, and about 1900, which was none."""
    found = set()
    for century in (1880, 1980):
        first = date(century, 1, 1)
        found |= {(add_months(day, months) - day).days for day in (first + timedelta(number) for number in range(40 * 366))}
    assert fewest_and_most_days(months) == (min(found), max(found))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("every third", "first", False),
        ("every third", "every second", True),  # the sixth
        ("first", "later", False),
        ("any", "later", True),
    ],
)
def test_whether_one_review_can_be_what_two_conditions_ask_for(one: str, other: str, *, both: bool) -> None:
    assert ask_of_one((one,), (other,)) is ask_of_one((other,), (one,)) is both


def test_the_numbers_that_conditions_ask_for() -> None:
    """Which reviews, and how often a task was done: the words of docs/reference/profile-format.md, counted by hand."""
    assert numbers_asked_for(("every third", "fifth"))[:4] == [3, 5, 6, 9]
    assert numbers_asked_for(("first",)) == [1]
    assert numbers_that_fit(TimesDone(task="visit", number=("every third",)))[:2] == (3, 6)
    assert numbers_that_fit(TimesDone(task="visit", number=("first",))) == (1,)
