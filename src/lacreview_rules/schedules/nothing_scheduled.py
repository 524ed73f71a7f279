"""Whether a history gave no due date because of what is wrong with it: an empty schedule is then no answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import HistoryError, InputError, Problem
from lacreview_rules.schedules.schedule import has_due_dates

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.schedules.schedule import Schedule


def is_nothing_scheduled(schedule: Schedule, strictly: Callable[[], object], whole: Callable[[], Schedule] | None = None) -> bool:
    """Whether a schedule is empty because of a problem that strict use refuses: a misspelt start of care, for instance.

    What a profile has no rule for is no such problem, nor is what is merely doubtful: the answer is then that nothing is due.

    Args:
        schedule: as it was made.
        strictly: makes it again in strict use; called only if the schedule is empty and has problems.
        whole: makes it again of all tasks; called only if it is of some, and might be empty because of these.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import History, OtherEvent, build_schedule, load_profile
        >>> england = load_profile("england")
        >>> misspelt = History("A123", [OtherEvent(event="became-lookedafter", on=date(2025, 12, 19))])
        >>> is_nothing_scheduled(build_schedule(misspelt, england), lambda: build_schedule(misspelt, england, strict=True))
        True
    """
    if schedule.considerations or has_due_dates(schedule) or not schedule.problems:
        return False
    try:
        strictly()
    except HistoryError:
        return whole is None or schedule.tasks is None or is_nothing_scheduled(whole(), strictly)
    return False


def refuse_nothing_scheduled(schedule: Schedule, strictly: Callable[[], object]) -> None:
    """Refuse a schedule that is empty because of what is wrong with the events: it would say that nothing is due.

    Args:
        schedule: as it was made.
        strictly: makes it again in strict use; called only if the schedule is empty and has problems.

    Raises:
        InputError: it is; with what is wrong.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import History, OtherEvent, build_schedule, load_profile
        >>> england = load_profile("england")
        >>> misspelt = History("A123", [OtherEvent(event="became-lookedafter", on=date(2025, 12, 19))])
        >>> try:
        ...     refuse_nothing_scheduled(build_schedule(misspelt, england), lambda: build_schedule(misspelt, england, strict=True))
        ... except InputError as error:
        ...     print(error.problems[0])
        events: nothing could be scheduled; mend what follows first
    """
    if is_nothing_scheduled(schedule, strictly):
        raise InputError([Problem("events", "nothing could be scheduled", "mend what follows first"), *schedule.problems])
