"""Field case 17: dates that other systems' tests have, by the days off that England and Wales have.

Authority: the public tests and threads named in each row; each date was worked again by hand.
"""

from __future__ import annotations

from datetime import date

import pytest

from lacreview_rules import england_and_wales

CALENDAR = england_and_wales()


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        pytest.param("2021-07-03", 20, "2021-07-30", id="correspondence_tool_staff: from a Saturday"),
        pytest.param("2017-05-18", 20, "2017-06-16", id="correspondence_tool_staff: over the bank holiday of 29 May"),
        pytest.param("2019-11-06", 40, "2020-01-06", id="apply-for-teacher-training 280: over Christmas and New Year"),
        pytest.param("2019-11-06", 5, "2019-11-13", id="apply-for-teacher-training 281: a plain week"),
        pytest.param("2026-12-18", 10, "2027-01-06", id="correspondence_tool_staff 2879: 25 and 28 Dec and 1 Jan are off"),
    ],
)
def test_working_days_as_other_systems_count_them(start: str, n: int, end: str) -> None:
    assert CALENDAR.add_working_days(date.fromisoformat(start), n) == date.fromisoformat(end)


def test_days_off_of_2028_are_confirmed() -> None:
    """GOV.UK's list, as of 24 Nov 2025, ends on 26 Dec 2028; Scotland's of 15 June 2026 is none of ours."""
    assert CALENDAR.is_confirmed(date(2028, 12, 26))
    assert not CALENDAR.is_confirmed(date(2029, 1, 1))
    assert CALENDAR.is_working_day(date(2026, 6, 15))
