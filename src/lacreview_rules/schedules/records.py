"""What a schedule is when it is written out: the records that `Schedule.to_dict` and `DueDate.to_dict` return.

Each key has its meaning beside it. `schedules.schema` makes the JSON Schema from these, so a key is written down once.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, NamedTuple, NotRequired, TypedDict

from lacreview_rules.profiles.models import Force, Verified  # noqa: TC001 - what makes models from these needs them at run time
from lacreview_rules.rules.occurrences import Basis  # noqa: TC001 - as above
from lacreview_rules.rules.scopes import ScopeKind  # noqa: TC001 - as above
from lacreview_rules.schedules.standing import Status  # noqa: TC001 - as above
from lacreview_rules.wording import GRADES


class AtLeast(NamedTuple):
    """A number that is never smaller."""

    least: int


Day = Annotated[str, date]
"""A day as ISO 8601 text."""
DayAndTime = Annotated[str, datetime]
"""A day and a time as ISO 8601 text, with the offset from UTC."""


class ProfileUsed(TypedDict):
    """The profile a schedule was made under."""

    id: Annotated[str, "Its id."]
    version: Annotated[str, "Its version."]
    digest: Annotated[str, "SHA-256 of its content: two schedules with one digest were made under the same words."]


class CalendarUsed(TypedDict):
    """The calendar a schedule was made with."""

    id: Annotated[str, "Its id."]
    confirmed_until: Annotated[Day, "The last day that the official list of bank holidays covers; later dates are provisional."]


class OtherLimit(TypedDict):
    """A limit on the same task that does not bind because another is earlier or equal."""

    rule: Annotated[str, "The id of the rule that sets it."]
    due: Annotated[Day | None, "Its date; null for advice."]
    force: Annotated[Force, "What stands behind that rule."]


class ScopeRecord(TypedDict):
    """What a due date belongs to."""

    kind: Annotated[ScopeKind, "What kind of thing it is. A review itself belongs to its period of care."]
    number: Annotated[
        int | None, AtLeast(1), "Which period of care of the child; which placement or review of that period. Null for an event."
    ]
    first: Annotated[Day, "The day on which it began."]
    last: Annotated[Day | None, "The day on which it ended; null while it goes on, or if the task is owed beyond it."]
    closed_by: Annotated[str | None, "The kind of event that ended it."]


class ReadingRecord(TypedDict):
    """A due date under one reading of a question that the law leaves open."""

    question: Annotated[str, "The id of the question."]
    reading: Annotated[str, "The name of the reading."]
    due: Annotated[Day | None, "The last day under that reading; null if nothing is due under it, or it has no date."]
    status: Annotated[Status | None, "How it stands on as_of under that reading; null if nothing is due."]
    taken: Annotated[bool, "Whether it is the reading that the profile takes."]


class DueDateRecord(TypedDict):
    """One occurrence of a task with the date by which it is due."""

    task: Annotated[str, "The id of the task."]
    title: Annotated[str, "What must be done, in plain English."]
    role: Annotated[str, "Who must do it; may be empty."]
    period_of_care: Annotated[int, AtLeast(1), "The number of the period of care."]
    review: Annotated[
        int | None, AtLeast(1), "The number, in its period of care, of the review it is, prepares or follows; otherwise null."
    ]
    due: Annotated[Day | None, "The last day on which it is in time; null for advice."]
    due_at: Annotated[DayAndTime | None, "The moment, for limits in hours only, with its offset from UTC."]
    last_working_day: Annotated[Day | None, "The last working day on or before the due date, which itself does not move."]
    aim: Annotated[Day | None, "A softer, earlier target."]
    opens: Annotated[Day | None, "The first day on which it should be done."]
    status: Annotated[
        Status,
        "How it stands on as_of. not-recorded: what it belongs to has ended and nothing says it was done. "
        "cancelled: that ended before it was due. advisory: no date can be calculated.",
    ]
    done_on: Annotated[Day | None, "When it was done, as known on as_of."]
    days_late: Annotated[int | None, AtLeast(0), "Days late, done or so far; null if it is not late."]
    basis: Annotated[
        Basis, "What it counts from: actual (it happened), arranged (a date is booked), projected (assumed done on its own due date)."
    ]
    rule: Annotated[str, "The id of the rule that binds."]
    force: Annotated[Force, "What stands behind that rule."]
    cite: Annotated[str, "Where that rule is written."]
    verified: Annotated[Verified, f"How far its wording was checked: true ({GRADES[True]}), corroborated, or false."]
    also: Annotated[list[OtherLimit], "The other limits on it."]
    notices: Annotated[list[str], "What a reader should know before relying on the date."]
    id: Annotated[
        str,
        "What tells it from every other due date of the child, in any schedule. It stays while the date, the rule and the status change.",
    ]
    scope: Annotated[ScopeRecord, "What it belongs to."]
    readings: NotRequired[
        Annotated[
            list[ReadingRecord],
            "Only where readings are asked for: the date under each reading of every question that touches it, the earliest first. "
            "Then notices do not say that the source is ambiguous where that makes no difference here.",
        ]
    ]


class ConsiderationRecord(TypedDict):
    """Something that one review must consider."""

    rule: Annotated[str, "The id of the rule."]
    title: Annotated[str, "What is to be considered."]
    role: Annotated[str, "Who sees to it; may be empty."]
    period_of_care: Annotated[int, AtLeast(1), "The number of the period of care."]
    review: Annotated[int, AtLeast(1), "The number of the review."]
    on: Annotated[Day, "The day of the review, held, arranged or expected."]
    basis: Annotated[Basis, "Whether that review was held, is arranged, or is assumed."]
    force: Annotated[Force, "What stands behind the rule."]
    cite: Annotated[str, "Where the rule is written."]
    verified: Annotated[Verified, "How far its wording was checked."]


class ProblemRecord(TypedDict):
    """Something in the history that could not be used."""

    where: Annotated[str, "The place in the history."]
    what: Annotated[str, "What is wrong there."]
    remedy: Annotated[str, "How to mend it; may be empty."]


class ScheduleRecord(TypedDict):
    """All due dates of one child under one profile."""

    schema_version: Annotated[Literal[1], "The version of this format: 1."]
    child: Annotated[str, "The identifier the history gave."]
    as_of: Annotated[Day | None, "The day on which the statuses are given; null for a history without events."]
    profile: ProfileUsed
    calendar: CalendarUsed
    due_dates: Annotated[list[DueDateRecord], "Sorted by due date, then task, then rule; advice comes last."]
    considerations: Annotated[list[ConsiderationRecord], "What particular reviews must consider."]
    problems: Annotated[list[ProblemRecord], "What in the history could not be used."]
