"""The columns of a table of dates: which tasks it can hold, and what of each no join can know.

A rule fits into a table if its date follows from one day alone, for a child of whom nothing else is known. What exempts from it, and
other rules that may set a sooner date, are named beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.histories.events import BecameLookedAfter
from lacreview_rules.profiles.conditions.lists import word_text
from lacreview_rules.profiles.words import limit_words, task_words, terms_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.rule_plan import RulePlan
    from lacreview_rules.rules.task_plan import TaskPlan

_FIRST, _SECOND, _LATER = "first", "second", "later"
_FAR = 24
"""Up to this number reviews are looked at: rules that ask for every second, third or twelfth one are noticed."""


class DateColumn(NamedTuple):
    """One column: the day by which a task is to be done, for each day that it can count from.

    Attributes:
        name: of the column.
        task: the id of the task.
        title: what must be done.
        counts_from: the event, or the task whose completion, the day is of.
        back: whether it counts back from that day.
        held: of a review that counts from another: which one that is; "first" or "later".
        rules: the rules that set it; of several, the earliest date.
        others: rules of the task that may set another date, which depends on more than this day.
    """

    name: str
    task: str
    title: str
    counts_from: str
    back: bool
    held: str | None
    rules: tuple[RulePlan, ...]
    others: tuple[str, ...]

    def due(self, day: date, calendar: WorkingCalendar) -> date | None:
        """The date that counts from a day; None where no rule is in force on it.

        Raises:
            CalendarRangeError: it leaves the calendar.
        """
        dates = [rule.count(day, calendar) for rule in self.rules if rule.count is not None and rule.in_force_on(day)]
        return min((due for due in dates if due is not None), default=None)

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The ids of the rules."""
        return tuple(rule.id for rule in self.rules)

    @property
    def day_is(self) -> str:
        """Which day of a child's record is to be looked up.

        Example:
            >>> from datetime import date
            >>> from lacreview_rules import load_profile
            >>> from lacreview_rules.rules.plan import plan_for
            >>> columns, _ = columns_of(plan_for(load_profile("england")), date(2026, 1, 1), date(2026, 12, 31))
            >>> [column.day_is for column in columns[:3]]
            ['the day of the event became-looked-after', 'the day of the first review', 'the day of the second or a later review']
        """
        if self.held is not None:
            return "the day of the first review" if self.held == _FIRST else "the day of the second or a later review"
        profile = self.rules[0].profile
        if self.counts_from == profile.cycle_task:
            return "the day of the review"
        return (
            f"the day on which {self.counts_from} was done"
            if self.counts_from in profile.tasks
            else f"the day of the event {self.counts_from}"
        )

    @property
    def limits(self) -> str:
        """By when, in words."""
        return "; or ".join(dict.fromkeys(limit_words(rule.rule) for rule in self.rules))

    @property
    def unknown_to_a_join(self) -> tuple[str, ...]:
        """What can make another date right for a child, in words."""
        words = [term for rule in self.rules for term in terms_words(rule.rule, rule.profile) if term.startswith(_EXCEPTIONS)]
        if self.others:
            words.append(f"other rules may set another date: {', '.join(self.others)}")
        return tuple(dict.fromkeys(words))


_EXCEPTIONS = ("unless ", "as long as ", "stops with ", "leaves out ", "only where ", "starts again ")
"""How what exempts from a rule, or ends it, begins among its terms."""


class LeftOut(NamedTuple):
    """A task that is no column, and why."""

    task: str
    why: str


def columns_of(plan: Plan, first: date, last: date) -> tuple[tuple[DateColumn, ...], tuple[LeftOut, ...]]:
    """The columns that a profile's table has for days from `first` to `last`, the reviews first; and the tasks that are none."""
    columns: list[DateColumn] = []
    left_out: list[LeftOut] = []
    for task in sorted(plan.tasks, key=lambda one: (one.id != plan.cycle_task, one.id)):
        rules = [rule for rule in task.rules if _is_in_force(rule, first, last)]
        if not rules:
            left_out.append(LeftOut(task.id, "no rule is in force on any of these days"))
            continue
        found = list(_of_reviews(task, rules)) if task.id == plan.cycle_task else [_of_task(task, rules)]
        for one in found:
            if isinstance(one, LeftOut):
                left_out.append(one)
            else:
                columns.append(one)
    taken = {"day", *(column.name for column in columns if column.task == plan.cycle_task)}
    return tuple(_named_apart(column, plan.cycle_task, taken) for column in columns), tuple(left_out)


def _named_apart(column: DateColumn, cycle: str | None, taken: set[str]) -> DateColumn:
    """A column whose name is not that of a column of reviews, nor that of the days."""
    return column._replace(name=f"task_{column.name}") if column.task != cycle and column.name in taken else column


def _is_in_force(rule: RulePlan, first: date, last: date) -> bool:
    spans = rule.rule.in_force
    return not spans or any((span.from_ is None or span.from_ <= last) and (span.to is None or span.to >= first) for span in spans)


def _is_general(rule: RulePlan) -> bool:
    """Whether its date follows from one day for a child of whom nothing else is known, the number of the review apart."""
    from_one_day = rule.anchor is not None and not rule.anchored_on_day and not rule.after_missed
    of_the_calendar = rule.days_before is not None or rule.has_window
    return from_one_day and not of_the_calendar and bool(rule.counts) and rule.count is not None and rule.nth == 1 and not rule.tests


def _of_reviews(task: TaskPlan, rules: list[RulePlan]) -> Iterator[DateColumn | LeftOut]:
    """The first review, the second and the later ones."""
    general = [rule for rule in rules if _is_general(rule)]
    began = [rule for rule in general if rule.anchor == BecameLookedAfter.kind and rule.numbered is None]
    follow = [rule for rule in general if rule.recurs and rule.counts_from_review]
    by_number = [tuple(rule for rule in follow if rule.numbered is None or rule.numbered(number)) for number in range(1, _FAR + 1)]
    second, later = by_number[0], by_number[1]
    for which, mine in ((_FIRST, tuple(began)), (_SECOND, second), (_LATER, later)):
        what = f"the {which} {task.id}"
        if not mine:
            yield LeftOut(task.id, f"{what}: no rule sets it for every child")
        elif which == _LATER and any(other != later for other in by_number[2:]):
            yield LeftOut(task.id, f"{what}: by which date depends on its number")
        else:
            held = None if which == _FIRST else _FIRST if which == _SECOND else _LATER
            yield _column(f"{which}_{task.id}", task, mine, rules, held)


def _of_task(task: TaskPlan, rules: list[RulePlan]) -> DateColumn | LeftOut:
    """A task that counts from one thing."""
    general = [rule for rule in rules if _is_general(rule) and rule.numbered is None]
    not_recurring = tuple(rule for rule in general if not rule.recurs)
    anchors = {(rule.anchor or "", rule.before is not None) for rule in not_recurring}
    if not not_recurring:
        return LeftOut(task.id, "no rule sets it for every child from one day")
    if len(anchors) > 1:
        named = sorted(f"{'before' if back else 'after'} {word_text(name)}" for name, back in anchors)
        return LeftOut(task.id, f"it counts from several days, of which the earliest date binds: {', '.join(named)}")
    return _column(task.id, task, not_recurring, rules, None)


def _column(name: str, task: TaskPlan, mine: tuple[RulePlan, ...], rules: list[RulePlan], held: str | None) -> DateColumn:
    ids = {rule.id for rule in mine}
    mine = tuple(rule for rule in mine if rule.yields_to.isdisjoint(ids))  # the authority's own rule takes its place
    others = tuple(rule.id for rule in rules if rule not in mine and not rule.yields_to & ids and not _is_of_another(rule, task, held))
    anchor, back = mine[0].anchor or "", mine[0].before is not None
    return DateColumn(name.replace("-", "_"), task.id, task_words(task.task.title), anchor, back, held, mine, others)


def _is_of_another(rule: RulePlan, task: TaskPlan, held: str | None) -> bool:
    """Whether a rule is never of the same occurrence: one that counts from the last of them, or of reviews, one of another number."""
    if held is None:
        return rule.recurs and task.recurs
    return _is_general(rule) and (rule.numbered is not None or rule.anchor == BecameLookedAfter.kind)
