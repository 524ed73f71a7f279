"""What a calendar is told apart by, and what it says when it cannot answer, in whole sentences.

A schedule names the calendar it was counted on by its id and digest, so the digest is written down here as it was first defined: the
first 16 hexadecimal digits of SHA-256 over the range, the confirmed day, each holiday and each closure, a line for each.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

import pytest
from tests.small_profiles import D

from lacreview_rules.counting.calendars import BankHoliday, Layer, WorkingCalendar, england_and_wales
from lacreview_rules.errors import CalendarError, CalendarRangeError, PeriodError

ENDS = (D("2026-01-01"), D("2026-12-31"), D("2026-06-30"))
MAY, AUGUST = BankHoliday(D("2026-05-04"), "May"), BankHoliday(D("2026-08-31"), "August")
CLOSED = BankHoliday(D("2026-07-06"), "Training day")
PLAIN = WorkingCalendar("plain", *ENDS, (AUGUST, MAY), (), (CLOSED,))


class TestDigest:
    """It changes whenever the calendar does, and only then."""

    def test_as_defined(self) -> None:
        """Reckoned here from its definition."""
        lines = "2026-01-01/2026-12-31/2026-06-30\n2026-05-04 May\n2026-08-31 August\n2026-07-06 closed: Training day"
        assert hashlib.sha256(lines.encode()).hexdigest()[:16] == PLAIN.digest

    @pytest.mark.parametrize(
        "change",
        [
            {"first": D("2026-01-02")},
            {"last": D("2026-12-30")},
            {"confirmed_until": D("2026-07-01")},
            {"holidays": (MAY,)},
            {"holidays": (MAY, BankHoliday(AUGUST.on, "Summer"))},
            {"closures": ()},
            {"closures": (BankHoliday(CLOSED.on, "Training"),)},
            {"holidays": (MAY, AUGUST, CLOSED), "closures": ()},
        ],
    )
    def test_it_changes(self, change: dict[str, Any]) -> None:
        """With every day and every name."""
        said: dict[str, Any] = {
            "first": ENDS[0],
            "last": ENDS[1],
            "confirmed_until": ENDS[2],
            "holidays": (MAY, AUGUST),
            "closures": (CLOSED,),
        }
        other = WorkingCalendar(id="plain", **(said | change))
        assert other.digest != PLAIN.digest
        assert other != PLAIN

    def test_it_does_not_change(self) -> None:
        """With the order of the days, or with what was laid over without effect."""
        assert PLAIN == WorkingCalendar("plain", *ENDS, (MAY, AUGUST), (), (CLOSED,))
        assert PLAIN.digest == PLAIN.with_layer(Layer((MAY,), (), "a list")).digest

    def test_the_id_counts_too(self) -> None:
        """Same days, another name: another calendar."""
        other = WorkingCalendar("other", *ENDS, (MAY, AUGUST), (), (CLOSED,))
        assert other.digest == PLAIN.digest
        assert other != PLAIN
        assert len({other, PLAIN, WorkingCalendar("plain", *ENDS, (MAY, AUGUST), (), (CLOSED,))}) == 2
        assert hash(other) != hash(PLAIN) == hash(WorkingCalendar("plain", *ENDS, (MAY, AUGUST), (), (CLOSED,)))

    def test_it_cannot_be_given(self) -> None:
        """It follows from the rest, as everything does that a calendar reckons for itself."""
        with pytest.raises(TypeError):
            WorkingCalendar("plain", *ENDS, (), (), (), "0123456789abcdef")  # type: ignore[call-arg]

    def test_the_other_side_is_asked_too(self) -> None:
        """Beside a stranger a calendar claims nothing, so that the stranger may (Python's data model, `NotImplemented`)."""

        class Friendly:
            def __eq__(self, other: object) -> bool:
                return True

            __hash__ = None  # type: ignore[assignment]

        assert PLAIN == Friendly()
        assert PLAIN != "plain"

    def test_as_shown(self) -> None:
        """By name, range and digest."""
        assert f"<WorkingCalendar plain 2026-01-01 to 2026-12-31, digest {PLAIN.digest}>" == repr(PLAIN)


class TestClosures:
    """Days on which an authority is closed: working days here, days off in `local`."""

    def test_local(self) -> None:
        """Monday 6 July 2026: Friday's next working day is the 6th here, the 7th there."""
        assert D("2026-07-06") == PLAIN.add_working_days(D("2026-07-03"), 1)
        assert D("2026-07-07") == PLAIN.local.add_working_days(D("2026-07-03"), 1)
        assert "Training day" == PLAIN.local.why_not_working(CLOSED.on)
        assert (PLAIN.id, PLAIN.first, PLAIN.last, PLAIN.confirmed_until) == (
            PLAIN.local.id,
            PLAIN.local.first,
            PLAIN.local.last,
            PLAIN.local.confirmed_until,
        )
        assert (MAY, CLOSED, AUGUST) == PLAIN.local.holidays

    def test_local_of_one_without_closures(self) -> None:
        """It is the calendar itself."""
        calendar = WorkingCalendar("plain", *ENDS, (MAY,))
        assert calendar.local is calendar
        assert PLAIN.local.local is PLAIN.local

    def test_a_closure_on_a_holiday_keeps_its_name(self) -> None:
        """May Day is May Day also where the office says it is closed."""
        calendar = WorkingCalendar("plain", *ENDS, (MAY,)).with_closures(BankHoliday(MAY.on, "Closed"))
        assert "May" == calendar.local.why_not_working(MAY.on)

    def test_more_closures_are_added_to_those_there(self) -> None:
        """By hand or by a layer."""
        again = BankHoliday(D("2026-07-07"), "Second day")
        assert (CLOSED, again) == PLAIN.with_closures(again).closures
        assert (CLOSED, again) == PLAIN.with_layer(Layer((), (), "the council", closed=(again,))).closures

    def test_a_closure_outside_is_refused(self) -> None:
        """It would silently never count."""
        with pytest.raises(
            CalendarError, match=r"^calendar plain runs from 2026-01-01 to 2026-12-31, which leaves out: Late on 2027-01-04$"
        ):
            PLAIN.with_closures(BankHoliday(D("2027-01-04"), "Late"))


class TestLayers:
    """What was laid over, in order."""

    def test_each_is_kept(self) -> None:
        """So that a schedule can say on whose word a day is off."""
        one, two = Layer((), (), "one"), Layer((), (MAY.on,), "two", confirmed_until=D("2026-09-30"))
        calendar = PLAIN.with_layer(one).with_layer(two)
        assert (one, two) == calendar.layers
        assert D("2026-09-30") == calendar.confirmed_until
        assert D("2026-06-30") == PLAIN.with_layer(one).confirmed_until
        assert (AUGUST,) == calendar.holidays

    def test_a_misfit_names_calendar_and_source(self) -> None:
        """Every wrong day, with why."""
        layer = Layer((MAY,), (MAY.on, D("2026-05-05")), "council.json")
        with pytest.raises(CalendarError) as caught:
            PLAIN.with_layer(layer)
        why = "2026-05-05 cannot be removed: it is no holiday; 2026-05-04 is both added and removed"
        assert f"council.json does not fit calendar plain: {why}" == str(caught.value)

    def test_a_holiday_outside_is_refused(self) -> None:
        """All of them are named, in order."""
        layer = Layer((BankHoliday(D("2027-05-05"), "Late"), BankHoliday(D("2025-05-05"), "Early")), (), "council.json")
        with pytest.raises(CalendarError) as caught:
            PLAIN.with_layer(layer)
        said = "calendar plain runs from 2026-01-01 to 2026-12-31, which leaves out: Early on 2025-05-05, Late on 2027-05-05"
        assert said == str(caught.value)


class TestMessages:
    """What, where, and the remedy."""

    def test_no_working_day(self) -> None:
        """A weekend."""
        with pytest.raises(CalendarError) as caught:
            WorkingCalendar("empty", D("2026-02-14"), D("2026-02-15"), D("2026-02-15"))
        assert "calendar empty has no working day from 2026-02-14 to 2026-02-15; check the two dates" == str(caught.value)

    def test_counting_below_nought(self) -> None:
        """The other method is named."""
        with pytest.raises(PeriodError) as caught:
            PLAIN.add_working_days(D("2026-01-05"), -1)
        start = "-1 working days {} a date: working days are counted from 0 up; the other way is {}"
        assert start.format("after", "subtract_working_days") == str(caught.value)
        with pytest.raises(PeriodError) as caught:
            PLAIN.subtract_working_days(D("2026-01-05"), -1)
        assert start.format("before", "add_working_days") == str(caught.value)

    def test_past_the_end(self) -> None:
        """Ten years more, one way or the other."""
        runs = "is outside calendar plain, which runs from 2026-01-01 to 2026-12-31; build a longer one, such as england_and_wales"
        with pytest.raises(CalendarRangeError) as caught:
            PLAIN.add_working_days(D("2026-12-30"), 2)
        assert f"2 working days after 2026-12-30 {runs}(last_year=2036)" == str(caught.value)
        with pytest.raises(CalendarRangeError) as caught:
            PLAIN.subtract_working_days(D("2026-01-02"), 2)
        assert f"2 working days before 2026-01-02 {runs}(first_year=2016)" == str(caught.value)
        with pytest.raises(CalendarRangeError) as caught:
            PLAIN.is_working_day(D("2025-12-31"))
        assert f"2025-12-31 {runs}(first_year=2025)" == str(caught.value)
        with pytest.raises(CalendarRangeError) as caught:
            PLAIN.is_working_day(D("2027-01-01"))
        assert f"2027-01-01 {runs}(last_year=2027)" == str(caught.value)

    def test_before_the_first_working_day(self) -> None:
        """Thu 1 January 2026 is off here, so there is none on or before it; the Saturday after Fri 2 January has one."""
        calendar = WorkingCalendar("plain", *ENDS, (BankHoliday(ENDS[0], "New Year's Day"),))
        with pytest.raises(CalendarRangeError, match=r"^1 working days before 2026-01-01 is outside calendar plain"):
            calendar.last_working_day_on_or_before(ENDS[0])
        assert D("2026-01-02") == calendar.subtract_working_days(D("2026-01-03"), 1)
        assert D("2026-01-02") == calendar.last_working_day_on_or_before(D("2026-01-03"))

    def test_a_span_with_one_end_outside(self) -> None:
        """Even by a day that would not be in it."""
        before, after, inside = D("2025-12-31"), D("2027-01-01"), D("2026-05-04")
        for ask in (PLAIN.days_off_between, PLAIN.holidays_between, PLAIN.working_days_between):
            with pytest.raises(CalendarRangeError, match=r"^2025-12-31 is outside"):
                ask(before, inside)
            with pytest.raises(CalendarRangeError, match=r"^2027-01-01 is outside"):
                ask(inside, after)

    def test_a_time_of_day(self) -> None:
        """Whichever question it is asked in."""
        with pytest.raises(TypeError) as caught:
            PLAIN.is_working_day(datetime(2026, 1, 5, 9))
        assert "day: it is a datetime, and must be a date; give its day: value.date()" == str(caught.value)

    @pytest.mark.parametrize(("first", "last"), [(1977, 2026), (2026, 2101), (2026, 2025)])
    def test_years_that_are_not_known(self, first: int, last: int) -> None:
        """From the first early May bank holiday to the end of the package's list."""
        with pytest.raises(CalendarError) as caught:
            england_and_wales(first, last)
        remedy = "ask for years from 1978 to 2100, the first not after the last"
        assert f"bank holidays from {first} to {last} are not known; {remedy}" == str(caught.value)
