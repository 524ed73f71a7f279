"""The lists of a caseload as CSV: one row a review or a task, stable columns, safe to open in a spreadsheet.

Columns are only ever added, on the right. Cells are made safe as in the CSV of a schedule.
"""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from lacreview_rules.caseload.json import caseload_record
from lacreview_rules.caseload.window import week_of
from lacreview_rules.files.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lacreview_rules.caseload.output_records import CaseloadRecord
    from lacreview_rules.caseload.report import Caseload

REVIEW_COLUMNS = (
    "month",
    "child",
    "period_of_care",
    "review",
    "kind",
    "held_on",
    "ceased_on",
    "profile",
    *(f"{basis}_{key}" for basis in ("profile", "regulations", "shortcut") for key in ("outcome", "due", "days_late", "rule", "why")),
)
"""The columns of a list of reviews. ``month`` is the one in which the review was held or care ended; empty if neither."""

TASK_COLUMNS = (
    "week",
    "role",
    "child",
    "due",
    "task",
    "title",
    "period_of_care",
    "review",
    "basis",
    "done_on",
    "days_late",
    "ended_on",
    "doubt",
    "rule",
    "force",
    "profile",
)
"""The columns of a list of tasks. ``week`` is the Monday of the week in which it is due."""

TIMELINESS_COLUMNS = ("basis", "by", "period", "kind", "in_time", "judged")
"""The columns of the timeliness figures. ``basis`` is regulations or shortcut: never add up rows of both."""

LATENESS_COLUMNS = ("task", "role", "done_late", "never_done", "median_days", "most_days")
WEEK_COLUMNS = ("week", "role", "count")

LISTS = ("out-of-timescale", "timeliness", "disagreements", "not-judged", "due", "due-by-week", "overdue", "late", "lateness")
"""The lists that a caseload has."""


def caseload_csv(caseload: Caseload, name: str) -> str:
    r"""One list of a caseload, headings first, rows ended by CR LF.

    Args:
        caseload: the caseload.
        name: which list; see `LISTS`.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> caseload_csv(summarise([], window_at(date(2026, 3, 31))), "due-by-week")
        'week,role,count\r\n'
    """
    columns, rows = _TABLES[name]
    out = io.StringIO(newline="")
    write_table(out, columns, rows(caseload_record(caseload)))
    return out.getvalue()


def _reviews(record: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for review in record:
        row = {key: value for key, value in review.items() if not key.startswith("by_")}
        for basis in ("profile", "regulations", "shortcut"):
            row |= {f"{basis}_{key}": value for key, value in review[f"by_{basis}"].items()}
        ended = review["held_on"] or review["ceased_on"]
        yield {**row, "month": ended[:7] if ended else None}


def _tasks(record: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    for row in record:
        yield {**row, "week": week_of(date.fromisoformat(row["due"])).isoformat()}


def _timeliness(record: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    for basis in ("regulations", "shortcut"):
        for by, key in (("window", "whole"), ("quarter", "quarters"), ("month", "months")):
            for row in record["timeliness"][basis][key]:
                yield {**row, "basis": basis, "by": by}


_TABLES: dict[str, tuple[tuple[str, ...], Callable[[CaseloadRecord], Iterable[Mapping[str, Any]]]]] = {
    "out-of-timescale": (REVIEW_COLUMNS, lambda record: _reviews(record["out_of_timescale"])),
    "timeliness": (TIMELINESS_COLUMNS, _timeliness),
    "disagreements": (REVIEW_COLUMNS, lambda record: _reviews(record["agreement"]["reviews"])),
    "not-judged": (REVIEW_COLUMNS, lambda record: _reviews(record["not_judged"])),
    "due": (TASK_COLUMNS, lambda record: _tasks(record["due"])),
    "due-by-week": (WEEK_COLUMNS, lambda record: record["due_by_week"]),
    "overdue": (TASK_COLUMNS, lambda record: _tasks(record["overdue"])),
    "late": (TASK_COLUMNS, lambda record: _tasks(record["late"])),
    "lateness": (LATENESS_COLUMNS, lambda record: record["lateness"]),
}
