"""What a change of bank holidays does: which due dates move, from when to when."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.schedules.pairing import paired_schedules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.schedule import Schedule


class MovedDate(NamedTuple):
    """A due date that is not the same in two calendars.

    Attributes:
        child: the identifier the history gave.
        before, after: the due date in each calendar; None where the schedule of that one has no such task.
    """

    child: str
    before: DueDate | None
    after: DueDate | None

    @property
    def due(self) -> DueDate:
        """The due date as it will be; where there will be none, as it was."""
        return cast("DueDate", self.after or self.before)  # one of the two is always there

    @property
    def was(self) -> date | None:
        """The date in the first calendar."""
        return None if self.before is None else self.before.due

    @property
    def now(self) -> date | None:
        """The date in the second calendar."""
        return None if self.after is None else self.after.due

    def to_dict(self) -> dict[str, Any]:
        """The move as one JSON-ready record."""
        due = self.due
        return {
            "period_of_care": due.period_of_care,
            "review": due.review,
            "task": due.task,
            "title": due.title,
            "role": due.role,
            "from": None if self.was is None else self.was.isoformat(),
            "to": None if self.now is None else self.now.isoformat(),
            "status": due.status,
            "basis": due.basis,
            "rule_from": None if self.before is None else self.before.rule,
            "rule_to": None if self.after is None else self.after.rule,
            "force": due.force,
            "cite": due.cite,
        }


class Effect(NamedTuple):
    """What a change of calendar does to one child's schedule.

    Attributes:
        schedule: the schedule in the second calendar.
        moved: the due dates that move, in their order in the schedule.
        unmoved: how many have a date and keep it.
    """

    schedule: Schedule
    moved: tuple[MovedDate, ...]
    unmoved: int

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What in the history could not be used."""
        return self.schedule.problems

    def to_dict(self) -> dict[str, Any]:
        """The effect as one JSON-ready record."""
        whole = self.schedule.to_dict()
        return {
            **{key: whole[key] for key in ("schema_version", "child", "as_of", "profile", "calendar")},
            "moved": [move.to_dict() for move in self.moved],
            "unmoved": self.unmoved,
            "problems": whole["problems"],
        }


def effect_on(
    history: History,
    profile: Profile,
    before: WorkingCalendar,
    after: WorkingCalendar,
    *,
    as_of: date | None = None,
    until: date | None = None,
    strict: bool = False,
    build: Callable[..., Schedule] = build_schedule,
) -> Effect:
    """What moves in one child's schedule when one calendar gives way to another.

    Args:
        history: the child's events.
        profile: the timescales.
        before: the calendar as it is.
        after: the calendar as it is to be.
        as_of: the day on which statuses are given; the last event recorded unless given.
        until: as for `build_schedule`.
        strict: as for `build_schedule`.
        build: what makes the schedules, where the source needs more than `build_schedule` does, as a data return.

    Raises:
        HistoryError: `strict`, and the history has problems.
        CalendarRangeError: a date leaves one of the calendars.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile
        >>> from lacreview_rules.counting.calendars import BankHoliday, Layer
        >>> now = england_and_wales()
        >>> then = now.with_layer(Layer((BankHoliday(date(2026, 7, 6), "Proclaimed"),), (), "The Gazette"))
        >>> history = History("A123", [BecameLookedAfter(on=date(2026, 6, 10))])
        >>> effect = effect_on(history, load_profile("england"), now, then)
        >>> [(move.due.title, str(move.was), str(move.now)) for move in effect.moved if move.due.review == 1][0]
        ('First looked after review', '2026-07-08', '2026-07-09')
    """
    old = build(history, profile, before, until=until, strict=strict)
    new = build(history, profile, after, until=until, strict=strict)
    if as_of is not None:
        old, new = old.on(as_of), new.on(as_of)
    moved = tuple(MovedDate(history.child, *pair) for pair in paired_schedules(old, new) if _date(pair[0]) != _date(pair[1]))
    dated = sum(due.due is not None for due in new.due_dates)
    return Effect(new, moved, dated - sum(move.now is not None for move in moved))


def moved_due_dates(
    histories: Iterable[History], profile: Profile, before: WorkingCalendar, after: WorkingCalendar, *, until: date | None = None
) -> Iterator[MovedDate]:
    """Every due date that moves when one calendar gives way to another, child by child.

    Histories are taken one at a time, so that there can be any number of them. Errors are those of `effect_on`.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile
        >>> same = england_and_wales()
        >>> list(moved_due_dates([History("A123", [BecameLookedAfter(on=date(2026, 6, 10))])], load_profile("england"), same, same))
        []
    """
    return chain.from_iterable(effect_on(history, profile, before, after, until=until).moved for history in histories)


def _date(due: DueDate | None) -> tuple[date | None, str | None]:
    return (None, None) if due is None else (due.due, due.due_at)
