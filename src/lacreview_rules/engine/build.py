"""A history, a profile and a calendar make a schedule. The engine knows no rule, task or number of days."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from lacreview_rules.arguments import check_day, check_type
from lacreview_rules.counting.calendars import WorkingCalendar
from lacreview_rules.engine.all_periods import work_out
from lacreview_rules.engine.before_record import begin_in_the_middle
from lacreview_rules.engine.problems import ProblemsWhenAsked, what_cannot_be
from lacreview_rules.engine.walk import Record
from lacreview_rules.errors import HistoryError
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.care import NO_PERIOD
from lacreview_rules.histories.history import History
from lacreview_rules.profiles.profile import Profile, TaskId
from lacreview_rules.rules.plan import plan_for
from lacreview_rules.rules.working_days import working_days_of
from lacreview_rules.schedules.due_dates import due_dates
from lacreview_rules.schedules.lookups import tasks_among
from lacreview_rules.schedules.order import in_order
from lacreview_rules.schedules.schedule import Schedule, schedule_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from lacreview_rules.engine.before_record import Begun
    from lacreview_rules.errors import Problem
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence


_NOTHING: frozenset[str] = frozenset()


def build_schedule(
    history: History,
    profile: Profile[TaskId],
    calendar: WorkingCalendar | None = None,
    *,
    until: date | None = None,
    strict: bool = False,
    tasks: Collection[str] | None = None,
) -> Schedule[TaskId]:
    """Every due date of one child under one profile.

    Args:
        history: the child's events, in any order.
        profile: the timescales; see `load_profile`.
        calendar: working days; England and Wales unless given. The profile's own bank holidays lie over them.
        until: how far to carry recurring tasks; by default one occurrence beyond the open one.
        strict: refuse a history that cannot be, instead of computing what makes sense and listing the problems.
        tasks: only these, by their ids; nothing else is worked out than what they need, so that it takes less time. Their due
            dates are those that they have in the whole schedule. That something recorded met nothing is told of these tasks alone.

    Returns:
        The schedule as at the last event recorded. `Schedule.on` gives it as at any other day.

    Raises:
        ArgumentError: an argument is of another type than it should be, or no task is named in `tasks`.
        UnknownTaskError: the profile has no such task; the message names the nearest that it has.
        HistoryError: `strict`, and the history has problems; all of them are listed.
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> build_schedule(history, load_profile("newham")).of("review")[0].due
        datetime.date(2026, 1, 21)
    """
    if not isinstance(history, History) or not isinstance(profile, Profile):  # who builds a million schedules asks no more than this
        check_history(history)
        check_profiles(profile=profile)
    if calendar is not None:
        check_calendars(calendar=calendar)
    if until is not None:
        check_days(until=until)
    if strict is not False:
        check_type("strict", strict, bool)
    asked = None if tasks is None else tasks_asked(tasks, profile)
    plan = plan_for(profile)
    working_days = working_days_of(profile, calendar)
    in_full = partial(_schedule, history, plan, working_days, until=until, asked=asked)
    if asked is None:
        return in_full(strict=strict)
    begun = begin_in_the_middle(history, cut := plan.only(asked), working_days)
    if not begun.care.periods:  # what there is outside care may be of any task
        return in_full(strict=strict)
    return _schedule(
        history, cut, working_days, until=until, asked=asked, strict=strict, begun=begun, in_full=lambda: in_full(strict=False).problems
    )


def _schedule(
    history: History,
    plan: Plan,
    working_days: WorkingCalendar,
    *,
    until: date | None,
    strict: bool,
    asked: frozenset[str] | None = None,
    begun: Begun | None = None,
    in_full: Callable[[], tuple[Problem, ...]] | None = None,
) -> Schedule[Any]:
    """The schedule under a plan; under one that is cut to what is asked for, `in_full` tells the problems under the whole plan."""
    profile = plan.profile
    begun = begun or begin_in_the_middle(history, plan, working_days)
    periods = begun.care.periods
    if strict:
        impossible = what_cannot_be(history, plan, begun)
        if any(problem != NO_PERIOD for problem in impossible):
            raise HistoryError(impossible)
    as_of = max([event.on for event in history.events], default=None)
    record = _record_of(history, plan, begun.assumed)
    worked = begun.without_assumed(work_out(begun.care, plan, working_days, until=until, as_of=as_of, record=record))
    found, distant, marks = worked.shown, worked.distant, worked.marks
    if strict and not (periods or found or distant or worked.lapsed):
        raise HistoryError([NO_PERIOD])
    problems = ProblemsWhenAsked(history, plan, begun, worked, asked, in_full)
    if asked is not None:
        found, distant = ([one for one in each if one.plan.id in asked] for each in (found, distant))
        marks = marks if plan.cycle_task in asked else []
    _refuse_days_outside(working_days, found)
    marks.sort(key=lambda mark: (mark.on, mark.rule.id, mark.review))
    if begun.numbers_known:
        return schedule_of(history, profile, working_days, as_of, tuple(marks), problems, found, distant, asked)
    shown, later = (tuple([begun.numbered(due) for due in due_dates(each, as_of)]) for each in (in_order(found), distant))
    return Schedule(history.child, profile, working_days, as_of, shown, tuple(marks), problems(), later, asked)


def with_reviews(profile: Profile[TaskId], tasks: Collection[str]) -> frozenset[str]:
    """Tasks and the review: where something is said of other due dates by the dates of the reviews.

    Raises:
        ArgumentError, UnknownTaskError: as `build_schedule`.
    """
    asked = tasks_asked(tasks, profile)
    return asked if profile.cycle_task is None else asked | {profile.cycle_task}


def reviews_alone(profile: Profile[TaskId]) -> frozenset[str] | None:
    """The review as the tasks of `build_schedule`; None, for all of them, where the profile has no reviews."""
    return None if profile.cycle_task is None else frozenset({profile.cycle_task})


def tasks_asked(tasks: Collection[str], profile: Profile) -> frozenset[str]:
    """The tasks asked for, each of which the profile has.

    Raises:
        ArgumentError: it is no collection of the ids of tasks, or there is none in it.
        UnknownTaskError: the profile has no such task.
    """
    return tasks_among(tasks, profile.tasks, profile.id)


def check_history(history: object) -> None:
    """Refuse what is no history, and say what makes one."""
    remedy = "parse_history(record)" if isinstance(history, dict) else "History(child=..., events=[...])"
    check_type("history", history, History, remedy=f"write {remedy}")


def check_profiles(**profiles: object) -> None:
    """Refuse what is no profile, by the name of its parameter, and say what makes one; `None` is left to who calls."""
    for name, profile in profiles.items():
        remedy = "load_profile(...)" if isinstance(profile, str) else "what load_profile gives"
        check_type(name, profile, Profile, remedy=f"write {remedy}")


def check_calendars(**calendars: object) -> None:
    """Refuse what is neither a calendar nor None, by the name of its parameter."""
    for name, calendar in calendars.items():
        check_type(name, calendar, WorkingCalendar, None)


def check_days(**days: object) -> None:
    """Refuse what is neither a date nor None, by the name of its parameter."""
    for name, day in days.items():
        if day is not None:
            check_day(name, day)


def _record_of(history: History, plan: Plan, assumed: frozenset[ev.Event]) -> Record:
    """What the history tells of its own source."""
    events, records = history.events, history.records
    unseen: list[tuple[date, str]] = []
    if plan.sees_child:  # or whatever is recorded as done is done
        unseen = [(e.on, e.task) for e in events if isinstance(e, ev.TaskDone) and not (e.seen or plan.counts_as_done(e))]
        unseen.sort()
    return Record(
        None if records is None else frozenset(records),
        plan.mentioned(events) if records is not None or plan.seldom_recorded else _NOTHING,  # or nobody asks: all is recorded
        tuple([(task, day) for day, task in unseen]),
        history.record_starts,
        assumed,
    )


def _refuse_days_outside(calendar: WorkingCalendar, found: list[TaskOccurrence]) -> None:
    """Months and weeks know no calendar: refuse a due date that lies outside it all the same."""
    days = [day for one in found if (day := one.limits[0].due) is not None]
    for day in (min(days), max(days)) if days else ():
        if not calendar.first <= day <= calendar.last:
            calendar.last_working_day_on_or_before(day)  # says so
