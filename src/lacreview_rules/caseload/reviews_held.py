"""How many reviews were held within the days judged, whether or not they can be judged, and how many were meetings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.window import month_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.window import Window


class ReviewsHeld(NamedTuple):
    """The reviews held within a window.

    Attributes:
        held: how many.
        children: of how many children.
        months: by the month in which they were held.
        first, second, later: how many were the first, the second or a later one of their period of care.
        number_unknown: of how many the record does not show which they were.
        meetings: how many were held at a meeting: all but those of which the record says that they were not.
    """

    held: int
    children: int
    months: tuple[tuple[str, int], ...]
    first: int
    second: int
    later: int
    number_unknown: int
    meetings: int


class HeldTally:
    """Counts the reviews held, child by child."""

    def __init__(self) -> None:
        self._months: Counter[str] = Counter()
        self._kinds: Counter[str | None] = Counter()
        self._children = self._meetings = 0

    def take(self, reviews: Iterable[JudgedReview], window: Window) -> None:
        """Count the reviews of one child."""
        before = self._months.total()
        for review in reviews:
            if review.held_on is not None and window.holds(review.held_on):
                self._months[month_of(review.held_on)] += 1
                self._kinds[review.kind] += 1
                self._meetings += review.meeting is not False
        self._children += self._months.total() > before

    def reviews_held(self) -> ReviewsHeld:
        """What has been counted.

        Example:
            >>> HeldTally().reviews_held().held
            0
        """
        kinds = self._kinds
        return ReviewsHeld(
            self._months.total(),
            self._children,
            tuple(sorted(self._months.items())),
            kinds["first"],
            kinds["second"],
            kinds["later"],
            kinds[None],
            self._meetings,
        )
