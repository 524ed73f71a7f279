"""The care events: what happened to a child, or was arranged, on a date and sometimes at a time.

Each kind is a frozen record. `kind` is the name the event has in a file (``"review-held"``); kinds that a
profile declares for itself arrive as `OtherEvent`. Nothing here knows a rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from types import NoneType
from typing import ClassVar

from lacreview_rules.histories.field_types import one_or_several, refuse_wrong_types


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, or was arranged.

    Attributes:
        on: the date it happened (for an arrangement: the date it was made).
        at: the time of day in England, where the record has one.
        ref: a reference that ties an answer to its question, or the completion of a task to what caused it.
        review: the number, in its period of care, of the review this belongs to, where the record says so.
        note: free text; never read by a rule and never printed in an error.
        recorded_as: of an event that another word of the record implies, that word. No file records it.
    """

    kind: ClassVar[str] = ""

    on: date
    at: time | None = None
    ref: str | None = None
    review: int | None = None
    note: str | None = None
    recorded_as: str | None = field(default=None, repr=False)

    _holds: ClassVar[tuple[tuple[str, tuple[type, ...]], ...]] = ()
    """What the fields of this kind may hold, those of every event apart."""

    def __post_init__(self) -> None:
        if (
            type(self.on) is not date
            or (self.at is not None and type(self.at) is not time)
            or (self.ref is not None and type(self.ref) is not str)
            or (self.review is not None and type(self.review) is not int)
            or (self.note is not None and type(self.note) is not str)
            or (self.recorded_as is not None and type(self.recorded_as) is not str)
        ):
            refuse_wrong_types(self, self._holds)
        for name, types in self._holds:
            if type(getattr(self, name)) not in types:
                refuse_wrong_types(self, self._holds)


_TEXT = (str, NoneType)
_WORDS = (str, tuple, NoneType)


def statuses_of(event: BecameLookedAfter | LegalStatusChanged) -> tuple[str, ...]:
    """The legal statuses that an event records: none, one, or several where the law allows several at once.

    Example:
        >>> statuses_of(LegalStatusChanged(on=date(2026, 1, 5), legal_status=["care-order", "remand"]))
        ('care-order', 'remand')
    """
    given = event.legal_status
    return () if given is None else (given,) if isinstance(given, str) else tuple(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class BecameLookedAfter(Event):
    """The child became looked after: a period of care and its first placement begin (CA 1989 s22).

    Attributes:
        legal_status: a word, or a list of words where the law allows several at once (a care order and a remand).

    Example:
        >>> BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care").kind
        'became-looked-after'
    """

    kind: ClassVar[str] = "became-looked-after"
    placement: str | None = None
    legal_status: str | list[str] | tuple[str, ...] | None = None
    emergency: bool = False
    out_of_hours: bool = False

    _holds = (("placement", _TEXT), ("legal_status", _WORDS), ("emergency", (bool,)), ("out_of_hours", (bool,)))

    def __post_init__(self) -> None:
        if self.legal_status.__class__ is not str and self.legal_status is not None:
            object.__setattr__(self, "legal_status", one_or_several(self.legal_status))
        Event.__post_init__(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementMoved(Event):
    """The child moved: one placement ended and another began on this date."""

    kind: ClassVar[str] = "placement-moved"
    placement: str | None = None
    emergency: bool = False
    out_of_hours: bool = False

    _holds = (("placement", _TEXT), ("emergency", (bool,)), ("out_of_hours", (bool,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedForAdoption(Event):
    """The child was placed for adoption: a placement of kind ``adoptive`` began (AAR 2005 reg 36)."""

    kind: ClassVar[str] = "placed-for-adoption"
    placement: str | None = "adoptive"
    emergency: bool = False
    out_of_hours: bool = False

    _holds = (("placement", _TEXT), ("emergency", (bool,)), ("out_of_hours", (bool,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisedForAdoption(Event):
    """The agency first had authority to place the child for adoption (placement order or consent)."""

    kind: ClassVar[str] = "authorised-for-adoption"


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStatusChanged(Event):
    """The legal basis on which the child is looked after changed, for instance a care order was made.

    Attributes:
        legal_status: what holds from this date: a word, or a list of words where the law allows several at once.
    """

    kind: ClassVar[str] = "legal-status-changed"
    legal_status: str | list[str] | tuple[str, ...]

    _holds = (("legal_status", (str, tuple)),)

    def __post_init__(self) -> None:
        if self.legal_status.__class__ is not str:
            object.__setattr__(self, "legal_status", one_or_several(self.legal_status))
        Event.__post_init__(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CeasedToBeLookedAfter(Event):
    """The child ceased to be looked after: the period of care ended."""

    kind: ClassVar[str] = "ceased-to-be-looked-after"
    reason: str | None = None

    _holds = (("reason", _TEXT),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHeld(Event):
    """A review was held; after an adjournment, the adjourned review was completed.

    Attributes:
        meeting: false where the review was done without a meeting (long-term foster placements).
        additional: true for a review that stands apart from the ordinary sequence; what that means for
            the next interval is the setting ``additional_reviews``.
    """

    kind: ClassVar[str] = "review-held"
    meeting: bool = True
    additional: bool = False

    _holds = (("meeting", (bool,)), ("additional", (bool,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAdjourned(Event):
    """The review sat on this date and was adjourned (CPR 2010 reg 36)."""

    kind: ClassVar[str] = "review-adjourned"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewArranged(Event):
    """The next review was booked, on date `on`, for date `review_on`."""

    kind: ClassVar[str] = "review-arranged"
    review_on: date

    _holds = (("review_on", (date,)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewArrangementCancelled(Event):
    """A booking of a review was taken back: the one for `review_on` or, if none is named, the one that stood.

    Example:
        >>> ReviewArrangementCancelled(on=date(2026, 3, 5), review_on=date(2026, 3, 10)).kind
        'review-arrangement-cancelled'
    """

    kind: ClassVar[str] = "review-arrangement-cancelled"
    review_on: date | None = None

    _holds = (("review_on", (date, NoneType)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRequested(Event):
    """Somebody asked that the review be brought forward (CPR 2010 reg 33(3)).

    Attributes:
        by: who asked: "IRO", "child" …
        review_by: the date by which it was asked for, where one was named.
    """

    kind: ClassVar[str] = "review-requested"
    by: str | None = None
    review_by: date | None = None

    _holds = (("by", _TEXT), ("review_by", (date, NoneType)))


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsIssued(Event):
    """The IRO issued the decisions of a review."""

    kind: ClassVar[str] = "decisions-issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDone(Event):
    """A task of the profile, named by its id, was done.

    Attributes:
        seen: false where the child was not seen: a task for which the child has to be seen is then not done.
    """

    kind: ClassVar[str] = "task-done"
    task: str
    seen: bool = True

    _holds = (("task", (str,)), ("seen", (bool,)))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignificantEvent(Event):
    """A significant event in the child's life; `type` says of what kind, where a profile lists kinds."""

    kind: ClassVar[str] = "significant-event"
    type: str | None = None

    _holds = (("type", _TEXT),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Event):
    """A dated fact became true (or, with ``value=False``, stopped being so).

    A fact that decides a limit has the period or the date as its value: ``value="4 weeks"``; `by` says who decided.
    """

    kind: ClassVar[str] = "fact"
    fact: str
    value: bool | str = True
    by: str | None = None

    _holds = (("fact", (str,)), ("value", (bool, str)), ("by", _TEXT))


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolStarted(Event):
    """The child started at a school."""

    kind: ClassVar[str] = "school-started"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised(Event):
    """The IRO raised an alert (dispute resolution); `level` says with whom."""

    kind: ClassVar[str] = "alert-raised"
    level: str | None = None

    _holds = (("level", _TEXT),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAnswered(Event):
    """An alert was answered; `ref` says which, where several are open."""

    kind: ClassVar[str] = "alert-answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvent(Event):
    """An event of a kind that a profile declares for itself; `event` is its id.

    Attributes:
        ends_on: the last day, for an event that lasts (a short break).
    """

    event: str
    type: str | None = None
    ends_on: date | None = None

    _holds = (("event", (str,)), ("type", _TEXT), ("ends_on", (date, NoneType)))

    @property
    def kind(self) -> str:  # type: ignore[override]
        """The kind of event, as the profile names it."""
        return self.event


BUILT_IN: dict[str, type[Event]] = {
    cls.kind: cls
    for cls in (
        BecameLookedAfter,
        PlacementMoved,
        PlacedForAdoption,
        AuthorisedForAdoption,
        LegalStatusChanged,
        CeasedToBeLookedAfter,
        ReviewHeld,
        ReviewAdjourned,
        ReviewArranged,
        ReviewArrangementCancelled,
        ReviewRequested,
        DecisionsIssued,
        TaskDone,
        SignificantEvent,
        Fact,
        SchoolStarted,
        AlertRaised,
        AlertAnswered,
    )
}
"""Every built-in kind by the name it has in a file."""

PLACING = (BecameLookedAfter, PlacementMoved, PlacedForAdoption)
"""The events with which a placement begins."""
PLACING_KINDS = tuple(cls.kind for cls in PLACING)

PLACEMENT_STARTED = "placement-started"
PLACEMENT_ENDED = "placement-ended"
REVIEW_MEETING_HELD = "review-meeting-held"
ADJOURNED_REVIEW_COMPLETED = "adjourned-review-completed"
DERIVED = (PLACEMENT_STARTED, PLACEMENT_ENDED, REVIEW_MEETING_HELD, ADJOURNED_REVIEW_COMPLETED)
"""Occurrences that follow from events and can anchor a timescale, though no file records them."""

READ_OFF_REVIEWS = frozenset({ReviewHeld.kind, ReviewAdjourned.kind})
"""Kinds that are read off the numbered reviews, where an adjournment has joined two events into one."""

BOOKINGS = frozenset({ReviewArranged.kind, ReviewArrangementCancelled.kind})
"""Kinds that say on which day the next review is expected."""


def event_kind(event: Event) -> str:
    """The name of an event's kind, as a file and a profile write it.

    Example:
        >>> event_kind(OtherEvent(event="care-plan-filed", on=date(2026, 1, 5)))
        'care-plan-filed'
    """
    return event.kind
