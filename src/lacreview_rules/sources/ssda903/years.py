"""Which years a data return tells of, as the dates in it show, and whether those dates are written day first.

A return runs from 1 April to 31 March; the year of a return is named by the calendar year in which it ends. A date or
two of another year (a slip of the pen) does not add that year: see `years_told`.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.files.dates import known_day
from lacreview_rules.files.typed_days import typed_moment
from lacreview_rules.sources.ssda903.codes import year_begins

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

# Databases and data frames write a date as its midnight, which says no more than the day.
_MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?)?"
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})" + _MIDNIGHT, re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})" + _MIDNIGHT, re.ASCII)
_FEWEST = 3  # dates that a year apart from the others must hold at least
_SHARE_APART = 10  # and such a year holds at least one for so many of the fullest year
_FEW = 100  # a year with fewer than one in so many of the dates of the fullest year is not one that the return tells of


@lru_cache(maxsize=1 << 14)  # the days of a return come again and again
def read_day(cell: str) -> date | None:
    """The day a cell holds, DD/MM/YYYY as the return has it, or in another writing; None if it holds none between 1900 and 2200.

    A time of day behind it says nothing that a return has: it is left off.

    Example:
        >>> read_day("04/11/2023"), read_day("2023-11-04"), read_day("4.11.23")
        (datetime.date(2023, 11, 4), datetime.date(2023, 11, 4), None)
        >>> read_day("4/1/2023"), read_day("2023-01-04 14:30:00"), read_day("04-Jan-2023")
        (datetime.date(2023, 1, 4), datetime.date(2023, 1, 4), datetime.date(2023, 1, 4))
    """
    if found := _SLASHED.fullmatch(cell):
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(cell):
        year, month, day = found.groups()
    else:
        moment = typed_moment(cell)
        return None if moment is None else moment.day
    return known_day(int(year), int(month), int(day))


def year_of_return(day: date) -> int:
    """The year of the return that a day belongs to: the calendar year in which that ends.

    Example:
        >>> year_of_return(date(2025, 3, 31)), year_of_return(date(2025, 4, 1))
        (2025, 2026)
    """
    return day.year + ((day.month, day.day) >= year_begins())


def first_day_of(year: int) -> date:
    """The first day of the year of a return.

    Example:
        >>> str(first_day_of(2026))
        '2025-04-01'
    """
    return date(year - 1, *year_begins())


def last_day_of(year: int) -> date:
    """The last day of the year of a return.

    Example:
        >>> str(last_day_of(2026))
        '2026-03-31'
    """
    return first_day_of(year + 1) - timedelta(days=1)


def years_told(counted: Mapping[int, int], certain: Collection[int] = ()) -> list[int]:
    """The last years in a row that hold dates, given how many each holds; a year with next to none is as good as empty.

    So is a year with a single date, where another has more: one wrong year in one row decides nothing.

    Args:
        counted: how many dates lie in each year.
        certain: years that have a file of their own, however few dates they hold.

    Example:
        >>> years_told({2019: 900, 2020: 950, 2022: 800, 2023: 990, 2062: 1})
        [2022, 2023]
        >>> years_told({2026: 3, 2027: 1}), years_told({2026: 3, 2027: 1}, {2027}), years_told({2026: 1, 2027: 1})
        ([2026], [2026, 2027], [2026, 2027])
    """
    told = sorted(_with_enough(counted, certain))
    last = told[-1:]
    while last and last[0] - 1 in told:
        last.insert(0, last[0] - 1)
    return last


def _with_enough(counted: Mapping[int, int], certain: Collection[int]) -> set[int]:
    """The years with enough dates to be years that a return tells of."""
    most = max(counted.values(), default=0)
    least = 1 if most == 1 else 2
    return {year for year, count in counted.items() if (count >= least or year in certain) and count * _FEW >= most}


def thin_years(counted: Mapping[int, int], certain: Collection[int] = ()) -> set[int]:
    """The years that hold so few dates that they are as good as empty: see `years_told`.

    Example:
        >>> thin_years({2025: 1, 2026: 8}), thin_years({2025: 1, 2026: 8}, {2025}), thin_years({2025: 1})
        ({2025}, set(), set())
    """
    return counted.keys() - _with_enough(counted, certain)


def mistaken_years(counted: Mapping[int, int], end: date | None = None) -> frozenset[int]:
    """The years whose dates in one file are slips of the pen: next to none, and after the end of the return or far from all others.

    A return of one year may be as small as a child or two, so a share of the dates alone does not tell. A year that holds
    most of the dates of a file is never taken for a slip: the file is then of that year.

    Args:
        counted: how many dates of the file lie in each year.
        end: a day after which nothing can have been recorded; None if that is not known.

    Example:
        >>> sorted(mistaken_years({2026: 3, 2028: 1})), sorted(mistaken_years({2026: 3, 2027: 1}))
        ([2028], [])
        >>> sorted(mistaken_years({2024: 1, 2025: 1, 2026: 4}))
        []
        >>> sorted(mistaken_years({2026: 1, 2027: 1}, date(2026, 3, 31)))
        [2027]
    """
    most = max(counted.values(), default=0)
    few = {year for year, count in counted.items() if count < _FEWEST or count * _SHARE_APART < most}
    ended = None if end is None else year_of_return(end)
    too_late = {year for year in few if ended is not None and year > ended and any(one <= ended for one in counted)}
    apart: set[int] = set()
    for run in _in_a_row(counted):
        dates = sum(counted[year] for year in run)
        if run <= few and counted.keys() - few and (dates < _FEWEST or dates * _SHARE_APART < most):
            apart |= run
    return frozenset(too_late | apart)


def _in_a_row(years: Iterable[int]) -> list[set[int]]:
    """The years, parted where one lies between that is not among them."""
    runs: list[set[int]] = []
    for year in sorted(years):
        if runs and year - 1 in runs[-1]:
            runs[-1].add(year)
        else:
            runs.append({year})
    return runs


def without(counted: Mapping[int, int], years: Collection[int]) -> Counter[int]:
    """The counts of the other years.

    Example:
        >>> without({2026: 3, 2028: 1}, {2028})
        Counter({2026: 3})
    """
    return Counter({year: count for year, count in counted.items() if year not in years})


def added(counts: Mapping[int, int], more: Mapping[int, int]) -> Counter[int]:
    """Two counts by year, as one.

    Example:
        >>> added({2022: 1}, {2022: 2, 2023: 1})
        Counter({2022: 3, 2023: 1})
    """
    return Counter(counts) + Counter(more)
