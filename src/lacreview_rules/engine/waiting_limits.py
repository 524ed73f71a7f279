"""Limits on an open task that wait for a later occurrence of it: what they count from came after it was due."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.rules.limits import binding_order

if TYPE_CHECKING:
    from lacreview_rules.rules.limits import Limit


def limits_the_next(limit: Limit, assumed: date) -> bool:
    """Whether a limit on the open occurrence falls on the next one, if the open one is done as assumed.

    It does where what it counts from came later than the day assumed: the open occurrence is overdue.
    """
    return limit.occurrence.basis == "actual" and _comes_after(limit, assumed)


def _comes_after(limit: Limit, assumed: date) -> bool:
    return not limit.plan.recurs and limit.plan.before is None and limit.occurrence.on > assumed


def split_open_limits(limits: tuple[Limit, ...], *, recurs: bool) -> tuple[tuple[Limit, ...], list[Limit]]:
    """The limits on what is open, and those that wait for what follows it, the latest first.

    What counts from a review that is only expected waits too, if the task does not recur: each review has one that follows it.
    """
    due = limits[0].due or date.max
    now: list[Limit] = []
    waiting: list[Limit] = []
    for limit in limits:
        expected = not recurs and limit.occurrence.review is not None and _comes_after(limit, due)
        (waiting if expected or limits_the_next(limit, due) else now).append(limit)
    waiting.sort(key=lambda limit: limit.occurrence.on, reverse=True)
    return tuple(now), waiting


def next_open_limits(limits: tuple[Limit, ...], waiting: list[Limit]) -> tuple[Limit, ...]:
    """The limits on an occurrence, with those of the waiting that count from something before it is due."""
    found = list(limits)
    due = limits[0].due if limits else None
    while waiting and (due is None or waiting[-1].occurrence.on <= due):
        limit = waiting.pop()
        found.append(limit)
        due = limit.due if due is None or limit.due is None else min(due, limit.due)
    return tuple(sorted(found, key=binding_order))
