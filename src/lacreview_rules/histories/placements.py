"""The placements of one period of care, one after another: on one day only the last counts."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from lacreview_rules.histories import events as ev
from lacreview_rules.histories.order_of_events import in_turn
from lacreview_rules.histories.placement import Placement

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from lacreview_rules.histories.meanings import Meanings


class Placements:
    """Where the child lived in one period of care.

    Attributes:
        all: the placements, in order.
        placing: every event that began one, were it for part of a day.
    """

    __slots__ = ("_meanings", "_starts", "all", "placing")

    def __init__(self, began_with: ev.BecameLookedAfter, meanings: Meanings) -> None:
        self._meanings = meanings
        self.all: list[Placement] = [Placement(1, began_with, meanings)]
        self._starts: list[date] = [began_with.on]
        self.placing: list[ev.BecameLookedAfter | ev.PlacementMoved | ev.PlacedForAdoption] = [began_with]

    def on(self, day: date) -> Placement:
        """The placement the child was in on a day (on the day of a move: the new one)."""
        return self.all[max(0, bisect_right(self._starts, day) - 1)]

    def before(self, placement: Placement) -> Placement | None:
        """The placement that another took the place of."""
        return self.all[placement.number - 2] if placement.number > 1 else None

    def ended_by(self, event: ev.Event) -> Placement:
        """The placement that an event ended: the one after began with it, or, of the last, care ended with it."""
        return next((placement for placement, following in pairwise(self.all) if following.began_with is event), self.all[-1])

    def end(self, day: date) -> None:
        """Care ended, or went over into another regime, and the last placement ended with it."""
        self.all[-1].end = day

    def move(self, event: ev.PlacementMoved | ev.PlacedForAdoption, forget: Callable[[ev.Event], None]) -> tuple[str, str] | None:
        """A new placement began, after the last or, on its first day, in its place.

        Args:
            event: what began it.
            forget: takes out an event of that day that no longer counts.
        """
        last = self.all[-1]
        if event.recorded_as is not None and last.start == event.on and last.kind in (None, event.placement):
            last.be_of(event.placement, self._meanings)
            return None  # the beginning of this placement, by another of its words
        again = isinstance(event, ev.PlacedForAdoption) and isinstance(last.began_with, ev.PlacementMoved)
        if again and last.start == event.on and last.kind == event.placement:
            return None  # one placement for adoption, recorded as a move and as that
        self.placing.append(event)
        if last.start == event.on:
            return self._move_again(event, last, forget)
        last.end = event.on
        self.all.append(Placement(last.number + 1, event, self._meanings))
        self._starts.append(event.on)
        return None

    def _move_again(
        self, event: ev.PlacementMoved | ev.PlacedForAdoption, last: Placement, forget: Callable[[ev.Event], None]
    ) -> tuple[str, str] | None:
        """The child moved once more on the first day of a placement."""
        if last.number > 1:
            forget(last.began_with)
            self.all[-1] = Placement(last.number, event, self._meanings)
        elif last.began_with.recorded_as is not None:  # another regime began on this day, and the child moved
            last.began_with = event
            last.be_of(event.placement, self._meanings)
            return None
        else:
            before = last.kind
            last.be_of(event.placement, self._meanings)
            if isinstance(event, ev.PlacementMoved):
                forget(event)
            if before in (None, last.kind):
                return None
        if in_turn(event, last.began_with):
            return None
        return (
            "a placement that began earlier on the same day was left out: of several on one day only the last counts",
            'without times ("at") their order is not known: add them if this was not the last',
        )
