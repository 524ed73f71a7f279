"""Tasks that prepare or follow a review: each review has its own, and none ticks off another's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.occurrences import Basis, Occurrence
from lacreview_rules.schedule import MarkedReview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.limits import Limit
    from lacreview_rules.plan import TaskPlan
    from lacreview_rules.rule_plan import RulePlan
    from lacreview_rules.walk import Walk


def each_review(walk: Walk, task: TaskPlan) -> None:
    """One task of this kind for every review that was held, is open or is projected."""
    happenings = walk.happenings
    reviews = happenings.reviews
    doings = happenings.doings.get(task.id, ())
    for number, review in enumerate(reviews, 1):
        following = reviews[number] if number < len(reviews) else None
        dated: list[Limit] = []
        advice: list[Limit] = []
        for rule in task.rules:
            if rule.is_midway and following is None:
                continue
            anchors = (review,) if rule.anchored_on == "review" else _anchors(walk, rule, number, review)
            for occurrence in anchors:
                limits = walk.fire(rule, occurrence, review=number, end=following)
                if limits:
                    (dated if limits[0].due is not None else advice).extend(limits)
        if advice:
            walk.put_down_advice(task, advice, number)
        if not dated:
            continue
        doing = _doing(walk, task, number, doings) if doings else None
        live, aside = walk.settle(dated, doing.on if doing else None, walk.period.start)
        if not live:
            continue
        closed_on, cancels = _closing(walk, task, number)
        walk.put_down(task, live, aside, doing=doing, review=number, closed_on=closed_on, cancels=cancels)
        if task.is_anchor:
            happenings.happen(_as_anchor(task, live[0], doing, number))


def _as_anchor(task: TaskPlan, limit: Limit, doing: Occurrence | None, number: int) -> Occurrence:
    """The task as something others count from: done, or assumed done on its due date."""
    if doing is not None:
        return doing._replace(name=task.id, review=number)
    basis: Basis = limit.basis if limit.plan.deemed else "projected"
    return Occurrence(task.id, limit.due or limit.start, basis, review=number)


def _anchors(walk: Walk, rule: RulePlan, number: int, review: Occurrence) -> Iterable[Occurrence]:
    """The occurrences of a rule's anchor, other than the review itself, that concern one review.

    Another task of the same review; or an event, which concerns the next review after it.
    """
    occurrences = walk.happenings.anchors(rule)
    if not occurrences or rule.anchored_on == "task of a review":
        return [occurrence for occurrence in occurrences if occurrence.review == number]
    day = review.back_from or review.on
    last = walk.happenings.reviews[number - 2].on if number > 1 else None
    return [
        occurrence
        for occurrence in occurrences
        if (occurrence.on <= day and (last is None or occurrence.on > last) if occurrence.review is None else occurrence.review == number)
    ]


def _doing(walk: Walk, task: TaskPlan, number: int, doings: Iterable[Occurrence]) -> Occurrence | None:
    """The doing that prepared, or followed, one review."""
    reviews, held = walk.happenings.reviews, len(walk.period.reviews)
    first, last = _window(reviews, held, number, looks_back=task.looks_back)
    if number > held + (1 if task.looks_back else 0):
        first = last = None
        windowed = False
    else:
        windowed = True
    for doing in doings:
        if doing.review is not None:
            if doing.review == number:
                return doing
        elif windowed and (first is None or doing.on >= first) and (last is None or doing.on <= last):
            return doing
    return None


def _window(reviews: list[Occurrence], held: int, number: int, *, looks_back: bool) -> tuple[date | None, date | None]:
    """The first and last day of what belongs to a review: preparing it, or following it."""
    this = reviews[number - 1]
    day = this.back_from or this.on
    if looks_back:
        if number == 1:
            return None, day if number <= held else None
        last = reviews[number - 2]
        return _next_day(last.back_from or last.on), day if number <= held else None
    if number < held:
        following = reviews[number]
        return day, _day_before(following.back_from or following.on)
    return day, None


def _next_day(day: date) -> date:
    return day.fromordinal(day.toordinal() + 1)


def _day_before(day: date) -> date:
    return day.fromordinal(day.toordinal() - 1)


def _closing(walk: Walk, task: TaskPlan, number: int) -> tuple[date | None, bool]:
    """When the time for a task of a review is over, and whether what is not yet due is then cancelled."""
    reviews, held = walk.happenings.reviews, len(walk.period.reviews)
    if task.looks_back and number <= held:
        review = reviews[number - 1]
        return review.back_from or review.on, False
    if not task.looks_back and number < held:
        following = reviews[number]
        return following.back_from or following.on, True
    return (None if task.task.outlives_care else walk.period.end), True


def mark_reviews(walk: Walk) -> None:
    """What particular reviews must consider."""
    for plan in walk.plan.considerations:
        for number, review in enumerate(walk.happenings.reviews, 1):
            day = review.back_from or review.on
            if walk.period.end is not None and review.basis != "actual":
                continue
            if plan.in_force and not any(span.holds(day) for span in plan.in_force):
                continue
            moment = walk.happenings.moment(day, plan.restarts, review, number)
            if all(test(moment) for test in plan.tests) and not any(test(moment) for test in plan.unless):
                walk.marks.append(MarkedReview(plan.rule, walk.period.number, number, day, review.basis))
