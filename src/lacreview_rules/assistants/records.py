"""What the tools answer with, where it is a schedule or a working: records from which their output schemas are made."""

from __future__ import annotations

from typing import Annotated, Any, TypedDict

from lacreview_rules.schedules.records import (  # noqa: TC001 - what makes models from these needs them at run time
    CalendarUsed,
    ConsiderationRecord,
    Day,
    DayAndTime,
    DueDateRecord,
    ProblemRecord,
    ProfileUsed,
)
from lacreview_rules.schedules.schema import model_of


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


def _schema(record: type) -> dict[str, Any]:
    return model_of(record).model_json_schema(by_alias=True)


SCHEDULE_SCHEMA = _schema(ScheduleAnswer)
EXPLANATION_SCHEMA = _schema(ExplanationAnswer)
DATE_SCHEMA = _schema(DateAnswer)
