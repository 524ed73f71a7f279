"""The number of a review in a cycle that may restart, and which of two came first: a review, or what happened on its day."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lacreview_rules.engine.same_day import comes_after
from lacreview_rules.histories.events import PLACEMENT_STARTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.context import ConditionContext
    from lacreview_rules.rules.occurrences import Occurrence

_ONE_DAY = timedelta(days=1)


class ReviewsInCare(ABC):
    """The reviews of one period of care, and their numbers in a cycle that restarts on some kinds of event.

    Attributes:
        reviews: the reviews of the period, in order: held, open, projected. Their numbers count from one. One that was adjourned
            is here as completed, or assumed so; sittings: the same as they sat.
        held_on: the days of the reviews that were held.
        cycle_days: of every review the day that says which cycle it is in; counted_by: how many of the first so many reviews count;
            apart: how many stand apart (while none does, the number of each is its place).
    """

    def __init__(self, period: PeriodOfCare, cycle_task: str | None) -> None:
        self.period = period
        self.cycle_task = cycle_task
        self.reviews: list[Occurrence] = []
        self.sittings: list[Occurrence] = []
        self.held_on: list[date] = []
        self.cycle_days: list[date] = []
        self.counted_by: list[int] = [0]
        self.apart = 0
        self._context: ConditionContext | None = None
        self._restarts: dict[tuple[str, ...], list[date]] = {(): []}
        self._by_day: dict[str, tuple[list[date], list[int]]] = {}

    @abstractmethod
    def occurrences_of(self, name: str) -> Sequence[Occurrence]:
        """Every occurrence of a name."""

    def add_review(self, review: Occurrence, sat: Occurrence, *, counted: bool = True, by_completion: bool = False) -> None:
        """Register the next review of the period; one that does not count stands apart from the sequence.

        An adjourned one is the first of a cycle that began before it sat or, `by_completion`, before it was completed.
        """
        self.reviews.append(review)
        self.sittings.append(sat)
        self.cycle_days.append(review.on if by_completion else sat.on)
        self.counted_by.append(self.counted_by[-1] + counted)
        self.apart += not counted
        if review.basis == "actual":
            self.held_on.append(review.on)
        self.forget_context()

    def forget_context(self) -> None:
        """Let go of the last context: of another review what is asked is another, and what refers back would wait for the collector."""
        self._context = None

    def restarts(self, kinds: tuple[str, ...]) -> list[date]:
        """The days on which a cycle that restarts on these kinds of event did so."""
        days = self._restarts.get(kinds)
        if days is None:
            days = self._restarts[kinds] = sorted({occurrence.on for kind in kinds for occurrence in self.occurrences_of(kind)})
        return days

    def between(self, found: Sequence[Occurrence], start: date, end: date | None) -> Sequence[Occurrence]:
        """Those of many occurrences of one name that lie from `start` until the day before `end`, in the order they were found."""
        name = found[0].name
        known = self._by_day.get(name)
        if known is None or len(known[0]) != len(found):
            places = sorted(range(len(found)), key=lambda place: found[place].on)
            known = self._by_day[name] = ([found[place].on for place in places], places)
        days, places = known
        return [found[place] for place in sorted(places[bisect_left(days, start) : bisect_left(days, end or date.max)])]

    def number(self, day: date, restarts: tuple[str, ...], review: int | None) -> tuple[int | None, bool]:
        """A review's number in a rule's cycle (None if it stands apart), and whether the cycle has been restarted by then.

        Without a review: the number of reviews held by `day`.
        """
        if review is None:
            return self._number(bisect_right(self.held_on, day), day, restarts)
        if not restarts and not self.apart:
            return review, False
        beyond = max(0, review - len(self.reviews))
        if beyond:
            number, restarted = self._number(len(self.reviews), day, restarts)
            return number + beyond, restarted
        number, restarted = self._number(review, self.cycle_days[review - 1], restarts, of_review=True)
        stands_apart = self.counted_by[review] == self.counted_by[review - 1]
        return None if stands_apart else number, restarted

    def _number(self, held: int, day: date, restarts: tuple[str, ...], *, of_review: bool = False) -> tuple[int, bool]:
        number, days = self.counted_by[held], self.restarts(restarts)
        gone = bisect_right(days, day)
        if of_review and gone and days[gone - 1] == day and self.is_of_the_cycle_before(held - 1, restarts):
            gone -= 1
        if not gone:
            return number, False
        restart = days[gone - 1]
        before = bisect_left(self.cycle_days, restart, 0, held)
        while before < held and self.cycle_days[before] == restart and self.is_of_the_cycle_before(before, restarts):
            before += 1
        return number - self.counted_by[before], True

    def is_of_the_cycle_before(self, place: int, restarts: tuple[str, ...]) -> bool:
        """Whether a review, on a day on which the cycle restarts, came before that."""
        sat, review = self.sittings[place], self.reviews[place]
        return restarts_after(self, restarts, sat if sat.on == self.cycle_days[place] else review)


def restarts_after(timeline: ReviewsInCare, kinds: tuple[str, ...], review: Occurrence) -> bool:
    """Whether a cycle restarts on the day of a review, and after it."""
    day = review.on
    found = [each for kind in kinds if (each := timeline.occurrences_of(kind))]
    return any(comes_after(one, review) for each in found for one in timeline.between(each, day, day + _ONE_DAY))


def sat_before_a_move(timeline: ReviewsInCare, task: str, day: date) -> bool:
    """Whether a task is the review, and one met on the day of a move, before it, what was asked where the child lived then."""
    if task != timeline.cycle_task or timeline.period.placement_on(day).start != day:
        return False
    place = bisect_left(timeline.cycle_days, day)
    return timeline.cycle_days[place : place + 1] == [day] and timeline.is_of_the_cycle_before(place, (PLACEMENT_STARTED,))


def sat_before_moving_in(timeline: ReviewsInCare, review: Occurrence) -> bool:
    """Whether a review was held on the day of a move, and no times say that it was after it: it ends nothing that the move began."""
    placement = timeline.period.placement_on(review.on)
    if review.name != timeline.cycle_task or placement.number == 1 or placement.start != review.on:
        return False
    moved, sat = placement.began_with.at, review.at
    return moved is None or sat is None or sat <= moved
