"""What a manager reads first: how many in time, how many overdue, what is due next, and what could not be judged."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.caseload.report import Caseload
    from lacreview_rules.caseload.rows import TaskRow


class Summary(NamedTuple):
    """The first screen of a caseload, as numbers.

    Attributes:
        in_time: how many of the reviews due within the window were in time, by the regulations.
        judged: of how many.
        overdue: how many tasks are overdue.
        overdue_reviews: how many of these are reviews.
        overdue_children: of how many children.
        longest_overdue: for how many days the oldest has been overdue; None if nothing is.
        due: how many tasks are due in the days ahead.
        due_reviews: how many of these are reviews.
        reviews_not_judged: how many reviews cannot be judged by the regulations, by the reason.
        tasks_not_judged: how many tasks would be overdue if their date could be relied on, by the reason.
        tasks_not_recorded: how many other tasks were due within the window of which the record does not say whether they were done.
    """

    in_time: int
    judged: int
    overdue: int
    overdue_reviews: int
    overdue_children: int
    longest_overdue: int | None
    due: int
    due_reviews: int
    reviews_not_judged: tuple[tuple[Reason, int], ...]
    tasks_not_judged: tuple[tuple[Reason, int], ...]
    tasks_not_recorded: int

    @property
    def percent(self) -> int | None:
        """The share in time; None if nothing was judged."""
        return percent_of(self.in_time, self.judged)


def summary_of(caseload: Caseload) -> Summary:
    """The first screen of a caseload.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules.caseload.report import summarise
        >>> from lacreview_rules.caseload.window import window_at
        >>> summary_of(summarise([], window_at(date(2026, 3, 31)))).overdue
        0
    """
    overdue = caseload.overdue
    reasons: Counter[Reason] = Counter(row.doubt for row in caseload.doubtful if row.doubt is not None)
    return Summary(
        caseload.regulations.in_time,
        caseload.regulations.judged,
        len(overdue),
        _reviews(overdue),
        len({row.child for row in overdue}),
        max((row.days_late or 0 for row in overdue), default=None),
        len(caseload.due),
        _reviews(caseload.due),
        caseload.regulations.not_judged,
        tuple(sorted(reasons.items())),
        sum(one.not_recorded for one in caseload.task_figures),
    )


def _reviews(rows: Sequence[TaskRow]) -> int:
    return sum(row.is_review for row in rows)


def percent_of(part: int, whole: int) -> int | None:
    """A share in hundredths, rounded as everybody rounds, but neither up to all nor down to none; None of nothing.

    Example:
        >>> percent_of(2, 3), percent_of(1, 8), percent_of(399, 400), percent_of(1, 400), percent_of(0, 0)
        (67, 13, 99, 1, None)
    """
    if not whole:
        return None
    rounded = (200 * part + whole) // (2 * whole)
    return rounded if part in {0, whole} else min(max(rounded, 1), 99)
