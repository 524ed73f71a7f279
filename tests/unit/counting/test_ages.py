"""Ages: the phrases that name them, and the day on which a child reaches one.

The birthdays are counted by hand. On which day a child born on 29 February reaches an age, the law read so far does not settle
(ambiguities, question 21).
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D

from lacreview_rules.counting.ages import reaches, read_age_anchor, read_age_range
from lacreview_rules.errors import PeriodError


@pytest.mark.parametrize(
    ("phrase", "months"),
    [
        ("age 16 years", 192),
        ("age 16 years 3 months", 195),
        ("age 15 years 9 months", 189),
        ("age 1 year 1 month", 13),
        ("age 18", None),
        ("the age 16 years", None),
        ("age 16 years or so", None),
        ("AGE 16 YEARS", None),
    ],
)
def test_an_age_to_count_from(phrase: str, months: int | None) -> None:
    """Years and months, as months; anything else is no age."""
    assert months == read_age_anchor(phrase)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("under 5", (0, 60)),  # england/H3: CPR 2010 reg 7(3)(a)
        ("under 5 years", (0, 60)),
        ("under 1 year", (0, 12)),
        ("5 or over", (60, None)),  # england/H4: CPR 2010 reg 7(3)(b)
        ("5 years or over", (60, None)),
        ("16 or over", (192, None)),
    ],
)
def test_a_range_of_ages(phrase: str, expected: tuple[int, int | None]) -> None:
    """From birth, or without end."""
    assert expected == read_age_range(phrase)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("under 16 years 3 months", (0, 195)),
        ("16 years 3 months or over", (195, None)),
        ("under 1 year 1 month", (0, 13)),
        ("under 18 months", (0, 18)),
        ("6 months or over", (6, None)),
        ("100 months or over", (100, None)),
    ],
)
def test_a_range_of_ages_with_months(phrase: str, expected: tuple[int, int | None]) -> None:
    """Months after years, as in the anchor "age 16 years 3 months", or alone."""
    assert expected == read_age_range(phrase)


@pytest.mark.parametrize(
    "phrase", ["under 16 3 months", "16 years and 3 months or over", "under 16 years 3 monthly", "3 months 16 years or over"]
)
def test_what_is_no_age_with_months_is_refused(phrase: str) -> None:
    """It says how months are written."""
    with pytest.raises(PeriodError) as caught:
        read_age_range(phrase)
    assert f'"{phrase}" is not an age; write "under 16 years 3 months" or "16 years 3 months or over"' == str(caught.value)


@pytest.mark.parametrize("phrase", ["five", "over 5", "just under 5", "under 5 or so", "is 5 or over", "5 or over it", "under 500"])
def test_what_is_no_age_is_refused(phrase: str) -> None:
    """It says which phrase, and how to write one."""
    with pytest.raises(PeriodError) as caught:
        read_age_range(phrase)
    assert f'"{phrase}" is not an age; write "under 5" or "5 or over"' == str(caught.value)


@pytest.mark.parametrize(
    ("born", "months", "day"),
    [
        ("2010-05-02", 16 * 12, "2026-05-02"),
        ("2010-05-02", 16 * 12 + 3, "2026-08-02"),
        ("2008-02-29", 16 * 12, "2024-02-29"),  # a leap year has the day
        ("2008-02-29", 17 * 12, "2025-03-01"),
        ("2008-02-29", 16 * 12 + 1, "2024-03-29"),
        ("2008-02-28", 17 * 12, "2025-02-28"),  # born the day before: no question arises
        ("2007-08-31", 16 * 12 + 6, "2024-02-29"),  # months end on the month's last day (Dodds v Walker)
        ("2007-08-31", 17 * 12 + 6, "2025-02-28"),  # and that is not a birthday on 29 February
    ],
)
def test_the_day_an_age_is_reached(born: str, months: int, day: str) -> None:
    """The corresponding day; in a common year 1 March for 29 February, unless the profile says otherwise."""
    assert D(day) == reaches(D(born), months)


def test_a_leap_day_birthday_in_a_common_year_is_a_choice() -> None:
    """Question 21: the setting `leap_day_birthday`."""
    born = D("2008-02-29")
    assert D("2025-02-28") == reaches(born, 17 * 12, leap_day_birthday="28 February")
    assert D("2025-03-01") == reaches(born, 17 * 12, leap_day_birthday="1 March")
    assert D("2024-02-29") == reaches(born, 16 * 12, leap_day_birthday="28 February")
