"""What the tasks of one review have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.rules.occurrences import Occurrence


@dataclass(slots=True)
class ReviewScope:
    """What the tasks of one review have in common.

    Attributes:
        number: the review's number in its period of care.
        review: the review: held, open or projected.
        sat_on: the day it sat, or is expected to sit: what prepares it counts back from there.
        following: the next review, if there is one.
        previous: the review before it.
        held, next: whether it has been held, and whether it is the first that has not.
        prepared_by: the day on which preparing it was over; None while it is not.
        followed_by: the day on which following it up was over; None while it is not.
        care_ended: whether that is the day on which care ended.
    """

    number: int
    review: Occurrence
    sat_on: date
    following: Occurrence | None
    previous: Occurrence | None
    held: bool
    next: bool
    prepared_by: date | None
    followed_by: date | None
    care_ended: bool
