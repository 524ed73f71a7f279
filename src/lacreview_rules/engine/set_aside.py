"""Limits that no longer count, and why: the cycle restarted, what ends them came, what they depend on ceased, another took their place."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lacreview_rules.engine.review_numbers import restarts_after, sat_before_a_move, sat_before_moving_in
from lacreview_rules.profiles.conditions.yes_or_no import EVENT_OF
from lacreview_rules.rules.limits import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan

_ONE_DAY = timedelta(1)
_DEPENDS = "what it depends on does not hold then"


def reason_against(timeline: Timeline, limit: Limit, done: date | None, since: date | None, ref: str | None) -> SetAside | None:
    """Why a limit no longer counts, if it does not."""
    plan, due = limit.plan, limit.due
    if due is None:
        return None
    until = due if done is None or due < done else done
    ended = _ended_before(timeline, limit, until, done, since, ref)
    if ended is not None or not plan.while_:
        return ended
    met = timeline.met_on(plan, limit.occurrence, limit.start)
    day = met if until < met and plan.before is None else until  # never before the count starts
    if day == done and day > met and sat_before_a_move(timeline, plan.rule.task, day):
        day -= _ONE_DAY
    context = timeline.context(day, plan.restarts, limit.occurrence, None)
    return None if all(test(context) for test in plan.while_) else SetAside(limit, _DEPENDS, day)


def _ended_before(timeline: Timeline, limit: Limit, until: date, done: date | None, since: date | None, ref: str | None) -> SetAside | None:
    """What sets a limit aside for good: the cycle restarted by a day, or what ends the limit came."""
    plan = limit.plan
    if plan.lapses_on_restart:
        met = timeline.met_on(plan, limit.occurrence, limit.start)
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
    return None


def come_back(timeline: Timeline, limit: Limit, reason: SetAside, done: date | None, since: date | None, ref: str | None) -> Limit | None:
    """A limit that lapsed, on the first later day on which what it depends on holds again.

    None if there is none, or by then it was done, the cycle restarted, what ends the limit came, or what it counts from began anew.
    """
    plan, due = limit.plan, limit.due
    if not plan.comes_back or reason.why is not _DEPENDS or due is None or (done is not None and done <= due):
        return None
    anew = _began_anew(timeline, limit)
    for day in days_of_change(timeline, plan, limit.start, max(due, reason.on)):
        if (done is not None and day > done) or (anew is not None and day >= anew):
            return None
        context = timeline.context(day, plan.restarts, limit.occurrence, None)
        if all(test(context) for test in plan.while_):
            again = limit._replace(due=day, period=None, due_at=None)
            return again if _ended_before(timeline, again, day, done, since, ref) is None else None
    return None


def _began_anew(timeline: Timeline, limit: Limit) -> date | None:
    """The day on which the authority to place began again, of a limit that counts from the one before and lasts as long as that.

    The one before had ended: the new one sets limits of its own.
    """
    plan = limit.plan
    if plan.anchor not in {EVENT_OF.get(record.key) for table in plan.rule.while_ for record, _ in table.named()}:
        return None
    return next((o.on for o in timeline.anchors(plan) if o.on > limit.start), None)


def days_of_change(timeline: Timeline, plan: RulePlan, start: date, after: date) -> Iterator[date]:
    """The days after one on which what conditions ask about may change, in order; of a task of a placement, as long as that lasts."""
    days = timeline.days_of_change(plan)
    last = last_day_of_placement(timeline, plan, start) or timeline.period.end or date.max
    for place in range(bisect_right(days, after), bisect_right(days, last)):
        yield days[place]


def last_day_of_placement(timeline: Timeline, plan: RulePlan, start: date) -> date | None:
    """Of a task of a placement, the last day of the one in which a count starts, if it has ended; None for every other task."""
    task = plan.profile.tasks[plan.rule.task]
    if task.per != "placement":
        return None
    end = timeline.last_in_turn(task, timeline.period.placement_on(start)).end
    return None if end is None else end - _ONE_DAY


def _is_of_the_cycle_before(timeline: Timeline, limit: Limit) -> bool:
    """Whether a limit counts from a review that was held on the day on which the cycle restarted, and before that."""
    return limit.plan.counts_from_review and restarts_after(timeline, limit.plan.restarts, limit.occurrence)


def _ended_by(timeline: Timeline, limit: Limit, since: date | None, ref: str | None) -> Occurrence | None:
    """The first of what ends a limit since that began: of several matters, the one with its reference, where both have one."""
    plan, event = limit.plan, limit.occurrence.event
    if since is None:
        since = limit.start if limit.forward else timeline.period.start
    elif plan.profile.tasks[plan.rule.task].goes_on:  # through several placements, and the one in which the count starts is meant
        since = max(since, timeline.period.placement_on(limit.start).start)
    if ref is None and event is not None:
        ref = event.ref
    ends = timeline.occurrences_of(plan.until or "", after_care=plan.outlives_care, outside=plan.reaches_outside)
    possible = (
        o
        for o in ends
        if o.basis == "actual"
        and o.on >= since
        and (o.event is None or o.event is not event)
        and not (o.on == since and sat_before_moving_in(timeline, o))
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
