"""A due date as it is written, every field asked for once: what its record, its JSON and its line of a table are made of.

What rules say in words is the same for every due date under them, so each word is made ready once for a rule and kept with its plan.
"""

from __future__ import annotations

import json
from json.encoder import encode_basestring as text_json
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.schedules.notices import notices_if
from lacreview_rules.schedules.standing import has_no_doubt, occurrence_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.profiles.models import Task, Timescale
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.schedules.standing import Standing, Status

json_of = json.JSONEncoder(ensure_ascii=False).encode
"""A value as JSON text on one line."""


class RuleWords:
    """What is the same for every due date under one rule.

    Attributes:
        task, role: the id of the task, and who must do it.
        rule: the rule that binds.
        json: its keys from ``rule`` to ``verified``, as they are written in JSON.
    """

    __slots__ = ("_beginnings", "json", "role", "rule", "task")

    def __init__(self, rule: Timescale, task: Task) -> None:
        self.task, self.role, self.rule = task.id, rule.role or task.role, rule
        written = (("rule", rule.id), ("force", rule.force), ("cite", rule.cite), ("verified", rule.verified))
        self.json = "".join(f'"{key}": {json_of(value)}, ' for key, value in written)
        self._beginnings: dict[str, str] = {}

    def beginning(self, title: str) -> str:
        """How a due date with this title begins in JSON, as far as its period of care."""
        found = self._beginnings.get(title)
        if found is None:
            found = f'{{"task": {json_of(self.task)}, "title": {json_of(title)}, "role": {json_of(self.role)}, "period_of_care": '
            self._beginnings[title] = found
        return found


class DueDateRow(NamedTuple):
    """The fields of a due date as `DueDate.to_dict` writes them, the days as ISO 8601 text."""

    words: RuleWords
    title: str
    period_of_care: int
    review: int | None
    due: str | None
    due_at: str | None
    last_working_day: str | None
    aim: str | None
    opens: str | None
    status: Status
    done_on: str | None
    days_late: int | None
    basis: Basis
    also: Sequence[Limit]
    notices: tuple[str, ...]
    id: str
    scope: Scope


_LATE = frozenset({"met-late", "overdue"})
_new = tuple.__new__  # as a named tuple is made, without the names: half the time


def row_of(one: Standing) -> DueDateRow:
    """A due date as it is written."""
    found = occurrence_of(one)
    limits = found.limits
    limit = limits[0]
    plan = limit.plan
    words: RuleWords | None = plan.kept.get("words")
    if words is None:
        words = plan.kept["words"] = RuleWords(plan.rule, found.plan.task)
    title, review, completion = found.plan.task.title, found.review, found.completion
    if completion is None and not plan.deemed and has_no_doubt(one):  # most are so, and are read off
        due, done = limit.due, None
        title = one.title if "{" in title else title
    else:
        title, review, due, done = one.title, one.review, one.due, one.done_on
    status = one.status_if(due, done)
    last = None if due is None else limit.days_in(found.care.calendar).last_working_day_on_or_before(due)
    aim, opens = (one.aim, one.opens) if len(limits) > 1 or plan.aim is not None or plan.opens is not None else (None, None)
    day = None if due is None else due.isoformat()
    return _new(
        DueDateRow,
        (
            words,
            title,
            found.care.number,
            review,
            day,
            None if limit.due_at is None else one.due_at,
            day if last == due else _iso(last),
            _iso(aim),
            _iso(opens),
            status,
            None if done is None else done.isoformat(),
            one.days_late_if(due, done, status) if status in _LATE else None,
            limit.basis,
            () if len(limits) == 1 or one.has_no_date else limits[1:],
            notices_if(one, due, last, opens, done),
            found.id,
            found.scope,
        ),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def row_json(row: DueDateRow) -> str:
    """The JSON text of a due date, on one line: that of its record."""
    words, title, period, review, due, due_at, last, aim, opens, status, done, days_late, basis, also, notices, due_id, scope = row
    kind, number, first, ended, closed_by, _ = scope
    due = _quoted(due)
    return (
        f'{words.beginning(title)}{period}, "review": {"null" if review is None else review}, "due": {due}, "due_at": {_quoted(due_at)}, '
        f'"last_working_day": {due if last == row.due else _quoted(last)}, "aim": {_quoted(aim)}, "opens": {_quoted(opens)}, '
        f'"status": "{status}", "done_on": {_quoted(done)}, "days_late": {"null" if days_late is None else days_late}, '
        f'"basis": "{basis}", {words.json}"also": {_also(also) if also else "[]"}, "notices": [{", ".join(map(text_json, notices))}], '
        f'"id": {text_json(due_id)}, "scope": {{"kind": "{kind}", "number": {"null" if number is None else number}, '
        f'"first": "{first.isoformat()}", "last": {"null" if ended is None else _quoted(ended.isoformat())}, '
        f'"closed_by": {"null" if closed_by is None else text_json(closed_by)}}}}}'
    )


def _quoted(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'


def _also(limits: Sequence[Limit]) -> str:
    return json_of([{"rule": limit.rule_id, "due": _iso(limit.due), "force": limit.plan.rule.force} for limit in limits])
