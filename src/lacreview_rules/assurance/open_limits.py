"""The limits that a profile sets on what is still to be done, on one child's history: what the engine works out, and no more.

A check asks this of thousands of histories that it made itself. So nothing is said about the histories, as a schedule would:
which of their events nothing used, which words are unknown, what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.engine.all_periods import work_out
from lacreview_rules.engine.walk import Record
from lacreview_rules.histories.care import read_care
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence


def still_to_do(history: History, profile: Profile, calendar: WorkingCalendar) -> Iterator[TaskOccurrence]:
    """Every occurrence with a date that is not done, in no order.

    Args:
        history: the child's events, all of one record that knows every task.
        profile: the timescales.
        calendar: working days, with the profile's own.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile
        >>> history = History("", [BecameLookedAfter(on=date(2026, 1, 5))])
        >>> found = still_to_do(history, load_profile("england"), england_and_wales())
        >>> [str(one.limits[0].due) for one in found if one.plan.id == "review"]
        ['2026-02-02', '2026-05-02']
    """
    ((_, found),) = still_to_do_under(history, (profile,), calendar)
    yield from found


def still_to_do_under(
    history: History, profiles: Sequence[Profile], calendar: WorkingCalendar
) -> Iterator[tuple[Profile, list[TaskOccurrence]]]:
    """The same under each of several profiles that differ in nothing but timescales: the history is read once."""
    for profile, shown in _worked_out(history, profiles, calendar):
        yield profile, [one for one in shown if one.completion is None and one.limits[0].due is not None]


def dated_on(history: History, profile: Profile, calendar: WorkingCalendar) -> set[str]:
    """The ids of the timescales that set a date on something, done or not.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile
        >>> history = History("", [BecameLookedAfter(on=date(2026, 1, 5))])
        >>> "england/R1" in dated_on(history, load_profile("england"), england_and_wales())
        True
    """
    ((_, shown),) = _worked_out(history, (profile,), calendar)
    return {limit.rule_id for one in shown for limit in one.limits if limit.due is not None}


def _worked_out(
    history: History, profiles: Sequence[Profile], calendar: WorkingCalendar
) -> Iterator[tuple[Profile, Sequence[TaskOccurrence]]]:
    """Every occurrence that is shown, under each of the profiles."""
    as_of = max((event.on for event in history.events), default=None)
    care = None
    for profile in profiles:
        plan = plan_for(profile)
        care = care or read_care(history, plan.meanings)
        record = Record(None, plan.mentioned(history.events), ())
        yield profile, work_out(care, plan, calendar, until=None, as_of=as_of, record=record).shown
