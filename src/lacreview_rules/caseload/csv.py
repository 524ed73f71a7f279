"""The lists of a caseload as CSV: one row a review or a task, stable columns, safe to open in a spreadsheet.

Columns are only ever added, on the right. Cells are made safe as in the CSV of a schedule.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from lacreview_rules.caseload.report_record import caseload_sections
from lacreview_rules.caseload.window import week_of
from lacreview_rules.files.tables import table_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

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
    "meeting",
    "team",
    "worker",
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
    "team",
    "worker",
)
"""The columns of a list of tasks. ``week`` is the Monday of the week in which it is due."""

TIMELINESS_COLUMNS = ("basis", "by", "period", "kind", "in_time", "judged")
"""The columns of the timeliness figures. ``basis`` is regulations or shortcut: never add up rows of both."""

FIGURE_COLUMNS = ("figure", "basis", "period", "kind", "task", "role", "number", "of", "not_recorded", "not_judged")
"""The columns of the figures, a row for each figure; ``number`` is how many, ``of`` out of how many, empty where there is no whole."""

LATENESS_COLUMNS = ("task", "role", "done_late", "never_done", "median_days", "most_days")
WEEK_COLUMNS = ("week", "role", "count")

LISTS = (
    "summary",
    "timeliness",
    "figures",
    "overdue",
    "due-by-week",
    "due",
    "out-of-timescale",
    "lateness",
    "late",
    "not-judged",
    "doubtful",
    "disagreements",
)
"""The lists that a caseload has, in the order of the report."""


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
    return "".join(caseload_csv_lines(caseload, name))


def caseload_csv_lines(caseload: Caseload, name: str) -> Iterator[str]:
    r"""The same line by line, as it is asked for.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> list(caseload_csv_lines(summarise([], window_at(date(2026, 3, 31))), "due-by-week"))
        ['week,role,count\r\n']
    """
    columns, rows = _TABLES[name]
    return table_lines(columns, rows(caseload_sections(caseload)))


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


def _summary(record: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    found = record["summary"]
    yield {"figure": "as_of", "value": record["as_of"]}
    for key in ("children", "looked_after", "not_used", "without_care", "rows_not_used"):
        yield {"figure": key, "value": record[key]}
    for key, value in found.items():
        if isinstance(value, list):
            yield from ({"figure": f"{key}: {one['why']}", "value": one["count"]} for one in value)
        else:
            yield {"figure": key, "value": value}


def _figures(record: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    """One row a figure, in the order of the page that defines them."""
    empty = dict.fromkeys(FIGURE_COLUMNS)
    yield from ({**empty, **row} for row in _figure_rows(record))


def _figure_rows(record: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    held, bases = record["reviews_held"], record["timeliness"]
    yield {"figure": "reviews-held", "number": held["held"]}
    for row in held["months"]:
        yield {"figure": "reviews-held", "period": row["month"], "number": row["count"]}
    for kind in ("first", "second", "later", "number_unknown"):
        yield {"figure": "reviews-held", "kind": kind, "number": held[kind]}
    yield {"figure": "reviews-that-were-meetings", "number": held["meetings"], "of": held["held"]}
    for basis, found in bases.items():
        for name, rows in (("in-time-by-day-due", [*found["whole"], *found["months"]]), ("in-time-by-day-held", found["held"])):
            for row in rows:
                kept = {key: row[key] for key in ("period", "kind")}
                yield {"figure": name, "basis": basis, **kept, "number": row["in_time"], "of": row["judged"]}
        children = found["children"]
        yield {"figure": "children-all-in-time", "basis": basis, "number": children["in_time"], "of": children["judged"]}
    for row in record["task_figures"]:
        kept = {key: row[key] for key in ("task", "role", "not_recorded", "not_judged")}
        yield {"figure": f"{row['group']}-in-time", **kept, "number": row["in_time"], "of": row["judged"]}


_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]]]] = {
    "summary": (("figure", "value"), _summary),
    "timeliness": (TIMELINESS_COLUMNS, _timeliness),
    "figures": (FIGURE_COLUMNS, _figures),
    "overdue": (TASK_COLUMNS, lambda record: _tasks(record["overdue"])),
    "due-by-week": (WEEK_COLUMNS, lambda record: record["due_by_week"]),
    "due": (TASK_COLUMNS, lambda record: _tasks(record["due"])),
    "out-of-timescale": (REVIEW_COLUMNS, lambda record: _reviews(record["out_of_timescale"])),
    "lateness": (LATENESS_COLUMNS, lambda record: record["lateness"]),
    "late": (TASK_COLUMNS, lambda record: _tasks(record["late"])),
    "not-judged": (REVIEW_COLUMNS, lambda record: _reviews(record["not_judged"])),
    "doubtful": (TASK_COLUMNS, lambda record: _tasks(record["doubtful"])),
    "disagreements": (REVIEW_COLUMNS, lambda record: _reviews(record["agreement"]["reviews"])),
}
