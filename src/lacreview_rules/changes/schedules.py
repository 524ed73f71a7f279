"""What changed from one schedule of a child to the next, due date by due date, and what caused it.

The cause is found by making schedules in between: with one event more, one rule changed, one holiday more, and so on,
it is tried which of the differences brings the change about. Nothing is concluded from the look of a date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from lacreview_rules.changes.causes import Causes, Inputs, arranged_late, dated, standing
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import HistoryError, Problem
from lacreview_rules.schedules.pairing import paired_schedules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lacreview_rules.changes.causes import Cause
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.written_schedule import WrittenDueDate

How = Literal["added", "removed", "moved", "status"]
LATE = frozenset({"met-late", "overdue"})
"""The statuses of what is late."""


class DueDateSummary(NamedTuple):
    """What a change tells of a due date: its keys are those of the schedule, and the day arranged for it, if that is after its date."""

    task: str
    title: str
    role: str
    period_of_care: int
    review: int | None
    due: str | None
    due_at: str | None
    status: str
    basis: str
    rule: str
    force: str
    cite: str
    done_on: str | None
    days_late: int | None
    arranged_late: str | None = None

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> DueDateSummary:
        """The due date of a schedule, written as the contract writes it."""
        return cls(*(record[key] for key in cls._fields if key in record))


class Change(NamedTuple):
    """One due date that is not as it was.

    Attributes:
        how: "moved" to another date; "added", also where one that was cancelled stands again; "removed", also where it
            is cancelled now: then `after` tells of it; "status" where only its status is another, on one and the same day,
            or its review is arranged for another day after its date.
        before, after: the due date in each schedule; None where that one has none.
        causes: what brought it about. Of several, each would do `alone`, or else they take effect together.
    """

    how: How
    before: DueDateSummary | None
    after: DueDateSummary | None
    causes: tuple[Cause, ...]

    @property
    def shown(self) -> DueDateSummary:
        """The due date as it is; where it is no more, as it was."""
        return next(one for one in (self.after, self.before) if one is not None)

    @property
    def becomes_late(self) -> bool:
        """Whether it is late as it is, and was not as it was: overdue, or done after its date."""
        return self.after is not None and self.after.status in LATE and (self.before is None or self.before.status not in LATE)

    @property
    def was_overdue_is_done(self) -> bool:
        """Whether it was overdue as it was, and is done as it is, after its date."""
        return self._stays_late and self.before is not None and self.before.status == "overdue" and self.shown.status == "met-late"

    @property
    def is_late_still(self) -> bool:
        """Whether it was late as it was and is late as it is, by another number of days, and was not done in between."""
        if not self._stays_late or self.was_overdue_is_done or self.before is None:
            return False
        return (self.before.due, self.before.done_on) != (self.shown.due, self.shown.done_on)

    @property
    def _stays_late(self) -> bool:
        return self.before is not None and self.after is not None and {self.before.status, self.after.status} <= LATE

    @property
    def becomes_arranged_late(self) -> bool:
        """Whether its review is arranged for a day after its date, and was not as it was."""
        return self.after is not None and self.after.arranged_late not in {None, self.before and self.before.arranged_late}

    @property
    def no_longer_late(self) -> bool:
        """Whether it was late, and is not now; that nobody knows any more whether it was done is not that."""
        if self.before is None or self.before.status not in LATE:
            return False
        return self.after is None or self.after.status not in {*LATE, "not-recorded"}

    def to_dict(self) -> dict[str, Any]:
        """The change as one JSON-ready record."""
        return {
            "how": self.how,
            **{key: getattr(self.shown, key) for key in ("task", "title", "role", "period_of_care", "review")},
            "from": None if self.before is None else self.before.due,
            "to": None if self.after is None else self.after.due,
            "status_from": None if self.before is None else self.before.status,
            "status_to": None if self.after is None else self.after.status,
            "rule_from": None if self.before is None else self.before.rule,
            "rule_to": None if self.after is None else self.after.rule,
            "basis_from": None if self.before is None else self.before.basis,
            "basis_to": None if self.after is None else self.after.basis,
            "causes": [cause.to_dict() for cause in self.causes],
            "done_on_from": None if self.before is None else self.before.done_on,
            "done_on_to": None if self.after is None else self.after.done_on,
            "days_late_from": None if self.before is None else self.before.days_late,
            "days_late_to": None if self.after is None else self.after.days_late,
            "becomes_late": self.becomes_late,
            "arranged_late_from": None if self.before is None else self.before.arranged_late,
            "arranged_late_to": None if self.after is None else self.after.arranged_late,
        }


class ScheduleChanges(NamedTuple):
    """What changed from one schedule of a child to the next.

    Attributes:
        child: the identifier; old, new: the day, the profile and the calendar of each, as a schedule writes them.
        changes: in the order of the dates.
        stayed: how many due dates are as they were.
        problems: what in the histories could not be used.
        recomputed: whether causes were found by recomputation; otherwise from what two written schedules tell.
    """

    child: str
    old: dict[str, Any]
    new: dict[str, Any]
    changes: tuple[Change, ...]
    stayed: int
    problems: tuple[Problem, ...] = ()
    recomputed: bool = True

    def to_dict(self) -> dict[str, Any]:
        """The changes as one JSON-ready record."""
        return {
            "schema_version": 1,
            "child": self.child,
            "old": self.old,
            "new": self.new,
            "recomputed": self.recomputed,
            "changes": [change.to_dict() for change in self.changes],
            "stayed": self.stayed,
            "problems": [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in self.problems],
        }


def schedule_changes(
    old: Inputs,
    new: Inputs,
    *,
    as_of: date | None = None,
    new_as_of: date | None = None,
    until: date | None = None,
    build: Callable[..., Schedule] = build_schedule,
    keep: Callable[[str, str], bool] | None = None,
) -> ScheduleChanges:
    """What changed in one child's schedule from one history, profile and calendar to others, and why.

    Args:
        old: the history, profile and calendar as they were.
        new: the same as they are.
        as_of: the day on which statuses are told; for each, the last event recorded unless given.
        new_as_of: the same for what is new, where that is another day.
        until: as for `build_schedule`.
        build: what makes the schedules, where the source needs more than `build_schedule` does, as a data return.
        keep: which due dates are looked at, by their task and role; all unless given.

    Raises:
        HistoryError: the two histories are of different children.
        CalendarRangeError: a date leaves one of the calendars.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, load_profile
        >>> events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
        >>> england = load_profile("england")
        >>> found = schedule_changes(Inputs(History("A123", events[:1]), england), Inputs(History("A123", events), england))
        >>> second = next(change for change in found.changes if change.shown.task == "review" and change.shown.review == 2)
        >>> second.how, second.before.due, second.after.due, second.causes[0].what
        ('moved', '2026-04-21', '2026-04-14', 'review held on Wed 14 Jan 2026 was added')
    """
    if old.history.child != new.history.child:
        what = "the two histories are of different children"
        raise HistoryError([Problem("child", what, "compare histories of one child; check the identifier in each")])
    causes = Causes(old, new, until, build)
    asked = ((causes.old, as_of), (causes.new, new_as_of or as_of))
    before, after = (one if day is None else one.on(day) for one, day in asked)
    day = max((one.as_of for one in (before, after) if one.as_of is not None), default=None)
    changes: list[tuple[str, Change]] = []
    stayed = 0
    for was, now in paired_schedules(before, after):
        if not is_kept(was, now, keep):
            continue
        how = _how(was, now, day)
        if how is None:
            stayed += dated(now) is not None
            continue
        change = Change(how, _summary(was), _summary(now), causes.of(was, now, day=day if how == "status" else None))
        changes.append((change.shown.due or "", change))
    changes.sort(key=lambda pair: (pair[0], pair[1].shown.task))
    problems = tuple(dict.fromkeys((*causes.old.problems, *causes.new.problems)))
    found = tuple(change for _, change in changes)
    return ScheduleChanges(old.history.child, _made_with(before.to_dict()), _made_with(after.to_dict()), found, stayed, problems)


def is_kept(was: DueDate | WrittenDueDate | None, now: DueDate | WrittenDueDate | None, keep: Callable[[str, str], bool] | None) -> bool:
    """Whether a due date is looked at, as it was or as it is."""
    return keep is None or any(due is not None and keep(due.task, due.role) for due in (was, now))


def _made_with(schedule: Mapping[str, Any]) -> dict[str, Any]:
    return {key: schedule[key] for key in ("as_of", "profile", "calendar")}


def _summary(due: DueDate | None) -> DueDateSummary | None:
    if due is None:
        return None
    arranged = arranged_late(due)
    return DueDateSummary.of(due.to_dict())._replace(arranged_late=None if arranged is None else arranged.isoformat())


def _how(was: DueDate | None, now: DueDate | None, day: date | None) -> How | None:
    before, after = dated(was), dated(now)
    if before is None or after is None:
        return None if before == after else "removed" if after is None else "added"
    if before != after:
        return "moved"
    # On one day for both: that time has passed from one schedule to the next is no change of what was put in.
    return None if day is None or standing(was, day) == standing(now, day) else "status"
