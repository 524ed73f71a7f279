"""Tasks that a single event causes: each event has its own, answered by one completion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.engine.assigning_completions import CompletionMatcher
from lacreview_rules.rules.occurrences import Basis, Occurrence

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.plan import TaskPlan


def each_event(walk: Walk, task: TaskPlan) -> None:
    """One task of this kind for every occurrence that causes it."""
    timeline, period = walk.timeline, walk.period
    causes: dict[int | str | tuple[date, str], tuple[Occurrence, list[Limit]]] = {}
    for rule in task.rules:
        for occurrence in timeline.anchors(rule):
            limits = walk.fire(rule, occurrence)
            if limits:
                event = occurrence.event
                # Events that share a reference are stages of one matter: together they cause one task.
                key = (occurrence.on, occurrence.name) if event is None else event.ref or id(event)
                causes.setdefault(key, (occurrence, []))[1].extend(limits)
    if not causes:
        _uncaused(walk, task)
        return
    free = CompletionMatcher(
        [completion for completion in timeline.completions.get(task.id, ()) if id(completion.event) not in walk.completions_used]
    )
    ordered = sorted(causes.values(), key=lambda cause: (cause[0].on, cause[0].review or 0))
    answers = [free.naming(occurrence) for occurrence, _ in ordered]
    last: date | None = None
    for (occurrence, limits), answer in zip(ordered, answers, strict=True):
        precedes = any(limit.plan.before is not None or limit.plan.may_precede for limit in limits)
        completion = answer or free.nearest(occurrence, precedes=precedes, after=last)
        last = occurrence.on if precedes else None
        live, aside = walk.applicable_limits(limits, completion.on if completion else None, period.start)
        if not live:
            continue
        outlives = task.task.outlives_care or _came_with_the_end(period, occurrence)
        walk.add_due_date(task, live, aside, completion, occurrence.review, None if outlives else period.end)
        if completion is not None:
            if task.task.outlives_care:
                walk.completions_used.add(id(completion.event))
            timeline.record(completion._replace(name=task.id, review=occurrence.review))
        elif live[0].due is not None:
            basis: Basis = live[0].basis if live[0].plan.deemed else "projected"
            timeline.record(Occurrence(task.id, live[0].due, basis, review=occurrence.review))


def _came_with_the_end(period: PeriodOfCare, occurrence: Occurrence) -> bool:
    """Whether the ceasing itself causes a task, or something after it: then ceasing does not cancel it."""
    return period.end is not None and (occurrence.on > period.end or occurrence.event is period.ended_with)


def _uncaused(walk: Walk, task: TaskPlan) -> None:
    """What was done without anything that limits it: others may count from it all the same."""
    if task.is_anchor:
        for completion in walk.timeline.completions.get(task.id, ()):
            walk.timeline.record(completion._replace(name=task.id))
