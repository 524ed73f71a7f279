"""What a change of bank holidays does: which due dates move, from when to when."""

from __future__ import annotations

from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.schedules.standing import occurrence_of

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
    moved = tuple(MovedDate(history.child, one, other) for one, other in _pairs(old, new) if _date(one) != _date(other))
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


def _pairs(old: Schedule, new: Schedule) -> Iterator[tuple[DueDate | None, DueDate | None]]:
    """Each due date of one schedule beside the same of the other, in the order of the new one; what is gone, last.

    What looks beyond the last review shown is paired too, so that a review that moves past it hides and shows
    nothing that stays as it is.
    """
    befores, afters = (_by_occurrence((*schedule.due_dates, *schedule.distant)) for schedule in (old, new))
    shown = {id(occurrence_of(due)) for schedule in (old, new) for due in schedule.due_dates}
    found: list[tuple[DueDate | None, DueDate | None]] = []
    for key in dict.fromkeys((*befores, *afters)):
        found += _matched(befores.get(key, []), afters.get(key, []))
    places = {id(occurrence_of(due)): place for place, due in enumerate(new.due_dates)}
    found.sort(key=lambda pair: places.get(id(occurrence_of(pair[1])), len(places)) if pair[1] is not None else len(places))
    return (pair for pair in found if any(due is not None and id(occurrence_of(due)) in shown for due in pair))


def _by_occurrence(due_dates: Iterable[DueDate]) -> dict[tuple[int, str, int], list[DueDate]]:
    found: dict[tuple[int, str, int], list[DueDate]] = {}
    for due in due_dates:
        found.setdefault((due.period_of_care, due.task, due.review or 0), []).append(due)
    return found


def _matched(olds: list[DueDate], news: list[DueDate]) -> Iterator[tuple[DueDate | None, DueDate | None]]:
    """Due dates of one task beside one another: first those that the same record tells apart, then the rest in order."""
    if len(olds) == len(news) == 1:
        yield olds[0], news[0]
        return
    waiting: dict[tuple[str, int], list[DueDate]] = {}
    for old in olds:
        waiting.setdefault(_recorded(old), []).append(old)
    rest = []
    for new in news:
        same = waiting.get(_recorded(new), [])
        if same:
            yield same.pop(0), new
        else:
            rest.append(new)
    left = {id(old) for same in waiting.values() for old in same}
    yield from zip_longest((old for old in olds if id(old) in left), rest)


def _recorded(due: DueDate) -> tuple[str, int]:
    """What in the record tells a due date from others of its task: its completion, else what it counts from.

    Both schedules are of one history, so that an event is the very same in both.
    """
    found = occurrence_of(due)
    if found.completion is not None and found.completion.event is not None:
        return ("done", id(found.completion.event))
    occurrence = found.limits[0].occurrence
    return (occurrence.name, id(occurrence.event)) if occurrence.event is not None else (occurrence.basis, 0)
