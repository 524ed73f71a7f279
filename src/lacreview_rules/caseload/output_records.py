"""What a caseload is when it is written out: the records that `caseload_record` returns.

Each key has its meaning beside it. `caseload.schema` makes the JSON Schema from these, so a key is written down once.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lacreview_rules.caseload.figures import Kind  # noqa: TC001 - what makes models from these needs them at run time
from lacreview_rules.caseload.gaps import Reason  # noqa: TC001 - as above
from lacreview_rules.caseload.reviews import Outcome  # noqa: TC001 - as above
from lacreview_rules.profiles.models import Force  # noqa: TC001 - as above
from lacreview_rules.rules.occurrences import Basis  # noqa: TC001 - as above
from lacreview_rules.schedules.records import AtLeast, Day


class CaseloadProfile(TypedDict):
    """A profile of the caseload."""

    id: Annotated[str, "Its id."]
    version: Annotated[str, "Its version."]
    digest: Annotated[str, "SHA-256 of its content."]
    children: Annotated[int, AtLeast(1), "How many children have it."]


class VerdictRecord(TypedDict):
    """How one review stands on one basis."""

    outcome: Annotated[
        Outcome,
        "in-time: held by the calculated date. late: held after it. overdue: not held, the date has gone. missed: care ended "
        "after the date without it. not-judged: the record does not allow a judgement. not-due: not held, and its date has not gone.",
    ]
    due: Annotated[Day | None, "The calculated date on this basis; null where it is not sure."]
    days_late: Annotated[int | None, AtLeast(0), "How many days late it was, is so far, or was when care ended; null if it is not."]
    rule: Annotated[str, "The id of the rule that sets the date; empty if it is not judged."]
    why: Annotated[Reason | None, "Why it is not judged; null if it is."]


class ReviewRecord(TypedDict):
    """One review of one child, judged on three bases apart."""

    child: Annotated[str, "The identifier the history gave."]
    period_of_care: Annotated[int, AtLeast(1), "The number of the period of care."]
    review: Annotated[int | None, AtLeast(1), "Its number in that period; null where the record does not show it."]
    kind: Annotated[Kind | None, "Which review it is; null where the record does not tell."]
    held_on: Annotated[Day | None, "The day it was held; null if it was not."]
    ceased_on: Annotated[Day | None, "The day on which that period of care ended, if it has."]
    profile: Annotated[str, "The id of the child's profile."]
    by_profile: Annotated[VerdictRecord, "By the earliest limit of the child's own profile."]
    by_regulations: Annotated[VerdictRecord, "By the earliest limit whose force is regulation."]
    by_shortcut: Annotated[VerdictRecord, "By the 20 working days, 91 and 183 days of extracts."]


class TaskRecord(TypedDict):
    """One task of one child, with its calculated date under the child's profile."""

    child: Annotated[str, "The identifier the history gave."]
    due: Annotated[Day, "The calculated date."]
    role: Annotated[str, "Who must do it; may be empty."]
    task: Annotated[str, "The id of the task."]
    title: Annotated[str, "What must be done, in plain English."]
    period_of_care: Annotated[int, AtLeast(1), "The number of the period of care."]
    review: Annotated[
        int | None, AtLeast(1), "The number of the review that it is, prepares or follows; null for other tasks, and where it is not known."
    ]
    basis: Annotated[Basis, "What it counts from: it happened, it is booked, or it is assumed."]
    done_on: Annotated[Day | None, "The day it was done; null if it was not."]
    days_late: Annotated[
        int | None, AtLeast(0), "How many days late it was done, is so far, or was when what it belongs to ended; null if due."
    ]
    ended_on: Annotated[Day | None, "For what was never done: the day on which what it belongs to ended."]
    doubt: Annotated[Reason | None, "Why the date is not sure; null if it is."]
    rule: Annotated[str, "The id of the rule that binds."]
    force: Annotated[Force, "What stands behind that rule."]
    profile: Annotated[str, "The id of the child's profile."]


class LatenessRecord(TypedDict):
    """How late one task was done."""

    task: Annotated[str, "The id of the task."]
    role: Annotated[str, "Who must do it; may be empty."]
    done_late: Annotated[int, AtLeast(0), "How often it was done late."]
    never_done: Annotated[int, AtLeast(0), "How often what it belongs to ended without it."]
    median_days: Annotated[float | None, "The median of the days late; null if it was never done late."]
    most_days: Annotated[int | None, "The most days late; null if it was never done late."]


class WeekRecord(TypedDict):
    """How many tasks of one role are due in one week."""

    week: Annotated[Day, "The Monday the week begins on."]
    role: Annotated[str, "Who must act; may be empty."]
    count: Annotated[int, AtLeast(1), "How many tasks."]


class InTimeRecord(TypedDict):
    """How many reviews of one kind were in time, of those due in one period."""

    period: Annotated[str, "2026-03, 2026-Q1 (of the calendar year), or empty for the whole window."]
    kind: Annotated[Kind, "Which review."]
    in_time: Annotated[int, AtLeast(0), "How many were in time."]
    judged: Annotated[int, AtLeast(1), "How many were judged."]


class NotJudgedRecord(TypedDict):
    """How many reviews could not be judged for one reason."""

    why: Annotated[
        Reason,
        "start-unknown: the record does not say when care began. before-record: its interval began before the record of "
        "reviews. number-unknown: it may be the first, second or a later review. no-limit: no timescale of this basis applies.",
    ]
    count: Annotated[int, AtLeast(1), "How many."]


class TimelinessRecord(TypedDict):
    """How many of the reviews due within the window were in time, on one basis."""

    in_time: Annotated[int, AtLeast(0), "How many were in time."]
    judged: Annotated[int, AtLeast(0), "How many were judged."]
    whole: Annotated[list[InTimeRecord], "Over the whole window, by kind."]
    months: Annotated[list[InTimeRecord], "By the month in which they were due on this basis."]
    quarters: Annotated[list[InTimeRecord], "By quarter of the calendar year."]
    not_judged: Annotated[list[NotJudgedRecord], "Those that could not be judged, in none of the figures above."]


class BasesRecord(TypedDict):
    """The two bases, apart."""

    regulations: Annotated[TimelinessRecord, "By the regulations."]
    shortcut: Annotated[TimelinessRecord, "By the 20 working days, 91 and 183 days of extracts. Never add it to the other."]


class AgreementRecord(TypedDict):
    """How the two bases judge the same reviews: those due by the regulations within the window and judged on both."""

    both_in_time: Annotated[int, AtLeast(0), "Both call the review in time."]
    only_shortcut_in_time: Annotated[int, AtLeast(0), "The shortcut calls it on time, and the regulations call it late."]
    only_regulations_in_time: Annotated[int, AtLeast(0), "The shortcut calls it late, and the regulations call it in time."]
    both_late: Annotated[int, AtLeast(0), "Both call it late."]
    reviews: Annotated[list[ReviewRecord], "The reviews on which they differ."]


class _Opening(TypedDict):
    schema_version: Annotated[Literal[1], "The version of this format: 1."]
    as_of: Annotated[Day, "The day at whose end everything stands as it is told."]


_Since = TypedDict("_Since", {"from": Annotated[Day, "The first day of what is judged."]})  # a word that no class can have as a key


class CaseloadRecord(_Opening, _Since):
    """Many children on one day."""

    to: Annotated[Day, "The last day of what is judged."]
    until: Annotated[Day, "The last day of what is listed as due."]
    reviews_from: Annotated[Day | None, "The day from which on every review is recorded, where one day holds for all children."]
    children: Annotated[int, AtLeast(0), "How many histories were used."]
    looked_after: Annotated[int, AtLeast(0), "How many of the children were looked after at the end of the day."]
    not_used: Annotated[int, AtLeast(0), "How many records could not be used; they are in no figure."]
    with_problems: Annotated[
        int, AtLeast(0), "How many of the histories were used although something in them could not be, or is in doubt."
    ]
    profiles: Annotated[list[CaseloadProfile], "The profiles of the children."]
    out_of_timescale: Annotated[
        list[ReviewRecord], "Reviews out of timescale under the child's own profile: held late or missed within the window, or overdue."
    ]
    timeliness: Annotated[BasesRecord, "Shares of reviews in time."]
    agreement: Annotated[AgreementRecord, "How the two bases differ."]
    not_judged: Annotated[list[ReviewRecord], "Reviews that cannot be judged on one basis or more."]
    due_by_week: Annotated[list[WeekRecord], "What is due, counted by week and role."]
    due: Annotated[list[TaskRecord], "What is due from as_of to until, by week, role and child."]
    overdue: Annotated[list[TaskRecord], "What is overdue, the oldest first."]
    late: Annotated[list[TaskRecord], "What was done late, or never done, within the window."]
    lateness: Annotated[list[LatenessRecord], "The same, one line a task."]
    doubtful_tasks: Annotated[int, AtLeast(0), "How many tasks would be overdue if their date could be relied on."]
