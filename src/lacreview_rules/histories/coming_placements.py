"""Which placement an event is about that was recorded while the child lived in another: an approval comes before what is approved."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.histories.meanings import Meanings, Word

if TYPE_CHECKING:
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement


class ComingPlacements:
    """The placements of a period of care, as events may be about them that were recorded before they began."""

    def __init__(self, period: PeriodOfCare, meanings: Meanings) -> None:
        self._period = period
        self._meanings = meanings
        self._starts: dict[frozenset[str], list[date]] = {}  # by what an event can be about: the first days of such placements

    def begins_later(self, kind: str, on: date) -> date | None:
        """The day on which the placement begins that an event of a kind may be about; None if it is about the one that the child is in.

        Where the event can be about some kinds of placement only, it is the next of these; where there is none, the last day there is.
        """
        here, kinds = self._period.placement_on(on), self._meanings.about(kind)
        if kinds and here.kind is not None:
            if any(map(here.is_of, kinds)):
                return None
            starts = self._starts_of(kinds)
            place = bisect_right(starts, here.start)
            return starts[place] if place < len(starts) else date.max
        following = next_within(self._period, on, self._meanings.before_placement.get(Word("event", kind), 0))
        return None if following is None else following.start

    def _starts_of(self, kinds: frozenset[str]) -> list[date]:
        """The first days of the placements of some kinds, and of those whose kind is not known."""
        starts = self._starts.get(kinds)
        if starts is None:
            found = (one for one in self._period.placements if one.kind is None or any(map(one.is_of, kinds)))
            starts = self._starts[kinds] = [one.start for one in found]
        return starts


def next_within(period: PeriodOfCare, on: date, days: int) -> Placement | None:
    """The placement that begins no more days after a day; none if one began on it, or no more days before."""
    here = period.placement_on(on)
    following = period.placements[here.number] if here.number < len(period.placements) else None
    if following is None or (following.start - on).days > days or (on - here.start).days <= days:
        return None
    return following


def near_to(period: PeriodOfCare, on: date, days: int) -> list[Placement]:
    """The placements that began no more days before or after a day; none if one began on it."""
    here = period.placement_on(on)
    if here.start == on:
        return []
    return [one for one in period.placements[here.number - 1 : here.number + 1] if abs((one.start - on).days) <= days]
