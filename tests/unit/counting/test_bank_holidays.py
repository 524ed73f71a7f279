"""Where bank holidays come from, and what may be laid over them.

Authorities: Banking and Financial Dealings Act 1971 Schedule 1 and the proclamations named; the GOV.UK list for the names.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D

from lacreview_rules.counting.bank_holidays import (
    BankHoliday,
    Layer,
    corrections,
    known_facts,
    laid_over,
    listed_holidays,
    misfits,
    settled,
)
from lacreview_rules.errors import ArgumentError, CalendarError

MAY, AUGUST = BankHoliday(D("2026-05-04"), "Early May bank holiday"), BankHoliday(D("2026-08-31"), "Summer bank holiday")


class TestListed:
    """The days of the list, under GOV.UK's names."""

    def test_a_year_as_on_the_official_list(self) -> None:
        """2017: New Year's Day was a Sunday, and a substitute day was proclaimed."""
        assert [(str(day.on), day.name) for day in listed_holidays(2017, 2017, known_facts())] == [
            ("2017-01-01", "New Year's Day"),
            ("2017-01-02", "New Year's Day (substitute day)"),
            ("2017-04-14", "Good Friday"),
            ("2017-04-17", "Easter Monday"),
            ("2017-05-01", "Early May bank holiday"),
            ("2017-05-29", "Spring bank holiday"),
            ("2017-08-28", "Summer bank holiday"),
            ("2017-12-25", "Christmas Day"),
            ("2017-12-26", "Boxing Day"),
        ]

    def test_both_years_are_included(self) -> None:
        """And none before or after."""
        assert {day.on.year for day in listed_holidays(2024, 2026, known_facts())} == {2024, 2025, 2026}

    @pytest.mark.parametrize(("first", "last"), [(1977, 1990), (2090, 2101), (2026, 2025)])
    def test_years_that_are_not_known(self, first: int, last: int) -> None:
        """1978 to 2100, in order."""
        with pytest.raises(CalendarError) as caught:
            listed_holidays(first, last, known_facts())
        remedy = "ask for years from 1978 to 2100, the first not after the last"
        assert f"bank holidays from {first} to {last} are not known; {remedy}" == str(caught.value)

    def test_the_first_and_the_last_year_are_known(self) -> None:
        """1 May 1978 was the first early May bank holiday; 27 December 2100 is a Monday, Boxing Day's substitute on the 26th a Sunday."""
        days = {day.on for day in (*listed_holidays(1978, 1978, known_facts()), *listed_holidays(2100, 2100, known_facts()))}
        assert {D("1978-05-01"), D("2100-12-27")} <= days


class TestCorrections:
    """What the project knows better than the package."""

    FACTS = {  # noqa: RUF012 - read, never written
        "added": [
            {"on": D("2026-07-06"), "name": "One", "source": "Gazette 1"},
            {"on": D("2026-07-07"), "name": "Two", "source": "Gazette 2"},
        ]
    }

    def test_sources_are_listed(self) -> None:
        """Each day with its name, and on whose word."""
        layer = Layer((BankHoliday(D("2026-07-06"), "One"), BankHoliday(D("2026-07-07"), "Two")), (), "Gazette 1; Gazette 2")
        assert layer == corrections((MAY,), self.FACTS)

    def test_a_day_taken_out_alone(self) -> None:
        """No source is given for it."""
        assert Layer((), (MAY.on,), "corrections") == corrections((MAY, AUGUST), {"removed": [MAY.on]})

    def test_none_is_needed(self) -> None:
        """Other years' corrections, or a day that is not listed."""
        assert corrections((MAY,), {}) is None
        assert corrections((MAY,), {"removed": [AUGUST.on]}) is None
        assert corrections((BankHoliday(D("2025-05-05"), "May"),), self.FACTS) is None

    def test_a_calendar_is_made_with_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """So a correction is one line of data: Monday 6 July 2026 would be off."""
        from lacreview_rules.counting import calendars

        monkeypatch.setattr(calendars, "known_facts", lambda: {**known_facts(), **self.FACTS})
        corrected = calendars._england_and_wales.__wrapped__(2026, 2026)
        assert "One" == corrected.why_not_working(D("2026-07-06"))
        assert "Gazette 1; Gazette 2" == corrected.layers[0].source


class TestLaidOver:
    """Days put in and taken out."""

    def test_the_name_that_is_there_stays(self) -> None:
        """Of two names in the layer for one day, the first."""
        layer = Layer(
            (BankHoliday(MAY.on, "May Day"), BankHoliday(D("2026-07-06"), "First"), BankHoliday(D("2026-07-06"), "Second")), (), "a list"
        )
        assert {MAY, BankHoliday(D("2026-07-06"), "First")} == set(laid_over([MAY], layer, "plain"))

    def test_misfits(self) -> None:
        """A day to take out that is no holiday, and one that is put in as well; the others are passed over."""
        layer = Layer((AUGUST,), (MAY.on, AUGUST.on, D("2026-05-05")), "a list")
        assert misfits(layer, {MAY.on, AUGUST.on}) == [
            (D("2026-05-05"), "cannot be removed: it is no holiday"),
            (AUGUST.on, "is both added and removed"),
        ]
        assert misfits(Layer((AUGUST,), (MAY.on,), "a list"), {MAY.on}) == []

    def test_what_a_whole_list_leaves_out(self) -> None:
        """From its first day to its last, both included; never a day at a weekend, never one that it names."""
        layer = Layer((AUGUST,), (), "a whole list", whole=(D("2026-05-04"), D("2026-12-25")))
        left_out = {
            "2026-05-01": False,  # the Friday before it begins
            "2026-05-04": True,
            "2026-06-01": True,
            "2026-08-31": False,  # named
            "2026-09-04": True,  # a Friday
            "2026-09-05": False,  # a Saturday
            "2026-09-06": False,
            "2026-12-25": True,
            "2026-12-28": False,  # after it ends
        }
        assert left_out == {day: layer.leaves_out(BankHoliday(D(day), "Any")) for day in left_out}
        assert Layer((AUGUST,), (), "no whole list").leaves_out(MAY) is False

    def test_what_is_left_out_becomes_an_ordinary_day(self) -> None:
        """The list of 2026 names August and not May."""
        layer = Layer((AUGUST,), (), "a whole list", whole=(D("2026-01-01"), D("2026-12-31")))
        assert (AUGUST,) == laid_over([MAY], layer, "plain")


class TestSettled:
    """A calendar's holidays in order."""

    ENDS = (D("2026-05-04"), D("2026-08-31"))

    def test_in_order_and_each_day_once(self) -> None:
        """Both ends belong to the calendar; of two names the first in the alphabet."""
        found = settled([AUGUST, BankHoliday(MAY.on, "May Day"), MAY], "plain", *self.ENDS)
        assert (MAY, AUGUST) == found

    def test_days_outside_are_refused(self) -> None:
        """All are named, in order."""
        days = [BankHoliday(D("2026-09-01"), "Late"), MAY, BankHoliday(D("2026-05-03"), "Early")]
        with pytest.raises(CalendarError) as caught:
            settled(days, "plain", *self.ENDS)
        said = "calendar plain runs from 2026-05-04 to 2026-08-31, which leaves out: Early on 2026-05-03, Late on 2026-09-01"
        assert said == str(caught.value)


def test_a_whole_list_has_a_first_and_a_last_day() -> None:
    """One day would leave open from when the list is silent about what is no holiday."""
    with pytest.raises(ArgumentError, match="whole: it must be the first and the last day"):
        Layer((MAY,), (), "a list", whole=(D("2026-01-01"),))  # type: ignore[arg-type] # the mistake that is tried


def test_what_a_layer_says_of_itself() -> None:
    """Only its days and its source have to be given."""
    layer = Layer((MAY,), (), "a list")
    assert (None, None, (), None, "") == (layer.retrieved, layer.confirmed_until, layer.closed, layer.whole, layer.id)
