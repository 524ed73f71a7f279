"""How many reviews, and how many children, were in time on one basis; and how two bases agree.

One rule says which reviews count, the same whether or not they were held: the calculated date lies within the days judged,
and the child was still looked after on that day. Held by it is in time; everything else is not. Beside that the reviews
*held* within the days judged are counted by the month in which they were held.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.caseload.figures import InTime
from lacreview_rules.caseload.window import month_of, quarter_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.caseload.figures import Kind
    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.caseload.reviews import JudgedReview, Verdict
    from lacreview_rules.caseload.window import Window

KINDS: tuple[Kind, ...] = ("first", "second", "later")


class ChildrenInTime(NamedTuple):
    """How many children had all their reviews in time, on one basis, each child counted once.

    Attributes:
        in_time: how many had every review that counts in time.
        judged: how many had a review that counts.
        in_part: how many of those had another review that could not be judged, so that not all of theirs are in the figure.
    """

    in_time: int
    judged: int
    in_part: int


class Timeliness(NamedTuple):
    """How many of the reviews due within a window were in time, on one basis.

    Attributes:
        months: by the month in which they were due; a month without a review that could be judged is not there.
        quarters: by the quarter of the calendar year; the first and the last may be cut by the window.
        whole: over the whole window; ``period`` is empty.
        not_judged: how many could not be judged, by the reason: those held within the window or not held yet.
        children: how many children had all their reviews in time.
        held: of the reviews held within the window and judged, how many were in time, by the month in which they were held.
    """

    months: tuple[InTime, ...]
    quarters: tuple[InTime, ...]
    whole: tuple[InTime, ...]
    not_judged: tuple[tuple[Reason, int], ...]
    children: ChildrenInTime = ChildrenInTime(0, 0, 0)
    held: tuple[InTime, ...] = ()

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


def counts(review: JudgedReview, verdict: Verdict, window: Window) -> bool:
    """Whether a review is in the share of a basis: its date lies within the window, and the child had not left by it.

    Whether it was held does not matter. A window that ends on the day of the caseload ends with that day: what was due on it
    and not held by its end was not in time.

    Args:
        review: the review.
        verdict: how it stands on the basis.
        window: the days asked for.
    """
    day = verdict.due
    if day is None or review.kind is None or verdict.outcome == "not-judged" or not window.holds(day):
        return False
    return review.ceased_on is None or day < review.ceased_on


class Tally:
    """Counts reviews on one basis, as they come."""

    def __init__(self) -> None:
        self._judged: Counter[tuple[str, Kind]] = Counter()
        self._in_time: Counter[tuple[str, Kind]] = Counter()
        self._held: Counter[tuple[str, Kind]] = Counter()
        self._held_in_time: Counter[tuple[str, Kind]] = Counter()
        self._not_judged: Counter[Reason] = Counter()
        self._children: Counter[tuple[bool, bool]] = Counter()

    def take(self, reviews: Sequence[tuple[JudgedReview, Verdict]], window: Window) -> None:
        """Count the reviews of one child.

        Args:
            reviews: each with how it stands on this basis.
            window: the days asked for.
        """
        number = in_time = unsure = 0
        for review, verdict in reviews:
            if verdict.why is not None and verdict.outcome == "not-judged":
                day = review.ended_on
                known = day is None or window.holds(day)
                self._not_judged[verdict.why] += known
                unsure += known
                continue
            kind = review.kind
            if kind is None:
                continue
            if verdict.due is not None and counts(review, verdict, window):
                for period in (month_of(verdict.due), quarter_of(verdict.due), ""):
                    self._judged[period, kind] += 1
                    self._in_time[period, kind] += verdict.in_time
                number += 1
                in_time += verdict.in_time
            if review.held_on is not None and window.holds(review.held_on) and verdict.is_judged:
                for period in (month_of(review.held_on), ""):
                    self._held[period, kind] += 1
                    self._held_in_time[period, kind] += verdict.in_time
        if number:
            self._children[number == in_time, unsure > 0] += 1

    def timeliness(self) -> Timeliness:
        """What has been counted."""
        rows, children = _rows(self._in_time, self._judged), self._children
        return Timeliness(
            tuple(row for row in rows if row.period and "Q" not in row.period),
            tuple(row for row in rows if "Q" in row.period),
            tuple(row for row in rows if not row.period),
            tuple((reason, count) for reason, count in sorted(self._not_judged.items()) if count),
            ChildrenInTime(children[True, False] + children[True, True], children.total(), children[True, True] + children[False, True]),
            tuple(_rows(self._held_in_time, self._held)),
        )


def _rows(in_time: Counter[tuple[str, Kind]], judged: Counter[tuple[str, Kind]]) -> list[InTime]:
    """One row a period and kind, in order."""
    return [
        InTime(period, kind, in_time[period, kind], judged[period, kind])
        for period in sorted({period for period, _ in judged})
        for kind in KINDS
        if judged[period, kind]
    ]
