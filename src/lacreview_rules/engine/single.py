"""Tasks that are done once in their scope; and among them those that prepare or follow a review.

Each review has its own, and none ticks off another's.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from lacreview_rules.engine.completions import by_review, early_enough
from lacreview_rules.engine.decisions import as_decided
from lacreview_rules.engine.same_day import is_about_the_next
from lacreview_rules.engine.scopes import day_in_id, left_open, of_period
from lacreview_rules.engine.sequences import assumed, counted_from_silence
from lacreview_rules.rules.limits import Limit
from lacreview_rules.rules.occurrences import new
from lacreview_rules.schedules.task_occurrence import TaskOccurrence

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.engine.scopes import ReviewScope
    from lacreview_rules.engine.timeline import Timeline
    from lacreview_rules.engine.walk import Counted, Walk
    from lacreview_rules.rules.counts import Count
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.rules.task_plan import TaskPlan

_ONE_DAY = timedelta(1)


def settle(
    walk: Walk, task: TaskPlan, scope: Scope, key: str, limits: list[Limit], completion: Occurrence | None, review: int | None
) -> None:
    """Add the one occurrence in a scope: completed, or open and assumed done on its due date.

    What discharges a duty that outlives care, or of an event outside care, is used up: it meets none of the next period of care.
    """
    live, aside = walk.applicable_limits(limits, None if completion is None else completion.on)
    if live:
        walk.add_due_date(task, scope, key, live, aside, completion, review)
        if completion is not None and task.per == "event" and (task.outlives_care or walk.is_outside(scope.first)):
            walk.completions_used.add(id(completion.event))
    if not task.is_anchor or (task.per == "event" and not live):  # what an event no longer asks for is not counted from either
        return
    if completion is not None:
        due_id = f"{task.id}/{key}" if live else None
        walk.timeline.record(counted_from_silence(completion.as_done(task.id, review, due_id), live))
    elif live and live[0].due is not None:
        walk.timeline.record(assumed(task, live[0], live[0].due, f"{task.id}/{key}", review))


def each_review(walk: Walk, task: TaskPlan) -> None:
    """One task of this kind for every review that was held, is open or is projected."""
    completions, rule = walk.timeline.completions.get(task.id), task.only_rule
    done = by_review(walk, task, completions) if completions else {}
    if rule is not None and rule.count is not None and _under_one_rule(walk, task, rule, rule.count, done):
        return
    anchored = _anchored(walk, task)
    if completions and not task.looks_back:
        done = _since_anchor(walk, anchored, completions, done)
    for at, scope in zip(walk.review_scopes, walk.scopes(task), strict=True):
        number = at.number
        completion = done.get(number)
        if completion is not None and task.is_asked:
            walk.timeline.note_done_for(task.id, number, completion.on)
        dated, advice = _limits(walk, anchored, at, completion)
        if advice:
            walk.add_advice(task, scope, at.key, [(limit, completion) for limit in advice], number)
        if dated or advice or completion is not None:
            settle(walk, task, scope, at.key, dated, completion, number)
    _of_a_review_unknown(walk, task, anchored, done, completions or [])


def _of_a_review_unknown(
    walk: Walk,
    task: TaskPlan,
    anchored: list[tuple[RulePlan, dict[int, list[Occurrence]]]],
    done: dict[int, Occurrence],
    completions: list[Occurrence],
) -> None:
    """What events call for, for the next review, where no timescale says that there is one."""
    scopes, period, number = walk.review_scopes, walk.period, len(walk.review_scopes) + 1
    fired = [limit for rule, anchors in anchored for one in anchors.get(number, ()) for limit in walk.fire(rule, one, number)]
    if not fired:
        return
    if task.looks_back:  # what prepares a review that nobody knows of has no time but that from the event on
        met, anchors_of_it = {id(one) for one in done.values()}, [(rule, {number: each.get(number, [])}) for rule, each in anchored]
        done = _since_anchor(walk, anchors_of_it, [one for one in completions if id(one) not in met], done)
    completion, key = done.get(number), f"{walk.key}/after/{day_in_id(scopes[-1].sat.on)}" if scopes else f"{walk.key}/first"
    if completion is not None and task.is_asked:
        walk.timeline.note_done_for(task.id, number, completion.on)
    since = scopes[-1].sat.on + _ONE_DAY if scopes else period.start
    scope = left_open(of_period(period)) if task.outlives_care else of_period(period)
    scope = scope._replace(kind="review", number=number, first=since)
    if advice := [limit for limit in fired if limit.due is None]:
        walk.add_advice(task, scope, key, [(limit, completion) for limit in advice], number)
    limits = as_decided(walk.timeline, [limit for limit in fired if limit.due is not None], None if completion is None else completion.on)
    if limits:
        settle(walk, task, scope, key, limits, completion, number)


def _anchored(walk: Walk, task: TaskPlan) -> list[tuple[RulePlan, dict[int, list[Occurrence]]]]:
    """The rules of a task, each with what it counts from by the number of the review; nothing, if that is the review itself."""
    return [(rule, {} if rule.counts_from_review else _anchors_by_review(walk, rule)) for rule in task.rules]


def _since_anchor(
    walk: Walk, anchored: list[tuple[RulePlan, dict[int, list[Occurrence]]]], completions: list[Occurrence], done: dict[int, Occurrence]
) -> dict[int, Occurrence]:
    """The completion for each review, where an event called for it: the first on or after the event, whenever the review is held.

    Where another rule counts from the review, that says what is done for it, and an event what is left.
    """
    days: dict[int, list[tuple[RulePlan, date]]] = {}
    of_reviews = any(rule.counts_from_review for rule, _ in anchored)
    for rule, anchors in anchored:
        for number, anchors_of_review in anchors.items():
            for one in anchors_of_review:
                if one.review is None:
                    days.setdefault(number, []).append((rule, one.on))
                else:
                    of_reviews = True
    kept = done if of_reviews or not days else {number: one for number, one in done.items() if one.review is not None}
    if not days:
        return kept
    kept, used = dict(kept), {id(one) for one in kept.values()}
    for number in sorted(days):
        for one in () if number in kept else completions:
            early = any(one.on >= day or early_enough(rule, one.on, day, walk.calendar) for rule, day in days[number])
            if early and one.review in (None, number) and id(one) not in used:
                kept[number] = one
                used.add(id(one))
                break
    return kept


def _under_one_rule(walk: Walk, task: TaskPlan, rule: RulePlan, count: Count, done: dict[int, Occurrence]) -> bool:
    """The same for a task under one rule that asks nothing and sets one limit on each, which nothing sets aside: as most are.

    A shortcut, which a benchmark shows to be worth its lines. Returns whether it was taken: not where a review has no limit, or several.
    """
    starts = walk.reviews_from(task, forward=rule.before is None) if rule.counts_from_review else _one_of_each_review(walk, task, rule)
    if starts is None:
        return False
    calendar, care, period = walk.calendar, walk.care, rule.period
    found: list[TaskOccurrence] = []
    for number, key, scope, start, day in starts:
        due = count(day, calendar)
        if due is None:  # advice: named days do not reach so far
            return False
        limits = (new(Limit, (due, rule, day, start, period, None, None, None)),)
        found.append(new(TaskOccurrence, (key, task, scope, limits, (), care, number, done.get(number) if done else None)))
    walk.found += found
    if done or task.is_anchor:
        _note_each(walk.timeline, task, found)
    return True


def _one_of_each_review(walk: Walk, task: TaskPlan, rule: RulePlan) -> list[Counted] | None:
    """What a rule counts from for each review, as `Walk.reviews_from` gives the review itself; None unless there is one for each."""
    anchors = _anchors_by_review(walk, rule)
    if len(anchors) > len(walk.review_scopes):
        return None
    found: list[Counted] = []
    for at, scope in zip(walk.review_scopes, walk.scopes(task), strict=True):
        of_review = anchors.get(at.number, ())
        if len(of_review) != 1 or of_review[0].review is None:
            return None
        found.append((at.number, at.key, scope, of_review[0], of_review[0].on))
    return found


def _note_each(timeline: Timeline, task: TaskPlan, found: list[TaskOccurrence]) -> None:
    """Note what was done for which review, where a condition asks for it, and let others count from what was done or is assumed."""
    for one in found:
        number, completion = one.review, one.completion
        if completion is not None and task.is_asked and number is not None:
            timeline.note_done_for(task.id, number, completion.on)
        due = one.limits[0].due
        if task.is_anchor and due is not None:
            done = assumed(task, one.limits[0], due, one.id, number) if completion is None else completion.as_done(task.id, number, one.id)
            timeline.record(done)


def _limits(
    walk: Walk, anchored: list[tuple[RulePlan, dict[int, list[Occurrence]]]], at: ReviewScope, done: Occurrence | None
) -> tuple[list[Limit], list[Limit]]:
    """The limits on a task of one review, and the advice about it."""
    dated: list[Limit] = []
    advice: list[Limit] = []
    number, following = at.number, at.following
    for rule, anchors in anchored:
        up_to_review = rule.is_midway and rule.rule.before == at.review.name
        if up_to_review and following is None:
            continue
        of_review = (at.review if rule.before is None else at.sat,) if rule.counts_from_review else anchors.get(number, ())
        for occurrence in of_review:
            limits = walk.fire(rule, occurrence, number, following if up_to_review else None)
            if rule.decided_by is not None:
                limits = as_decided(walk.timeline, limits, None if done is None else done.on)
            if not limits:
                continue
            if limits[0].due is None:
                advice += limits
            else:
                dated += limits
    return dated, advice


def _anchors_by_review(walk: Walk, rule: RulePlan) -> dict[int, list[Occurrence]]:
    """The occurrences of a rule's anchor, other than the review itself, by the number of the review they concern.

    Another task of the same review, by the name of the event that completes it, too; or an event, which concerns the next review after it.
    """
    found: dict[int, list[Occurrence]] = {}
    scopes = walk.review_scopes
    days: list[date] = []
    following = walk.plan.following[rule.id]
    for occurrence in walk.timeline.anchors(rule):
        known = number = occurrence.review
        of_task = number is not None
        if number is None and occurrence.name in following:
            number = max((at.number for at in scopes if at.held and at.sat.on <= occurrence.on), default=None)
            of_task = number is not None
        if number is None:
            days = days or list(accumulate((at.sat.on for at in scopes), max))
            place = bisect_left(days, occurrence.on)
            if place < len(scopes) and scopes[place].held and is_about_the_next(occurrence, scopes[place].sat):
                place += 1
            if occurrence.event is not None:  # it happened: a review that was not held by then is still the next
                place = min(place, walk.care.reviews)
            if place < len(scopes):
                number = scopes[place].number
            elif occurrence.event is not None:
                number = len(scopes) + 1
        if number is not None:
            found.setdefault(number, []).append(occurrence._replace(review=number) if of_task and number != known else occurrence)
    return found
