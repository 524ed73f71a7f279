"""The day on which a child reaches an age, and the phrases that name ages.

A child born on 29 February reaches an age, in a common year, on 1 March unless the profile's setting
``leap_day_birthday`` says 28 February (the law read so far does not settle it: docs/explanation/ambiguities, question 21).
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from lacreview_rules.counting.periods import months_on
from lacreview_rules.errors import PeriodError

_LEAP_DAY, _LAST_OF_FEBRUARY = (2, 29), (2, 28)
_YEAR = 12  # months
_AGE = re.compile(r"^age (\d{1,2}) years?(?: (\d{1,2}) months?)?$")
_LENGTH = r"(?:(\d{1,2})(?: years?(?: (\d{1,2}) months?)?)?|(\d{1,3}) months?)"
_UNDER = re.compile(rf"^under {_LENGTH}$")
_OR_OVER = re.compile(rf"^{_LENGTH} or over$")


def read_age_anchor(phrase: str) -> int | None:
    """Months of age in "age 16 years" or "age 16 years 3 months"; None if the phrase is not an age.

    Example:
        >>> read_age_anchor("age 16 years 3 months")
        195
    """
    found = _AGE.match(phrase)
    if found is None:
        return None
    return int(found[1]) * 12 + int(found[2] or 0)


def read_age_range(phrase: str) -> tuple[int, int | None]:
    """From and below which age in months: "under 5" is ``(0, 60)``, "5 or over" is ``(60, None)``.

    Months may follow years, or stand alone: "under 16 years 3 months", "18 months or over".

    Raises:
        PeriodError: the phrase is neither.

    Example:
        >>> read_age_range("5 or over")
        (60, None)
        >>> read_age_range("under 16 years 3 months")
        (0, 195)
    """
    if found := _UNDER.match(phrase):
        return 0, _months(found)
    if found := _OR_OVER.match(phrase):
        return _months(found), None
    with_months = "month" in phrase
    ways = '"under 16 years 3 months" or "16 years 3 months or over"' if with_months else '"under 5" or "5 or over"'
    message = f'"{phrase}" is not an age; write {ways}'
    raise PeriodError(message)


def _months(found: re.Match[str]) -> int:
    years, months, months_alone = found.groups(default="0")
    return int(years) * 12 + int(months) + int(months_alone)


def reaches(born: date, months: int, *, leap_day_birthday: str = "1 March") -> date:
    """The day on which a child born on `born` is `months` months old.

    Example:
        >>> reaches(date(2008, 2, 29), 16 * 12 + 12)
        datetime.date(2025, 3, 1)
        >>> reaches(date(2008, 2, 29), 16 * 12 + 12, leap_day_birthday="28 February")
        datetime.date(2025, 2, 28)
    """
    day = months_on(born, months)
    if born.day != _LEAP_DAY[1]:
        return day
    born_on_leap_day = (born.month, born.day) == _LEAP_DAY
    if born_on_leap_day and (day.month, day.day) == _LAST_OF_FEBRUARY and leap_day_birthday == "1 March":
        return day + timedelta(days=1)
    return day


def next_birthday(born: date, day: date, *, leap_day_birthday: str = "1 March") -> date:
    """The first birthday after a day.

    Example:
        >>> next_birthday(date(2009, 3, 1), date(2025, 2, 20)), next_birthday(date(2009, 3, 1), date(2025, 3, 1))
        (datetime.date(2025, 3, 1), datetime.date(2026, 3, 1))
    """
    age = max(0, day.year - born.year)
    birthday = reaches(born, age * _YEAR, leap_day_birthday=leap_day_birthday)
    return birthday if birthday > day else reaches(born, (age + 1) * _YEAR, leap_day_birthday=leap_day_birthday)
