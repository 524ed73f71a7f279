"""A table with a row for each day, and in it the dates that count from that day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.arguments import check_day
from lacreview_rules.date_tables.columns import columns_of
from lacreview_rules.engine.build import tasks_asked
from lacreview_rules.errors import ArgumentError
from lacreview_rules.rules.plan import plan_for
from lacreview_rules.rules.working_days import working_days_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.date_tables.columns import DateColumn, LeftOut
    from lacreview_rules.profiles.profile import Profile

_ONE_DAY = timedelta(days=1)
DAY = "day"
"""The name of the first column."""


class DateTable(NamedTuple):
    """For every day from `first` to `last`, the dates that count from it.

    Attributes:
        profile: the timescales it was made under.
        calendar: the working days it was counted in.
        first, last: its first and its last day.
        columns: what it holds beside the day.
        left_out: the tasks that a table cannot hold, and why.
    """

    profile: Profile
    calendar: WorkingCalendar
    first: date
    last: date
    columns: tuple[DateColumn, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, that of the day first."""
        return (DAY, *(column.name for column in self.columns))

    def rows(self) -> Iterator[tuple[date | None, ...]]:
        """The rows, in order of their days; None where no rule is in force on the day.

        Raises:
            CalendarRangeError: a date leaves the calendar.
        """
        day = self.first
        self.calendar.last_working_day_on_or_before(day)
        while day <= self.last:
            dates = [column.due(day, self.calendar) for column in self.columns]
            self.calendar.last_working_day_on_or_before(
                max((due for due in dates if due is not None), default=day)
            )  # months know no calendar
            yield (day, *dates)
            day += _ONE_DAY

    def made_from(self) -> dict[str, str]:
        """What it was made from: the same profile and calendar give the same table."""
        return {
            "profile": self.profile.id,
            "version": self.profile.version,
            "digest": self.profile.digest,
            "calendar": self.calendar.id,
            "confirmed_until": self.calendar.confirmed_until.isoformat(),
        }

    def to_dict(self) -> dict[str, Any]:
        """What the columns mean, as one JSON-ready record; without the rows."""
        return {
            **self.made_from(),
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "columns": [
                {
                    "name": column.name,
                    "task": column.task,
                    "title": column.title,
                    "day": column.day_is,
                    "limit": column.limits,
                    "rules": list(column.rule_ids),
                    "unknown_to_a_join": list(column.unknown_to_a_join),
                }
                for column in self.columns
            ],
            "left_out": [{"task": one.task, "why": one.why} for one in self.left_out],
        }


def date_table(
    profile: Profile, first: date, last: date, calendar: WorkingCalendar | None = None, *, tasks: Collection[str] | None = None
) -> DateTable:
    """For every day of a range the dates that count from it under a profile, by its own rules: for joins in SQL.

    Args:
        profile: the timescales.
        first: the first day; the earliest start of care, or review, that is to be looked up.
        last: the last day.
        calendar: working days; England and Wales unless given. The profile's own bank holidays lie over them.
        tasks: only these; all that a table can hold unless given.

    Raises:
        ArgumentError: a day is no date, or the last lies before the first.
        UnknownTaskError: the profile has no such task.

    Example:
        >>> from lacreview_rules import load_profile
        >>> table = date_table(load_profile("england"), date(2025, 12, 19), date(2025, 12, 20), tasks={"review"})
        >>> table.names
        ('day', 'first_review', 'second_review', 'later_review')
        >>> [str(day) for day in next(table.rows())]
        ['2025-12-19', '2026-01-21', '2026-03-19', '2026-06-19']
    """
    check_day("first", first)
    check_day("last", last)
    if last < first:
        raise ArgumentError(f"last: {last} lies before first, {first}; exchange the two")
    asked = None if tasks is None else tasks_asked(tasks, profile)
    columns, left_out = columns_of(plan_for(profile), first, last)
    return DateTable(
        profile,
        working_days_of(profile, calendar),
        first,
        last,
        tuple(column for column in columns if asked is None or column.task in asked),
        tuple(one for one in left_out if asked is None or one.task in asked),
    )
