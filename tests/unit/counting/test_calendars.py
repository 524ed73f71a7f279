"""The working days of England and Wales: which they are, and counting them.

Expected dates are typed from the proclamations and published lists named beside them, or counted by
hand on that calendar; none is computed by the library.
"""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from dateutil.easter import easter
from tests.small_profiles import D

from lacreview_rules.counting.bank_holidays import corrections, known_facts, listed_holidays
from lacreview_rules.counting.calendars import BankHoliday, DayOff, Layer, WorkingCalendar, england_and_wales
from lacreview_rules.errors import CalendarError, CalendarRangeError, PeriodError

if TYPE_CHECKING:
    from collections.abc import Callable

CALENDAR = england_and_wales()

ONE_OFFS_AND_MOVES = [
    # day off            ordinary day instead   authority
    ("1995-05-08", "1995-05-01", "early May moved to VE Day, 50 years on"),
    ("1999-12-31", None, "proclamation, millennium"),
    ("2002-06-04", "2002-05-27", "spring moved, Golden Jubilee"),
    ("2002-06-03", None, "proclamation, Golden Jubilee"),
    ("2011-04-29", None, "proclamation, royal wedding"),
    ("2012-06-04", "2012-05-28", "spring moved, Diamond Jubilee; GOV.UK list"),
    ("2012-06-05", None, "proclamation, Diamond Jubilee; GOV.UK list"),
    ("2020-05-08", "2020-05-04", "early May moved to VE Day, 75 years on"),
    ("2022-06-02", "2022-05-30", "spring moved, Platinum Jubilee"),
    ("2022-06-03", None, "proclamation, Platinum Jubilee"),
    ("2022-09-19", None, "proclamation, State Funeral; Gazette 4158896"),
    ("2023-05-08", None, "proclamation, coronation"),
]

SUBSTITUTES = [
    ("1993-12-27", "Christmas Day on a Saturday: Boxing Day on a Sunday, Schedule 1"),
    ("1993-12-28", "Christmas Day on a Saturday, proclaimed"),
    ("1998-12-28", "Boxing Day on a Saturday, proclaimed; Gazette L-55182-5SI"),
    ("2004-12-27", "Boxing Day on a Sunday, Schedule 1"),
    ("2004-12-28", "Christmas Day on a Saturday, proclaimed"),
    ("2005-12-27", "Christmas Day on a Sunday, Schedule 1"),
    ("2009-12-28", "Boxing Day on a Saturday, proclaimed"),
    ("2010-12-27", "Boxing Day on a Sunday, Schedule 1"),
    ("2010-12-28", "Christmas Day on a Saturday, proclaimed"),
    ("2011-01-03", "New Year's Day on a Saturday, proclaimed"),
    ("2011-12-27", "Christmas Day on a Sunday, Schedule 1"),
    ("2012-01-02", "New Year's Day on a Sunday, proclaimed"),
    ("2015-12-28", "Boxing Day on a Saturday; GOV.UK list"),
    ("2016-12-27", "Christmas Day on a Sunday; GOV.UK list"),
    ("2017-01-02", "New Year's Day on a Sunday, proclaimed"),
    ("2020-12-28", "Boxing Day on a Saturday, proclaimed"),
    ("2021-12-27", "Boxing Day on a Sunday, Schedule 1"),
    ("2021-12-28", "Christmas Day on a Saturday, proclaimed"),
    ("2022-01-03", "New Year's Day on a Saturday, proclaimed"),
    ("2022-12-27", "Christmas Day on a Sunday, Schedule 1"),
    ("2023-01-02", "New Year's Day on a Sunday; Gazette 4115743"),
    ("2026-12-28", "Boxing Day on a Saturday"),
    ("2027-12-27", "Boxing Day on a Sunday, Schedule 1"),
    ("2027-12-28", "Christmas Day on a Saturday"),
]

WEEKDAYS_OFF = {
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
"""The weekdays off of whole years, as on the GOV.UK list."""


@pytest.mark.parametrize(("off", "instead_of", "authority"), ONE_OFFS_AND_MOVES)
def test_one_off_and_moved_bank_holidays(off: str, instead_of: str | None, authority: str) -> None:
    """Each one-off day is off, and the day a moved holiday was moved from is not."""
    assert CALENDAR.is_working_day(D(off)) is False, authority
    if instead_of:
        assert CALENDAR.is_working_day(D(instead_of)) is True, authority


@pytest.mark.parametrize(("off", "authority"), SUBSTITUTES)
def test_substitutes_for_holidays_at_a_weekend(off: str, authority: str) -> None:
    """The weekday that stands in for Christmas Day, Boxing Day or New Year's Day is off."""
    assert CALENDAR.is_working_day(D(off)) is False, authority


@pytest.mark.parametrize("year", WEEKDAYS_OFF)
def test_weekdays_off_of_a_whole_year(year: int) -> None:
    """No weekday is off but those on the official list."""
    expected = [D(f"{year}-{day}") for day in WEEKDAYS_OFF[year].split()]
    listed = CALENDAR.holidays_between(date(year - 1, 12, 31), date(year, 12, 31))
    assert expected == [holiday.on for holiday in listed if holiday.on.weekday() < 5]


def in_schedule_1(year: int) -> list[date]:
    """The holidays fixed by the Banking and Financial Dealings Act 1971, Schedule 1 paragraph 1, and at common law."""

    def last_monday(month: int) -> date:
        end = date(year, month, 31)
        return end - timedelta(end.weekday())

    boxing_day = date(year, 12, 26)
    days = [easter(year) - timedelta(2), easter(year) + timedelta(1), last_monday(8), date(year, 12, 25), boxing_day]
    if year not in {2002, 2012, 2022}:  # moved by proclamation
        days.append(last_monday(5))
    if boxing_day.weekday() in {6, 0}:  # 25 or 26 December is a Sunday
        days.append(date(year, 12, 27))
    return days


def test_schedule_1_of_the_act() -> None:
    assert [] == [day for year in range(1990, 2061) for day in in_schedule_1(year) if CALENDAR.is_working_day(day)]


def test_no_one_off_in_the_latest_years() -> None:
    """England and Wales had no one-off day in 2024, 2025 and 2026: eight weekdays off in each."""
    listed = CALENDAR.holidays_between(D("2023-12-31"), D("2026-12-31"))
    assert 24 == sum(holiday.on.weekday() < 5 for holiday in listed)


@pytest.mark.parametrize(
    ("start", "five", "ten", "twenty"),
    [
        ("2025-01-06", "2025-01-13", "2025-01-20", "2025-02-03"),
        ("2024-12-02", "2024-12-09", "2024-12-16", "2025-01-02"),
        ("2025-04-07", "2025-04-14", "2025-04-23", "2025-05-08"),
        ("2022-05-16", "2022-05-23", "2022-05-30", "2022-06-15"),
        ("2022-09-05", "2022-09-12", "2022-09-20", "2022-10-04"),
        ("2023-04-24", "2023-05-02", "2023-05-10", "2023-05-24"),
        ("2015-12-07", "2015-12-14", "2015-12-21", "2016-01-07"),
        ("2021-12-06", "2021-12-13", "2021-12-20", "2022-01-06"),
        ("2024-03-15", "2024-03-22", "2024-04-02", "2024-04-16"),
        ("2024-03-16", "2024-03-22", "2024-04-02", "2024-04-16"),
        ("2024-03-17", "2024-03-22", "2024-04-02", "2024-04-16"),
    ],
)
def test_working_days_after(start: str, five: str, ten: str, twenty: str) -> None:
    """The day of the event is day nought, working day or not (Lester v Garland); counted by hand."""
    counted = [CALENDAR.add_working_days(D(start), n) for n in (5, 10, 20)]
    assert [D(five), D(ten), D(twenty)] == counted


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-04-07", 1, "2026-04-02"),  # Easter Monday, the weekend and Good Friday between
        ("2026-04-06", 1, "2026-04-02"),  # from a bank holiday
        ("2026-04-08", 3, "2026-04-01"),
        ("2026-04-07", 10, "2026-03-20"),
        ("2026-02-14", 1, "2026-02-13"),  # from a Saturday
        ("2026-02-14", 5, "2026-02-09"),
    ],
)
def test_working_days_before(day: str, n: int, expected: str) -> None:
    """Counting back leaves the day itself out, working day or not."""
    assert D(expected) == CALENDAR.subtract_working_days(D(day), n)


def test_nought_working_days_is_the_day_itself() -> None:
    """Even a Sunday, and even at the ends of the calendar."""
    for day in (D("2026-04-05"), CALENDAR.first, CALENDAR.last):
        assert day == CALENDAR.add_working_days(day, 0) == CALENDAR.subtract_working_days(day, 0)


def test_negative_counts_are_refused() -> None:
    """A negative count is an error that names the other method, never a date."""
    with pytest.raises(PeriodError, match="subtract_working_days"):
        CALENDAR.add_working_days(D("2026-01-05"), -1)
    with pytest.raises(ValueError, match="add_working_days"):
        CALENDAR.subtract_working_days(D("2026-01-05"), -1)


def test_nearest_working_days() -> None:
    """Friday 3 April 2026 is Good Friday and Monday 6 April Easter Monday."""
    assert D("2026-04-02") == CALENDAR.last_working_day_on_or_before(D("2026-04-06"))
    assert D("2026-04-07") == CALENDAR.first_working_day_on_or_after(D("2026-04-03"))
    assert D("2026-04-07") == CALENDAR.last_working_day_on_or_before(D("2026-04-07"))
    assert D("2026-04-07") == CALENDAR.first_working_day_on_or_after(D("2026-04-07"))


def test_working_days_between() -> None:
    """The first day is left out and the last is counted; there are none if the last is not later."""
    assert 1 == CALENDAR.working_days_between(D("2026-04-02"), D("2026-04-07"))
    assert 0 == CALENDAR.working_days_between(D("2026-04-02"), D("2026-04-06"))
    assert 0 == CALENDAR.working_days_between(D("2026-04-07"), D("2026-04-07"))
    assert 0 == CALENDAR.working_days_between(D("2026-04-07"), D("2026-04-02"))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-04-02", None),
        ("2026-04-03", "Good Friday"),
        ("2026-04-04", "Saturday"),
        ("2026-04-05", "Sunday"),
        ("2026-05-04", "Early May bank holiday"),
        ("2026-08-31", "Summer bank holiday"),
        ("2026-12-26", "Saturday"),  # and Boxing Day
        ("2026-12-28", "Boxing Day (substitute day)"),
        ("2022-06-02", "Spring bank holiday"),
        ("2022-09-19", "Bank holiday for the State Funeral of Queen Elizabeth II"),
    ],
)
def test_why_a_day_is_not_a_working_day(day: str, why: str | None) -> None:
    """By the day of the weekend first, otherwise by GOV.UK's name."""
    assert why == CALENDAR.why_not_working(D(day))


def test_days_off_between() -> None:
    """What a count from Maundy Thursday 2026 to the Tuesday after Easter skips."""
    expected = (
        DayOff(D("2026-04-03"), "Good Friday"),
        DayOff(D("2026-04-04"), "Saturday"),
        DayOff(D("2026-04-05"), "Sunday"),
        DayOff(D("2026-04-06"), "Easter Monday"),
    )
    assert expected == CALENDAR.days_off_between(D("2026-04-02"), D("2026-04-07"))
    assert expected[1:] == CALENDAR.days_off_between(D("2026-04-03"), D("2026-04-06"))
    assert expected[:1] == CALENDAR.days_off_between(D("2026-04-02"), D("2026-04-03"))
    assert () == CALENDAR.days_off_between(D("2026-04-07"), D("2026-04-02"))


def test_holidays_between() -> None:
    """Holidays at a weekend are among them."""
    expected = (
        BankHoliday(D("2026-12-25"), "Christmas Day"),
        BankHoliday(D("2026-12-26"), "Boxing Day"),
        BankHoliday(D("2026-12-28"), "Boxing Day (substitute day)"),
    )
    assert expected == CALENDAR.holidays_between(D("2026-12-01"), D("2026-12-31"))
    assert expected[1:] == CALENDAR.holidays_between(D("2026-12-25"), D("2026-12-28"))


def test_the_confirmed_horizon() -> None:
    """2028 is the last year on the official list."""
    assert D("2028-12-31") == CALENDAR.confirmed_until
    assert CALENDAR.is_confirmed(D("2028-12-31")) is True
    assert CALENDAR.is_confirmed(D("2029-01-01")) is False
    assert CALENDAR.is_confirmed(D("1990-01-01")) is True
    assert CALENDAR.is_confirmed(D("1989-12-31")) is False


class TestOutside:
    """Outside its range a calendar refuses, and says how to go on."""

    @pytest.mark.parametrize(("day", "remedy"), [("1989-12-31", "first_year=1989"), ("2061-01-01", "last_year=2061")])
    def test_days_outside(self, day: str, remedy: str) -> None:
        """Every method that is asked about a day refuses one it does not know."""
        outside, inside = D(day), D("2026-01-05")
        asked: list[Callable[[], object]] = [
            lambda: CALENDAR.is_working_day(outside),
            lambda: CALENDAR.why_not_working(outside),
            lambda: CALENDAR.add_working_days(outside, 0),
            lambda: CALENDAR.add_working_days(outside, 1),
            lambda: CALENDAR.subtract_working_days(outside, 1),
            lambda: CALENDAR.last_working_day_on_or_before(outside),
            lambda: CALENDAR.first_working_day_on_or_after(outside),
            lambda: CALENDAR.working_days_between(outside, inside),
            lambda: CALENDAR.days_off_between(inside, outside),
            lambda: CALENDAR.holidays_between(outside, inside),
        ]
        for ask in asked:
            with pytest.raises(CalendarRangeError) as caught:
                ask()
            for part in (day, "1990-01-01 to 2060-12-31", f"england_and_wales({remedy})"):
                assert part in str(caught.value)

    def test_answers_outside(self) -> None:
        """31 December 2060 is a Friday and a working day; 1 January 1990 a Monday and a holiday."""
        assert CALENDAR.last == CALENDAR.add_working_days(D("2060-12-30"), 1)
        with pytest.raises(CalendarRangeError, match=r"2 working days after 2060-12-30 .*last_year=2070"):
            CALENDAR.add_working_days(D("2060-12-30"), 2)
        assert D("1990-01-02") == CALENDAR.subtract_working_days(D("1990-01-03"), 1)
        with pytest.raises(CalendarRangeError, match=r"1 working days before 1990-01-02 .*first_year=1980"):
            CALENDAR.subtract_working_days(D("1990-01-02"), 1)
        with pytest.raises(CalendarRangeError):
            CALENDAR.last_working_day_on_or_before(D("1990-01-01"))
        assert D("1990-01-02") == CALENDAR.last_working_day_on_or_before(D("1990-01-02"))
        assert CALENDAR.is_working_day(D("1990-01-01")) is False
        assert D("1990-01-02") == CALENDAR.add_working_days(D("1990-01-01"), 1)

    def test_a_longer_calendar_answers(self) -> None:
        """The remedy works. 1 January 2061 is a Saturday, so Monday 3 January is off."""
        assert D("2061-01-04") == england_and_wales(last_year=2061).add_working_days(D("2060-12-31"), 1)

    def test_datetimes_are_refused(self) -> None:
        """A time has no place in a count of days."""
        with pytest.raises(TypeError, match=r"\.date\(\)"):
            CALENDAR.add_working_days(datetime(2026, 1, 5, 9, 0), 1)


class TestLayers:
    """Days laid over a calendar."""

    def test_adding_a_day(self) -> None:
        """A proclaimed Monday moves the count on by a day, and the first calendar is as it was."""
        layer = Layer((BankHoliday(D("2026-07-06"), "Proclaimed"),), (), "The Gazette", D("2026-05-01"))
        layered = CALENDAR.with_layer(layer)
        assert D("2026-07-07") == layered.add_working_days(D("2026-07-03"), 1)
        assert "Proclaimed" == layered.why_not_working(D("2026-07-06"))
        assert D("2026-07-06") == CALENDAR.add_working_days(D("2026-07-03"), 1)
        assert (layer,) == layered.layers
        assert layered != CALENDAR
        assert layered.digest != CALENDAR.digest

    def test_removing_a_day(self) -> None:
        """A moved holiday: one day removed, one added."""
        layer = Layer((BankHoliday(D("2026-05-08"), "Moved"),), (D("2026-05-04"),), "The Gazette")
        layered = CALENDAR.with_layer(layer)
        assert layered.is_working_day(D("2026-05-04")) is True
        assert layered.is_working_day(D("2026-05-08")) is False

    def test_adding_a_day_that_is_one_already_changes_nothing(self) -> None:
        """So a whole official list can be laid over; GOV.UK calls the substitute simply "Christmas Day"."""
        layer = Layer((BankHoliday(D("2022-12-27"), "Christmas Day"),), (), "GOV.UK")
        layered = CALENDAR.with_layer(layer)
        assert "Christmas Day (substitute day)" == layered.why_not_working(D("2022-12-27"))
        assert layered == CALENDAR

    def test_an_official_list_moves_the_confirmed_horizon_on_only(self) -> None:
        """A list that speaks for 2029 confirms it; an older one takes nothing back."""
        newer = CALENDAR.with_layer(Layer((), (), "GOV.UK", D("2026-11-01"), confirmed_until=D("2029-12-31")))
        older = CALENDAR.with_layer(Layer((), (), "GOV.UK", D("2023-11-01"), confirmed_until=D("2025-12-31")))
        assert D("2029-12-31") == newer.confirmed_until
        assert D("2028-12-31") == older.confirmed_until

    def test_every_wrong_day_is_named(self) -> None:
        """A day that is no holiday cannot be removed, nor one that is added at the same time."""
        layer = Layer((BankHoliday(D("2026-05-04"), "May"),), (D("2026-05-04"), D("2026-05-05")), "council.json")
        with pytest.raises(CalendarError) as caught:
            CALENDAR.with_layer(layer)
        for part in ("council.json", "2026-05-05 cannot be removed", "2026-05-04 is both added and removed"):
            assert part in str(caught.value)

    def test_a_day_outside_the_calendar_is_refused(self) -> None:
        """It would silently never count."""
        layer = Layer((BankHoliday(D("2070-05-05"), "Far off"),), (), "council.json")
        with pytest.raises(CalendarError, match="Far off on 2070-05-05"):
            CALENDAR.with_layer(layer)


class TestMaking:
    """How a calendar comes to be."""

    def test_a_calendar_cannot_be_changed(self) -> None:
        """It is settled when it is made."""
        with pytest.raises(FrozenInstanceError):
            CALENDAR.last = D("2070-12-31")  # type: ignore[misc]

    def test_equality_and_hash(self) -> None:
        """By id and digest, whatever order the days came in."""
        days = [BankHoliday(D("2026-05-04"), "May"), BankHoliday(D("2026-08-31"), "August")]
        ends = (D("2026-01-01"), D("2026-12-31"), D("2026-12-31"))
        one, two = WorkingCalendar("a", *ends, tuple(days)), WorkingCalendar("a", *ends, tuple(reversed(days)))
        assert one == two
        assert hash(one) == hash(two)
        assert one != WorkingCalendar("b", *ends, tuple(days))
        assert one != "a"
        assert "<WorkingCalendar a 2026-01-01 to 2026-12-31" in repr(one)

    def test_holidays_at_the_ends_and_twice(self) -> None:
        """The first and the last day may be holidays; of two names for a day the alphabet's first is kept."""
        ends = (D("2026-01-01"), D("2026-12-31"), D("2026-12-31"))
        days = (BankHoliday(ends[0], "New Year's Day"), BankHoliday(ends[1], "Eve"), BankHoliday(ends[1], "A feast"))
        calendar = WorkingCalendar("a", *ends, days)
        assert "A feast" == calendar.why_not_working(ends[1])
        assert (days[0], days[2]) == calendar.holidays

    def test_it_survives_a_journey_to_another_process(self) -> None:
        """Pickled and read again it is equal and still counts."""
        small = england_and_wales(2025, 2026)
        again = pickle.loads(pickle.dumps(small))  # noqa: S301 - it was pickled here
        assert small == again
        assert D("2026-01-21") == again.add_working_days(D("2025-12-19"), 20)

    def test_it_is_made_once(self) -> None:
        """The same years give the same object."""
        assert england_and_wales() is england_and_wales(1990, last_year=2060)

    def test_a_range_without_a_working_day_is_refused(self) -> None:
        """A weekend, or the ends the wrong way round."""
        for first, last in (("2026-02-14", "2026-02-15"), ("2026-12-31", "2026-01-01")):
            with pytest.raises(CalendarError, match="no working day"):
                WorkingCalendar("empty", D(first), D(last), D(last))

    @pytest.mark.parametrize(("first", "last"), [(1977, 2026), (2026, 2101), (2026, 2025)])
    def test_unknown_years_are_refused(self, first: int, last: int) -> None:
        """The list ends with 2100, as the package does that it is made from."""
        with pytest.raises(CalendarError, match="from 1978 to 2100"):
            england_and_wales(first, last)

    def test_every_year_on_offer_can_be_had(self) -> None:
        """From the first early May bank holiday to the end of the list."""
        longest = england_and_wales(1978, 2100)
        assert (D("1978-01-01"), D("2100-12-31")) == (longest.first, longest.last)
        assert D("2026-01-02") == england_and_wales(2026, 2026).add_working_days(D("2026-01-01"), 1)

    def test_corrections_are_read_from_the_facts(self) -> None:
        """A day the list does not have yet, one it has wrong, one it has put right, and other years'."""
        facts = {
            "added": [
                {"on": D("2026-07-06"), "name": "Proclaimed", "source": "Gazette 1"},
                {"on": D("2050-07-04"), "name": "Far off", "source": "Gazette 2"},
            ],
            "removed": [D("2026-05-04"), D("2026-05-05"), D("1990-05-07")],
        }
        listed = listed_holidays(2020, 2030, known_facts())
        expected = Layer((BankHoliday(D("2026-07-06"), "Proclaimed"),), (D("2026-05-04"),), "Gazette 1")
        assert expected == corrections(listed, facts)
        assert Layer(expected.added, (), "Gazette 1") == corrections(listed, facts | {"removed": []})
        assert corrections(listed_holidays(2000, 2010, known_facts()), facts) is None


def test_a_pickled_calendar_says_its_days_off_and_not_every_day_of_seventy_years() -> None:
    """Every due date carries its calendar: with each of 26,000 days in it, the pickle of one due date was 830 kB."""
    calendar = england_and_wales()
    pickled = pickle.dumps(calendar)
    assert len(pickled) < 40_000
    again = pickle.loads(pickled)  # noqa: S301 - it was pickled here
    assert again == calendar
    assert (again.layers, again.closures, again.confirmed_until) == (calendar.layers, calendar.closures, calendar.confirmed_until)
    assert again.add_working_days(date(2025, 12, 19), 20) == date(2026, 1, 21)
