"""Schedules as the columns of a table: a row for each due date, and a row for what could not be used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule

_TEXT, _DAY, _NUMBER = pa.string(), pa.date32(), pa.int32()
_SCOPE = pa.struct(
    [
        pa.field("kind", _TEXT),
        pa.field("number", _NUMBER),
        pa.field("first", _DAY),
        pa.field("last", _DAY),
        pa.field("closed_by", _TEXT),
    ]
)
_ALSO = pa.list_(pa.struct([pa.field("rule", _TEXT), pa.field("due", _DAY), pa.field("force", _TEXT)]))

_OF_THE_CHILD = {"child": _TEXT, "as_of": _DAY, "profile": _TEXT, "profile_version": _TEXT}
_OF_THE_RULE = {"task": _TEXT, "title": _TEXT, "role": _TEXT, "rule": _TEXT, "force": _TEXT, "cite": _TEXT, "verified": _TEXT}
_OF_THE_DUE_DATE = {
    "period_of_care": _NUMBER,
    "review": _NUMBER,
    "status": _TEXT,
    "due": _DAY,
    "due_at": pa.timestamp("us", tz="UTC"),
    "last_working_day": _DAY,
    "aim": _DAY,
    "opens": _DAY,
    "done_on": _DAY,
    "days_late": _NUMBER,
    "basis": _TEXT,
    "also": _ALSO,
    "error": _TEXT,
    "problem": _TEXT,
    "id": _TEXT,
    "scope": _SCOPE,
    "notices": pa.list_(_TEXT),
}
_COLUMNS = (
    *("child", "as_of", "period_of_care", "review", "task", "title", "role", "status", "due", "due_at", "last_working_day", "aim", "opens"),
    *("done_on", "days_late", "basis", "rule", "force", "cite", "verified", "also", "profile", "profile_version", "error", "problem"),
    *("id", "scope"),
)


def due_dates_schema(*, notices: bool = False) -> Any:
    """The columns of a table of due dates, as an Arrow schema.

    Args:
        notices: with the column `notices`, on the right.

    Example:
        >>> due_dates_schema().names[:5]
        ['child', 'as_of', 'period_of_care', 'review', 'task']
    """
    types = {**_OF_THE_CHILD, **_OF_THE_RULE, **_OF_THE_DUE_DATE}
    return pa.schema([pa.field(name, types[name]) for name in (*_COLUMNS, *(("notices",) if notices else ()))])


class _Row(NamedTuple):
    """One row: the child and the rule by their numbers, and what is the due date's own."""

    child: int
    rule: int | None
    period_of_care: int | None = None
    review: int | None = None
    status: str | None = None
    due: date | None = None
    due_at: Any = None
    last_working_day: date | None = None
    aim: date | None = None
    opens: date | None = None
    done_on: date | None = None
    days_late: int | None = None
    basis: str | None = None
    also: list[tuple[str, date | None, str]] | None = None
    error: str | None = None
    problem: str | None = None
    id: str | None = None
    scope: tuple[str, int | None, date, date | None, str | None] | None = None
    notices: tuple[str, ...] | None = None


class DueDateColumns:
    """Rows of due dates that are gathered child by child and given as batches.

    What many rows share (a child, a rule with its task) is kept once and spread over the rows when a batch is made.
    """

    def __init__(self, calendar: WorkingCalendar, *, notices: bool = False, most_rows: int = 16_384) -> None:
        self._calendar = calendar
        self._notices = notices
        self._most_rows = most_rows
        self._schema = due_dates_schema(notices=notices)
        self._days: dict[date, date] = {}  # the last working day on or before each
        self._local_days: dict[date, date] = {}  # the same for local rules
        self._days_of = {calendar: (self._days, self._local_days)}
        self._rule_numbers: dict[Profile, dict[tuple[str, str, int | None], int]] = {}
        self._rules: list[tuple[Any, ...]] = []
        self._children: list[tuple[Any, ...]] = []
        self._columns: list[list[Any]] = [[] for _ in _Row._fields]

    def add(self, schedule: Schedule, problems: Iterable[Problem]) -> None:
        """Add a child's due dates, and in one row more what in its events could not be used.

        Raises:
            CalendarRangeError: a date leaves the calendar; nothing was added.
        """
        number, profile = len(self._children), schedule.profile
        if schedule.calendar is not self._calendar:  # a profile may have bank holidays of its own
            self._calendar = schedule.calendar
            self._days, self._local_days = self._days_of.setdefault(schedule.calendar, ({}, {}))
        numbers = self._rule_numbers.setdefault(profile, {})
        rows = [self._row(number, numbers, due) for due in schedule.due_dates]
        told = "\n".join(map(str, problems))
        if told:
            rows.append(_Row(number, None, problem=told))
        self._children.append((schedule.child, schedule.as_of, profile.id, profile.version))
        self._put(rows)

    def add_error(self, child: str | None, profile: Profile | None, problems: Iterable[Problem | str]) -> None:
        """Add a row for a child who could not be answered."""
        named = (None, None) if profile is None else (profile.id, profile.version)
        self._put([_Row(len(self._children), None, error="\n".join(map(str, problems)))])
        self._children.append((child, None, *named))

    def _row(self, number: int, numbers: dict[tuple[str, str, int | None], int], due: DueDate) -> tuple[Any, ...]:
        occurrence, as_of = occurrence_of(due), due.as_of
        task, limits, review, completion = occurrence.plan, occurrence.limits, due.review, occurrence.completion
        limit = limits[0]
        day, rule = limit.due, limit.plan
        status = due.status
        done = due.done_on if completion is not None or rule.deemed else None
        late = working = None
        if day is not None:
            if status == "met-late" and done is not None:
                late = (done - day).days
            elif status == "overdue" and as_of is not None:
                late = (as_of - day).days
            days = self._local_days if rule.rule.force == "local" else self._days
            working = days.get(day) or days.setdefault(day, limit.days_in(self._calendar).last_working_day_on_or_before(day))
        several = len(limits) > 1
        key = (task.id, rule.id, review)
        rule_number = numbers.get(key)
        if rule_number is None:
            rule_number = numbers[key] = self._number_of(due)
        return (
            number,
            rule_number,
            occurrence.care.number,
            review,
            status,
            day,
            limit.due_at,
            working,
            due.aim if several or rule.aim is not None else None,
            due.opens if several or rule.opens is not None else None,
            done,
            late,
            due.basis,
            [(other.plan.id, other.due, other.plan.rule.force) for other in limits[1:]] if several else (),
            None,
            None,
            occurrence.id,
            occurrence.scope[:5],
            due.notices if self._notices else None,
        )

    def _number_of(self, due: DueDate) -> int:
        verified = due.verified if isinstance(due.verified, str) else "true" if due.verified else "false"
        self._rules.append((due.task, due.title, due.role, due.rule, due.force, due.cite, verified))
        return len(self._rules) - 1

    def _put(self, rows: list[tuple[Any, ...]]) -> None:
        # Column by column, as tuples that stay would be looked through for garbage again and again.
        for column, values in zip(self._columns, zip(*rows, strict=True), strict=False):
            column.extend(values)

    def full_batches(self) -> Iterable[Any]:
        """The rows gathered as batches, once there are enough of them."""
        return self.batches() if len(self._columns[0]) >= self._most_rows else ()

    def batches(self) -> Iterable[Any]:
        """All rows gathered as batches, none larger than asked for."""
        if not self._columns[0]:
            return
        batch = self._batch()
        self._columns, self._children = [[] for _ in _Row._fields], []
        for start in range(0, len(batch), self._most_rows):
            yield batch.slice(start, self._most_rows)

    def _batch(self) -> Any:
        child, rule, *own = self._columns
        children, rules = pa.array(child, _NUMBER), pa.array(rule, _NUMBER)
        made = {
            **{name: array.take(children) for name, array in _arrays(_OF_THE_CHILD, zip(*self._children, strict=True)).items()},
            **{name: array.take(rules) for name, array in _arrays(_OF_THE_RULE, zip(*self._rules, strict=True)).items()},
            **_arrays(_OF_THE_DUE_DATE, own),
        }
        return pa.record_batch([made[name] for name in self._schema.names], schema=self._schema)


def _arrays(types: dict[str, Any], columns: Iterable[Any]) -> dict[str, Any]:
    columns = list(columns) or [()] * len(types)
    return {name: pa.array(values, kind) for (name, kind), values in zip(types.items(), columns, strict=True)}
