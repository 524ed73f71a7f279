"""Starts of care that a source records only in part: classes of their own, which tell them from starts recorded in full."""

from __future__ import annotations

from dataclasses import dataclass, fields

from lacreview_rules.histories.events import BecameLookedAfter


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DoubtedStart(BecameLookedAfter):
    """A start of care that a source doubts. It records what any start of care does, and is equal to one that records the same.

    Example:
        >>> from datetime import date
        >>> StartNotSaid(on=date(2025, 4, 1)) == BecameLookedAfter(on=date(2025, 4, 1))
        True
    """

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BecameLookedAfter):
            return NotImplemented
        return all(getattr(self, key.name) == getattr(other, key.name) for key in fields(self))

    __hash__ = BecameLookedAfter.__hash__


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StartNotSaid(DoubtedStart):
    """A start of care that is only taken to be one: the rows begin with a child who was looked after already."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StartWithReviewsUnread(DoubtedStart):
    """A start of care whose latest review the source names in a form that cannot be read."""
