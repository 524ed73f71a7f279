"""A profile made ready to run: phrases read once, conditions made into tests, tasks in an order that works.

Nothing here depends on a child, so a profile's plan is made once and kept.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.ages import read_age_anchor
from lacreview_rules.conditions import Test, all_hold, compile_condition
from lacreview_rules.errors import Problem, ProfileError
from lacreview_rules.events import BUILT_IN, DERIVED
from lacreview_rules.periods import Period
from lacreview_rules.profiles import FORCE_ORDER

if TYPE_CHECKING:
    from lacreview_rules.profiles import Consideration, Profile, Task, Timescale, _Rule

MIDWAY = "midway"


class RulePlan:
    """A timescale, ready to fire.

    Attributes:
        anchor: the one name it counts from or back from; None where it counts from the latest of several.
        anchored_on: "review", "task of a review", or "other": how a task of a review finds its anchor.
        recurs: its task is its own anchor.
        tests, unless: what must hold, and what must not, where the count starts.
        while_: what must hold on the day of the limit.
        first_day, last_day, gaps: the days on which a count may start; gaps, where there is more than one span.
        can_lapse: whether anything can set its limits aside.
    """

    __slots__ = (
        "advice",
        "after",
        "aim",
        "anchor",
        "anchored_on",
        "anchored_on_age",
        "before",
        "can_lapse",
        "clear",
        "deemed",
        "first_day",
        "gaps",
        "id",
        "inclusive",
        "is_midway",
        "last_day",
        "limit_from",
        "limits",
        "may_precede",
        "opens",
        "precede_within",
        "rank",
        "recurs",
        "restarts",
        "rule",
        "task",
        "tests",
        "unless",
        "until",
        "while_",
    )

    def __init__(self, rule: Timescale, profile: Profile) -> None:
        self.id = rule.id
        self.rule = rule
        self.task = rule.task
        self.rank = FORCE_ORDER.index(rule.force)
        self.is_midway = rule.limit == (MIDWAY,)
        self.limits = () if self.is_midway else tuple(Period.parse(text) for text in rule.limit)
        self.limit_from = rule.limit_from
        self.advice = not rule.limit and not rule.before and not rule.limit_from
        self.after = rule.after
        self.before = None if self.is_midway else rule.before
        self.anchor = self.before or (rule.after[0] if len(rule.after) == 1 else None)
        self.anchored_on = _anchored_on(self.anchor, profile)
        self.anchored_on_age = self.anchor is not None and read_age_anchor(self.anchor) is not None
        self.recurs = self.anchor == rule.task and self.before is None
        self.aim = Period.parse(rule.aim) if rule.aim else None
        self.opens = Period.parse(rule.opens) if rule.opens else None
        self.until = rule.until
        self.clear = rule.clear if rule.clear is not None else profile.settings["count_back"] == "clear"
        self.inclusive = rule.inclusive
        self.deemed = rule.deemed
        self.may_precede = rule.may_precede is not False
        self.precede_within = Period.parse(rule.may_precede) if isinstance(rule.may_precede, str) else None
        self.restarts = rule.restarts_on or ()
        self.tests, self.unless = _tests(rule, profile)
        self.while_ = compile_condition(rule.while_, profile) if rule.while_ is not None else ()
        spans = rule.in_force
        self.first_day = min((span.from_ or date.min for span in spans), default=date.min)
        self.last_day = max((span.to or date.max for span in spans), default=date.max)
        self.gaps = len(spans) > 1
        self.can_lapse = bool(self.restarts or self.until or self.while_)

    def in_force_on(self, day: date) -> bool:
        """Whether a count that starts on `day` is under this rule at all."""
        return not self.rule.in_force or any(span.holds(day) for span in self.rule.in_force)


def _anchored_on(anchor: str | None, profile: Profile) -> str:
    if anchor is not None and anchor == profile.cycle_task:
        return "review"
    task = profile.tasks.get(anchor or "")
    return "task of a review" if task is not None and task.per == "review" else "other"


def _tests(rule: _Rule, profile: Profile) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
    tests = compile_condition(rule.when, profile) if rule.when is not None else ()
    return tests, tuple(all_hold(compile_condition(condition, profile)) for condition in rule.unless)


class TaskPlan:
    """A task with every rule that limits it.

    Attributes:
        called, recurring: its rules that count from something else, and those that count from its own doing.
        anchors: every name a rule of it counts from; by_age: whether one of them is an age.
        is_anchor: whether another task counts from this one.
        looks_back: for a task that belongs to a review: it prepares the review (true) or follows it.
    """

    __slots__ = ("anchors", "by_age", "called", "id", "is_anchor", "looks_back", "per", "recurring", "rules", "task")

    def __init__(self, task: Task, rules: tuple[RulePlan, ...], *, looks_back: bool, is_anchor: bool) -> None:
        self.id = task.id
        self.task = task
        self.per = task.per
        self.rules = rules
        self.called = tuple(rule for rule in rules if not rule.recurs)
        self.recurring = tuple(rule for rule in rules if rule.recurs)
        names = {name for rule in rules for name in ((rule.anchor,) if rule.anchor else rule.after)}
        self.anchors = names - {task.id} if any(not rule.recurs for rule in rules) else names
        self.by_age = any(read_age_anchor(name) is not None for name in names)
        self.is_anchor = is_anchor
        self.looks_back = looks_back

    def since(self, day: date) -> TaskPlan | None:
        """The same task with only the rules that can apply to something on or after `day`; None without any."""
        rules = tuple(rule for rule in self.rules if rule.last_day >= day)
        if len(rules) == len(self.rules):
            return self
        return TaskPlan(self.task, rules, looks_back=self.looks_back, is_anchor=self.is_anchor) if rules else None


class ConsiderationPlan:
    """A consideration, ready to be asked at each review."""

    __slots__ = ("in_force", "restarts", "rule", "tests", "unless")

    def __init__(self, rule: Consideration, profile: Profile) -> None:
        self.rule = rule
        self.tests, self.unless = _tests(rule, profile)
        self.in_force = rule.in_force
        self.restarts = rule.restarts_on or ()


class Plan:
    """Everything the engine needs of a profile.

    Attributes:
        tasks: in an order in which every task comes after those it counts from.
        doing: which tasks an event of each kind is the doing of.
        anchors: the kinds of event that some rule counts from.
        look_ahead: how many reviews beyond those shown a consideration needs to foresee.
        by_age: the rules that need a date of birth.
        care_ends_at: the age in months at which a child can no longer be looked after, if the profile says.
    """

    __slots__ = (
        "_eras",
        "_since",
        "anchors",
        "by_age",
        "care_ends_at",
        "completed_by",
        "considerations",
        "cycle_task",
        "doing",
        "leap_day_birthday",
        "look_ahead",
        "profile",
        "tasks",
    )

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.cycle_task = profile.cycle_task
        self.completed_by = profile.completed_by
        self.leap_day_birthday = str(profile.settings["leap_day_birthday"])
        years = profile.settings["care_ends_at_age"]
        self.care_ends_at = years * 12 if isinstance(years, int) else None
        self.tasks = _task_plans(profile)
        self.doing: dict[str, list[str]] = {}
        for task in profile.tasks.values():
            for kind in task.done_by:
                self.doing.setdefault(kind, []).append(task.id)
        named = {
            name
            for rule in profile.timescales
            for name in (*rule.after, rule.before, rule.until, *(rule.restarts_on or ()))
            if name is not None and name not in profile.tasks
        }
        self.anchors = named | {name for rule in profile.considerations for name in rule.restarts_on or ()}
        self.considerations = tuple(ConsiderationPlan(rule, profile) for rule in profile.considerations)
        self.look_ahead = max(
            (rule.when.last_before_age.reviews for rule in profile.considerations if rule.when and rule.when.last_before_age),
            default=0,
        )
        self.by_age = tuple(sorted(rule.id for rule in (*profile.timescales, *profile.considerations) if _needs_birth(rule)))
        self._eras = sorted({rule.last_day for task in self.tasks for rule in task.rules})
        self._since: dict[int, tuple[TaskPlan, ...]] = {}

    def tasks_since(self, day: date) -> tuple[TaskPlan, ...]:
        """The tasks with the rules that can still apply on or after `day`; what ended before is left out."""
        era = bisect_left(self._eras, day)
        tasks = self._since.get(era)
        if tasks is None:
            tasks = self._since[era] = tuple(since for task in self.tasks if (since := task.since(day)) is not None)
        return tasks


def _task_plans(profile: Profile) -> tuple[TaskPlan, ...]:
    by_task: dict[str, list[RulePlan]] = {}
    for timescale in profile.timescales:
        by_task.setdefault(timescale.task, []).append(RulePlan(timescale, profile))
    anchors = {
        name for rule in profile.timescales for name in (*rule.after, rule.before, rule.until) if name is not None and name != rule.task
    }
    return tuple(
        TaskPlan(
            profile.tasks[task],
            tuple(sorted(by_task[task], key=lambda rule: rule.id)),
            looks_back=_looks_back(task, by_task, profile, set()),
            is_anchor=task in anchors,
        )
        for task in task_order(profile)
        if task in by_task
    )


def _needs_birth(rule: _Rule) -> bool:
    conditions = [c for c in (rule.when, getattr(rule, "while_", None), *rule.unless) if c is not None]
    if any(c.age or c.first_after_age or c.last_before_age for c in conditions):
        return True
    return any(read_age_anchor(name) is not None for name in (*getattr(rule, "after", ()), getattr(rule, "before", None) or ""))


def _looks_back(task: str, by_task: dict[str, list[RulePlan]], profile: Profile, seen: set[str]) -> bool:
    """A task of a review prepares it if a rule counts back from it, or if what the task follows prepares it."""
    if task in seen or profile.tasks[task].per != "review":
        return False
    seen.add(task)
    rules = by_task.get(task, [])
    if any(rule.before is not None and not rule.is_midway for rule in rules):
        return True
    return any(_looks_back(name, by_task, profile, seen) for rule in rules for name in rule.after if name in profile.tasks)


def task_order(profile: Profile) -> list[str]:
    """Tasks so that each comes after what it counts from; the review comes as early as it can.

    Raises:
        ProfileError: tasks count from each other in a ring.
    """
    needs: dict[str, set[str]] = {task: set() for task in profile.tasks}
    for rule in profile.timescales:
        named = (*rule.after, rule.before, rule.until)
        needs[rule.task] |= {name for name in named if name is not None and name in profile.tasks and name != rule.task}
    cycle = profile.cycle_task
    if cycle is not None and cycle in needs:
        if profile.completed_by in needs and profile.completed_by is not None:
            needs[cycle].add(profile.completed_by)
        first = _everything_before(cycle, needs)
        for task, its_needs in needs.items():
            if task != cycle and task not in first:
                its_needs.add(cycle)
    order: list[str] = []
    state: dict[str, int] = {}

    def visit(task: str, path: tuple[str, ...]) -> None:
        if state.get(task) == 1:
            ring = " → ".join((*path[path.index(task) :], task))
            raise ProfileError(
                [Problem("timescales", f"tasks count from each other in a ring: {ring}", "break the ring: count one of them from an event")]
            )
        if state.get(task) == 2:  # noqa: PLR2004 - 1 is being visited, 2 is done
            return
        state[task] = 1
        for name in sorted(needs[task]):
            visit(name, (*path, task))
        state[task] = 2
        order.append(task)

    for task in sorted(needs):
        visit(task, ())
    return order


def _everything_before(task: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [task]
    while waiting:
        for name in needs.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def known_anchors(profile: Profile) -> set[str]:
    """Every name a timescale of this profile may count from, ages apart."""
    return {*BUILT_IN, *DERIVED, *profile.events, *profile.tasks}


@lru_cache(maxsize=64)
def plan_for(profile: Profile) -> Plan:
    """The plan of a profile, made once for each content."""
    return Plan(profile)
