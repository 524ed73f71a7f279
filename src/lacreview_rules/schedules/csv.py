"""Schedules as CSV: one row a due date, stable columns, safe to open in a spreadsheet.

Dates are ISO 8601. A text that a spreadsheet would take for a formula is preceded by an apostrophe: see `safe_cell`.
Rows end in CR LF (RFC 4180). Columns are only ever added, on the right.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, TextIO

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
)
"""The columns, in order. Each means what it means in the JSON of a schedule; lists are joined by ``"; "``."""

_SIGNS = "=+\\-@\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
_UNSEEN = r"\s\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
_BEGINS_FORMULA = re.compile(rf"[\t\r\n]|[{_UNSEEN}]*[{_SIGNS}]")
_FORMULA_WITHIN = re.compile(rf"([;\t\r\n][{_UNSEEN}]*)(?=[{_SIGNS}])")


def safe_cell(value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula.

    An apostrophe is put before a text that begins with ``=``, ``+``, ``-`` or ``@``, of ordinary or full width, whether
    or not spaces and characters that are not seen stand before it; before a text that begins with a tab or the end of a
    line; and before such a sign where it follows a semicolon, a tab or the end of a line within a text, because a
    spreadsheet that is set up for other countries begins a new cell there. Numbers are left alone.

    Example:
        >>> safe_cell("=1+1"), safe_cell("A123"), safe_cell(None), safe_cell(True), safe_cell("one; =two")
        ("'=1+1", 'A123', '', 'true', "one; '=two")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = _FORMULA_WITHIN.sub(r"\1'", str(value))
    return f"'{text}" if _BEGINS_FORMULA.match(text) else text


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
        "also": "; ".join(f"{limit.rule} {limit.due or 'no date'}" for limit in due.also),
        "notices": "; ".join(due.notices),
        "profile": schedule.profile.id,
        "profile_version": schedule.profile.version,
    }
    return [safe_cell(cells[column]) for column in COLUMNS]
