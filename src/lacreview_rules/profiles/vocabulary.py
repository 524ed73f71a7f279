"""The words that a profile declares: kinds of events, placements and legal statuses, facts, named days and totals.

Annotations are no text here, which pydantic would have to read at every import.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from lacreview_rules.profiles.written import Words, Written, listed


class Term(Written):
    """A word of the profile's own: a kind of event, placement or legal status."""

    id: str = Field(description="The word that a history uses.")
    title: str = Field(default="", description="The same in plain English.")


IMPLIES = Field(
    default=(),
    description="Words that recording this one records too: ids of events, facts, legal statuses, placements or tasks, as in "
    '["authorised-for-adoption"]; "not X" that X no longer holds. Where an id names two of these, say which: "placement other".',
)
SAME_AS = Field(
    default=(),
    description="Words for the same thing: whichever is recorded records the others too. Written at one of them. Of an event, "
    '"not X": it is the end of the fact X, and X recorded as no longer so is this event.',
)


class RecordedTerm(Term):
    """A word that a history may record: a kind of event or of placement."""

    implies: Words = IMPLIES
    implies_if_placed: Words = Field(
        default=(),
        description="The same, a kind of placement apart, where a placement begins on the day of this one: what was planned for that day "
        "is so then.",
    )
    same_as: Words = SAME_AS


BEFORE_PLACEMENT = Field(
    default=0,
    ge=0,
    le=366,
    description="A number of days: recorded so long before a placement begins, and after the first day of the one before, it may be "
    "about that one, which is told. It is of that placement, too, as are the facts that it implies; and the move to it does not end "
    "what an event began.",
)


class EventTerm(RecordedTerm):
    """A kind of event."""

    happens_if_ceased: Words = Field(
        default=(),
        description="Of something planned: the reasons for which care ends with which, on the day it was planned for, it has happened; "
        'as the condition reason takes them ("any", "not E2"). Absent: it has not, and what had to come before it is cancelled.',
    )

    before_placement: int = BEFORE_PLACEMENT


class StatusTerm(RecordedTerm):
    """A legal status."""

    regime: str | None = Field(
        default=None,
        description="The name of the regime that applies under it, where that is not the ordinary one: going from one to another begins "
        "a new period of care.",
    )
    ended_by: Words = Field(
        default=(),
        description="Legal statuses of which each, recorded later and without this one, shows that the authority to place for adoption "
        "that this one implies has ended. After any other word, known or not, that goes on.",
    )


class FactTerm(RecordedTerm):
    """A fact that a history may record."""

    scope: Literal["placement", "period-of-care", "child"] = Field(
        default="period-of-care",
        description="How long the fact lasts unless it is taken back: with the placement, the period of care, or the child.",
    )
    whole_placement: bool = Field(
        default=False,
        description="It says what the placement is (scope placement): whichever day it is recorded on, it holds from the first.",
    )
    before_placement: int = BEFORE_PLACEMENT
    in_placements: Words = Field(
        default=(),
        description="Kinds of placement that it can be about (scope placement): recorded in another kind, or before care, it is of the "
        "next placement of these kinds, too, from its first day.",
    )


class Span(Written):
    """From one day to another, both included."""

    from_: date | None = Field(default=None, alias="from", description="The first day.")
    to: date | None = Field(default=None, description="The last day.")


Spans = Annotated[tuple[Span, ...], BeforeValidator(listed)]


class NamedDays(Term):
    """Days that the authority names: school terms, the days on which a panel sits."""

    id: str = Field(description="The name that timescales use.")
    on: tuple[date, ...] = Field(default=(), description="Single days.")
    spans: Spans = Field(
        default=(), description='Days from one to another, such as a term. Timescales may count from "ID starts" and "ID ends".'
    )
    weekdays: Words = Field(default=(), description='Only these days of the week: ["Thursday"].')
    which: Literal["first", "second", "third", "fourth", "last"] | None = Field(
        default=None, description='With weekdays: only this one in each month ("first" Thursday).'
    )

    def __hash__(self) -> int:
        return hash((self.id, self.on, self.spans, self.weekdays, self.which))


class Total(Term):
    """A number of days, added up over events that last, that matters when it is passed."""

    id: str = Field(description="The name that timescales use.")
    event: str = Field(description="The kind of event whose days are added up: from `on` to `ends_on`, both included.")
    days: int = Field(ge=1, le=3660, description="The total happens on the first day on which there are more days than this.")
    within: str | None = Field(
        default=None, description='Added up within this time: "12 months". Absent: the days of a single event, in a row.'
    )
    ends_regime: str | None = Field(
        default=None, description="The regime that ends on the day on which it is passed: from that day the ordinary one applies."
    )
