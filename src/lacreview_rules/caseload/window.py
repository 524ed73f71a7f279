"""The days that a caseload is asked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.counting.periods import add_months
from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import event_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.histories.history import History

_MONTHS_BACK = 11
_WEEKS_AHEAD = 4


class Window(NamedTuple):
    """The day of a caseload, the days it looks back over, and the last day it looks ahead to.

    Attributes:
        as_of: the day at whose end the statuses are given.
        since: the first day of what is judged.
        to: the last day of what is judged; not after `as_of`.
        until: the last day of what is listed as due; not before `as_of`.
    """

    as_of: date
    since: date
    to: date
    until: date

    def holds(self, day: date) -> bool:
        """Whether a day is among those judged.

        Example:
            >>> window_at(date(2026, 3, 31)).holds(date(2026, 4, 1))
            False
        """
        return self.since <= day <= self.to


def window_at(as_of: date, *, since: date | None = None, to: date | None = None, until: date | None = None) -> Window:
    """The days of a caseload.

    Args:
        as_of: its day.
        since: the first day judged; the first of the month eleven months earlier unless given.
        to: the last day judged; `as_of` unless given.
        until: the last day listed as due; four weeks after `as_of` unless given.

    Raises:
        ValueError: the days are not in the order since, to, as_of, until.

    Example:
        >>> window = window_at(date(2026, 3, 31))
        >>> str(window.since), str(window.to), str(window.until)
        ('2025-04-01', '2026-03-31', '2026-04-28')
    """
    to = as_of if to is None else to
    until = as_of + timedelta(weeks=_WEEKS_AHEAD) if until is None else until
    since = add_months(to.replace(day=1), -_MONTHS_BACK) if since is None else since
    if to > as_of:
        message = f"the last day judged, {to}, is after the day of the caseload, {as_of}: nothing is known of the days between"
        raise ValueError(message)
    if since > to:
        message = f"the first day judged, {since}, is after the last, {to}; give an earlier first day"
        raise ValueError(message)
    if until < as_of:
        message = f"the last day listed as due, {until}, is before the day of the caseload, {as_of}"
        raise ValueError(message)
    return Window(as_of, since, to, until)


def week_of(day: date) -> date:
    """The Monday of the week of a day.

    Example:
        >>> str(week_of(date(2026, 1, 21)))
        '2026-01-19'
    """
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> str:
    """The month of a day.

    Example:
        >>> month_of(date(2026, 1, 21))
        '2026-01'
    """
    return f"{day.year:04}-{day.month:02}"


def quarter_of(day: date) -> str:
    """The quarter of the calendar year that a day lies in; April to June is the second.

    Example:
        >>> quarter_of(date(2026, 4, 1))
        '2026-Q2'
    """
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def dated_after(history: History, as_of: date) -> Iterator[Problem]:
    """What in a history is dated after the day of a report: it counts for nothing in it, and its year may be wrong.

    Example:
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewHeld
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2062, 1, 14))])
        >>> [problem.where for problem in dated_after(history, date(2026, 3, 31))]
        ['events[1].on']
    """
    for number, event in enumerate(history.events):
        if event.on > as_of:
            what = f"{event_kind(event)}: it is dated after the day of the report, and counts for nothing in it"
            yield Problem(f"events[{number}].on", what, "correct the year, if that is wrong")
