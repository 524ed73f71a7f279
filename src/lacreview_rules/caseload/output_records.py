"""What a caseload is when it is written out: the records that `caseload_record` returns.

Each key has its meaning beside it. `caseload.schema` makes the JSON Schema from these, so a key is written down once.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lacreview_rules.caseload.figures import Kind  # noqa: TC001 - what makes models from these needs them at run time
from lacreview_rules.caseload.gaps import Reason  # noqa: TC001 - as above
from lacreview_rules.caseload.reviews import Outcome  # noqa: TC001 - as above
from lacreview_rules.caseload.task_figures import Group  # noqa: TC001 - as above
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
    meeting: Annotated[bool | None, "Whether it was held at a meeting, as the record says; null if it was not held."]
    team: Annotated[str | None, "The team the child is with; null where the input names none."]
    worker: Annotated[str | None, "Who works with the child; null where the input names nobody."]


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
    team: Annotated[str | None, "The team the child is with; null where the input names none."]
    worker: Annotated[str | None, "Who works with the child; null where the input names nobody."]


class TaskFigureRecord(TypedDict):
    """How many of one task were in time, of those due within the window."""

    group: Annotated[
        Group,
        "visit: the child has to be seen. after-review: it follows a review, as decisions and records do. before-review: it prepares "
        "one. other: anything else.",
    ]
    task: Annotated[str, "The id of the task."]
    role: Annotated[str, "Who must do it; may be empty."]
    in_time: Annotated[int, AtLeast(0), "How many were done by their date."]
    late: Annotated[int, AtLeast(0), "How many were done after it."]
    not_done: Annotated[int, AtLeast(0), "How many were not done."]
    judged: Annotated[int, AtLeast(0), "The sum of these three."]
    not_recorded: Annotated[int, AtLeast(0), "How many the record says nothing of; in none of the figures above."]
    not_judged: Annotated[int, AtLeast(0), "How many have a date that is not sure; likewise."]


class MonthRecord(TypedDict):
    """How many reviews were held in one month."""

    month: Annotated[str, "The month."]
    count: Annotated[int, AtLeast(1), "How many."]


class ReviewsHeldRecord(TypedDict):
    """How many reviews were held within the window."""

    held: Annotated[int, AtLeast(0), "How many reviews."]
    children: Annotated[int, AtLeast(0), "Of how many children."]
    months: Annotated[list[MonthRecord], "By the month in which they were held."]
    first: Annotated[int, AtLeast(0), "How many were the first of their period of care."]
    second: Annotated[int, AtLeast(0), "How many were the second."]
    later: Annotated[int, AtLeast(0), "How many were the third or a later one."]
    number_unknown: Annotated[int, AtLeast(0), "Of how many the record does not show which they were."]
    meetings: Annotated[int, AtLeast(0), "How many were held at a meeting: all but those of which the record says that they were not."]


class SummaryRecord(TypedDict):
    """What a manager reads first."""

    in_time: Annotated[int, AtLeast(0), "How many reviews were in time, by the regulations."]
    judged: Annotated[int, AtLeast(0), "Of how many that were due within the window."]
    percent: Annotated[int | None, AtLeast(0), "The share, rounded, but neither up to 100 nor down to 0; null if none was judged."]
    overdue: Annotated[int, AtLeast(0), "How many tasks are overdue."]
    overdue_reviews: Annotated[int, AtLeast(0), "How many of these are reviews."]
    overdue_children: Annotated[int, AtLeast(0), "Of how many children."]
    longest_overdue: Annotated[int | None, AtLeast(0), "For how many days the oldest has been overdue; null if nothing is."]
    due: Annotated[int, AtLeast(0), "How many tasks are due from as_of to until."]
    due_reviews: Annotated[int, AtLeast(0), "How many of these are reviews."]
    reviews_not_judged: Annotated[list[NotJudgedRecord], "How many reviews cannot be judged by the regulations, by the reason."]
    tasks_not_judged: Annotated[
        list[NotJudgedRecord], "How many tasks, reviews among them, would be overdue if their date could be relied on, by the reason."
    ]
    tasks_not_recorded: Annotated[
        int, AtLeast(0), "Of how many other tasks due within the window the record does not say whether they were done."
    ]


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
        "reviews. number-unknown: it may be the first, second or a later review. no-limit: no timescale of this basis applies. "
        "record-ends: the record of the child breaks off before.",
    ]
    count: Annotated[int, AtLeast(1), "How many."]


class ChildrenRecord(TypedDict):
    """How many children had all their reviews in time, each child counted once."""

    in_time: Annotated[int, AtLeast(0), "How many had every review that counts in time."]
    judged: Annotated[int, AtLeast(0), "How many had a review that counts."]
    in_part: Annotated[int, AtLeast(0), "How many of those had another review that could not be judged."]


class TimelinessRecord(TypedDict):
    """How many of the reviews due within the window were in time, on one basis."""

    in_time: Annotated[int, AtLeast(0), "How many were in time."]
    judged: Annotated[int, AtLeast(0), "How many were judged."]
    whole: Annotated[list[InTimeRecord], "Over the whole window, by kind."]
    months: Annotated[list[InTimeRecord], "By the month in which they were due on this basis."]
    quarters: Annotated[list[InTimeRecord], "By quarter of the calendar year."]
    not_judged: Annotated[list[NotJudgedRecord], "Those that could not be judged, in none of the figures above."]
    children: Annotated[ChildrenRecord, "Children all of whose reviews were in time."]
    held: Annotated[
        list[InTimeRecord], "Of the reviews held within the window, over all (period is empty) and by the month in which they were held."
    ]


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


class NoLongerOverdueRecord(TypedDict):
    """A task that was overdue in an earlier report and is not now."""

    child: Annotated[str, "The identifier the history gave."]
    due: Annotated[Day, "The calculated date, as it was."]
    role: Annotated[str, "Who must do it; may be empty."]
    task: Annotated[str, "The id of the task."]
    title: Annotated[str, "What must be done, in plain English."]
    became: Annotated[
        Literal["done", "ended", "moved", "not-due"],
        "What became of it: done; ended, with what it belongs to; moved, to another date; or on no list of this report any more.",
    ]
    on: Annotated[Day | None, "The day on which it was done or ended, or the date that it has now; null for not-due."]


class _EarlierReport(TypedDict):
    as_of: Annotated[Day, "The day of the earlier report."]


_EarlierSince = TypedDict("_EarlierSince", {"from": Annotated[Day, "The first day of what it judged."]})


class SinceLastRecord(_EarlierReport, _EarlierSince):
    """What changed since an earlier report."""

    to: Annotated[Day, "The last day of what it judged."]
    children: Annotated[int, AtLeast(0), "How many histories it used."]
    looked_after: Annotated[int, AtLeast(0), "How many children were looked after on its day."]
    in_time: Annotated[int, AtLeast(0), "How many reviews were in time in it, by the regulations."]
    judged: Annotated[int, AtLeast(0), "Of how many."]
    overdue: Annotated[int, AtLeast(0), "How many tasks were overdue in it."]
    other_profiles: Annotated[bool, "Whether its profiles are not those of this report, so that figures may differ for that reason."]
    still_overdue: Annotated[int, AtLeast(0), "How many tasks were overdue then and still are."]
    newly_overdue: Annotated[list[TaskRecord], "What has become overdue since."]
    no_longer_overdue: Annotated[list[NoLongerOverdueRecord], "What was overdue then and is not now, the oldest first."]


class OnlyRecord(TypedDict):
    """What the report was asked to be cut down to; empty where nothing was named."""

    tasks: Annotated[list[str], "The tasks that the lists and figures of tasks are cut down to."]
    roles: Annotated[list[str], "The roles, likewise."]
    children: Annotated[int, AtLeast(0), "How many children were named."]
    children_digest: Annotated[
        str | None, "SHA-256 of their identifiers, by which a later report on the same children is known; null if none was named."
    ]


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
    without_care: Annotated[
        int, AtLeast(0), "How many children stand only in tables that do not say when care began; they are in no figure."
    ]
    rows_not_used: Annotated[int, AtLeast(0), "How many rows of the source, or other places in it, could not be used."]
    with_problems: Annotated[
        int, AtLeast(0), "How many of the histories were used although something in them could not be, or is in doubt."
    ]
    profiles: Annotated[list[CaseloadProfile], "The profiles of the children."]
    summary: Annotated[SummaryRecord, "What a manager reads first."]
    timeliness: Annotated[BasesRecord, "Shares of reviews in time."]
    reviews_held: Annotated[ReviewsHeldRecord, "How many reviews were held within the window."]
    task_figures: Annotated[list[TaskFigureRecord], "How many of each task were in time."]
    overdue: Annotated[
        list[TaskRecord],
        "What is overdue. This list and each below is by team and worker where the input names them, then the oldest date first.",
    ]
    due_by_week: Annotated[list[WeekRecord], "What is due, counted by week and role."]
    due: Annotated[list[TaskRecord], "What is due from as_of to until."]
    out_of_timescale: Annotated[
        list[ReviewRecord], "Reviews out of timescale under the child's own profile: held late or missed within the window, or overdue."
    ]
    lateness: Annotated[list[LatenessRecord], "What was late, one line a task."]
    late: Annotated[list[TaskRecord], "What was done late, or never done, within the window."]
    not_judged: Annotated[list[ReviewRecord], "Reviews that cannot be judged on one basis or more."]
    doubtful_tasks: Annotated[int, AtLeast(0), "How many tasks would be overdue if their date could be relied on."]
    doubtful: Annotated[list[TaskRecord], "Which these are."]
    agreement: Annotated[AgreementRecord, "How the two bases differ."]
    only: Annotated[OnlyRecord, "What the report was cut down to."]
    since_last: Annotated[SinceLastRecord | None, "What changed since an earlier report; null where none was given."]
