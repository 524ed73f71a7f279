"""What changed from one written schedule to the next, where the histories are not at hand.

A schedule as JSON tells what was due, under which rule, profile and calendar; it does not hold the events. So a cause
is certain only where all else is the same; otherwise each thing that differs is named as what may be the cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.changes.causes import Cause
from lacreview_rules.changes.schedules import Change, DueDateSummary, ScheduleChanges, is_kept
from lacreview_rules.errors import InputError, Problem
from lacreview_rules.schedules.pairing import paired
from lacreview_rules.schedules.written_schedule import WrittenSchedule, written_schedule
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from lacreview_rules.changes.schedules import How
    from lacreview_rules.schedules.written_schedule import WrittenDueDate


def written_changes(
    old: WrittenSchedule | Mapping[str, Any],
    new: WrittenSchedule | Mapping[str, Any],
    *,
    keep: Callable[[str, str], bool] | None = None,
) -> ScheduleChanges:
    """What changed from one written schedule to another of the same child: as `Schedule.to_dict` writes it, or read back.

    Advice is left out.

    Args:
        old: the schedule as it was.
        new: the same as it is.
        keep: which due dates are looked at, by their task and role; all unless given.

    Raises:
        InputError: one is not a schedule, or the two are of different children.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, build_schedule, load_profile
        >>> events = [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))]
        >>> old, new = (build_schedule(History("A123", events[:n]), load_profile("england")).to_dict() for n in (1, 2))
        >>> found = written_changes(old, new)
        >>> second = next(change for change in found.changes if change.shown.task == "review" and change.shown.review == 2)
        >>> second.how, second.before.due, second.after.due, second.causes[0].kind, second.causes[0].certain
        ('moved', '2026-04-21', '2026-04-14', 'event', True)
    """
    before, after = (one if isinstance(one, WrittenSchedule) else written_schedule(one) for one in (old, new))
    if before.child != after.child:
        what = "the two schedules are of different children"
        raise InputError([Problem("child", what, "compare schedules of one child; check the identifier in each")])
    changes: list[Change] = []
    stayed = 0
    standing = _Unchanged.between(before, after)
    for was, now in paired(_with_a_date(before), _with_a_date(after)):
        if not is_kept(was, now, keep):
            continue
        how = None if standing.only_looks_further(was, now) else _how(was, now)
        if how is None:
            stayed += _stands(now if now is not None else was)
        else:
            causes = _passing(before, after, was, now) if how == "status" else ()
            changes.append(Change(how, _summary(was), _summary(now), causes or _causes(before, after, was, now)))
    changes.sort(key=lambda change: (change.shown.due or "", change.shown.task))
    made = [{key: one.to_dict()[key] for key in ("as_of", "profile", "calendar")} for one in (before, after)]
    problems = tuple(dict.fromkeys((*before.problems, *after.problems)))
    return ScheduleChanges(after.child, made[0], made[1], tuple(changes), stayed, problems, recomputed=False)


class _Unchanged(NamedTuple):
    """The due dates that stand alike in both schedules, by id, where both were made with one profile and calendar."""

    due_dates: Mapping[str, WrittenDueDate]

    @classmethod
    def between(cls, before: WrittenSchedule, after: WrittenSchedule) -> _Unchanged:
        if before.profile.digest != after.profile.digest or before.calendar != after.calendar:
            return cls({})
        later = {due.id: due for due in after if due.id is not None}
        found = ((due.id, due) for due in before if due.id is not None)
        return cls({name: due for name, due in found if name in later and _alike(due, later[name])})

    def only_looks_further(self, was: WrittenDueDate | None, now: WrittenDueDate | None) -> bool:
        """Whether one schedule shows the next of what recurs, counted from one that stands alike in both: it looks further ahead."""
        due = now if was is None else was if now is None else None
        if due is None or due.id is None or due.basis != "projected":
            return False
        name, _, number = due.id.rpartition("+")
        if not name or not number.isdigit():
            return False
        return (name if number == "1" else f"{name}+{int(number) - 1}") in self.due_dates


def _alike(was: WrittenDueDate, now: WrittenDueDate) -> bool:
    return _how(was, now) is None and was.scope == now.scope


def _with_a_date(schedule: WrittenSchedule) -> list[WrittenDueDate]:
    return [due for due in schedule if due.due is not None]


def _summary(due: WrittenDueDate | None) -> DueDateSummary | None:
    return None if due is None else DueDateSummary.of(due.to_dict())


def _date(due: WrittenDueDate) -> tuple[date | None, str | None]:
    return (due.due, due.due_at)


def _stands(due: WrittenDueDate | None) -> bool:
    return due is not None and due.status != "cancelled"


def _how(was: WrittenDueDate | None, now: WrittenDueDate | None) -> How | None:
    if was is None or now is None or _stands(was) != _stands(now):
        return None if _stands(was) == _stands(now) else "added" if _stands(now) else "removed"
    if not _stands(now):
        return None
    return "moved" if _date(was) != _date(now) else "status" if _standing(was) != _standing(now) else None


def _standing(due: WrittenDueDate) -> tuple[str, date | None]:
    return (due.status, due.done_on)


def _causes(old: WrittenSchedule, new: WrittenSchedule, was: WrittenDueDate | None, now: WrittenDueDate | None) -> tuple[Cause, ...]:
    found = []
    one, other = old.profile, new.profile
    if one.digest != other.digest:
        versions = f"{one.id} {one.version} became {other.id} {other.version}"
        rules = "" if was is None or now is None or was.rule == now.rule else f"; the rule was {was.rule} and is {now.rule}"
        found.append(Cause("profile", f"the profile {versions}{rules}", alone=False, certain=False))
    if old.calendar != new.calendar:
        found.append(Cause("calendar", "the calendar is another", alone=False, certain=False))
    if not found:
        return (Cause("event", _event_words(was, now)),)
    return (*found, Cause("event", _event_words(was, now), alone=False, certain=False))


def _passing(old: WrittenSchedule, new: WrittenSchedule, was: WrittenDueDate | None, now: WrittenDueDate | None) -> tuple[Cause, ...]:
    """That time has passed, where a status is another for that alone: nothing was done, and the day is another."""
    if was is None or now is None or was.done_on != now.done_on or old.as_of == new.as_of:
        return ()
    return (Cause("day", f"the schedule as at {day_text(old.as_of)} became that as at {day_text(new.as_of)}"),)


def _event_words(was: WrittenDueDate | None, now: WrittenDueDate | None) -> str:
    if was is not None and now is not None and was.basis != "actual" == now.basis:
        return "what it counts from has been recorded; before, it was assumed or arranged"
    return "the events recorded are others; compare the histories to see which"
