"""Limits that no longer count, and why: the cycle restarted, what ends them came, what they depend on ceased, another took their place."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta
from typing import TYPE_CHECKING

from lacreview_rules.rules.limits import SetAside

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Occurrence

_ONE_DAY = timedelta(1)


def reason_against(timeline: Timeline, limit: Limit, done: date | None, since: date | None, ref: str | None) -> SetAside | None:
    """Why a limit no longer counts, if it does not."""
    plan, due = limit.plan, limit.due
    if due is None:
        return None
    met = timeline.met_on(plan, limit.occurrence, limit.start)
    until = due if done is None or due < done else done
    if plan.lapses_on_restart:
        restarts = timeline.restarts(plan.restarts)
        following = bisect_right(restarts, met)
        if following and restarts[following - 1] == met and _is_of_the_cycle_before(timeline, limit):
            following -= 1
        if following < len(restarts) and restarts[following] <= until:
            return SetAside(limit, "the cycle restarted", restarts[following])
    if plan.until is not None:
        first = _ended_by(timeline, limit, since, ref)
        if first is not None and limit.is_after(first) and (done is None or done >= first.on):
            return SetAside(limit, f"it applies only until {plan.until.replace('-', ' ')}", first.on)
    if plan.while_:
        day = met if until < met and plan.before is None else until  # never before the count starts
        if day == done and day > met and timeline.sat_before_a_move(plan.rule.task, day):
            day -= _ONE_DAY
        context = timeline.context(day, plan.restarts, limit.occurrence, None)
        if not all(test(context) for test in plan.while_):
            return SetAside(limit, "what it depends on does not hold then", day)
    return None


def _is_of_the_cycle_before(timeline: Timeline, limit: Limit) -> bool:
    """Whether a limit counts from a review that was held on the day on which the cycle restarted, and before that."""
    return limit.plan.counts_from_review and timeline.restarts_after(limit.plan.restarts, limit.occurrence)


def _ended_by(timeline: Timeline, limit: Limit, since: date | None, ref: str | None) -> Occurrence | None:
    """The first of what ends a limit since that began: of several matters, the one with its reference, where both have one."""
    plan, event = limit.plan, limit.occurrence.event
    if since is None:
        since = limit.start if limit.forward else timeline.period.start
    if ref is None and event is not None:
        ref = event.ref
    ends = timeline.called(plan.until or "", after_care=plan.outlives_care, outside=plan.reaches_outside)
    possible = (
        o
        for o in ends
        if o.basis == "actual"
        and o.on >= since
        and (o.event is None or o.event is not event)
        and not (o.on == since and timeline.sat_before_moving_in(o))
    )
    return next((o for o in possible if ref is None or o.event is None or o.event.ref in (None, ref)), None)


def without_replaced(live: list[Limit], aside: list[SetAside]) -> list[Limit]:
    """The limits without guidance whose place one of the profile's own takes here, which goes to those set aside."""
    dated = {limit.rule_id: limit for limit in reversed(live) if limit.due is not None}
    kept: list[Limit] = []
    for limit in live:
        instead = next((dated[name] for name in sorted(limit.plan.yields_to) if name in dated), None)
        if instead is None:
            kept.append(limit)
        elif limit.due is not None:
            aside.append(SetAside(limit, f"{instead.rule_id} takes its place", instead.due or limit.due))
    return kept
