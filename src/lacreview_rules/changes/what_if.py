"""What if: what would change in a child's schedule with another event, profile or calendar. The history stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from lacreview_rules.arguments import check_each, check_type
from lacreview_rules.changes.causes import Inputs
from lacreview_rules.changes.schedules import schedule_changes
from lacreview_rules.engine.build import build_schedule, check_calendars, check_days, check_history, check_profiles
from lacreview_rules.errors import HistoryError, Problem
from lacreview_rules.histories.care import read_care
from lacreview_rules.histories.events import Event
from lacreview_rules.remarks.in_doubt import remarks_on
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from lacreview_rules.changes.schedules import ScheduleChanges
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule

_PLACE = re.compile(r"events\[(\d+)\]")


def what_if(
    history: History,
    profile: Profile,
    *,
    events: Iterable[Event] = (),
    without: Iterable[int] = (),
    new_profile: Profile | None = None,
    calendar: WorkingCalendar | None = None,
    new_calendar: WorkingCalendar | None = None,
    as_of: date | None = None,
    until: date | None = None,
    build: Callable[..., Schedule] = build_schedule,
    keep: Callable[[str, str], bool] | None = None,
) -> ScheduleChanges:
    """What would be added, removed or moved, and which of the suppositions would cause it.

    Args:
        history: the child's events; it is not changed.
        profile: the timescales as they are.
        events: events supposed to happen, or to have happened.
        without: the positions, from 0, of events of the history supposed not to have happened.
        new_profile: the timescales supposed instead.
        calendar: working days as they are; England and Wales unless given.
        new_calendar: working days supposed instead.
        as_of: the day on which statuses are told; for each schedule, its last event unless given. Where a supposed event is of a later
            day, what would be is told as on that day: by then it has happened, and may have been late.
        until: as for `build_schedule`.
        build: what makes the schedules, where the source needs more than `build_schedule` does, as a data return.
        keep: which due dates are looked at, by their task and role; all unless given.

    Raises:
        HistoryError: `without` names an event that is not there, or a supposed event cannot be used: the profile does not
            know its words, or it cannot have happened then.
        CalendarRangeError: a date leaves one of the calendars.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> supposed = what_if(history, load_profile("england"), events=[ReviewHeld(on=date(2026, 1, 14))])
        >>> [(change.before.due, change.after.due) for change in supposed.changes if change.shown.title == "Second looked after review"]
        [('2026-04-21', '2026-04-14')]
    """
    check_history(history)
    check_profiles(profile=profile, **({} if new_profile is None else {"new_profile": new_profile}))
    check_calendars(calendar=calendar, new_calendar=new_calendar)
    check_days(as_of=as_of, until=until)
    check_type("build", build, Callable)
    check_type("keep", keep, Callable, None)
    left_out = set(check_each("without", without, int))
    beyond = sorted(place for place in left_out if not 0 <= place < len(history.events))
    if beyond:
        remedy = f"the history has events[0] to events[{len(history.events) - 1}]" if history.events else "the history has no events"
        raise HistoryError([Problem(f"events[{place}]", "there is no such event to leave out", remedy) for place in beyond])
    events = tuple(check_each("events", events, Event))
    then = None if as_of is None else max((as_of, *(event.on for event in events)))
    kept = [event for place, event in enumerate(history.events) if place not in left_out]
    supposed = replace(history, events=(*kept, *events))
    old = Inputs(history, profile, calendar)
    new = Inputs(supposed, new_profile or profile, new_calendar or calendar)
    _refuse_unusable(new, len(kept))
    return schedule_changes(old, new, as_of=as_of, new_as_of=then, until=until, build=build, keep=keep)


def _refuse_unusable(inputs: Inputs, first: int) -> None:
    """Refuse supposed events, which stand from `first` on, that change nothing because they cannot be used."""
    found = []
    plan = plan_for(inputs.profile)
    doubts = remarks_on(inputs.history, read_care(inputs.history, plan.meanings), plan)  # what is in doubt can be used
    for problem in build_schedule(*inputs).problems:
        if problem in doubts:
            continue
        place = _PLACE.match(problem.where)
        if place is not None and int(place[1]) >= first:
            where = f"events[{int(place[1]) - first}]{problem.where[place.end() :]}"
            found.append(Problem(where, problem.what, problem.remedy))
    if found:
        raise HistoryError(found, "the events supposed")
