"""Tasks that each event that causes them asks for more than once: weekly calls under each plan, a first and a second reminder.

Each event has a sequence of its own. A completion is of the event whose reference it names; without one, of the last event that
had begun by then.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.engine.completions import early_enough
from lacreview_rules.engine.scopes import Span, of_event
from lacreview_rules.engine.sequences import Sequence

if TYPE_CHECKING:
    from collections.abc import Sequence as Several
    from datetime import date

    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan


class Cause(NamedTuple):
    """An event that causes a task: the first occurrence of it, its limits, and what tells it from others."""

    first: "Occurrence"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    limits: list[Limit]
    key: str


def each_recurring(walk: Walk, task: TaskPlan, causes: Several[Cause], completions: Several[Occurrence]) -> None:
    """The occurrences of a task in each event that causes it; `causes` in order of their days."""
    for cause, done in zip(causes, _shared_out(walk, task, causes, completions), strict=True):
        scope = of_event(walk.period, task, cause.first)
        found = _OfEvent(walk, task, Span(scope, cause.key, cause.first.on, None), cause, done)
        found.work_out()
        if task.outlives_care:
            walk.completions_used.update(id(completion.event) for completion in done)


def _shared_out(walk: Walk, task: TaskPlan, causes: Several[Cause], completions: Several[Occurrence]) -> list[list[Occurrence]]:
    """The completions of each cause, in order; what was done before the first is early for it, or nobody's."""
    by_ref = {ref: place for place, cause in reversed(list(enumerate(causes))) if (ref := _ref(cause.first)) is not None}
    starts = [cause.first.on for cause in causes]
    found: list[list[Occurrence]] = [[] for _ in causes]
    early: Occurrence | None = None
    for completion in completions:
        place = by_ref.get(_ref(completion) or "")
        if place is None:
            place = bisect_right(starts, completion.on) - 1
        if place < 0:
            early = completion
        else:
            found[place].append(completion)
    if early is not None and any(early_enough(rule, early.on, starts[0], walk.calendar) for rule in task.called):
        found[0].insert(0, early)
    return found


def _ref(occurrence: Occurrence) -> str | None:
    return None if occurrence.event is None else occurrence.event.ref


class _OfEvent(Sequence):
    """The occurrences of a task in one event: its rules have been fired already, and all that it began ends with it."""

    __slots__ = ("by_rule",)

    def __init__(self, walk: Walk, task: TaskPlan, span: Span, cause: Cause, done: list[Occurrence]) -> None:
        super().__init__(walk, task, span, done, set())
        self.ref = _ref(cause.first)
        self.by_rule: dict[str, list[Limit]] = {}
        for limit in cause.limits:
            self.by_rule.setdefault(limit.plan.id, []).append(limit)

    def call(self, rule: RulePlan) -> None:
        """Put the limits that the event set under a rule in their places."""
        by_day: dict[date, list[Limit]] = {}
        for limit in self.by_rule.get(rule.id, ()):
            by_day.setdefault(limit.start, []).append(limit)
        for limits in by_day.values():
            place = (self.position_of(rule, limits[0].occurrence) if self.days else 0) + rule.nth - 1
            self.add(place, self.decided(place, limits), place - rule.nth + 1)
