"""Working days. Authority: SI 2010/959 reg 2(1) (the definition, not seen), the Banking and Financial Dealings Act 1971.

A working day is any day but a Saturday, a Sunday, Christmas Day, Good Friday and a bank holiday in England and Wales
(statute.md 8; the paragraphs of the Act's schedule are in 8.1).
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.property import by_hand
from tests.property.strategies.calendars import BASE, extra_days, with_extra
from tests.property.strategies.days import any_days
from tests.property.strategies.spans import counts, periods

from lacreview_rules import england_and_wales
from lacreview_rules.counting.calendars import BankHoliday, Layer
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.errors import CalendarRangeError

CALENDAR = england_and_wales()
NUMPY_CALENDAR = np.busdaycalendar(holidays=sorted(by_hand.HOLIDAYS))
within_2025 = st.dates(date(2025, 1, 1), date(2025, 12, 31))


@given(any_days)
def test_a_day_is_a_working_day_or_there_is_a_reason(day: date) -> None:
    """Reg 2(1): a weekday that is not a holiday is a working day, and nothing else is. NumPy agrees which."""
    working = CALENDAR.is_working_day(day)
    assert working is by_hand.is_working(day)
    assert bool(np.is_busday(day, busdaycal=NUMPY_CALENDAR)) is working
    assert (CALENDAR.why_not_working(day) is None) is working


@given(any_days)
def test_the_nearest_working_days_enclose_a_day(day: date) -> None:
    """Statute.md K8: the last working day on or before a day, and the first on or after, are it or one working day apart."""
    before, after = CALENDAR.last_working_day_on_or_before(day), CALENDAR.first_working_day_on_or_after(day)
    assert before <= day <= after
    assert by_hand.is_working(before)
    assert by_hand.is_working(after)
    assert CALENDAR.working_days_between(before, after) == (0 if CALENDAR.is_working_day(day) else 1)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar, by the anonymous algorithm."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    j = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * j) // 451
    month, day = divmod(h + j - 7 * m + 114, 31)
    return date(year, month, day + 1)


def last_monday(year: int, month: int) -> date:
    """Of a month with 31 days."""
    last = date(year, month, 31)
    return last - timedelta(last.weekday())


MOVED_SPRING = {2002: date(2002, 6, 4), 2012: date(2012, 6, 4), 2022: date(2022, 6, 2)}


def test_the_days_that_the_act_and_the_common_law_name() -> None:
    """1971 Act Sch 1 para 1: Easter Monday, two last Mondays, 26 or 27 December; at common law Good Friday and Christmas Day.

    The last Monday in May was moved by proclamation three times.
    """
    assert [day for year in range(1990, 2061) for day in named_by_law(year) if CALENDAR.is_working_day(day)] == []
    assert [year for year in MOVED_SPRING if not CALENDAR.is_working_day(last_monday(year, 5))] == []


def named_by_law(year: int) -> list[date]:
    spring = MOVED_SPRING.get(year, last_monday(year, 5))
    named = [easter(year) - timedelta(2), easter(year) + timedelta(1), spring, last_monday(year, 8), date(year, 12, 25)]
    boxing = date(year, 12, 26)
    if boxing.weekday() != 6:
        named.append(boxing)
    if 6 in (boxing.weekday(), (boxing - timedelta(1)).weekday()):
        named.append(date(year, 12, 27))
    return named


@given(within_2025, counts(200), extra_days())
def test_one_more_holiday_never_makes_a_count_forward_earlier(day: date, n: int, extra: date) -> None:
    """1971 Act s1(3): a proclaimed day is one day fewer to work in, so a count over it ends on the next working day."""
    more = with_extra(extra)
    old, new = BASE.add_working_days(day, n), more.add_working_days(day, n)
    passed_over = day < extra <= old and BASE.is_working_day(extra)
    assert new == (BASE.add_working_days(day, n + 1) if passed_over else old)
    assert old <= new


@given(within_2025, counts(200), extra_days())
def test_one_more_holiday_never_makes_a_count_back_later(day: date, n: int, extra: date) -> None:
    """1971 Act s1(3): the mirror image: what must be done so long before has to be done a working day sooner."""
    more = with_extra(extra)
    old, new = BASE.subtract_working_days(day, n), more.subtract_working_days(day, n)
    passed_over = old <= extra < day and BASE.is_working_day(extra) and n > 0
    assert new == (BASE.subtract_working_days(day, n + 1) if passed_over else old)
    assert new <= old


@given(within_2025, periods().filter(lambda period: period.unit is not Unit.WORKING_DAY), extra_days())
def test_a_holiday_moves_nothing_but_working_days(day: date, period: Period, extra: date) -> None:
    """Statute.md K1: a month is a calendar month; months, weeks and days know no holidays."""
    more = with_extra(extra)
    assert period.after(day, more) == period.after(day, BASE)
    assert period.before(day, more) == period.before(day, BASE)


@given(extra_days())
def test_taking_a_day_out_again_gives_the_calendar_there_was(extra: date) -> None:
    """A layer that removes what another added undoes it, and adding what is a holiday already changes no count."""
    more = with_extra(extra)
    if extra not in by_hand.HOLIDAYS:
        assert more.with_layer(Layer((), (extra,), "withdrawn")) == BASE
    assert [more.is_working_day(day) for day in by_hand.HOLIDAYS if BASE.first <= day <= BASE.last].count(True) == 0


@given(extra_days(), within_2025, counts(100))
def test_a_closure_is_a_day_off_for_local_rules_alone(extra: date, day: date, n: int) -> None:
    """Statute.md 11.22: a day on which an authority is closed is no bank holiday, so the law counts it."""
    closed = BASE.with_closures(BankHoliday(extra, "Offices closed"))
    assert closed.add_working_days(day, n) == BASE.add_working_days(day, n)
    assert closed.local.add_working_days(day, n) == with_extra(extra).add_working_days(day, n)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), counts(800))
def test_past_its_last_year_a_calendar_refuses_and_never_guesses(day: date, n: int) -> None:
    """Statute.md 11.22: a missing year must be an error, so what is answered is the answer of the long calendar."""
    short = england_and_wales(2025, 2026)
    try:
        found = short.add_working_days(day, n)
    except CalendarRangeError:
        assert not (short.first <= day <= short.last and by_hand.walk(day, n, 1) <= short.last)
    else:
        assert found == by_hand.walk(day, n, 1)
        assert short.first <= day
        assert found <= short.last
