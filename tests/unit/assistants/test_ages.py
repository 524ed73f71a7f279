"""An age instead of a date of birth: what it decides is the same as with any date of birth that it allows.

Authority: issue 16, point 9; SI 2010/959 reg 7 for health assessments (six months under five, a year from five on).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lacreview_rules import england_and_wales
from lacreview_rules.assistants.about_a_child import schedule
from lacreview_rules.assistants.ages import possible_births
from lacreview_rules.assistants.sources import Known

KNOWN = Known(england_and_wales())
CARE = {"event": "became-looked-after", "on": "2025-12-19", "placement": "foster-care", "legal_status": "section-20"}
FINE: dict[str, Any] = {"events": [CARE], "profile": "england", "as_of": "2026-01-05"}


def dates(answer: dict[str, Any]) -> dict[str, Any]:
    return {due["id"]: (due["due"], due["status"]) for due in answer["due_dates"]}


def test_the_days_of_birth_that_an_age_allows() -> None:
    """Eleven on 21 January 2026: born from 22 January 2014 to 21 January 2015; nobody is born after the first event."""
    births = possible_births(11, date(2026, 1, 21), None)
    assert (date(2014, 1, 22), date(2015, 1, 21)) == (births[0], births[-1])
    assert (date(2025, 1, 22), date(2025, 3, 1)) == (births := possible_births(0, date(2026, 1, 21), date(2025, 3, 1)))[:: len(births) - 1]
    assert date(2008, 2, 29) in possible_births(12, date(2020, 2, 29), None)


@pytest.mark.parametrize("years", [2, 8, 16])
def test_what_an_age_decides_is_so_with_every_date_of_birth(years: int) -> None:
    """And what it does not is named."""
    by_age = schedule(KNOWN, {**FINE, "age": {"years": years, "on": "2026-01-05"}})
    named = {one["task"] for one in by_age["depends_on_birth"]}
    assert dates(by_age)
    for born in (f"{2026 - years - 1}-01-06", f"{2026 - years - 1}-07-09", f"{2026 - years}-01-05"):
        with_birth = schedule(KNOWN, {**FINE, "date_of_birth": born})
        assert dates(by_age).items() <= dates(with_birth).items()
        assert {due["task"] for due in with_birth["due_dates"] if due["id"] not in dates(by_age)} <= named


def test_the_fifth_birthday_decides_when_the_second_health_assessment_is_due() -> None:
    """Under five at the first, assumed on 20 or 21 January 2026, the next is six months later; otherwise a year."""
    four = schedule(KNOWN, {**FINE, "age": {"years": 4, "on": "2026-01-05"}})
    depends = [one for one in four["depends_on_birth"] if one["task"] == "health-assessment"]
    assert depends
    assert ("2026-07", "2027-01") == (depends[0]["earliest"][:7], depends[0]["latest"][:7])
    two = schedule(KNOWN, {**FINE, "age": {"years": 2, "on": "2026-01-05"}})
    assert not [one for one in two["depends_on_birth"] if one["task"] == "health-assessment"]


def test_without_either_it_is_said_what_is_missing() -> None:
    """And the remedy asks for an age."""
    problems = [one for one in schedule(KNOWN, FINE)["problems"] if one["where"] == "date_of_birth"]
    assert ["give age, if you know it"] == [one["remedy"] for one in problems]
