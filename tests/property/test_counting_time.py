"""Counting time as English law does. Authority: statute.md 8, whose rows K1 to K13 name the cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.strategies.calendars import BASE, with_extra
from tests.property.strategies.days import any_days
from tests.property.strategies.spans import counts, periods

from lacreview_rules import england_and_wales
from lacreview_rules.counting.periods import Period, Unit, add_months, hours_after, hours_before, midway
from lacreview_rules.errors import PeriodError

CALENDAR = england_and_wales()
NUMPY_CALENDAR = np.busdaycalendar(holidays=sorted(by_hand.HOLIDAYS))
moments = st.datetimes(datetime(1996, 1, 1), datetime(2060, 12, 31))
ONE = timedelta(1)


class TestWorkingDays:
    """K2 and K12: the day of the event is not counted; day N is inside the limit."""

    @given(any_days, counts())
    def test_counting_forward_is_walking_forward(self, day: date, n: int) -> None:
        """K12: day one is the first working day after the event."""
        assert by_hand.walk(day, n, 1) == CALENDAR.add_working_days(day, n)

    @given(any_days, counts())
    def test_counting_back_is_walking_back(self, day: date, n: int) -> None:
        """K11, simple: the event is not counted, and the Nth working day before it is still in time."""
        assert by_hand.walk(day, n, -1) == CALENDAR.subtract_working_days(day, n)

    @given(any_days, st.integers(1, 500))
    def test_forward_agrees_with_numpy(self, day: date, n: int) -> None:
        """K12: a start at a weekend behaves as the working day before it (`roll="backward"`)."""
        expected = np.busday_offset(day, n, roll="backward", busdaycal=NUMPY_CALENDAR).item()
        assert expected == CALENDAR.add_working_days(day, n)

    @given(any_days, st.integers(1, 500))
    def test_back_agrees_with_numpy(self, day: date, n: int) -> None:
        """K11, simple: the mirror image (`roll="forward"`)."""
        expected = np.busday_offset(day, -n, roll="forward", busdaycal=NUMPY_CALENDAR).item()
        assert expected == CALENDAR.subtract_working_days(day, n)

    @given(any_days, any_days)
    def test_counting_between_agrees_with_numpy(self, a: date, b: date) -> None:
        """K2: the first day is left out; NumPy leaves the last out instead."""
        expected = max(0, np.busday_count(a + ONE, b + ONE, busdaycal=NUMPY_CALENDAR)) if a < b else 0
        assert expected == CALENDAR.working_days_between(a, b)

    @given(any_days, counts())
    def test_exactly_so_many_and_none_fewer(self, day: date, n: int) -> None:
        """K12: as many working days lie after the start up to the end as were counted; every other day has its reason."""
        end = CALENDAR.add_working_days(day, n)
        off = CALENDAR.days_off_between(day, end)
        assert n == by_hand.working_days_in(day, end) == CALENDAR.working_days_between(day, end)
        assert (end - day).days == n + len(off)
        assert n == 0 or by_hand.is_working(end)

    @given(any_days, st.integers(1, 500))
    def test_counting_back_undoes_counting_forward(self, day: date, n: int) -> None:
        """K12: from a working day, N back from N on is the day itself; from a day off, the working day next to it."""
        assert CALENDAR.last_working_day_on_or_before(day) == CALENDAR.subtract_working_days(CALENDAR.add_working_days(day, n), n)
        assert CALENDAR.first_working_day_on_or_after(day) == CALENDAR.add_working_days(CALENDAR.subtract_working_days(day, n), n)

    @given(any_days, counts(), counts())
    def test_in_two_steps_as_in_one(self, day: date, a: int, b: int) -> None:
        """K12: nothing is lost between two counts."""
        at_once = CALENDAR.add_working_days(day, a + b)
        assert at_once == CALENDAR.add_working_days(CALENDAR.add_working_days(day, a), b)

    def test_every_day_of_three_years(self) -> None:
        """K12, not left to chance: each start in 2024 to 2026 with each count up to 60, against NumPy."""
        days = [date(2024, 1, 1) + timedelta(offset) for offset in range(3 * 365 + 1)]
        for n in range(1, 61):
            expected = np.busday_offset(np.array(days, dtype="datetime64[D]"), n, roll="backward", busdaycal=NUMPY_CALENDAR).tolist()
            assert expected == [CALENDAR.add_working_days(day, n) for day in days], n


class TestMonths:
    """K1, K3 and K4: calendar months, the corresponding date, and the last day of a month that has none."""

    @given(any_days, st.integers(1, 120))
    @example(date(1978, 9, 30), 4)  # Dodds v Walker: 30 January
    @example(date(2025, 11, 30), 3)
    @example(date(2024, 2, 29), 12)
    @example(date(2025, 8, 31), 6)
    def test_the_corresponding_date_or_the_last_day(self, day: date, n: int) -> None:
        """K3, K4: so many months on, on the day of the same number; only a month too short for it ends on its last day."""
        end = Period(n, Unit.MONTH).after(day, CALENDAR)
        assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n
        assert end.day == day.day or (end.day < day.day and (end + ONE).day == 1)
        assert end == by_hand.corresponding(day, n)

    @given(st.dates(date(200, 1, 1), date(9800, 1, 1)), st.integers(-1200, 1200))
    def test_months_agree_with_dateutil(self, day: date, n: int) -> None:
        """K3, K4: another's reading of the same rule."""
        assert day + relativedelta(months=n) == add_months(day, n)

    @given(any_days, st.integers(0, 10), st.integers(0, 120))
    def test_months_and_years_agree_with_dateutil_both_ways(self, day: date, years: int, months: int) -> None:
        """K1: a year is twelve calendar months."""
        period = Period(months, Unit.MONTH)
        assert day + relativedelta(years=years) == Period(years, Unit.YEAR).after(day, CALENDAR)
        assert day + relativedelta(months=months) == period.after(day, CALENDAR)
        assert day - relativedelta(months=months) == period.before(day, CALENDAR)

    @given(any_days, st.integers(0, 120))
    def test_counting_back_undoes_counting_forward_unless_a_day_was_lost(self, day: date, n: int) -> None:
        """K4: what was cut off at a month's end is not given back; otherwise N months back from N on is the day itself."""
        period = Period(n, Unit.MONTH)
        end = period.after(day, CALENDAR)
        back = period.before(end, CALENDAR)
        assert back == (day if end.day == day.day else day.replace(day=end.day))

    @given(any_days, st.integers(1, 60), st.integers(1, 60))
    def test_two_counts_are_never_later_than_one(self, day: date, a: int, b: int) -> None:
        """K4 (statute.md 11.7): months counted in two steps may lose days at a month's end and never gain any."""
        first = Period(a, Unit.MONTH).after(day, CALENDAR)
        assert Period(b, Unit.MONTH).after(first, CALENDAR) <= Period(a + b, Unit.MONTH).after(day, CALENDAR)

    @given(any_days, st.integers(1, 120))
    def test_beginning_with_a_day_ends_a_day_sooner(self, day: date, n: int) -> None:
        """K7: a period beginning with a date includes it, so it ends on the day before the corresponding date, if there is one."""
        plain, included = (Period(n, Unit.MONTH).after(day, CALENDAR, inclusive=way) for way in (False, True))
        assert included == (plain - ONE if plain.day == day.day else plain)


@given(any_days, any_days, periods())
def test_a_later_anchor_never_gives_an_earlier_date(a: date, b: date, period: Period) -> None:
    """K2: the same rule counted from a later day, forward or back, never ends earlier, however it counts the first day."""
    a, b = sorted((a, b))
    assert period.after(a, CALENDAR) <= period.after(b, CALENDAR)
    assert period.before(a, CALENDAR) <= period.before(b, CALENDAR)
    assert period.before(a, CALENDAR, clear=True) <= period.before(b, CALENDAR, clear=True)
    assert period.after(a, CALENDAR, inclusive=True) <= period.after(b, CALENDAR, inclusive=True)


@given(any_days, st.integers(0, 400), st.sampled_from([Unit.DAY, Unit.WEEK]))
def test_days_and_weeks_back_undo_days_and_weeks_forward(day: date, n: int, unit: Unit) -> None:
    """K2: plain calendar arithmetic, the day of the event left out both ways."""
    period = Period(n, unit)
    assert period.before(period.after(day, CALENDAR), CALENDAR) == day
    assert (period.after(day, CALENDAR) - day).days == n * (7 if unit is Unit.WEEK else 1)


@given(
    st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    st.builds(Period, st.integers(1, 24), st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH])),
)
def test_a_last_day_on_a_day_off_is_not_put_off(day: date, period: Period) -> None:
    """K8: nothing extends a period of days, weeks or months whose last day turns out to be a day off."""
    end = period.after(day, BASE)
    assert period.after(day, with_extra(end)) == end


@given(any_days, periods())
def test_clear_days_are_one_further_back_and_inclusive_ones_never_later(day: date, period: Period) -> None:
    """K7, K10, K11: clear days leave whole days between; counting the first day in never ends later."""
    further = CALENDAR.subtract_working_days if period.unit is Unit.WORKING_DAY else lambda from_, n: from_ - timedelta(n)
    simple = period.before(day, CALENDAR)
    assert period.before(day, CALENDAR, clear=True) == further(simple, 1)
    assert period.after(day, CALENDAR, inclusive=True) <= max(period.after(day, CALENDAR), CALENDAR.first_working_day_on_or_after(day))
    assert simple <= day <= period.after(day, CALENDAR)


@given(st.dates(), st.dates())
def test_midway_is_in_the_middle(a: date, b: date) -> None:
    """Design.md, counting: the middle day between two anchors; of two middle days, the earlier."""
    middle, (first, last) = midway(a, b), sorted((a, b))
    assert (last - middle) - (middle - first) in (timedelta(0), ONE)


class TestHours:
    """Design.md, counting: hours elapse in London, across clock changes."""

    @given(moments, st.integers(0, 8784))
    def test_so_many_hours_pass_on_every_clock(self, moment: datetime, n: int) -> None:
        """N hours lie between nought hours after and N hours after; back again is the start."""
        start, end = hours_after(moment, 0), hours_after(moment, n)
        assert timedelta(hours=n) == end.astimezone(UTC) - start.astimezone(UTC)
        assert start == hours_before(end, n)
        assert end.utcoffset() in (timedelta(0), timedelta(hours=1))

    @given(moments, moments, st.integers(0, 8784))
    def test_a_later_moment_is_never_due_earlier(self, a: datetime, b: datetime, n: int) -> None:
        """Elapsed time keeps its order, save within the hour that clocks skip or have twice, where the wall clock loses it."""
        a, b = sorted((a, b))
        assert hours_after(a, n) <= hours_after(b, n) + timedelta(hours=1 if (b - a) < timedelta(hours=1) else 0)


class TestPhrases:
    """Design.md, contract: a limit is written as a whole number and a unit."""

    @given(periods())
    def test_what_is_printed_reads_back(self, period: Period) -> None:
        """In any case and spacing."""
        assert period == Period.parse(str(period)) == Period.parse(f"  {str(period).upper().replace(' ', '   ')} ")

    @given(st.text())
    def test_any_text_is_a_period_or_a_period_error(self, text: str) -> None:
        """Nothing else comes out."""
        try:
            period = Period.parse(text)
        except PeriodError:
            return
        assert period == Period.parse(str(period))
