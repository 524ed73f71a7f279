"""The scopes of a task: the only place where the four shapes of task differ in what they belong to.

A task belongs to the period of care, to each placement, to each review or to each event that causes it (`per`). A scope has a
first and a last day, something that closes it, and a key: text, made from days that are recorded, that tells it from
every other of the child.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.engine.going_on import last_in_turn
from lacreview_rules.histories.last_day import came_after_care
from lacreview_rules.rules.occurrences import new
from lacreview_rules.rules.scopes import Scope

if TYPE_CHECKING:
    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.task_plan import TaskPlan

_ONE_DAY = timedelta(days=1)
day_in_id = lru_cache(maxsize=4_096)(date.isoformat)
"""A day as an id has it; the same days come again, and writing one takes longer than counting a limit."""


@dataclass(slots=True)
class Span:
    """A period of care or a placement, for the occurrences of a task in it.

    Attributes:
        scope: as due dates carry it.
        key: what tells it from others.
        start: its first day; end: the day on which the next begins; None where none does.
    """

    scope: Scope
    key: str
    start: date
    end: date | None


@dataclass(slots=True)
class ReviewScope:
    """What the tasks of one review have in common.

    Attributes:
        number: the review's number in its period of care; key: what tells it from others in ids, its own id.
        review, sat: the review: held, open or projected; and its first sitting, from which what prepares it counts back.
        following, previous: the next review and the first sitting of the one before it, if there are any.
        held, next: whether it has been held, and whether it is the first that has not.
        preparing, after: the scope of what prepares it, and of what follows it.
        care_ended: whether no review closes the second: then care does.
    """

    number: int
    key: str
    review: Occurrence
    sat: Occurrence
    following: Occurrence | None
    previous: Occurrence | None
    held: bool
    next: bool
    preparing: Scope
    after: Scope
    care_ended: bool

    def scope_of(self, task: TaskPlan) -> Scope:
        """The scope of a task of this review."""
        scope = self.preparing if task.looks_back else self.after
        return left_open(scope) if task.outlives_care and (self.care_ended or not self.held) else scope


def left_open(scope: Scope) -> Scope:
    """The same scope for a task that is owed beyond it."""
    return scope._replace(last=None, closed_by=None)


def closing(period: PeriodOfCare) -> str | None:
    """What ended the period of care."""
    return None if period.ended_with is None else period.ended_with.kind


def of_period(period: PeriodOfCare) -> Scope:
    """The period of care itself."""
    return Scope("period-of-care", period.number, period.start, period.end, closing(period))


def spans_of(period: PeriodOfCare, key: str, task: TaskPlan) -> list[Span]:
    """The period of care (which `key` tells from others), or its placements: a move closes the old one's and opens the new one's."""
    owed = task.outlives_care
    if task.per == "period-of-care":
        scope = of_period(period)
        return [Span(left_open(scope) if owed else scope, key, period.start, None)]
    found: list[Span] = []
    placement: Placement | None = period.placements[0]
    lasts = last_in_turn(period, task.task) if task.goes_on else period.placements
    while placement is not None:
        last = lasts[placement.number - 1]
        following = period.placements[last.number] if last.number < len(period.placements) else None
        why = closing(period) if following is None else following.began_with.kind
        scope = Scope("placement", placement.number, placement.start, last.end, why)
        span = f"{key}/{day_in_id(placement.start)}", placement.start, None if following is None else last.end
        found.append(Span(left_open(scope) if owed else scope, *span))
        placement = following
    return found


def review_scopes_of(period: PeriodOfCare, timeline: Timeline) -> list[ReviewScope]:
    """The scopes of every review of the period, in order."""
    reviews, sittings, recorded, end, why = timeline.reviews, timeline.sittings, period.reviews, period.end, closing(period)
    held, since, previous = len(recorded), period.start, None
    found: list[ReviewScope] = []
    for number, (review, sat) in enumerate(zip(reviews, sittings, strict=True), 1):
        day, key, followed = sat.on, review.due_id or "", number < held
        if number <= held:
            preparing = new(Scope, ("review", number, since, day, recorded[number - 1].event.kind, False))
        else:
            preparing = new(Scope, ("review", number, since, end, why, True))
        if followed:
            after = new(Scope, ("review", number, day, sittings[number].on, recorded[number].event.kind, True))
        else:
            after = new(Scope, ("review", number, day, end, why, True))
        following, is_held, is_next = reviews[number] if number < len(reviews) else None, number <= held, number == held + 1
        found.append(ReviewScope(number, key, review, sat, following, previous, is_held, is_next, preparing, after, not followed))
        since, previous = day + _ONE_DAY, sat
    return found


def of_event(period: PeriodOfCare, task: TaskPlan, cause: Occurrence) -> Scope:
    """The event that caused a task. What the ceasing itself causes, or something after it, ceasing does not close."""
    if task.outlives_care or _came_after_care(period, task, cause):
        return Scope("event", None, cause.on)
    return Scope("event", None, cause.on, period.end, closing(period))


def _came_after_care(period: PeriodOfCare, task: TaskPlan, cause: Occurrence) -> bool:
    if period.end is None or cause.on < period.end:
        return False
    return cause.on > period.end or (cause.event is not None and came_after_care(cause.event, period, asked_by_law=not task.is_local))
