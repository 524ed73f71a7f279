"""What comes of asking a child's schedule for its readings: each due date under each reading, and the earliest of its dates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.arguments import check_type
from lacreview_rules.errors import UnknownDueDateError
from lacreview_rules.questions.working import explanation_with, notices_with
from lacreview_rules.schedules.due_dates import DueDate
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.errors import Problem
    from lacreview_rules.questions.reading import Reading
    from lacreview_rules.schedules.explanation import Explanation
    from lacreview_rules.schedules.records import ScheduleRecord
    from lacreview_rules.schedules.schedule import Schedule


@dataclass(frozen=True, slots=True)
class DueDateReadings:
    """One due date under every reading of each question that touches it.

    Attributes:
        due_date: as the schedule has it.
        readings: the earliest first; of each question that touches it, every reading. Empty if none does.
        is_settled: whether every question that the binding rule's `ambiguous` raises was computed and makes no difference here.
    """

    due_date: DueDate
    readings: tuple[Reading, ...]
    is_settled: bool

    @property
    def earliest(self) -> date | None:
        """The earliest day under any one reading: in time under all of them. None if it has no date."""
        days = [day for day in (self.due_date.due, *(reading.due for reading in self.readings)) if day is not None]
        return min(days, default=None)

    @property
    def notices(self) -> tuple[str, ...]:
        """Those of the due date. That its source is ambiguous is not among them where that makes no difference here."""
        return notices_with(self.due_date, is_settled=self.is_settled)

    @property
    def explanation(self) -> Explanation:
        """The working of the date, with the date under each reading."""
        return explanation_with(self.due_date, self.readings, self.earliest, is_settled=self.is_settled)

    @property
    def plain_explanation(self) -> Explanation:
        """The working of the date without the readings; that its source is ambiguous stands in it only where that can matter here."""
        return explanation_with(self.due_date, (), None, is_settled=self.is_settled)

    def to_dict(self) -> dict[str, Any]:
        """What differs for this due date, as JSON-ready data."""
        due = self.due_date
        return {
            "id": due.id,
            "task": due.task,
            "title": due.title,
            "period_of_care": due.period_of_care,
            "review": due.review,
            "rule": due.rule,
            "due": iso(due.due),
            "earliest": iso(self.earliest),
            "readings": [reading.to_dict() for reading in self.readings],
        }


class NotComputed(NamedTuple):
    """A reading under which the schedule of this child cannot be built, and why."""

    question: str
    reading: str
    why: str


class OnlyUnder(NamedTuple):
    """What is due under one reading alone, and is nothing that the schedule has."""

    question: str
    reading: str
    due_date: DueDate


@dataclass(frozen=True, slots=True)
class ChildReadings:
    """The due dates of one child under each reading.

    Attributes:
        schedule: as it stands under the readings that the profile takes.
        due_dates: every due date of it, in its order.
        only_under: what is due under one reading alone.
        not_computed: readings under which this child's schedule cannot be built.
    """

    schedule: Schedule
    due_dates: tuple[DueDateReadings, ...]
    only_under: tuple[OnlyUnder, ...]
    not_computed: tuple[NotComputed, ...]

    def __iter__(self) -> Iterator[DueDateReadings]:
        return iter(self.due_dates)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What in the history could not be used."""
        return self.schedule.problems

    @property
    def overdue(self) -> tuple[DueDate, ...]:
        """What is overdue under the readings that the profile takes."""
        return self.schedule.overdue

    @property
    def touched(self) -> tuple[DueDateReadings, ...]:
        """The due dates that some question touches."""
        return tuple(one for one in self.due_dates if one.readings)

    def of(self, due: DueDate) -> DueDateReadings:
        """The readings of one due date of the schedule.

        Raises:
            UnknownDueDateError: the schedule has no due date with its id.
        """
        check_type("due", due, DueDate)
        for one in self.due_dates:
            if one.due_date.id == due.id:
                return one
        raise UnknownDueDateError("due: the schedule has no due date with its id; give one of this schedule")

    def explanation_of(self, due: DueDate) -> Explanation:
        """The working of one due date of the schedule, with the date under each reading."""
        return self.of(due).explanation

    def plain_explanation_of(self, due: DueDate) -> Explanation:
        """The working of one due date of the schedule without the readings, and without an ambiguity that makes no difference here."""
        return self.of(due).plain_explanation

    def differences(self) -> dict[str, Any]:
        """Only what differs, as JSON-ready data: the due dates that some question touches, and what could not be computed."""
        whole = self.schedule.to_dict()
        return {
            **{key: whole[key] for key in ("schema_version", "child", "as_of", "profile", "calendar")},
            "due_dates": [one.to_dict() for one in self.touched],
            "only_under": [
                {"question": question, "reading": reading, "id": due.id, "title": due.title, "due": iso(due.due), "rule": due.rule}
                for question, reading, due in self.only_under
            ],
            "not_computed": [one._asdict() for one in self.not_computed],
            "problems": whole["problems"],
        }

    def to_dict(self) -> ScheduleRecord:
        """The schedule as its contract writes it, each due date with the key ``readings``."""
        record = self.schedule.to_dict()
        for row, one in zip(record["due_dates"], self.due_dates, strict=True):
            row["readings"] = [reading.to_dict() for reading in one.readings]
            row["notices"] = list(one.notices)
        return record

    def to_json(self, *, indent: int | None = None) -> str:
        """The same as JSON text; on one line unless `indent` is given."""
        check_type("indent", indent, int, None)
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
