"""What a data return can tell of a child's reviews, and what it cannot.

A return holds the reviews held in its year, of children who may have come into care long before; it ends on 31 March;
and it holds no reviews of short breaks. What it cannot show is not lateness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.histories.events import BecameLookedAfter, LegalStatusChanged, statuses_of
from lacreview_rules.sources.ssda903.years import first_day_of, last_day_of, years_told
from lacreview_rules.sources.starts import StartNotSaid

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from lacreview_rules.histories.history import History

SHORT_BREAK = "short-break"
"""The legal status of a series of short breaks, of which a return holds no reviews."""
START_NOT_SAID = "The data return does not say when care began."
"""The note to a start of care that is only taken to be one."""


class Recorded(NamedTuple):
    """The days over which the reviews of a return are on record.

    Attributes:
        since: the day from which on every review is recorded; None if the return holds no reviews at all, or no dates.
        until: the last day that the return tells of; None if it holds no dates.
        reviews: whether the return holds reviews at all.
    """

    since: date | None
    until: date | None
    reviews: bool


def recorded_days(reviews: Mapping[int, int], episodes: Mapping[int, int], certain: Collection[int] = (), *, has_reviews: bool) -> Recorded:
    """The days over which reviews are on record, by how many dates lie in each year of a return.

    Reviews are on record from 1 April of the first of the last years in a row that have any: where the return of a year is
    missing, from the first return after it.

    Args:
        reviews: the dates of reviews, by the year of the return.
        episodes: the dates on which episodes began or ended.
        certain: years that have a file of their own, so that a single date is enough.
        has_reviews: whether there is a file of reviews.

    Example:
        >>> recorded = recorded_days({2022: 90, 2024: 80, 2025: 85}, {2025: 40}, has_reviews=True)
        >>> str(recorded.since), str(recorded.until)
        ('2023-04-01', '2025-03-31')
    """
    held = years_told(reviews, certain)
    told = years_told(episodes, certain)
    first = held[0] if held else told[-1] if told else None
    last = max([*held[-1:], *told[-1:]], default=None)
    return Recorded(
        first_day_of(first) if has_reviews and first is not None else None,
        last_day_of(last) if last is not None else None,
        has_reviews,
    )


def unknown_starts(history: History) -> frozenset[date]:
    """The days on which care is only taken to have begun, because the rows do not say when it did.

    Args:
        history: one that a source made.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import History
        >>> starts = [BecameLookedAfter(on=date(2017, 4, 1), note="at night"), StartNotSaid(on=date(2019, 4, 1))]
        >>> [str(day) for day in unknown_starts(History("A123", starts))]
        ['2019-04-01']
    """
    return frozenset(event.on for event in history.events if isinstance(event, StartNotSaid))


def unreviewed_starts(history: History, recorded: Recorded) -> frozenset[date]:
    """The first days of the periods of care of which the return holds no reviews: short breaks, or all if it has none.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import History
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 5, 1), legal_status="short-break")])
        >>> [str(day) for day in unreviewed_starts(history, Recorded(None, None, reviews=True))]
        ['2025-05-01']
    """
    began = (event for event in history.events if isinstance(event, (BecameLookedAfter, LegalStatusChanged)))
    return frozenset(event.on for event in began if not recorded.reviews or SHORT_BREAK in statuses_of(event))
