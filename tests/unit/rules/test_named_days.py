"""Days that an authority names: the terms of its schools, the days on which a panel sits (profile format, [[days]]).

Every day was read off a calendar of 2026: 1 January is a Thursday; 3 and 6 April, 4 and 25 May are bank holidays.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.small_profiles import D

from lacreview_rules.counting.calendars import WorkingCalendar, england_and_wales
from lacreview_rules.profiles.vocabulary import NamedDays
from lacreview_rules.rules.named_days import anchor_days, days_of, last_on_or_before, nth_from, read_anchor, working_days_of

CALENDAR = england_and_wales()
JANUARY = {"from": "2026-01-01", "to": "2026-01-31"}
MAY = {"from": "2026-05-01", "to": "2026-05-31"}
TERMS = NamedDays.model_validate(
    {"id": "term", "spans": [{"from": "2026-04-13", "to": "2026-05-22"}, {"from": "2026-01-05", "to": "2026-03-27"}]}
)


def named(**said: Any) -> NamedDays:
    return NamedDays.model_validate({"id": "days", **said})


def days(**said: Any) -> list[str]:
    return [str(day) for day in days_of(named(**said), CALENDAR)]


class TestWhichDays:
    """Single days, spans and days of the week."""

    @pytest.mark.parametrize(
        ("weekday", "expected"),
        [
            ("Monday", ["05", "12", "19", "26"]),
            ("Tuesday", ["06", "13", "20", "27"]),
            ("Wednesday", ["07", "14", "21", "28"]),
            ("Thursday", ["08", "15", "22", "29"]),  # the 1st is a bank holiday
            ("Friday", ["02", "09", "16", "23", "30"]),
            ("Saturday", ["03", "10", "17", "24", "31"]),
            ("Sunday", ["04", "11", "18", "25"]),
        ],
    )
    def test_a_day_of_the_week(self, weekday: str, expected: list[str]) -> None:
        """Less bank holidays; who names a Saturday means it."""
        assert [f"2026-01-{day}" for day in expected] == days(weekdays=weekday, spans=JANUARY)

    def test_two_days_of_the_week(self) -> None:
        """In the order of the calendar."""
        assert ["2026-01-06", "2026-01-08", "2026-01-13", "2026-01-15"] == days(
            weekdays=["Thursday", "Tuesday"], spans={"from": "2026-01-05", "to": "2026-01-15"}
        )

    @pytest.mark.parametrize(
        ("which", "expected"),
        [
            ("first", ["2026-02-05", "2026-03-05", "2026-04-02"]),  # that of January is the 1st, a bank holiday
            ("second", ["2026-01-08", "2026-02-12", "2026-03-12", "2026-04-09"]),
            ("third", ["2026-01-15", "2026-02-19", "2026-03-19", "2026-04-16"]),
            ("fourth", ["2026-01-22", "2026-02-26", "2026-03-26", "2026-04-23"]),
            ("last", ["2026-01-29", "2026-02-26", "2026-03-26", "2026-04-30"]),
        ],
    )
    def test_one_in_each_month(self, which: str, expected: list[str]) -> None:
        """Thursdays: January and April 2026 have five."""
        assert expected == days(weekdays="Thursday", which=which, spans={"from": "2026-01-01", "to": "2026-04-30"})

    @pytest.mark.parametrize(("weekday", "day"), [("Sunday", "07"), ("Saturday", "06"), ("Monday", "01"), ("Tuesday", "02")])
    def test_the_first_of_a_month(self, weekday: str, day: str) -> None:
        """1 June 2026 is a Monday: it is the first one, and the 7th the first Sunday."""
        assert [f"2026-06-{day}"] == days(weekdays=weekday, which="first", spans={"from": "2026-06-01", "to": "2026-06-30"})

    @pytest.mark.parametrize(("weekday", "day"), [("Tuesday", "30"), ("Wednesday", "24"), ("Monday", "29")])
    def test_the_last_of_a_month(self, weekday: str, day: str) -> None:
        """30 June 2026 is a Tuesday; the last Wednesday is the 24th."""
        assert [f"2026-06-{day}"] == days(weekdays=weekday, which="last", spans={"from": "2026-06-01", "to": "2026-06-30"})

    def test_a_bank_holiday_that_the_list_names(self) -> None:
        """Nobody sits on a bank holiday, unless that very day is named."""
        assert ["2026-05-11", "2026-05-18"] == days(weekdays="Monday", spans=MAY)
        assert ["2026-05-04", "2026-05-11", "2026-05-18"] == days(weekdays="Monday", spans=MAY, on=["2026-05-04"])

    def test_a_day_that_is_named_by_itself_may_be_any(self) -> None:
        """A Tuesday beside the Mondays."""
        assert ["2026-05-11", "2026-05-18", "2026-05-19"] == days(weekdays="Monday", spans=MAY, on=["2026-05-19"])

    def test_spans_without_days_of_the_week_are_whole(self) -> None:
        """Weekends and bank holidays too, both ends included; overlapping spans name a day once."""
        span = {"from": "2026-04-02", "to": "2026-04-06"}
        expected = ["2026-04-02", "2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06"]
        assert expected == days(spans=span)
        assert expected == days(spans=[span, {"from": "2026-04-04", "to": "2026-04-05"}])

    def test_single_days_are_put_in_order(self) -> None:
        """A bank holiday among them."""
        assert ["2026-04-03", "2026-09-01"] == days(on=["2026-09-01", "2026-04-03"])

    def test_without_a_span_days_of_the_week_go_on_as_the_calendar_does(self) -> None:
        """From its first day to its last; and a span that is open goes as far."""
        short = WorkingCalendar("short", D("2026-01-05"), D("2026-01-19"), D("2026-01-19"))
        mondays = (D("2026-01-05"), D("2026-01-12"), D("2026-01-19"))
        assert mondays == days_of(named(weekdays="Monday"), short)
        assert mondays[1:] == days_of(named(weekdays="Monday", spans={"from": "2026-01-06"}), short)
        assert mondays[:2] == days_of(named(weekdays="Monday", spans={"to": "2026-01-18"}), short)
        assert mondays == days_of(named(weekdays="Monday", spans={"from": "2025-12-01", "to": "2026-02-28"}), short)


class TestCounting:
    """School days are the working days of a term."""

    def test_working_days(self) -> None:
        """Of a week in April 2026: Easter out."""
        week = named(spans={"from": "2026-04-02", "to": "2026-04-08"})
        assert (D("2026-04-02"), D("2026-04-07"), D("2026-04-08")) == working_days_of(week, CALENDAR)

    @pytest.mark.parametrize(
        ("day", "n", "expected"),
        [
            ("2026-03-25", 1, "2026-03-26"),
            ("2026-03-25", 2, "2026-03-27"),  # the last day of term
            ("2026-03-25", 3, "2026-04-13"),  # the first of the next
            ("2026-03-28", 1, "2026-04-13"),  # from the holidays
            ("2026-04-30", 2, "2026-05-05"),  # 4 May is a bank holiday
            ("2026-05-21", 1, "2026-05-22"),
            ("2026-05-21", 2, None),  # past the list
            ("2026-01-01", 1, "2026-01-05"),
            ("2026-04-14", -1, "2026-04-13"),
            ("2026-04-13", -1, "2026-03-27"),
            ("2026-04-12", -2, "2026-03-26"),
            ("2026-01-06", -1, "2026-01-05"),  # the first of the list
            ("2026-01-06", -2, None),  # before the list
            ("2026-01-05", -1, None),
            ("2026-04-04", 0, "2026-04-04"),  # no days: the day itself, whatever it is
        ],
    )
    def test_the_nth_after_or_before(self, day: str, n: int, expected: str | None) -> None:
        """The day itself is not counted."""
        assert (D(expected) if expected else None) == nth_from(TERMS, D(day), n, CALENDAR)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2026-01-14", "2026-01-08"), ("2026-01-15", "2026-01-15"), ("2026-01-07", None), ("2026-02-28", "2026-01-29")],
    )
    def test_the_last_on_or_before(self, day: str, expected: str | None) -> None:
        """Thursdays of January; before the first there is none, and after the last it stays the last."""
        panel = named(weekdays="Thursday", spans=JANUARY)
        assert (D(expected) if expected else None) == last_on_or_before(panel, D(day), CALENDAR)


class TestAnchors:
    """Days to count from."""

    def test_the_edges_of_spans(self) -> None:
        """In order; a span open at one end has no day there."""
        assert (D("2026-01-05"), D("2026-04-13")) == anchor_days(TERMS, "starts")
        assert (D("2026-03-27"), D("2026-05-22")) == anchor_days(TERMS, "ends")
        half = named(spans=[{"from": "2026-09-01"}, {"to": "2026-07-17"}])
        assert (D("2026-09-01"),) == anchor_days(half, "starts")
        assert (D("2026-07-17"),) == anchor_days(half, "ends")

    def test_single_days(self) -> None:
        """In order, without an edge."""
        assert (D("2026-04-03"), D("2026-09-01")) == anchor_days(named(on=["2026-09-01", "2026-04-03"], spans=JANUARY), None)

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("school-term starts", ("school-term", "starts")),
            ("school-term ends", ("school-term", "ends")),
            ("panel", ("panel", None)),
            ("weekends", ("weekends", None)),  # the word alone is no edge
            ("school-term ends late", ("school-term ends late", None)),
        ],
    )
    def test_names(self, name: str, expected: tuple[str, str | None]) -> None:
        """An edge is a word of its own."""
        assert expected == read_anchor(name)
