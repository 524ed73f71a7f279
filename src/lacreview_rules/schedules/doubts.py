"""What the source of a history can tell of a due date, and why a date cannot be relied on."""

from __future__ import annotations

from typing import NamedTuple


class Doubt(NamedTuple):
    """Why a date cannot be relied on: its source does not show enough.

    Attributes:
        reason: a short name of the reason.
        text: the same in plain English.
        date_known: whether a date is given all the same; it is not, if it would count from what is only assumed.
    """

    reason: str
    text: str
    date_known: bool


class SourceKnows(NamedTuple):
    """What the source of a history can tell of a due date.

    Attributes:
        doubt: why its date cannot be relied on; None if it can.
        number: whether the number of its review is known.
    """

    doubt: Doubt | None = None
    number: bool = True


EVERYTHING = SourceKnows()
