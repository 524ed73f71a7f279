"""Tasks that prepare or follow a review: each review has its own, and none ticks off another's."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.limits import Limit, SetAside
from lacreview_rules.occurrences import Basis, Occurrence
from lacreview_rules.schedule import MarkedReview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.plan import TaskPlan
    from lacreview_rules.rule_plan import RulePlan
    from lacreview_rules.walk import Walk

_ONE_DAY = timedelta(days=1)


class Setting(NamedTuple):
    """What the tasks of one review have in common.

    Attributes:
        number: the review's number in its period of care.
        review: the review: held, open or projected.
        sat_on: the day it sat, or is expected to sit: what prepares it counts back from there.
        following: the next review, if there is one.
        previous: the review before it.
        held, next: whether it has been held, and whether it is the first that has not.
        prepared_by: the day on which preparing it was over; None while it is not.
        followed_by: the day on which following it up was over; None while it is not.
        care_ended: whether that is the day on which care ended.
    """

    number: int
    review: Occurrence
    sat_on: date
    following: Occurrence | None
    previous: Occurrence | None
    held: bool
    next: bool
    prepared_by: date | None
    followed_by: date | None
    care_ended: bool


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
    doings = happenings.doings.get(task.id, ())
    looks_back, outlives = task.looks_back, task.task.outlives_care
    for at in walk.settings:
        number = at.number
        doing = _doing(task, at, doings) if doings else None
        aside: tuple[SetAside, ...] = ()
        if task.plain is not None:
            live = _plain_limit(walk, task.plain, at)
        else:
            dated, advice = _limits(walk, task, at)
            if advice:
                walk.put_down_advice(task, advice, number)
            live, aside = walk.settle(dated, doing.on if doing else None, walk.period.start)
        if not live:
            continue
        if looks_back:
            closed_on, cancels = at.prepared_by, not at.held
        else:
            closed_on, cancels = at.followed_by, True
        if outlives and (at.care_ended or not at.held):
            closed_on = None
        walk.put_down(task, live, aside, doing=doing, review=number, closed_on=closed_on, cancels=cancels)
        if task.is_anchor:
            happenings.happen(_as_anchor(task, live[0], doing, number))


def _plain_limit(walk: Walk, rule: RulePlan, at: Setting) -> tuple[Limit, ...]:
    """The limit of a rule that asks nothing and counts from the review: most tasks of a review have only that."""
    day = at.review.on if rule.before is None else at.sat_on
    if rule.count is None or not rule.first_day <= day <= rule.last_day:
        return ()
    return (Limit(rule.count(day, walk.calendar), rule, day, at.review, rule.period),)


def _limits(walk: Walk, task: TaskPlan, at: Setting) -> tuple[list[Limit], list[Limit]]:
    """The limits on a task of one review, and the advice about it."""
    dated: list[Limit] = []
    advice: list[Limit] = []
    for rule in task.rules:
        if rule.is_midway and at.following is None:
            continue
        for occurrence in (at.review,) if rule.anchored_on == "review" else _anchors(walk, rule, at):
            limits = walk.fire(rule, occurrence, review=at.number, end=at.following)
            if limits:
                (dated if limits[0].due is not None else advice).extend(limits)
    return dated, advice


def _as_anchor(task: TaskPlan, limit: Limit, doing: Occurrence | None, number: int) -> Occurrence:
    """The task as something others count from: done, or assumed done on its due date."""
    if doing is not None:
        return doing._replace(name=task.id, review=number)
    basis: Basis = limit.basis if limit.plan.deemed else "projected"
    return Occurrence(task.id, limit.due or limit.start, basis, review=number)


def _anchors(walk: Walk, rule: RulePlan, at: Setting) -> Iterable[Occurrence]:
    """The occurrences of a rule's anchor, other than the review itself, that concern one review.

    Another task of the same review; or an event, which concerns the next review after it.
    """
    occurrences = walk.happenings.anchors(rule)
    if not occurrences or rule.anchored_on == "task of a review":
        return [occurrence for occurrence in occurrences if occurrence.review == at.number]
    last = at.previous.on if at.previous is not None else None
    return [
        occurrence
        for occurrence in occurrences
        if (
            occurrence.on <= at.sat_on and (last is None or occurrence.on > last)
            if occurrence.review is None
            else occurrence.review == at.number
        )
    ]


def _doing(task: TaskPlan, at: Setting, doings: Iterable[Occurrence]) -> Occurrence | None:
    """The doing that prepared, or followed, one review."""
    first: date | None
    last: date | None
    if task.looks_back:
        windowed = at.held or at.next
        first = (at.previous.back_from or at.previous.on) + _ONE_DAY if at.previous is not None else None
        last = at.sat_on if at.held else None
    else:
        windowed = at.held
        first = at.sat_on
        last = at.followed_by - _ONE_DAY if at.followed_by is not None and not at.care_ended else None
    for doing in doings:
        if doing.review is not None:
            if doing.review == at.number:
                return doing
        elif windowed and (first is None or doing.on >= first) and (last is None or doing.on <= last):
            return doing
    return None


def mark_reviews(walk: Walk) -> None:
    """What particular reviews must consider."""
    for plan in walk.plan.considerations:
        for at in walk.settings:
            review, day = at.review, at.sat_on
            if walk.period.end is not None and review.basis != "actual":
                continue
            if plan.in_force and not any(span.holds(day) for span in plan.in_force):
                continue
            moment = walk.happenings.moment(day, plan.restarts, review, at.number)
            if all(test(moment) for test in plan.tests) and not any(test(moment) for test in plan.unless):
                walk.marks.append(MarkedReview(plan.rule, walk.period.number, at.number, day, review.basis))
