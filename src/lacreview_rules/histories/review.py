"""Reviews that have sat: each with its number, the day it sat, and the day it was completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.left_out import LeftOut

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.events import Event, ReviewAdjourned, ReviewHeld


class Review:
    """A review that has sat.

    Attributes:
        number: its place among the reviews of the period of care.
        sat_on: the day of the first sitting.
        completed_on: the day it was completed; None while an adjourned review is open.
        again: whether its first sitting is recorded a second time: as held, where it was adjourned.
        counted: false for an additional review that stands apart from the sequence.
    """

    __slots__ = ("adjourned", "again", "completed_on", "counted", "event", "meeting", "number", "sat_on")

    def __init__(self, number: int, event: Event, *, adjourned: bool) -> None:
        self.number = number
        self.event = event
        self.sat_on: date = event.on
        self.adjourned = adjourned
        self.completed_on: date | None = None if adjourned else event.on
        self.meeting: bool = getattr(event, "meeting", True)
        self.again = False
        self.counted = True


def hold(reviews: list[Review], event: ReviewHeld) -> LeftOut | None:
    """A review was held, or an adjourned one completed."""
    if reviews and reviews[-1].completed_on is None:
        last = reviews[-1]
        if last.sat_on == event.on:
            if last.again:
                return LeftOut("another review is recorded on the same day")
            last.meeting, last.again = event.meeting, True  # the adjourned sitting itself, recorded a second time
            return None
        last.completed_on = event.on
        return None
    if reviews and reviews[-1].completed_on == event.on:
        return LeftOut("another review is recorded on the same day")
    review = Review(len(reviews) + 1, event, adjourned=False)
    review.counted = not event.additional
    reviews.append(review)
    return None


def adjourn(reviews: list[Review], event: ReviewAdjourned) -> LeftOut | None:
    """A review sat and was adjourned."""
    if reviews:
        last = reviews[-1]
        if last.completed_on is None:
            return LeftOut("the review was already adjourned, and it may be adjourned once only")
        if last.adjourned and last.completed_on == event.on:
            return LeftOut("the resumed review was adjourned again, and it may be adjourned once only")
        if last.sat_on == event.on:
            last.adjourned, last.completed_on, last.again = True, None, True
            return None
    reviews.append(Review(len(reviews) + 1, event, adjourned=True))
    return None
