"""One period of care walked through a plan: what rules find there, the limits that count, and the due dates found."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.ages import reaches
from lacreview_rules.engine.decisions import at_start
from lacreview_rules.engine.hours_added import EarlierStays, hours_left
from lacreview_rules.engine.review_numbers import sat_before_a_move
from lacreview_rules.engine.scopes import spans_of
from lacreview_rules.engine.set_aside import come_back, days_of_change, last_day_of_placement, reason_against, without_replaced
from lacreview_rules.engine.time_in_care import time_left
from lacreview_rules.engine.timeline import Timeline
from lacreview_rules.rules.limits import HoursGone, Limit, SetAside, binding_order, limits_of
from lacreview_rules.rules.occurrences import Occurrence, new
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.schedules.task_occurrence import Adjournment, CareContext, TaskOccurrence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.engine.scopes import ReviewScope, Span
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.rules.task_plan import TaskPlan
    from lacreview_rules.schedules.schedule import MarkedReview

    Counted = tuple[int, str, Scope, Occurrence, date]
    """Of a review its number, its key, the scope of a task of it, and what the task counts from there, with the day."""


_ONE_DAY = timedelta(1)


class Record(NamedTuple):
    """What a history tells of its own source: the last fields of `CareContext`, where they are described."""

    records: frozenset[str] | None
    mentioned: frozenset[str]
    unseen: tuple[tuple[str, date], ...]
    starts: date | None = None
    assumed: frozenset[Event] = frozenset()


class Walk:
    """The walk through one period of care.

    Attributes:
        timeline: what the period holds to count from; grows as tasks are worked out.
        key: what tells the period of care from others of the child: the day on which it began.
        found: what the walk has found, in no order yet; dated_by_time: those that follow from time alone.
        lapsed: the events from which something was counted that is owed no more, and the reviews that ended it.
        care: what all of them share.
        review_scopes: what the tasks of each review have in common, once the reviews are known.
        marks: what particular reviews must consider.
        as_of: the last day on which anything is recorded.
        completions_used: events that have already discharged a duty that outlived an earlier period of care.
        until: how far to carry recurring tasks; None for one occurrence beyond the open one.
    """

    def __init__(
        self,
        plan: Plan,
        period: PeriodOfCare,
        calendar: WorkingCalendar,
        *,
        key: str,
        until: date | None,
        as_of: date,
        record: Record,
        completions_used: set[int],
    ) -> None:
        self.plan = plan
        self.period = period
        self.calendar = calendar
        self.key = key
        self.until = until
        self.completions_used = completions_used
        self.timeline = Timeline(plan, period, calendar)
        self.found: list[TaskOccurrence] = []
        self.dated_by_time: list[TaskOccurrence] = []
        self.lapsed: list[Event] = []
        self.marks: list[MarkedReview] = []
        self.review_scopes: list[ReviewScope] = []
        self._spans: dict[str, list[Span]] = {}
        self._reviews_from: dict[tuple[str, bool], list[Counted]] = {}
        self._scopes: dict[str, list[Scope]] = {}
        self._stays: dict[str, EarlierStays] = {}
        self._hours_gone: dict[tuple[str, date, time | None], HoursGone] = {}
        self.as_of = as_of
        self.care = _care_of(plan, period, calendar, record)

    @property
    def horizon(self) -> date:
        """The last day that the schedule looks to unless asked: the last review shown, or the last event recorded."""
        reviews = self.timeline.reviews
        return max(self.as_of, reviews[-1].on) if reviews else self.as_of

    def spans(self, task: TaskPlan) -> list[Span]:
        """The spans that a task of the period of care, or of each placement, is worked out in."""
        found = self._spans.get(task.shape)
        if found is None:
            found = self._spans[task.shape] = spans_of(self.period, self.key, task)
        return found

    def scopes(self, task: TaskPlan) -> list[Scope]:
        """The scope of a task of each review, in order."""
        found = self._scopes.get(task.shape)
        if found is None:
            found = self._scopes[task.shape] = [at.scope_of(task) for at in self.review_scopes]
        return found

    def reviews_from(self, task: TaskPlan, *, forward: bool) -> list[Counted]:
        """What a task of each review counts from: the review or, to count back, its first sitting."""
        found = self._reviews_from.get((task.shape, forward))
        if found is None:
            found = []
            for at, scope in zip(self.review_scopes, self.scopes(task), strict=True):
                review = at.review if forward else at.sat
                found.append((at.number, at.key, scope, review, review.on))
            self._reviews_from[task.shape, forward] = found
        return found

    def is_outside(self, day: date) -> bool:
        """Whether a day lies after the period of care, or this is the time before care."""
        return not self.period.in_care or (self.period.end is not None and day > self.period.end)

    def fire(self, rule: RulePlan, occurrence: Occurrence, review: int | None = None, end: Occurrence | None = None) -> list[Limit]:
        """The limits that an occurrence sets under a rule; none where the rule does not apply to it.

        `review` is the review the limit is for, where that is not the occurrence itself; `end` is the other
        end of a midway rule.
        """
        day = occurrence.on
        if rule.asks:
            of_review, numbered = review or occurrence.review, rule.numbered
            if numbered is not None and not numbered(self.timeline.number(day, rule.restarts, of_review)[0]):
                return []
            if rule.asks_more and not (holds := self._holds(rule, occurrence, day, of_review)):
                return self._once_no_longer_exempt(rule, occurrence, day, of_review, end) if holds is None and rule.throughout else []
        count = rule.count
        if count is not None:
            return [new(Limit, (count(day, self.calendar), rule, day, occurrence, rule.period, None, None, None))]
        return self._specially(rule, occurrence, day, end)

    def _holds(self, rule: RulePlan, occurrence: Occurrence, day: date, review: int | None) -> bool | None:
        """Whether a rule is in force where the count starts, and all holds that it asks there, the number of the review apart.

        None where all that holds, and something exempts from it.
        """
        if rule.starts_within and (not rule.first_day <= day <= rule.last_day or (rule.gaps and not rule.in_force_on(day))):
            return False
        if rule.tests or rule.unless:
            met = self.timeline.met_on(rule, occurrence, day) if rule.met_by_completion else day
            if met > day and sat_before_a_move(self.timeline, rule.rule.task, met):
                met -= _ONE_DAY  # it was the last where the child lived before
            context = self.timeline.context(met, rule.restarts, occurrence, review)
            for test in rule.tests:
                if not test(context):
                    return False
            for exempt in rule.unless:
                if exempt(context):
                    return None
        return True

    def _is_exempt(self, rule: RulePlan, occurrence: Occurrence, on: date, review: int | None) -> bool:
        """Whether anything exempts from a rule on a day."""
        context = self.timeline.context(on, rule.restarts, occurrence, review)
        for exempt in rule.unless:  # noqa: SIM110 - a generator takes longer than most of what it asks
            if exempt(context):
                return True
        return False

    def _once_no_longer_exempt(
        self, rule: RulePlan, occurrence: Occurrence, day: date, review: int | None, end: Occurrence | None
    ) -> list[Limit]:
        """The limits of a rule whose exemption ends: each its own or, where that has gone by then, the day on which the exemption ends.

        What a placement is exempt from as long as it lasts was never owed in it, whatever holds in the next. Where the days that are
        counted in do not reach so far, what is owed once the exemption has ended has no date.
        """
        found: list[Limit] = []
        last = last_day_of_placement(self.timeline, rule, day)
        for limit in self._specially(rule, occurrence, day, end):
            until = limit.due or day
            if not self._is_exempt(rule, occurrence, until if last is None else min(until, max(day, last)), review):
                found.append(limit)
                continue
            days = days_of_change(self.timeline, rule, day, until)
            ended = next((on for on in days if not self._is_exempt(rule, occurrence, on, review)), None)
            owed = limit if limit.due is None else Limit(ended, rule, day, occurrence)
            if ended is not None and owed not in found:
                found.append(owed)
        return found

    def _specially(self, rule: RulePlan, occurrence: Occurrence, day: date, end: Occurrence | None) -> list[Limit]:
        """The limits under a rule that sets several, or none by itself, or that the day of the limit puts in force."""
        if rule.decided_by is not None:
            decided = at_start(self.timeline, rule, occurrence, day)
            if decided is not None:
                return decided
        if rule.adds_up and self.period.before is not None:
            limit, counted = time_left(self.timeline, rule, occurrence, day)
            self.care = self.care._replace(earlier=tuple(dict.fromkeys((*self.care.earlier, *counted))))
            return [limit]
        if rule.adds_up_within is not None and (added := self._hours_left(rule, occurrence)) is not None:
            return [added]
        if rule.is_midway and end is None:
            end = self.timeline.other_end(rule, occurrence)
        limits = limits_of(rule, occurrence, self.calendar, day, end)
        if len(limits) > 1:
            limits.sort(key=lambda limit: limit.due is None)  # the first says whether it is advice
        if rule.by_limit:
            return [limit for limit in limits if rule.in_force_on(limit.due or day)]
        return limits

    def _hours_left(self, rule: RulePlan, occurrence: Occurrence) -> Limit | None:
        """The limit that earlier stays leave of a limit in hours, and a note of what they took."""
        stays = self._stays.get(rule.id)
        if stays is None:
            stays = self._stays[rule.id] = EarlierStays(self.plan, self.timeline, rule)
        added = hours_left(stays, rule, occurrence)
        if added is None:
            return None
        limit, gone = added
        if not self._hours_gone:
            self.care = self.care._replace(hours_gone=self._hours_gone)
        self._hours_gone[rule.id, occurrence.on, occurrence.at] = gone
        return limit

    def applicable_limits(
        self, limits: list[Limit], done: date | None, since: date | None = None, ref: str | None = None
    ) -> tuple[tuple[Limit, ...], tuple[SetAside, ...]]:
        """The limits that count, in the order in which they bind, and those set aside.

        `done` is the day the task was done; `since` the day on which what ends with `until` began, if not with each count, and
        `ref` the reference of what it began with.
        """
        if not limits:
            return (), ()
        if len(limits) == 1 and not limits[0].plan.can_lapse:
            return (limits[0],), ()
        aside: list[SetAside] = []
        live: list[Limit] = []
        for limit in limits:
            reason = reason_against(self.timeline, limit, done, since, ref) if limit.plan.can_lapse else None
            if reason is None:
                live.append(limit)
            elif (again := come_back(self.timeline, limit, reason, done, since, ref)) is not None:
                live.append(again)
            else:
                aside.append(reason)
        if aside and not live:  # no due date will show what was set aside
            self.lapsed += [one.limit.occurrence.event for one in aside if one.limit.occurrence.event is not None]
            self.lapsed += self.period.events_of_reviews({one.on for one in aside if one.limit.plan.until is not None})
        if len(live) > 1:
            live.sort(key=binding_order)
            if self.plan.profile.yields and any(limit.plan.yields_to for limit in live):
                live = without_replaced(live, aside)
        return tuple(live), tuple(aside)

    def add_due_date(
        self,
        task: TaskPlan,
        scope: Scope,
        key: str,
        limits: tuple[Limit, ...],
        aside: tuple[SetAside, ...],
        completion: Occurrence | None,
        review: int | None,
    ) -> None:
        """Add a due date to the schedule, by the key of its id, and note it where something counts from its being missed."""
        one = new(TaskOccurrence, (key, task, scope, limits, aside, self.care, review, completion))
        if task.is_noted and limits[0].due is not None:
            self._note(one, limits[0].due)
        found = self.dated_by_time if task.follows_from_time else self.found
        found.append(one)

    def _note(self, one: TaskOccurrence, due: date) -> None:
        """Note where silence counts as done, for every condition that asks; or what was missed, for what counts from that."""
        task, binding, completion = one.plan, one.limits[0], one.completion
        if completion is None and binding.plan.deemed and _is_deemed(one.scope, binding, due):
            if task.is_asked:
                self.timeline.deem(task.id, due)
                if one.review is not None:
                    self.timeline.note_done_for(task.id, one.review, due)
        elif task.is_watched and (completion is None or completion.on > due):
            starts = self.care.starts
            if starts is None or due >= starts:  # before the record starts nobody knows what was missed
                self._record_missed(one, binding, due)

    def _record_missed(self, one: TaskOccurrence, binding: Limit, due: date) -> None:
        is_open, review = one.completion is None, one.review
        waits = is_open and (binding.is_conditional or (review is not None and review > self.care.reviews + 1))
        basis: Basis = "actual" if not is_open or (due < self.as_of and not waits) else "projected"
        name, event = f"{MISSED}{one.plan.id}", binding.occurrence.event
        self.timeline.record(Occurrence(name, due, basis, event=event, review=review, due_id=one.id, is_conditional=waits))

    def add_advice(
        self, task: TaskPlan, scope: Scope, key: str, advice: Iterable[tuple[Limit, Occurrence | None]], review: int | None = None
    ) -> None:
        """Advice has no date: one item for each rule, from the last time it fired, with the completion of it."""
        for limit, completion in {limit.rule_id: (limit, completion) for limit, completion in advice}.values():
            self.add_due_date(task, scope, f"{key}/{limit.rule_id}", (limit,), (), completion, review)


def _is_deemed(scope: Scope, binding: Limit, due: date) -> bool:
    """Whether silence counts as done, where nobody answered: what it answers has happened, and its time ran out while it was owed."""
    return binding.basis == "actual" and (scope.last is None or not scope.closing_cancels or due < scope.last)


def _care_of(plan: Plan, period: PeriodOfCare, calendar: WorkingCalendar, record: Record) -> CareContext:
    """What all due dates of a period of care share."""
    born, ends_by = period.date_of_birth, None
    if plan.care_ends_at is not None and born is not None and period.in_care:
        ends_by = reaches(born, plan.care_ends_at, leap_day_birthday=plan.leap_day_birthday)
    began = period.start if period.in_care else date.min
    adjourned = tuple([Adjournment(r.number, r.sat_on, r.completed_on) for r in period.reviews if r.adjourned])
    reviews = len(period.reviews)
    care = CareContext(period.number, began, calendar, born, ends_by, plan.cycle_task, reviews, period.arranged, adjourned, *record)
    if any([getattr(review.event, "additional", False) for review in period.reviews]):  # noqa: C419 - a generator takes longer
        care = care._replace(has_additional=True)
    if len(period.placements) > 1:
        care = care._replace(moves=tuple([placement.start for placement in period.placements[1:]]))
    if plan.profile.totals and period.stays.events:
        care = care._replace(stays=period.stays.listed())
    return care
