"""The same due date in two schedules of one child that were built under two readings.

A due date is known by its id. Those of reviews are known by the number of the review, where each schedule has one such: under
another reading the same review may follow another one, from which its id is made. Advice, which has no date, has its rule at the
end of its id, and is known by what stands before that, too. Where a day of the record is read as another, ids hold that other day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Numbered = tuple[str, int, int]


class Counterparts:
    """The due dates of a schedule, to be found by those of another."""

    def __init__(self, schedule: Schedule, days: Mapping[date, date]) -> None:
        everything = [*schedule.due_dates, *schedule.distant]
        self._by_id = {due.id: due for due in everything}
        self._by_name: dict[str, list[DueDate]] = defaultdict(list)
        for due in everything:
            self._by_name[_name(due)].append(due)
        self._numbered: dict[Numbered, dict[str, DueDate]] = defaultdict(dict)
        for due in everything:
            if due.review is not None:
                self._numbered[due.task, due.period_of_care, due.review][due.id] = due
        self._days = {old.isoformat(): new.isoformat() for old, new in days.items()}

    def of(self, due: DueDate, *, alone: bool) -> DueDate | None:
        """The same due date here; None if there is none. `alone` says whether it is the only one of its review there."""
        if due.review is not None and alone:
            numbered = self._numbered.get((due.task, due.period_of_care, due.review), {})
            if len(numbered) <= 1:
                return next(iter(numbered.values()), None)
        same = next((self._by_id[name] for name in self._names(due.id) if name in self._by_id), None)
        if same is not None:
            return same
        alike = next((self._by_name[name] for name in self._names(_name(due)) if name in self._by_name), [])
        return alike[0] if len(alike) == 1 and (alike[0].due is None) != (due.due is None) else None

    def _names(self, due_id: str) -> Iterable[str]:
        """The ids that it may have here, that in which every day is read as another first."""
        if not self._days:
            return (due_id,)
        return ("/".join(parts) for parts in product(*(self._parts(part) for part in due_id.split("/"))))

    def _parts(self, part: str) -> list[str]:
        found = _DAY.match(part)
        other = self._days.get(found[0]) if found else None
        return [part] if other is None or found is None else [other + part[found.end() :], part]


def _name(due: DueDate) -> str:
    """The id without the rule that stands at the end of that of advice."""
    return due.id.removesuffix(f"/{due.rule}")


def alone_in_their_review(due_dates: Iterable[DueDate]) -> frozenset[str]:
    """The ids of those that are the only due date of their task for their review."""
    counted: dict[Numbered, list[str]] = defaultdict(list)
    for due in due_dates:
        if due.review is not None:
            counted[due.task, due.period_of_care, due.review].append(due.id)
    return frozenset(ids[0] for ids in counted.values() if len(ids) == 1)
