"""Keys and events that may change nothing without a remark, because they are kept for the record: each with the reason.

Whatever else of a history changes nothing is named in the problems of its schedule. The documentation prints this list.
"""

from __future__ import annotations

from typing import NamedTuple


class ForTheRecord(NamedTuple):
    """One thing that may be recorded without changing a schedule, and without a remark.

    Attributes:
        name: the key of an event, or the kind of event.
        changes_nothing: when it changes nothing.
        why: why nothing is said of it then.
    """

    name: str
    changes_nothing: str
    why: str


_SITUATION = "where the child lives, and on what legal basis, is recorded whatever profile the dates are worked out under"
_FRAME = "everything else depends on when the child was looked after"
_NOTHING_DUE = "if nothing was due in that period of care, or nothing was open when it ended"
_LIFE = "a case system records it of every child, whether or not the authority has a timescale for it"
_NO_RULE = "if no rule of the profile is about it"
_MOVED = "if no rule of the profile depends on a placement, or the child moved again later on the same day"

KEYS: tuple[ForTheRecord, ...] = (
    ForTheRecord("note", "always", "it is free text, for people"),
    ForTheRecord("by", "always", "the record should say who asked for a review; the limit is the same whoever it was"),
    ForTheRecord("reason", "if no rule asks why care ended", "it is kept for returns and for people"),
    ForTheRecord("level", "always", "it says with whom an alert was raised, for people"),
    ForTheRecord(
        "type", "if no rule that counts from the event asks for its type", "it describes the event; not every list of types has dates"
    ),
    ForTheRecord(
        "at",
        "if no limit in hours counts from the event, and nothing else on that day needs it for the order",
        "case systems keep the time of everything",
    ),
    ForTheRecord("ref", "if what it ties together belongs together without it", "it is a reference of the case system's own"),
    ForTheRecord(
        "meeting", "if nothing is done by, or counts from, a review held as a meeting", "how a review was held is part of its record"
    ),
    ForTheRecord(
        "additional",
        'if the setting additional_reviews is "count"',
        "the record says what the review was; the setting says what that means for the next",
    ),
    ForTheRecord(
        "review_on",
        "of a booking that was cancelled, if it is the current one, or its review was held since",
        "the record should say which booking was cancelled",
    ),
    ForTheRecord("placement", "if no rule of the profile asks for any kind of placement", _SITUATION),
    ForTheRecord("emergency", "if no rule of the profile asks for it", "it describes the placement, as its kind does"),
    ForTheRecord("out_of_hours", "if no rule of the profile asks for it", "it describes the placement, as its kind does"),
    ForTheRecord("legal_status", "if no rule of the profile asks for any legal status", _SITUATION),
)
"""Keys of an event."""

EVENTS: tuple[ForTheRecord, ...] = (
    ForTheRecord("became-looked-after", _NOTHING_DUE, _FRAME),
    ForTheRecord("ceased-to-be-looked-after", _NOTHING_DUE, _FRAME),
    ForTheRecord("legal-status-changed", "if no rule of the profile asks for any legal status", _SITUATION),
    ForTheRecord(
        "placement-moved", "if no rule of the profile depends on a placement, or the child moved again later on the same day", _SITUATION
    ),
    ForTheRecord(
        "placed-for-adoption",
        "if no rule of the profile depends on a placement, or the child moved again later on the same day",
        _SITUATION,
    ),
    ForTheRecord(
        "review-arranged",
        "if the review was held since, another booking replaced it or is for the same day, or care ended first",
        "a booking stays in the record after its review was held",
    ),
    ForTheRecord(
        "review-arrangement-cancelled",
        "if a review sat since the booking, another booking replaced it, or care ended first",
        "as for the booking that it cancels",
    ),
    ForTheRecord(
        "review-held",
        "if the review is recorded as adjourned on that day too",
        "some systems record the sitting and the adjournment, and it is one sitting",
    ),
    ForTheRecord("significant-event", _NO_RULE, _LIFE),
    ForTheRecord("school-started", _NO_RULE, _LIFE),
    ForTheRecord("alert-raised", _NO_RULE, _LIFE),
    ForTheRecord("alert-answered", _NO_RULE, _LIFE),
)
"""Kinds of event."""
