"""Start dates named: on which days of the year, or of the week, one timescale is later than another. The days were chosen by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.small_profiles import D

from lacreview_rules.assurance.start_dates import Way, named
from lacreview_rules.counting.calendars import england_and_wales
from lacreview_rules.counting.periods import Period

CALENDAR = england_and_wales()
COMMON, BEFORE, LEAP = 2025, 2027, 2028


def days(*spans: str) -> list[date]:
    """Days from one to another: "2026-01-05/2026-01-09"."""
    found: list[date] = []
    for span in spans:
        first, _, last = span.partition("/")
        found += [D(first) + timedelta(n) for n in range((D(last or first) - D(first)).days + 1)]
    return found


def year(number: int) -> list[date]:
    return days(f"{number}-01-01/{number}-12-31")


class TestDaysOfTheYear:
    """Where nothing is counted in working days, the day of the year decides."""

    def test_all_and_none(self) -> None:
        """No list is needed."""
        assert named(year(COMMON), year(COMMON), CALENDAR, by_year=True) == ("every start date",)
        assert named([], year(COMMON), CALENDAR, by_year=True) == ()

    def test_ranges(self) -> None:
        """Single days and spans."""
        found = named(days("2025-01-31", "2025-03-01/2025-03-03", "2025-12-31"), year(COMMON), CALENDAR, by_year=True)
        assert found == ("31 January, 1 March to 3 March and 31 December",)

    def test_a_common_year_has_no_gap_for_29_february(self) -> None:
        """28 February and 1 March are neighbours."""
        assert named(days("2025-02-27/2025-03-02"), year(COMMON), CALENDAR, by_year=True) == ("27 February to 2 March",)
        assert named(days("2025-02-28"), year(COMMON), CALENDAR, by_year=True) == ("28 February",)
        assert named(days("2025-03-01"), year(COMMON), CALENDAR, by_year=True) == ("1 March",)
        assert named(days("2028-02-27/2028-02-28", "2028-03-01"), year(LEAP), CALENDAR, by_year=True) == (
            "27 February to 28 February and 1 March",
        )

    def test_many_ranges_are_cut(self) -> None:
        """Twelve are named, and how many more there are."""
        firsts = [D(f"2025-{month:02}-{day:02}") for month in range(1, 8) for day in (1, 15)]
        said = named(firsts, year(COMMON), CALENDAR, by_year=True)[0]
        assert said.startswith("1 January, 15 January, 1 February")
        assert said.endswith("1 June, 15 June and 2 more ranges")
        assert named(firsts[:12], year(COMMON), CALENDAR, by_year=True)[0].endswith("1 June and 15 June")

    def test_years_that_differ(self) -> None:
        """Leap years last; common years before a leap year by themselves only where they differ."""
        every = [*year(COMMON), *year(BEFORE), *year(LEAP)]
        same = days("2025-03-01", "2027-03-01")
        assert named([*same, *days("2028-02-29")], every, CALENDAR, by_year=True) == (
            "1 March in common years",
            "29 February in leap years",
        )
        assert named(same, every, CALENDAR, by_year=True) == ("1 March in common years",)
        assert named(days("2025-03-01", "2027-12-01", "2028-03-01"), every, CALENDAR, by_year=True) == (
            "1 March in other common years and leap years",
            "1 December in common years before a leap year",
        )
        assert named(days("2025-03-01", "2027-03-01", "2028-03-01"), every, CALENDAR, by_year=True) == ("1 March",)


class TestDaysOfTheWeek:
    """Where working days are counted, the day of the week decides."""

    def test_each_with_its_share(self) -> None:
        """Of two weeks: both Mondays, one of two Tuesdays."""
        every = days("2026-01-05/2026-01-18")
        found = named(days("2026-01-05", "2026-01-12", "2026-01-13"), every, CALENDAR, by_year=False)
        assert found == ("Mondays (all)", "Tuesdays (50.0%)")

    def test_only_days_off(self) -> None:
        """Saturdays, Sundays and Good Friday 2026."""
        every = days("2026-03-30/2026-04-12")
        found = named(days("2026-04-03", "2026-04-04", "2026-04-05"), every, CALENDAR, by_year=False)
        assert found == ("only days that are not working days", "Fridays (50.0%)", "Saturdays (50.0%)", "Sundays (50.0%)")


@pytest.mark.parametrize(
    ("way", "text"),
    [
        (Way(None, back=True), "no later than"),
        (Way(Period.parse("20 working days"), back=False), "20 working days after"),
        (Way(Period.parse("3 days"), back=True), "3 days before"),
        (Way(Period.parse("3 days"), back=True, clear=True), "3 days in clear days before"),
        (Way(Period.parse("3 days"), back=False, clear=True), "3 days after"),
        (Way(Period.parse("3 days"), back=False, inclusive=True), "3 days, the first day counting, after"),
        (Way(Period.parse("5 days"), back=True, counted_in="school-term"), "5 days (counting only school term) before"),
        (Way(Period.parse("5 days"), back=True, falls_on="panel-days"), "5 days, moved back to panel days before"),
    ],
)
def test_a_way_of_counting_in_words(way: Way, text: str) -> None:
    """As the check of a profile prints it."""
    assert way.text == text
