"""What happened on the day of a review, and which review it can still affect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.histories.events import AuthorisedForAdoption, PlacedForAdoption, PlacementMoved, ReviewArranged, ReviewRequested
from lacreview_rules.histories.order_of_events import has_a_place_in_the_day

if TYPE_CHECKING:
    from lacreview_rules.histories.events import Event
    from lacreview_rules.rules.occurrences import Occurrence


def comes_after(occurrence: Occurrence, review: Occurrence) -> bool:
    """Whether what happened on the day of a review is about the next one: a request made at the review for an earlier one.

    Where both have a time, the times say so. A request that names the day itself is about the review of that day. What has a
    place of its own in the day (a move, a legal status) comes before the review; all else, authority to place the child for
    adoption and the placement itself, is taken to come after it, as what it asks for then comes earlier.
    """
    event = occurrence.event
    if event is None or occurrence.basis != "actual" or occurrence.on != review.on:
        return False
    if isinstance(event, ReviewRequested) and event.review_by is not None and event.review_by <= event.on:
        return False
    if event.at is not None and review.at is not None:
        return event.at >= review.at
    return _is_late_in_the_day(event) or not has_a_place_in_the_day(event)


def _is_late_in_the_day(event: Event) -> bool:
    """Whether it has a place in the day before a review, and yet is taken to come after it."""
    if isinstance(event, PlacementMoved):
        return event.placement == PlacedForAdoption(on=event.on).placement
    return isinstance(event, (AuthorisedForAdoption, PlacedForAdoption, ReviewArranged))


def is_about_the_next(occurrence: Occurrence, review: Occurrence) -> bool:
    """Whether a request or a booking made on the day of a review is about the next one; whatever else happened is of the review it met."""
    return isinstance(occurrence.event, (ReviewRequested, ReviewArranged)) and comes_after(occurrence, review)
