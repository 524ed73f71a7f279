"""Tasks that prepare or follow a review: each review has its own, and none ticks off another's."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from lacreview_rules.engine.assigning_limits import assumed
from lacreview_rules.engine.review_scopes import ReviewScope
from lacreview_rules.rules.limits import Limit
from lacreview_rules.schedules.due_dates import due_date
from lacreview_rules.schedules.schedule import MarkedReview
from lacreview_rules.schedules.task_occurrence import TaskOccurrence

if TYPE_CHECKING:
    from lacreview_rules.engine.walk import Walk
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.plan import TaskPlan
    from lacreview_rules.rules.rule_plan import Count, RulePlan

new = tuple.__new__  # as a named tuple is made, without the names: half the time
_ONE_DAY = timedelta(days=1)


def review_scopes_of(walk: Walk) -> list[ReviewScope]:
    """The setting of every review of the period, in order."""
    reviews, held, end = walk.timeline.reviews, len(walk.period.reviews), walk.period.end
    found: list[ReviewScope] = []
    for number, review in enumerate(reviews, 1):
        day = review.sat_on or review.on
        following = reviews[number] if number < len(reviews) else None
        has_follower = following is not None and number < held
        after = (following.sat_on or following.on) if has_follower and following is not None else end
        found.append(
            ReviewScope(
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
    timeline = walk.timeline
    completions = timeline.completions.get(task.id)
    if task.plain is not None and completions is None:
        _each_plain(walk, task, *task.plain)
        return
    done = _completions_by_review(walk, task, completions) if completions is not None else {}
    anchors = {rule.id: _anchors_by_review(walk, rule) for rule in task.rules if not rule.counts_from_review}
    for at in walk.review_scopes:
        number, completion = at.number, done.get(at.number)
        dated, advice = _limits(walk, task, at, anchors)
        if advice:
            walk.add_advice(task, [(limit, completion) for limit in advice], number)
        live, aside = walk.applicable_limits(dated, completion.on if completion else None, walk.period.start)
        if not live:
            if task.is_anchor and completion is not None:  # nothing limits it, and others may count from it all the same
                timeline.record(completion._replace(name=task.id, review=number))
            continue
        closed_on, cancels = (at.prepared_by, not at.held) if task.looks_back else (at.followed_by, True)
        if task.task.outlives_care and (at.care_ended or not at.held):
            closed_on = None
        walk.add_due_date(task, live, aside, completion, number, closed_on, cancels)
        if task.is_anchor:
            timeline.record(_as_anchor(task, live[0], completion, number))


def _each_plain(walk: Walk, task: TaskPlan, rule: RulePlan, count: Count) -> None:
    """A task that nobody has done, under one rule that asks nothing: as most tasks of a review are."""
    looks_back, period, place = task.looks_back, rule.period, rule.place
    add_due_date, calendar, care, as_of = walk.due_dates.append, walk.calendar, walk.care, walk.as_of
    period_of_care, forward = care.number, rule.before is None
    for at in walk.review_scopes:
        review, number = at.review, at.number
        day = review.on if forward else at.sat_on
        due = count(day, calendar)
        limit = new(Limit, (due, rule, day, review, period, None, None))
        closed_on, cancels = (at.prepared_by, not at.held) if looks_back else (at.followed_by, True)
        order = (due, place, period_of_care, number)
        add_due_date(due_date(new(TaskOccurrence, (order, task, (limit,), (), care, number, None, closed_on, cancels)), as_of))


def _limits(
    walk: Walk, task: TaskPlan, at: ReviewScope, anchors: dict[str, dict[int, list[Occurrence]]]
) -> tuple[list[Limit], list[Limit]]:
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


def _as_anchor(task: TaskPlan, limit: Limit, completion: Occurrence | None, number: int) -> Occurrence:
    """The task as something others count from: done, or assumed done on its due date."""
    if completion is not None:
        return completion._replace(name=task.id, review=number)
    return assumed(task, limit, limit.due or limit.start, number)


def _anchors_by_review(walk: Walk, rule: RulePlan) -> dict[int, list[Occurrence]]:
    """The occurrences of a rule's anchor, other than the review itself, by the number of the review they concern.

    Another task of the same review; or an event, which concerns the next review after it.
    """
    found: dict[int, list[Occurrence]] = {}
    settings = walk.review_scopes
    days: list[date] = []
    for occurrence in walk.timeline.anchors(rule):
        number = occurrence.review
        if number is None:
            days = days or list(accumulate((at.sat_on for at in settings), max))
            place = bisect_left(days, occurrence.on)
            if place < len(settings):
                number = settings[place].number
        if number is not None:
            found.setdefault(number, []).append(occurrence)
    return found


def _completions_by_review(walk: Walk, task: TaskPlan, completions: list[Occurrence]) -> dict[int, Occurrence]:
    """For each review, the completion that prepared or followed it: one that names it, or else one in its time."""
    named: dict[int, int] = {}
    unnamed: list[int] = []
    for place, completion in enumerate(completions):
        if completion.review is None:
            unnamed.append(place)
        else:
            named.setdefault(completion.review, place)
    days = [completions[place].on for place in unnamed]
    found: dict[int, Occurrence] = {}
    for at in walk.review_scopes:
        place = named.get(at.number, len(completions))
        first, last = _time_of(task, at)
        if first is not None:
            inside = bisect_left(days, first)
            if inside < len(days) and (last is None or days[inside] <= last):
                place = min(place, unnamed[inside])
        if place < len(completions):
            found[at.number] = completions[place]
    return found


def _time_of(task: TaskPlan, at: ReviewScope) -> tuple[date | None, date | None]:
    """The first and the last day on which a completion prepares, or follows, one review.

    No first day: there is no such time. No last day: it has not ended.
    """
    if not task.looks_back:
        last = at.followed_by - _ONE_DAY if at.followed_by is not None and not at.care_ended else None
        return (at.sat_on, last) if at.held else (None, None)
    if not (at.held or at.next):
        return None, None
    first = (at.previous.sat_on or at.previous.on) + _ONE_DAY if at.previous is not None else date.min
    return first, at.sat_on if at.held else None


def mark_reviews(walk: Walk) -> None:
    """What particular reviews must consider."""
    for plan in walk.plan.considerations:
        for at in walk.review_scopes:
            review, day = at.review, at.sat_on
            if walk.period.end is not None and review.basis != "actual":
                continue
            if plan.in_force and not any(span.holds(day) for span in plan.in_force):
                continue
            if plan.numbered is not None and not plan.numbered(walk.timeline.number(day, plan.restarts, at.number)[0]):
                continue
            context = walk.timeline.context(day, plan.restarts, review, at.number)
            if all(test(context) for test in plan.tests) and not any(test(context) for test in plan.unless):
                walk.marks.append(MarkedReview(plan.rule, walk.period.number, at.number, day, review.basis))
