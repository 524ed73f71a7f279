"""A caseload as the JSON-ready record that its contract describes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from lacreview_rules.caseload.lateness import lateness_by_task
from lacreview_rules.caseload.summary import summary_of
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lacreview_rules.caseload.earlier import NoLongerOverdue
    from lacreview_rules.caseload.figures import InTime
    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.caseload.lateness import Lateness
    from lacreview_rules.caseload.output_records import (
        CaseloadRecord,
        InTimeRecord,
        LatenessRecord,
        NotJudgedRecord,
        ReviewRecord,
        ReviewsHeldRecord,
        SummaryRecord,
        TaskFigureRecord,
        TaskRecord,
        TimelinessRecord,
        VerdictRecord,
    )
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview, Verdict
    from lacreview_rules.caseload.reviews_held import ReviewsHeld
    from lacreview_rules.caseload.rows import TaskRow
    from lacreview_rules.caseload.since_last import SinceLast
    from lacreview_rules.caseload.summary import Summary
    from lacreview_rules.caseload.task_figures import TaskFigure
    from lacreview_rules.caseload.timeliness import Timeliness

SCHEMA_VERSION: Literal[1] = 1


@dataclass(frozen=True, slots=True)
class RecordsOf:
    """The records of a list, each made when it is written: of a large caseload they are not all in memory.

    Attributes:
        rows: the rows of the report.
        record: makes the record of one.
    """

    rows: Iterable[Any]
    record: Callable[[Any], Any]

    def __iter__(self) -> Iterator[Any]:
        return map(self.record, self.rows)


def caseload_record(caseload: Caseload) -> CaseloadRecord:
    """A caseload as JSON-ready values.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> caseload_record(summarise([], window_at(date(2026, 3, 31))))["from"]
        '2025-04-01'
    """
    return cast("CaseloadRecord", _whole(caseload_sections(caseload)))


def _whole(value: Any) -> Any:
    """The same with every list made."""
    if isinstance(value, RecordsOf):
        return list(value)
    return {key: _whole(one) for key, one in value.items()} if isinstance(value, dict) else value


def caseload_sections(caseload: Caseload) -> dict[str, Any]:
    """The same, in which a list whose records are still to be made is `RecordsOf`."""
    window, agreement = caseload.window, caseload.agreement
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": window.as_of.isoformat(),
        "from": window.since.isoformat(),
        "to": window.to.isoformat(),
        "until": window.until.isoformat(),
        "reviews_from": iso(caseload.reviews_from),
        "children": caseload.children,
        "looked_after": caseload.looked_after,
        "not_used": caseload.not_used,
        "without_care": caseload.without_care,
        "rows_not_used": caseload.rows_not_used,
        "with_problems": caseload.with_problems,
        "profiles": [
            {"id": profile.id, "version": profile.version, "digest": profile.digest, "children": profile.children}
            for profile in caseload.profiles
        ],
        "summary": _summary(summary_of(caseload)),
        "timeliness": {"regulations": _timeliness(caseload.regulations), "shortcut": _timeliness(caseload.shortcut)},
        "reviews_held": _reviews_held(caseload.reviews_held),
        "task_figures": [_task_figure(figure) for figure in caseload.task_figures],
        "overdue": RecordsOf(caseload.overdue, task_record),
        "due_by_week": [{"week": row.week.isoformat(), "role": row.role, "count": row.count} for row in caseload.due_by_week],
        "due": RecordsOf(caseload.due, task_record),
        "out_of_timescale": RecordsOf(caseload.out_of_timescale, review_record),
        "lateness": [_lateness(row) for row in lateness_by_task(caseload.late)],
        "late": RecordsOf(caseload.late, task_record),
        "not_judged": RecordsOf(caseload.not_judged, review_record),
        "doubtful_tasks": caseload.doubtful_tasks,
        "doubtful": RecordsOf(caseload.doubtful, task_record),
        "agreement": {
            "both_in_time": agreement.both_in_time,
            "only_shortcut_in_time": agreement.only_shortcut_in_time,
            "only_regulations_in_time": agreement.only_regulations_in_time,
            "both_late": agreement.both_late,
            "reviews": RecordsOf(caseload.disagreements, review_record),
        },
        "only": {
            "tasks": list(caseload.only.tasks),
            "roles": list(caseload.only.roles),
            "children": caseload.only.children,
            "children_digest": caseload.only.children_digest,
        },
        "since_last": None if caseload.since_last is None else _since_last(caseload.since_last),
    }


def task_record(row: TaskRow) -> TaskRecord:
    """One task of one child."""
    return {
        "child": row.child,
        "due": row.due.isoformat(),
        "role": row.role,
        "task": row.task,
        "title": row.title,
        "period_of_care": row.period_of_care,
        "review": row.review,
        "basis": row.basis,
        "done_on": iso(row.done_on),
        "days_late": row.days_late,
        "ended_on": iso(row.ended_on),
        "doubt": row.doubt,
        "rule": row.rule,
        "force": row.force,
        "profile": row.profile,
        "team": row.team or None,
        "worker": row.worker or None,
    }


def review_record(review: JudgedReview) -> ReviewRecord:
    """One review, judged on three bases apart."""
    return {
        "child": review.child,
        "period_of_care": review.period_of_care,
        "review": review.number,
        "kind": review.kind,
        "held_on": iso(review.held_on),
        "ceased_on": iso(review.ceased_on),
        "profile": review.profile,
        "by_profile": _verdict(review.profile_verdict),
        "by_regulations": _verdict(review.regulations),
        "by_shortcut": _verdict(review.shortcut),
        "meeting": review.meeting,
        "team": review.team or None,
        "worker": review.worker or None,
    }


def _verdict(verdict: Verdict) -> VerdictRecord:
    return {
        "outcome": verdict.outcome,
        "due": iso(verdict.due),
        "days_late": verdict.days_late,
        "rule": verdict.rule,
        "why": verdict.why,
    }


def _lateness(row: Lateness) -> LatenessRecord:
    return {
        "task": row.task,
        "role": row.role,
        "done_late": row.done_late,
        "never_done": row.never_done,
        "median_days": row.median_days,
        "most_days": row.most_days,
    }


def _timeliness(timeliness: Timeliness) -> TimelinessRecord:
    return {
        "in_time": timeliness.in_time,
        "judged": timeliness.judged,
        "whole": _rows(timeliness.whole),
        "months": _rows(timeliness.months),
        "quarters": _rows(timeliness.quarters),
        "not_judged": _reasons(timeliness.not_judged),
        "children": {
            "in_time": timeliness.children.in_time,
            "judged": timeliness.children.judged,
            "in_part": timeliness.children.in_part,
        },
        "held": _rows(timeliness.held),
    }


def _since_last(found: SinceLast) -> dict[str, Any]:
    was = found.earlier
    return {
        "as_of": was.as_of.isoformat(),
        "from": was.since.isoformat(),
        "to": was.to.isoformat(),
        "children": was.children,
        "looked_after": was.looked_after,
        "in_time": was.in_time,
        "judged": was.judged,
        "overdue": len(was.overdue),
        "other_profiles": found.other_profiles,
        "still_overdue": found.still_overdue,
        "newly_overdue": RecordsOf(found.newly_overdue, task_record),
        "no_longer_overdue": RecordsOf(found.no_longer_overdue, _gone_record),
    }


def _gone_record(row: NoLongerOverdue) -> dict[str, Any]:
    return {"child": row.child, "due": row.due.isoformat(), "role": row.role, "task": row.task, "title": row.title} | {
        "became": row.became,
        "on": iso(row.on),
    }


def _reasons(found: Sequence[tuple[Reason, int]]) -> list[NotJudgedRecord]:
    return [{"why": why, "count": count} for why, count in found]


def _summary(summary: Summary) -> SummaryRecord:
    return {
        "in_time": summary.in_time,
        "judged": summary.judged,
        "percent": summary.percent,
        "overdue": summary.overdue,
        "overdue_reviews": summary.overdue_reviews,
        "overdue_children": summary.overdue_children,
        "longest_overdue": summary.longest_overdue,
        "due": summary.due,
        "due_reviews": summary.due_reviews,
        "reviews_not_judged": _reasons(summary.reviews_not_judged),
        "tasks_not_judged": _reasons(summary.tasks_not_judged),
        "tasks_not_recorded": summary.tasks_not_recorded,
    }


def _reviews_held(found: ReviewsHeld) -> ReviewsHeldRecord:
    return {
        "held": found.held,
        "children": found.children,
        "months": [{"month": month, "count": count} for month, count in found.months],
        "first": found.first,
        "second": found.second,
        "later": found.later,
        "number_unknown": found.number_unknown,
        "meetings": found.meetings,
    }


def _task_figure(figure: TaskFigure) -> TaskFigureRecord:
    return {
        "group": figure.group,
        "task": figure.task,
        "role": figure.role,
        "in_time": figure.in_time,
        "late": figure.late,
        "not_done": figure.not_done,
        "judged": figure.judged,
        "not_recorded": figure.not_recorded,
        "not_judged": figure.not_judged,
    }


def _rows(rows: Sequence[InTime]) -> list[InTimeRecord]:
    return [{"period": row.period, "kind": row.kind, "in_time": row.in_time, "judged": row.judged} for row in rows]
