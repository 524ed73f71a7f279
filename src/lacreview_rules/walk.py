"""One period of care walked through a plan: occurrences fire timescales, limits meet, the earliest binds.

The walk takes tasks in an order in which each comes after what it counts from. For every task it works out the
occurrences (done, open, projected), gathers the limits on each, and registers the occurrences so that other
tasks can count from them. Four shapes, by what a task belongs to: a chain in a period of care or a placement,
one for each review, one for each event that causes it. The review is itself a chain.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from lacreview_rules.ages import reaches, read_age_anchor
from lacreview_rules.conditions import Moment
from lacreview_rules.events import Event, ReviewHeld, TaskDone, event_kind
from lacreview_rules.limits import Limit, SetAside, binding_order, limits_of
from lacreview_rules.occurrences import Occurrence
from lacreview_rules.schedule import DueDate, MarkedReview

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.calendars import WorkingCalendar
    from lacreview_rules.history import PeriodOfCare, Review
    from lacreview_rules.plan import Plan, RulePlan, TaskPlan


class Walk:
    """The walk through one period of care. `due_dates` and `marks` hold what it found."""

    __slots__ = (
        "_care_ends",
        "_counted",
        "_done_days",
        "_doings",
        "_foreseen",
        "_happened",
        "_restart_days",
        "_reviews",
        "_reviewed",
        "as_of",
        "calendar",
        "due_dates",
        "marks",
        "period",
        "plan",
        "until",
    )

    def __init__(self, plan: Plan, period: PeriodOfCare, calendar: WorkingCalendar, until: date | None, as_of: date) -> None:
        self.plan = plan
        self.as_of = as_of
        self.period = period
        self.calendar = calendar
        self.until = until
        self.due_dates: list[DueDate] = []
        self.marks: list[MarkedReview] = []
        self._happened: dict[str, list[Occurrence]] = {}
        self._doings: dict[str, list[Occurrence]] = {}
        self._done_days: dict[str, list[date]] = {}
        self._restart_days: dict[tuple[str, ...], list[date]] = {}
        self._reviews: list[Occurrence] = []  # of the period, in order: held, open, projected
        self._counted: list[bool] = []
        self._reviewed: dict[int, Review] = {review.number: review for review in period.reviews}
        self._foreseen: list[date] = []
        self._care_ends = self._end_of_childhood()
        self._gather()
        for task in plan.tasks:
            if task.id == plan.cycle_task:
                self._reviews_of(task)
            elif task.per == "period-of-care":
                self._whole_period(task)
            elif task.per == "placement":
                self._each_placement(task)
            elif task.per == "review":
                self._each_review(task)
            else:
                self._each_event(task)
        self._mark_reviews()

    # What happened

    def _end_of_childhood(self) -> date | None:
        age, born = self.plan.profile.settings["care_ends_at_age"], self.period.date_of_birth
        if not isinstance(age, int) or born is None:
            return None
        return reaches(born, age * 12, leap_day_birthday=str(self.plan.profile.settings["leap_day_birthday"]))

    def _gather(self) -> None:
        anchors, period = self.plan.anchors, self.period
        for event in period.events:
            kind = event_kind(event)
            if kind in anchors and kind not in _FROM_REVIEWS:
                self._happen(Occurrence(kind, event.on, at=event.at, event=event, review=event.review))
        ended = period.ended_with
        for placement in period.placements:
            began = placement.began_with
            self._happen(Occurrence("placement-started", began.on, at=began.at, event=began))
            if placement.end is not None:
                last = placement is period.placements[-1]
                why = ended if last else period.placements[placement.number].began_with
                self._happen(Occurrence("placement-ended", placement.end, at=why.at if why else None, event=why))
        for review in period.reviews:
            self._gather_review(review)
        for kind, tasks in self.plan.doing.items():
            if kind in _FROM_REVIEWS or kind.startswith("placement-"):
                for task in tasks:
                    self._doings.setdefault(task, []).extend(self._happened.get(kind, ()))
        for event in (*period.beforehand, *period.events, *period.afterwards):
            for task in self._tasks_done_by(event):
                self._doings.setdefault(task, []).append(
                    Occurrence(task, event.on, at=event.at, event=event, review=event.review)
                )
        for task, doings in self._doings.items():
            doings.sort(key=_by_day)
            self._done_days[task] = [doing.on for doing in doings]

    def _gather_review(self, review: Review) -> None:
        event = review.event
        if review.adjourned:
            self._happen(Occurrence("review-adjourned", review.sat_on, at=event.at, event=event, review=review.number))
        if review.completed_on is not None:
            done = Occurrence("review-held", review.completed_on, event=event, review=review.number)
            self._happen(done)
            if review.meeting:
                self._happen(done._replace(name="review-meeting-held"))
            if review.adjourned:
                self._happen(done._replace(name="adjourned-review-completed"))

    def _tasks_done_by(self, event: Event) -> Iterable[str]:
        if isinstance(event, TaskDone):
            return (event.task,)
        kind = event_kind(event)
        return () if kind in _FROM_REVIEWS else self.plan.doing.get(kind, ())

    def _happen(self, occurrence: Occurrence) -> None:
        self._happened.setdefault(occurrence.name, []).append(occurrence)

    def _anchors(self, rule: RulePlan) -> list[Occurrence]:
        """What can set a rule off: every occurrence of its anchor, or the latest of several anchors."""
        if rule.before is not None and not rule.is_midway:
            return self._called(rule.before)
        if len(rule.after) == 1:
            return self._called(rule.after[0])
        firsts = [found[0] for found in (self._called(name, anytime=True) for name in rule.after) if found]
        if not firsts or len(firsts) < len(rule.after):
            return []
        latest = max(firsts, key=_by_day)
        return [latest] if latest.on >= self.period.start else []

    def _called(self, name: str, *, anytime: bool = False) -> list[Occurrence]:
        found = self._happened.get(name)
        if found is not None:
            return found
        months = read_age_anchor(name)
        born = self.period.date_of_birth
        if months is None or born is None:
            return []
        day = reaches(born, months, leap_day_birthday=str(self.plan.profile.settings["leap_day_birthday"]))
        last = self.period.end or self.until or self._horizon()
        if day > last or (day < self.period.start and not anytime):
            return []
        return [Occurrence(name, day)]

    def _horizon(self) -> date:
        known = self.period.events[-1].on
        return max(known, self._reviews[-1].on) if self._reviews else known

    # Firing and settling

    def _fire(self, rule: RulePlan, occurrence: Occurrence, *, review: int | None = None, end: Occurrence | None = None) -> list[Limit]:
        start = None
        if rule.recurs and occurrence.counts_from is not None:
            start = occurrence.counts_from
        day = start or (occurrence.back_from if rule.before and occurrence.back_from else occurrence.on)
        if not rule.applies_on(day):
            return []
        if rule.when is not None or rule.unless:
            moment = self._moment(day, rule.restarts, occurrence, review or occurrence.review)
            if rule.when is not None and not rule.when(moment):
                return []
            if any(test(moment) for test in rule.unless):
                return []
        return limits_of(rule, occurrence, self.calendar, start=start, end=end)

    def _moment(self, day: date, restarts: tuple[str, ...], occurrence: Occurrence | None, review: int | None) -> Moment:
        if review is not None and review <= len(self._reviews):
            of = self._reviews[review - 1]
            held = review
            at = of.back_from or of.on
        else:
            held = sum(1 for r in self._reviews if r.on <= day and r.basis == "actual")
            at = day
        since = None
        for restart in self._restarts(restarts):
            if restart <= at:
                since = restart
        number = sum(
            1 for r, counted in zip(self._reviews[:held], self._counted, strict=False) if counted and (since is None or r.on >= since)
        )
        if review is not None and review > len(self._reviews):
            number += 1
        return Moment(self.period, day, occurrence, number, since is not None, self._done_days, self._foreseen)

    def _restarts(self, kinds: tuple[str, ...]) -> list[date]:
        if not kinds:
            return []
        days = self._restart_days.get(kinds)
        if days is None:
            days = sorted({occurrence.on for kind in kinds for occurrence in self._called(kind)})
            self._restart_days[kinds] = days
        return days

    def _settle(self, limits: list[Limit], done: date | None, since: date) -> tuple[tuple[Limit, ...], tuple[SetAside, ...]]:
        """The limits that count, in the order in which they bind, and those set aside."""
        live: list[Limit] = []
        aside: list[SetAside] = []
        for limit in limits:
            reason = self._reason_to_set_aside(limit, done, since)
            if reason is None:
                live.append(limit)
            else:
                aside.append(reason)
        if len(live) > 1:
            live.sort(key=binding_order)
        return tuple(live), tuple(aside)

    def _reason_to_set_aside(self, limit: Limit, done: date | None, since: date) -> SetAside | None:
        plan, due = limit.plan, limit.due
        if due is None:
            return None
        for restart in self._restarts(plan.restarts):
            if limit.start < restart <= due and (done is None or restart <= done):
                return SetAside(limit, "the cycle restarted", restart)
        if plan.until is not None:
            for occurrence in self._called(plan.until):
                if occurrence.basis == "actual" and occurrence.on >= since:
                    if due > occurrence.on:
                        return SetAside(limit, "it applies only until then", occurrence.on)
                    break
        if plan.while_ is not None:
            day = due if done is None or due < done else done
            if not plan.while_(self._moment(day, plan.restarts, limit.occurrence, None)):
                return SetAside(limit, "what it depends on no longer held", day)
        return None

    def _emit(
        self,
        task: TaskPlan,
        limits: tuple[Limit, ...],
        aside: tuple[SetAside, ...] = (),
        *,
        doing: Occurrence | None = None,
        review: int | None = None,
        closed_on: date | None = None,
        cancels: bool = True,
    ) -> None:
        open_review = review is not None and review > len(self.period.reviews)
        self.due_dates.append(
            DueDate(
                task,
                limits,
                aside,
                self.period.number,
                review,
                doing,
                closed_on,
                cancels,
                self.calendar,
                self.period.arranged if open_review and review == len(self.period.reviews) + 1 else None,
                self._reviewed.get(review) if review is not None and task.id == self.plan.cycle_task else None,
                task.id == self.plan.cycle_task,
                self._care_ends,
                self.as_of,
            )
        )

    def _emit_advice(self, task: TaskPlan, advice: list[Limit], review: int | None = None) -> None:
        """Advice has no date: one item for each rule, from the last time it fired."""
        latest = {limit.rule_id: limit for limit in advice}
        for limit in latest.values():
            self._emit(task, (limit,), review=review)

    # Chains: a period of care, a placement, and the review itself

    def _whole_period(self, task: TaskPlan) -> None:
        period = self.period
        doings = self._doings.get(task.id, [])
        first = bisect_left(doings, period.start, key=_by_day)
        early = doings[first - 1 : first] if first and self._early_enough(task, doings[first - 1].on, period.start) else []
        doings = early + doings[first:]
        self._chain(task, doings, period.start, None, None if task.task.outlives_care else period.end)

    def _early_enough(self, task: TaskPlan, day: date, start: date) -> bool:
        """Whether something done on `day`, before `start`, can count for what begins on `start`."""
        return any(
            rule.may_precede and (rule.precede_within is None or day >= rule.precede_within.before(start, self.calendar))
            for rule in task.rules
        )

    def _each_placement(self, task: TaskPlan) -> None:
        used: set[int] = set()
        doings = self._doings.get(task.id, [])
        for placement in self.period.placements:
            last = placement is self.period.placements[-1]
            end = None if last else placement.end
            mine = [d for d in doings if d.on >= placement.start and (end is None or d.on < end)]
            before = [d for d in doings if d.on < placement.start and id(d) not in used]
            if before and self._early_enough(task, before[-1].on, placement.start):
                mine = [before[-1], *mine]
            self._chain(task, mine, placement.start, end, None if task.task.outlives_care else placement.end, used)

    def _reviews_of(self, task: TaskPlan) -> None:
        settings, period = self.plan.profile.settings, self.period
        from_sitting = settings["interval_after_adjournment_from"] == "sitting"
        completion_meets = settings["adjourned_review_met_by"] == "completion"
        stand_apart = settings["additional_reviews"] == "stand-apart"
        done: list[Occurrence] = []
        met: list[Occurrence | None] = []
        for review in period.reviews:
            held = self._held(task, review, from_sitting=from_sitting)
            self._reviews.append(held)
            self._counted.append(review.counted or not stand_apart)
            if self._counted[-1]:
                done.append(held)
                if not completion_meets:
                    met.append(held)
                else:
                    met.append(held._replace(back_from=None) if review.completed_on is not None else None)
        self._foreseen = [review.on for review in self._reviews]
        self._happened[task.id] = self._reviews
        self._chain(task, done, period.start, None, period.end, met=met)

    def _held(self, task: TaskPlan, review: Review, *, from_sitting: bool) -> Occurrence:
        """A review as something to count from: completed, or assumed completed by its booking or its limit."""
        on, at, event = review.completed_on, review.event.at, review.event
        basis = "actual"
        if on is None:
            completing = [o for o in self._happened.get(self.plan.completed_by or "", ()) if o.review == review.number]
            if self.period.arranged is not None:
                on, basis = self.period.arranged, "arranged"
            else:
                on, basis = (completing[0].on, "projected") if completing else (review.sat_on, "actual")
        back = review.sat_on if review.adjourned else None
        return Occurrence(
            task.id, on, basis, at, event, review.number, back, review.sat_on if from_sitting and review.adjourned else None  # type: ignore[arg-type]
        )

    def _chain(
        self,
        task: TaskPlan,
        done: list[Occurrence],
        start: date,
        end: date | None,
        closed_on: date | None,
        used: set[int] | None = None,
        met: list[Occurrence | None] | None = None,
    ) -> None:
        """A sequence of occurrences: done, then one that is open, then projected ones."""
        is_cycle = task.id == self.plan.cycle_task
        days = [doing.back_from or doing.on for doing in done]
        slots: dict[int, list[Limit]] = {}
        advice: list[Limit] = []
        recurring = [rule for rule in task.rules if rule.recurs and len(rule.after) == 1]
        for rule in task.rules:
            if rule in recurring:
                continue
            missed = False
            for occurrence in self._anchors(rule):
                if occurrence.on < start or (end is not None and occurrence.on >= end):
                    continue
                limits = self._fire(rule, occurrence)
                if rule.advice or (limits and limits[0].due is None):
                    advice += limits
                elif limits:
                    place = self._place(rule, occurrence, days, start)
                    if place == len(days) and occurrence.basis != "actual":
                        if missed:
                            continue  # what is only assumed limits the open occurrence once
                        missed = True
                    slots.setdefault(place, []).extend(limits)
        for place, doing in enumerate(done):
            for rule in recurring:
                limits = self._fire(rule, doing)
                if rule.advice:
                    advice += limits
                elif limits:
                    slots.setdefault(place + 1, []).extend(limits)
        for place, doing in enumerate(done):
            if place in slots:
                recorded = doing if met is None else met[place]
                day = None if recorded is None else recorded.back_from or recorded.on
                live, aside = self._settle(slots[place], day, start)
                if live:
                    if used is not None:
                        used.add(id(doing))
                    self._emit(task, live, aside, doing=recorded, review=doing.review if is_cycle else None, closed_on=closed_on)
        if not is_cycle:
            self._happened.setdefault(task.id, []).extend(doing._replace(name=task.id, review=None) for doing in done)
        self._emit_advice(task, advice)
        self._project(task, slots, recurring, len(done), start, closed_on)

    def _place(self, rule: RulePlan, occurrence: Occurrence, days: list[date], start: date) -> int:
        """Which doing a limit is on: the first on or after an anchor; before one, the last until then."""
        if rule.before is not None:
            day = occurrence.back_from or occurrence.on
            place = bisect_right(days, day)
            if place and (days[place - 1] >= start or rule.may_precede):
                return place - 1
            return place
        place = bisect_left(days, occurrence.on)
        if rule.may_precede and place:
            within = rule.precede_within
            if within is None or days[place - 1] >= within.before(occurrence.on, self.calendar):
                return place - 1
        return place

    def _project(
        self, task: TaskPlan, slots: dict[int, list[Limit]], recurring: list[RulePlan], place: int, start: date, closed_on: date | None
    ) -> None:
        """The open occurrence, and those assumed to follow it."""
        is_cycle = task.id == self.plan.cycle_task
        first = place
        previous: date | None = None
        hidden = 0
        while True:
            live, aside = self._settle(slots.get(place, []), None, start)
            if not live or live[0].due is None:
                return
            due = live[0].due
            if previous is not None and due <= previous:
                return
            beyond = place > first and (place > first + 1 if self.until is None else due > self.until)
            if beyond:
                hidden += 1
                if not is_cycle or hidden > self.plan.look_ahead:
                    return
            number = len(self._reviews) + 1 if is_cycle else None
            on, basis = due, "projected"
            if is_cycle and place == first and self.period.arranged is not None and not self._resuming():
                on, basis = self.period.arranged, "arranged"
            elif live[0].plan.deemed:
                basis = live[0].occurrence.basis
            occurrence = Occurrence(task.id, on, basis, review=number)  # type: ignore[arg-type]
            if is_cycle:
                self._foreseen.append(on)
            if not beyond:
                self._emit(task, live, aside, review=number, closed_on=closed_on)
                if is_cycle:
                    self._reviews.append(occurrence)
                    self._counted.append(True)
                else:
                    self._happen(occurrence)
            if closed_on is not None:
                return
            previous = on
            place += 1
            for rule in recurring:
                slots.setdefault(place, []).extend(self._fire(rule, occurrence, review=number))

    def _resuming(self) -> bool:
        """Whether the booking is for the rest of an adjourned review."""
        reviews = self.period.reviews
        return bool(reviews) and reviews[-1].completed_on is None

    # One for each review

    def _each_review(self, task: TaskPlan) -> None:
        doings = self._doings.get(task.id, [])
        for number, review in enumerate(self._reviews, 1):
            following = self._reviews[number] if number < len(self._reviews) else None
            limits: list[Limit] = []
            for rule in task.rules:
                for occurrence in self._anchors_of_review(rule, number, review):
                    if rule.is_midway and following is None:
                        continue
                    limits += self._fire(rule, occurrence, review=number, end=following)
            advice = [limit for limit in limits if limit.due is None]
            dated = [limit for limit in limits if limit.due is not None]
            self._emit_advice(task, advice, number)
            if not dated:
                continue
            doing = self._doing_for_review(task, number, doings)
            live, aside = self._settle(dated, doing.on if doing else None, self.period.start)
            if not live:
                continue
            closed_on, cancels = self._review_closes(task, number)
            self._emit(task, live, aside, doing=doing, review=number, closed_on=closed_on, cancels=cancels)
            on, basis = (doing.on, "actual") if doing else (live[0].due or review.on, "projected")
            if doing is None and live[0].plan.deemed:
                basis = live[0].occurrence.basis
            at, event = (doing.at, doing.event) if doing else (None, None)
            self._happen(Occurrence(task.id, on, basis, at, event, number))  # type: ignore[arg-type]

    def _anchors_of_review(self, rule: RulePlan, number: int, review: Occurrence) -> list[Occurrence]:
        cycle = self.plan.cycle_task
        name = rule.before or (rule.after[0] if rule.after else "")
        if name == cycle and len(rule.after) <= 1:
            return [review]
        if name in self.plan.profile.tasks and self.plan.profile.tasks[name].per == "review":
            return [occurrence for occurrence in self._called(name) if occurrence.review == number]
        day = review.back_from or review.on
        last = self._reviews[number - 2] if number > 1 else None
        return [
            occurrence
            for occurrence in self._anchors(rule)
            if (occurrence.review == number) or (occurrence.review is None and occurrence.on <= day and (last is None or occurrence.on > last.on))
        ]

    def _doing_for_review(self, task: TaskPlan, number: int, doings: list[Occurrence]) -> Occurrence | None:
        """The doing that prepared, or followed, one review."""
        held = len(self.period.reviews)
        review = self._reviews[number - 1]
        last = self._reviews[number - 2] if number > 1 else None
        after_this = self._reviews[number] if number < held else None
        day = review.back_from or review.on
        for doing in doings:
            if doing.review is not None:
                if doing.review == number:
                    return doing
            elif task.looks_back:
                if (last is None or doing.on > (last.back_from or last.on)) and number <= held + 1 and (number > held or doing.on <= day):
                    return doing
            elif number <= held and doing.on >= day and (after_this is None or doing.on < (after_this.back_from or after_this.on)):
                return doing
        return None

    def _review_closes(self, task: TaskPlan, number: int) -> tuple[date | None, bool]:
        """When the time for a task of a review is over, and whether what is not yet due is then cancelled."""
        held = len(self.period.reviews)
        if task.looks_back and number <= held:
            review = self._reviews[number - 1]
            return review.back_from or review.on, False
        if not task.looks_back and number < held:
            following = self._reviews[number]
            return following.back_from or following.on, True
        return (None if task.task.outlives_care else self.period.end), True

    # One for each event

    def _each_event(self, task: TaskPlan) -> None:
        items: dict[tuple[date, int, str], tuple[Occurrence, list[Limit]]] = {}
        for rule in task.rules:
            for occurrence in self._anchors(rule):
                limits = self._fire(rule, occurrence)
                if limits:
                    key = (occurrence.on, occurrence.review or 0, repr(occurrence.event) if occurrence.event else occurrence.name)
                    items.setdefault(key, (occurrence, []))[1].extend(limits)
        free = list(self._doings.get(task.id, ()))
        ordered = [items[key] for key in sorted(items)]
        matched = [self._take(occurrence, free, by_ref=True) for occurrence, _ in ordered]
        for place, (occurrence, limits) in enumerate(ordered):
            backward = any(limit.plan.before for limit in limits)
            early = any(limit.plan.may_precede for limit in limits)
            doing = matched[place] or self._take(occurrence, free, backward=backward, early=early)
            live, aside = self._settle(limits, doing.on if doing else None, self.period.start)
            if not live:
                continue
            end = self.period.end
            outlives = task.task.outlives_care or (end is not None and occurrence.on >= end)
            self._emit(task, live, aside, doing=doing, review=occurrence.review, closed_on=None if outlives else end)
            if doing is not None:
                self._happen(doing._replace(name=task.id, review=occurrence.review))
            elif live[0].due is not None:
                self._happen(Occurrence(task.id, live[0].due, "projected", review=occurrence.review))

    @staticmethod
    def _take(
        occurrence: Occurrence, free: list[Occurrence], *, by_ref: bool = False, backward: bool = False, early: bool = False
    ) -> Occurrence | None:
        """Take the doing that answers an occurrence out of those that are free."""
        ref = occurrence.event.ref if occurrence.event is not None else None
        found: Occurrence | None = None
        for doing in free:
            its = doing.event.ref if doing.event is not None else None
            if by_ref:
                if ref is not None and its == ref:
                    found = doing
                    break
                continue
            if its is not None and ref is not None and its != ref:
                continue
            if (backward or early) and doing.on <= occurrence.on:
                found = doing  # the last one until then
            elif doing.on >= occurrence.on:
                found = found or doing
                break
        if found is not None:
            free.remove(found)
        return found

    # Considerations

    def _mark_reviews(self) -> None:
        for plan in self.plan.considerations:
            for number, review in enumerate(self._reviews, 1):
                if self.period.end is not None and review.basis != "actual":
                    continue
                day = review.back_from or review.on
                if plan.in_force and not any(span.holds(day) for span in plan.in_force):
                    continue
                moment = self._moment(day, plan.restarts, review, number)
                if plan.when is not None and not plan.when(moment):
                    continue
                if any(test(moment) for test in plan.unless):
                    continue
                self.marks.append(MarkedReview(plan.rule, self.period.number, number, day, review.basis))


_FROM_REVIEWS = frozenset({ReviewHeld.kind, "review-adjourned", "review-meeting-held", "adjourned-review-completed"})
"""Kinds that are read off the numbered reviews, where an adjournment has joined two events into one."""


def _by_day(occurrence: Occurrence) -> date:
    return occurrence.on
