"""The schedules of many children as text, made in several processes."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import CalendarRangeError, HistoryError
from lacreview_rules.schedules.csv import write_rows
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled
from lacreview_rules.sources.door import Records

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.cli.only_options import OnlyOptions
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile


class ScheduleText(NamedTuple):
    """The schedule of one child as it is written.

    Attributes:
        text: its line of JSON, or its rows of CSV.
        problems: what in the history could not be used.
        is_overdue: whether anything in it is overdue.
        is_empty: whether it is empty because of its problems.
    """

    text: str
    problems: tuple[Problem, ...]
    is_overdue: bool
    is_empty: bool


class ScheduleTexts(NamedTuple):
    """What is asked of each history: its schedule as text.

    Attributes:
        profile: the timescales; calendar: working days.
        as_of: the day on which it is to stand; until: carry what recurs on to this day; strict: refuse what cannot be.
        only: what of it is wanted.
        as_csv: whether it is written as CSV, and not as JSON.
    """

    profile: Profile
    calendar: WorkingCalendar | None
    as_of: date | None
    until: date | None
    strict: bool
    only: OnlyOptions
    as_csv: bool

    def ask(self, history: History) -> ScheduleText | HistoryError | CalendarRangeError:
        """The schedule of one history, or why there is none."""
        make = partial(Records().schedule_of, history, self.profile, self.calendar, until=self.until)
        try:
            schedule = make(strict=self.strict, tasks=self.only.asked(self.profile))
            is_empty = bool(schedule.problems) and is_nothing_scheduled(
                schedule, partial(make, strict=True), partial(make, strict=self.strict)
            )
            found = self.only.of(schedule if self.as_of is None else schedule.on(self.as_of))
        except (HistoryError, CalendarRangeError) as error:
            return error
        if self.as_csv:
            out = io.StringIO(newline="")
            write_rows([found], out)
            text = out.getvalue()
        else:
            text = f"{found.to_json()}\n"
        return ScheduleText(text, found.problems, bool(found.overdue), is_empty)
