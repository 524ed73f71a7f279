"""The caseload as other systems receive it: the models its JSON Schema is made from.

The library writes caseloads with `caseload_record`; these models say what that promises, and check it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic needs it at run time
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from lacreview_rules.caseload.figures import Kind  # noqa: TC001 - pydantic needs it at run time
from lacreview_rules.caseload.gaps import Reason  # noqa: TC001 - pydantic needs it at run time
from lacreview_rules.caseload.reviews import Outcome  # noqa: TC001 - pydantic needs it at run time
from lacreview_rules.profiles.models import Force  # noqa: TC001 - pydantic needs it at run time
from lacreview_rules.rules.occurrences import Basis  # noqa: TC001 - pydantic needs it at run time


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class CaseloadProfile(_Record):
    """A profile of the caseload."""

    id: str = Field(description="Its id.")
    version: str = Field(description="Its version.")
    digest: str = Field(description="SHA-256 of its content.")
    children: int = Field(ge=1, description="How many children have it.")


class VerdictRecord(_Record):
    """How one review stands on one basis."""

    outcome: Outcome = Field(
        description="in-time: held by the calculated date. late: held after it. overdue: not held, the date has gone. missed: care ended "
        "after the date without it. not-judged: the record does not allow a judgement. not-due: not held, and its date has not gone."
    )
    due: date | None = Field(description="The calculated date on this basis; null where it is not sure.")
    days_late: int | None = Field(ge=0, description="How many days late it was, is so far, or was when care ended; null if it is not.")
    rule: str = Field(description="The id of the rule that sets the date; empty if it is not judged.")
    why: Reason | None = Field(description="Why it is not judged; null if it is.")


class ReviewRecord(_Record):
    """One review of one child, judged on three bases apart."""

    child: str = Field(description="The identifier the history gave.")
    period_of_care: int = Field(ge=1, description="The number of the period of care.")
    review: int | None = Field(ge=1, description="Its number in that period; null where the record does not show it.")
    kind: Kind | None = Field(description="Which review it is; null where the record does not tell.")
    held_on: date | None = Field(description="The day it was held; null if it was not.")
    ceased_on: date | None = Field(description="The day on which that period of care ended, if it has.")
    profile: str = Field(description="The id of the child's profile.")
    by_profile: VerdictRecord = Field(description="By the earliest limit of the child's own profile.")
    by_regulations: VerdictRecord = Field(description="By the earliest limit whose force is regulation.")
    by_shortcut: VerdictRecord = Field(description="By the 20 working days, 91 and 183 days of extracts.")


class TaskRecord(_Record):
    """One task of one child, with its calculated date under the child's profile."""

    child: str = Field(description="The identifier the history gave.")
    due: date = Field(description="The calculated date.")
    role: str = Field(description="Who must do it; may be empty.")
    task: str = Field(description="The id of the task.")
    title: str = Field(description="What must be done, in plain English.")
    period_of_care: int = Field(ge=1, description="The number of the period of care.")
    review: int | None = Field(
        ge=1,
        description="The number of the review that it is, prepares or follows; null for other tasks, and where it is not known.",
    )
    basis: Basis = Field(description="What it counts from: it happened, it is booked, or it is assumed.")
    done_on: date | None = Field(description="The day it was done; null if it was not.")
    days_late: int | None = Field(
        ge=0, description="How many days late it was done, is so far, or was when what it belongs to ended; null if due."
    )
    ended_on: date | None = Field(description="For what was never done: the day on which what it belongs to ended.")
    doubt: Reason | None = Field(description="Why the date is not sure; null if it is.")
    rule: str = Field(description="The id of the rule that binds.")
    force: Force = Field(description="What stands behind that rule.")
    profile: str = Field(description="The id of the child's profile.")


class LatenessRecord(_Record):
    """How late one task was done."""

    task: str = Field(description="The id of the task.")
    role: str = Field(description="Who must do it; may be empty.")
    done_late: int = Field(ge=0, description="How often it was done late.")
    never_done: int = Field(ge=0, description="How often what it belongs to ended without it.")
    median_days: float | None = Field(description="The median of the days late; null if it was never done late.")
    most_days: int | None = Field(description="The most days late; null if it was never done late.")


class WeekRecord(_Record):
    """How many tasks of one role are due in one week."""

    week: date = Field(description="The Monday the week begins on.")
    role: str = Field(description="Who must act; may be empty.")
    count: int = Field(ge=1, description="How many tasks.")


class InTimeRecord(_Record):
    """How many reviews of one kind were in time, of those due in one period."""

    period: str = Field(description="2026-03, 2026-Q1 (of the calendar year), or empty for the whole window.")
    kind: Kind = Field(description="Which review.")
    in_time: int = Field(ge=0, description="How many were in time.")
    judged: int = Field(ge=1, description="How many were judged.")


class NotJudgedRecord(_Record):
    """How many reviews could not be judged for one reason."""

    why: Reason = Field(
        description="start-unknown: the record does not say when care began. before-record: its interval began before the record of "
        "reviews. number-unknown: it may be the first, second or a later review. no-limit: no timescale of this basis applies."
    )
    count: int = Field(ge=1, description="How many.")


class TimelinessRecord(_Record):
    """How many of the reviews due within the window were in time, on one basis."""

    in_time: int = Field(ge=0, description="How many were in time.")
    judged: int = Field(ge=0, description="How many were judged.")
    whole: list[InTimeRecord] = Field(description="Over the whole window, by kind.")
    months: list[InTimeRecord] = Field(description="By the month in which they were due on this basis.")
    quarters: list[InTimeRecord] = Field(description="By quarter of the calendar year.")
    not_judged: list[NotJudgedRecord] = Field(description="Those that could not be judged, in none of the figures above.")


class BasesRecord(_Record):
    """The two bases, apart."""

    regulations: TimelinessRecord = Field(description="By the regulations.")
    shortcut: TimelinessRecord = Field(description="By the 20 working days, 91 and 183 days of extracts. Never add it to the other.")


class AgreementRecord(_Record):
    """How the two bases judge the same reviews: those due by the regulations within the window and judged on both."""

    both_in_time: int = Field(ge=0, description="Both call the review in time.")
    only_shortcut_in_time: int = Field(ge=0, description="The shortcut calls it on time, and the regulations call it late.")
    only_regulations_in_time: int = Field(ge=0, description="The shortcut calls it late, and the regulations call it in time.")
    both_late: int = Field(ge=0, description="Both call it late.")
    reviews: list[ReviewRecord] = Field(description="The reviews on which they differ.")


class CaseloadRecord(_Record):
    """Many children on one day."""

    schema_version: Literal[1] = Field(description="The version of this format: 1.")
    as_of: date = Field(description="The day at whose end everything stands as it is told.")
    since: date = Field(alias="from", description="The first day of what is judged.")
    to: date = Field(description="The last day of what is judged.")
    until: date = Field(description="The last day of what is listed as due.")
    reviews_from: date | None = Field(description="The day from which on every review is recorded, where one day holds for all children.")
    children: int = Field(ge=0, description="How many histories were used.")
    looked_after: int = Field(ge=0, description="How many of the children were looked after at the end of the day.")
    not_used: int = Field(ge=0, description="How many records could not be used; they are in no figure.")
    profiles: list[CaseloadProfile] = Field(description="The profiles of the children.")
    out_of_timescale: list[ReviewRecord] = Field(
        description="Reviews out of timescale under the child's own profile: held late or missed within the window, or overdue."
    )
    timeliness: BasesRecord = Field(description="Shares of reviews in time.")
    agreement: AgreementRecord = Field(description="How the two bases differ.")
    not_judged: list[ReviewRecord] = Field(description="Reviews that cannot be judged on one basis or more.")
    due_by_week: list[WeekRecord] = Field(description="What is due, counted by week and role.")
    due: list[TaskRecord] = Field(description="What is due from as_of to until, by week, role and child.")
    overdue: list[TaskRecord] = Field(description="What is overdue, the oldest first.")
    late: list[TaskRecord] = Field(description="What was done late, or never done, within the window.")
    lateness: list[LatenessRecord] = Field(description="The same, one line a task.")
    doubtful_tasks: int = Field(ge=0, description="How many tasks would be overdue if their date could be relied on.")


def caseload_schema() -> dict[str, Any]:
    """The JSON Schema of a caseload.

    Example:
        >>> caseload_schema()["title"]
        'A caseload'
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:lacreview_rules:caseload:1",
        **CaseloadRecord.model_json_schema(by_alias=True),
        "title": "A caseload",
    }
