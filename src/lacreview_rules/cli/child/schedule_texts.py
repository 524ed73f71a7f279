"""The schedules of many children as text, made in several processes, which read each child's record too."""

from __future__ import annotations

import io
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.cli.day_asked import last_told
from lacreview_rules.errors import CalendarRangeError, HistoryError
from lacreview_rules.files.caseload_keys import without_keys
from lacreview_rules.files.json_records import read_content
from lacreview_rules.histories.json import history_in
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
        later: how many events are dated after the day asked about.
        last: the last day that is told of the child, as `day_asked.last_told` has it.
    """

    text: str
    problems: tuple[Problem, ...]
    is_overdue: bool
    is_empty: bool
    later: int
    last: date | None


class ChildAnswer(NamedTuple):
    """What came of the record of one child.

    Attributes:
        child: the identifier in it; empty if it cannot be read.
        answer: its schedule, or why there is none; None of a child that is not wanted.
        left: its keys that a report alone reads.
    """

    child: str
    answer: ScheduleText | HistoryError | CalendarRangeError | None
    left: tuple[str, ...] = ()


class ScheduleTexts(NamedTuple):
    """What is asked of each record: its schedule as text.

    Attributes:
        profile: the timescales; calendar: working days.
        as_of: the day on which it is to stand; until: carry what recurs on to this day; strict: refuse what cannot be.
        only: what of it is wanted.
        as_csv: whether it is written as CSV, and not as JSON.
        tells_overdue: whether it is asked if anything is overdue, which takes a while.
    """

    profile: Profile
    calendar: WorkingCalendar | None
    as_of: date | None
    until: date | None
    strict: bool
    only: OnlyOptions
    as_csv: bool
    tells_overdue: bool

    def ask(self, record: tuple[str, Any]) -> ChildAnswer:
        """What comes of one record, given with its place."""
        place, content = record
        left: Counter[str] = Counter()
        [(_, content)] = without_keys(iter([(place, read_content(content))]), left)
        history = history_in(content, place)
        if isinstance(history, HistoryError):
            return ChildAnswer("", history, tuple(left))
        answer = self._text_of(history) if self.only.wants_child(history.child) else None
        return ChildAnswer(history.child, answer, tuple(left))

    def _text_of(self, history: History) -> ScheduleText | HistoryError | CalendarRangeError:
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
        later = 0 if self.as_of is None else sum(event.on > self.as_of for event in history.events)
        last = None if self.as_of is None else last_told(history)
        return ScheduleText(text, found.problems, self.tells_overdue and bool(found.overdue), is_empty, later, last)
