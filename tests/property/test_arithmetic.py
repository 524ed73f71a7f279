"""Counting, for any date and any number: against other people's code and against plain walking."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from lacreview_rules.calendars import BankHoliday, Layer, england_and_wales
from lacreview_rules.errors import PeriodError
from lacreview_rules.periods import Period, Unit, add_months, hours_after, hours_before, midway

CALENDAR = england_and_wales()
HOLIDAYS = {holiday.on for holiday in CALENDAR.holidays}
NUMPY_CALENDAR = np.busdaycalendar(holidays=sorted(HOLIDAYS))

days = st.dates(date(1995, 1, 1), date(2055, 12, 31))
counts = st.integers(0, 500)
moments = st.datetimes(datetime(1996, 1, 1), datetime(2060, 12, 31))


def walk(day: date, n: int, step: int) -> date:
    """One day at a time, counting those that are neither at a weekend nor on a holiday."""
    while n:
        day += timedelta(step)
        n -= day.weekday() < 5 and day not in HOLIDAYS
    return day


@given(days, counts)
def test_adding_agrees_with_walking(day: date, n: int) -> None:
    """Forward."""
    assert walk(day, n, 1) == CALENDAR.add_working_days(day, n)


@given(days, counts)
def test_subtracting_agrees_with_walking(day: date, n: int) -> None:
    """Backward."""
    assert walk(day, n, -1) == CALENDAR.subtract_working_days(day, n)


@given(days, st.integers(1, 500))
def test_adding_agrees_with_numpy(day: date, n: int) -> None:
    """`roll="backward"`: the start is day nought, working day or not."""
    expected = np.busday_offset(day, n, roll="backward", busdaycal=NUMPY_CALENDAR).item()
    assert expected == CALENDAR.add_working_days(day, n)


@given(days, st.integers(1, 500))
def test_subtracting_agrees_with_numpy(day: date, n: int) -> None:
    """`roll="forward"`: the mirror image."""
    expected = np.busday_offset(day, -n, roll="forward", busdaycal=NUMPY_CALENDAR).item()
    assert expected == CALENDAR.subtract_working_days(day, n)


@given(days, days)
def test_counting_agrees_with_numpy(a: date, b: date) -> None:
    """NumPy counts from the first day up to but without the last; ours leaves the first out."""
    one = timedelta(1)
    expected = max(0, np.busday_count(a + one, b + one, busdaycal=NUMPY_CALENDAR)) if a < b else 0
    assert expected == CALENDAR.working_days_between(a, b)


@given(days)
def test_a_day_is_a_working_day_or_there_is_a_reason(day: date) -> None:
    """And NumPy agrees which."""
    working = CALENDAR.is_working_day(day)
    assert bool(np.is_busday(day, busdaycal=NUMPY_CALENDAR)) is working
    assert (CALENDAR.why_not_working(day) is None) is working


@given(days)
def test_the_nearest_working_days_enclose_a_day(day: date) -> None:
    """They are the day itself if it is one, and otherwise one working day apart."""
    before, after = CALENDAR.last_working_day_on_or_before(day), CALENDAR.first_working_day_on_or_after(day)
    assert before <= day <= after
    assert CALENDAR.working_days_between(before, after) == (0 if CALENDAR.is_working_day(day) else 1)


@given(days, counts)
def test_counting_back_undoes_counting_forward(day: date, n: int) -> None:
    """From a working day."""
    day = CALENDAR.first_working_day_on_or_after(day)
    assert day == CALENDAR.subtract_working_days(CALENDAR.add_working_days(day, n), n)
    assert day == CALENDAR.add_working_days(CALENDAR.subtract_working_days(day, n), n)


@given(days, counts)
def test_between_undoes_adding(day: date, n: int) -> None:
    """As many working days lie between as were added, and every other day has its reason."""
    end = CALENDAR.add_working_days(day, n)
    off = CALENDAR.days_off_between(day, end)
    assert n == CALENDAR.working_days_between(day, end)
    assert (end - day).days == n + len(off)


@given(days, counts, counts)
def test_adding_in_two_steps(day: date, a: int, b: int) -> None:
    """Is the same as adding at once."""
    at_once = CALENDAR.add_working_days(day, a + b)
    assert at_once == CALENDAR.add_working_days(CALENDAR.add_working_days(day, a), b)


@given(days, days, counts)
def test_a_later_start_is_never_due_earlier(a: date, b: date, n: int) -> None:
    """For adding and for subtracting."""
    a, b = sorted((a, b))
    assert CALENDAR.add_working_days(a, n) <= CALENDAR.add_working_days(b, n)
    assert CALENDAR.subtract_working_days(a, n) <= CALENDAR.subtract_working_days(b, n)


TWO_YEARS = england_and_wales(2025, 2026)


@given(st.dates(date(2025, 3, 1), date(2025, 6, 30)), st.integers(0, 200), st.dates(date(2025, 1, 1), date(2026, 12, 31)))
def test_one_more_holiday_never_makes_a_date_earlier(day: date, n: int, extra: date) -> None:
    """Nor a date counted back later; taking it out again gives the calendar there was."""
    more = TWO_YEARS.with_layer(Layer((BankHoliday(extra, "Proclaimed"),), (), "test"))
    assert TWO_YEARS.add_working_days(day, n) <= more.add_working_days(day, n)
    back = min(n, 30)
    assert more.subtract_working_days(day, back) <= TWO_YEARS.subtract_working_days(day, back)
    if extra not in HOLIDAYS:
        assert more.with_layer(Layer((), (extra,), "test")) == TWO_YEARS


@given(st.dates(date(200, 1, 1), date(9800, 1, 1)), st.integers(-1200, 1200))
def test_adding_months_agrees_with_dateutil(day: date, n: int) -> None:
    """Clamped to the month's last day (Dodds v Walker)."""
    assert day + relativedelta(months=n) == add_months(day, n)


@given(days, st.integers(0, 10), st.integers(0, 120))
def test_periods_of_months_and_years_agree_with_dateutil(day: date, years: int, months: int) -> None:
    """Forward and backward."""
    period = Period(months, Unit.MONTH)
    assert day + relativedelta(years=years) == Period(years, Unit.YEAR).after(day, CALENDAR)
    assert day + relativedelta(months=months) == period.after(day, CALENDAR)
    assert day - relativedelta(months=months) == period.before(day, CALENDAR)


periods = st.sampled_from(list(Unit)).flatmap(lambda unit: st.builds(Period, st.integers(0, 10), st.just(unit)))


@given(periods)
def test_what_is_printed_reads_back(period: Period) -> None:
    """In any case and spacing."""
    assert period == Period.parse(str(period)) == Period.parse(f"  {str(period).upper().replace(' ', '   ')} ")


@given(st.text())
def test_any_text_is_a_period_or_a_period_error(text: str) -> None:
    """Nothing else comes out."""
    try:
        period = Period.parse(text)
    except PeriodError:
        return
    assert period == Period.parse(str(period))


@given(periods, days)
def test_the_options_move_a_date_one_way(period: Period, day: date) -> None:
    """Counting the day in never ends later; clear days always begin earlier."""
    assert period.after(day, CALENDAR, inclusive=True) <= max(period.after(day, CALENDAR), CALENDAR.first_working_day_on_or_after(day))
    assert period.before(day, CALENDAR, clear=True) < period.before(day, CALENDAR)
    assert period.before(day, CALENDAR) <= day <= period.after(day, CALENDAR)


@given(st.dates(), st.dates())
def test_midway_is_in_the_middle(a: date, b: date) -> None:
    """To within a day, on the earlier side."""
    middle, (first, last) = midway(a, b), sorted((a, b))
    assert (last - middle) - (middle - first) in (timedelta(0), timedelta(1))


@given(moments, st.integers(0, 8784))
def test_hours_elapse(moment: datetime, n: int) -> None:
    """So many hours lie between nought hours after and n hours after, on every clock; back again is the start."""
    start, end = hours_after(moment, 0), hours_after(moment, n)
    assert timedelta(hours=n) == end.astimezone(UTC) - start.astimezone(UTC)
    assert start == hours_before(end, n)
    assert end.utcoffset() in (timedelta(0), timedelta(hours=1))


@pytest.mark.parametrize("n", range(1, 61))
def test_every_day_of_three_years(n: int) -> None:
    """Not left to chance: each start in 2024 to 2026 with each count up to 60, against NumPy."""
    start = date(2024, 1, 1)
    for offset in range(3 * 365 + 1):
        day = start + timedelta(offset)
        expected = np.busday_offset(day, n, roll="backward", busdaycal=NUMPY_CALENDAR).item()
        assert expected == CALENDAR.add_working_days(day, n)
