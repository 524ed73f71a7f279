"""One review that has sat: its number, when it sat, and when it was completed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.events import Event


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
