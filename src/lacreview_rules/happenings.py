"""What has happened in one period of care: occurrences to count from, tasks done, and how reviews are numbered."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lacreview_rules.ages import reaches
from lacreview_rules.conditions import Moment
from lacreview_rules.events import Event, ReviewHeld, TaskDone
from lacreview_rules.named_days import anchor_days
from lacreview_rules.occurrences import Occurrence
from lacreview_rules.totals import passed_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.period_of_care import PeriodOfCare, Review
    from lacreview_rules.plan import Plan
    from lacreview_rules.rule_plan import RulePlan

_FROM_REVIEWS = frozenset({ReviewHeld.kind, "review-adjourned", "review-meeting-held", "adjourned-review-completed"})
"""Kinds that are read off the numbered reviews, where an adjournment has joined two events into one."""

_STANDS_APART = 3
"""The least number of a review that stands apart: a later review, and never the first or the second."""


class Happenings:
    """Everything in a period of care that a timescale can count from, and grows as tasks are worked out.

    Attributes:
        by_name: occurrences by the name a profile gives them: kinds of event, tasks, ages.
        doings: for each task, when it was done, in order.
        reviews: the reviews of the period, in order: held, open, projected. Their numbers count from one.
        foreseen: the days of those reviews and of as many beyond as a consideration looks ahead.
    """

    __slots__ = (
        "_ages",
        "_counted",
        "_done_days",
        "_leap",
        "_moment",
        "_named_days",
        "_numbers",
        "_restarts",
        "by_name",
        "doings",
        "foreseen",
        "period",
        "reviews",
    )

    def __init__(self, plan: Plan, period: PeriodOfCare) -> None:
        self.period = period
        self.by_name: defaultdict[str, list[Occurrence]] = defaultdict(list)
        self.doings: dict[str, list[Occurrence]] = {}
        self.reviews: list[Occurrence] = []
        self.foreseen: list[date] = []
        self._counted: list[bool] = []
        self._done_days: dict[str, list[date]] = {}
        self._restarts: dict[tuple[str, ...], list[date]] = {(): []}
        self._numbers: dict[tuple[int, tuple[str, ...]], tuple[int, bool]] = {}
        self._moment: Moment | None = None
        self._ages = plan.ages
        self._named_days = plan.named_days
        self._leap = plan.leap_day_birthday
        self._gather(plan)

    def _gather(self, plan: Plan) -> None:
        period, anchors, doing = self.period, plan.anchors, plan.doing
        for event in period.events:
            kind = event.kind
            if kind in anchors and kind not in _FROM_REVIEWS:
                self.happen(Occurrence(kind, event.on, "actual", event.at, event, event.review))
        for placement in period.placements:
            began = placement.began_with
            self.happen(Occurrence("placement-started", began.on, "actual", began.at, began))
            if placement.end is not None:
                last = placement is period.placements[-1]
                why = period.ended_with if last else period.placements[placement.number].began_with
                self.happen(Occurrence("placement-ended", placement.end, "actual", why.at if why else None, why))
        for review in period.reviews:
            self._gather_review(review)
        for total in plan.profile.totals.values():
            day = passed_on(total, period.stays, period.start, period.end)
            if day is not None:
                self.happen(Occurrence(total.id, day))
        for kind, tasks in doing.items():
            if kind in _FROM_REVIEWS or kind in ("placement-started", "placement-ended"):
                for task in tasks:
                    self.doings.setdefault(task, []).extend(self.by_name.get(kind, ()))
        for events in (period.beforehand, period.events):
            for event in events:
                self._gather_doing(event, plan)
        for event in (*period.afterwards, *period.after_re_entry):
            self._gather_doing(event, plan, afterwards=True)
        for task, doings in self.doings.items():
            doings.sort(key=by_day)
            self._done_days[task] = [done.on for done in doings]

    def _gather_doing(self, event: Event, plan: Plan, *, afterwards: bool = False) -> None:
        """Note what an event is the doing of; after care has ended, only of what can still be done then."""
        tasks: Sequence[str]
        kind = event.kind
        if isinstance(event, TaskDone):
            tasks = (event.task,)
        elif kind in _FROM_REVIEWS:
            tasks = ()
        else:
            tasks = plan.doing.get(kind, ())
        for task in tasks:
            if afterwards and task not in plan.done_afterwards:
                continue
            self.doings.setdefault(task, []).append(Occurrence(task, event.on, "actual", event.at, event, event.review))

    def _gather_review(self, review: Review) -> None:
        event, number = review.event, review.number
        if review.adjourned:
            self.happen(Occurrence("review-adjourned", review.sat_on, "actual", event.at, event, number))
        if review.completed_on is not None:
            done = Occurrence("review-held", review.completed_on, "actual", None, event, number)
            self.happen(done)
            if review.meeting:
                self.happen(done._replace(name="review-meeting-held"))
            if review.adjourned:
                self.happen(done._replace(name="adjourned-review-completed"))

    def happen(self, occurrence: Occurrence) -> None:
        """Register something that other timescales may count from."""
        self.by_name[occurrence.name].append(occurrence)

    def add_review(self, review: Occurrence, *, counted: bool = True) -> None:
        """Register the next review of the period; one that does not count stands apart from the sequence."""
        self.reviews.append(review)
        self._counted.append(counted)
        self._moment = None

    def passed(self, total: str) -> list[date]:
        """The days on which a total was passed in this period of care."""
        return [occurrence.on for occurrence in self.by_name.get(total, ())]

    def words(self) -> set[str]:
        """The words of this period that decide whether a rule can fire in it at all."""
        period = self.period
        return {
            *(f"event={event.kind}" for event in period.events),
            *(f"placement={placement.kind}" for placement in period.placements),
            *(f"legal_status={status}" for status in period.legal_statuses),
            *(f"fact={fact}" for fact in period.facts),
        }

    def called(self, name: str, *, anytime: bool = False, after_care: bool = False) -> Sequence[Occurrence]:
        """Every occurrence of a name; an age is reached at most once, and in this period unless `anytime`."""
        found = self.by_name.get(name)
        if found is not None:
            return found
        if name in self._named_days:
            named, edge = self._named_days[name]
            return self._days_of(name, anchor_days(named, edge))
        months, born = self._ages.get(name), self.period.date_of_birth
        if months is None or born is None:
            return ()
        day = reaches(born, months, leap_day_birthday=self._leap)
        if day < self.period.start and not anytime:
            return ()
        if self.period.end is not None and day > self.period.end and not after_care:
            return ()
        return (Occurrence(name, day),)

    def _days_of(self, name: str, days: Sequence[date]) -> Sequence[Occurrence]:
        """Named days within the period: those yet to come stand back until they are near."""
        start, end = self.period.start, self.period.end
        return tuple(Occurrence(name, day) for day in days if start <= day and (end is None or day <= end))

    def anchors(self, rule: RulePlan) -> Sequence[Occurrence]:
        """What can set a rule off: every occurrence of its anchor, or the latest of several anchors."""
        if rule.anchor is not None:
            return self.by_name.get(rule.anchor) or (
                self.called(rule.anchor, after_care=rule.outlives_care) if rule.anchored_on_day else ()
            )
        firsts = [found[0] for found in (self.called(name, anytime=True) for name in rule.after) if found]
        if len(firsts) < len(rule.after):
            return ()
        latest = max(firsts, key=by_day)
        return (latest,) if latest.on >= self.period.start else ()

    def restarts(self, kinds: tuple[str, ...]) -> list[date]:
        """The days on which a cycle that restarts on these kinds of event did so."""
        days = self._restarts.get(kinds)
        if days is None:
            days = sorted({occurrence.on for kind in kinds for occurrence in self.called(kind)})
            self._restarts[kinds] = days
        return days

    def moment(self, day: date, restarts: tuple[str, ...], occurrence: Occurrence | None, review: int | None) -> Moment:
        """What a condition is asked about; rules that ask in turn about the same thing share the answer."""
        last = self._moment
        if last is not None and last.occurrence is occurrence and last.on == day and last.of_review == review and last.restarts == restarts:
            return last
        self._moment = moment = Moment(self.period, day, occurrence, review, restarts, self, self._done_days, self.foreseen)
        return moment

    def number(self, day: date, restarts: tuple[str, ...], review: int | None) -> tuple[int, bool]:
        """A review's number in a rule's cycle, and whether the cycle has been restarted by then.

        Without a review: the number of reviews held by `day`.
        """
        if review is None:
            held = sum(1 for r in self.reviews if r.on <= day and r.basis == "actual")
            return self._number(held, day, restarts)
        known = self._numbers.get((review, restarts))
        if known is None:
            beyond = max(0, review - len(self.reviews))
            if beyond:
                number, restarted = self._number(len(self.reviews), day, restarts)
                return number + beyond, restarted
            of = self.reviews[review - 1]
            known = self._number(review, of.back_from or of.on, restarts)
            if not self._counted[review - 1]:
                known = max(known[0] + 1, _STANDS_APART), known[1]
            self._numbers[review, restarts] = known
        return known

    def _number(self, held: int, day: date, restarts: tuple[str, ...]) -> tuple[int, bool]:
        since = None
        for restart in self.restarts(restarts):
            if restart <= day:
                since = restart
        number = 0
        for place in range(held):
            review = self.reviews[place]
            if self._counted[place] and (since is None or (review.back_from or review.on) >= since):
                number += 1
        return number, since is not None


def by_day(occurrence: Occurrence) -> date:
    """The day of an occurrence, for sorting."""
    return occurrence.on
