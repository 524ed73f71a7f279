"""One placement of a child: where the child lived, of which kinds it is, and how long it has lasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import add_months
from lacreview_rules.histories.meanings import NO_MEANINGS

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.meanings import Meanings


class Placement:
    """Where the child lived, from `start` to `end` (the day of the move or of ceasing; None while it lasts)."""

    __slots__ = ("_lasts_since", "also", "began_with", "end", "kind", "number", "start", "words")

    def __init__(self, number: int, began_with: Event, meanings: Meanings = NO_MEANINGS) -> None:
        self.number = number
        self.began_with = began_with
        self.start: date = began_with.on
        self.end: date | None = None
        self.kind: str | None = None
        self.also: tuple[str, ...] = ()
        self.words: tuple[str | None, ...] = ()
        self.be_of(getattr(began_with, "placement", None), meanings)
        self._lasts_since: dict[int, date] = {}

    def be_of(self, kind: str | None, meanings: Meanings) -> None:
        """Say of which kind it is: by the word that is recorded, and by those that hold with it."""
        self.kind = kind
        self.also = meanings.placements.get(kind, ()) if kind is not None else ()
        self.words = (kind, *self.also)

    def is_of(self, kind: str) -> bool:
        """Whether it is of a kind."""
        return self.kind == kind or kind in self.also

    def lasts_since(self, months: int) -> date:
        """The day from which it has lasted so many months."""
        day = self._lasts_since.get(months)
        if day is None:
            day = self._lasts_since[months] = add_months(self.start, months)
        return day
