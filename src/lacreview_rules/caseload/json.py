"""A caseload as the JSON-ready record that its contract describes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from lacreview_rules.caseload.lateness import lateness_by_task
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.caseload.figures import InTime
    from lacreview_rules.caseload.lateness import Lateness
    from lacreview_rules.caseload.output_records import (
        CaseloadRecord,
        InTimeRecord,
        LatenessRecord,
        ReviewRecord,
        TaskRecord,
        TimelinessRecord,
        VerdictRecord,
    )
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.reviews import JudgedReview, Verdict
    from lacreview_rules.caseload.rows import TaskRow
    from lacreview_rules.caseload.timeliness import Timeliness

SCHEMA_VERSION: Literal[1] = 1


def caseload_record(caseload: Caseload) -> CaseloadRecord:
    """A caseload as JSON-ready values.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> caseload_record(summarise([], window_at(date(2026, 3, 31))))["from"]
        '2025-04-01'
    """
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
        "with_problems": caseload.with_problems,
        "profiles": [
            {"id": profile.id, "version": profile.version, "digest": profile.digest, "children": profile.children}
            for profile in caseload.profiles
        ],
        "out_of_timescale": [review_record(review) for review in caseload.out_of_timescale],
        "timeliness": {"regulations": _timeliness(caseload.regulations), "shortcut": _timeliness(caseload.shortcut)},
        "agreement": {
            "both_in_time": agreement.both_in_time,
            "only_shortcut_in_time": agreement.only_shortcut_in_time,
            "only_regulations_in_time": agreement.only_regulations_in_time,
            "both_late": agreement.both_late,
            "reviews": [review_record(review) for review in caseload.disagreements],
        },
        "not_judged": [review_record(review) for review in caseload.not_judged],
        "due_by_week": [{"week": row.week.isoformat(), "role": row.role, "count": row.count} for row in caseload.due_by_week],
        "due": [task_record(row) for row in caseload.due],
        "overdue": [task_record(row) for row in caseload.overdue],
        "late": [task_record(row) for row in caseload.late],
        "lateness": [_lateness(row) for row in lateness_by_task(caseload.late)],
        "doubtful_tasks": caseload.doubtful_tasks,
    }


def caseload_json(caseload: Caseload) -> str:
    """A caseload as JSON text, two spaces a level.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> caseload_json(summarise([], window_at(date(2026, 3, 31)))).splitlines()[1]
        '  "schema_version": 1,'
    """
    return json.dumps(caseload_record(caseload), ensure_ascii=False, indent=2) + "\n"


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
        "not_judged": [{"why": why, "count": count} for why, count in timeliness.not_judged],
    }


def _rows(rows: Sequence[InTime]) -> list[InTimeRecord]:
    return [{"period": row.period, "kind": row.kind, "in_time": row.in_time, "judged": row.judged} for row in rows]
