"""A task with every rule that limits it, and what follows from these for the task: worked out once for a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import read_age_anchor
from lacreview_rules.rules.named_days import anchor_days, read_anchor
from lacreview_rules.rules.rule_plan import MISSED, RulePlan
from lacreview_rules.rules.task_order import asked_by, task_order

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.profiles.models import Task
    from lacreview_rules.profiles.profile import Profile


class TaskPlan:
    """A task with every rule that limits it.

    Attributes:
        shape: in a word, what it belongs to, whether it is owed beyond that and, of a review, whether it prepares it.
        not_recurring, recurring: its rules that count from something else, and those that count from its own completion; recurs: whether
            there are any of these; in_turn: whether one cause asks for it more than once.
        by_term: whether each term or window has an occurrence of its own; by_anchor: whether each of several things that it comes
            before has.
        anchors: every name a rule of it counts from; by_age: whether one of them is an age or a named day.
        follows_from_time: whether it counts from an age, a named day or something missed, or from a task that does; follows_from_age:
            the same of an age alone; days_ahead: the named days that it, or what it follows, counts on from, in order.
        is_anchor: whether another task counts from this one; is_watched: whether one counts from its being missed; is_noted: whether
            that, or silence that counts as done, has to be noted of a due date; is_asked: whether a condition asks if it was done.
        is_local: whether all its rules are local, those too that were sifted out.
        lighter: what has been sifted from it, by the rules (by `id`) that it has then.
        looks_back: for a task that belongs to a review: it prepares the review (true) or follows it.
        may_precede: whether any of its rules lets what was done before a count starts be what it asks for.
        has_aim, has_opening: whether any of its rules sets an earlier target, or a first day on which it should be done.
        goes_on: whether a task of a placement may go on through several.
        is_simple: whether it does not recur, and every limit is on the first occurrence, as the rules set it.
        only_rule: its rule, if it has one only, which asks nothing and sets one limit that nothing sets aside, and if it neither has to
            be noted nor follows from time.
    """

    # Kept for speed: without slots a schedule takes 11 to 17 % longer, measured, for nearly every step of it reads a plan.
    __slots__ = tuple(
        """
        anchors by_age by_anchor by_term days_ahead follows_from_age follows_from_time goes_on has_aim has_opening id in_turn
        is_anchor is_asked is_local is_noted is_simple is_watched lighter looks_back may_precede not_recurring only_rule outlives_care per
        recurring recurs rules shape task
        """.split()  # noqa: SIM905 - one name a line would be as long as all that is done with them
    )

    def __init__(
        self,
        task: Task,
        rules: tuple[RulePlan, ...],
        *,
        looks_back: bool,
        is_anchor: bool,
        is_watched: bool,
        is_asked: bool,
        follows_from_time: bool,
        follows_from_age: bool,
        days_ahead: tuple[date, ...],
    ) -> None:
        self.id = task.id
        self.task = task
        self.per = task.per
        self.outlives_care = task.outlives_care
        self.shape = f"{task.per}{' beyond care' if task.outlives_care else ''}{' before' if looks_back else ''}"
        self.goes_on = task.goes_on
        if self.goes_on:
            self.shape += f" through {', '.join((*task.goes_on_in, *task.goes_on_under))}"
        self.follows_from_time = follows_from_time
        self.follows_from_age = follows_from_age
        self.is_anchor = is_anchor
        self.is_watched = is_watched
        self.is_asked = is_asked
        self.is_local = all(rule.rule.force == "local" for rule in rules)
        self.days_ahead = days_ahead
        self.looks_back = looks_back
        self.lighter: dict[tuple[int, ...], TaskPlan] = {}
        self.rules = rules
        self.not_recurring = tuple(rule for rule in rules if not rule.recurs)
        self.recurring = tuple(rule for rule in rules if rule.recurs)
        self.anchors = {name for rule in rules for name in ((rule.anchor,) if rule.anchor else rule.after)}
        self.by_age = any(rule.anchored_on_day for rule in rules) or any(read_age_anchor(name) is not None for name in self.anchors)
        self.is_noted = self.is_watched or any(rule.deemed for rule in rules)
        self.may_precede = any(rule.may_precede for rule in rules)
        self.has_aim = any(rule.aim is not None for rule in rules)
        self.has_opening = any(rule.opens is not None for rule in rules)
        self.recurs = bool(self.recurring)
        self.in_turn = self.recurs or any(rule.nth > 1 for rule in rules)
        self.by_term = any(rule.has_window for rule in self.not_recurring)
        self.by_anchor = not self.recurs and any(rule.is_before_each for rule in rules)
        self.is_simple = not self.recurs and all(rule.nth == 1 and rule.decided_by is None for rule in rules)
        apart = self.is_noted or self.follows_from_time
        self.only_rule = rules[0] if len(rules) == 1 and rules[0].is_plain and not apart else None

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, TaskPlan) and self.id == other.id and self.task == other.task)

    def __hash__(self) -> int:
        return hash(self.id)

    def sifted(self, day: date, words: frozenset[str]) -> TaskPlan | None:
        """The same task with only the rules that can apply on or after `day` to a period with these words."""
        rules = tuple(rule.sifted(day, words) for rule in self.rules if rule.last_day >= day and rule.needs <= words)
        if not rules and not (self.is_anchor or self.is_asked):
            return None
        key = tuple(map(id, rules))  # each of them is made once, and stays: see `RulePlan.sifted`
        lighter = self.lighter.get(key)
        if lighter is None:
            lighter = self.lighter[key] = TaskPlan(
                self.task,
                rules,
                looks_back=self.looks_back,
                is_anchor=self.is_anchor,
                is_watched=self.is_watched,
                is_asked=self.is_asked,
                follows_from_time=self.follows_from_time,
                follows_from_age=self.follows_from_age,
                days_ahead=self.days_ahead,
            )
            lighter.is_local, lighter.lighter = self.is_local, self.lighter
        return lighter


def task_plans(profile: Profile) -> tuple[TaskPlan, ...]:
    """The tasks of a profile, each with its rules, in an order in which every task comes after those it counts from."""
    by_task: dict[str, list[RulePlan]] = {}
    for place, timescale in enumerate(sorted(profile.timescales, key=lambda rule: (rule.task, rule.id))):
        by_task.setdefault(timescale.task, []).append(RulePlan(timescale, profile, place))
    anchors = {name for rule in profile.timescales for name in (*rule.after, rule.before, rule.until) if name != rule.task}
    if profile.cycle_task is not None:
        anchors.add(profile.cycle_task)  # reviews have numbers, and tasks of their own, whether or not a rule limits them
    if profile.completed_by is not None:
        anchors.add(profile.completed_by)  # the next review counts from it
    asked = asked_about(profile)
    order = task_order(profile)
    looks_back: set[str] = set()
    dated_by_time: set[str] = set()
    dated_by_age: set[str] = set()
    days_ahead: dict[str, tuple[date, ...]] = {}
    for task in order:  # each comes after what it counts from
        rules = by_task.get(task, [])
        if profile.tasks[task].per == "review" and _prepares(rules, looks_back):
            looks_back.add(task)
        if _follows_from_time(rules, profile, dated_by_time):
            dated_by_time.add(task)
        if _follows_from_age(rules, profile, dated_by_age):
            dated_by_age.add(task)
        if days := _days_ahead(rules, profile, days_ahead):
            days_ahead[task] = days
    return tuple(
        TaskPlan(
            profile.tasks[task],
            tuple(by_task.get(task, ())),
            looks_back=task in looks_back,
            is_anchor=task in anchors,
            is_watched=f"{MISSED}{task}" in anchors,
            is_asked=task in asked,
            follows_from_time=task in dated_by_time,
            follows_from_age=task in dated_by_age,
            days_ahead=days_ahead.get(task, ()),
        )
        for task in order
    )


def asked_about(profile: Profile) -> set[str]:
    """The tasks of which some condition asks whether they were done."""
    return asked_by((*profile.timescales, *profile.considerations))


def _prepares(rules: list[RulePlan], preparing: set[str]) -> bool:
    """A task of a review prepares it if a rule counts back from it, or if what the task follows prepares it."""
    return any((rule.before is not None and not rule.is_midway) or not preparing.isdisjoint(rule.after) for rule in rules)


def _follows_from_time(rules: list[RulePlan], profile: Profile, dated_by_time: set[str]) -> bool:
    """Whether a task follows from time alone: it counts from an age, a named day, something missed, or a task that does."""
    names = {name for rule in rules for name in (*rule.after, rule.before) if name is not None}
    return any(
        name in dated_by_time or name.startswith(MISSED) or read_age_anchor(name) is not None or read_anchor(name)[0] in profile.days
        for name in names - {profile.cycle_task}
    )


def _follows_from_age(rules: list[RulePlan], profile: Profile, dated_by_age: set[str]) -> bool:
    """Whether a task counts from an age, or from a task that does."""
    names = {name for rule in rules for name in rule.after}
    return any(name in dated_by_age or read_age_anchor(name) is not None for name in names - {profile.cycle_task})


def _days_ahead(rules: list[RulePlan], profile: Profile, days_ahead: Mapping[str, tuple[date, ...]]) -> tuple[date, ...]:
    """The named days that a task counts on from, or that a task does which it counts from."""
    found: set[date] = set()
    for name in {name for rule in rules for name in rule.after} - {profile.cycle_task}:
        named, edge = read_anchor(name)
        found.update(anchor_days(profile.days[named], edge) if named in profile.days else days_ahead.get(name, ()))
    return tuple(sorted(found))
