"""Bookings of reviews: made, replaced, taken back; and which of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.events import ReviewArranged, ReviewArrangementCancelled
from lacreview_rules.histories.left_out import LeftOut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lacreview_rules.histories.review import Review

    Booking = ReviewArranged | ReviewArrangementCancelled
    """A review is booked, or a booking is taken back."""

_BOOKED_AGAIN = (
    "another review is booked on the same day: the earlier of the two days is taken for the next review",
    'if one booking took the place of the other, remove that one, or give both their times ("at")',
)


def standing_booking(bookings: Iterable[Booking], reviews: Sequence[Review]) -> date | None:
    """The day that is booked for what comes after the last review.

    A booking made before the last review sat was for that review, or was replaced by the one that was, unless it
    was made after that review's own. The latest booking counts; taken back, it leaves none, also none that it replaced. Of two
    booked on one day the earlier counts; taken back by its day, it leaves the other.

    Example:
        >>> from datetime import date
        >>> booked = ReviewArranged(on=date(2026, 1, 5), review_on=date(2026, 1, 20))
        >>> standing_booking([booked], []), standing_booking([booked, ReviewArrangementCancelled(on=date(2026, 1, 8))], [])
        (datetime.date(2026, 1, 20), None)
    """
    last = reviews[-1] if reviews else None
    after = None if last is None else last.completed_on or last.sat_on
    standing: date | None = None
    before: ReviewArranged | None = None  # the one that stands
    beside: ReviewArranged | None = None  # the other of two that were booked on one day, for a later day
    had_its_own = False
    for booking in bookings:
        if isinstance(booking, ReviewArrangementCancelled):
            named = booking.review_on
            if named is None or beside is None:
                standing = standing if named not in (None, standing) else None
            elif named == standing:
                standing, before, beside = beside.review_on, beside, None  # the other of that day is left
            elif named == beside.review_on:
                beside = None
        elif last is not None and booking.on <= last.sat_on <= booking.review_on <= (after or last.sat_on):
            had_its_own, standing = True, None
        elif standing is not None and before is not None and says_otherwise(before, booking) and booking.review_on > standing:
            beside = booking  # of two booked on one day the earlier is the next
        elif last is None or after is None or (booking.review_on > after and (had_its_own or booking.on >= last.sat_on)):
            beside = before if before is not None and standing is not None and says_otherwise(before, booking) else None
            standing, before = booking.review_on, booking
    return standing


def says_otherwise(one: ReviewArranged, other: ReviewArranged) -> bool:
    """Whether two bookings of a day name different days, and no times tell which was made last.

    Example:
        >>> from datetime import date
        >>> days = (date(2026, 1, 20), date(2026, 1, 22))
        >>> says_otherwise(*(ReviewArranged(on=date(2026, 1, 5), review_on=day) for day in days))
        True
    """
    return one.on == other.on and one.review_on != other.review_on and (one.at is None or other.at is None or one.at == other.at)


def is_booked(bookings: Iterable[Booking], day: date) -> bool:
    """Whether more bookings of a review on a day were made than taken back."""
    return sum(1 if isinstance(one, ReviewArranged) else -1 for one in bookings if one.review_on == day) > 0


def divided(bookings: Iterable[Booking], day: date) -> tuple[list[Booking], list[Booking]]:
    """Bookings of reviews before a day, and of those from that day on; what is taken back with no day named is what was booked last."""
    earlier: list[Booking] = []
    later: list[Booking] = []
    concerned = day
    for booking in bookings:
        concerned = booking.review_on or concerned
        (later if concerned >= day else earlier).append(booking)
    return earlier, later


class Bookings:
    """The bookings of one period of care, made and taken back, in the order in which they are recorded."""

    __slots__ = ("_made",)

    def __init__(self) -> None:
        self._made: list[Booking] = []

    def arrange(self, event: ReviewArranged) -> LeftOut | tuple[str, str] | None:
        """The next review was booked; returns what is wrong with that, if anything is."""
        if event.review_on < event.on:
            return LeftOut("the review is arranged for a day before the arrangement was made")
        before = self._made[-1] if self._made else None
        self._made.append(event)
        if isinstance(before, ReviewArranged) and says_otherwise(before, event):
            return _BOOKED_AGAIN
        return None

    def cancel(self, event: ReviewArrangementCancelled, reviews: Sequence[Review]) -> LeftOut | None:
        """A booking was taken back: what it takes back has to be on record."""
        if event.review_on is None:
            if standing_booking(self._made, reviews) is None:
                return LeftOut("no booking of a review stands on that day", "record the booking, or name its day as review_on")
        elif not is_booked(self._made, event.review_on):
            return LeftOut("no review was booked for the day it names", "correct review_on, or record the booking")
        elif (place := self._booked_again(event)) is not None:
            self._made.insert(place, event)
            return None
        self._made.append(event)
        return None

    def _booked_again(self, event: ReviewArrangementCancelled) -> int | None:
        """Before which booking one is taken back that was made once more on that day: nothing else could be meant by the second."""
        first = next((place for place, one in enumerate(self._made) if one.on == event.on), len(self._made))
        again = any(
            isinstance(one, ReviewArranged) and one.review_on == event.review_on and (event.at is None or one.at is None)
            for one in self._made[first:]
        )
        return first if again and event.review_on is not None and is_booked(self._made[:first], event.review_on) else None

    def go_over_to(self, following: Bookings, day: date) -> None:
        """From a day on another regime applies: bookings for that day and later go over to its period of care."""
        self._made, following._made = divided(self._made, day)

    def standing(self, reviews: Sequence[Review]) -> date | None:
        """The day booked for what is to come, if anything is booked."""
        return standing_booking(self._made, reviews)
