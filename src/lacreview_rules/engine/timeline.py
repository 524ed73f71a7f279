"""What has happened in one period of care: occurrences to count from, tasks done, and how reviews are numbered."""

from __future__ import annotations

from bisect import bisect_right, insort
from datetime import date, timedelta
from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import reaches
from lacreview_rules.engine.going_on import last_in_turn
from lacreview_rules.engine.recorded import by_day, recorded_in
from lacreview_rules.engine.review_numbers import ReviewsInCare
from lacreview_rules.histories.earlier_periods import earlier_events
from lacreview_rules.histories.events import AuthorisedForAdoption, Fact, LegalStatusChanged
from lacreview_rules.rules.compiled_conditions import changes
from lacreview_rules.rules.context import ConditionContext
from lacreview_rules.rules.limits import Decision
from lacreview_rules.rules.named_days import anchor_days, is_among
from lacreview_rules.rules.occurrences import Occurrence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement
    from lacreview_rules.profiles.models import Task
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.rule_plan import RulePlan

_ONE_DAY = timedelta(days=1)
_CHANGES = frozenset({Fact.kind, LegalStatusChanged.kind, AuthorisedForAdoption.kind})
"""The events that may change, besides moves, what a limit depends on; what time or a task changes, each condition says itself."""


class Timeline(ReviewsInCare):
    """Everything in a period of care that a timescale can count from, and grows as tasks are worked out.

    Attributes:
        by_name: occurrences by the name a profile gives them: kinds of event, tasks, ages.
        outside: the same of what happened after care ended; mostly there is none.
        completions: for each task, when it was done, in order.
        expected_reviews: the days of the reviews of the period and of as many beyond as a consideration looks ahead.
    """

    def __init__(self, plan: Plan, period: PeriodOfCare, calendar: WorkingCalendar) -> None:
        super().__init__(period, plan.cycle_task)
        recorded = recorded_in(period, plan, calendar)
        self.plan = plan
        self.calendar = calendar
        self.facts = plan.profile.facts
        self.by_name = recorded.by_name
        self.completions = recorded.completions
        self.outside = recorded.outside
        self.expected_reviews: list[date] = []
        self._outside_events = recorded.outside_events
        self._outside_care: PeriodOfCare | None = None  # what conditions are asked about then
        self._decisions: dict[str, list[Decision]] = {}
        self._done_for: dict[str, dict[int, date]] = {}  # of tasks of a review: by its number, when it was done
        self._recorded_changes: list[date] | None = None
        self._last_in_turn: dict[str, list[Placement]] = {}
        self._changes: dict[str, tuple[tuple[int, ...], list[date]]] = {}
        self._done_days = {task: list(map(by_day, each)) for task, each in self.completions.items()}

    def record(self, occurrence: Occurrence) -> None:
        """Register something that other timescales may count from."""
        self.by_name[occurrence.name].append(occurrence)

    def deem(self, task: str, day: date) -> None:
        """Register that silence counts as done: for every condition it is, as if it had been recorded."""
        insort(self._done_days.setdefault(task, []), day)

    def note_done_for(self, task: str, review: int, day: date) -> None:
        """Register that a task was done for a review."""
        self._done_for.setdefault(task, {})[review] = day

    def done_for_review(self, task: str, review: int | None, day: date) -> date | None:
        """The day on which a task was done for a review; without a number, for the next after a day."""
        number = bisect_right(self.held_on, day) + 1 if review is None else review
        return self._done_for.get(task, {}).get(number)

    def days_done(self, task: str) -> list[date]:
        """The days on which a task was done, in order; of the review itself, those on which it was held."""
        return self.held_on if task == self.cycle_task else self._done_days.get(task, [])

    def days_assumed(self, task: str) -> list[date]:
        """The days on which a task that is not done yet is booked, or assumed to be done, in order."""
        return [occurrence.on for occurrence in self.by_name.get(task, ()) if occurrence.basis != "actual"]

    def decisions(self, fact: str) -> list[Decision]:
        """What was decided under the name of a fact, in order; of a fact about the child, outside care and in earlier periods too."""
        known = self._decisions.get(fact)
        if known is None:
            period, term = self.period, self.facts.get(fact)
            events = list(period.events)
            if term is not None and term.scope == "child":
                events = [*reversed(list(earlier_events(period, date.min))), *period.beforehand, *events, *period.afterwards]
            known = self._decisions[fact] = [
                Decision(fact, event.value, event.on, event.by) for event in events if isinstance(event, Fact) and event.fact == fact
            ]
        return known

    def days_of_change(self, rule: RulePlan) -> list[date]:
        """The days on which what a rule depends on (`while`, `unless`) may become another, in order.

        They are put together again only when a task that the rule asks about has been done once more: of the course of a period of
        care, nothing else that a condition reads still grows.
        """
        if self._recorded_changes is None:
            period = self.period
            recorded = {event.on for event in period.events if event.kind in _CHANGES}
            self._recorded_changes = sorted(recorded.union(placement.start for placement in period.placements))
        done = tuple([len(self.days_done(task)) for task in rule.depends_on_tasks])
        known = self._changes.get(rule.id)
        if known is None or known[0] != done:
            own = set(changes(rule.rule, rule.profile, self))
            days = sorted(own.union(self._recorded_changes)) if own else self._recorded_changes
            known = self._changes[rule.id] = (done, days)
        return known[1]

    def last_in_turn(self, task: Task, placement: Placement) -> Placement:
        """The last of the placements from one on through which a task goes on; that one, if no other follows so."""
        if not task.goes_on:
            return placement
        if task.id not in self._last_in_turn:
            self._last_in_turn[task.id] = last_in_turn(self.period, task)
        return self._last_in_turn[task.id][placement.number - 1]

    def is_among(self, days: str, day: date) -> bool:
        """Whether a day is among named days."""
        return is_among(self.plan.profile.days[days], day, self.calendar)

    def passed(self, total: str) -> list[date]:
        """The days on which a total was passed in this period of care."""
        return [occurrence.on for occurrence in self.by_name.get(total, ())]

    def words(self) -> set[str]:
        """The words of this period that decide whether a rule of the plan can fire in it at all."""
        period, of_events = self.period, self.plan.words_of_events
        found = {of_events[event.kind] for event in period.events if event.kind in of_events}
        if self.outside:
            found.update([of_events[kind] for kind in self.outside if kind in of_events])
        for read in self.plan.word_readers:
            found.update(read(period))
        return found

    def occurrences_of(self, name: str, *, anytime: bool = False, after_care: bool = False, outside: bool = False) -> Sequence[Occurrence]:
        """Every occurrence of a name, `outside` care too; an age is reached at most once, and in this period unless `anytime`."""
        found = self.by_name.get(name)
        if outside and name in self.outside:
            return [*(found or ()), *self.outside[name]]
        if found is not None:
            return found
        if name in self.plan.named_days:
            named, edge = self.plan.named_days[name]
            return self._days_of(name, anchor_days(named, edge), after_care=after_care)
        day = self._age_reached(name)
        if day is None or (day < self.period.start and not anytime):
            return ()
        if self.period.end is not None and day > self.period.end and not after_care:
            return ()
        return (Occurrence(name, day),)

    def _age_reached(self, name: str) -> date | None:
        """The day on which the child reached what is an age, if it is one and the date of birth is known."""
        months, born = self.plan.ages.get(name), self.period.date_of_birth
        return None if months is None or born is None else reaches(born, months, leap_day_birthday=self.plan.leap_day_birthday)

    def ages_reached(self, names: Iterable[str]) -> list[date]:
        """The days on which the child reached those of several names that are ages."""
        return [day for name in names if (day := self._age_reached(name)) is not None]

    def _days_of(self, name: str, days: Sequence[date], *, after_care: bool) -> Sequence[Occurrence]:
        """Named days within the period, or until the next one begins: those yet to come stand back until they are near."""
        start, end = self.period.start, self.period.end
        if after_care:
            back = self.period.after_re_entry
            end = back[0].on - _ONE_DAY if back else None
        return tuple(Occurrence(name, day) for day in days if start <= day and (end is None or day <= end))

    def anchors(self, rule: RulePlan) -> Sequence[Occurrence]:
        """What can set a rule off: every occurrence of its anchor, or the latest of several anchors."""
        if rule.plain_anchor is not None:
            return self.by_name.get(rule.plain_anchor, ())
        if rule.counts_from_review:
            found = self.reviews if rule.before is None else self.sittings
            return found if rule.only_review is None or self.apart else found[rule.only_review - 1 : rule.only_review]
        if rule.anchor is not None:
            if rule.anchored_on_day and not self.period.in_care:  # outside care only events call for anything
                return ()
            return self.occurrences_of(rule.anchor, after_care=rule.outlives_care, outside=rule.reaches_outside)
        firsts = self._first_of_each(rule, rule.after)
        if firsts is None or not (self.period.in_care or any(first.event for first in firsts)):
            return ()
        latest = max(firsts, key=by_day)
        return [one for one in (latest, *self._that_happen_again(rule, latest)) if one.on >= self.period.start]

    def _that_happen_again(self, rule: RulePlan, latest: Occurrence) -> Iterator[Occurrence]:
        """Of several anchors that have all happened, each that happens again is the latest of them then.

        What belongs to a review is so once the others of that review have happened, too; of a task that belongs to an event, what
        happens on one day is one thing to count from. Days that time brings, and tasks that are done once in a period of care, do not
        come again.
        """
        each = {name: self.occurrences_of(name, outside=rule.reaches_outside) for name in self.plan.come_again[rule.id]}
        if not any([one is not latest and one.on >= latest.on for found in each.values() for one in found]):  # noqa: C419 - quicker so
            return
        of_a_day = self.plan.profile.tasks[rule.rule.task].per == "event"
        by_review = {
            name: {one.review: one.on for one in reversed(found) if one.review is not None} for name, found in each.items() if found
        }
        counted = {(latest.on, None if of_a_day else latest.review): latest.name}
        for name, found in each.items():
            others = [days for other, days in by_review.items() if other != name and days]
            for one in found:
                key = (one.on, None if of_a_day else one.review)
                if one is latest or one.on < latest.on or counted.setdefault(key, name) != name:
                    continue
                if one.review is None or all(days.get(one.review, date.max) <= one.on for days in others):
                    yield one

    def other_end(self, rule: RulePlan, occurrence: Occurrence) -> Occurrence | None:
        """The other end of what a rule is midway of: what follows an occurrence, of the same matter and of the same review."""
        name, ref, review = rule.rule.before or "", occurrence.ref, occurrence.review
        if name in (occurrence.name, self.cycle_task):
            review = None
        after_care = rule.outlives_care or (rule.reaches_outside and id(occurrence.event) in self._outside_events)
        found = self.occurrences_of(name, anytime=True, after_care=after_care, outside=rule.reaches_outside)
        following = [
            one
            for one in found
            if (one.on > occurrence.on if name == occurrence.name else one.on >= occurrence.on)
            and (ref is None or one.ref in (None, ref))
            and (review is None or one.review in (None, review))
        ]
        return min(following, key=by_day, default=None)

    def _first_of_each(self, rule: RulePlan, names: Iterable[str]) -> list[Occurrence] | None:
        """The first occurrence of each name that a rule counts from; None where one has none.

        Beside an event outside care, an age and a named day are those outside care too.
        """
        after_care, outside = rule.outlives_care, rule.reaches_outside
        if self.outside and outside and not after_care:
            after_care = any(name in self.outside and name not in self.by_name for name in names)
        found = [self.occurrences_of(name, anytime=True, after_care=after_care, outside=outside) for name in names]
        return [each[0] for each in found] if all(found) else None

    def counts_again_from(self, rule: RulePlan, done: Occurrence) -> Occurrence | None:
        """What the next interval counts from: the latest of what was done and of what else the rule names."""
        others = self._first_of_each(rule, [name for name in rule.after if name != rule.rule.task])
        return None if others is None else max([done, *others], key=by_day)

    def met_on(self, rule: RulePlan, occurrence: Occurrence, day: date) -> date:
        """The day on which what a rule counts from was met: of an adjourned review, perhaps that of its completion."""
        if not rule.met_by_completion:
            return day
        place, reviews = (occurrence.review or 0) - 1, self.reviews
        return reviews[place].on if place < len(reviews) else day

    def context(self, day: date, restarts: tuple[str, ...], occurrence: Occurrence | None, review: int | None) -> ConditionContext:
        """What a condition is asked about; rules that ask in turn about the same thing share the answer."""
        last = self._context
        if last is not None and last.occurrence is occurrence and last.on == day and last.of_review == review and last.restarts == restarts:
            return last
        self._context = context = ConditionContext(
            self._asked_about(occurrence) if self.outside else self.period,
            day,
            occurrence,
            review,
            restarts,
            self,
            self._done_days,
            self.expected_reviews,
        )
        return context

    def _asked_about(self, occurrence: Occurrence | None) -> PeriodOfCare:
        """The period of care; of what happened after it, a time without placement or legal status."""
        if occurrence is None or id(occurrence.event) not in self._outside_events:
            return self.period
        if self._outside_care is None:
            self._outside_care = self.period.out_of_care()
        return self._outside_care
