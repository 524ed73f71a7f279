"""The second oracle: counting with NumPy, every start date at once.

Days off are worked out here from the Act, the proclamations and the rule for Easter, in arrays; no list is shared with
the day walker or with the library. Clock times follow the Summer Time Order 2002.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.datetime64]  # a day each
Moments = NDArray[np.datetime64]  # a minute each
Whole = NDArray[np.int64]

FIRST, LAST = 1999, 2042
MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
PROCLAIMED = ["1999-12-31", "2002-06-03", "2002-06-04", "2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08"]
PROCLAIMED += ["2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"]
MOVED_AWAY = ["2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"]


def day(month_and_day: str) -> Days:
    """This day in every year."""
    return np.array([f"{year}-{month_and_day}" for year in range(FIRST, LAST + 1)], dtype="datetime64[D]")


def weekday(days: Days) -> Whole:
    """0 for Monday to 6 for Sunday."""
    return (days.astype(np.int64) + 3) % 7


def easter_sundays() -> Days:
    """Easter by the rule printed in *Nature* in 1876: whole numbers only, right for every Gregorian year."""
    year = np.arange(FIRST, LAST + 1)
    golden, (century, rest) = year % 19, np.divmod(year, 100)
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    total = epact + shift - 7 * ((golden + 11 * epact + 22 * shift) // 451) + 114
    months = 12 * (year - 1970) + total // 31 - 1
    sundays: Days = months.astype("datetime64[M]").astype("datetime64[D]") + total % 31
    return sundays


@cache
def days_off() -> Days:
    """Every day off, at weekends too where it happens to be one."""
    easter, new_year = easter_sundays(), day("01-01")
    new_year = np.busday_offset(new_year, 0, roll="forward")  # the next weekday, by proclamation
    early_may = np.busday_offset(day("05-01").astype("datetime64[M]"), 0, roll="forward", weekmask="Mon")
    spring = np.busday_offset(day("06-01").astype("datetime64[M]"), -1, roll="forward", weekmask="Mon")
    summer = np.busday_offset(day("09-01").astype("datetime64[M]"), -1, roll="forward", weekmask="Mon")
    christmas, boxing = day("12-25"), day("12-26")
    falls = weekday(christmas)
    statutory_27 = day("12-27")[(falls == SATURDAY) | (falls == SUNDAY)]
    proclaimed_28 = day("12-28")[(falls == SATURDAY) | (falls == FRIDAY)]
    regular = np.concatenate([new_year, easter - 2, easter + 1, early_may, spring, summer, christmas, boxing, statutory_27, proclaimed_28])
    kept = regular[~np.isin(regular, np.array(MOVED_AWAY, dtype="datetime64[D]"))]
    return np.unique(np.concatenate([kept, np.array(PROCLAIMED, dtype="datetime64[D]")]))


@cache
def calendar() -> np.busdaycalendar:
    """Monday to Friday, without the days off."""
    return np.busdaycalendar(holidays=days_off())


def working_days_after(days: Days, count: int) -> Days:
    """A day off is taken back to the last working day, from which so many are counted."""
    return np.busday_offset(days, count, roll="backward", busdaycal=calendar()) if count else days


def working_days_before(days: Days, count: int) -> Days:
    """A day off is taken on to the next working day, from which so many are counted back."""
    return np.busday_offset(days, -count, roll="forward", busdaycal=calendar()) if count else days


def working_days_beginning_with(days: Days, count: int) -> Days:
    """The first working day on or after the start is day one."""
    return np.busday_offset(days, count - 1, roll="forward", busdaycal=calendar())


def last_working_day(days: Days) -> Days:
    """On or before each."""
    return np.busday_offset(days, 0, roll="backward", busdaycal=calendar())


def months_on(days: Days, count: int) -> Days:
    """The corresponding date so many months on, or back; where there is none, the month's last day."""
    month = days.astype("datetime64[M]")
    target = month + count
    first = target.astype("datetime64[D]")
    length = (target + 1).astype("datetime64[D]") - first
    ends: Days = first + np.minimum(days - month.astype("datetime64[D]"), length - 1)
    return ends


def has_corresponding_date(days: Days, count: int) -> NDArray[np.bool_]:
    """Whether the month so many months on has a day of the same number."""
    month = days.astype("datetime64[M]")
    number = days - month.astype("datetime64[D]")
    same: NDArray[np.bool_] = months_on(days, count) - (month + count).astype("datetime64[D]") == number
    return same


def middles(starts: Days, ends: Days) -> Days:
    """The middle day of each pair; of two, the earlier."""
    return ((starts.astype(np.int64) + ends.astype(np.int64)) // 2).astype("datetime64[D]")


def hours_on(moments: Moments, count: int) -> Moments:
    """So many hours on, or back, by clocks in London. For moments that clocks show once."""
    return london(universal(moments) + np.timedelta64(count, "h"))


def universal(moments: Moments) -> Moments:
    """From London's clocks: summer time runs from 02:00 on its first day to 02:00 on its last."""
    start, end = summer_time(moments)
    summer = (moments >= start + np.timedelta64(2, "h")) & (moments < end + np.timedelta64(2, "h"))
    return moments - summer * np.timedelta64(1, "h")


def london(moments: Moments) -> Moments:
    """To London's clocks: they change at 01:00 universal time."""
    start, end = summer_time(moments)
    hour = np.timedelta64(1, "h")
    return moments + ((moments >= start + hour) & (moments < end + hour)) * hour


def summer_time(moments: Moments) -> tuple[Days, Days]:
    """The last Sundays of March and October of each moment's year."""
    year = moments.astype("datetime64[Y]").astype("datetime64[M]")
    april, november = year + 3, year + 10
    return (
        np.busday_offset(april, -1, roll="forward", weekmask="Sun"),
        np.busday_offset(november, -1, roll="forward", weekmask="Sun"),
    )


def working_days_between(starts: Days, ends: Days) -> Whole:
    """How many there are after each start, up to and including its end."""
    return np.busday_count(starts + 1, ends + 1, busdaycal=calendar())
