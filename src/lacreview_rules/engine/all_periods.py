"""Every period of care of one child, walked in order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.engine.considerations import mark_reviews
from lacreview_rules.engine.event_tasks import each_event
from lacreview_rules.engine.reviews import reviews_in_turn
from lacreview_rules.engine.scopes import day_in_id, review_scopes_of
from lacreview_rules.engine.single import each_review
from lacreview_rules.engine.spans import each_span
from lacreview_rules.engine.walk import Record, Walk

if TYPE_CHECKING:
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.schedule import MarkedReview
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence


class Found(NamedTuple):
    """What was found, in no order: what is shown, what follows from time alone and lies too far ahead, and marks of reviews.

    `lapsed` are the events from which something was counted that is owed no more, so that no due date shows it, and the reviews that
    ended it.
    """

    shown: list[TaskOccurrence]
    distant: list[TaskOccurrence]
    marks: list[MarkedReview]
    lapsed: list[Event]


def work_out(care: Care, plan: Plan, calendar: WorkingCalendar, *, until: date | None, as_of: date | None, record: Record) -> Found:
    """Every occurrence of every task; none where nothing at all is recorded."""
    found = Found([], [], [], [])
    if as_of is None:
        return found
    spans = list(zip(_keys(care.periods), care.periods, strict=True))
    if care.before is not None:
        spans.insert(0, (_BEFORE_CARE, care.before))
    completions_used: set[int] = set()
    for key, period in spans:
        walk = _walked(Walk(plan, period, calendar, key=key, until=until, as_of=as_of, record=record, completions_used=completions_used))
        found.shown.extend(walk.found)
        horizon = date.max if until is not None else walk.horizon
        for one in walk.dated_by_time:
            (found.distant if one.starts_after(horizon) else found.shown).append(one)
        found.marks.extend(walk.marks)
        found.lapsed.extend(walk.lapsed)
    return found


def _keys(periods: list[PeriodOfCare]) -> list[str]:
    """What tells periods of care apart in the ids of due dates: the day on which each began, and, of several on one day, which."""
    days = [day_in_id(period.start) for period in periods]
    return [day if day not in days[:place] else f"{day}#{days[:place].count(day) + 1}" for place, day in enumerate(days)]


_BEFORE_CARE = "before-care"
"""What stands in the ids of due dates for the period of care, where there was none yet."""

_SHAPES = {"period-of-care": each_span, "placement": each_span, "review": each_review, "event": each_event}


def _walked(walk: Walk) -> Walk:
    """A period of care with every task of the plan worked out; of the time before care, the tasks that belong to an event."""
    timeline, in_care, cycle = walk.timeline, walk.period.in_care, walk.plan.cycle_task
    happened, completions, outside = timeline.by_name.keys(), timeline.completions, timeline.outside.keys()
    tasks = walk.plan.tasks_for(walk.period.known_since, timeline.words())
    for task in tasks if in_care else [task for task in tasks if task.per == "event"]:
        name = task.id
        if name == cycle:
            reviews_in_turn(walk, task)
            if walk.plan.looks_at_reviews:
                walk.review_scopes = review_scopes_of(walk.period, timeline)
        elif (
            name in completions
            or task.by_age
            or not happened.isdisjoint(task.anchors)
            or (outside and not outside.isdisjoint(task.anchors))
        ):
            _SHAPES[task.per](walk, task)
    mark_reviews(walk)
    timeline.forget_context()
    return walk
