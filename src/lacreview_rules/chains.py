"""Tasks in sequence: within a period of care, within each placement, and the review itself.

A chain has its occurrences in order: those done, then one that is open, then as many as are projected. Every limit
falls on one of them. An open task is assumed done on its due date (an open review, on the day it is arranged) so
that what follows it can be dated too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from lacreview_rules.happenings import by_day
from lacreview_rules.occurrences import Basis, Occurrence

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.limits import Limit
    from lacreview_rules.period_of_care import Review
    from lacreview_rules.plan import TaskPlan
    from lacreview_rules.rule_plan import RulePlan
    from lacreview_rules.walk import Walk


def whole_period(walk: Walk, task: TaskPlan) -> None:
    """A task of the period of care."""
    start = walk.period.start
    doings = walk.happenings.doings.get(task.id, [])
    if doings and doings[0].on < start:
        first = bisect_left(doings, start, key=by_day)
        early = doings[first - 1]
        doings = [early, *doings[first:]] if _early_enough(walk, task, early.on, start) else doings[first:]
    closed_on = None if task.task.outlives_care else walk.period.end
    if task.recurring:
        _Chain(walk, task, doings, start, None, closed_on).run()
    else:
        _once(walk, task, doings, start, None, closed_on)


def each_placement(walk: Walk, task: TaskPlan) -> None:
    """A task of each placement: a move closes the old placement's and opens the new one's."""
    used: set[int] = set()
    doings = walk.happenings.doings.get(task.id, [])
    placements = walk.period.placements
    early = any(rule.may_precede for rule in task.rules)
    for placement in placements:
        start, end = placement.start, None if placement is placements[-1] else placement.end
        mine = [d for d in doings if d.on >= start and (end is None or d.on < end)] if doings else []
        before = [d for d in doings if d.on < start and id(d) not in used] if early and doings else []
        if before and _early_enough(walk, task, before[-1].on, start):
            mine = [before[-1], *mine]
        closed_on = None if task.task.outlives_care else placement.end
        if task.recurring:
            chain = _Chain(walk, task, mine, start, end, closed_on)
            chain.run()
            used |= chain.used
        else:
            used |= _once(walk, task, mine, start, end, closed_on)


def _early_enough(walk: Walk, task: TaskPlan, day: date, start: date) -> bool:
    """Whether something done on `day`, before `start`, can count for what begins on `start`."""
    return any(
        rule.may_precede and (rule.precede_within is None or day >= rule.precede_within.before(start, walk.calendar)) for rule in task.rules
    )


def _once(walk: Walk, task: TaskPlan, done: list[Occurrence], start: date, end: date | None, closed_on: date | None) -> set[int]:
    """A task that does not recur: limits fall on what was done, or on the one occurrence that is open.

    Returns the doings that were used.
    """
    slots: dict[int, list[Limit]] = {}
    days = [doing.on for doing in done]
    for rule in task.rules:
        _call(walk, rule, days, start, end, slots)
    if _ADVICE in slots:
        walk.put_down_advice(task, slots.pop(_ADVICE))
    used: set[int] = set()
    places = sorted(slots)
    for place in places:
        doing = done[place] if place < len(done) else None
        live, aside = walk.settle(slots[place], None if doing is None else doing.on, start)
        if not live:
            continue
        walk.put_down(task, live, aside, doing=doing, closed_on=closed_on)
        if doing is not None:
            used.add(id(doing))
            continue
        due = live[0].due
        if due is None:
            continue
        if task.is_anchor:
            walk.happenings.happen(_assumed(task, live[0], due))
        if due < walk.as_of and closed_on is None:
            later = [limit for limit in live if _also_limits_the_next(limit, due)]
            if later:
                slots[place + 1] = later
                places.append(place + 1)
    if task.is_anchor:
        for doing in done:
            walk.happenings.happen(doing._replace(name=task.id, review=None))
    return used


_ADVICE = -1
"""Where, among the places of occurrences, advice is kept: it is on none of them."""


def _call(walk: Walk, rule: RulePlan, days: list[date], start: date, end: date | None, slots: dict[int, list[Limit]]) -> None:
    """Fire a rule for every occurrence of its anchor from `start` until `end`, each limit into its place."""
    missed = False
    for occurrence in walk.happenings.anchors(rule):
        if occurrence.on < start or (end is not None and occurrence.on >= end):
            continue
        limits = walk.fire(rule, occurrence)
        if not limits:
            continue
        place = (_place(walk, rule, occurrence, days, start) if days else 0) + rule.nth - 1
        if place == len(days) and occurrence.basis != "actual":
            if missed:
                continue  # what is only assumed limits the open occurrence once
            missed = True
        _add(slots, place, limits)


def _add(slots: dict[int, list[Limit]], place: int, limits: list[Limit]) -> None:
    if limits:
        where = place if limits[0].due is not None else _ADVICE
        if where in slots:
            slots[where] += limits
        else:
            slots[where] = limits


def _place(walk: Walk, rule: RulePlan, occurrence: Occurrence, days: list[date], start: date) -> int:
    """Which doing a limit is on: the first on or after an anchor; before one, the last until then."""
    if rule.before is not None:
        place = bisect_right(days, occurrence.back_from or occurrence.on)
        if place and (days[place - 1] >= start or rule.may_precede):
            return place - 1
        return place
    place = bisect_left(days, occurrence.on)
    if rule.may_precede and place:
        within = rule.precede_within
        if within is None or days[place - 1] >= within.before(occurrence.on, walk.calendar):
            return place - 1
    return place


def _assumed(task: TaskPlan, limit: Limit, due: date, review: int | None = None) -> Occurrence:
    """An occurrence that has not happened, on its due date."""
    return Occurrence(task.id, due, limit.basis if limit.plan.deemed else "projected", review=review)


def _also_limits_the_next(limit: Limit, assumed: date) -> bool:
    """Whether a limit on the open occurrence falls on the next one, if the open one is done as assumed.

    It does where what it counts from came later than the day assumed: the open occurrence is overdue.
    """
    return limit.occurrence.basis == "actual" and not limit.plan.recurs and limit.plan.before is None and limit.occurrence.on > assumed


def reviews_in_turn(walk: Walk, task: TaskPlan) -> None:
    """The review itself: a chain whose doings are the numbered reviews of the period."""
    settings, period, happenings = walk.plan.profile.settings, walk.period, walk.happenings
    from_sitting = settings["interval_after_adjournment_from"] == "sitting"
    completion_meets = settings["adjourned_review_met_by"] == "completion"
    stand_apart = settings["additional_reviews"] == "stand-apart"
    done: list[Occurrence] = []
    met: list[Occurrence | None] = []
    for review in period.reviews:
        held = _held(walk, task, review, from_sitting=from_sitting)
        counted = review.counted or not stand_apart
        happenings.add_review(held, counted=counted)
        happenings.foreseen.append(held.back_from or held.on)
        if counted:
            done.append(held)
            if not completion_meets:
                met.append(held)
            else:
                met.append(held._replace(back_from=None) if review.completed_on is not None else None)
    happenings.by_name[task.id] = happenings.reviews
    _Chain(walk, task, done, period.start, None, period.end, met).run()


def _held(walk: Walk, task: TaskPlan, review: Review, *, from_sitting: bool) -> Occurrence:
    """A review as something to count from: completed, or assumed completed on its booking or its limit."""
    event, on = review.event, review.completed_on
    basis: Basis = "actual"
    if on is None:
        completing = [o for o in walk.happenings.called(walk.plan.completed_by or "") if o.review == review.number]
        if walk.period.arranged is not None:
            on, basis = walk.period.arranged, "arranged"
        elif completing:
            on, basis = completing[0].on, "projected"
        else:
            on = review.sat_on
    back = review.sat_on if review.adjourned else None
    return Occurrence(task.id, on, basis, event.at, event, review.number, back, back if from_sitting else None)


class _Chain:
    """One sequence of occurrences of a task that recurs, from `start` until `end`, closed on `closed_on`."""

    __slots__ = ("closed_on", "days", "done", "end", "is_review", "met", "slots", "start", "task", "used", "walk")

    def __init__(
        self,
        walk: Walk,
        task: TaskPlan,
        done: list[Occurrence],
        start: date,
        end: date | None,
        closed_on: date | None,
        met: list[Occurrence | None] | None = None,
    ) -> None:
        self.walk = walk
        self.task = task
        self.done = done
        self.days = [doing.back_from or doing.on for doing in done]
        self.start = start
        self.end = end
        self.closed_on = closed_on
        self.met: list[Occurrence] | list[Occurrence | None] = done if met is None else met
        self.is_review = met is not None
        self.slots: dict[int, list[Limit]] = {}  # by the place of the occurrence in the sequence
        self.used: set[int] = set()

    def run(self) -> None:
        """Work the chain out."""
        for rule in self.task.called:
            _call(self.walk, rule, self.days, self.start, self.end, self.slots)
        for place, doing in enumerate(self.done, 1):
            for rule in self.task.recurring:
                _add(self.slots, place, self.walk.fire(rule, doing))
        if self.done:
            self._put_down_done()
        if _ADVICE in self.slots:
            self.walk.put_down_advice(self.task, self.slots.pop(_ADVICE))
        self._project()

    def _put_down_done(self) -> None:
        walk, task = self.walk, self.task
        for place, doing in enumerate(self.done):
            if place in self.slots:
                met = self.met[place]
                live, aside = walk.settle(self.slots[place], None if met is None else met.back_from or met.on, self.start)
                if live:
                    self.used.add(id(doing))
                    review = doing.review if self.is_review else None
                    walk.put_down(task, live, aside, doing=met, review=review, closed_on=self.closed_on)
            if task.is_anchor and not self.is_review:
                walk.happenings.happen(doing._replace(name=task.id, review=None))

    def _project(self) -> None:
        """The open occurrence, and those assumed to follow it."""
        walk, task, happenings = self.walk, self.task, self.walk.happenings
        first = place = len(self.done)
        previous: date | None = None
        hidden = 0
        foresees = self.is_review and walk.plan.look_ahead > 0
        while place in self.slots:
            live, aside = walk.settle(self.slots[place], None, self.start)
            if previous is not None:  # an interval of nothing is none: it must not stand before the others
                live = tuple(limit for limit in live if limit.due is None or limit.due > previous)
            if not live or live[0].due is None:
                return
            due = live[0].due
            if hidden or (place > first and (place > first + 1 if walk.until is None else due > walk.until)):
                hidden += 1
                if not foresees or hidden > walk.plan.look_ahead:
                    return
            number = len(happenings.reviews) + 1 + max(0, hidden - 1) if self.is_review else None
            occurrence = self._next(live[0], due, number, is_open=place == first)
            if self.is_review:
                happenings.foreseen.append(occurrence.on)
            if not hidden:
                walk.put_down(task, live, aside, review=number, closed_on=self.closed_on)
                if self.is_review:
                    happenings.add_review(occurrence)
                elif task.is_anchor:
                    happenings.happen(occurrence)
            if self.closed_on is not None:
                if not foresees:
                    return
                hidden = max(hidden, 1)  # only to foresee what would have come
            if place > first and walk.until is None and not foresees:
                return
            previous = occurrence.on
            if previous < walk.as_of:
                _add(self.slots, place + 1, [limit for limit in live if _also_limits_the_next(limit, previous)])
            place += 1
            for rule in task.recurring:
                _add(self.slots, place, walk.fire(rule, occurrence, review=number))

    def _next(self, limit: Limit, due: date, number: int | None, *, is_open: bool) -> Occurrence:
        """An occurrence that has not happened: an open review on its arranged day, anything else on its due date."""
        period = self.walk.period
        if self.is_review and is_open and period.arranged is not None:
            resuming = bool(period.reviews) and period.reviews[-1].completed_on is None
            if not resuming:
                return Occurrence(self.task.id, period.arranged, "arranged", review=number)
        return _assumed(self.task, limit, due, number)
