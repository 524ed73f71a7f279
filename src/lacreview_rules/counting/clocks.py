"""The hour that clocks in England show twice when they go back, and never when they go forward."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal

from lacreview_rules.counting.periods import london

_SUNDAY = 6
_CHANGED_BY = 4
"""Clocks have changed on a Sunday, before this hour."""


def clock_doubt(day: date, at: time) -> Literal["twice", "never"] | None:
    """Whether a time of day on a day in England was twice, or never; None if it was once, as nearly all are.

    Example:
        >>> clock_doubt(date(2026, 10, 25), time(1, 30)), clock_doubt(date(2026, 3, 29), time(1, 30))
        ('twice', 'never')
        >>> clock_doubt(date(2026, 3, 29), time(2, 0))
    """
    if day.weekday() != _SUNDAY or at.hour >= _CHANGED_BY:
        return None
    from dateutil import tz  # noqa: PLC0415 - needed for times only, and dates are nearly all there is

    moment, clocks = datetime.combine(day, at), london(day.year)
    if not tz.datetime_exists(moment, clocks):
        return "never"
    return "twice" if tz.datetime_ambiguous(moment, clocks) else None
