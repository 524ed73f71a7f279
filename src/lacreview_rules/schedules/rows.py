"""A due date with every written field worked out once: its record, its JSON and its row of a table are made from this.

What rules say in words is the same for every due date under them, so each word is made ready once for a rule and kept with its plan.
"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring as text_json
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.schedules.notices import notices_if
from lacreview_rules.schedules.standing import has_no_doubt, occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
        beginnings: how a due date begins in JSON, as far as its period of care, by its title.
    """

    __slots__ = ("beginnings", "json", "role", "rule", "task")

    def __init__(self, rule: Timescale, task: Task) -> None:
        self.task, self.role, self.rule = task.id, rule.role or task.role, rule
        written = (("rule", rule.id), ("force", rule.force), ("cite", rule.cite), ("verified", rule.verified))
        self.json = "".join(f'"{key}": {json_of(value)}, ' for key, value in written)
        self.beginnings: dict[str, str] = _Beginnings(f'{{"task": {json_of(self.task)}, "title": ', f', "role": {json_of(self.role)}, ')


class _Beginnings(dict[str, str]):
    """The beginning for each title, made when it is first looked up."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        self._before, self._after = before, after

    def __missing__(self, title: str) -> str:
        made = self[title] = f'{self._before}{json_of(title)}{self._after}"period_of_care": '
        return made


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
    status: "Status"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    done_on: str | None
    days_late: int | None
    basis: "Basis"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    also: "Sequence[Limit]"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    notices: tuple[str, ...]
    id: str
    scope: "Scope"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made


_LATE = frozenset({"met-late", "overdue"})
_new = tuple.__new__  # as a named tuple is made, without the names: half the time


def row_of(one: Standing) -> DueDateRow:
    """A due date as it is written."""
    found = occurrence_of(one)
    _, task, scope, limits, _, care, review, completion = found  # taken apart once, which is quicker than name by name
    limit = limits[0]
    plan = limit.plan
    words: RuleWords | None = plan.kept.get("words")
    if words is None:
        words = plan.kept["words"] = RuleWords(plan.rule, task.task)
    title = task.task.title
    if completion is None and not plan.deemed and has_no_doubt(one):  # most are so, and are read off
        due, done = limit.due, None
        title = one.title if "{" in title else title
    else:
        title, review, due, done = one.title, one.review, one.due, one.done_on
    status = one.status_if(due, done)
    day = last = aim = opens = None
    if due is not None:
        day, last = due.isoformat(), limit.days_in(care.calendar).last_working_day_on_or_before(due)
    is_single = len(limits) == 1
    if not is_single or plan.aim is not None or plan.opens is not None:
        aim, opens = one.aim, one.opens
    return _new(
        DueDateRow,
        (
            words,
            title,
            care.number,
            review,
            day,
            None if limit.due_at is None else one.due_at,
            day if last == due else _iso(last),
            None if aim is None else aim.isoformat(),
            None if opens is None else opens.isoformat(),
            status,
            None if done is None else done.isoformat(),
            one.days_late_if(due, done, status) if due is not None and status in _LATE else None,
            limit.occurrence.basis if limit.end is None else limit.basis,
            () if is_single or one.has_no_date else limits[1:],
            notices_if(one, due, last, opens, done),
            found.id,
            scope,
        ),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def rows_json(rows: Iterable[DueDateRow]) -> str:
    """The JSON text of due dates, on one line: that of their records. Many belong to the same, which is written once."""
    scopes: dict[int, str] = {}
    return ", ".join([_row_json(row, scopes) for row in rows])


def _row_json(row: DueDateRow, scopes: dict[int, str]) -> str:
    words, title, period, review, due, due_at, last, aim, opens, status, done, days_late, basis, also, notices, due_id, scope = row
    day = "null" if due is None else f'"{due}"'
    of_scope = scopes.get(id(scope))
    if of_scope is None:
        of_scope = scopes[id(scope)] = _scope_json(scope)
    return (
        f'{words.beginnings[title]}{period}, "review": {"null" if review is None else review}, "due": {day}, '
        f'"due_at": {"null" if due_at is None else _quoted(due_at)}, "last_working_day": {day if last == due else _quoted(last)}, '
        f'{_NEITHER if aim is None and opens is None else _aim_and_opens(aim, opens)}"status": "{status}", '
        f'{_NOT_DONE if done is None else _done(done)}"days_late": {"null" if days_late is None else days_late}, "basis": "{basis}", '
        f'{words.json}"also": {_also(also) if also else "[]"}, "notices": [{", ".join(map(_notice_json, notices)) if notices else ""}], '
        f'"id": {text_json(due_id)}, {of_scope}'
    )


_notice_json = lru_cache(maxsize=1024)(text_json)
"""Many due dates in a row have the same notices."""
_NEITHER = '"aim": null, "opens": null, '
_NOT_DONE = '"done_on": null, '


def _aim_and_opens(aim: str | None, opens: str | None) -> str:
    return f'"aim": {_quoted(aim)}, "opens": {_quoted(opens)}, '


def _done(done: str) -> str:
    return f'"done_on": "{done}", '


def _scope_json(scope: Scope) -> str:
    """What a due date belongs to, with which its text ends."""
    kind, number, first, last, closed_by, _ = scope
    return (
        f'"scope": {{"kind": "{kind}", "number": {"null" if number is None else number}, "first": "{first.isoformat()}", '
        f'"last": {_quoted(_iso(last))}, "closed_by": {"null" if closed_by is None else text_json(closed_by)}}}}}'
    )


def _quoted(text: str | None) -> str:
    return "null" if text is None else f'"{text}"'


def _also(limits: Sequence[Limit]) -> str:
    return json_of([{"rule": limit.rule_id, "due": _iso(limit.due), "force": limit.plan.rule.force} for limit in limits])
