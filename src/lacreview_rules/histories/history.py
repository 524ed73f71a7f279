"""One child's history: its care events, and what is known of the child and of the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lacreview_rules.arguments import check_day, check_each, check_type
from lacreview_rules.errors import ArgumentError
from lacreview_rules.histories.events import Event

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class History:
    """One child's care events.

    Attributes:
        child: the identifier the case system uses. Never printed in an error.
        events: what happened, in any order; kept as a tuple.
        date_of_birth: needed by rules that count from an age.
        records: the tasks whose completion this source records, where it records only some (an extract has
            reviews and little else); silence about any other task is then not lateness. None: all of them.
        record_starts: a day before which reviews and tasks are not in this record, as after a change of systems.
        reviews_before: how many reviews of the period of care of that day were held before it; None if nobody knows.

    Raises:
        ArgumentError: an argument is of another type, or `reviews_before` is negative or without `record_starts`; the message
            names it, and the place of an event.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History
        >>> History(child="A123", events=[BecameLookedAfter(on=date(2025, 12, 19))]).events[0].on
        datetime.date(2025, 12, 19)
    """

    child: str
    events: tuple[Event, ...]
    date_of_birth: date | None
    records: tuple[str, ...] | None
    record_starts: date | None
    reviews_before: int | None

    def __init__(
        self,
        child: str,
        events: Iterable[Event] = (),
        date_of_birth: date | None = None,
        records: Iterable[str] | None = None,
        record_starts: date | None = None,
        reviews_before: int | None = None,
    ) -> None:
        check_type("child", child, str)
        taken = _events(events)
        if date_of_birth is not None:
            check_day("date_of_birth", date_of_birth)
        if record_starts is not None:
            check_day("record_starts", record_starts)
        if reviews_before is not None:
            _check_count(reviews_before, known_from=record_starts)
        object.__setattr__(self, "child", child)
        object.__setattr__(self, "events", taken)
        object.__setattr__(self, "date_of_birth", date_of_birth)
        object.__setattr__(self, "records", None if records is None else tuple(check_each("records", records, str)))
        object.__setattr__(self, "record_starts", record_starts)
        object.__setattr__(self, "reviews_before", reviews_before)

    def __repr__(self) -> str:
        """Short, and without the child: it stands in logs, and where an assertion fails."""
        days = sorted(event.on for event in self.events)
        when = f", {days[0].isoformat()} to {days[-1].isoformat()}" if days else ""
        return f"<History of {len(days)} event{'' if len(days) == 1 else 's'}{when}>"


def _events(events: object) -> tuple[Event, ...]:
    """The events given, as a tuple; whatever is none is refused by its place."""
    if type(events) is not list and (isinstance(events, (str, bytes)) or not isinstance(events, Iterable)):
        raise ArgumentError(f"events: it is of type {type(events).__name__}, and must be a list of events")
    taken = tuple(events)
    for place, event in enumerate(taken):
        if not isinstance(event, Event):
            remedy = "; parse_history reads a record" if isinstance(event, dict) else ""
            raise ArgumentError(f"events[{place}]: it is of type {type(event).__name__}, and must be an event{remedy}")
    return taken


def _check_count(reviews_before: object, *, known_from: date | None) -> None:
    """Refuse a number of earlier reviews that is none, or that does not say before when."""
    if not isinstance(reviews_before, int) or isinstance(reviews_before, bool):
        message = f"reviews_before: it is of type {type(reviews_before).__name__}, and must be a whole number"
        raise ArgumentError(message)
    if reviews_before < 0:
        raise ArgumentError("reviews_before: it is less than 0, and must be the number of reviews held before the record starts")
    if known_from is None:
        raise ArgumentError("reviews_before: it is given without record_starts, the day before which they were held; add that")
