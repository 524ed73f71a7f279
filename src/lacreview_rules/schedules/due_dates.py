"""One due date: one occurrence of a task with the date by which it is due, how it stands, and why."""

from __future__ import annotations

from collections import deque
from datetime import date
from itertools import repeat
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, cast

from lacreview_rules.schedules.doubts import EVERYTHING
from lacreview_rules.schedules.explanation import explain
from lacreview_rules.schedules.notices import notices_of
from lacreview_rules.schedules.occurrence_value import set_as_of, set_binding, set_occurrence, set_source_knows
from lacreview_rules.schedules.order import order_of
from lacreview_rules.schedules.rows import row_of
from lacreview_rules.schedules.standing import Standing, occurrence_of
from lacreview_rules.wording import day_text, iso

if TYPE_CHECKING:
    from collections.abc import Collection

    from lacreview_rules.schedules.explanation import Explanation
    from lacreview_rules.schedules.records import DueDateRecord, ScopeRecord
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence


class DueDate(Standing):
    """One occurrence of a task with the date by which it is due.

    It is immutable, equal to another of the same content, and can be hashed, pickled and copied.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> first = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england")).of("review")[0]
        >>> first, str(first)
        (<DueDate review 1: due 2026-01-21, upcoming (england/R1)>, 'First looked after review: due Wed 21 Jan 2026, upcoming')
    """

    __slots__ = ()

    def __repr__(self) -> str:
        number = "" if self.review is None else f" {self.review}"
        when = "without a date" if self.due is None else f"due {self.due.isoformat()}"
        return f"<DueDate {self.task}{number}: {when}, {self.status} ({self.rule})>"

    def __str__(self) -> str:
        when = "no date can be calculated" if self.due is None else f"due {day_text(self.due)}"
        return f"{self.title}: {when}, {self.status.replace('-', ' ')}"

    @property
    def explanation(self) -> Explanation:
        """The working of the date, as data; ``str()`` of it gives the text."""
        return explain(self)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader should know before relying on the date."""
        return notices_of(self)

    def to_dict(self) -> DueDateRecord:
        """The due date as the schedule contract writes it."""
        row = row_of(self)
        rule = row.words.rule
        return {
            "task": row.words.task,
            "title": row.title,
            "role": row.words.role,
            "period_of_care": row.period_of_care,
            "review": row.review,
            "due": row.due,
            "due_at": row.due_at,
            "last_working_day": row.last_working_day,
            "aim": row.aim,
            "opens": row.opens,
            "status": row.status,
            "done_on": row.done_on,
            "days_late": row.days_late,
            "basis": row.basis,
            "rule": rule.id,
            "force": rule.force,
            "cite": rule.cite,
            "verified": rule.verified,
            "also": [{"rule": limit.rule_id, "due": iso(limit.due), "force": limit.plan.rule.force} for limit in row.also],
            "notices": list(row.notices),
            "id": row.id,
            "scope": cast("ScopeRecord", row.scope.to_dict()),
        }


_new = object.__new__
_limits, _first = attrgetter("limits"), itemgetter(0)


def due_dates(occurrences: Collection[TaskOccurrence], as_of: date | None) -> tuple[DueDate, ...]:
    """The due dates of occurrences, without any doubt; all are made together, in a fifth of the time, as the engine makes many."""
    made = tuple(map(_new, repeat(DueDate, len(occurrences))))
    for setting in (
        map(set_occurrence, made, occurrences),
        map(set_binding, made, map(_first, map(_limits, occurrences))),
        map(set_as_of, made, repeat(as_of)),
        map(set_source_knows, made, repeat(EVERYTHING)),
    ):
        deque(setting, maxlen=0)  # goes through all of them
    return made


def in_order(due: Standing) -> tuple[date, int, int, int]:
    """The order of due dates, for sorting: by date, task and rule, period of care and review; those without a date last."""
    order = order_of(occurrence_of(due))
    doubt = due.doubt
    return order if doubt is None or doubt.date_known else (date.max, *order[1:])
