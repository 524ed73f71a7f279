"""Which of the differences between two inputs brings a change of a due date about: found by trying them.

A difference is a cause if it alone, put into the old inputs, gives the new date. Where none does, those are causes
together without which the new date would not be what it is.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.changes.differences import PARTS, Inputs, between, differences
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import CalendarRangeError
from lacreview_rules.schedules.pairing import all_due_dates, paired

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from lacreview_rules.changes.differences import Difference, Kind, Part
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

__all__ = ["Cause", "Causes", "Inputs", "arranged_late", "dated", "standing"]

_MOST_TRIED: dict[Part, int] = {"history": 200, "profile": 30, "calendar": 60}
"""More differences than this in one part are not tried one by one: the part as a whole is named."""

Dated = tuple["date", str | None]
Stands = tuple[str, "date | None", "date | None"]
Result = Dated | Stands
Asked = tuple["DueDate | None", "DueDate | None", "date | None"]
"""A due date as it was, as it is, and the day on which it stands otherwise; no day where its date is another."""


class Cause(NamedTuple):
    """What brought a change about.

    Attributes:
        kind: "event"; "record" (the date of birth, or what the source records); "rule"; "profile" (a setting, or the
            profile as a whole); "calendar"; "day" where nothing but the day that is asked about is another.
        what: the same in plain English.
        alone: whether it alone would bring it about; otherwise only together with the others named.
        certain: false where two written schedules cannot tell, and it may be the cause.
    """

    kind: Kind
    what: str
    alone: bool = True
    certain: bool = True

    def to_dict(self) -> dict[str, Any]:
        """The cause as one JSON-ready record."""
        return self._asdict()


def dated(due: DueDate | None) -> Dated | None:
    """The date of a due date that stands; None for advice, and for one that is cancelled, on whatever day one looks.

    Example:
        >>> dated(None) is None
        True
    """
    if due is None or due.due is None or (due.closed_on is not None and due.on(due.closed_on.max).status == "cancelled"):
        return None
    return (due.due, due.due_at)


def standing(due: DueDate | None, day: date) -> Stands | None:
    """How a due date stands on a day: its status, when it was done, and for when it is arranged, if that is after its date.

    None for one that is not there.

    Example:
        >>> from datetime import date
        >>> standing(None, date(2026, 1, 21)) is None
        True
    """
    if due is None:
        return None
    then = due.on(day)
    return (then.status, then.done_on, arranged_late(due))


def arranged_late(due: DueDate) -> date | None:
    """The day for which a review is arranged, if it is after its due date."""
    return due.arranged if due.arranged is not None and due.due is not None and due.arranged > due.due else None


class Causes:
    """The causes of what changed from one schedule of a child to another.

    Attributes:
        old, new: the two schedules.
    """

    def __init__(self, old: Inputs, new: Inputs, until: date | None = None, build: Callable[..., Schedule] = build_schedule) -> None:
        self._inputs = (old, new)
        self._until = until
        self._build = build
        self.old, self.new = (build(*one, until=until) for one in (old, new))
        self._found: dict[tuple[frozenset[Difference], bool, date | None], Mapping[str, Result | None]] = {}

    @cached_property
    def _parts(self) -> dict[Part, tuple[Difference, ...]]:
        found = differences(*self._inputs)
        return {part: mine for part in PARTS if (mine := tuple(one for one in found if one.part == part))}

    @cached_property
    def _everything(self) -> frozenset[Difference]:
        return frozenset(one for mine in self._parts.values() for one in mine)

    def of(self, was: DueDate | None, now: DueDate | None, *, day: date | None = None) -> tuple[Cause, ...]:
        """What brought about that a due date is not as it was; one of the two is None if it is added or removed.

        Args:
            was: the due date in the first schedule.
            now: the same in the second.
            day: the day on which it stands otherwise, where its date is the same.
        """
        pair = (was, now, day)
        wanted = self._result(self._everything, pair)
        parts = self._smallest(pair, wanted)
        tried = [one for part in parts for one in self._parts[part]]
        if any(len(self._parts[part]) > _MOST_TRIED[part] for part in parts):
            return self._as_a_whole(parts)
        alone = [one for one in tried if self._result(frozenset([one]), pair) == wanted]
        if alone:
            return tuple(Cause(one.kind, one.what) for one in alone)
        whole = frozenset(tried)
        needed = [one for one in tried if self._result(whole - {one}, pair) != wanted]
        if needed:
            return tuple(Cause(one.kind, one.what, alone=len(needed) == 1) for one in needed)
        return self._as_a_whole(parts)

    def _smallest(self, pair: Asked, wanted: Result | None) -> tuple[Part, ...]:
        """The fewest parts of the inputs that bring the change about."""
        for size in range(1, len(self._parts)):
            for parts in combinations(self._parts, size):
                if self._result(self._all_of(parts), pair) == wanted:
                    return parts
        return tuple(self._parts)

    def _all_of(self, parts: Iterable[Part]) -> frozenset[Difference]:
        return frozenset(one for part in parts for one in self._parts[part])

    def _as_a_whole(self, parts: tuple[Part, ...]) -> tuple[Cause, ...]:
        return tuple(self._whole(part, alone=len(parts) == 1) for part in parts)

    def _whole(self, part: Part, *, alone: bool) -> Cause:
        mine = self._parts[part]
        if len(mine) == 1:
            return Cause(mine[0].kind, mine[0].what, alone)
        if part == "history":
            return Cause("event", f"{len(mine)} changes of the history together", alone)
        if part == "calendar":
            return Cause("calendar", f"{len(mine)} changes of the calendar together", alone)
        old, new = (one.profile for one in self._inputs)
        versions = (f"{old.id} {old.version}", f"{new.id} {new.version}") if old.id == new.id else (old.id, new.id)
        return Cause("profile", f"the profile {versions[0]} became {versions[1]}", alone)

    def _result(self, chosen: frozenset[Difference], asked: Asked) -> Result | None:
        """What a due date is with the chosen differences: found as the same as it is now, or else as it was."""
        was, now, day = asked
        key = (chosen, now is not None, day)
        if key not in self._found:
            tried = all_due_dates(self._schedule(chosen))
            if now is not None:
                found = [(due, other) for other, due in paired(tried, all_due_dates(self.new))]
            else:
                found = paired(all_due_dates(self.old), tried)
            self._found[key] = {due.id: dated(other) if day is None else standing(other, day) for due, other in found if due is not None}
        due = now or was
        return None if due is None else self._found[key].get(due.id)

    def _schedule(self, chosen: frozenset[Difference]) -> Schedule:
        if chosen == self._everything:
            return self.new
        try:
            return self._build(*between(*self._inputs, [one for one in self._ordered if one in chosen]), until=self._until)
        except CalendarRangeError:
            return replace(self.old, due_dates=(), distant=())  # inputs that nobody gave reach beyond it: they explain nothing

    @cached_property
    def _ordered(self) -> tuple[Difference, ...]:
        return tuple(one for mine in self._parts.values() for one in mine)
