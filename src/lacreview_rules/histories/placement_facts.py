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

    __slots__ = ("_before", "_in_placements", "_soon", "taken_up", "waiting")

    def __init__(self, meanings: Meanings) -> None:
        super().__init__()
        self._in_placements = meanings.in_placements
        self._before = meanings.facts_before_placement
        self.waiting: dict[str, Fact] = {}
        self._soon: set[str] = set()  # of those that wait, the ones that may be about the placement in which they were recorded
        self.taken_up: list[Fact] = []

    def record(self, event: Fact, placement: Placement) -> None:
        """A fact became true, or stopped being so, in a placement."""
        self.waiting.pop(event.fact, None)
        self._soon.discard(event.fact)
        if event.value:
            if not self._can_be_about(event.fact, placement):
                self.waiting[event.fact] = event
            elif event.fact in self._before and event.on > placement.start:
                self.waiting[event.fact] = event
                self._soon.add(event.fact)
        self.note(event.fact, event.on, event.value)

    def _can_be_about(self, fact: str, placement: Placement) -> bool:
        kinds = self._in_placements.get(fact)
        return not kinds or placement.kind is None or any(map(placement.is_of, kinds))

    def take_up(self, facts: Iterable[Fact], placement: Placement) -> None:
        """Facts that were recorded before a placement: they hold from its first day, if it is one that they can be about.

        One of which nobody knows whether it is about that or the one before is so only where it was recorded shortly before it.
        """
        for fact in facts:
            waits = fact.fact in self._in_placements and fact.fact not in self._soon
            soon = (placement.start - fact.on).days <= self._before.get(fact.fact, -1)
            if (waits or soon) and self._can_be_about(fact.fact, placement):
                self.note(fact.fact, placement.start, fact.value)
                self.taken_up.append(fact)
                self.waiting.pop(fact.fact, None)

    def take_up_waiting(self, placement: Placement) -> None:
        """A placement began: the facts that wait for it hold from its first day."""
        if self.waiting:
            self.take_up(list(self.waiting.values()), placement)
            for fact in self._soon:
                self.waiting.pop(fact, None)  # of no placement but this
            self._soon.clear()

    def go_over_to(self, following: PlacementFacts, day: date) -> None:
        """Another regime begins: what stands on that day, and what waits, stands and waits in its period of care."""
        self.go_on_in(following, day)
        following.waiting = dict(self.waiting)
        following._soon = set(self._soon)
