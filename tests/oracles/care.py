"""The third oracle's reading of a history: plain JSON in, periods of care with their reviews out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

History = dict[str, Any]


@dataclass
class Sitting:
    """One review as it happened: when it sat, and when it was completed if it was."""

    sat: date
    completed: date | None
    adjourned: bool = False
    additional: bool = False


@dataclass
class PeriodOfCare:
    """From becoming looked after to ceasing, with what was recorded of its reviews."""

    number: int
    start: date
    end: date | None = None
    sittings: list[Sitting] = field(default_factory=list)
    requests: list[tuple[date, date]] = field(default_factory=list)  # asked on, to be held by
    bookings: list[tuple[date, date]] = field(default_factory=list)  # booked on, booked for
    authority: list[tuple[date, date | None]] = field(default_factory=list)  # to place for adoption: from when, and until when
    order_since: date | None = None  # the placement order that stands
    adoptive: list[tuple[date, date | None]] = field(default_factory=list)  # adoptive placements, and the move that ended each
    goes_on: bool = False  # whether the child was in the first of these when the period began: a review on that day is after the placement
    short_break: list[tuple[date, bool]] = field(default_factory=list)  # each legal status: whether it is one of short breaks
    status_is_known: bool = False  # without one the first that is recorded says what it was from the start
    began_on: str | None = None  # the legal status recorded for the day care began

    def waiting(self) -> Sitting | None:
        """The review that was adjourned and is not completed yet."""
        last = self.sittings[-1] if self.sittings else None
        return last if last and last.completed is None else None

    def authorise(self, day: date) -> None:
        """There is authority to place for adoption; while there is, a second record of it says nothing new."""
        if not self.authority or self.authority[-1][1] is not None:
            self.authority.append((day, None))

    def authorised(self, day: date) -> bool:
        """Whether there is authority to place for adoption on this day."""
        return any(start <= day and (end is None or day < end) for start, end in self.authority)

    def placed_for_adoption(self, day: date) -> bool:
        """Whether the child lives in an adoptive placement on this day."""
        return any(start <= day and (end is None or day < end) for start, end in self.adoptive)

    def in_short_breaks(self, day: date) -> bool:
        """Whether the legal status on this day is that of short breaks."""
        known = [short for since, short in self.short_break if since <= day]
        return bool(known) and known[-1]


# What comes first on one day. The example in the history format books the next review on the day one is held.
ON_ONE_DAY = [
    "became-looked-after",
    "legal-status-changed",
    "authorised-for-adoption",
    "placed-for-adoption",
    "placement-moved",
    "review-requested",
    "review-adjourned",
    "review-held",
    "review-arranged",
    "ceased-to-be-looked-after",
]


def periods_of_care(history: History) -> list[PeriodOfCare]:
    """Read event by event, oldest first.

    What cannot be is passed over: a review out of care, a second adjournment, an event recorded twice.
    """
    recorded = history["events"]
    events = [event for n, event in enumerate(recorded) if event["event"] in ON_ONE_DAY and event not in recorded[:n]]
    events.sort(key=lambda event: (event["on"], ON_ONE_DAY.index(event["event"])))
    periods: list[PeriodOfCare] = []
    for event in leaving_before_return(events):
        day = date.fromisoformat(event["on"])
        if event["event"] == "became-looked-after":
            if not periods or periods[-1].end is not None:
                periods.append(PeriodOfCare(len(periods) + 1, day))
                periods[-1].began_on = event.get("legal_status")
                has_status(periods[-1], event.get("legal_status"), day)
            elif periods[-1].in_short_breaks(day) and event.get("legal_status") not in (None, "short-break") and day > periods[-1].start:
                turns(periods, short=False, day=day)  # a second beginning, of full care: short breaks had ended
                has_status(periods[-1], event["legal_status"], day)
            elif event.get("legal_status") == "placement-order":
                periods[-1].authorise(day)  # the second beginning is none, but the order is authority from its day
        elif periods and periods[-1].end is None:
            if event["event"] == "legal-status-changed" and day > periods[-1].start:
                turns(periods, short=event["legal_status"] == "short-break", day=day)
            happens(periods[-1], event, day)
    return periods


def turns(periods: list[PeriodOfCare], *, short: bool, day: date) -> None:
    """Reg 48: from short breaks to full care, or back, is another period of care, though the child lives where the child lived."""
    last = periods[-1]
    if last.in_short_breaks(day) == short or not last.status_is_known:
        return
    last.end = day
    following = PeriodOfCare(len(periods) + 1, day, authority=list(last.authority))
    following.bookings = [booking for booking in last.bookings if booking[1] >= day]
    last.bookings = [booking for booking in last.bookings if booking[1] < day]
    following.adoptive = [(day, None) for _, end in last.adoptive if end is None]
    following.goes_on = bool(following.adoptive)
    following.status_is_known = True
    periods.append(following)


def has_status(care: PeriodOfCare, status: str | None, day: date) -> None:
    """Another legal status: a placement order is the authority to place for adoption (SI 2005/389 reg 36(1)(a)).

    A care order in its place says that it was revoked, and the authority that came with it, or after it, with it.
    """
    beside = day == care.start and care.began_on not in (None, "short-break")  # nothing says which stood last that day: both do
    care.short_break.append((day, status == "short-break" and not beside))
    care.status_is_known = care.status_is_known or status is not None
    if status == "placement-order":
        care.order_since = care.order_since or day
        care.authorise(day)
    elif status in {"care-order", "interim-care-order"} and care.order_since is not None and not beside:
        if care.authority[-1][1] is None and care.authority[-1][0] >= care.order_since:
            care.authority[-1] = (care.authority[-1][0], day)
        care.order_since = None


def leaving_before_return(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Who leaves care and returns on one day left first, if in care that morning."""
    in_care, ordered = False, list[dict[str, Any]]()
    for event in events:
        if event in ordered:
            continue
        if event["event"] == "became-looked-after":
            left = [other for other in events if other["event"] == "ceased-to-be-looked-after" and other["on"] == event["on"]]
            ordered += left if in_care else []
            in_care = True
        elif event["event"] == "ceased-to-be-looked-after":
            in_care = False
        ordered.append(event)
    return ordered


def happens(care: PeriodOfCare, event: dict[str, Any], day: date) -> None:
    """One event of a child in care."""
    kind = event["event"]
    if kind == "ceased-to-be-looked-after":
        care.end = day
    elif kind == "review-held":
        review_held(care, day, additional=event.get("additional", False))
    elif kind == "review-adjourned":
        if not care.waiting():  # once only, reg 36(2)
            care.sittings.append(Sitting(day, None, adjourned=True))
    elif kind == "review-requested" and "review_by" in event:
        care.requests.append((day, date.fromisoformat(event["review_by"])))
    elif kind == "review-arranged":
        care.bookings.append((day, date.fromisoformat(event["review_on"])))
    elif kind == "authorised-for-adoption":
        care.authorise(day)
    elif kind == "legal-status-changed":
        has_status(care, event["legal_status"], day)
    elif kind in {"placed-for-adoption", "placement-moved"}:
        moved(care, day, adoptive=kind == "placed-for-adoption")


def review_held(care: PeriodOfCare, day: date, *, additional: bool) -> None:
    """A review, or the completion of the one that was adjourned."""
    waiting = care.waiting()
    if waiting:
        waiting.completed = day
    else:
        care.sittings.append(Sitting(day, day, additional=additional))


def moved(care: PeriodOfCare, day: date, *, adoptive: bool) -> None:
    """The child lives somewhere else from this day."""
    if care.adoptive and care.adoptive[-1][1] is None:
        care.adoptive[-1] = (care.adoptive[-1][0], day)
    if adoptive:
        care.adoptive.append((day, None))
        care.authorise(day)  # nobody is placed without it
