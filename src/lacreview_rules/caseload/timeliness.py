"""How many first, second and later reviews were in time, on one basis, by month and by quarter; and how two bases agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.figures import InTime
from lacreview_rules.caseload.window import month_of, quarter_of

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.caseload.figures import Kind
    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.caseload.reviews import JudgedReview, Verdict
    from lacreview_rules.caseload.window import Window

KINDS: tuple[Kind, ...] = ("first", "second", "later")


class Timeliness(NamedTuple):
    """How many of the reviews due within a window were in time, on one basis.

    Attributes:
        months: by the month in which they were due; a month without a review that could be judged is not there.
        quarters: by the quarter of the calendar year; the first and the last may be cut by the window.
        whole: over the whole window; ``period`` is empty.
        not_judged: how many could not be judged, by the reason: those held within the window or not held yet.
    """

    months: tuple[InTime, ...]
    quarters: tuple[InTime, ...]
    whole: tuple[InTime, ...]
    not_judged: tuple[tuple[Reason, int], ...]

    @property
    def judged(self) -> int:
        """How many were judged."""
        return sum(row.judged for row in self.whole)

    @property
    def in_time(self) -> int:
        """How many of those were in time."""
        return sum(row.in_time for row in self.whole)


class Agreement(NamedTuple):
    """How the regulations and the shortcut judge the same reviews, those due by the regulations within a window.

    Attributes:
        both_in_time: both call the review in time.
        only_shortcut_in_time: the shortcut calls it on time, and the regulations call it late.
        only_regulations_in_time: the shortcut calls it late, and the regulations call it in time.
        both_late: both call it late.
    """

    both_in_time: int
    only_shortcut_in_time: int
    only_regulations_in_time: int
    both_late: int


def is_disagreement(review: JudgedReview) -> bool:
    """Whether only one of the two bases calls a review in time; both have judged it."""
    return review.regulations.in_time != review.shortcut.in_time


class Tally:
    """Counts reviews on one basis, as they come."""

    def __init__(self) -> None:
        self._judged: Counter[tuple[str, Kind]] = Counter()
        self._in_time: Counter[tuple[str, Kind]] = Counter()
        self._not_judged: Counter[Reason] = Counter()

    def take(self, kind: Kind | None, verdict: Verdict, day: date | None, window: Window) -> None:
        """Count a review.

        Args:
            kind: whether it is the first, the second or a later one.
            verdict: how it stands on this basis.
            day: when it was held, or when care ended without it; None if neither.
            window: the days asked for.
        """
        if verdict.why is not None and verdict.outcome == "not-judged":
            self._not_judged[verdict.why] += day is None or window.holds(day)
        elif kind is not None and verdict.is_judged and verdict.due is not None and window.holds(verdict.due):
            for period in (month_of(verdict.due), quarter_of(verdict.due), ""):
                self._judged[period, kind] += 1
                self._in_time[period, kind] += verdict.in_time

    def timeliness(self) -> Timeliness:
        """What has been counted."""
        rows = [
            InTime(period, kind, self._in_time[period, kind], self._judged[period, kind])
            for period in sorted({period for period, _ in self._judged})
            for kind in KINDS
            if self._judged[period, kind]
        ]
        return Timeliness(
            tuple(row for row in rows if row.period and "Q" not in row.period),
            tuple(row for row in rows if "Q" in row.period),
            tuple(row for row in rows if not row.period),
            tuple((reason, count) for reason, count in sorted(self._not_judged.items()) if count),
        )
