"""What was recorded under a name, and what stood on a day: dated facts, legal statuses."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date


class DatedFacts:
    """Values by name, noted in the order of their days; each stands until the next of the same name.

    Example:
        >>> from datetime import date
        >>> values = DatedFacts()
        >>> values.note("long-term-placement", date(2025, 3, 1), True)
        >>> values.on("long-term-placement", date(2025, 3, 1)), values.on("long-term-placement", date(2025, 2, 28))
        (True, None)
    """

    __slots__ = ("_by_name",)

    def __init__(self) -> None:
        self._by_name: dict[str, tuple[list[date], list[bool | str]]] = {}

    @property
    def names(self) -> Collection[str]:
        """Every name under which anything was noted."""
        return self._by_name.keys()

    def note(self, name: str, day: date, value: bool | str) -> None:
        """Note a value; its day is not before that of the last one of the name."""
        known = self._by_name.get(name)
        if known is None:
            self._by_name[name] = ([day], [value])
        else:
            known[0].append(day)
            known[1].append(value)

    def on(self, name: str, day: date, since: date | None = None) -> bool | str | None:
        """The value that stood on a day; None before the first, or where it was noted before `since`."""
        known = self._by_name.get(name)
        if known is None:
            return None
        days, values = known
        place = bisect_right(days, day) - 1
        if place < 0 or (since is not None and days[place] < since):
            return None
        return values[place]

    def throughout(self, name: str, day: date, since: date, until: date | None) -> bool | str | None:
        """The value that stood on a day between two others (`until` not included), the first noted there standing from the first of them.

        Example:
            >>> from datetime import date
            >>> values = DatedFacts()
            >>> values.note("out-of-area", date(2025, 3, 4), True)
            >>> values.throughout("out-of-area", date(2025, 3, 1), date(2025, 3, 1), None)
            True
        """
        stood = self.on(name, day, since)
        if stood is not None:
            return stood
        days, values = self._by_name.get(name, ((), ()))
        place = bisect_left(days, since)
        if place == len(days) or (until is not None and days[place] >= until):
            return None
        return values[place]

    def go_on_in(self, others: DatedFacts, day: date) -> None:
        """Note there, on a day, what stands here by then."""
        for name, (days, values) in self._by_name.items():
            place = bisect_right(days, day) - 1
            if place >= 0 and values[place] is not False:
                others.note(name, day, values[place])
