"""What a data return leaves open about the reviews of its children: since when they are recorded, and when care began."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.events import BecameLookedAfter, ReviewHeld

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.history import History

_YEAR_BEGINS = (4, 1)  # the year of the return


def unknown_starts(history: History) -> frozenset[date]:
    """The days on which care is only taken to have begun, because the rows do not say when it did.

    Args:
        history: one that `read_ssda903` made. Its one note to a start of care is that the start is not known.

    Example:
        >>> from lacreview_rules import History
        >>> unknown_starts(History("A123", [BecameLookedAfter(on=date(2017, 4, 1))]))
        frozenset()
    """
    return frozenset(event.on for event in history.events if isinstance(event, BecameLookedAfter) and event.note is not None)


def first_day_of_reviews(histories: Iterable[History]) -> date | None:
    """The day from which on a return may be taken to hold every review: 1 April of the year of the earliest.

    None if there is no review at all.

    Example:
        >>> from lacreview_rules import History
        >>> str(first_day_of_reviews([History("A123", [ReviewHeld(on=date(2018, 2, 5))])]))
        '2017-04-01'
    """
    held = (event.on for history in histories for event in history.events if isinstance(event, ReviewHeld))
    earliest = min(held, default=None)
    if earliest is None:
        return None
    year = earliest.year if (earliest.month, earliest.day) >= _YEAR_BEGINS else earliest.year - 1
    return date(year, *_YEAR_BEGINS)
