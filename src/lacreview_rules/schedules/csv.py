"""Schedules as CSV: one row a due date, stable columns, safe to open in a spreadsheet.

Dates are ISO 8601. How a cell is written, and kept from being a formula, is in `lacreview_rules.files.tables`.
Columns are only ever added, on the right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from lacreview_rules.files.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

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
    "id",
    "scope",
)
"""The columns, in order. Each means what it means in the JSON of a schedule; lists are joined by ``"; "``."""


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
    write_table(stream, COLUMNS, (_row(schedule, due) for schedule in schedules for due in schedule.due_dates))


def _row(schedule: Schedule, due: DueDate) -> dict[str, object]:
    return {
        **due.to_dict(),
        "child": schedule.child,
        "as_of": schedule.as_of,
        "also": "; ".join(f"{limit.rule} {limit.due or 'no date'}" for limit in due.also),
        "notices": "; ".join(due.notices),
        "profile": schedule.profile.id,
        "profile_version": schedule.profile.version,
        "scope": str(due.scope),
    }
