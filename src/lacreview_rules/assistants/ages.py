"""An age instead of a date of birth: what is the same for every child of that age, and what is not.

A child who is eleven on a day was born in the twelve months before another. The schedule is built for days of birth a month
apart, from the first to the last of them. What comes out the same each time is answered. The rest is named, with the earliest
and the latest date, so that nobody has to be told a birthday for the sake of dates that do not depend on it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.counting.periods import add_months
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

_YEAR = 12


def possible_births(years: int, on: date, first_event: date | None) -> tuple[date, ...]:
    """Days of birth of a child of an age on a day, a month apart, the first and the last possible ones among them.

    Args:
        years: the age in whole years.
        on: the day on which the child has it.
        first_event: the first day on which anything happened to the child, before whom nobody is born.

    Raises:
        InputError: no such child can be, as it would have been born after the first event.

    Example:
        >>> births = possible_births(11, date(2026, 1, 21), None)
        >>> len(births), str(births[0]), str(births[-1])
        (13, '2014-01-22', '2015-01-21')
    """
    earliest, latest = add_months(on, -_YEAR * (years + 1)) + timedelta(1), add_months(on, -_YEAR * years)
    if first_event is not None:
        latest = min(latest, first_event)
    if latest < earliest:
        what = "a child of this age was not born when the first event happened"
        raise InputError([Problem("age.years", what, "correct the age, its day, or the date of the event")])
    between = (add_months(earliest, month) for month in range(1, _YEAR))
    return tuple(sorted({earliest, *(day for day in between if day < latest), latest}))


class Sorted(NamedTuple):
    """Records that are the same for every day of birth, and those that are not."""

    same: list[Any]
    depends: list[dict[str, Any]]


def sort_out(lists: Sequence[Iterable[Mapping[str, Any]]], key: Callable[[Mapping[str, Any]], Hashable], dates: Sequence[str]) -> Sorted:
    """What is the same in lists that belong to different days of birth.

    Args:
        lists: the records for each day of birth.
        key: what a record is of: a task and a review, for instance. Of several alike, the order counts.
        dates: the keys of a record that hold its date.

    Example:
        >>> young, old = [{"task": "a", "due": "2026-01-21"}, {"task": "b", "due": "2026-02-01"}], [{"task": "a", "due": "2026-01-21"}]
        >>> found = sort_out([young, old], lambda record: record["task"], ["due"])
        >>> found.same == old, found.depends
        (True, [{'task': 'b', 'earliest': '2026-02-01', 'latest': '2026-02-01', 'for_all': False}])
    """
    named = [_numbered(records, key) for records in lists]
    if len(named) == 1:
        return Sorted(list(named[0].values()), [])
    same: list[Any] = []
    depends: list[dict[str, Any]] = []
    for name in dict.fromkeys(name for records in named for name in records):
        found = [records[name] for records in named if name in records]
        if len(found) == len(named) and all(record == found[0] for record in found):
            same.append(found[0])
            continue
        days = sorted(record[at] for record in found for at in dates if record.get(at) is not None)
        about = {part: found[0][part] for part in ("task", "title", "period_of_care", "review") if part in found[0]}
        range_of = {"earliest": days[0] if days else None, "latest": days[-1] if days else None}
        depends.append({**about, **range_of, "for_all": len(found) == len(named)})
    return Sorted(same, depends)


def _numbered(records: Iterable[Mapping[str, Any]], key: Callable[[Mapping[str, Any]], Hashable]) -> dict[Hashable, Mapping[str, Any]]:
    seen: Counter[Hashable] = Counter()
    named: dict[Hashable, Mapping[str, Any]] = {}
    for record in records:
        name = key(record)
        seen[name] += 1
        named[name, seen[name]] = record
    return named
