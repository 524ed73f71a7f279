"""Starts of care of which a source says less than it should: events as those that were recorded, told apart by what they are."""

from __future__ import annotations

from dataclasses import dataclass

from lacreview_rules.histories.events import BecameLookedAfter


@dataclass(frozen=True, slots=True, kw_only=True)
class StartNotSaid(BecameLookedAfter):
    """A start of care that is only taken to be one: the rows begin with a child who was looked after already.

    Example:
        >>> from datetime import date
        >>> isinstance(StartNotSaid(on=date(2025, 4, 1)), BecameLookedAfter)
        True
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class StartWithReviewsUnread(BecameLookedAfter):
    """A start of care whose latest review the source names in a form that cannot be read."""
