"""A profile made ready to run: phrases read once, conditions made into tests, tasks in an order that works.

Nothing here depends on a child, so a profile's plan is made once and kept.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.ages import read_age_anchor
from lacreview_rules.conditions import Test, compile_condition
from lacreview_rules.errors import Problem, ProfileError
from lacreview_rules.events import BUILT_IN, DERIVED
from lacreview_rules.periods import Period
from lacreview_rules.profiles import FORCE_ORDER

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.profiles import Consideration, Profile, Task, Timescale, _Rule

MIDWAY = "midway"


class RulePlan:
    """A timescale, ready to fire."""

    __slots__ = (
        "advice",
        "after",
        "aim",
        "before",
        "clear",
        "deemed",
        "id",
        "in_force",
        "inclusive",
        "is_midway",
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
        "unless",
        "until",
        "when",
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
        self.after = rule.after
        self.before = rule.before
        self.advice = not rule.limit and not rule.before and not rule.limit_from
        self.recurs = rule.task in rule.after
        self.aim = Period.parse(rule.aim) if rule.aim else None
        self.opens = Period.parse(rule.opens) if rule.opens else None
        self.until = rule.until
        self.clear = rule.clear if rule.clear is not None else profile.settings["count_back"] == "clear"
        self.inclusive = rule.inclusive
        self.deemed = rule.deemed
        self.may_precede = rule.may_precede is not False
        self.precede_within = Period.parse(rule.may_precede) if isinstance(rule.may_precede, str) else None
        self.restarts = rule.restarts_on or ()
        self.when, self.unless = _tests(rule, profile)
        self.while_ = compile_condition(rule.while_, profile) if rule.while_ is not None else None
        self.in_force = rule.in_force

    def applies_on(self, day: date) -> bool:
        """Whether a count that starts on `day` is under this rule at all."""
        return not self.in_force or any(span.holds(day) for span in self.in_force)


def _tests(rule: _Rule, profile: Profile) -> tuple[Test | None, tuple[Test, ...]]:
    when = compile_condition(rule.when, profile) if rule.when is not None else None
    return when, tuple(compile_condition(condition, profile) for condition in rule.unless)


class TaskPlan:
    """A task with every rule that limits it.

    Attributes:
        looks_back: for a task that belongs to a review: it prepares the review (true) or follows it.
    """

    __slots__ = ("id", "looks_back", "per", "rules", "task")

    def __init__(self, task: Task, rules: tuple[RulePlan, ...], *, looks_back: bool) -> None:
        self.id = task.id
        self.task = task
        self.per = task.per
        self.rules = rules
        self.looks_back = looks_back


class ConsiderationPlan:
    """A consideration, ready to be asked at each review."""

    __slots__ = ("in_force", "restarts", "rule", "unless", "when")

    def __init__(self, rule: Consideration, profile: Profile) -> None:
        self.rule = rule
        self.when, self.unless = _tests(rule, profile)
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
    """

    __slots__ = ("anchors", "by_age", "completed_by", "considerations", "cycle_task", "doing", "look_ahead", "profile", "tasks")

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.cycle_task = profile.cycle_task
        self.completed_by = profile.completed_by
        by_task: dict[str, list[RulePlan]] = {}
        for timescale in profile.timescales:
            by_task.setdefault(timescale.task, []).append(RulePlan(timescale, profile))
        order = task_order(profile)
        self.tasks = tuple(
            TaskPlan(
                profile.tasks[task],
                tuple(sorted(by_task[task], key=lambda rule: rule.id)),
                looks_back=_looks_back(task, by_task, profile, set()),
            )
            for task in order
            if task in by_task
        )
        self.doing: dict[str, list[str]] = {}
        for task in profile.tasks.values():
            for kind in task.done_by:
                self.doing.setdefault(kind, []).append(task.id)
        self.anchors = {
            name
            for timescale in profile.timescales
            for name in (*timescale.after, timescale.before, timescale.until, *(timescale.restarts_on or ()))
            if name is not None and name not in profile.tasks
        } | {name for rule in profile.considerations for name in rule.restarts_on or ()}
        self.considerations = tuple(ConsiderationPlan(rule, profile) for rule in profile.considerations)
        self.look_ahead = max(
            (rule.when.last_before_age.reviews for rule in profile.considerations if rule.when and rule.when.last_before_age),
            default=0,
        )
        self.by_age = tuple(sorted(rule.id for rule in (*profile.timescales, *profile.considerations) if _needs_birth(rule)))


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
        named = {*rule.after, rule.before, rule.until} - {rule.task, None}
        needs[rule.task] |= {name for name in named if name in profile.tasks}
    cycle = profile.cycle_task
    if cycle is not None and cycle in needs:
        if profile.completed_by in needs and profile.completed_by is not None:
            needs[cycle].add(profile.completed_by)
        first = _everything_before(cycle, needs)
        for task in needs:
            if task != cycle and task not in first:
                needs[task].add(cycle)
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
