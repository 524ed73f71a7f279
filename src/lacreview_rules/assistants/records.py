"""What the tools answer about a child or a date: records from which their output schemas are made."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

from lacreview_rules.changes.differences import Kind as KindOfCause  # noqa: TC001 - as below
from lacreview_rules.changes.schedules import How
from lacreview_rules.rules.occurrences import Basis
from lacreview_rules.schedules.records import (
    AtLeast,
    CalendarUsed,
    ConsiderationRecord,
    Day,
    DayAndTime,
    DueDateRecord,
    ProblemRecord,
    ProfileUsed,
)
from lacreview_rules.schedules.schema import model_of
from lacreview_rules.schedules.standing import Status


class DependsRecord(TypedDict):
    """A due date that an age does not decide: it depends on the day of birth."""

    task: Annotated[str, "The id of the task."]
    title: Annotated[str, "What must be done, in plain English."]
    period_of_care: Annotated[int, "The number of the period of care."]
    review: Annotated[int | None, "The number of the review it belongs to."]
    earliest: Annotated[Day | None, "The earliest it can be due."]
    latest: Annotated[Day | None, "The latest."]
    for_all: Annotated[bool, "Whether it is owed whatever the day of birth."]


class CutRecord(TypedDict):
    """A list that was cut so that the answer keeps to its size."""

    list: Annotated[str, "Which."]
    given: Annotated[int, "How many of it are in the answer."]
    of: Annotated[int, "How many there are."]
    tasks: Annotated[list[str], "The tasks of what was left out, or the first forty of them."]
    ask: Annotated[str, "How to ask for less."]


class ScheduleAnswer(TypedDict):
    """What is due."""

    as_of: Annotated[Day | None, "The day on which the statuses are given."]
    profile: ProfileUsed
    calendar: CalendarUsed
    due_dates: Annotated[list[DueDateRecord], "Sorted by due date, then task, then rule; advice comes last."]
    considerations: Annotated[list[ConsiderationRecord], "What particular reviews must consider."]
    depends_on_birth: Annotated[list[DependsRecord], "What the age given does not decide."]
    problems: Annotated[list[ProblemRecord], "What in the events could not be used, or is in doubt."]
    cut: Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."]


class ExplainedRecord(TypedDict):
    """A due date and how it was worked out."""

    due_date: DueDateRecord
    working: Annotated[list[str], "The working, a line each."]


class ExplanationAnswer(TypedDict):
    """How the dates of a task were worked out."""

    as_of: Annotated[Day | None, "The day on which the statuses are given."]
    profile: ProfileUsed
    calendar: CalendarUsed
    explained: Annotated[list[ExplainedRecord], "Each date of the task."]
    depends_on_birth: Annotated[list[DependsRecord], "What the age given does not decide."]
    problems: Annotated[list[ProblemRecord], "What in the events could not be used, or is in doubt."]
    cut: Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."]


class DateAnswer(TypedDict):
    """One date by itself."""

    asked: Annotated[str, "The calculation, in words."]
    due: Annotated[Day, "The date."]
    due_at: Annotated[DayAndTime | None, "The date and time, where a time of day was given."]
    said: Annotated[str, "The date in words."]
    working: Annotated[list[str], "How it was counted, what was skipped, and what to know before relying on it."]
    calendar: CalendarUsed
    cut: Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."]


class CauseRecord(TypedDict):
    """What would bring a change about."""

    kind: Annotated[KindOfCause, "What it is: record is the date of birth, or what the source records."]
    what: Annotated[str, "The same in plain English."]
    alone: Annotated[bool, "Whether it alone would do; otherwise only together with the others named."]
    certain: Annotated[bool, "Whether it was found by calculating again without it."]


ChangeRecord = TypedDict(
    "ChangeRecord",
    {
        "how": Annotated[How, "Moved to another date, added, removed (also where it is cancelled), or of another status on the same date."],
        "task": Annotated[str, "The id of the task."],
        "title": Annotated[str, "What must be done, in plain English."],
        "role": Annotated[str, "Who must do it; may be empty."],
        "period_of_care": Annotated[int, AtLeast(1), "The number of the period of care."],
        "review": Annotated[int | None, AtLeast(1), "The number of the review it belongs to."],
        "from": Annotated[Day | None, "The date as it is."],
        "to": Annotated[Day | None, "The date as it would be."],
        "status_from": Annotated[Status | None, "How it stands."],
        "status_to": Annotated[Status | None, "How it would stand."],
        "rule_from": Annotated[str | None, "The id of the rule that binds."],
        "rule_to": Annotated[str | None, "The id of the rule that would bind."],
        "basis_from": Annotated[Basis | None, "What it counts from."],
        "basis_to": Annotated[Basis | None, "What it would count from."],
        "done_on_from": Annotated[Day | None, "The day it was done."],
        "done_on_to": Annotated[Day | None, "The day it would have been done."],
        "days_late_from": Annotated[int | None, "By how many days it is late."],
        "days_late_to": Annotated[int | None, "By how many days it would be late."],
        "becomes_late": Annotated[bool, "Whether it would be late and is not."],
        "arranged_late_from": Annotated[Day | None, "The day its review is arranged for, if that is after its date."],
        "arranged_late_to": Annotated[Day | None, "The day its review would be arranged for, if that is after its date."],
        "causes": Annotated[list[CauseRecord], "What would bring it about."],
    },
)
"""One due date that would not be as it is."""


class MadeWith(TypedDict):
    """What a schedule is made with."""

    as_of: Annotated[Day | None, "The day on which the statuses are given."]
    profile: ProfileUsed
    calendar: CalendarUsed


class WhatIfAnswer(TypedDict):
    """What would change."""

    old: Annotated[MadeWith, "The schedule as it is."]
    new: Annotated[MadeWith, "The schedule as it would be."]
    changes: Annotated[list[ChangeRecord], "In the order of the dates."]
    depends_on_birth: Annotated[list[DependsRecord], "What the age given does not decide."]
    stayed: Annotated[int, AtLeast(0), "How many dates would stay where they are, of all tasks."]
    problems: Annotated[list[ProblemRecord], "What in the events could not be used, or is in doubt."]
    cut: Annotated[list[CutRecord], "What was left out to keep to the size; empty if nothing was."]


def model_schema(record: type, aliases: dict[str, str] | None = None) -> dict[str, Any]:
    """The JSON Schema of a record.

    Args:
        record: a `TypedDict`, each key with its meaning.
        aliases: the names of attributes for keys that no attribute can have.

    Example:
        >>> sorted(model_schema(MadeWith)["required"])
        ['as_of', 'calendar', 'profile']
    """
    return model_of(record, aliases).model_json_schema(by_alias=True)


SCHEDULE_SCHEMA = model_schema(ScheduleAnswer)
EXPLANATION_SCHEMA = model_schema(ExplanationAnswer)
DATE_SCHEMA = model_schema(DateAnswer)
WHAT_IF_SCHEMA = model_schema(WhatIfAnswer, {"from": "since"})
