"""Days on which care may begin, days to ask about, and dates of birth."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from lacreview_rules import england_and_wales

PLAIN = date(2025, 1, 6)
"""A Monday with no holiday near it: what a failing example shrinks to."""

ONE_DAY = timedelta(1)

TURNS = (
    date(2011, 4, 1),  # the 2010 Regulations
    date(2013, 4, 19),  # Part 8A, remand
    date(2013, 7, 1),  # reg 25A
    date(2014, 1, 27),  # reg 13(4)
    date(2015, 3, 17),  # health guidance
    date(2015, 4, 1),  # reg 28(3A)
    date(2018, 1, 1),  # education guidance
    date(2020, 4, 24),  # the coronavirus amendments begin
    date(2020, 9, 25),  # and end
)
"""The first day of each text that changed."""


def _boundaries() -> list[date]:
    """Month ends, leap days, clock changes, turns of the law, and the days about every holiday of 2011 to 2030."""
    around = [*TURNS, *(holiday.on for holiday in england_and_wales().holidays if 2011 <= holiday.on.year <= 2030)]
    found = {day + timedelta(n) for day in around for n in (-1, 0, 1)}
    for year in range(2011, 2031):
        for month in range(1, 13):
            first = date(year, month, 1)
            found |= {first, first - ONE_DAY, first + timedelta(27)}  # the first, the last before, the 28th
    found |= {day - ONE_DAY for day in found if (day.month, day.day) == (2, 28)}
    return sorted(day for day in found if day >= TURNS[0])


BOUNDARIES = _boundaries()

starts: st.SearchStrategy[date] = st.one_of(
    st.just(PLAIN),
    st.sampled_from(BOUNDARIES),
    st.integers(0, 10_000).map(lambda n: date(2011, 4, 1) + timedelta(n)),
)
"""Days on which care begins under the 2010 Regulations, boundary days as often as others; to 2038."""

starts_before_2011: st.SearchStrategy[date] = st.integers(0, 5_000).map(lambda n: date(2011, 3, 31) - timedelta(n))
"""Days on which care began under the 1991 Regulations."""

any_days: st.SearchStrategy[date] = st.one_of(st.sampled_from(BOUNDARIES), st.dates(date(1995, 1, 1), date(2055, 12, 31)))
"""Any day that the calendar knows, with room on both sides."""

LEAP_DAYS = [date(year, 2, 29) for year in range(1992, 2041, 4)]


@st.composite
def births(draw: st.DrawFn, near: date) -> date | None:
    """None, or a birth that makes the child about 0, 5, 14, 16 or 18 near a day, or of any age, or born on 29 February."""
    how = draw(st.integers(0, 3))
    if how == 0:
        return None
    if how == 1:
        leap = [day for day in LEAP_DAYS if 0 <= (near - day).days < 18 * 365]
        return draw(st.sampled_from(leap))
    if how == 2:
        age, days = draw(st.sampled_from([0, 5, 14, 16, 18])), draw(st.integers(-400, 30))
        return near - timedelta(round(age * 365.25) - days) if age else near - timedelta(abs(days))
    return near - timedelta(draw(st.integers(0, 17 * 365)))
