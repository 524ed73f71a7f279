"""The review itself: a sequence whose completions are the numbered reviews of the period of care.

An adjourned review is two occurrences with one number: it sat, and it was completed. What prepares the review, and the next
interval under one of the settings, counts from the first; all else from the second.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.engine.decisions import as_decided
from lacreview_rules.engine.same_day import comes_after
from lacreview_rules.engine.scopes import day_in_id
from lacreview_rules.engine.sequences import Sequence, assumed
from lacreview_rules.engine.waiting_limits import cannot_meet
from lacreview_rules.rules.occurrences import Basis, Occurrence, new

if TYPE_CHECKING:
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.histories.review import Review
    from lacreview_rules.rules.limits import Limit, SetAside
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan


def reviews_in_turn(walk: Walk, task: TaskPlan) -> None:
    """The reviews that were held, the one that is open, and those assumed to follow it."""
    timeline, by_completion = walk.timeline, walk.plan.met_by_completion
    from_sitting, stand_apart = walk.plan.interval_from_sitting, walk.plan.additional_stand_apart
    done: list[Occurrence] = []
    met: list[Occurrence | None] = []
    intervals: list[Occurrence] = []
    apart: list[Occurrence] = []
    due_id = f"{task.id}/{walk.key}"  # as Sequence.key_of makes it: of the review that follows the beginning
    for review in walk.period.reviews:
        counted, day = review.counted or not stand_apart, day_in_id(review.sat_on)
        completed, sat = _held(walk, task, review, due_id if counted else f"{task.id}/{walk.key}/additional/{day}")
        timeline.add_review(completed, sat, counted=counted, by_completion=by_completion)
        timeline.expected_reviews.append(sat.on)
        meets = completed if by_completion else sat
        if not counted:
            apart.append(meets)
            continue
        done.append(completed)
        intervals.append(sat if from_sitting else completed)
        met.append(None if by_completion and review.completed_on is None else meets)
        due_id = f"{task.id}/{walk.key}/{day}"
    timeline.by_name[task.id] = timeline.reviews
    _Reviews(walk, task, done, met, intervals, apart).work_out()


def _held(walk: Walk, task: TaskPlan, review: Review, due_id: str) -> tuple[Occurrence, Occurrence]:
    """A review as completed, or assumed completed on its booking or its limit; and the same as it sat."""
    event = review.event
    sat = new(Occurrence, (task.id, review.sat_on, "actual", event.at, event, review.number, due_id, False))
    if not review.adjourned:
        return sat, sat
    on, basis = (review.completed_on, sat.basis) if review.completed_on is not None else _expected(walk, review)
    return sat._replace(on=on, basis=basis), sat


def _expected(walk: Walk, review: Review) -> tuple[date, Basis]:
    """When a review that sat is assumed to be completed."""
    if walk.period.arranged is not None:
        return walk.period.arranged, "arranged"
    completing = [o for o in walk.timeline.occurrences_of(walk.plan.completed_by or "") if o.review == review.number]
    return (completing[0].on, "projected") if completing else (review.sat_on, "actual")


class _Reviews(Sequence):
    """The reviews of a period of care; those that stand apart from the sequence beside it."""

    __slots__ = ("apart", "first", "on_apart", "unseen")

    def __init__(
        self,
        walk: Walk,
        task: TaskPlan,
        done: list[Occurrence],
        met: list[Occurrence | None],
        intervals: list[Occurrence],
        apart: list[Occurrence],
    ) -> None:
        [span] = walk.spans(task)
        super().__init__(walk, task, span, done, set(), met, intervals)
        self.is_anchor = False  # the timeline has the reviews already
        self.apart = apart
        self.on_apart: dict[int, list[Limit]] = {}  # the limits on those, by place
        self.first = len(walk.timeline.reviews) + 1  # the number of the open one
        self.unseen = 0  # how many were looked at beyond those shown

    def place_limits(self, rule: RulePlan) -> None:
        """Fire a rule; a requested review is met by the next review held, even one outside the sequence."""
        if not self.apart or rule.limit_from is None:
            super().place_limits(rule)
            return
        days = [review.on for review in self.apart]
        for occurrence in self.walk.timeline.anchors(rule):
            limits = self.walk.fire(rule, occurrence)
            place, aside = self.position_of(rule, occurrence), bisect_left(days, occurrence.on)
            if aside < len(days) and days[aside] == occurrence.on and comes_after(occurrence, self.apart[aside]):
                aside += 1
            if limits and aside < len(days) and (place >= len(self.days) or days[aside] < self.days[place]):
                self.on_apart.setdefault(aside, []).extend(as_decided(self.walk.timeline, limits, days[aside]))
            elif limits:
                self.add(place, self.decided(place, limits))

    def position_of(self, rule: RulePlan, occurrence: Occurrence, since: date = date.min) -> int:
        """Which review a limit is on; what happened on the day of a review is about the next, where that one can no longer meet it."""
        if occurrence.review is not None and rule.before is None:
            named = bisect_left(self.done, occurrence.review, key=lambda review: review.review or 0)
            if named == len(self.done) or self.done[named].review == occurrence.review:
                return named
        place = super().position_of(rule, occurrence, since)
        if rule.before is None and rule.opening is None and place < len(self.days) and self.days[place] == occurrence.on:
            sat = next((met for met in (self.met[place], self.done[place]) if met is not None), None)
            if sat is not None and comes_after(occurrence, sat):
                return place + 1
        return place

    def add_completed(self) -> list[Occurrence]:
        """Add what was held, and what was held outside the sequence because it was asked for."""
        walk, task, scope = self.walk, self.task, self.span.scope
        for place, limits in self.on_apart.items():
            review = self.apart[place]
            key = (review.due_id or "").removeprefix(f"{task.id}/")
            walk.add_advice(task, scope, key, [(limit, review) for limit in limits if limit.due is None], review.review)
            live, aside = walk.applicable_limits([limit for limit in limits if limit.due is not None], review.on, self.since)
            if live:
                walk.add_due_date(task, scope, key, live, aside, review, review.review)
        return super().add_completed()

    def add_due_date(
        self, key: str, live: tuple[Limit, ...], aside: tuple[SetAside, ...], met: Occurrence | None, done: Occurrence | None
    ) -> None:
        """Add the due date of a review that was held."""
        number = None if done is None else done.review
        self.walk.add_due_date(self.task, self.span.scope, key, live, aside, met, number)

    @property
    def by_term(self) -> bool:
        """No: each review has a number, and all limits are on the next."""
        return False

    def may_wait(self, ahead: int) -> bool:  # noqa: ARG002 - a sequence is asked so
        """No: all limits are on the next review."""
        return False

    def reaches(self, ahead: int, due: date) -> bool:
        """By default one review beyond the open one; and, unseen, as many more as a consideration foresees."""
        until = self.walk.until
        if self.unseen or (ahead > 1 if until is None else due > until):
            self.unseen += 1
            return self.unseen <= self.walk.plan.look_ahead
        return True

    def goes_on(self, ahead: int, waiting: list[Limit]) -> bool:  # noqa: ARG002 - as above
        """Whether to look for what follows; when care has ended, only to foresee what would have come."""
        foresees = self.walk.plan.look_ahead > 0
        if self.span.scope.last is not None:
            self.unseen = max(self.unseen, 1)
            return foresees
        return foresees or not ahead or self.walk.until is not None

    def assume(self, live: tuple[Limit, ...], aside: tuple[SetAside, ...], due: date, ahead: int) -> Occurrence:
        """Add a review that is open or follows one, unless it is beyond what is shown."""
        walk, task, period, number = self.walk, self.task, self.walk.period, self.first + ahead
        key = self.key_of(len(self.done), ahead)
        due_id = f"{task.id}/{key}"
        review = assumed(task, live[0], due, due_id, number)
        if not ahead and period.arranged is not None and (not period.reviews or period.reviews[-1].completed_on is not None):
            review = Occurrence(task.id, period.arranged, "arranged", review=number, due_id=due_id)
        walk.timeline.expected_reviews.append(review.on)
        if not self.unseen:
            walk.add_due_date(task, self.span.scope, key, live, aside, None, number)
            walk.timeline.add_review(review, review)
        return review

    def follow(self, place: int, live: tuple[Limit, ...], occurrence: Occurrence) -> None:
        """Add the limits that an assumed review sets on the next, and those that it cannot meet: it is assumed too early for them."""
        is_late = occurrence.on < self.walk.as_of or self.task.by_age  # only days that time brings come after all events
        waiting = [limit for limit in live if cannot_meet(occurrence, limit, self.walk.calendar, is_late=is_late)]
        if waiting:
            self.add(place, waiting)
        super().follow(place, live, occurrence)
