"""Tasks of a period of care, and of each placement: one sequence of occurrences in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.engine.completions import within
from lacreview_rules.engine.sequences import FEW, Sequence, assumed
from lacreview_rules.engine.waiting_limits import may_wait

if TYPE_CHECKING:
    from lacreview_rules.engine.scopes import Span
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.task_plan import TaskPlan


def each_span(walk: Walk, task: TaskPlan) -> None:
    """A task of the period of care, or of each placement."""
    used: set[int] = set()
    done = walk.timeline.completions.get(task.id)
    may_be_short = not done and task.is_simple
    for span in walk.spans(task):
        if not (may_be_short and _add_open(walk, task, span)):
            Sequence(walk, task, span, within(walk, task, span, done, used) if done else [], used).work_out()


def _add_open(walk: Walk, task: TaskPlan, span: Span) -> bool:
    """Add what is open of a task that nobody did and that does not recur, if few anchors set limits on it and none of them waits.

    A shortcut, which a benchmark shows to be worth its lines. Returns whether it was taken; otherwise it is
    for a `Sequence` to say which limit falls on which occurrence.
    """
    start, end = span.start, span.end
    found: list[Limit] = []
    advice: list[Limit] = []
    for rule in task.not_recurring:
        anchors = walk.timeline.anchors(rule)
        if len(anchors) > FEW:
            return False
        assumed_before = False
        for occurrence in anchors:
            day = occurrence.on
            if day < start or (end is not None and day >= end):
                continue
            limits = walk.fire(rule, occurrence)
            if not limits:
                continue
            if occurrence.basis != "actual":
                if assumed_before:
                    continue
                assumed_before = True
            if limits[0].due is None:
                advice += limits
            else:
                found += limits
    if found:
        live, aside = walk.applicable_limits(found, None)
        if live:
            due = live[0].due
            if due is None or (live[1:] and may_wait(live, due, by_anchor=task.by_anchor)):
                return False
            walk.add_due_date(task, span.scope, span.key, live, aside, None, None)
            if task.is_anchor:
                walk.timeline.record(assumed(task, live[0], due, f"{task.id}/{span.key}"))
    if advice:
        walk.add_advice(task, span.scope, span.key, [(limit, None) for limit in advice])
    return True
