"""Which occurrence of a task each limit falls on: one that was done, or the one that is open.

Occurrences of a task stand in order, and a limit has a place among them: nought for the first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.rules.limits import binding_order
from lacreview_rules.rules.occurrences import Occurrence

if TYPE_CHECKING:
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.plan import TaskPlan
    from lacreview_rules.rules.rule_plan import RulePlan

_FEW = 16
"""Up to so many occurrences, looking at each is quicker than finding those of a time."""

ADVICE = -1
"""Where, among the places of occurrences, advice is kept: it is on none of them."""


def call(walk: Walk, rule: RulePlan, days: list[date], start: date, end: date | None, limits_by_position: dict[int, list[Limit]]) -> None:
    """Fire a rule for every occurrence of its anchor from `start` until `end`, each limit into its place."""
    timeline, assumed = walk.timeline, False
    anchors = timeline.anchors(rule)
    if len(anchors) > _FEW:
        anchors = timeline.between(anchors, start, end)
    for occurrence in anchors:
        on = occurrence.on
        if on < start or (end is not None and on >= end):
            continue
        limits = walk.fire(rule, occurrence)
        if not limits:
            continue
        place = (position_of(walk, rule, occurrence, days, start) if days else 0) + rule.nth - 1
        if place == len(days) and occurrence.basis != "actual":
            if assumed:
                continue  # what is only assumed limits the open occurrence once
            assumed = True
        where = place if limits[0].due is not None else ADVICE
        if where in limits_by_position:
            limits_by_position[where] += limits
        else:
            limits_by_position[where] = limits


def add(limits_by_position: dict[int, list[Limit]], place: int, limits: list[Limit]) -> None:
    """Add limits at a place; advice has a place of its own."""
    if limits:
        where = place if limits[0].due is not None else ADVICE
        held = limits_by_position.get(where)
        if held is None:
            limits_by_position[where] = limits
        else:
            held += limits


def position_of(walk: Walk, rule: RulePlan, occurrence: Occurrence, days: list[date], start: date) -> int:
    """Which completion a limit is on: the first on or after an anchor; before one, the last until then."""
    if rule.before is not None:
        place = bisect_right(days, occurrence.sat_on or occurrence.on)
        if place and (days[place - 1] >= start or rule.may_precede):
            return place - 1
        return place
    place = bisect_left(days, occurrence.on)
    if rule.may_precede and place:
        within = rule.precede_within
        if within is None or days[place - 1] >= within.before(occurrence.on, walk.calendar):
            return place - 1
    return place


def assumed(task: TaskPlan, limit: Limit, due: date, review: int | None = None) -> Occurrence:
    """An occurrence that has not happened, on its due date."""
    return tuple.__new__(
        Occurrence, (task.id, due, limit.basis if limit.plan.deemed else "projected", None, None, review, None, None, False)
    )


def also_limits_the_next(limit: Limit, assumed: date) -> bool:
    """Whether a limit on the open occurrence falls on the next one, if the open one is done as assumed.

    It does where what it counts from came later than the day assumed: the open occurrence is overdue.
    """
    return limit.occurrence.basis == "actual" and not limit.plan.recurs and limit.plan.before is None and limit.occurrence.on > assumed


def split_open_limits(limits: tuple[Limit, ...]) -> tuple[tuple[Limit, ...], list[Limit]]:
    """The limits on what is open, and those that wait for what follows it: what they count from came after it was due.

    Those that wait stand in a row, the next at its end.
    """
    due = limits[0].due or date.max
    waiting = [limit for limit in limits if also_limits_the_next(limit, due)]
    if not waiting:
        return limits, waiting
    waiting.sort(key=lambda limit: limit.occurrence.on, reverse=True)
    return tuple(limit for limit in limits if not also_limits_the_next(limit, due)), waiting


def next_open_limits(limits: tuple[Limit, ...], waiting: list[Limit]) -> tuple[Limit, ...]:
    """The limits on an occurrence, with those of the waiting that count from something before it is due."""
    found = list(limits)
    due = limits[0].due if limits else None
    while waiting and (due is None or waiting[-1].occurrence.on <= due):
        limit = waiting.pop()
        found.append(limit)
        due = limit.due if due is None or limit.due is None else min(due, limit.due)
    return tuple(sorted(found, key=binding_order))
