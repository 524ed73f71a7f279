"""Tasks of a period of care and of a placement: done once, or in sequence.

Every limit falls on one occurrence of the task. One that is open is assumed done on its due date, so that what
follows it can be dated too.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from lacreview_rules.engine.assigning_limits import ADVICE, assumed, call, next_open_limits, position_of, split_open_limits
from lacreview_rules.engine.recurring import Chain
from lacreview_rules.engine.timeline import by_day

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.plan import TaskPlan


def whole_period(walk: Walk, task: TaskPlan) -> None:
    """A task of the period of care."""
    start = walk.period.start
    completions = walk.timeline.completions.get(task.id, [])
    if completions and completions[0].on < start:
        first = bisect_left(completions, start, key=by_day)
        early = completions[first - 1]
        completions = [early, *completions[first:]] if _early_enough(walk, task, early.on, start) else completions[first:]
    closed_on = None if task.task.outlives_care else walk.period.end
    if task.recurring:
        Chain(walk, task, completions, start, None, closed_on).run()
    else:
        _once(walk, task, completions, start, None, closed_on)


def each_placement(walk: Walk, task: TaskPlan) -> None:
    """A task of each placement: a move closes the old placement's and opens the new one's."""
    used: set[int] = set()
    completions = walk.timeline.completions.get(task.id, [])
    placements = walk.period.placements
    early = bool(completions) and any(rule.may_precede for rule in task.rules)
    first = past = 0
    for placement in placements:
        start, end = placement.start, None if placement is placements[-1] else placement.end
        mine: list[Occurrence] = []
        if completions:
            first = bisect_left(completions, start, past, key=by_day)
            past = len(completions) if end is None else bisect_left(completions, end, first, key=by_day)
            mine = completions[first:past]
        if early and first and id(completions[first - 1]) not in used and _early_enough(walk, task, completions[first - 1].on, start):
            mine = [completions[first - 1], *mine]
        closed_on = None if task.task.outlives_care else placement.end
        if task.recurring:
            chain = Chain(walk, task, mine, start, end, closed_on)
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

    Returns the completions that were used.
    """
    limits_by_position: dict[int, list[Limit]] = {}
    days = [completion.on for completion in done]
    for rule in task.rules:
        call(walk, rule, days, start, end, limits_by_position)
    if ADVICE in limits_by_position:
        placed = [(limit, position_of(walk, limit.plan, limit.occurrence, days, start)) for limit in limits_by_position.pop(ADVICE)]
        walk.add_advice(task, [(limit, done[place] if place < len(done) else None) for limit, place in placed])
    used: set[int] = set()
    for place in sorted(limits_by_position):
        completion = done[place] if place < len(done) else None
        live, aside = walk.applicable_limits(limits_by_position[place], None if completion is None else completion.on, start)
        waiting: list[Limit] = []
        if len(live) > 1 and completion is None and closed_on is None:
            live, waiting = split_open_limits(live)
        while live:
            walk.add_due_date(task, live, aside, completion, None, closed_on)
            due = live[0].due
            if completion is not None:
                used.add(id(completion))
            elif due is not None and task.is_anchor:
                walk.timeline.record(assumed(task, live[0], due))
            live, aside = next_open_limits((), waiting) if waiting else (), ()
    if task.is_anchor:
        for completion in done:
            walk.timeline.record(completion._replace(name=task.id, review=None))
    return used
