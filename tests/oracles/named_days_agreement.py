"""The same for days that an authority names: school days, and a panel on the last Thursday of the month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from tests.oracles import day_walker as walker
from tests.oracles import numpy_counting as vectors
from tests.oracles.comparison import CALENDAR, Comparison, Starts

from lacreview_rules.profiles.vocabulary import NamedDays
from lacreview_rules.rules.named_days import last_on_or_before, nth_from

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = (1, 2, 5, 10)
THURSDAY = 3
TERMS = [
    (date(year, first_month, first), date(year, last_month, last))
    for year in range(1999, 2043)
    for first_month, first, last_month, last in ((1, 4, 3, 20), (4, 15, 7, 20), (9, 2, 12, 19))
]
SCHOOL = NamedDays(id="school-term", spans=[{"from": first, "to": last} for first, last in TERMS])
PANEL = NamedDays(id="panel", weekdays=("Thursday",), which="last")
SCHOOL_DAYS = {day for first, last in TERMS for day in walker.days_from(first, last) if walker.is_working(day)}


def named_days(starts: Starts) -> Iterator[Comparison]:
    """School days after and before every date; the panel on or before it."""
    school = np.busdaycalendar(holidays=np.unique(np.concatenate([vectors.days_off(), holidays_of_schools()])))
    for n in COUNTS:
        after = np.busday_offset(starts.array, n, roll="backward", busdaycal=school)
        before = np.busday_offset(starts.array, -n, roll="forward", busdaycal=school)
        for way, sign, counted in (("after", 1, after), ("before", -1, before)):
            walked = [school_days(day, n, sign) for day in starts.days]
            ours = [nth_from(SCHOOL, day, sign * n, CALENDAR) for day in starts.days]
            yield Comparison(f"{n} school days {way}", ours, {"walker": walked, "NumPy": counted.tolist()})
    sits = panels()
    latest = sits[np.searchsorted(sits, starts.array, side="right") - 1]
    yield Comparison(
        "last panel on or before",
        [last_on_or_before(PANEL, day, CALENDAR) for day in starts.days],
        {"walker": [panel(day) for day in starts.days], "NumPy": latest.tolist()},
    )


def school_days(day: date, count: int, sign: int) -> date:
    """Walk until so many school days have been met."""
    while count:
        day += sign * walker.ONE
        count -= day in SCHOOL_DAYS
    return day


def panel(day: date) -> date:
    """Walk back to the last Thursday of a month on which somebody works."""
    while not (day.weekday() == THURSDAY and (day + 7 * walker.ONE).month != day.month and walker.is_working(day)):
        day -= walker.ONE
    return day


def holidays_of_schools() -> vectors.Days:
    """Every day that is in no term."""
    every = np.arange("1999-01-01", "2043-01-01", dtype="datetime64[D]")
    in_term = np.zeros(len(every), dtype=bool)
    for first, last in TERMS:
        in_term |= (every >= np.datetime64(first)) & (every <= np.datetime64(last))
    outside: vectors.Days = every[~in_term]
    return outside


def panels() -> vectors.Days:
    """The last Thursday of every month, unless it is a day off."""
    months = np.arange("1999-01", "2043-01", dtype="datetime64[M]")
    thursdays = np.busday_offset(months + 1, -1, roll="forward", weekmask="Thu")
    sitting: vectors.Days = thursdays[~np.isin(thursdays, vectors.days_off())]
    return sitting
