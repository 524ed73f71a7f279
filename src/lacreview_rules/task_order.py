"""The order in which tasks can be worked out: each after what it counts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem, ProfileError
from lacreview_rules.rule_plan import MISSED

if TYPE_CHECKING:
    from lacreview_rules.profiles import Profile


def task_order(profile: Profile) -> list[str]:
    """Tasks so that each comes after what it counts from; the review comes as early as it can.

    Raises:
        ProfileError: tasks count from each other in a ring.
    """
    needs: dict[str, set[str]] = {task: set() for task in profile.tasks}
    for rule in profile.timescales:
        named = (*rule.after, rule.before, rule.until)
        plain = {name.removeprefix(MISSED) for name in named if name is not None}
        needs[rule.task] |= {name for name in plain if name in profile.tasks and name != rule.task}
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
