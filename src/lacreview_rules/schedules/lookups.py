"""Finding due dates in a schedule: by task, review, status, role, day or id. The same for a schedule read back from JSON."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar, get_args

from lacreview_rules.arguments import check_day, check_type
from lacreview_rules.errors import ArgumentError, UnknownDueDateError, UnknownTaskError, nearest
from lacreview_rules.profiles.profile import TaskId
from lacreview_rules.schedules.standing import OUTSTANDING, Status
from lacreview_rules.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.rules.scopes import Scope


class Found(Protocol):
    """What is looked at in a due date: of a schedule, or of one that was written."""

    @property
    def id(self) -> str | None:
        """What tells it from others; None in what version 0.1 wrote."""
        ...

    @property
    def task(self) -> str:
        """The id of the task."""
        ...

    @property
    def period_of_care(self) -> int:
        """The number of the period of care it belongs to."""
        ...

    @property
    def review(self) -> int | None:
        """The number of the review it belongs to."""
        ...

    @property
    def scope(self) -> Scope | None:
        """What it belongs to; None in what version 0.1 wrote."""
        ...

    @property
    def role(self) -> str:
        """Who must do it."""
        ...

    @property
    def due(self) -> date | None:
        """The last day on which it is in time."""
        ...

    @property
    def rule(self) -> str:
        """The id of the rule that binds."""
        ...

    @property
    def status(self) -> Status:
        """How it stands."""
        ...


D = TypeVar("D", bound=Found)


class Lookups(Generic[D, TaskId]):
    """What can be asked of a number of due dates in order."""

    __slots__ = ()

    due_dates: tuple[D, ...]

    def _known_tasks(self) -> Collection[str]:
        """The tasks that can be asked for."""
        return {due.task for due in self.due_dates}

    def _known_roles(self) -> Collection[str] | None:
        """The roles that can be asked for; None where that is not known, as of a schedule that was read back without its profile."""
        return None

    def __iter__(self) -> Iterator[D]:
        return iter(self.due_dates)

    def __len__(self) -> int:
        return len(self.due_dates)

    def __bool__(self) -> bool:
        return True  # a schedule without due dates is one all the same

    @property
    def outstanding(self) -> tuple[D, ...]:
        """What is still to be done: upcoming, due today or overdue."""
        return tuple(due for due in self.due_dates if due.status in OUTSTANDING)

    @property
    def overdue(self) -> tuple[D, ...]:
        """What should have been done by now and is not."""
        return tuple(due for due in self.due_dates if due.status == "overdue")

    @property
    def next(self) -> D | None:
        """The next that falls due: the first that is due today or upcoming; None if nothing is."""
        return next((due for due in self.due_dates if due.status in {"due-today", "upcoming"}), None)

    def by_id(self, due_id: str) -> D:
        """The due date with an id.

        Raises:
            UnknownDueDateError: there is none.
        """
        check_type("id", due_id, str)
        for due in self.due_dates:
            if due.id == due_id:
                return due
        raise UnknownDueDateError("id: there is no due date with this id; it may have been of another history")

    def of(self, task: TaskId) -> tuple[D, ...]:
        """The due dates of one task, in order.

        Raises:
            UnknownTaskError: there is no such task; the message names the nearest that there is.
        """
        check_type("task", task, str)
        return self.find(task=task)

    def find(
        self,
        *,
        task: TaskId | None = None,
        review: int | None = None,
        status: Status | None = None,
        role: str | None = None,
        after: date | None = None,
        before: date | None = None,
    ) -> tuple[D, ...]:
        """The due dates that fit all that is asked for, in order.

        Args:
            task: the id of the task.
            review: the number of the review that it is, prepares or follows.
            status: how it stands.
            role: who must do it, in small or capital letters.
            after: due later than this day.
            before: due earlier than this day.

        Raises:
            ArgumentError: something is of another type than it should be, there is no such status, or the profile has no such role.
            UnknownTaskError: there is no such task.
        """
        self._refuse_unknown(task, status)
        check_type("review", review, int, None)
        wanted = self._folded_role(role)
        for name, day in (("after", after), ("before", before)):
            if day is not None:
                check_day(name, day)
        return tuple(
            due
            for due in self.due_dates
            if (task is None or due.task == task)
            and (review is None or due.review == review)
            and (status is None or due.status == status)
            and (wanted is None or folded(due.role) == wanted)
            and (after is None or (due.due is not None and due.due > after))
            and (before is None or (due.due is not None and due.due < before))
        )

    def _folded_role(self, role: object) -> str | None:
        """A role asked for, as it is compared; refused if the profile has none of this name."""
        check_type("role", role, str, None)
        if not isinstance(role, str):
            return None
        wanted, known = folded(role), self._known_roles()
        if known is not None and wanted not in map(folded, known):
            raise ArgumentError(f'role: the profile has no role "{role}"; {nearest(role, sorted(known))}')
        return wanted

    def _refuse_unknown(self, task: object, status: object) -> None:
        check_type("task", task, str, None)
        if isinstance(task, str) and task not in (known := self._known_tasks()):
            raise UnknownTaskError(f'task: "{task}" is not a task here; {nearest(task, sorted(known))}'.rstrip("; "))
        check_type("status", status, str, None)
        if isinstance(status, str) and status not in get_args(Status):
            raise ArgumentError(f'status: there is no status "{status}"; {nearest(status, get_args(Status))}')


def tasks_among(tasks: Collection[str], known: Collection[str] | None, profile: str) -> frozenset[str]:
    """The tasks asked for, all of them among those known of a profile, if these are known.

    Raises:
        ArgumentError, UnknownTaskError: as `tasks_asked`.
    """
    if isinstance(tasks, str):
        raise ArgumentError(f'tasks: it is text, and must be a set of texts; write tasks={{"{tasks}"}}')
    if not isinstance(tasks, Collection) or not all(isinstance(task, str) for task in tasks):
        raise ArgumentError('tasks: it must be a set of the ids of tasks; write tasks={"review"}')
    if not tasks:
        raise ArgumentError("tasks: there is none in it; name at least one, or leave it out to ask for all")
    for task in tasks:
        if known is not None and task not in known:
            raise UnknownTaskError(f'tasks: {profile} has no task "{task}"; {nearest(task, list(known))}')
    return frozenset(tasks)
