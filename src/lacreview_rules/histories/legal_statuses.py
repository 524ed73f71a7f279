"""The legal statuses of one period of care, day by day, and the regime that the last of them puts the child under."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.meanings import Meanings


class LegalStatuses:
    """The child's legal statuses in one period of care: more than one at a time, where the law allows it.

    Attributes:
        all: every one that is recorded, or holds with one that is.
        regime: the name of the regime that they put the child under, if it is not the ordinary one.
        authorised_since: since when authority to place the child for adoption has stood that came with one of them; None if none
            does: there was none, or what the profile says ends it was recorded.
    """

    __slots__ = ("_authorised_by", "_days", "_meanings", "_statuses", "all", "authorised_since", "regime")

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._days: list[date] = []
        self._statuses: list[tuple[str, ...]] = []
        self.all: set[str] = set()
        self.regime: str | None = None
        self.authorised_since: date | None = None
        self._authorised_by: frozenset[str] = frozenset()

    def note(self, event: ev.BecameLookedAfter | ev.LegalStatusChanged) -> None:
        """Care began on a legal status, or that changed."""
        statuses, self.regime = self._meanings.standing(ev.statuses_of(event))
        self._days.append(event.on)
        self._statuses.append(statuses)
        self.all.update(statuses)
        by = self._meanings.authorities.intersection(statuses)
        if by:
            self._authorised_by, self.authorised_since = by, self.authorised_since or event.on
            return
        for status in self._authorised_by:  # few children have such authority: a generator would be made for all the others
            if not self._meanings.ended_by.get(status, frozenset()).isdisjoint(statuses):
                self._authorised_by, self.authorised_since = frozenset(), None
                return

    @property
    def are_recorded(self) -> bool:
        """Whether any is on record."""
        return bool(self._statuses)

    def on(self, day: date) -> tuple[str, ...]:
        """The legal statuses recorded by a day, and those that hold with them."""
        place = bisect_right(self._days, day) - 1
        return self._statuses[place] if place >= 0 else ()

    def forget(self) -> None:
        """What was recorded does not put the child under another regime after all."""
        self._days, self._statuses, self.regime, self.authorised_since = [], [], None, None
        self._authorised_by = frozenset()
        self.all.clear()
