"""Tasks in sequence: those done, then one that is open, then as many as are projected. The review is one.

An open task is assumed done on its due date (an open review, on the day it is arranged) so that what follows it
can be dated too.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.engine.assigning_limits import ADVICE, add, also_limits_the_next, assumed, call, next_open_limits, split_open_limits
from lacreview_rules.rules.occurrences import Basis, Occurrence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.histories.period_of_care import Review
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.plan import TaskPlan
    from lacreview_rules.rules.rule_plan import RulePlan


def reviews_in_turn(walk: Walk, task: TaskPlan) -> None:
    """The review itself: a chain whose completions are the numbered reviews of the period."""
    settings, period, timeline = walk.plan.profile.settings, walk.period, walk.timeline
    from_sitting = settings["interval_after_adjournment_from"] == "sitting"
    completion_meets = walk.plan.met_by_completion
    stand_apart = settings["additional_reviews"] == "stand-apart"
    done: list[Occurrence] = []
    met: list[Occurrence | None] = []
    apart: list[Occurrence] = []
    for review in period.reviews:
        held = _held(walk, task, review, from_sitting=from_sitting)
        counted = review.counted or not stand_apart
        timeline.add_review(held, counted=counted, by_completion=completion_meets)
        timeline.expected_reviews.append(held.sat_on or held.on)
        if not counted:
            apart.append(held)
        else:
            done.append(held)
            if not completion_meets:
                met.append(held)
            else:
                met.append(held._replace(sat_on=None) if review.completed_on is not None else None)
    timeline.by_name[task.id] = timeline.reviews
    Chain(walk, task, done, period.start, None, period.end, met, apart).run()


def _held(walk: Walk, task: TaskPlan, review: Review, *, from_sitting: bool) -> Occurrence:
    """A review as something to count from: completed, or assumed completed on its booking or its limit."""
    event, on = review.event, review.completed_on
    basis: Basis = "actual"
    if on is None:
        completing = [o for o in walk.timeline.called(walk.plan.completed_by or "") if o.review == review.number]
        if walk.period.arranged is not None:
            on, basis = walk.period.arranged, "arranged"
        elif completing:
            on, basis = completing[0].on, "projected"
        else:
            on = review.sat_on
    back = review.sat_on if review.adjourned else None
    return Occurrence(task.id, on, basis, event.at, event, review.number, back, back if from_sitting else None)


class Chain:
    """One sequence of occurrences of a task that recurs, from `start` until `end`, closed on `closed_on`."""

    __slots__ = ("apart", "closed_on", "days", "done", "end", "is_review", "limits_by_position", "met", "start", "task", "used", "walk")

    def __init__(
        self,
        walk: Walk,
        task: TaskPlan,
        done: list[Occurrence],
        start: date,
        end: date | None,
        closed_on: date | None,
        met: list[Occurrence | None] | None = None,
        apart: Sequence[Occurrence] = (),
    ) -> None:
        self.walk = walk
        self.apart = apart  # reviews outside the sequence
        self.task = task
        self.done = done
        self.start = start
        self.end = end
        self.closed_on = closed_on
        self.met: list[Occurrence] | list[Occurrence | None] = done if met is None else met
        self.days = [date.max if completion is None else completion.sat_on or completion.on for completion in self.met]
        self.is_review = met is not None
        self.limits_by_position: dict[int, list[Limit]] = {}  # by the place of the occurrence in the sequence
        self.used: set[int] = set()

    def run(self) -> None:
        """Work the chain out."""
        completions_used: dict[int, list[Limit]] = {}
        for rule in self.task.called:
            if self.apart and rule.limit_from is not None:
                self._ask_for(rule, completions_used)
            else:
                call(self.walk, rule, self.days, self.start, self.end, self.limits_by_position)
        for place, limits in completions_used.items():
            self._put_down_apart(self.apart[place], limits)
        for place, completion in enumerate(self.done, 1):
            for rule in self.task.recurring:
                add(self.limits_by_position, place, self.walk.fire(rule, completion))
        if self.done:
            self._put_down_done()
        if ADVICE in self.limits_by_position:
            self.walk.add_advice(self.task, [(limit, None) for limit in self.limits_by_position.pop(ADVICE)])
        self._project()

    def _ask_for(self, rule: RulePlan, completions_used: dict[int, list[Limit]]) -> None:
        """A review asked for by a day: the one held next answers, were it one that stands apart."""
        days = [review.on for review in self.apart]
        for occurrence in self.walk.timeline.anchors(rule):
            limits = self.walk.fire(rule, occurrence)
            place, aside = bisect_left(self.days, occurrence.on), bisect_left(days, occurrence.on)
            if limits and aside < len(days) and (place == len(self.days) or days[aside] < self.days[place]):
                completions_used.setdefault(aside, []).extend(limits)
            else:
                add(self.limits_by_position, place, limits)

    def _put_down_apart(self, answer: Occurrence, limits: list[Limit]) -> None:
        walk, task = self.walk, self.task
        walk.add_advice(task, [(limit, answer) for limit in limits if limit.due is None], answer.review)
        live, lapsed = walk.applicable_limits([limit for limit in limits if limit.due is not None], answer.on, self.start)
        if live:
            walk.add_due_date(task, live, lapsed, answer, answer.review, self.closed_on)

    def _put_down_done(self) -> None:
        walk, task = self.walk, self.task
        for place, completion in enumerate(self.done):
            if place in self.limits_by_position:
                met = self.met[place]
                live, aside = walk.applicable_limits(
                    self.limits_by_position[place], None if met is None else met.sat_on or met.on, self.start
                )
                if met is None:  # what was set after the day on which it is assumed completed limits the next one, too
                    add(self.limits_by_position, place + 1, [limit for limit in live if also_limits_the_next(limit, completion.on)])
                if live:
                    self.used.add(id(completion))
                    review = completion.review if self.is_review else None
                    walk.add_due_date(task, live, aside, met, review, self.closed_on)
            if task.is_anchor and not self.is_review:
                walk.timeline.record(completion._replace(name=task.id, review=None))

    def _project(self) -> None:
        """The open occurrence, and those assumed to follow it."""
        walk, task, timeline = self.walk, self.task, self.walk.timeline
        first = place = len(self.done)
        previous: date | None = None
        hidden = 0
        carried = False  # whether an event set a limit on this occurrence after the one before it was due
        waiting: list[Limit] = []
        foresees = self.is_review and walk.plan.look_ahead > 0
        while carried or place in self.limits_by_position:
            live, aside = walk.applicable_limits(self.limits_by_position.get(place, []), None, self.start)
            if previous is not None:  # an interval of nothing is none: it must not stand before the others
                live = tuple(limit for limit in live if limit.due is None or limit.due > previous)
            if waiting:
                live = next_open_limits(live, waiting)
            elif len(live) > 1 and place == first and self.closed_on is None and not self.is_review:
                live, waiting = split_open_limits(live)
            if not live or live[0].due is None:
                return
            due = live[0].due
            if hidden or (
                place > first and (place > first + 1 and (self.is_review or not carried) if walk.until is None else due > walk.until)
            ):
                hidden += 1
                if not foresees or hidden > walk.plan.look_ahead:
                    return
            number = len(timeline.reviews) + 1 + max(0, hidden - 1) if self.is_review else None
            occurrence = self._next(live[0], due, number, is_open=place == first)
            if self.is_review:
                timeline.expected_reviews.append(occurrence.on)
            if not hidden:
                walk.add_due_date(task, live, aside, None, number, self.closed_on)
                if self.is_review:
                    timeline.add_review(occurrence)
                elif task.is_anchor:
                    timeline.record(occurrence)
            if self.closed_on is not None:
                if not foresees:
                    return
                hidden = max(hidden, 1)  # only to foresee what would have come
            previous = occurrence.on
            carried = bool(waiting)
            if place > first and walk.until is None and not foresees and (self.is_review or not carried):
                return
            place += 1
            if self.is_review and (previous < walk.as_of or task.by_age):  # only days that time brings come after all events
                add(self.limits_by_position, place, [limit for limit in live if also_limits_the_next(limit, previous)])
            for rule in task.recurring:
                add(self.limits_by_position, place, walk.fire(rule, occurrence))

    def _next(self, limit: Limit, due: date, number: int | None, *, is_open: bool) -> Occurrence:
        """An occurrence that has not happened: an open review on its arranged day, anything else on its due date."""
        period = self.walk.period
        if self.is_review and is_open and period.arranged is not None:
            resuming = bool(period.reviews) and period.reviews[-1].completed_on is None
            if not resuming:
                return Occurrence(self.task.id, period.arranged, "arranged", review=number)
        return assumed(self.task, limit, due, number)
