"""The schedule of one child: every due date, and what particular reviews must consider.

A schedule holds no "today". It is made as at the last event recorded; `Schedule.on` gives the same due dates as
they stand on any other day. Dates are calculated dates: what the law requires is for the reader to decide.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Self, cast

from lacreview_rules.arguments import check_day, check_each, check_type
from lacreview_rules.profiles.profile import TaskId
from lacreview_rules.schedules.due_dates import due_dates
from lacreview_rules.schedules.due_dates import in_order as as_shown
from lacreview_rules.schedules.lookups import Lookups, tasks_among
from lacreview_rules.schedules.order import in_order
from lacreview_rules.schedules.rows import json_of, row_of, rows_json
from lacreview_rules.schedules.written_schedule import WrittenSchedule, written_schedule
from lacreview_rules.wording import count_text, day_text, iso

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from collections.abc import Sequence as Several
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.models import Consideration
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.records import ConsiderationRecord, ScheduleRecord
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

SCHEMA_VERSION: Literal[1] = 1


class MarkedReview(NamedTuple):
    """Something that one review must consider."""

    rule: Consideration
    period_of_care: int
    review: int
    on: date
    basis: Basis

    def to_dict(self) -> ConsiderationRecord:
        """The consideration as the schedule writes it."""
        return {
            "rule": self.rule.id,
            "title": self.rule.title,
            "role": self.rule.role,
            "period_of_care": self.period_of_care,
            "review": self.review,
            "on": self.on.isoformat(),
            "basis": self.basis,
            "force": self.rule.force,
            "cite": self.rule.cite,
            "verified": self.rule.verified,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Schedule(Lookups["DueDate", TaskId]):
    """All due dates of one child, in order of date, task and rule. Iterating over it gives them.

    It is immutable, equal to another of the same content, and can be hashed, pickled and copied.

    Attributes:
        child: the identifier that the history gave.
        profile: the timescales it was made under.
        calendar: the working days it was counted in.
        as_of: the day on which the statuses are given; None for a history without events.
        due_dates: what is due, was done, or is no longer owed.
        considerations: what particular reviews must consider.
        problems: what in the history could not be used.
        distant: due dates that count from a birthday or a named day, or from what follows one, beyond the last review shown and the
            next such day; each joins `due_dates` when the schedule is asked for after the one before, or on the day it counts from.
        tasks: the tasks that it was asked for; None if all.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> build_schedule(history, load_profile("newham"))
        <Schedule newham 2020-06: 34 due dates, as of 2025-12-19>
    """

    child: str
    profile: Profile[TaskId]
    calendar: WorkingCalendar
    as_of: date | None
    due_dates: tuple[DueDate, ...]
    considerations: tuple[MarkedReview, ...]
    problems: tuple[Problem, ...]
    distant: tuple[DueDate, ...] = ()
    tasks: frozenset[str] | None = None
    _found: tuple[Several[TaskOccurrence], list[TaskOccurrence]] | None = field(default=None, init=False, repr=False, compare=False)
    _problems_told: Callable[[], tuple[Problem, ...]] | None = field(default=None, init=False, repr=False, compare=False)

    if not TYPE_CHECKING:  # pragma: no branch - or any name would do for a type checker

        def __getattr__(self, name: str) -> object:
            """The due dates and the problems, made when they are first asked for: see `schedule_of`."""
            if name == "problems":
                told = self._problems_told
                if told is not None:
                    object.__setattr__(self, name, told())
                    object.__setattr__(self, "_problems_told", None)
                return object.__getattribute__(self, name)
            if name in ("due_dates", "distant") and self._found is not None:
                for attribute, occurrences in zip(("due_dates", "distant"), self._found_in_order(), strict=True):
                    object.__setattr__(self, attribute, due_dates(occurrences, self.as_of))
                object.__setattr__(self, "_found", None)
            return object.__getattribute__(self, name)

    def __repr__(self) -> str:
        when = "of no day" if self.as_of is None else f"as of {self.as_of.isoformat()}"
        return f"<Schedule {self.profile.id} {self.profile.version}: {count_text(len(self.due_dates), 'due date')}, {when}>"

    def __str__(self) -> str:
        head = f"Schedule under {self.profile.name} ({self.profile.version}), as of {day_text(self.as_of)}"
        return "\n".join([head, *(f"  {due}" for due in self.due_dates)])

    def __hash__(self) -> int:
        return hash((self.child, self.profile, self.as_of, len(self.due_dates)))

    def _known_tasks(self) -> Collection[str]:
        return self.profile.tasks if self.tasks is None else self.tasks

    def _known_roles(self) -> Collection[str]:
        return self.profile.every_role

    def on(self, day: date) -> Self:
        """The same schedule as it stands on `day`.

        Example:
            >>> from datetime import date
            >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
            >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
            >>> schedule = build_schedule(history, load_profile("england")).on(date(2026, 1, 22))
            >>> [(due.title, str(due.due)) for due in schedule.overdue if due.task == "review"]
            [('First looked after review', '2026-01-21')]
        """
        check_day("day", day)
        if self._found is not None:
            return self._found_on(day, *self._found_in_order())
        shown = [due.on(day) for due in self.due_dates]
        if self.distant:
            joined = {due.id for due in self.distant}
            shown = [due for due in shown if due.id not in joined]
            shown += [due.on(day) for due in self.distant if not due.starts_after(day)]
            shown.sort(key=as_shown)
        return self._but(as_of=day, due_dates=tuple(shown), distant=tuple([due.on(day) for due in self.distant]))

    def _found_in_order(self) -> tuple[tuple[TaskOccurrence, ...], list[TaskOccurrence]]:
        """What the engine found: what is shown, in order from the first time that it is asked for, and what is distant."""
        found, distant = self._found or ((), [])
        if not isinstance(found, tuple):
            found = in_order(found)
            object.__setattr__(self, "_found", (found, distant))
        return found, distant

    def _found_on(self, day: date, found: tuple[TaskOccurrence, ...], distant: list[TaskOccurrence]) -> Self:
        """The same, while nobody has asked for the due dates of this one: then there is no need to make them."""
        near = [one for one in distant if not one.starts_after(day)]
        shown = in_order([*found, *near]) if near else found
        return self._but(as_of=day, due_dates=due_dates(shown, day), distant=due_dates(distant, day), _found=None)

    def _but(self, **changes: object) -> Self:
        """The same schedule but for some attributes; problems that nobody has asked for yet are left until somebody asks the copy."""
        made, problems_told = object.__new__(type(self)), self._problems_told
        for name in Schedule.__slots__:
            if name != "problems" or problems_told is None:
                object.__setattr__(made, name, changes[name] if name in changes else getattr(self, name))
        object.__setattr__(made, "_problems_told", problems_told)
        return made

    def only(self, tasks: Collection[TaskId]) -> Self:
        """The same schedule with the due dates of these tasks alone; what its reviews must consider goes with the review.

        `build_schedule(..., tasks=...)` gives the same due dates in less time.

        Example:
            >>> from datetime import date
            >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
            >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
            >>> build_schedule(history, load_profile("england")).only({"visit"})
            <Schedule england 2026-11: 2 due dates, as of 2025-12-19>
        """
        kept = tasks_among(tasks, self._known_tasks(), self.profile.id) if tasks else frozenset(check_each("tasks", tasks, str))
        return self._but(
            due_dates=tuple([due for due in self.due_dates if due.task in kept]),
            considerations=self.considerations if self.profile.cycle_task in kept else (),
            distant=tuple([due for due in self.distant if due.task in kept]),
            tasks=kept,
        )

    def to_dict(self) -> ScheduleRecord:
        """The schedule as its contract writes it."""
        head, rest = self._around()
        return cast("ScheduleRecord", {**head, "due_dates": [due.to_dict() for due in self.due_dates], **rest})

    def _around(self) -> tuple[dict[str, object], dict[str, object]]:
        """What stands in the record before the due dates, and after them."""
        head: dict[str, object] = {
            "schema_version": SCHEMA_VERSION,
            "child": self.child,
            "as_of": iso(self.as_of),
            "profile": {"id": self.profile.id, "version": self.profile.version, "digest": self.profile.digest},
            "calendar": {"id": self.calendar.id, "confirmed_until": self.calendar.confirmed_until.isoformat()},
        }
        return head, {
            "considerations": [mark.to_dict() for mark in self.considerations],
            "problems": [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in self.problems],
        }

    @staticmethod
    def from_dict(record: Mapping[str, Any]) -> WrittenSchedule:
        """The schedule that `to_dict` wrote, read back: every written field, without the working of a date.

        Raises:
            InputError: the record is not a schedule; every problem is listed.

        Example:
            >>> from datetime import date
            >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
            >>> schedule = build_schedule(History("A123", [BecameLookedAfter(on=date(2025, 12, 19))]), load_profile("england"))
            >>> str(Schedule.from_dict(schedule.to_dict()).of("review")[0])
            'First looked after review: due Wed 21 Jan 2026, upcoming'
        """
        return written_schedule(record)

    def to_json(self, *, indent: int | None = None) -> str:
        """The schedule as JSON text; on one line unless `indent` is given."""
        check_type("indent", indent, int, None)
        return self._on_one_line() if indent is None else json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def _on_one_line(self) -> str:
        """What `json` makes of the record, in a third of the time: of a caseload, this is most of the work."""
        head, rest = self._around()
        return f'{json_of(head)[:-1]}, "due_dates": [{rows_json([row_of(due) for due in self.due_dates])}], {json_of(rest)[1:]}'


def has_due_dates(schedule: Schedule[TaskId]) -> bool:
    """Whether anything is due, was, or will be from a birthday on; known before the due dates are made, and without making them."""
    found = schedule._found  # noqa: SLF001 - the class makes them when it is asked for them
    return any(found) if found is not None else bool(schedule.due_dates or schedule.distant)


def schedule_of(
    history: History,
    profile: Profile,
    calendar: WorkingCalendar,
    as_of: date | None,
    marks: tuple[MarkedReview, ...],
    problems_told: Callable[[], tuple[Problem, ...]],
    found: list[TaskOccurrence],
    distant: list[TaskOccurrence],
    tasks: frozenset[str] | None = None,
) -> Schedule[TaskId]:
    """The schedule of what the engine found, in no order; its due dates, and its problems, are made when they are first asked for.

    As at the last event recorded due dates seldom are: most programs ask how things stand on another day. And who asks how often
    a thing is due, of one history under many profiles, never asks what else there is to say of the history.
    """
    made, settle = object.__new__(Schedule), object.__setattr__
    settle(made, "child", history.child)
    settle(made, "profile", profile)
    settle(made, "calendar", calendar)
    settle(made, "as_of", as_of)
    settle(made, "considerations", marks)
    settle(made, "_problems_told", problems_told)
    settle(made, "tasks", tasks)
    settle(made, "_found", (found, distant))
    return made
