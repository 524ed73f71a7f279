"""Tasks that belong to an event: each event that causes one has its own, however many are on one day.

Most are done once, and met by one completion. Others an event asks for more than once (weekly calls under each plan, a first and a
second reminder): there each event has a sequence of its own, and a completion is of the event whose reference it names or, without
one, of the last event that had begun by then.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.engine.completions import CompletionMatcher, early_enough
from lacreview_rules.engine.decisions import as_decided
from lacreview_rules.engine.scopes import Span, day_in_id, of_event
from lacreview_rules.engine.sequences import Sequence
from lacreview_rules.engine.single import settle
from lacreview_rules.histories.coming_placements import begins_later

if TYPE_CHECKING:
    from collections.abc import Sequence as Several

    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan

_ONE_DAY = timedelta(1)


class Cause(NamedTuple):
    """What causes a task: the first occurrence of it, and the limits that it sets."""

    first: "Occurrence"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    limits: list[Limit]


def each_event(walk: Walk, task: TaskPlan) -> None:
    """One task of this kind for every occurrence that causes it."""
    causes, completions = _causes(walk, task), walk.timeline.completions.get(task.id, [])
    if not causes:  # others may count from what was done without anything that limits it
        for done in completions if task.is_anchor else ():
            walk.timeline.record(done.as_done(task.id, done.review, done.due_id))
        return
    unused = [completion for completion in completions if id(completion.event) not in walk.completions_used]
    if task.in_turn:
        _each_in_turn(walk, task, causes, unused)
    else:
        _each_once(walk, task, causes, unused)


def _causes(walk: Walk, task: TaskPlan) -> list[Cause]:
    """What causes a task, in order of days. Events that share a reference are stages of one matter: together they cause one."""
    causes: dict[int | str | tuple[date, str], Cause] = {}
    for rule in task.not_recurring:
        for occurrence in walk.timeline.anchors(rule):
            limits = walk.fire(rule, occurrence)
            if limits:
                event = occurrence.event
                key = (occurrence.on, occurrence.name) if event is None else event.ref or id(event)
                causes.setdefault(key, Cause(occurrence, [])).limits.extend(limits)
    for rule in task.recurring:  # the later of an event and the task itself: it is in that event that the task is done again
        for name in rule.after if len(rule.after) > 1 else ():
            for occurrence in walk.timeline.occurrences_of(name, outside=rule.reaches_outside) if name != task.id else ():
                if (event := occurrence.event) is not None:
                    causes.setdefault(event.ref or id(event), Cause(occurrence, []))
    return sorted(causes.values(), key=lambda cause: (cause.first.on, cause.first.review or 0))


def _each_once(walk: Walk, task: TaskPlan, causes: list[Cause], unused: list[Occurrence]) -> None:
    """The one occurrence of a task for each cause."""
    met = _completions_of(walk, causes, unused) if unused else [None] * len(causes)
    keys: dict[str, int] = {}
    for (first, limits), completion in zip(causes, met, strict=True):
        key = _key_of(walk, first)
        alike = keys[key] = keys.get(key, 0) + 1
        decided = as_decided(walk.timeline, limits, None if completion is None else completion.on)
        scope = of_event(walk.period, task, first)
        if first.on == scope.last and all(limit.plan.before is not None for limit in decided) and _has_happened(walk, first):
            scope = scope._replace(closing_cancels=False)  # it had to come before that
        settle(walk, task, scope, key if alike == 1 else f"{key}#{alike}", decided, completion, first.review)


def _has_happened(walk: Walk, planned: Occurrence) -> bool:
    """Whether what was planned for the day on which care ended has happened with that, by the reason for which it ended."""
    test = walk.plan.happens_if_ceased.get(planned.name)
    return test is not None and test(walk.timeline.context(planned.on, (), planned, None))


def _key_of(walk: Walk, occurrence: Occurrence) -> str:
    """What tells a cause from others: what happened and when, or the due date that it completes, assumes or misses."""
    if occurrence.event is not None or occurrence.due_id is None:
        day = occurrence.on if occurrence.event is None else occurrence.event.on
        return f"{walk.key}/{occurrence.name}/{day_in_id(day)}"
    return f"{walk.key}/{occurrence.name}/{occurrence.due_id}"


def _completions_of(walk: Walk, causes: list[Cause], unused: list[Occurrence]) -> list[Occurrence | None]:
    """For each cause, in order of their days, the completion that meets it."""
    free = CompletionMatcher(unused)
    named = [free.naming(occurrence) for occurrence, _ in causes]
    found: list[Occurrence | None] = []
    last: date | None = None
    for (occurrence, limits), naming in zip(causes, named, strict=True):
        precedes = any(limit.plan.before is not None or limit.plan.may_precede for limit in limits)
        window = _window(walk, limits)
        if naming is not None:
            found.append(naming)
        elif window is not None:
            found.append(free.within(*window))
        else:
            opens = max((limit.plan.first_day_for(limit.start, walk.calendar) for limit in limits), default=occurrence.on)
            from_then = occurrence if opens <= occurrence.on else occurrence._replace(on=opens)
            since = max(filter(None, (last, _day_before_early(walk, limits) if precedes else None)), default=None)
            begins = begins_later(walk.period, occurrence.name, occurrence.on, walk.plan.meanings) if walk.period.in_care else None
            found.append(free.nearest(from_then, precedes=precedes, after=since, until=_next_day(limits), begins=begins))
        last = occurrence.on if precedes else None
    return found


def _day_before_early(walk: Walk, limits: list[Limit]) -> date | None:
    """The day before the first on which what is done is early enough for one of a cause's rules; None where that may be any day."""
    firsts = [date.min if one.plan.before is not None else one.plan.first_early_day(one.start, walk.calendar) for one in limits]
    first = min((day for day in firsts if day is not None), default=date.min)
    return None if first == date.min else first - _ONE_DAY


def _window(walk: Walk, limits: list[Limit]) -> tuple[date, date | None] | None:
    """The term or window that a cause belongs to, from its first day until the first of the next; None where one of its rules has none."""
    if not all(limit.plan.has_window for limit in limits):
        return None
    windows = [limit.plan.window(limit.start, walk.calendar) for limit in limits]
    found = [window for window in windows if window is not None]
    return min(found, key=lambda window: window[0]) if found and len(found) == len(windows) else None


def _next_day(limits: list[Limit]) -> date | None:
    """The named day that follows the one that all of a cause's rules count back from, if they do."""
    if any(limit.plan.days_before is None for limit in limits):
        return None
    return min((day for limit in limits if (day := limit.plan.next_day(limit.start)) is not None), default=None)


def _each_in_turn(walk: Walk, task: TaskPlan, causes: list[Cause], unused: list[Occurrence]) -> None:
    """The occurrences of a task in each event that causes it, one after another."""
    for cause, done in zip(causes, _shared_out(walk, task, causes, unused), strict=True):
        scope = of_event(walk.period, task, cause.first)
        _OfEvent(walk, task, Span(scope, _key_of(walk, cause.first), cause.first.on, None), cause, done).work_out()
        if task.outlives_care:
            walk.completions_used.update(id(completion.event) for completion in done)


def _shared_out(walk: Walk, task: TaskPlan, causes: Several[Cause], completions: Several[Occurrence]) -> list[list[Occurrence]]:
    """The completions of each cause, in order; what was done before the first is early for it, or nobody's."""
    by_ref = {ref: place for place, cause in reversed(list(enumerate(causes))) if (ref := cause.first.ref) is not None}
    starts = [cause.first.on for cause in causes]
    found: list[list[Occurrence]] = [[] for _ in causes]
    early: Occurrence | None = None
    for completion in completions:
        place = by_ref.get(completion.ref or "")
        if place is None:
            place = bisect_right(starts, completion.on) - 1
        if place < 0:
            early = completion
        else:
            found[place].append(completion)
    if early is not None and any(early_enough(rule, early.on, starts[0], walk.calendar) for rule in task.not_recurring):
        found[0].insert(0, early)
    return found


class _OfEvent(Sequence):
    """The occurrences of a task in one event: its rules have been fired already, and all that it began ends with it."""

    __slots__ = ("by_rule",)

    def __init__(self, walk: Walk, task: TaskPlan, span: Span, cause: Cause, done: list[Occurrence]) -> None:
        super().__init__(walk, task, span, done, set())
        self.ref = cause.first.ref
        self.by_rule: dict[str, list[Limit]] = {}
        for limit in cause.limits:
            self.by_rule.setdefault(limit.plan.id, []).append(limit)

    def place_limits(self, rule: RulePlan) -> None:
        """Put the limits that the event set under a rule in their places."""
        by_day: dict[date, list[Limit]] = {}
        for limit in self.by_rule.get(rule.id, ()):
            by_day.setdefault(limit.start, []).append(limit)
        for limits in by_day.values():
            place = (self.position_of(rule, limits[0].occurrence) if self.days else 0) + rule.nth - 1
            self.add(place, self.decided(place, limits), place - rule.nth + 1)
