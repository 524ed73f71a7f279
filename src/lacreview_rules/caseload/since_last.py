"""What changed since an earlier report: which tasks became overdue, which no longer are, and how the figures moved.

Tasks are known again by child, task, period of care, review and date, so that a date that moved is one task gone and another
come. Where several tasks share all of these, as two alerts of one day do, they are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from lacreview_rules.caseload.only import Only, not_comparable
from lacreview_rules.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from lacreview_rules.caseload.earlier import Became, EarlierReport, NoLongerOverdue, TaskKey
    from lacreview_rules.caseload.rows import TaskRow

_Row = TypeVar("_Row")
_WHOLE = Only()


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


def since_last(
    earlier: EarlierReport,
    as_of: date,
    overdue: Iterable[TaskRow],
    profiles: Iterable[str],
    *,
    listed: Iterable[TaskRow] = (),
    only: Only = _WHOLE,
    wants: Callable[[NoLongerOverdue], bool] = lambda _: True,
) -> SinceLast:
    """What changed from an earlier report to one of another day.

    Args:
        earlier: the earlier report.
        as_of: the day of this one.
        overdue: what is overdue in this one.
        profiles: the digests of its profiles.
        listed: what else is on its lists, done late, due or in doubt, by which it is told what became of a task.
        only: what this one is cut down to.
        wants: whether this one would hold a task of the earlier one, which may be whole.

    Raises:
        InputError: the earlier report is of a later day, or is on other children, or cut down to other tasks or roles.
    """
    if earlier.as_of > as_of:
        what = f"it is a report as at {earlier.as_of}, which is after {as_of}"
        raise InputError([Problem("as_of", what, "compare the later report with the earlier one")], earlier.source)
    if apart := list(not_comparable(earlier.only, only)):
        raise InputError(apart, earlier.source)
    before = [(key, row) for key, row in earlier.overdue if wants(row)]
    now = [(_key(row), row) for row in overdue]
    newly = _beyond(now, before)
    gone = _told(_beyond([(key, (key, row)) for key, row in before], now), [*(row for _, row in now), *listed])
    return SinceLast(
        earlier._replace(overdue=tuple(before)),
        tuple(newly),
        tuple(sorted(gone, key=lambda row: row[:5])),
        len(now) - len(newly),
        earlier.profiles != set(profiles),
    )


def _key(row: TaskRow) -> TaskKey:
    return row.child, row.task, row.period_of_care, row.review, row.due.isoformat()


def _told(gone: Iterable[tuple[TaskKey, NoLongerOverdue]], rows: Iterable[TaskRow]) -> Iterator[NoLongerOverdue]:
    """Each with what became of it. Only of what belongs to a review is it known to be the same task where the date differs."""
    gone = list(gone)
    wanted = {key for key, _ in gone}
    same = {key[:4] for key in wanted if key[3] is not None}
    ends: defaultdict[TaskKey, list[tuple[Became, date]]] = defaultdict(list)
    elsewhere: dict[tuple[object, ...], tuple[Became, date]] = {}
    for row in rows:
        key = _key(row)
        if key in wanted:
            ends[key] += _ended(row)
        elif key[:4] in same:
            elsewhere[key[:4]] = next(_ended(row), ("moved", row.due))
    for key, was in gone:
        became, on = ends[key].pop(0) if ends[key] else elsewhere.get(key[:4], (was.became, was.on))
        yield was._replace(became=became, on=on)


def _ended(row: TaskRow) -> Iterator[tuple[Became, date]]:
    if row.done_on is not None:
        yield "done", row.done_on
    elif row.ended_on is not None:
        yield "ended", row.ended_on


def _beyond(some: Sequence[tuple[TaskKey, _Row]], others: Sequence[tuple[TaskKey, object]]) -> list[_Row]:
    """Those that have no match among the others, each of which is the match of one."""
    unmatched = Counter(key for key, _ in others)
    found = []
    for key, row in some:
        if unmatched[key]:
            unmatched[key] -= 1
        else:
            found.append(row)
    return found
