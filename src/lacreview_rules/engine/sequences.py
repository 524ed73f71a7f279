"""The occurrences of one task in one period of care or placement, in order: completed, then open, then assumed.

Rules set limits, each on one occurrence, which has a place among the others: nought for the first. What is open is assumed
done on its due date, so that what follows it can be dated too. A task that no rule makes recur ends after its first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.engine.completions import early_enough
from lacreview_rules.engine.decisions import as_decided
from lacreview_rules.engine.scopes import day_in_id
from lacreview_rules.engine.waiting_limits import (
    cannot_meet,
    missed_before,
    missed_terms,
    next_open_limits,
    split_open_limits,
)
from lacreview_rules.rules.occurrences import Occurrence, new

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from lacreview_rules.engine.scopes import Span
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.limits import Limit, SetAside
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan

FEW = 16
"""Up to so many occurrences, looking at each is quicker than finding those of a time."""


class Sequence:
    """The occurrences of a task in a span.

    Attributes:
        key: what the keys of its occurrences begin with: that of the first is no more.
        is_anchor: whether others count from what was done under the name of the task.
        done: the completions, in order.
        met: for each the completion that meets the due date; None if it is only assumed completed.
        intervals: for each what the next interval counts from; keys: for each what tells it from the others.
        limits: those on each occurrence, by its place.
        advice: the limits without a date, and the completion of each.
        since: the day on which what recurs began, and can be ended; None where each limit begins with its own count.
        ref: the reference of what it began with, if that is an event that has one.
        used: the completions (by `id`) that a limit fell on, in this span or one before it.
    """

    __slots__ = (
        "advice",
        "days",
        "done",
        "intervals",
        "is_anchor",
        "key",
        "keys",
        "limits",
        "met",
        "ref",
        "since",
        "span",
        "task",
        "used",
        "walk",
    )

    def __init__(
        self,
        walk: Walk,
        task: TaskPlan,
        span: Span,
        done: list[Occurrence],
        used: set[int],
        met: Several[Occurrence | None] | None = None,
        intervals: Several[Occurrence] | None = None,
    ) -> None:
        self.walk = walk
        self.task = task
        self.span = span
        self.key = span.key
        self.since = span.start if task.recurs else None
        self.ref: str | None = None
        self.is_anchor = task.is_anchor
        self.done = done
        self.used = used
        self.met: Several[Occurrence | None] = done if met is None else met
        self.intervals = done if intervals is None else intervals
        self.days = [completion.on for completion in self.met if completion is not None] if done else []
        self.keys = _keys(done) if done else []
        self.limits: dict[int, list[Limit]] = {}
        self.advice: list[tuple[Limit, Occurrence | None]] = []

    def work_out(self) -> None:
        """Fire the rules, and add a due date for each occurrence that they limit."""
        walk, task = self.walk, self.task
        for rule in task.not_recurring:
            self.place_limits(rule)
        for place, anchor in enumerate(self.intervals, 1):
            self.place_next_limits(place, anchor)
        completions = self.add_completed()
        if completions and task.recurs:
            self.record(completions)
        if self.limits:
            self.add_open()
        if completions and not task.recurs:  # advice is about the last of what was recorded: what was done comes after what is assumed
            self.record(completions)
        if self.advice:
            walk.add_advice(task, self.span.scope, self.span.key, self.advice)

    def place_limits(self, rule: RulePlan) -> None:
        """Fire a rule for every occurrence of its anchor within the span, each limit in its place."""
        walk, done, start, end = self.walk, self.done, self.span.start, self.span.end
        anchors, assumed, back, since = walk.timeline.anchors(rule), False, rule.before is not None, date.min
        if len(anchors) > FEW:
            anchors = walk.timeline.between(anchors, start, end)
        for occurrence in anchors:
            day = occurrence.on
            if day < start or (end is not None and day >= end):
                continue
            limits = walk.fire(rule, occurrence)
            if not limits:
                continue
            met_at = self.position_of(rule, occurrence, since) if done else 0
            since = day if back or self.task.goes_on else since
            place = met_at + rule.nth - 1
            if place == len(done) and occurrence.basis != "actual":
                if assumed:
                    continue  # what is only assumed limits the open occurrence once
                assumed = True
            self.add(place, limits if rule.decided_by is None else self.decided(place, limits), met_at)

    def place_next_limits(self, place: int, done: Occurrence) -> None:
        """Fire the rules that count from a completion, or an assumed one, for the occurrence at the next place.

        Where a rule names other things too that it counts from, it counts from the latest of all.
        """
        for rule in self.task.recurring:  # all of them in turn: what they ask about the same completion is looked up once
            start = done if rule.anchor is not None else self.walk.timeline.counts_again_from(rule, done)
            limits = self.walk.fire(rule, start) if start is not None else None
            if limits:
                self.add(place, limits if rule.decided_by is None else self.decided(place, limits))

    def decided(self, place: int, limits: list[Limit]) -> list[Limit]:
        """Limits on the occurrence at a place, with what was decided while it was open."""
        if limits[0].plan.decided_by is None:
            return limits
        met = self.met[place] if place < len(self.met) else None
        return as_decided(self.walk.timeline, limits, None if met is None else met.on)

    def position_of(self, rule: RulePlan, occurrence: Occurrence, since: date = date.min) -> int:
        """Which completion a limit is on: the first on or after an anchor; before one, the last until then, and `since` the one before.

        What was done since the anchor before, in a placement through which the task goes on, is that one's.
        """
        days = self.days
        if rule.has_window:
            window = rule.window(occurrence.on, self.walk.calendar)
            if window is not None:
                return bisect_left(days, max(window[0], self.span.start))
        if rule.before is not None:
            place = bisect_right(days, occurrence.on)
            if not place or days[place - 1] <= since:
                return place
            return place - 1 if days[place - 1] >= self.span.start or rule.may_precede else place
        place = bisect_left(days, rule.first_day_for(occurrence.on, self.walk.calendar))
        if not place or days[place - 1] >= since > date.min:
            return place
        return place - 1 if early_enough(rule, days[place - 1], occurrence.on, self.walk.calendar) else place

    def add(self, place: int, limits: list[Limit], met_at: int | None = None) -> None:
        """Add one or more limits on the occurrence at a place; advice is on none, and may have been followed by one."""
        if limits[0].due is None:
            completion = None if met_at is None or self.task.recurring or met_at >= len(self.done) else self.done[met_at]
            self.advice += [(limit, completion) for limit in limits]
            return
        held = self.limits.get(place)
        if held is None:
            self.limits[place] = limits
        else:
            held += limits

    def key_of(self, place: int, ahead: int = 0) -> str:
        """The key of the occurrence at a place: it follows a completion, or the beginning; or is so many `ahead` of the open one.

        What is done once follows only what met a limit: what met nothing is no cause of anything.
        """
        while place and not self.task.recurring and id(self.done[place - 1]) not in self.used:
            place -= 1
        found = f"{self.key}/{self.keys[place - 1]}" if place else self.key
        return f"{found}+{ahead}" if ahead else found

    def add_completed(self) -> list[Occurrence]:
        """Add what was done; returns the completions as something that others count from."""
        walk, task = self.walk, self.task
        completions: list[Occurrence] = []
        for place, completion in enumerate(self.done):
            limits, met, missed, key = self.limits.pop(place, []), self.met[place], 0, None
            if len(limits) > 1 and met is not None and self.by_term:
                missed, limits = self.add_missed_terms(place, limits, met.on)
            live, aside = walk.applicable_limits(limits, None if met is None else met.on, self.since, self.ref)
            if met is None:  # what it cannot meet, if it is completed as assumed, limits the next one, too
                following = [limit for limit in live if cannot_meet(completion, limit, walk.calendar)]
                if following:
                    self.add(place + 1, following)
            if live:
                self.used.add(id(completion))
                key = self.key_of(place, missed)
                self.add_due_date(key, live, aside, met, completion)
            if self.is_anchor:
                done = completion.as_done(task.id, None, None if key is None else f"{task.id}/{key}")
                completions.append(done if task.recurring else counted_from_silence(done, live))
        return completions

    def add_missed_terms(self, place: int, limits: list[Limit], done: date) -> tuple[int, list[Limit]]:
        """Add what was not done in terms that were over when it was done; returns how many these were, and the other limits."""
        terms, others = missed_terms(limits, done, self.walk.calendar) if self.task.by_term else ([], limits)
        if self.task.by_anchor:
            earlier, others = missed_before(others)
            terms += earlier
        added = 0
        for missed in terms:
            live, aside = self.walk.applicable_limits(missed, None, self.since, self.ref)
            if live:
                self.add_due_date(self.key_of(place, added), live, aside, None, None)
                added += 1
        return added, others

    def add_open(self) -> None:
        """Add what is open, and what is assumed to follow it, as far as the schedule looks ahead."""
        walk, recurs, first = self.walk, self.task.recurs, len(self.done)
        place: int | None = first if recurs else min(self.limits)
        ahead, step = 0, -1
        previous: date | None = None
        waiting: list[Limit] = []
        while place is not None:
            live, aside = walk.applicable_limits(self.limits.pop(place, []), None, self.since, self.ref)
            due = live[0].due if live else None
            if previous is not None and due is not None and due <= previous:  # an interval of nothing is none: it must not stand first
                live = tuple([limit for limit in live if limit.due is None or limit.due > previous])
                due = live[0].due if live else None
            if waiting:
                live = next_open_limits(live, waiting, walk.calendar)
                due = live[0].due
            elif len(live) > 1 and (self.may_wait(ahead) or self.by_term):
                live, waiting = split_open_limits(
                    live,
                    walk.calendar,
                    terms_only=not self.may_wait(ahead),
                    by_anchor=self.task.by_anchor,
                    owed=not live[0].is_conditional and walk.care.would_tell(self.task, due),
                )
                due = live[0].due
            if live and (recurs or due is not None):
                if due is None or (ahead and not self.reaches(ahead, due)):
                    return
                step = max(step + 1, place - first)
                occurrence = self.assume(live, aside, due, step)
                if recurs and not self.goes_on(ahead, waiting):
                    return
                ahead += 1
                if recurs:
                    previous = occurrence.on
                    self.follow(place + 1, live, occurrence)
            elif recurs:
                return
            elif live:
                step = max(step + 1, place - first)
                self.add_due_date(self.key_of(first, step), live, aside, None, None)
            if recurs:
                place = place + 1 if waiting or place + 1 in self.limits else None
            elif not waiting:
                place = min(self.limits) if self.limits else None

    @property
    def by_term(self) -> bool:
        """Whether each term or window, or each of several things to come before, has an occurrence of its own."""
        return self.task.by_term or self.task.by_anchor

    def may_wait(self, ahead: int) -> bool:
        """Whether limits may wait for a later occurrence: those on the open one, while it can be followed."""
        return self.span.scope.last is None and (ahead == 0 or not self.task.recurs)

    def reaches(self, ahead: int, due: date) -> bool:  # noqa: ARG002 - the number of reviews shown is limited
        """Whether the schedule looks so far, beyond what is open."""
        return not self.task.recurs or self.walk.until is None or due <= self.walk.until

    def goes_on(self, ahead: int, waiting: list[Limit]) -> bool:
        """Whether to look for what follows: by default one occurrence beyond the open one, and what events call for."""
        if self.span.scope.last is not None:
            return False
        return not ahead or self.walk.until is not None or any(limit.occurrence.basis == "actual" for limit in waiting)

    def assume(self, live: tuple[Limit, ...], aside: tuple[SetAside, ...], due: date, ahead: int) -> Occurrence:
        """Add an occurrence that is open or follows one: it is assumed done on its due date."""
        task, key = self.task, self.key_of(len(self.done), ahead)
        self.walk.add_due_date(task, self.span.scope, key, live, aside, None, None)
        occurrence = assumed(task, live[0], due, f"{task.id}/{key}")
        if task.is_anchor:
            self.walk.timeline.record(occurrence)
        return occurrence

    def follow(self, place: int, live: tuple[Limit, ...], occurrence: Occurrence) -> None:  # noqa: ARG002 - reviews look at it
        """Add the limits that an assumed occurrence sets on the next."""
        self.place_next_limits(place, occurrence)

    def add_due_date(
        self,
        key: str,
        live: tuple[Limit, ...],
        aside: tuple[SetAside, ...],
        met: Occurrence | None,
        done: Occurrence | None,  # noqa: ARG002 - of a review, its number
    ) -> None:
        """Add the due date of one occurrence."""
        self.walk.add_due_date(self.task, self.span.scope, key, live, aside, met, None)

    def record(self, completions: Several[Occurrence]) -> None:
        """Let others count from what was done."""
        for completion in completions:
            self.walk.timeline.record(completion)


def assumed(task: TaskPlan, limit: Limit, due: date, due_id: str, review: int | None = None) -> Occurrence:
    """An occurrence that has not happened, on its due date."""
    basis = limit.basis if limit.plan.deemed else "projected"
    return new(Occurrence, (task.id, due, basis, None, None, review, due_id, False))


def counted_from_silence(done: Occurrence, live: tuple[Limit, ...]) -> Occurrence:
    """What silence had done already counts from that day, whatever is recorded later."""
    due = live[0].due if live and live[0].plan.deemed else None
    return done if due is None or done.on <= due else done._replace(on=due)


def _keys(done: list[Occurrence]) -> list[str]:
    """What tells completions apart: the day recorded for each, and, of several on one day, which."""
    found, last, alike = [], None, 0
    for completion in done:
        day = completion.on if completion.event is None else completion.event.on
        alike = alike + 1 if day == last else 1
        last = day
        found.append(day_in_id(day) if alike == 1 else f"{day_in_id(day)}#{alike}")
    return found
