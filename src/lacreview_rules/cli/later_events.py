"""Events dated after the day asked about: how many there are, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.history import History


class LaterEvents:
    """The events of some histories that had not happened on a day: a wrong year, or a date of a plan, is not to go unseen.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld
        >>> later = LaterEvents(date(2026, 1, 10))
        >>> later.count(History("A1", [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]))
        >>> next(later.lines())
        '1 event of 1 child is dated after 2026-01-10, the day asked about; what it completes is shown as not done'
    """

    def __init__(self, as_of: date) -> None:
        """None counted yet.

        Args:
            as_of: the day asked about.
        """
        self._as_of = as_of
        self._events = self._children = 0

    def count(self, history: History) -> None:
        """Count those of one history that was used."""
        self.add(sum(event.on > self._as_of for event in history.events))

    def add(self, later: int) -> None:
        """Count those of one history that were counted elsewhere."""
        self._events += later
        self._children += bool(later)

    def lines(self) -> Iterator[str]:
        """What is to be said of them, if there are any."""
        if not self._events:
            return
        events, children = count_text(self._events, "event"), count_text(self._children, "child", "children")
        are, complete = ("is", "it completes") if self._events == 1 else ("are", "they complete")
        yield f"{events} of {children} {are} dated after {self._as_of}, the day asked about; what {complete} is shown as not done"
