"""What of the answer is wanted: some tasks, what one role must do, some children; everything, unless something is named."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lacreview_rules.cli.exits import refuse, say
from lacreview_rules.errors import nearest
from lacreview_rules.profile_files.loading import load_profile, shipped_profiles
from lacreview_rules.wording import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.questions import ChildReadings
    from lacreview_rules.schedules.schedule import Schedule


@dataclass(frozen=True, kw_only=True, slots=True)
class OnlyOptions:
    """What of the answer is wanted: everything, unless something is named."""

    tasks: Annotated[
        list[str] | None,
        typer.Option(
            "--task", metavar="TASK", help='Only this task, by its id, as in "review"; may be given more than once.', show_default=False
        ),
    ] = None
    roles: Annotated[
        list[str] | None,
        typer.Option(
            "--role", metavar="ROLE", help='Only what this role must do, as in "IRO"; may be given more than once.', show_default=False
        ),
    ] = None
    children: Annotated[
        list[str] | None,
        typer.Option(
            "--child", metavar="CHILD", help="Only this child, by its identifier; may be given more than once.", show_default=False
        ),
    ] = None

    def check(self, *profiles: Profile, named: bool = False) -> None:
        """Refuse a task or a role that none of the profiles has.

        Args:
            profiles: that the answer is by.
            named: whether records may name another by its id, which is then a shipped one.

        Raises:
            typer.Exit: there is no such task or role.
        """
        if not self.tasks and not self.roles:
            return
        names = " and ".join(dict.fromkeys(profile.id for profile in profiles))
        has = f"{names} have no" if " and " in names else f"{names} has no"
        if named:
            profiles = (*profiles, *map(load_profile, shipped_profiles()))
            has = f"neither {names} nor any shipped profile has a" if names else "no shipped profile has a"
        tasks = sorted({task for profile in profiles for task in profile.tasks})
        roles = sorted({role for profile in profiles for role in profile.every_role})
        for task in self.tasks or ():
            if task not in tasks:
                message = f'{has} task "{task}"; {nearest(task, tasks)}'
                raise refuse(message)
        known = {folded(role) for role in roles}
        for role in self.roles or ():
            if folded(role) not in known:
                message = f'{has} role "{role}"; {nearest(role, roles)}'
                raise refuse(message)

    def tell_unseen(self, tasks: Collection[str], roles: Collection[str]) -> None:
        """Say which of the tasks and roles named is not among those there are, where no profile is at hand that would know it."""
        for task in dict.fromkeys(self.tasks or ()):
            if task not in tasks:
                say(f'lacreview: nothing here is of the task "{task}" (--task); {nearest(task, sorted(tasks)) or "check its id"}')
        for role in dict.fromkeys(self.roles or ()):
            if folded(role) not in map(folded, roles):
                say(f'lacreview: nothing here is of the role "{role}" (--role); {nearest(role, sorted(roles)) or "check its name"}')

    def asked(self, profile: Profile) -> frozenset[str] | None:
        """The tasks of a profile of which something may be wanted, so that no others need be worked out; None for all.

        Whose task a due date is may be said by the rule that binds, and a consideration of a role is shown with the reviews.
        """
        if not self.tasks and not self.roles:
            return None
        roles = {task.id: {task.role or ""} for task in profile.tasks.values()}
        for rule in profile.timescales:
            roles[rule.task].add(rule.role or "")
        if profile.cycle_task is not None:
            roles[profile.cycle_task].update(rule.role or "" for rule in profile.considerations)
        return frozenset(task for task, of_task in roles.items() if any(self.wants(task, role) for role in of_task)) or None

    def building(self, build: Callable[..., Schedule], *profiles: Profile) -> Callable[..., Schedule]:
        """What makes schedules, made to work out no more than what may be wanted under any of the profiles compared."""
        wanted = [self.asked(profile) for profile in profiles]
        every = None if None in wanted else frozenset().union(*(tasks for tasks in wanted if tasks is not None))

        def made(history: History, profile: Profile, calendar: WorkingCalendar | None = None, **options: Any) -> Schedule:
            tasks = None if every is None else every.intersection(profile.tasks) or None
            return build(history, profile, calendar, **options, tasks=tasks)

        return made

    def wants(self, task: str, role: str) -> bool:
        """Whether a task of a role is wanted."""
        return (not self.tasks or task in self.tasks) and (not self.roles or folded(role) in map(folded, self.roles))

    def wants_child(self, child: str) -> bool:
        """Whether a child is wanted."""
        return not self.children or child in self.children

    def of(self, schedule: Schedule) -> Schedule:
        """What of a schedule is wanted: of its due dates, and of what its reviews must consider."""
        if not self.tasks and not self.roles:
            return schedule
        review = schedule.profile.cycle_task or ""
        due_dates = tuple(due for due in schedule.due_dates if self.wants(due.task, due.role))
        distant = tuple(due for due in schedule.distant if self.wants(due.task, due.role))
        considerations = tuple(mark for mark in schedule.considerations if self.wants(review, mark.rule.role))
        return replace(schedule, due_dates=due_dates, distant=distant, considerations=considerations)

    def of_readings(self, child: ChildReadings) -> ChildReadings:
        """The same of a schedule with the date under each reading."""
        due_dates = tuple(one for one in child.due_dates if self.wants(one.due_date.task, one.due_date.role))
        only_under = tuple(one for one in child.only_under if self.wants(one.due_date.task, one.due_date.role))
        return replace(child, schedule=self.of(child.schedule), due_dates=due_dates, only_under=only_under)


def not_found(number: int, died_of: int = 0) -> str:
    """What is said of children asked for with ``--child`` that are not there: how many, and not which.

    Args:
        number: of the children asked for that nothing was worked out for.
        died_of: of how many children a process died: these may be some of them, and nobody knows whose the records were.
    """
    who = "a child named with --child is" if number == 1 else f"{number} of the children named with --child are"
    if died_of:
        of = "a record that a process died of" if died_of == 1 else f"{died_of} records that processes died of"
        return f"{who} in no history that was worked out, and may be in {of}; try again with --workers 1, or check the identifier"
    return f"{who} in no history that can be used; check the identifier"
