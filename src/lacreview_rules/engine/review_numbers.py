"""The number of a review in a cycle that may restart, and which of two came first: a review, or what happened on its day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from lacreview_rules.engine.same_day import comes_after

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.occurrences import Occurrence

_ONE_DAY = timedelta(days=1)


class ReviewsInCare(Protocol):
    """The reviews of one period of care and what restarts a cycle in it: `Timeline`, which says what each of these is."""

    period: PeriodOfCare
    cycle_task: str | None
    reviews: list[Occurrence]
    sittings: list[Occurrence]
    held_on: list[date]
    cycle_days: list[date]
    counted_by: list[int]

    def called(self, name: str) -> Sequence[Occurrence]:
        """Every occurrence of a name."""
        ...

    def between(self, found: Sequence[Occurrence], start: date, end: date | None) -> Sequence[Occurrence]:
        """Those that lie from `start` until the day before `end`."""
        ...

    def restarts(self, kinds: tuple[str, ...]) -> list[date]:
        """The days on which a cycle that restarts on these kinds of event did so."""
        ...


def number_in_cycle(timeline: ReviewsInCare, day: date, restarts: tuple[str, ...], review: int | None) -> tuple[int | None, bool]:
    """A review's number in a cycle that restarts on some kinds of event, and whether it has by then, as `Timeline.number` says."""
    if review is None:
        return _number(timeline, bisect_right(timeline.held_on, day), day, restarts)
    beyond = max(0, review - len(timeline.reviews))
    if beyond:
        number, restarted = _number(timeline, len(timeline.reviews), day, restarts)
        return number + beyond, restarted
    number, restarted = _number(timeline, review, timeline.cycle_days[review - 1], restarts, of_review=True)
    stands_apart = timeline.counted_by[review] == timeline.counted_by[review - 1]
    return None if stands_apart else number, restarted


def _number(timeline: ReviewsInCare, held: int, day: date, restarts: tuple[str, ...], *, of_review: bool = False) -> tuple[int, bool]:
    number, days = timeline.counted_by[held], timeline.restarts(restarts)
    gone = bisect_right(days, day)
    if of_review and gone and days[gone - 1] == day and _is_of_the_cycle_before(timeline, held - 1, restarts):
        gone -= 1
    if not gone:
        return number, False
    cycle_days = timeline.cycle_days
    before = bisect_left(cycle_days, days[gone - 1], 0, held)
    while before < held and cycle_days[before] == days[gone - 1] and _is_of_the_cycle_before(timeline, before, restarts):
        before += 1
    return number - timeline.counted_by[before], True


def _is_of_the_cycle_before(timeline: ReviewsInCare, place: int, restarts: tuple[str, ...]) -> bool:
    """Whether a review, on a day on which the cycle restarts, came before that."""
    sat, review = timeline.sittings[place], timeline.reviews[place]
    return restarts_after(timeline, restarts, sat if sat.on == timeline.cycle_days[place] else review)


def restarts_after(timeline: ReviewsInCare, kinds: tuple[str, ...], review: Occurrence) -> bool:
    """Whether a cycle restarts on the day of a review, and after it."""
    day = review.on
    found = [each for kind in kinds if (each := timeline.called(kind))]
    return any(comes_after(one, review) for each in found for one in timeline.between(each, day, day + _ONE_DAY))


def sat_before_a_move(timeline: ReviewsInCare, task: str, day: date) -> bool:
    """Whether a task is the review, and one sat on the day of a move, before it: it met what was asked where the child lived then."""
    if task != timeline.cycle_task or timeline.period.placement_on(day).start != day:
        return False
    sittings, place = timeline.sittings, bisect_left(timeline.cycle_days, day)
    return place < len(sittings) and sittings[place].on == day and restarts_after(timeline, ("placement-started",), sittings[place])


def sat_before_moving_in(timeline: ReviewsInCare, review: Occurrence) -> bool:
    """Whether a review was held on the day of a move, and no times say that it was after it: it ends nothing that the move began."""
    placement = timeline.period.placement_on(review.on)
    if review.name != timeline.cycle_task or placement.number == 1 or placement.start != review.on:
        return False
    moved, sat = placement.began_with.at, review.at
    return moved is None or sat is None or sat <= moved
