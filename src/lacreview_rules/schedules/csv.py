"""Schedules as CSV: one row a due date, stable columns, safe to open in a spreadsheet.

Dates are ISO 8601. How a cell is written, and kept from being a formula, is in `lacreview_rules.files.tables`.
Columns are only ever added, on the right.
"""

from __future__ import annotations

from io import BufferedIOBase, RawIOBase
from itertools import chain
from typing import TYPE_CHECKING, TextIO

from lacreview_rules.arguments import check_each
from lacreview_rules.errors import ArgumentError
from lacreview_rules.files.tables import safe_cell, write_cells
from lacreview_rules.schedules.rows import row_of
from lacreview_rules.schedules.schedule import Schedule
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.schedules.rows import RuleWords

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

    Raises:
        ArgumentError: what is given are no schedules, or the stream is none that takes text.

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
    if not hasattr(stream, "write") or isinstance(stream, (RawIOBase, BufferedIOBase)):
        raise ArgumentError(f'stream: it is of type {type(stream).__name__}, and must be a text file; write open(path, "w", newline="")')
    given = check_each("schedules", schedules, Schedule, remedy="give a list of schedules")
    write_cells(stream, COLUMNS, chain.from_iterable(map(_lines, given)))


def write_rows(schedules: Iterable[Schedule], stream: TextIO) -> None:
    """Write the rows of schedules without headings, as where each part of a table is made apart.

    Example:
        >>> import io
        >>> write_rows([], out := io.StringIO(newline=""))
        >>> out.getvalue()
        ''
    """
    write_cells(stream, (), chain.from_iterable(map(_lines, schedules)))


class _Cells:
    """The cells that are the same for every due date under one rule; kept with its plan."""

    __slots__ = ("_titles", "of_rule", "role", "task")

    def __init__(self, words: RuleWords) -> None:
        rule = words.rule
        self.task, self.role = safe_cell(words.task), safe_cell(words.role)
        self.of_rule = tuple(safe_cell(value) for value in (rule.id, rule.force, rule.cite, rule.verified))
        self._titles: dict[str, str] = {}

    def title(self, title: str) -> str:
        found = self._titles.get(title)
        if found is None:
            found = self._titles[title] = safe_cell(title)
        return found


def _lines(schedule: Schedule) -> Iterator[tuple[str | int | None, ...]]:
    """The cells of each due date, in the order of the columns; days, numbers and words of ours are no formula, and go as they are."""
    child, profile, version = (safe_cell(text) for text in (schedule.child, schedule.profile.id, schedule.profile.version))
    as_of = iso(schedule.as_of)
    for one in schedule.due_dates:
        row = row_of(one)
        kept = occurrence_of(one).limits[0].plan.kept
        cells: _Cells | None = kept.get("cells")
        if cells is None:
            cells = kept["cells"] = _Cells(row.words)
        also = safe_cell("; ".join(f"{limit.rule_id} {limit.due or 'no date'}" for limit in row.also)) if row.also else ""
        notices = safe_cell("; ".join(row.notices)) if row.notices else ""
        yield (
            *(
                child,
                as_of,
                row.period_of_care,
                row.review,
                cells.task,
                cells.title(row.title),
                cells.role,
                row.status,
                row.due,
                row.due_at,
            ),
            *(row.last_working_day, row.aim, row.opens, row.done_on, row.days_late, row.basis, *cells.of_rule),
            *(also, notices, profile, version, safe_cell(row.id), safe_cell(str(row.scope))),
        )
