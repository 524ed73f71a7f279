"""Events from which nothing can be scheduled because of what is wrong with them: refused, for an empty answer says that nothing is due."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.schedules.nothing_scheduled import refuse_nothing_scheduled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile


def refuse_if_nothing_scheduled(histories: Iterable[History], profiles: Iterable[Profile], calendar: WorkingCalendar) -> None:
    """Refuse events that give no due date under one of the profiles because of their problems.

    Raises:
        InputError: they give none; with what is wrong.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import History, OtherEvent, england_and_wales, load_profile
        >>> from lacreview_rules.errors import InputError
        >>> misspelt = History("A123", [OtherEvent(event="became-lookedafter", on=date(2025, 12, 19))])
        >>> try:
        ...     refuse_if_nothing_scheduled([misspelt], [load_profile("england")], england_and_wales())
        ... except InputError as error:
        ...     print(error.problems[0])
        events: nothing could be scheduled; mend what follows first
    """
    profiles = tuple(profiles)
    for history in histories:
        for profile in profiles:
            make = partial(build_schedule, history, profile, calendar)
            refuse_nothing_scheduled(make(), partial(make, strict=True))
