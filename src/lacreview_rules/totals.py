"""Totals that matter when they are passed: 17 days in a row, 75 days in twelve months.

A total adds up the days of events of one kind that last (`ends_on`), both days included, and happens on the first
day on which it is more than its limit. What it limits is then counted from that day like from any event.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from lacreview_rules.events import OtherEvent
from lacreview_rules.periods import Period, Unit, add_months

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.events import Event
    from lacreview_rules.profile_models import Total

_ONE_DAY = timedelta(days=1)


def passed_on(total: Total, events: Iterable[Event], since: date = date.min, until: date | None = None) -> date | None:
    """The first day from `since` until `until` on which a total is passed; None if it never is.

    Events before `since` are added up too: only the day on which it is passed lies between the two.

    Example:
        >>> from lacreview_rules.profile_models import Total
        >>> stay = OtherEvent(event="short-break", on=date(2026, 1, 1), ends_on=date(2026, 1, 18))
        >>> passed_on(Total(id="too-long", event="short-break", days=17), [stay])
        datetime.date(2026, 1, 18)
    """
    stays = sorted(
        (event.on, event.ends_on or event.on) for event in events if isinstance(event, OtherEvent) and event.event == total.event
    )
    if total.within is None:
        starts = (max(first + total.days * _ONE_DAY, since) for first, last in stays if last >= since and (last - first).days >= total.days)
        day = min(starts, default=None)
        return day if day is not None and (until is None or day <= until) else None
    window = Period.parse(total.within)
    days: list[date] = []
    known = 0
    for first, last in stays:  # in order: of each, the days after those that are there already
        days += map(date.fromordinal, range(max(first.toordinal(), known + 1), last.toordinal() + 1))
        known = max(known, last.toordinal())
    start = 0
    for place, day in enumerate(days):
        while _window_ends(days[start], window) < day:
            start += 1
        if place - start + 1 > total.days and day >= since:
            return day if until is None or day <= until else None
    return None


def _window_ends(first: date, window: Period) -> date:
    """The last day of a window that begins with `first`."""
    if window.unit is Unit.MONTH or window.unit is Unit.YEAR:
        last = add_months(first, window.count * (12 if window.unit is Unit.YEAR else 1))
        return last - _ONE_DAY if last.day == first.day else last  # no corresponding date: the month's last day is in it
    return first + timedelta(days=window.count * (7 if window.unit is Unit.WEEK else 1)) - _ONE_DAY
