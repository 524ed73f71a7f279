"""Tasks that prepare or follow a review: each review has its own, and none ticks off another's."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from lacreview_rules.engine.assigning_limits import assumed
from lacreview_rules.engine.review_scopes import Setting
from lacreview_rules.rules.limits import Limit
from lacreview_rules.schedules.due_dates import DueDate
from lacreview_rules.schedules.schedule import MarkedReview

if TYPE_CHECKING:
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.plan import TaskPlan
    from lacreview_rules.rules.rule_plan import Count, RulePlan

new = tuple.__new__  # as a named tuple is made, without the names: half the time
_ONE_DAY = timedelta(days=1)


def settings_of(walk: Walk) -> list[Setting]:
    """The setting of every review of the period, in order."""
    reviews, held, end = walk.happenings.reviews, len(walk.period.reviews), walk.period.end
    found: list[Setting] = []
    for number, review in enumerate(reviews, 1):
        day = review.back_from or review.on
        following = reviews[number] if number < len(reviews) else None
        has_follower = following is not None and number < held
        after = (following.back_from or following.on) if has_follower and following is not None else end
        found.append(
            Setting(
                number,
                review,
                day,
                following,
                reviews[number - 2] if number > 1 else None,
                number <= held,
                number == held + 1,
                day if number <= held else end,
                after,
                not has_follower,
            )
        )
    return found


def each_review(walk: Walk, task: TaskPlan) -> None:
    """One task of this kind for every review that was held, is open or is projected."""
    happenings = walk.happenings
    doings = happenings.doings.get(task.id)
    if task.plain is not None and doings is None:
        _each_plain(walk, task, *task.plain)
        return
    done = _doings_by_review(walk, task, doings) if doings is not None else {}
    anchors = {rule.id: _anchors_by_review(walk, rule) for rule in task.rules if not rule.counts_from_review}
    for at in walk.settings:
        number, doing = at.number, done.get(at.number)
        dated, advice = _limits(walk, task, at, anchors)
        if advice:
            walk.put_down_advice(task, [(limit, doing) for limit in advice], number)
        live, aside = walk.settle(dated, doing.on if doing else None, walk.period.start)
        if not live:
            if task.is_anchor and doing is not None:  # nothing limits it, and others may count from it all the same
                happenings.happen(doing._replace(name=task.id, review=number))
            continue
        closed_on, cancels = (at.prepared_by, not at.held) if task.looks_back else (at.followed_by, True)
        if task.task.outlives_care and (at.care_ended or not at.held):
            closed_on = None
        walk.put_down(task, live, aside, doing, number, closed_on, cancels)
        if task.is_anchor:
            happenings.happen(_as_anchor(task, live[0], doing, number))


def _each_plain(walk: Walk, task: TaskPlan, rule: RulePlan, count: Count) -> None:
    """A task that nobody has done, under one rule that asks nothing: as most tasks of a review are."""
    looks_back, period, place = task.looks_back, rule.period, rule.place
    put_down, calendar, care, as_of = walk.due_dates.append, walk.calendar, walk.care, walk.as_of
    period_of_care, forward = care.number, rule.before is None
    for at in walk.settings:
        review, number = at.review, at.number
        day = review.on if forward else at.sat_on
        due = count(day, calendar)
        limit = new(Limit, (due, rule, day, review, period, None, None))
        closed_on, cancels = (at.prepared_by, not at.held) if looks_back else (at.followed_by, True)
        order = (due, place, period_of_care, number)
        put_down(new(DueDate, (order, task, (limit,), (), care, number, None, closed_on, cancels, as_of)))


def _limits(walk: Walk, task: TaskPlan, at: Setting, anchors: dict[str, dict[int, list[Occurrence]]]) -> tuple[list[Limit], list[Limit]]:
    """The limits on a task of one review, and the advice about it."""
    dated: list[Limit] = []
    advice: list[Limit] = []
    for rule in task.rules:
        if rule.is_midway and at.following is None:
            continue
        for occurrence in (at.review,) if rule.counts_from_review else anchors[rule.id].get(at.number, ()):
            limits = walk.fire(rule, occurrence, at.number, at.following)
            if limits:
                (dated if limits[0].due is not None else advice).extend(limits)
    return dated, advice


def _as_anchor(task: TaskPlan, limit: Limit, doing: Occurrence | None, number: int) -> Occurrence:
    """The task as something others count from: done, or assumed done on its due date."""
    if doing is not None:
        return doing._replace(name=task.id, review=number)
    return assumed(task, limit, limit.due or limit.start, number)


def _anchors_by_review(walk: Walk, rule: RulePlan) -> dict[int, list[Occurrence]]:
    """The occurrences of a rule's anchor, other than the review itself, by the number of the review they concern.

    Another task of the same review; or an event, which concerns the next review after it.
    """
    found: dict[int, list[Occurrence]] = {}
    settings = walk.settings
    days: list[date] = []
    for occurrence in walk.happenings.anchors(rule):
        number = occurrence.review
        if number is None:
            days = days or list(accumulate((at.sat_on for at in settings), max))
            place = bisect_left(days, occurrence.on)
            if place < len(settings):
                number = settings[place].number
        if number is not None:
            found.setdefault(number, []).append(occurrence)
    return found


def _doings_by_review(walk: Walk, task: TaskPlan, doings: list[Occurrence]) -> dict[int, Occurrence]:
    """For each review, the doing that prepared or followed it: one that names it, or else one in its time."""
    named: dict[int, int] = {}
    unnamed: list[int] = []
    for place, doing in enumerate(doings):
        if doing.review is None:
            unnamed.append(place)
        else:
            named.setdefault(doing.review, place)
    days = [doings[place].on for place in unnamed]
    found: dict[int, Occurrence] = {}
    for at in walk.settings:
        place = named.get(at.number, len(doings))
        first, last = _time_of(task, at)
        if first is not None:
            inside = bisect_left(days, first)
            if inside < len(days) and (last is None or days[inside] <= last):
                place = min(place, unnamed[inside])
        if place < len(doings):
            found[at.number] = doings[place]
    return found


def _time_of(task: TaskPlan, at: Setting) -> tuple[date | None, date | None]:
    """The first and the last day on which a doing prepares, or follows, one review.

    No first day: there is no such time. No last day: it has not ended.
    """
    if not task.looks_back:
        last = at.followed_by - _ONE_DAY if at.followed_by is not None and not at.care_ended else None
        return (at.sat_on, last) if at.held else (None, None)
    if not (at.held or at.next):
        return None, None
    first = (at.previous.back_from or at.previous.on) + _ONE_DAY if at.previous is not None else date.min
    return first, at.sat_on if at.held else None


def mark_reviews(walk: Walk) -> None:
    """What particular reviews must consider."""
    for plan in walk.plan.considerations:
        for at in walk.settings:
            review, day = at.review, at.sat_on
            if walk.period.end is not None and review.basis != "actual":
                continue
            if plan.in_force and not any(span.holds(day) for span in plan.in_force):
                continue
            if plan.numbered is not None and not plan.numbered(walk.happenings.number(day, plan.restarts, at.number)[0]):
                continue
            moment = walk.happenings.moment(day, plan.restarts, review, at.number)
            if all(test(moment) for test in plan.tests) and not any(test(moment) for test in plan.unless):
                walk.marks.append(MarkedReview(plan.rule, walk.period.number, at.number, day, review.basis))
