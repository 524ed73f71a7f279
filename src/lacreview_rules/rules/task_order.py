"""What each task needs of others, and so the order in which tasks can be worked out: each after what it counts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem, ProfileError
from lacreview_rules.rules.rule_plan import MISSED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from lacreview_rules.profiles.models import _Rule
    from lacreview_rules.profiles.profile import Profile


def task_order(profile: Profile) -> list[str]:
    """Tasks so that each comes after what it counts from; the review comes as early as it can.

    Raises:
        ProfileError: tasks count from each other in a ring.
    """
    needs = needs_of(profile)
    cycle = profile.cycle_task
    if cycle is not None and cycle in needs:
        first = _everything_before(cycle, needs)
        of_reviews = sorted(task for task in first - {cycle} if profile.tasks[task].per == "review")
        if of_reviews:
            raise ProfileError([_of_a_review(task) for task in of_reviews])
        for task, its_needs in needs.items():
            if task != cycle and task not in first:
                its_needs.add(cycle)
    order: list[str] = []
    done: set[str] = set()
    for first_task in sorted(needs):
        path: dict[str, Iterator[str]] = {}  # from the task asked for to the one looked at, each with what it needs
        if first_task not in done:
            path[first_task] = iter(sorted(needs[first_task]))
        while path:
            task, waiting = next(reversed(path.items()))
            name = next((name for name in waiting if name not in done), None)
            if name is None:
                del path[task]
                done.add(task)
                order.append(task)
            elif name in path:
                raise ProfileError([_in_a_ring([*path, name], name)])
            else:
                path[name] = iter(sorted(needs[name]))
    return order


def needs_of(profile: Profile) -> dict[str, set[str]]:
    """For each task the others that have to be worked out before it: what its rules count from, end with or ask about."""
    needs: dict[str, set[str]] = {task: set() for task in profile.tasks}
    for rule in profile.timescales:
        named = (*rule.after, rule.before, rule.until)
        plain = {name.removeprefix(MISSED) for name in named if name is not None}
        needs[rule.task] |= {name for name in plain if name in profile.tasks and name != rule.task}
    for asking, asked in _asked_of(profile):
        if asked in profile.tasks and asked != asking:
            needs[asking].add(asked)
    cycle = profile.cycle_task
    if cycle is not None and cycle in needs and profile.completed_by is not None and profile.completed_by in needs:
        needs[cycle].add(profile.completed_by)
    return needs


def _asked_of(profile: Profile) -> Iterator[tuple[str, str]]:
    """Each task with what its rules ask about, if that is settled only when the other has been worked out.

    Whether a task was done is recorded, save where silence counts as done, or where it is asked of one review.
    """
    deemed = {rule.task for rule in profile.timescales if rule.deemed}
    for rule in profile.timescales:
        for condition in rule.asked:
            for record, value in condition.named():
                for name in record.tasks_of(value) if record.tasks_of is not None else ():
                    if name in deemed or record.settled_late:
                        yield rule.task, name


def _in_a_ring(path: list[str], name: str) -> Problem:
    ring = " → ".join(path[path.index(name) :])
    return Problem("timescales", f"tasks count from each other in a ring: {ring}", "break the ring: count one of them from an event")


def _of_a_review(task: str) -> Problem:
    what = f'reviews count from "{task}", of which each review has one: it could not be known before the reviews are'
    return Problem("timescales", what, "count reviews from something else, or let the task belong to an event or to the period of care")


def _everything_before(task: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [task]
    while waiting:
        for name in needs.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found


def asked_by(rules: Iterable[_Rule]) -> set[str]:
    """The tasks of which some condition of the rules asks whether they were done."""
    return {
        name
        for rule in rules
        for condition in rule.asked
        for record, value in condition.named()
        if record.tasks_of is not None
        for name in record.tasks_of(value)
    }


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
