"""Every family, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import (
    adjourned_reviews,
    birthdays,
    bookings,
    ceasing,
    clock_changes,
    conditions,
    early_or_late,
    exceptions,
    half_recorded,
    holidays,
    in_force,
    month_ends,
    one_offs,
    profile_month_ends,
    profile_working_days,
    re_entry,
    several_moves,
    short_breaks,
    statuses,
    weekend_starts,
    window_2020,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from .casebook import Family

FAMILIES: list[Callable[[], Family]] = [
    holidays.family,
    one_offs.family,
    month_ends.family,
    weekend_starts.family,
    clock_changes.family,
    window_2020.family,
    in_force.family,
    short_breaks.family,
    birthdays.family,
    adjourned_reviews.family,
    early_or_late.family,
    ceasing.family,
    re_entry.family,
    several_moves.family,
    bookings.family,
    statuses.family,
    profile_working_days.family,
    profile_month_ends.family,
    conditions.family,
    exceptions.family,
    half_recorded.family,
]
