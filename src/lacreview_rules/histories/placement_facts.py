"""The facts of one period of care; one that is recorded before the placement it is about waits until that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.dated_facts import DatedFacts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.histories.events import Fact
    from lacreview_rules.histories.meanings import Meanings
    from lacreview_rules.histories.placement import Placement


class PlacementFacts(DatedFacts):
    """Facts recorded in one period of care, by their names.

    Attributes:
        waiting: facts recorded in another placement than they can be about, or that may be about the next: they hold, and wait for such
            a one, too. By their names.
        taken_up: facts recorded before the placement that they are about.
    """

    __slots__ = ("_before", "_in_placements", "taken_up", "waiting")

    def __init__(self, meanings: Meanings) -> None:
        super().__init__()
        self._in_placements = meanings.in_placements
        self._before = {word.id: days for word, days in meanings.before_placement.items() if word.kind == "fact"}
        self.waiting: dict[str, Fact] = {}
        self.taken_up: list[Fact] = []

    def record(self, event: Fact, placement: Placement) -> None:
        """A fact became true, or stopped being so, in a placement."""
        kinds = self._in_placements.get(event.fact) if event.value else None
        of_another = bool(kinds) and placement.kind is not None and not any(placement.is_of(kind) for kind in kinds or ())
        days = self._before.get(event.fact) if event.value else None
        if of_another or (days is not None and (event.on - placement.start).days > days):
            self.waiting[event.fact] = event
        else:
            self.waiting.pop(event.fact, None)
        self.note(event.fact, event.on, event.value)

    def take_up(self, facts: Iterable[Fact], placement: Placement) -> None:
        """Facts that were recorded before a placement: they hold from its first day, if it is one that they can be about."""
        for fact in facts:
            kinds = self._in_placements.get(fact.fact)
            of_this = kinds and (placement.kind is None or any(placement.is_of(kind) for kind in kinds))
            if of_this or (placement.start - fact.on).days <= self._before.get(fact.fact, -1):
                self.note(fact.fact, placement.start, fact.value)
                self.taken_up.append(fact)
                self.waiting.pop(fact.fact, None)

    def take_up_waiting(self, placement: Placement) -> None:
        """A placement began: the facts that wait for it hold from its first day."""
        if self.waiting:
            self.take_up(list(self.waiting.values()), placement)

    def go_over_to(self, following: PlacementFacts, day: date) -> None:
        """Another regime begins: what stands on that day, and what waits, stands and waits in its period of care."""
        self.go_on_in(following, day)
        following.waiting = dict(self.waiting)
