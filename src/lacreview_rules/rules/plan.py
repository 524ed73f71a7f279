"""A profile made ready to run: phrases read once, conditions made into tests, tasks in an order that works.

Nothing here depends on a child, so a profile's plan is made once and kept.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.histories.events import BUILT_IN, DERIVED, READ_OFF_REVIEWS, ReviewHeld, TaskDone
from lacreview_rules.profiles.implications import meanings_of
from lacreview_rules.rules.compiled_conditions import Conditions
from lacreview_rules.rules.named_days import read_anchor
from lacreview_rules.rules.reads import Reads
from lacreview_rules.rules.rule_plan import MISSED
from lacreview_rules.rules.task_plan import asked_about, task_plans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lacreview_rules.histories.events import Event
    from lacreview_rules.profiles.models import Consideration, _Rule
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.task_plan import TaskPlan

_MOST_SIFTED = 2_000


class ConsiderationPlan:
    """A consideration, ready to be asked at each review."""

    __slots__ = ("in_force", "numbered", "restarts", "rule", "tests", "unless")

    def __init__(self, rule: Consideration, profile: Profile) -> None:
        self.rule = rule
        conditions = Conditions(rule, profile)
        self.numbered = conditions.numbered
        self.tests, self.unless, _ = conditions.tests(None)
        self.in_force = rule.in_force
        self.restarts = rule.restarts_on or ()


class Plan:
    """Everything the engine needs of a profile.

    Attributes:
        tasks: in an order in which every task comes after those it counts from.
        completion: which tasks an event of each kind is the completion of.
        done_before: tasks of a period of care that may have been done some time before it, and how long before.
        completion_derived: the same for what follows from several events, or from the numbered reviews.
        done_afterwards: tasks that may still be done when the period of care has ended.
        done_by_meeting: the tasks that a review held at a meeting is the completion of.
        sees_child: the tasks that are not done if the child was not seen.
        asked_whether_done: the tasks of which a condition asks whether they were done.
        asked_before_care, asked_after_care: what rules count from, or end with, before care began and after it ended.
        taken_before: the tasks that some rule takes as done before its count starts.
        of_reviews: the tasks that prepare or follow a review.
        anchors: the kinds of event that some rule counts from; anchors_read: less those that are read off the numbered reviews.
        meanings: what the profile says of the words of a history.
        look_ahead: how many reviews beyond those shown a consideration needs to foresee.
        by_age: the rules that need a date of birth.
        named_days: the named days some rule counts from, each with the edge of its spans that is meant.
        ages: the ages some rule counts from, in months.
        reads: what its rules read of a history at all.
        met_by_completion: whether an adjourned review is met by its completion, and not by its first sitting.
        care_ends_at: the age in months at which a child can no longer be looked after, if the profile says.
    """

    __slots__ = (
        "_eras",
        "_sifted",
        "_words",
        "ages",
        "anchors",
        "anchors_read",
        "asked_after_care",
        "asked_before_care",
        "asked_whether_done",
        "by_age",
        "care_ends_at",
        "completed_by",
        "completion",
        "completion_derived",
        "considerations",
        "cycle_task",
        "done_afterwards",
        "done_before",
        "done_by_meeting",
        "leap_day_birthday",
        "look_ahead",
        "meanings",
        "met_by_completion",
        "named_days",
        "of_reviews",
        "profile",
        "reads",
        "sees_child",
        "taken_before",
        "tasks",
    )

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.meanings = meanings_of(profile)
        self.reads = Reads(profile)
        self.cycle_task = profile.cycle_task
        self.completed_by = profile.completed_by
        self.met_by_completion = profile.settings["adjourned_review_met_by"] == "completion"
        self.leap_day_birthday = str(profile.settings["leap_day_birthday"])
        years = profile.settings["care_ends_at_age"]
        self.care_ends_at = years * 12 if isinstance(years, int) else None
        self.tasks = task_plans(profile)
        self.done_afterwards = {t.id for t in profile.tasks.values() if t.outlives_care or t.per in ("review", "event")}
        self.of_reviews = {task.id: task for task in self.tasks if task.per == "review"}
        self.done_before = {
            task.id: within
            for task in self.tasks
            if task.per == "period-of-care"
            for rule in task.rules
            if rule.may_precede and (within := rule.precede_within) is not None
        }
        by_kind: dict[str, list[str]] = {}
        for task in profile.tasks.values():
            for kind in task.done_by:
                by_kind.setdefault(kind, []).append(task.id)
        self.completion = {kind: tasks for kind, tasks in by_kind.items() if kind not in DERIVED and kind not in READ_OFF_REVIEWS}
        self.done_by_meeting = tuple(by_kind.get("review-meeting-held", ()))
        self.sees_child = frozenset(task.id for task in profile.tasks.values() if task.sees_child)
        self.completion_derived = [(kind, tasks) for kind, tasks in by_kind.items() if kind not in self.completion]
        named = {
            name
            for rule in profile.timescales
            for name in (*rule.after, rule.before, rule.until, *(rule.restarts_on or ()))
            if name is not None and name not in profile.tasks
        }
        self.anchors = named | {name for rule in profile.considerations for name in rule.restarts_on or ()}
        self.anchors_read = frozenset(self.anchors) - READ_OFF_REVIEWS
        self.ages = {name: months for name in self.anchors if (months := read_age_anchor(name)) is not None}
        self.named_days = {
            name: (profile.days[read_anchor(name)[0]], read_anchor(name)[1])
            for name in self.anchors
            if read_anchor(name)[0] in profile.days
        }
        self.asked_whether_done = asked_about(profile)
        self.taken_before = {task.id for task in self.tasks for rule in task.rules if rule.may_precede}
        reaching = [(task, rule) for task in self.tasks for rule in task.rules if rule.reaches_outside]
        self.asked_after_care = {name for _, rule in reaching for name in rule.names}
        self.asked_before_care = {name for task, rule in reaching if task.per == "event" for name in rule.names}
        self.considerations = tuple(ConsiderationPlan(rule, profile) for rule in profile.considerations)
        conditions = [rule.when for rule in (*profile.timescales, *profile.considerations) if rule.when is not None]
        foreseen = (r.looks_ahead(value) for c in conditions for r, value in c.named() if r.looks_ahead is not None)
        self.look_ahead = max(foreseen, default=0)
        self.by_age = tuple(sorted(rule.id for rule in (*profile.timescales, *profile.considerations) if _needs_birth(rule)))
        self._eras = sorted({edge for task in self.tasks for rule in task.rules for edge in rule.edges})
        self._words = frozenset(word for task in self.tasks for rule in task.rules for word in rule.conditions.words | rule.needs)
        self._sifted = lru_cache(_MOST_SIFTED)(self._sift)

    def task(self, task: str) -> TaskPlan:
        """The plan of one task, with all its rules.

        Raises:
            KeyError: the profile has no such task.
        """
        for plan in self.tasks:
            if plan.id == task:
                return plan
        raise KeyError(task)

    def counts_as_done(self, event: TaskDone) -> bool:
        """Whether what is recorded as done is: not where the child had to be seen for it, and was not."""
        return event.seen or event.task not in self.sees_child

    def mentioned(self, events: Iterable[Event]) -> frozenset[str]:
        """The tasks that a record speaks of: it says that one was done, or that it was not (no meeting was held)."""
        found: set[str] = set()
        for event in events:
            if isinstance(event, TaskDone):
                found.add(event.task)
            elif event.kind in self.completion:
                found.update(self.completion[event.kind])
            elif isinstance(event, ReviewHeld) and not event.meeting:
                found.update(self.done_by_meeting)
        return frozenset(found)

    def tasks_for(self, day: date, words: set[str]) -> tuple[TaskPlan, ...]:
        """The tasks with the rules that can apply on or after `day` to a period of care with these words.

        A sieve: what it leaves out could not have bound. Its results are kept, as most children share a few of them.
        """
        return self._sifted(bisect_left(self._eras, day), self._words & words)

    def __reduce__(self) -> tuple[Callable[[Profile], Plan], tuple[Profile]]:
        """What a copy, as for another process, is made from; there it is made once for each content."""
        return plan_for, (self.profile,)

    def _sift(self, era: int, words: frozenset[str]) -> tuple[TaskPlan, ...]:
        """The same for all days between two on which a rule comes into force or goes out of it: the last of them stands for all."""
        day = self._eras[era] if era < len(self._eras) else date.max
        return tuple(task for task in (task.sifted(day, words) for task in self.tasks) if task is not None)


def _needs_birth(rule: _Rule) -> bool:
    if any(record.needs_birth for condition in rule.asked for record, _ in condition.named()):
        return True
    return any(read_age_anchor(name) is not None for name in (*getattr(rule, "after", ()), getattr(rule, "before", None) or ""))


def known_anchors(profile: Profile) -> set[str]:
    """Every name a timescale of this profile may count from, ages apart."""
    edges = {f"{days.id} {edge}" for days in profile.days.values() if days.spans for edge in ("starts", "ends")}
    single = {days.id for days in profile.days.values() if days.on}
    missed = {f"{MISSED}{task}" for task in profile.tasks}
    return {*BUILT_IN, *DERIVED, *profile.events, *profile.totals, *profile.tasks, *edges, *single, *missed}


@lru_cache(maxsize=64)
def plan_for(profile: Profile) -> Plan:
    """The plan of a profile, made once for each content."""
    return Plan(profile)
