"""Many children: what is due, what is overdue, what was late, and how many reviews were in time.

A caseload is read one child at a time; of each only the rows and figures asked for are kept. Whether reviews were in
time is told on two bases, never in one figure: the regulations, and the shortcut of extracts ("+91 / +183 days"). Which
reviews count is told in `lacreview_rules.caseload.timeliness`. Dates are calculated dates: whether the law was complied
with is for the reader to decide.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.caseload.figures import InTime, WeekCount
from lacreview_rules.caseload.named_rules import rules_of
from lacreview_rules.caseload.only import Only
from lacreview_rules.caseload.reviews import OUT_OF_TIME
from lacreview_rules.caseload.reviews_held import HeldTally, ReviewsHeld
from lacreview_rules.caseload.task_figures import FigureKey, TaskFigure, task_figures
from lacreview_rules.caseload.timeliness import Agreement, Tally, Timeliness, counts, is_disagreement
from lacreview_rules.caseload.window import week_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from lacreview_rules.caseload.child import ChildFigures
    from lacreview_rules.caseload.named_rules import NamedRule
    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.rows import TaskRow
    from lacreview_rules.caseload.since_last import SinceLast
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.profiles.profile import Profile

__all__ = ["Caseload", "InTime", "ProfileUsed", "WeekCount", "summarise"]


class ProfileUsed(NamedTuple):
    """A profile of a caseload, and how many children have it."""

    id: str
    version: str
    digest: str
    children: int


class Caseload(NamedTuple):
    """Many children on one day.

    Attributes:
        window: the days asked for.
        children: how many histories were used.
        looked_after: how many of the children were looked after at the end of the day.
        profiles: the profiles, with the number of children under each.
        due_by_week: how many tasks are due in each week, by role.
        due: what is due. This list and each below is grouped by team and worker where the input names them, and within a group
            the oldest date comes first.
        overdue: what is overdue.
        late: what was done late within the window, or never done before what it belongs to ended.
        out_of_timescale: the reviews out of timescale under each child's own profile: held late within the window,
            overdue, or never held before care ended within the window.
        regulations: how many reviews were in time by the regulations.
        shortcut: how many reviews were in time by the shortcut; never to be added to the other.
        agreement: how the two bases judge the same reviews.
        disagreements: the reviews that only one of the two bases calls in time.
        not_judged: the reviews that cannot be judged on one basis or on both.
        doubtful: the tasks, reviews among them, that would be overdue if their date could be relied on.
        reviews_held: how many reviews were held within the window.
        task_figures: how many of each task were in time, of those due within the window.
        reviews_from: the day from which on every review is recorded, where one was given for all children.
        not_used: how many records could not be used; they are in no figure.
        with_problems: how many of the histories were used although something in them could not be, or is in doubt.
        since_last: what changed since an earlier report, where one was given.
        only: what the report was asked to be cut down to; nothing in each unless something was named.
        without_care: how many children stand in the source only in tables that do not say when care began; they are in no figure.
        rows_not_used: how many rows of the source, or other places in it, could not be used.
        rules: the rules under which something in these lists is due.
    """

    window: Window
    children: int
    looked_after: int
    profiles: tuple[ProfileUsed, ...]
    due_by_week: tuple[WeekCount, ...]
    due: Sequence[TaskRow]
    overdue: Sequence[TaskRow]
    late: Sequence[TaskRow]
    out_of_timescale: Sequence[JudgedReview]
    regulations: Timeliness
    shortcut: Timeliness
    agreement: Agreement
    disagreements: Sequence[JudgedReview]
    not_judged: Sequence[JudgedReview]
    doubtful: Sequence[TaskRow]
    reviews_held: ReviewsHeld
    task_figures: tuple[TaskFigure, ...]
    reviews_from: date | None = None
    not_used: int = 0
    with_problems: int = 0
    since_last: SinceLast | None = None
    only: Only = Only()
    without_care: int = 0
    rows_not_used: int = 0
    rules: tuple[NamedRule, ...] = ()

    @property
    def doubtful_tasks(self) -> int:
        """How many tasks, reviews among them, would be overdue if their date could be relied on."""
        return len(self.doubtful)


def summarise(
    children: Iterable[ChildFigures],
    window: Window,
    *,
    reviews_from: date | None = None,
    rows: Callable[[Callable[[Any], Any]], Any] | None = None,
) -> Caseload:
    """A caseload from what each child puts into it; the order of the children does not matter.

    Args:
        children: read once, one after another.
        window: the days that each was looked at for.
        reviews_from: the day from which on every review is recorded, to be told with the figures.
        rows: makes what the rows of a list are put into, from their order, where there are too many to be held in
            memory: a sequence that `extend` adds to, as `files.sorted_rows.RowsToSort` is.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.window import window_at
        >>> summarise([], window_at(date(2026, 3, 31))).children
        0
    """
    number = looked_after = with_problems = 0
    profiles: Counter[Profile] = Counter()
    lists: list[Any] = [[] if rows is None else rows(order) for order in _ORDERS]
    due, overdue, late, out, unequal, not_judged, doubtful = lists
    weeks: Counter[tuple[date, str]] = Counter()
    tasks: Counter[FigureKey] = Counter()
    rules: dict[str, Profile] = {}
    law, quick, held, both = Tally(), Tally(), HeldTally(), Counter[tuple[bool, bool]]()
    for child in children:
        number += 1
        looked_after += child.looked_after
        doubtful.extend(child.rows.doubtful)
        with_problems += bool(child.problems)
        tasks.update(child.rows.figures)
        law.take([(review, review.regulations) for review in child.reviews], window)
        quick.take([(review, review.shortcut) for review in child.reviews], window)
        held.take(child.reviews, window)
        profiles[child.profile] += 1
        weeks.update((week_of(row.due), row.role) for row in child.rows.due)
        due.extend(child.rows.due)
        overdue.extend(child.rows.overdue)
        late.extend(child.rows.late)
        for row in (*child.rows.due, *child.rows.overdue, *child.rows.doubtful):
            if rules.setdefault(row.rule, child.profile).digest > child.profile.digest:  # of two versions always the same one
                rules[row.rule] = child.profile
        out.extend(review for review in child.reviews if _is_reported(review, window))
        not_judged.extend(review for review in child.reviews if _is_unsure(review, window))
        for review in child.reviews:
            if counts(review, review.regulations, window) and review.regulations.is_judged and review.shortcut.is_judged:
                both[review.regulations.in_time, review.shortcut.in_time] += 1
                if is_disagreement(review):
                    unequal.extend([review])
    in_order = [tuple(sorted(one, key=order)) if isinstance(one, list) else one for one, order in zip(lists, _ORDERS, strict=True)]
    return Caseload(
        window,
        number,
        looked_after,
        tuple(
            ProfileUsed(profile.id, profile.version, profile.digest, count)
            for profile, count in sorted(profiles.items(), key=lambda item: (item[0].id, item[0].digest))
        ),
        tuple(WeekCount(week, role, count) for (week, role), count in sorted(weeks.items())),
        in_order[0],
        in_order[1],
        in_order[2],
        in_order[3],
        law.timeliness(),
        quick.timeliness(),
        Agreement(both[True, True], both[False, True], both[True, False], both[False, False]),
        in_order[4],
        in_order[5],
        in_order[6],
        held.reviews_held(),
        task_figures(tasks),
        reviews_from,
        with_problems=with_problems,
        rules=rules_of(rules),
    )


def _is_reported(review: JudgedReview, window: Window) -> bool:
    """Whether the report of reviews out of timescale names it."""
    verdict = review.profile_verdict
    if verdict.outcome == "overdue":
        return verdict.due is not None and verdict.due <= window.to
    day = review.held_on if verdict.outcome == "late" else review.ceased_on
    return verdict.outcome in OUT_OF_TIME and day is not None and window.holds(day)


def _is_unsure(review: JudgedReview, window: Window) -> bool:
    """Whether it belongs to the reviews that cannot be judged: held or ended within the window, or still to be held."""
    if "not-judged" not in {review.regulations.outcome, review.shortcut.outcome, review.profile_verdict.outcome}:
        return False
    day = review.ended_on
    return day is None or window.holds(day)


def _task_order(row: TaskRow) -> tuple[object, ...]:
    """By team and worker, those without a name last; then the oldest date first."""
    return (*_named_first(row), row.due, row.child, row.task, row.rule, row.period_of_care, row.review or 0)


def _review_order(review: JudgedReview, day: date | None = None) -> tuple[object, ...]:
    """The same, by the date that it was due on; by the day it was held where no date is sure."""
    day = day or review.profile_verdict.due or review.regulations.due or review.ended_on or date.max
    return (*_named_first(review), day, review.child, review.period_of_care, review.number or 0)


def _named_first(row: TaskRow | JudgedReview) -> tuple[bool, str, bool, str]:
    return (not row.team, row.team, not row.worker, row.worker)


def _disagreement_order(review: JudgedReview) -> tuple[object, ...]:
    return _review_order(review, review.regulations.due)


_ORDERS: tuple[Callable[[Any], Any], ...] = (
    *(_task_order, _task_order, _task_order),
    *(_review_order, _disagreement_order, _review_order),
    _task_order,
)
"""Of what is due, overdue and late; of the reviews out of timescale, in disagreement and not judged; of what is doubtful."""
