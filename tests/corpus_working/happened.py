"""Events as the history format writes them, in few words."""

from __future__ import annotations

from typing import Any

from .casebook import Day, Entry, day_of, iso
from .counting import Counted, days_before


def event(kind: str, day: Day, **more: Any) -> Entry:
    """Any event."""
    return {"event": kind, "on": iso(day)} | {key: iso(value) if isinstance(value, Counted) else value for key, value in more.items()}


def in_order(*events: Entry) -> list[Entry]:
    """Events by their dates."""
    return sorted(events, key=lambda happened: str(happened["on"]))


def looked_after(day: Day, *, placement: str = "foster-care", status: str = "section-20", **more: Any) -> Entry:
    """The child became looked after."""
    return event("became-looked-after", day, **more, placement=placement, legal_status=status)


def moved(day: Day, placement: str = "foster-care", **more: Any) -> Entry:
    """The child moved."""
    return event("placement-moved", day, **more, placement=placement)


def ceased(day: Day, **more: Any) -> Entry:
    """The child ceased to be looked after."""
    return event("ceased-to-be-looked-after", day, **more)


def held(day: Day, **more: Any) -> Entry:
    """A review was held."""
    return event("review-held", day, **more)


def adjourned(day: Day) -> Entry:
    """A review sat and was adjourned."""
    return event("review-adjourned", day)


def arranged(day: Day, review_on: Day) -> Entry:
    """The next review was booked."""
    return event("review-arranged", day, review_on=iso(review_on))


def requested(day: Day, review_by: Day | None, by: str = "IRO") -> Entry:
    """A review was asked for."""
    named = {} if review_by is None else {"review_by": iso(review_by)}
    return event("review-requested", day, by=by, **named)


def issued(day: Day) -> Entry:
    """The decisions of a review were issued."""
    return event("decisions-issued", day)


def done(task: str, day: Day, **more: Any) -> Entry:
    """A task was done."""
    return event("task-done", day, **more, task=task)


def fact(name: str, day: Day, **more: Any) -> Entry:
    """A fact became true."""
    return event("fact", day, fact=name, **more)


def status_changed(day: Day, legal_status: str) -> Entry:
    """The legal status changed."""
    return event("legal-status-changed", day, legal_status=legal_status)


def reviewed_once(first: Day, **more: Any) -> list[Entry]:
    """Looked after for three weeks when the first review is held."""
    return [looked_after(days_before(day_of(first), 21), **more), held(first)]


def reviewed_twice(second: Day, **more: Any) -> list[Entry]:
    """Looked after three weeks before the first review, which is ten weeks before the second."""
    return [*reviewed_once(days_before(day_of(second), 70), **more), held(second)]
