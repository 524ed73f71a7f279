"""The table of a calendar's working days by year: the place of any day among them."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime

_MOST_IN_A_YEAR = 366


class WorkingDayRanks(dict[date, int]):
    """Any day of a calendar -> the place among its working days of the last one on or before it, -1 if there is none.

    The days of a year are entered when one of them is first asked for: a child's schedule asks for a few of some seventy years.
    """

    def __init__(self, days: tuple[date, ...], first: date, last: date) -> None:
        super().__init__()
        self._days, self._first, self._last = days, first, last

    def __missing__(self, day: date) -> int:
        if not isinstance(day, date) or isinstance(day, datetime) or not self._first <= day <= self._last:
            raise KeyError(day)
        begins, ends = max(self._first, date(day.year, 1, 1)), min(self._last, date(day.year, 12, 31))
        place = bisect_left(self._days, begins)
        working = set(self._days[place : place + _MOST_IN_A_YEAR])
        place -= 1
        for each in map(date.fromordinal, range(begins.toordinal(), ends.toordinal() + 1)):
            place += each in working
            self[each] = place
        return self[day]
