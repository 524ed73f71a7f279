"""Limits on an open task that wait for a later occurrence of it: what they count from came after it was due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.engine.same_day import comes_after
from lacreview_rules.histories.events import PLACEMENT_STARTED
from lacreview_rules.rules.limits import binding_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Occurrence


def limits_the_next(limit: Limit, assumed: date) -> bool:
    """Whether a limit on the open occurrence falls on the next one, if the open one is done as assumed.

    It does where what it counts from came later than the day assumed: the open occurrence is overdue.
    """
    return limit.occurrence.basis == "actual" and _comes_after(limit, assumed)


def cannot_meet(assumed: Occurrence, limit: Limit, calendar: WorkingCalendar, *, is_late: bool = True) -> bool:
    """Whether what is assumed done would not count for a limit on it, which so limits the next one: it would be done too early.

    What happened on the day booked is about the next where it would be on the day of a review that was held (`comes_after`). On a day on
    which one is only expected that is so of what begins the cycle again.
    `is_late`: whether what happened after the day assumed shows that nothing was done on it.
    """
    if opens_after(limit, assumed.on, calendar) or (is_late and limits_the_next(limit, assumed.on)):
        return True
    if limit.plan.before is not None or not comes_after(limit.occurrence, assumed):
        return False
    return assumed.basis == "arranged" or limit.occurrence.name in limit.plan.restarts


def _comes_after(limit: Limit, assumed: date) -> bool:
    return not limit.plan.recurs and limit.plan.before is None and limit.occurrence.on > assumed


def _is_within_the_stay(limit: Limit) -> bool:
    """Whether it counts from a move through which the task goes on: what is open answers it, as it does once it is done."""
    return limit.occurrence.name == PLACEMENT_STARTED and limit.plan.profile.tasks[limit.plan.rule.task].goes_on


def opens_after(limit: Limit, assumed: date, calendar: WorkingCalendar) -> bool:
    """Whether what is done on the day assumed would not count for a limit: its window opens later, by law."""
    return limit.plan.opening is not None and limit.plan.first_day_for(limit.start, calendar) > assumed


def _term_begins_after(limit: Limit, assumed: date, calendar: WorkingCalendar) -> bool:
    """Whether the day assumed lies before the term or window of a limit: each term has an occurrence of its own."""
    window = limit.plan.window(limit.start, calendar)
    return window is not None and window[0] > assumed


def missed_terms(limits: list[Limit], done: date, calendar: WorkingCalendar) -> tuple[list[list[Limit]], list[Limit]]:
    """The limits of terms that were over when the task was done, term by term, and those that it was done for."""
    by_term: dict[date, list[Limit]] = {}
    met: list[Limit] = []
    for limit in limits:
        window = limit.plan.window(limit.start, calendar)
        if window is not None and window[1] is not None and window[1] <= done:
            by_term.setdefault(window[0], []).append(limit)
        else:
            met.append(limit)
    return [by_term[first] for first in sorted(by_term)], met


def missed_before(limits: list[Limit]) -> tuple[list[list[Limit]], list[Limit]]:
    """Of limits that rules set before each of several things, those before the earlier of them, one by one; and the others.

    What was done before the last was done since the one before it.
    """
    earlier = [limit for limit in limits if _is_of_an_earlier(limit, limits)]
    return [[limit] for limit in earlier], [limit for limit in limits if limit not in earlier]


def _is_of_an_earlier(limit: Limit, limits: Iterable[Limit]) -> bool:
    """Whether one of several limits is of the same rule, before a thing that comes later."""
    plan = limit.plan
    return plan.is_before_each and any(other.plan is plan and other.start > limit.start for other in limits)


def _is_of_a_later(limit: Limit, limits: Iterable[Limit]) -> bool:
    """Whether one of several limits is of the same rule as another of an earlier term, or before a thing that comes earlier."""
    plan = limit.plan
    return (plan.is_before_each or plan.has_window) and any(other.plan is plan and other.start < limit.start for other in limits)


def _counts_since(limit: Limit, calendar: WorkingCalendar) -> date:
    """The first day on which what is done can meet a limit."""
    window = limit.plan.window(limit.start, calendar)
    if window is not None:
        return window[0]
    return limit.occurrence.on if limit.plan.opening is None else limit.plan.first_day_for(limit.start, calendar)


def may_wait(limits: tuple[Limit, ...], due: date, *, by_anchor: bool) -> bool:
    """Whether any of the limits on what is open counts from later than the day on which that is due, so that it may wait."""
    if by_anchor:
        return True
    for limit in limits:
        rule = limit.plan
        if rule.opens_later or (rule.before is None and limit.occurrence.on > due):
            return True
    return False


def split_open_limits(
    limits: tuple[Limit, ...], calendar: WorkingCalendar, *, terms_only: bool, by_anchor: bool, owed: bool
) -> tuple[tuple[Limit, ...], list[Limit]]:
    """The limits on what is open, and those that wait for what follows it, the latest first; perhaps only those of later terms.

    What counts from the completion of a task that is only expected after that waits too: it is not due with what an earlier one asks for.
    `owed`: whether the record would say that the open one was done, so that it is owed on a move within the stay. Where nobody knows, it
    may have been done in time, and what counts from the move is still to come.
    """
    due = limits[0].due or date.max
    if not may_wait(limits, due, by_anchor=by_anchor):
        return limits, []
    now: list[Limit] = []
    waiting: list[Limit] = []
    for limit in limits:
        waits = _term_begins_after(limit, due, calendar) or _is_of_a_later(limit, limits)
        if not (waits or terms_only):
            expected = limit.occurrence.due_id is not None and _comes_after(limit, due)
            follows = limits_the_next(limit, due) and not (owed and _is_within_the_stay(limit))
            waits = expected or follows or opens_after(limit, due, calendar)
        (waiting if waits else now).append(limit)
    if not waiting:
        return limits, waiting
    waiting.sort(key=lambda limit: _counts_since(limit, calendar), reverse=True)
    return tuple(now), waiting


def next_open_limits(limits: tuple[Limit, ...], waiting: list[Limit], calendar: WorkingCalendar) -> tuple[Limit, ...]:
    """The limits on an occurrence, with those of the waiting that can be met by then."""
    found = list(limits)
    due = limits[0].due if limits else None
    while waiting and (due is None or _counts_since(waiting[-1], calendar) <= due) and not _is_of_a_later(waiting[-1], found):
        limit = waiting.pop()
        found.append(limit)
        due = limit.due if due is None or limit.due is None else min(due, limit.due)
    return tuple(sorted(found, key=binding_order))
