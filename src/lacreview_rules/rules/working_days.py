"""The working days of a profile: those of the calendar it is used with, and its own layers of bank holidays over them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.counting.calendars import england_and_wales

if TYPE_CHECKING:
    from lacreview_rules.counting.bank_holidays import Layer
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.profile import Profile


def working_days_of(profile: Profile, calendar: WorkingCalendar | None = None) -> WorkingCalendar:
    """A calendar with the profile's own layers laid over it; England and Wales unless another is given.

    A layer that lies there already is not laid twice.

    Raises:
        CalendarError: a layer does not fit the calendar.

    Example:
        >>> from lacreview_rules import load_profile
        >>> working_days_of(load_profile("newham")).id
        'england-and-wales'
    """
    base = england_and_wales() if calendar is None else calendar
    return _laid(base, base.layers, profile.calendar) if profile.calendar else base


@lru_cache(maxsize=64)
def _laid(calendar: WorkingCalendar, there: tuple[Layer, ...], layers: tuple[Layer, ...]) -> WorkingCalendar:
    for layer in layers:
        if layer not in there:
            calendar = calendar.with_layer(layer)
    return calendar
