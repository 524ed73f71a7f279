"""Schedules as CSV: one row a due date, stable columns, safe to open in a spreadsheet.

Dates are ISO 8601. A text that a spreadsheet would take for a formula is preceded by an apostrophe: text that
begins with ``=``, ``+``, ``-`` or ``@``, with or without spaces before it, or with a tab or the end of a line.
Rows end in CR LF (RFC 4180). Columns are only ever added, on the right.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.due_dates import DueDate
    from lacreview_rules.schedule import Schedule

COLUMNS = (
    "child",
    "as_of",
    "period_of_care",
    "review",
    "task",
    "title",
    "role",
    "status",
    "due",
    "due_at",
    "last_working_day",
    "aim",
    "opens",
    "done_on",
    "days_late",
    "basis",
    "rule",
    "force",
    "cite",
    "verified",
    "also",
    "notices",
    "profile",
    "profile_version",
)
"""The columns, in order. Each means what it means in the JSON of a schedule; lists are joined by ``"; "``."""

_FORMULA = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")


def safe_cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula.

    Example:
        >>> safe_cell("=1+1"), safe_cell("A123"), safe_cell(None), safe_cell(True)
        ("'=1+1", 'A123', '', 'true')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    if text.startswith(_BREAKS) or text.lstrip().startswith(_FORMULA):
        return f"'{text}"
    return text


def write_csv(schedules: Iterable[Schedule], stream: TextIO) -> None:
    """Write schedules, headings first. Open the stream with ``newline=""``.

    Example:
        >>> import io
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
        >>> out = io.StringIO(newline="")
        >>> write_csv([schedule], out)
        >>> out.getvalue().splitlines()[0][:42]
        'child,as_of,period_of_care,review,task,tit'
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for schedule in schedules:
        writer.writerows(_row(schedule, due) for due in schedule.due_dates)


def _row(schedule: Schedule, due: DueDate) -> list[str]:
    cells: dict[str, object] = {
        **due.to_dict(),
        "child": schedule.child,
        "as_of": schedule.as_of,
        "also": "; ".join(f"{limit.rule_id} {limit.due or 'no date'}" for limit in due.also),
        "notices": "; ".join(due.notices),
        "profile": schedule.profile.id,
        "profile_version": schedule.profile.version,
    }
    return [safe_cell(cells[column]) for column in COLUMNS]
