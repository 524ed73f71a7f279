"""What changed since an earlier report: which tasks became overdue, which no longer are, and how the figures moved.

The earlier report is its JSON, as `caseload_record` gave it. Tasks are known again by child, task, period of care, review and
date, so that a date that moved is one task gone and another come. Where several tasks share all of these, as two alerts of one
day do, they are counted.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lacreview_rules.errors import InputError, Problem
from lacreview_rules.wording import written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from lacreview_rules.caseload.rows import TaskRow

_Row = TypeVar("_Row")
_REMEDY = "give the JSON of a report: lacreview caseload … --format json"


class Only(NamedTuple):
    """What a report is cut down to: these tasks, these roles, so many children that were named; all where nothing is."""

    tasks: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    children: int = 0


_WHOLE = Only()
_Key = tuple[object, ...]


class NoLongerOverdue(NamedTuple):
    """A task that the earlier report called overdue, and this one does not: it was done, ended, or its date moved."""

    due: date
    child: str
    role: str
    task: str
    title: str


class EarlierReport(NamedTuple):
    """What is kept of an earlier report.

    Attributes:
        as_of, since, to: its days.
        children, looked_after: how many children were in it, and looked after.
        in_time, judged: its share of reviews in time, by the regulations.
        profiles: the digests of its profiles.
        overdue: what was overdue, each with what tells a task from another; several may share that.
        only: what it was cut down to.
    """

    as_of: date
    since: date
    to: date
    children: int
    looked_after: int
    in_time: int
    judged: int
    profiles: frozenset[str]
    overdue: tuple[tuple[_Key, NoLongerOverdue], ...]
    only: Only = _WHOLE


class SinceLast(NamedTuple):
    """What changed since an earlier report.

    Attributes:
        earlier: that report.
        newly_overdue: what has become overdue since; in the order of the report.
        no_longer_overdue: what was overdue then and is not now, the oldest first.
        still_overdue: how many tasks were overdue then and still are.
        other_profiles: whether the profiles are not the same, so that a figure may differ for that reason.
    """

    earlier: EarlierReport
    newly_overdue: tuple[TaskRow, ...]
    no_longer_overdue: tuple[NoLongerOverdue, ...]
    still_overdue: int
    other_profiles: bool


def read_earlier(text: bytes, source: str) -> EarlierReport:
    """An earlier report from its JSON.

    Args:
        text: the content of the file.
        source: its name, for messages.

    Raises:
        InputError: it is not the JSON of a caseload.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.json import caseload_json
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> written = caseload_json(summarise([], window_at(date(2026, 3, 31))))
        >>> str(read_earlier(written.encode(), "march.json").as_of)
        '2026-03-31'
    """
    try:
        record = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError([Problem("", "not valid JSON", _REMEDY)], source) from None
    try:
        return _taken(record)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError([Problem("", "it is not the report of a caseload", _REMEDY)], source) from None


def _taken(record: Any) -> EarlierReport:
    law = record["timeliness"]["regulations"]
    rows = [(_key(row), _gone(row)) for row in record["overdue"]]
    numbers = [record["children"], record["looked_after"], law["in_time"], law["judged"]]
    if not all(type(number) is int for number in numbers):
        raise TypeError
    profiles = frozenset(str(profile["digest"]) for profile in record["profiles"])
    children, looked_after, in_time, judged = numbers
    days = _day(record["as_of"]), _day(record["from"]), _day(record["to"])
    cut = record.get("only") or {}
    only = Only(tuple(cut.get("tasks", ())), tuple(cut.get("roles", ())), cut.get("children", 0))
    return EarlierReport(*days, children, looked_after, in_time, judged, profiles, tuple(rows), only)


def _day(text: Any) -> date:
    day = written_day(text)
    if day is None:
        raise ValueError
    return day


def _key(row: Mapping[str, Any]) -> _Key:
    return (row["child"], row["task"], row["period_of_care"], row["review"], row["due"])


def _gone(row: Mapping[str, Any]) -> NoLongerOverdue:
    child, role, task, title = (row[key] for key in ("child", "role", "task", "title"))
    if not all(isinstance(text, str) for text in (child, role, task, title)):
        raise TypeError
    return NoLongerOverdue(_day(row["due"]), child, role, task, title)


def since_last(
    earlier: EarlierReport,
    as_of: date,
    overdue: Iterable[TaskRow],
    profiles: Iterable[str],
    *,
    only: Only = _WHOLE,
    wants: Callable[[NoLongerOverdue], bool] = lambda _: True,
) -> SinceLast:
    """What changed from an earlier report to one of another day.

    Args:
        earlier: the earlier report.
        as_of: the day of this one.
        overdue: what is overdue in this one.
        profiles: the digests of its profiles.
        only: what this one is cut down to.
        wants: whether this one would hold a task of the earlier one, which may be whole.

    Raises:
        InputError: the earlier report is of a later day, or is cut down otherwise.
    """
    if earlier.as_of > as_of:
        what = f"it is a report as at {earlier.as_of}, which is after {as_of}"
        raise InputError([Problem("as_of", what, "compare the later report with the earlier one")])
    if earlier.only not in {_WHOLE, only}:
        what = "it is cut down to other children, tasks or roles than this report"
        raise InputError([Problem("only", what, "give the same --child, --task and --role, or compare with a whole report")])
    before = [(key, row) for key, row in earlier.overdue if wants(row)]
    now = [((row.child, row.task, row.period_of_care, row.review, row.due.isoformat()), row) for row in overdue]
    newly = _beyond(now, before)
    return SinceLast(
        earlier._replace(overdue=tuple(before)),
        tuple(newly),
        tuple(sorted(_beyond(before, now))),
        len(now) - len(newly),
        earlier.profiles != set(profiles),
    )


def _beyond(some: Sequence[tuple[_Key, _Row]], others: Sequence[tuple[_Key, object]]) -> list[_Row]:
    """Those that have no match among the others, each of which is the match of one."""
    unmatched = Counter(key for key, _ in others)
    found = []
    for key, row in some:
        if unmatched[key]:
            unmatched[key] -= 1
        else:
            found.append(row)
    return found
