"""A day asked about that is far after all that is recorded: a wrong year, or an old extract, in which all seems overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import BecameLookedAfter, CeasedToBeLookedAfter
from lacreview_rules.sources.door import Remark
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.histories.history import History

OLD = "old-extract"
"""The kind of the remark, as a source gives it that knows by itself how old it is."""
_EFFECT = "what was done since may be called overdue"
_MOST_DAYS = 365  # a review is due twice in it, and a wrong year is never nearer


def last_told(history: History) -> date | None:
    """The last day that the record of a child tells of; None if it has none, or the child is looked after no longer.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import History
        >>> start, end = BecameLookedAfter(on=date(2025, 12, 19)), CeasedToBeLookedAfter(on=date(2026, 1, 5))
        >>> str(last_told(History("A1", [start]))), last_told(History("A1", [end, start]))
        ('2025-12-19', None)
    """
    last = began = ended = None
    for event in history.events:
        last = event.on if last is None or event.on > last else last
        if isinstance(event, BecameLookedAfter):
            began = event.on if began is None or event.on > began else began
        elif isinstance(event, CeasedToBeLookedAfter):
            ended = event.on if ended is None or event.on > ended else ended
    return None if ended is not None and (began is None or ended >= began) else last


class DayAsked:
    """The day asked about, beside the last that is told of any child.

    Example:
        >>> from datetime import date
        >>> asked = DayAsked(date(2036, 6, 1))
        >>> asked.add(date(2025, 5, 20))
        >>> print(next(iter(asked.remarks())))
        nothing is recorded after 2025-05-20, 4,030 days before the day asked about; check its year, or give a newer record
    """

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._last: date | None = None

    def add(self, last: date | None) -> None:
        """Note the last day that is told of one child."""
        if last is not None and (self._last is None or last > self._last):
            self._last = last

    def remarks(self, found: Iterable[Remark] = ()) -> list[Remark]:
        """What is to be said, if anything is, and the source has not said so among what it found."""
        days = 0 if self._last is None else (self._as_of - self._last).days
        if days <= _MOST_DAYS or any(remark.kind == OLD for remark in found):
            return []
        what = f"nothing is recorded after {self._last}, {count_text(days, 'day')} before the day asked about"
        return [Remark(OLD, Problem("", what, "check its year, or give a newer record"), used=True, effect=_EFFECT)]
