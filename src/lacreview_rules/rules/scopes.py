"""What a due date belongs to: a period of care, a placement, a review, or the event that caused it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from datetime import date

ScopeKind = Literal["period-of-care", "placement", "review", "event"]


class Scope(NamedTuple):
    """What a due date belongs to, and what ends with it.

    Attributes:
        kind: as the task declares it (`per`). A review itself belongs to its period of care.
        number: which period of care of the child; which placement or review of the period. None for an event.
        first: the day on which it began: for what prepares a review, the day after the review before it; for what follows one,
            the day it sat (or is expected to).
        last: the day on which it ended; None while it goes on, or if the task is owed beyond it.
        closed_by: the kind of event that ended it.
        closing_cancels: whether what is open then is no longer owed, if it was not yet due. A review that was held without
            what should have prepared it leaves that owed.
    """

    kind: ScopeKind
    number: int | None
    first: date
    last: date | None = None
    closed_by: str | None = None
    closing_cancels: bool = True

    def __str__(self) -> str:
        number = "" if self.number is None else f" {self.number}"
        last = "" if self.last is None else f" to {self.last.isoformat()}"
        closed = "" if self.closed_by is None else f" ({self.closed_by})"
        return f"{self.kind}{number}: {self.first.isoformat()}{last}{closed}"

    def to_dict(self) -> dict[str, Any]:
        """The scope as the schedule contract writes it.

        Example:
            >>> from datetime import date
            >>> Scope("placement", 2, date(2026, 2, 3)).to_dict()
            {'kind': 'placement', 'number': 2, 'first': '2026-02-03', 'last': None, 'closed_by': None}
        """
        return {
            "kind": self.kind,
            "number": self.number,
            "first": self.first.isoformat(),
            "last": iso(self.last),
            "closed_by": self.closed_by,
        }
