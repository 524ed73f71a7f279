"""What a condition is asked about: a day in a period of care, and what the count that starts there starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from lacreview_rules.histories.events import PLACEMENT_ENDED
from lacreview_rules.profiles.conditions.asking import Course

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement
    from lacreview_rules.rules.occurrences import Occurrence


class Numbering(Course, Protocol):
    """The course of a period of care, by whoever numbers its reviews."""

    def number(self, day: date, restarts: tuple[str, ...], review: int | None) -> tuple[int | None, bool]:
        """A review's number in a cycle (without one: how many were held), and whether the cycle was restarted; see `Context.review`."""
        ...

    def is_among(self, days: str, day: date) -> bool:
        """Whether a day is among named days."""
        ...

    def days_assumed(self, task: str) -> list[date]:
        """The days on which a task is booked, or assumed to be done, in order."""
        ...

    def done_for_review(self, task: str, review: int | None, day: date) -> date | None:
        """The day on which a task was done for a review; without a number, for the next after a day."""
        ...


class ConditionContext:
    """What a condition is asked about. What is asked of it often is worked out once.

    Attributes:
        period: the period of care.
        on: the day.
        occurrence: what the count starts from, if it starts from something.
        of_review: the number, in the period of care, of the review that is concerned, if one is.
        restarts: the events that restart the rule's cycle.
        done: the days on which each task was done.
        reviews: the days of the reviews of this period, held and expected, in order.
    """

    __slots__ = (
        "_legal_statuses",
        "_number",
        "_numbering",
        "_placement",
        "done",
        "occurrence",
        "of_review",
        "on",
        "period",
        "restarts",
        "reviews",
    )

    def __init__(
        self,
        period: PeriodOfCare,
        on: date,
        occurrence: Occurrence | None,
        of_review: int | None,
        restarts: tuple[str, ...],
        numbering: Numbering,
        done: dict[str, list[date]],
        reviews: list[date],
    ) -> None:
        self.period = period
        self.on = on
        self.occurrence = occurrence
        self.of_review = of_review
        self.restarts = restarts
        self.done = done
        self.reviews = reviews
        self._numbering = numbering
        self._number: tuple[int | None, bool] | None = None
        self._placement: Placement | None = None
        self._legal_statuses: tuple[str, ...] | None = None

    @property
    def review(self) -> int | None:
        """The number of the review concerned in the rule's cycle; without one, of reviews held so far; None if it stands apart."""
        return self._in_cycle()[0]

    @property
    def restarted(self) -> bool:
        """Whether the cycle has been restarted by then."""
        return self._in_cycle()[1]

    def _in_cycle(self) -> tuple[int | None, bool]:
        if self._number is None:
            self._number = self._numbering.number(self.on, self.restarts, self.of_review)
        return self._number

    def passed(self, total: str) -> Sequence[date]:
        """The days on which a total was passed in this period of care."""
        return self._numbering.passed(total)

    def days_done(self, task: str) -> Sequence[date]:
        """The days on which a task was done, in order; of the review itself, those on which it was held.

        Where the count starts from the task's being done some day, as is booked or assumed, it was done by then as often as that says.
        """
        start = self.occurrence
        if start is None or start.basis == "actual" or start.name != task:
            return self._numbering.days_done(task)
        return sorted({*self._numbering.days_done(task), *self._numbering.days_assumed(task)})

    def is_among(self, days: str) -> bool:
        """Whether the day is among the named days with this id."""
        return self._numbering.is_among(days, self.on)

    def done_for_review(self, task: str) -> date | None:
        """The day on which a task was done for the review concerned; where none is, for the next one."""
        review = self.of_review
        if review is None and self.occurrence is not None:
            review = self.occurrence.review
        return self._numbering.done_for_review(task, review, self.on)

    @property
    def placement(self) -> Placement:
        """The placement the child was in; where the count starts from the end of one, that one."""
        if self._placement is None:
            start = self.occurrence
            if start is not None and start.name == PLACEMENT_ENDED and start.event is not None and start.on == self.on:
                self._placement = self.period.placement_ended_by(start.event)
            else:
                self._placement = self.period.placement_on(self.on)
        return self._placement

    @property
    def legal_statuses(self) -> tuple[str, ...]:
        """The child's legal statuses: more than one, where the law allows it."""
        if self._legal_statuses is None:
            self._legal_statuses = self.period.legal_statuses_on(self.on)
        return self._legal_statuses
