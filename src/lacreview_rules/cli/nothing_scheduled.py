"""Histories from which nothing could be scheduled because of what is wrong with them: told, and exit code 2."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile


def nothing_scheduled_text(where: str, histories: int | None = None) -> str:
    """What is said where there is no due date because of problems; of how many histories, where there are many.

    Example:
        >>> nothing_scheduled_text("child.json")
        'lacreview: child.json: nothing could be scheduled, because of the problems told above; mend these first'
    """
    of = "" if histories is None else f" of {count_text(histories, 'history', 'histories')}"
    return f"lacreview: {where}: nothing could be scheduled{of}, because of the problems told above; mend these first"


def gives_nothing(history: History, profile: Profile, calendar: WorkingCalendar | None = None) -> bool:
    """Whether a history gives no due date under a profile because of what is wrong with it."""
    make = partial(build_schedule, history, profile, calendar)
    return is_nothing_scheduled(make(), partial(make, strict=True))
