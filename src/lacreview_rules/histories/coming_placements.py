"""Which placement an event is about that was recorded while the child lived in another: an approval comes before what is approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.meanings import Word

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from lacreview_rules.histories.meanings import Meanings
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement


def begins_later(period: PeriodOfCare, kind: str, on: date, meanings: Meanings) -> date | None:
    """The day on which the placement begins that an event of a kind may be about; None if it is about the one that the child is in."""
    here, kinds = period.placement_on(on), meanings.about(kind)
    after = period.placements[here.number] if here.number < len(period.placements) else None
    if not fits(here, kinds) and after is not None and after.kind is not None and fits(after, kinds):
        return after.start  # it cannot be about the one that the child is in, and the next can be it, however long that takes
    following = coming(period, Word("event", kind), on, meanings)
    return None if following is None else following.start


def coming(period: PeriodOfCare, word: Word, on: date, meanings: Meanings) -> Placement | None:
    """The placement that begins so soon after a day that what is recorded then may be about it; none if one began on that day.

    Where it can be about some kinds of placement only, that is the first of these.
    """
    here, kinds = period.placement_on(on), meanings.about(word.id) if word.kind == "event" else meanings.in_placements.get(word.id, ())
    days = meanings.before_placement.get(word, 0)
    if here.start == on and fits(here, kinds):
        return None
    for number in range(here.number, len(period.placements)):
        following = period.placements[number]
        if (following.start - on).days > days:
            return None
        if fits(following, kinds):
            return following
        if fits(here, kinds):
            return None  # the child has left where it may have been about
    return None


def fits(placement: Placement, kinds: Collection[str]) -> bool:
    """Whether a placement is, or may be, of one of some kinds; nothing: of any."""
    return not kinds or placement.kind is None or any(map(placement.is_of, kinds))
