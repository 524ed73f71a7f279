"""Which placement an event is about that was recorded while the child lived in another: an approval comes before what is approved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.histories.meanings import Meanings, Word

if TYPE_CHECKING:
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement


def begins_later(period: PeriodOfCare, kind: str, on: date, meanings: Meanings) -> date | None:
    """The day on which the placement begins that an event of a kind may be about; None if it is about the one that the child is in.

    Where the event can be about some kinds of placement only, it is the next of these; where there is none, the last day there is.
    """
    here, kinds = period.placement_on(on), meanings.about(kind)
    if kinds and here.kind is not None:
        if any(map(here.is_of, kinds)):
            return None
        later = (one.start for one in period.placements[here.number :] if one.kind is None or any(map(one.is_of, kinds)))
        return next(later, date.max)
    following = next_within(period, on, meanings.before_placement.get(Word("event", kind), 0))
    return None if following is None else following.start


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
