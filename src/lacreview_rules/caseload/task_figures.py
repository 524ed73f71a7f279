"""How many of each task were in time: visits, what follows a review (decisions, records), what prepares one, and the rest.

The rule is that of the reviews: what was due within the days judged counts, done or not, unless what it belongs to had ended
by that day. What the record says nothing of is counted apart, never as late.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lacreview_rules.caseload.gaps import Reason
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.standing import Status
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

Group = Literal["visit", "after-review", "before-review", "other"]
"""What a task is, as its profile says: one for which the child is seen, one that follows a review or prepares one, or another."""
GROUPS: tuple[Group, ...] = ("visit", "after-review", "before-review", "other")


class TaskFigure(NamedTuple):
    """How many of one task were in time, of those due within a window.

    Attributes:
        group: what kind of task it is.
        task: its id.
        role: who must do it; may be empty.
        in_time: how many were done by their date.
        late: how many were done after it.
        not_done: how many were not done, and the record would say so if they had been.
        not_recorded: how many the record says nothing of, where it need not; they are not among those judged.
        not_judged: how many have a date that is not sure; likewise.
    """

    group: Group
    task: str
    role: str
    in_time: int = 0
    late: int = 0
    not_done: int = 0
    not_recorded: int = 0
    not_judged: int = 0

    @property
    def judged(self) -> int:
        """How many were judged.

        Example:
            >>> TaskFigure("visit", "visit", "social worker", in_time=3, late=1, not_recorded=5).judged
            4
        """
        return self.in_time + self.late + self.not_done


_ON_NEITHER_SIDE: frozenset[Status] = frozenset({"cancelled", "advisory", "upcoming"})
Counted = Literal["in_time", "late", "not_done", "not_recorded", "not_judged"]
"""As what one due date counts."""
FigureKey: TypeAlias = tuple[Group, str, str, Counted]
"""The group, the id of the task, its role, and as what it counts."""


def figure_of(one: DueDate, status: Status, ended: date | None, unsure: Callable[[DueDate], Reason | None]) -> FigureKey | None:
    """As what one due date within the window counts; None if it counts on neither side.

    Args:
        one: the due date; reviews have figures of their own.
        status: how it stands on the day of the caseload.
        ended: the day on which what it belongs to ended, if it has by then.
        unsure: says why its date is not sure.
    """
    if status in _ON_NEITHER_SIDE:
        return None
    found, due = occurrence_of(one), one.due
    if due is None or found.plan.id == found.care.review_task:
        return None
    if ended is not None and due >= ended and found.scope.closing_cancels:
        return None
    counted: Counted
    if status == "not-recorded" or (status == "due-today" and not one.is_recorded):
        counted = "not_recorded"
    elif unsure(one) is not None:
        counted = "not_judged"
    else:
        counted = "in_time" if status == "met" else "late" if status == "met-late" else "not_done"
    return _group(found), found.plan.id, one.role, counted


def task_figures(counted: Mapping[FigureKey, int]) -> tuple[TaskFigure, ...]:
    """One figure a task and role, visits first.

    Example:
        >>> task_figures({("visit", "visit", "", "in_time"): 1, ("visit", "visit", "", "late"): 2})
        (TaskFigure(group='visit', task='visit', role='', in_time=1, late=2, not_done=0, not_recorded=0, not_judged=0),)
    """
    found: dict[tuple[Group, str, str], dict[str, int]] = {}
    for (group, task, role, name), number in counted.items():
        found.setdefault((group, task, role), {})[name] = number
    names = ("in_time", "late", "not_done", "not_recorded", "not_judged")
    rows = [TaskFigure(*key, *(numbers.get(name, 0) for name in names)) for key, numbers in found.items()]
    return tuple(sorted(rows, key=lambda row: (GROUPS.index(row.group), row.task, row.role)))


def without_open(counted: Mapping[FigureKey, int]) -> Counter[FigureKey]:
    """The figures of a child whose record breaks off: what is not in it may have been done."""
    found: Counter[FigureKey] = Counter()
    for (group, task, role, name), number in counted.items():
        found[group, task, role, "not_judged" if name == "not_done" else name] += number
    return found


def _group(found: TaskOccurrence) -> Group:
    if found.plan.task.sees_child:
        return "visit"
    if found.plan.task.per != "review":
        return "other"
    return "after-review" if found.limits[0].forward else "before-review"
