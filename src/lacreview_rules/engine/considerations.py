"""What particular reviews must consider: a consideration marks a review instead of dating a task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.schedules.schedule import MarkedReview

if TYPE_CHECKING:
    from lacreview_rules.engine.walk import Walk


def mark_reviews(walk: Walk) -> None:
    """Mark each review, held or expected, with what it must consider; once care has ended, only those that were held."""
    for plan in walk.plan.considerations:
        for at in walk.review_scopes:
            review, day = at.review, at.sat.on
            if walk.period.end is not None and review.basis != "actual":
                continue
            if plan.in_force and not any(span.holds(day) for span in plan.in_force):
                continue
            if plan.numbered is not None and not plan.numbered(walk.timeline.number(day, plan.restarts, at.number)[0]):
                continue
            context = walk.timeline.context(day, plan.restarts, review, at.number)
            if all(test(context) for test in plan.tests) and not any(test(context) for test in plan.unless):
                walk.marks.append(MarkedReview(plan.rule, walk.period.number, at.number, day, review.basis))
