"""Bookings of reviews: made, replaced, taken back; and which of them stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.events import ReviewArranged, ReviewArrangementCancelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lacreview_rules.histories.review import Review

    Booking = ReviewArranged | ReviewArrangementCancelled
    """A review is booked, or a booking is taken back."""


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
