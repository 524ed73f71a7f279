"""One due date under one reading of a question that the law leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.schedules.records import ReadingRecord
    from lacreview_rules.schedules.standing import Status


class Reading(NamedTuple):
    """One due date under one reading of a question.

    Attributes:
        question: the id of the question; see `open_questions`.
        reading: the name of the reading.
        due: the day by which it is due under that reading; None if it is not due, or has no date.
        status: how it stands then; None if it is not due.
        taken: whether it is the reading that the profile takes, under which the schedule stands.
    """

    question: str
    reading: str
    due: date | None
    status: Status | None
    taken: bool

    def to_dict(self) -> ReadingRecord:
        """The reading as the schedule contract writes it."""
        return {"question": self.question, "reading": self.reading, "due": iso(self.due), "status": self.status, "taken": self.taken}
