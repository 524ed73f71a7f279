"""One calculation by itself: the date, and in words how it was reached.

Authority: `lacreview date`, whose words these are; the dates are counted by hand on a calendar of England.
"""

# ruff: noqa: E501 - a line of a working is one line
from __future__ import annotations

from datetime import date, time

import pytest

from lacreview_rules import Period, england_and_wales
from lacreview_rules.counting.calculations import Calculation, calculate


def asked(period: str, way: str, day: str, **how: object) -> Calculation:
    return Calculation(Period.parse(period), way == "after", date.fromisoformat(day), **how)  # type: ignore[arg-type]


ANSWERS: list[tuple[Calculation, str, list[str]]] = [
    # Good Friday 3 and Easter Monday 6 April 2026 are days off: 7, 2 and 1 April are counted, and one day further.
    (
        asked("3 working days", "before", "2026-04-08", clear=True),
        "Tue 31 Mar 2026",
        [
            "Counted: Wed 8 Apr 2026 is not counted; day 1 is Tue 7 Apr 2026, day 4, one day further because the days are clear, is Tue 31 Mar 2026",
            "Skipped: 2 days at weekends",
            "Skipped: Fri 3 Apr 2026, Good Friday",
            "Skipped: Mon 6 Apr 2026, Easter Monday",
        ],
    ),
    (
        asked("2 working days", "after", "2026-01-05", inclusive=True),
        "Tue 6 Jan 2026",
        ["Counted: day 1 is Mon 5 Jan 2026, day 2 is Tue 6 Jan 2026"],
    ),
    (asked("0 working days", "after", "2026-01-05"), "Mon 5 Jan 2026", ["Counted: nothing; it is the day itself"]),
    (asked("0 days", "after", "2026-01-05"), "Mon 5 Jan 2026", []),
    (
        asked("3 months", "after", "2025-11-30"),
        "Sat 28 Feb 2026",
        [
            "Counted: Sun 30 Nov 2025 is not counted; that month has no 30th, so its last day",
            "Not a working day (Saturday): the date does not move; the last working day before it is Fri 27 Feb 2026",
        ],
    ),
    (
        asked("1 month", "after", "2026-01-31"),
        "Sat 28 Feb 2026",
        [
            "Counted: Sat 31 Jan 2026 is not counted; that month has no 31st, so its last day",
            "Not a working day (Saturday): the date does not move; the last working day before it is Fri 27 Feb 2026",
        ],
    ),
    (
        asked("1 month", "after", "2026-01-13", inclusive=True),
        "Thu 12 Feb 2026",
        ["Counted: Tue 13 Jan 2026 is day 1; the day before the corresponding date, or the last day of a month without one"],
    ),
    (
        asked("1 month", "before", "2026-02-13", clear=True),
        "Mon 12 Jan 2026",
        ["Counted: Fri 13 Feb 2026 is not counted; the corresponding date, and one day further back"],
    ),
    (asked("1 month", "after", "2026-01-13"), "Fri 13 Feb 2026", ["Counted: Tue 13 Jan 2026 is not counted; the corresponding date"]),
    (
        asked("7 days", "before", "2026-02-13", clear=True),
        "Thu 5 Feb 2026",
        ["Counted: Fri 13 Feb 2026 is not counted; weekends and bank holidays are counted, and it is one day further because the days are clear"],
    ),
    (
        asked("36 hours", "after", "2026-01-05"),
        "Wed 7 Jan 2026",
        ["Counted: no time of day is given, so whole days, rounded up; give one as in 2026-03-28 14:00"],
    ),
    # The clocks go on at 1 am on 29 March 2026, and back at 2 am on 25 October.
    (
        asked("24 hours", "after", "2026-03-28", at=time(14)),
        "Sun 29 Mar 2026 at 15:00 (British Summer Time)",
        [
            "Counted: 24 hours as they elapse in London",
            "The clocks go forward an hour in between, so it is not the same time of day",
        ],
    ),
    (
        asked("24 hours", "before", "2026-10-25", at=time(14)),
        "Sat 24 Oct 2026 at 15:00 (British Summer Time)",
        ["Counted: 24 hours as they elapse in London", "The clocks go back an hour in between, so it is not the same time of day"],
    ),
    (asked("24 hours", "before", "2026-01-06", at=time(14)), "Mon 5 Jan 2026 at 14:00 (GMT)", ["Counted: 24 hours as they elapse in London"]),
]  # fmt: skip


@pytest.mark.parametrize(("calculation", "said", "working"), ANSWERS, ids=[str(one[0]) for one in ANSWERS])
def test_the_date_and_its_working(calculation: Calculation, said: str, working: list[str]) -> None:
    answer = calculate(calculation, england_and_wales())
    assert (said, working) == (answer.said, list(answer.working))
    assert said.startswith(f"{answer.day:%a} {answer.day.day} ")
    assert (answer.at is None) is (calculation.at is None)


def test_a_date_beyond_the_confirmed_bank_holidays_is_provisional() -> None:
    calendar = england_and_wales()
    beyond = asked("5 working days", "after", calendar.confirmed_until.isoformat())
    assert calculate(beyond, calendar).working[-1].startswith("Provisional: bank holidays are confirmed only until ")


def test_nothing_lies_before_the_first_day_of_the_calendar() -> None:
    """Monday 1 January 1990 is New Year's Day, so day 1 is Tuesday."""
    answer = calculate(asked("1 working day", "after", "1990-01-01", inclusive=True), england_and_wales())
    assert "Tue 2 Jan 1990" == answer.said


def test_one_working_day_is_told_once() -> None:
    """Thursday 9 April 2026; the next day is a Friday and no bank holiday."""
    asked = Calculation(Period.parse("1 working day"), forward=True, day=date(2026, 4, 9))
    answer = calculate(asked, england_and_wales())
    assert answer.working[0] == "Counted: Thu 9 Apr 2026 is not counted; day 1 is Fri 10 Apr 2026"


@pytest.mark.parametrize(("years", "expected"), [(16, date(2024, 2, 29)), (18, date(2026, 2, 28)), (25, date(2033, 2, 28))])
def test_years_reach_to_the_birthdays_of_care_leavers(years: int, expected: date) -> None:
    """Born on 29 February 2008: 2024 is a leap year, 2026 and 2033 are none. Duties to care leavers end at 25 (CA 1989 s23CZB)."""
    asked = Calculation(Period.parse(f"{years} years"), forward=True, day=date(2008, 2, 29))
    assert calculate(asked, england_and_wales()).day == expected
