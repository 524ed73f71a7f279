"""What a period of care records: occurrences to count from, and what was done."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from lacreview_rules.histories.earlier_periods import earlier_events
from lacreview_rules.histories.events import (
    ADJOURNED_REVIEW_COMPLETED,
    PLACEMENT_ENDED,
    PLACEMENT_STARTED,
    READ_OFF_REVIEWS,
    REVIEW_MEETING_HELD,
    PlacementMoved,
    TaskDone,
)
from lacreview_rules.rules.occurrences import Occurrence, new

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.review import Review
    from lacreview_rules.rules.plan import Plan

by_day: Callable[[Occurrence], date] = attrgetter("on")
"""The day of an occurrence, for sorting."""


class Recorded:
    """What a period of care records.

    Attributes:
        by_name: occurrences by the name a profile gives them: kinds of event, totals.
        completions: for each task, when it was done, in order; in the period, or before or after it where that still counts.
        outside: occurrences of what happened after care ended; outside_events: the events (by `id`).
    """

    __slots__ = ("by_name", "completions", "outside", "outside_events")

    def __init__(self) -> None:
        self.by_name: defaultdict[str, list[Occurrence]] = defaultdict(list)
        self.completions: dict[str, list[Occurrence]] = {}
        self.outside: dict[str, list[Occurrence]] = {}
        self.outside_events: set[int] = set()

    def record(self, occurrence: Occurrence) -> None:
        """Note something that timescales may count from."""
        self.by_name[occurrence.name].append(occurrence)


def recorded_in(period: PeriodOfCare, plan: Plan, calendar: WorkingCalendar) -> Recorded:
    """What a period of care records under a plan."""
    recorded = Recorded()
    if period.in_care:
        _placements(recorded, period)
        _totals(recorded, period, plan)
    for review in period.reviews:
        _review(recorded, review)
    _in_care(recorded, period, plan)
    if period.afterwards or period.after_re_entry:
        _afterwards(recorded, period, plan)
    if period.before is not None and plan.done_before:
        _earlier(recorded, period, plan, calendar)
    for done in recorded.completions.values():
        if len(done) > 1:
            done.sort(key=by_day)
    return recorded


def _in_care(recorded: Recorded, period: PeriodOfCare, plan: Plan) -> None:
    """What happened in the period, and what was done in it or ahead of it."""
    completions = recorded.completions
    for kind, tasks in plan.completion_derived:
        found = recorded.by_name.get(kind, [])
        for task in tasks if found or kind == PLACEMENT_ENDED else ():
            causes = plan.ended_by_leaving.get(task) if kind == PLACEMENT_ENDED else None
            done = found if causes is None else _left(period, found, causes, plan)
            if done:
                completions.setdefault(task, []).extend(done)
    for event in period.beforehand:
        for task in done_by(event, plan):
            completions.setdefault(task, []).append(_occurrence(task, event))
    anchors, completing = plan.anchors_read, plan.completion
    for event in period.events:
        kind = event.kind
        if kind in anchors:
            recorded.record(_occurrence(kind, event))
        for task in done_by(event, plan) if kind in completing or kind == TaskDone.kind else ():
            completions.setdefault(task, []).append(_occurrence(task, event))


def _left(period: PeriodOfCare, ended: list[Occurrence], causes: tuple[str, ...], plan: Plan) -> list[Occurrence]:
    """When the child left where these events say the child is: the placements that ended for one of another kind.

    And each move of that sort on a day on which the child came there or was placed twice, if its time is known: no placement that
    lasts until the next day begins or ends with it.
    """
    days = {event.on for event in period.events if event.kind in causes}
    days.update(one.on for one, other in pairwise(period.placing) if one.on == other.on)
    of_part = [event for event in period.placing[1:] if event.on in days and event.at is not None and _is_out(event, causes, plan)]
    return [one for one in ended if _is_out(one.event, causes, plan)] + [_occurrence(PlacementMoved.kind, event) for event in of_part]


def _is_out(following: Event | None, causes: tuple[str, ...], plan: Plan) -> bool:
    """Whether what came after a placement is of another kind than these events say the child is in."""
    if not isinstance(following, PlacementMoved):
        return True
    return not any(plan.meanings.keeps_in(cause, following.placement) for cause in causes)


def _placements(recorded: Recorded, period: PeriodOfCare) -> None:
    """When each placement started and ended."""
    placements = period.placements
    for placement in placements:
        began = placement.began_with
        recorded.record(new(Occurrence, (PLACEMENT_STARTED, began.on, "actual", began.at, began, None, None, False)))
        if placement.end is not None:
            last = placement is placements[-1]
            if last and period.goes_on and period.left_with is None:
                continue  # the child lived where the child lived
            why = (period.left_with or period.ended_with) if last else placements[placement.number].began_with
            at = None if why is None else why.at
            recorded.record(new(Occurrence, (PLACEMENT_ENDED, placement.end, "actual", at, why, None, None, False)))


def _totals(recorded: Recorded, period: PeriodOfCare, plan: Plan) -> None:
    """When each total was passed."""
    for total in plan.profile.totals.values() if period.stays.events else ():
        day = period.stays.passed_on(total, period.start, period.end)
        if day is not None:
            recorded.record(Occurrence(total.id, day))


def _review(recorded: Recorded, review: Review) -> None:
    """That a review was adjourned, and held."""
    event, number = review.event, review.number
    if review.adjourned:
        recorded.record(Occurrence("review-adjourned", review.sat_on, "actual", event.at, event, number))
    if review.completed_on is not None:
        done = new(Occurrence, ("review-held", review.completed_on, "actual", None, event, number, None, False))
        recorded.record(done)
        if review.meeting:
            recorded.record(done.as_done(REVIEW_MEETING_HELD, number, None))
        if review.adjourned:
            recorded.record(done.as_done(ADJOURNED_REVIEW_COMPLETED, number, None))


def _afterwards(recorded: Recorded, period: PeriodOfCare, plan: Plan) -> None:
    """What happened after care that something may count from, and what was still done then."""
    for event in period.afterwards if period.in_care else ():
        if event.kind in plan.anchors:
            recorded.outside.setdefault(event.kind, []).append(_occurrence(event.kind, event))
            recorded.outside_events.add(id(event))
    for event in (*period.afterwards, *period.after_re_entry):
        for task in done_by(event, plan):
            if task in plan.done_afterwards and (task not in plan.of_reviews or _is_of(period, plan, task, event)):
                recorded.completions.setdefault(task, []).append(_occurrence(task, event))


def _is_of(period: PeriodOfCare, plan: Plan, task: str, event: Event) -> bool:
    """Whether what was done of a review's tasks after the child left is of a review of this period, not of the next one.

    Back in care, what names its review or prepares one is of the new period, and so is what follows once a review has sat.
    """
    back = period.after_re_entry
    if not back or event.on < back[0].on:
        return True
    if event.review is not None or plan.of_reviews[task].looks_back:
        return False
    sat = next((other.on for other in back if other.kind in READ_OFF_REVIEWS), None)
    return sat is None or event.on < sat


def _earlier(recorded: Recorded, period: PeriodOfCare, plan: Plan, calendar: WorkingCalendar) -> None:
    """What was done in an earlier period of care, and so lately that it counts in this one."""
    start = period.start
    since = {task: min(rule.first_early_day(start, calendar) or start for rule in rules) for task, rules in plan.done_before.items()}
    for event in earlier_events(period, min(since.values()), tasks_alone=not plan.done_before_by_event):
        for task in done_by(event, plan):
            if task in since and event.on >= since[task]:
                recorded.completions.setdefault(task, []).append(_occurrence(task, event))


def done_by(event: Event, plan: Plan) -> Sequence[str]:
    """The tasks that an event is the completion of."""
    if isinstance(event, TaskDone):
        return (event.task,) if event.seen or plan.counts_as_done(event) else ()
    return plan.completion.get(event.kind, ())


def _occurrence(name: str, event: Event) -> Occurrence:
    """An event under one of its names."""
    return new(Occurrence, (name, event.on, "actual", event.at, event, event.review, None, False))
