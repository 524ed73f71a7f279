"""What the schedule of one child puts into the lists of a caseload: tasks due, tasks overdue, tasks done late or never.

Dates here are those of the child's own profile: the earliest limit binds. They say nothing of the regulations alone;
see `caseload_reviews` for that.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.task_figures import figure_of
from lacreview_rules.schedules.standing import has_no_doubt, occurrence_of
from lacreview_rules.schedules.titles import titled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.caseload.gaps import Gaps, Reason
    from lacreview_rules.caseload.task_figures import FigureKey
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.profiles.models import Force
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.standing import Status


class TaskRow(NamedTuple):
    """One task of one child, with its calculated date under the child's profile.

    Attributes:
        due: the calculated date.
        child: the identifier the history gave.
        role: who must do it; may be empty.
        task: the id of the task.
        title: what must be done.
        period_of_care: the number of the period of care.
        review: the number of the review that it is, prepares or follows; None for other tasks, and where the record
            does not show it.
        basis: what it counts from: it happened, it is booked, or it is assumed.
        rule: the rule that binds.
        force: what stands behind that rule.
        profile: the id of the child's profile.
        done_on: the day it was done; None if it was not.
        days_late: how many days late it was done, or is so far, or was when what it belongs to ended.
        ended_on: for what was never done: the day on which what it belongs to ended.
        doubt: why the date is not sure; None if it is.
        team: the team that the child is with; empty where the input names none.
        worker: who works with the child; likewise.
        is_review: whether it is the review of the profile's cycle.
    """

    due: date
    child: str
    role: str
    task: str
    title: str
    period_of_care: int
    review: int | None
    basis: Basis
    rule: str
    force: Force
    profile: str
    done_on: date | None = None
    days_late: int | None = None
    ended_on: date | None = None
    doubt: Reason | None = None
    team: str = ""
    worker: str = ""
    is_review: bool = False


class TaskRows(NamedTuple):
    """The rows of one child.

    Attributes:
        due: to be done, from the day of the caseload to the last day asked for.
        overdue: its date has gone, and it can still be done.
        late: done late, or never done before what it belongs to ended, within the window.
        doubtful: what would be overdue if its date could be relied on.
        figures: how many of each task were in time, of those due within the window; see `task_figures`.
    """

    due: tuple[TaskRow, ...]
    overdue: tuple[TaskRow, ...]
    late: tuple[TaskRow, ...]
    doubtful: tuple[TaskRow, ...]
    figures: Mapping[FigureKey, int]


_IN_NO_LIST: frozenset[Status] = frozenset({"met", "cancelled", "not-recorded", "advisory"})
"""How what is in no list stands, most of it: it was in time, is owed no more, or nobody says."""


def task_rows(gaps: Gaps, schedule: Schedule, window: Window) -> TaskRows:
    """The rows of one child, in the order of its schedule.

    What follows an overdue task is not listed as due: it is only assumed, on days that will move. Nor is what would
    follow a task that the source does not record, or what depends on a review whose own date is not sure.

    Args:
        gaps: what of the history can be judged.
        schedule: of that history, as at ``window.as_of``.
        window: the days asked for.
    """
    due: list[TaskRow] = []
    overdue: list[TaskRow] = []
    late: list[TaskRow] = []
    doubtful: list[TaskRow] = []
    figures: Counter[FigureKey] = Counter()
    waiting: set[tuple[int, str]] = set()  # tasks of a period of care that are overdue
    open_review: dict[int, int] = {}  # by period of care, the number of the review that is overdue
    unsure = partial(why_unsure, gaps)
    as_of, since, to, until = window
    for one in schedule.due_dates:
        _, _, scope, limits, _, care, _, completion = occurrence_of(one)  # taken apart once, which is quicker than name by name
        limit = limits[0]
        day = limit.due
        if day is None or day > until or care.began > as_of:  # of what is due later nothing is listed or counted, nor can it be late
            continue
        if not has_no_doubt(one) and one.due is None:
            continue
        closed = scope.last
        done = None if completion is None and not limit.plan.deemed else one.done_on
        ended = closed if closed is not None and closed <= as_of else None
        status = one.status_if(day, done)
        if since <= day <= to:
            figure = figure_of(one, status, ended, unsure)
            if figure is not None:
                figures[figure] += 1
        if status in _IN_NO_LIST:
            continue
        if status == "met-late":
            if done is not None and window.holds(done) and why_unsure(gaps, one) is None:
                late.append(_row(schedule, gaps, one, day, done_on=done, days_late=(done - day).days))
        elif status == "overdue" and ended is not None:
            if window.holds(ended) and why_unsure(gaps, one) is None:
                late.append(_row(schedule, gaps, one, day, days_late=(ended - day).days, ended_on=ended))
        elif status == "overdue":
            waiting.add((one.period_of_care, one.task))
            if one.is_review and one.review is not None:
                open_review[one.period_of_care] = min(one.review, open_review.get(one.period_of_care, one.review))
            doubt = why_unsure(gaps, one)
            row = _row(schedule, gaps, one, day, days_late=(as_of - day).days, doubt=doubt)
            (overdue if doubt is None else doubtful).append(row)
        else:  # upcoming, or due today
            doubt = why_unsure(gaps, one)
            if _can_be_planned(one, doubt, waiting, open_review):
                due.append(_row(schedule, gaps, one, day, doubt=doubt))
    return TaskRows(tuple(due), tuple(overdue), tuple(late), tuple(doubtful), figures)


def _row(
    schedule: Schedule,
    gaps: Gaps,
    one: DueDate,
    day: date,
    *,
    done_on: date | None = None,
    days_late: int | None = None,
    ended_on: date | None = None,
    doubt: Reason | None = None,
) -> TaskRow:
    occurrence = occurrence_of(one)
    plan, limit = occurrence.plan, occurrence.limits[0]
    rule, period = limit.plan.rule, occurrence.care.number
    known = period not in gaps.cut
    return TaskRow(
        day,
        schedule.child,
        rule.role or plan.task.role,
        plan.id,
        one.title if known else titled(plan.task.title, "Next"),
        period,
        one.review if known else None,
        limit.basis,
        rule.id,
        rule.force,
        schedule.profile.id,
        done_on,
        days_late,
        ended_on,
        doubt,
        is_review=one.is_review,
    )


def _can_be_planned(one: DueDate, doubt: Reason | None, waiting: set[tuple[int, str]], open_review: dict[int, int]) -> bool:
    """Whether a date ahead is worth listing: not if it only follows from what is overdue, or from what nobody records."""
    if doubt is not None and not one.is_review:
        return False
    if one.basis != "projected":
        return True
    if (one.period_of_care, one.task) in waiting:
        return False
    if one.review is None:
        return one.is_recorded
    return one.review <= open_review.get(one.period_of_care, one.review)


def why_unsure(gaps: Gaps, one: DueDate) -> Reason | None:
    """Why a date is not sure: it depends on a review, or on a start of care, that the record does not show."""
    if one.period_of_care in gaps.unreviewed:
        return "not-collected"
    if one.period_of_care not in gaps.cut:
        return None
    if one.is_review:
        return gaps.why_unsure(one.period_of_care, one.review or 1, occurrence_of(one).limits)
    reviews = gaps.periods[one.period_of_care - 1].reviews
    number_known = one.review is not None and gaps.number_known(one.period_of_care, one.review)
    if one.review is not None and one.review > len(reviews):  # it prepares a review that is to come
        return None if number_known else "number-unknown"
    why = gaps.why_unsure_of_task(one.period_of_care, occurrence_of(one).limits)
    return "number-unknown" if why is None and not number_known and _goes_by_number(one) else why


def _goes_by_number(one: DueDate) -> bool:
    """Whether a rule asks which review it is: permanence at the second, a report for the first."""
    rules = [limit.plan.rule for limit in occurrence_of(one).limits]
    return any(condition is not None and condition.review is not None for rule in rules for condition in (rule.when, *rule.unless))
