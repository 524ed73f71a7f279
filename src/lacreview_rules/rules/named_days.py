"""Days that an authority names: the terms of its schools, the days on which a panel sits.

One idea carries three wordings. Named days can be counted from ("before the end of each term"), counted in
("5 school days"), and fallen on ("at the last panel before the limit"). They are data of the authority; where
the list ends, no date is calculated from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.wording import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.vocabulary import NamedDays

WHICH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_SATURDAY = 5
_WEEK = timedelta(days=7)


@lru_cache(maxsize=256)
def days_of(named: NamedDays, calendar: WorkingCalendar) -> tuple[date, ...]:
    """The named days in order, within the calendar's range; those given by weekday, less bank holidays.

    Example:
        >>> from lacreview_rules import england_and_wales
        >>> from lacreview_rules.profiles.vocabulary import NamedDays
        >>> panel = NamedDays(id="panel", weekdays=("Thursday",), which="last", spans=[{"from": "2026-01-01", "to": "2026-03-31"}])
        >>> [str(day) for day in days_of(panel, england_and_wales())]
        ['2026-01-29', '2026-02-26', '2026-03-26']
    """
    days = set(named.on)
    spans = [(span.from_ or calendar.first, span.to or calendar.last) for span in named.spans]
    if not spans and named.weekdays:
        spans = [(calendar.first, calendar.last)]
    for first, last in spans:
        days.update(_within(max(first, calendar.first), min(last, calendar.last), named))
    if named.weekdays:  # nobody sits on a bank holiday, unless the list names that very day
        days = {day for day in days if day in named.on or day.weekday() >= _SATURDAY or calendar.is_working_day(day)}
    return tuple(sorted(days))


def _within(first: date, last: date, named: NamedDays) -> Iterator[date]:
    wanted = {WEEKDAYS.index(word) for word in named.weekdays or WEEKDAYS}
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        day = date.fromordinal(ordinal)
        if day.weekday() in wanted and (named.which is None or _is_which(day, WHICH[named.which])):
            yield day


def _is_which(day: date, which: int) -> bool:
    """Whether a day is the nth of its weekday in its month; -1 for the last."""
    if which < 0:
        return (day + _WEEK).month != day.month
    return (day.day - 1) // 7 == which


def is_among(named: NamedDays, day: date, calendar: WorkingCalendar) -> bool:
    """Whether a day is one of the named days."""
    days = days_of(named, calendar)
    place = bisect_left(days, day)
    return place < len(days) and days[place] == day


# pyright: ignore[reportArgumentType] - a frozen model has a hash
def last_on_or_before(named: NamedDays, day: date, calendar: WorkingCalendar) -> date | None:
    """The last of the named days on or before `day`; None if the list has none."""
    days = days_of(named, calendar)
    place = bisect_right(days, day)
    return days[place - 1] if place else None


# pyright: ignore[reportArgumentType]
def nth_from(named: NamedDays, day: date, n: int, calendar: WorkingCalendar) -> date | None:
    """The nth working day after `day` (before it, if `n` is negative) that is among the named days; None past the list."""
    days = working_days_of(named, calendar)
    if n == 0:
        return day
    place = bisect_right(days, day) + n - 1 if n > 0 else bisect_left(days, day) + n
    return days[place] if 0 <= place < len(days) else None


@lru_cache(maxsize=256)
def working_days_of(named: NamedDays, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Those of the named days that are working days: school days are the working days of a term."""
    return tuple(day for day in days_of(named, calendar) if calendar.is_working_day(day))


def anchor_days(named: NamedDays, edge: str | None) -> tuple[date, ...]:
    """The days a timescale may count from: each single day, or the day each span starts or ends."""
    if edge == "starts":
        return tuple(sorted(span.from_ for span in named.spans if span.from_ is not None))
    if edge == "ends":
        return tuple(sorted(span.to for span in named.spans if span.to is not None))
    return tuple(sorted(named.on))


def window_of(named: NamedDays, day: date, edge: str | None = None) -> tuple[date, date | None] | None:
    """The first day of the span that starts or ends on `day`, and that of the next span; None if no span does.

    One span may end on the day on which another starts: the `edge`, "starts" or "ends", says which of them is meant. A span without a
    first day is open at its start.

    Example:
        >>> from lacreview_rules.profiles.vocabulary import NamedDays
        >>> terms = NamedDays(id="term", spans=[{"from": "2025-09-01", "to": "2025-12-19"}, {"from": "2026-01-05", "to": "2026-03-27"}])
        >>> [str(first) for first in window_of(terms, date(2025, 12, 19))]
        ['2025-09-01', '2026-01-05']
    """
    edges = {"starts": (True, False), "ends": (False, True)}.get(edge or "", (True, True))
    span = next((span for span in named.spans if (edges[0] and span.from_ == day) or (edges[1] and span.to == day)), None)
    if span is None:
        return None
    starts = sorted(span.from_ for span in named.spans if span.from_ is not None)
    place = bisect_right(starts, span.from_ or day)
    return span.from_ or date.min, starts[place] if place < len(starts) else None


def read_anchor(name: str) -> tuple[str, str | None]:
    """The id and the edge in "school-term ends"; a plain name has no edge.

    Example:
        >>> read_anchor("school-term ends"), read_anchor("panel")
        (('school-term', 'ends'), ('panel', None))
    """
    for edge in ("starts", "ends"):
        if name.endswith(f" {edge}"):
            return name.removesuffix(f" {edge}"), edge
    return name, None
