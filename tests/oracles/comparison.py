"""One way of counting, from many start dates, answered by the library and by the oracles."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules import england_and_wales
from lacreview_rules.counting.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.oracles.numpy_counting import Days

CALENDAR = england_and_wales()
START, END = date(2000, 1, 1), date(2040, 12, 31)
DATES = [START + timedelta(days) for days in range((END - START).days + 1)]

When = date | datetime | int | None


class Comparison(NamedTuple):
    """One way of counting.

    Attributes:
        name: what is counted.
        ours: the library's answers, one for each start date.
        oracles: the same from each oracle that knows it, by name.
    """

    name: str
    ours: Sequence[When]
    oracles: dict[str, Sequence[When]]

    def disagreements(self) -> int:
        """How many answers differ from an oracle's."""
        return sum(one != other for told in self.oracles.values() for one, other in zip(self.ours, told, strict=True))


class Starts(NamedTuple):
    """The dates counted from, as a list and as an array."""

    days: list[date]
    array: Days

    def counted(self, phrase: str, way: str, count: Callable[[Period, date], date], walked: list[date], found: Days) -> Comparison:
        """One period from every start."""
        period = Period.parse(phrase)
        return Comparison(f"{phrase} {way}", [count(period, day) for day in self.days], {"walker": walked, "NumPy": found.tolist()})
