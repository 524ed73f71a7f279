"""Totals that matter when they are passed: 17 days in a row, 75 days in twelve months.

A total adds up the days of events of one kind that last (`ends_on`), both days included, and happens on the first
day on which it is more than its limit. What it limits is then counted from that day like from any event.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from lacreview_rules.counting.periods import Period, Unit, add_months
from lacreview_rules.histories.events import OtherEvent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.histories.events import Event

_ONE_DAY = timedelta(days=1)


class Total(Protocol):
    """What a profile says of a total: which events, how many days, and within what time."""

    @property
    def id(self) -> str:
        """The name that timescales use."""
        ...

    @property
    def event(self) -> str:
        """The kind of event whose days are added up."""
        ...

    @property
    def days(self) -> int:
        """The total is passed on the first day on which there are more days than this."""
        ...

    @property
    def within(self) -> str | None:
        """Within what time they are added up, such as "12 months"; None for the days of a single event."""
        ...


def passed_on(total: Total, events: Iterable[Event], since: date = date.min, until: date | None = None) -> date | None:
    """The first day from `since` until `until` on which a total is passed; None if it never is.

    Events before `since` are added up too: only the day on which it is passed lies between the two.

    Example:
        >>> from lacreview_rules.profiles.vocabulary import Total
        >>> stay = OtherEvent(event="short-break", on=date(2026, 1, 1), ends_on=date(2026, 1, 18))
        >>> passed_on(Total(id="too-long", event="short-break", days=17), [stay])
        datetime.date(2026, 1, 18)
    """
    return Stays(events).passed_on(total, since, until)


class Stays:
    """Events of a profile's own kinds, some of which last: added up once, however many periods of care ask."""

    __slots__ = ("_listed", "_passed", "events")

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self.events = list(events)
        self._passed: dict[str, list[tuple[date, date]]] = {}
        self._listed: tuple[tuple[str, date, date], ...] = ()

    def listed(self) -> tuple[tuple[str, date, date], ...]:
        """Each of them in order: the kind of event, from when, to when."""
        if not self._listed:  # every event has been taken in by the time that anybody asks
            own = (event for event in self.events if isinstance(event, OtherEvent))
            self._listed = tuple(sorted((event.event, event.on, max(event.on, event.ends_on or event.on)) for event in own))
        return self._listed

    def passed_on(self, total: Total, since: date = date.min, until: date | None = None) -> date | None:
        """The same as the function of this name, of these events."""
        spans = self._passed.get(total.id)
        if spans is None:
            stays = sorted(
                (event.on, max(event.on, event.ends_on or event.on))
                for event in self.events
                if isinstance(event, OtherEvent) and event.event == total.event
            )
            spans = self._passed[total.id] = _in_a_row(total, stays) if total.within is None else _within(total, total.within, stays)
        place = bisect_left(spans, since, key=itemgetter(1))
        if place == len(spans):
            return None
        day = max(spans[place][0], since)
        return day if until is None or day <= until else None


def added_until(total: Total, day: date) -> date:
    """The last day on which a day is added up with others: the day itself, where only those of a single event are."""
    return day if total.within is None else _window_ends(day, Period.parse(total.within))


def made_up_of(total: Total, stays: Iterable[tuple[date, date]], day: date) -> list[tuple[date, date]]:
    """The stays that make up a total on a day, from their first day that counts to their last, or to that day.

    Args:
        total: which days are added up.
        stays: of the kind of event that it adds up, from when to when.
        day: on which it was passed, or was still more than its limit.

    Example:
        >>> from lacreview_rules.profiles.vocabulary import Total
        >>> total = Total(id="too-many", event="short-break", days=2, within="1 month")
        >>> stays = [(date(2026, 1, 5), date(2026, 1, 6)), (date(2026, 2, 4), date(2026, 2, 9))]
        >>> [str(day) for span in made_up_of(total, stays, date(2026, 2, 5)) for day in span]
        ['2026-01-06', '2026-01-06', '2026-02-04', '2026-02-05']
    """
    reached = sorted((first, min(last, day)) for first, last in stays if first <= day)
    if total.within is None:
        return [(first, last) for first, last in reached if last == day and (last - first).days >= total.days]
    window = Period.parse(total.within)
    found: list[tuple[date, date]] = []
    known = 0
    for first, last in reached:  # in order: of each, the days after those that are there already
        days = map(date.fromordinal, range(max(first.toordinal(), known + 1), last.toordinal() + 1))
        counted = [one for one in days if _window_ends(one, window) >= day]
        if counted:
            found.append((counted[0], counted[-1]))
        known = max(known, last.toordinal())
    return found


def _in_a_row(total: Total, stays: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """From when to when one stay was longer than the total; those that overlap, as one."""
    spans: list[tuple[date, date]] = []
    for first, last in stays:
        if (last - first).days < total.days:
            continue
        passed = first + total.days * _ONE_DAY
        if not spans or passed > spans[-1][1]:
            spans.append((passed, last))
        elif last > spans[-1][1]:
            spans[-1] = (spans[-1][0], last)
    return spans


def _within(total: Total, within: str, stays: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Each day that is one too many of those within a window."""
    window = Period.parse(within)
    days: list[date] = []
    known = 0
    for first, last in stays:  # in order: of each, the days after those that are there already
        days += map(date.fromordinal, range(max(first.toordinal(), known + 1), last.toordinal() + 1))
        known = max(known, last.toordinal())
    spans: list[tuple[date, date]] = []
    start = 0
    for place, day in enumerate(days):
        while _window_ends(days[start], window) < day:
            start += 1
        if place - start + 1 > total.days:
            spans.append((day, day))
    return spans


def _window_ends(first: date, window: Period) -> date:
    """The last day of a window that begins with `first`."""
    if window.unit is Unit.MONTH or window.unit is Unit.YEAR:
        last = add_months(first, window.count * (12 if window.unit is Unit.YEAR else 1))
        return last - _ONE_DAY if last.day == first.day else last  # no corresponding date: the month's last day is in it
    return first + timedelta(days=window.count * (7 if window.unit is Unit.WEEK else 1)) - _ONE_DAY
