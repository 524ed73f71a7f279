"""Which tasks have to be worked out, so that some of them have the dates that they have among all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.rules.task_order import needs_of
from lacreview_rules.rules.task_plan import asked_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lacreview_rules.profiles.profile import Profile


def tasks_needed(profile: Profile, tasks: Collection[str]) -> frozenset[str]:
    """Some tasks of a profile with all that they count from, end with or ask about, and all that these do in turn.

    The review is always among them: its number, and how far a schedule looks ahead, belong to every due date.

    Example:
        >>> from lacreview_rules import load_profile
        >>> sorted(tasks_needed(load_profile("england"), {"manager-response"}))
        ['decisions', 'manager-response', 'review', 'review-completed']
    """
    needs = needs_of(profile)
    cycle = profile.cycle_task
    waiting = [*tasks, *((cycle,) if cycle in needs else ())]
    if cycle in tasks:
        waiting += asked_by(profile.considerations)  # which mark reviews
    found: set[str] = set()
    while waiting:
        task = waiting.pop()
        if task in needs and task not in found:
            found.add(task)
            waiting += (*needs[task], *_taken_as_done(profile, task), *_met_by_the_same(profile, task))
    return frozenset(found)


def _taken_as_done(profile: Profile, task: str) -> set[str]:
    """The tasks that recur and that rules of a task ask about: one that is open when a record starts is taken as done by then."""
    recurring = {rule.task for rule in profile.timescales if rule.task in rule.after}
    return recurring & asked_by(rule for rule in profile.timescales if rule.task == task)


def _met_by_the_same(profile: Profile, task: str) -> Iterator[str]:
    """The tasks of events that one event may complete together with a task of events: what it discharged once, it does not again."""
    mine = profile.tasks[task]
    if mine.per == "event":
        for other in profile.tasks.values():
            if other.per == "event" and not set(mine.done_by).isdisjoint(other.done_by):
                yield other.id
