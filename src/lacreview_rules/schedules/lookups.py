"""Finding due dates in a schedule: by task, review, status, role, day or id. The same for a schedule read back from JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from lacreview_rules.errors import UnknownDueDateError, UnknownTaskError, nearest
from lacreview_rules.profiles.profile import TaskId
from lacreview_rules.schedules.standing import OUTSTANDING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.schedules.standing import Status


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
        for due in self.due_dates:
            if due.id == due_id:
                return due
        raise UnknownDueDateError("id: there is no due date with this id; it may have been of another history")

    def of(self, task: TaskId) -> tuple[D, ...]:
        """The due dates of one task, in order.

        Raises:
            UnknownTaskError: there is no such task; the message names the nearest that there is.
        """
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
            role: who must do it.
            after: due later than this day.
            before: due earlier than this day.

        Raises:
            UnknownTaskError: there is no such task.
        """
        if task is not None and task not in (known := self._known_tasks()):
            what = f'"{task}"' if isinstance(task, str) else f"a {type(task).__name__}"
            raise UnknownTaskError(f"task: {what} is not a task here; {nearest(str(task), sorted(known))}".rstrip("; "))
        return tuple(
            due
            for due in self.due_dates
            if (task is None or due.task == task)
            and (review is None or due.review == review)
            and (status is None or due.status == status)
            and (role is None or due.role == role)
            and (after is None or (due.due is not None and due.due > after))
            and (before is None or (due.due is not None and due.due < before))
        )
