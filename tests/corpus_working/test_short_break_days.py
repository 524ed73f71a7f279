"""Regulation 48: 17 and 18 days in a row, 75 and 76 in twelve months, counted here one day at a time.

The shipped profiles do not count days of placement, so these limits are tested with a profile that does.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.histories.json import parse_history

PROFILE = Path(__file__).parent / "short-break-days.toml"
Stay = tuple[str, str]
FIFTEENS: list[Stay] = [
    ("2026-01-05", "2026-01-19"),
    ("2026-03-02", "2026-03-16"),
    ("2026-05-04", "2026-05-18"),
    ("2026-07-06", "2026-07-20"),
    ("2026-09-07", "2026-09-21"),
]
LEAP: list[Stay] = [
    ("2024-02-29", "2024-03-14"),
    ("2024-05-06", "2024-05-20"),
    ("2024-07-01", "2024-07-15"),
    ("2024-09-02", "2024-09-16"),
    ("2024-11-04", "2024-11-18"),
]
BEFORE_LEAP: list[Stay] = [
    ("2027-03-01", "2027-03-15"),
    ("2027-05-03", "2027-05-17"),
    ("2027-07-05", "2027-07-19"),
    ("2027-09-06", "2027-09-20"),
    ("2027-11-01", "2027-11-15"),
]


def days_of(stay: Stay) -> list[date]:
    """Every day of a stay, first and last included."""
    first, last = (date.fromisoformat(text) for text in stay)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def twelve_months_to(day: date) -> date:
    """The first day of the twelve months that end with a day: the day after the same date a year before."""
    year_before = date(day.year - 1, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
    return year_before + timedelta(days=1)


def scheduled(stays: list[Stay]) -> dict[str, str]:
    """The day on which each total was passed, as the schedule has it."""
    events: list[dict[str, str]] = [{"event": "became-looked-after", "on": stays[0][0], "legal_status": "short-break"}]
    events += [{"event": "short-break-stay", "on": first, "ends_on": last} for first, last in stays]
    schedule = build_schedule(parse_history({"child": "X", "events": events}), load_profile(PROFILE))
    return {due.task: str(due.due) for due in schedule.due_dates if due.task in {"break-too-long", "days-used-up"}}


@pytest.mark.parametrize(
    ("stays", "passed"),
    [
        ([("2026-07-01", "2026-07-16")], None),
        ([("2026-07-01", "2026-07-17")], None),  # 17 days
        ([("2026-07-01", "2026-07-18")], "2026-07-18"),  # the 18th
        ([("2026-07-01", "2026-07-31")], "2026-07-18"),
        ([("2026-02-20", "2026-03-08")], None),  # 9 in February, 8 in March
        ([("2026-02-20", "2026-03-09")], "2026-03-09"),
        ([("2028-02-20", "2028-03-07")], None),  # 10 in February, 7 in March
        ([("2028-02-20", "2028-03-08")], "2028-03-08"),
        ([("2026-10-12", "2026-10-28")], None),  # 17 days over the night on which the clocks go back
        ([("2026-10-12", "2026-10-29")], "2026-10-29"),
        ([("2026-07-01", "2026-07-17"), ("2026-07-19", "2026-08-04")], None),  # two of 17, a day between
        ([("2026-07-01", "2026-07-10"), ("2026-08-01", "2026-08-18")], "2026-08-18"),
    ],
)
def test_days_in_a_row(stays: list[Stay], passed: str | None) -> None:
    """Reg 48: no single placement of more than 17 days."""
    longest = next((days_of(stay)[17] for stay in stays if len(days_of(stay)) > 17), None)
    assert passed == (None if longest is None else str(longest))
    assert scheduled(stays).get("break-too-long") == passed


@pytest.mark.parametrize(
    ("stays", "passed"),
    [
        (FIFTEENS, None),  # 75 days
        ([*FIFTEENS, ("2026-11-02", "2026-11-02")], "2026-11-02"),  # the 76th
        ([*FIFTEENS, ("2026-11-02", "2026-11-10")], "2026-11-02"),
        ([*FIFTEENS, ("2027-01-04", "2027-01-04")], "2027-01-04"),  # twelve months from 5 Jan 2026: all are within them
        ([*FIFTEENS, ("2027-01-05", "2027-01-05")], None),  # from 6 Jan 2026: one has fallen out
        ([*FIFTEENS, ("2027-01-05", "2027-01-19")], None),  # each day one more falls out
        ([*FIFTEENS, ("2027-01-04", "2027-01-05")], "2027-01-04"),
        ([*FIFTEENS, ("2027-01-12", "2027-01-28")], "2027-01-27"),  # a day falls out for each until the 19th: 68; then 60 and 16
        ([*FIFTEENS[:4], ("2026-09-07", "2026-09-22")], "2026-09-22"),  # the 76th within a stay
        ([*LEAP, ("2025-02-28", "2025-02-28")], "2025-02-28"),  # twelve months from 29 Feb 2024: 76
        ([*LEAP, ("2025-03-01", "2025-03-01")], None),  # from 2 Mar 2024: two have fallen out
        ([*BEFORE_LEAP, ("2028-02-28", "2028-02-28")], "2028-02-28"),
        ([*BEFORE_LEAP, ("2028-02-29", "2028-02-29")], "2028-02-29"),  # twelve months from 1 Mar 2027
        ([*BEFORE_LEAP, ("2028-03-01", "2028-03-01")], None),
    ],
)
def test_days_in_twelve_months(stays: list[Stay], passed: str | None) -> None:
    """Reg 48: no more than 75 days in any twelve months."""
    all_days = sorted(day for stay in stays for day in days_of(stay))
    counted = {day: sum(twelve_months_to(day) <= other <= day for other in all_days) for day in all_days}
    first = next((day for day in all_days if counted[day] > 75), None)
    assert passed == (None if first is None else str(first))
    assert scheduled(stays).get("days-used-up") == passed
