"""A child's history as it is known at the end of a day: what is dated later is left out, and places stay those of the file.

A child who comes into care after that day has a record that gives nothing yet. That is no fault of the record, so one that
gives nothing is refused only if it gives nothing as a whole.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import HistoryError
from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule

_EVENT = re.compile(r"events\[(\d+)\]", re.ASCII)


class Known:
    """What of a history is known at the end of a day.

    Args:
        whole: the history as it was read.
        as_of: the day.

    Attributes:
        history: the history without what is dated after the day.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History
        >>> len(Known(History("A123", [BecameLookedAfter(on=date(2026, 2, 5))]), date(2026, 1, 31)).history.events)
        0
    """

    def __init__(self, whole: History, as_of: date) -> None:
        self._kept = [place for place, event in enumerate(whole.events) if event.on <= as_of]
        self._is_whole = len(self._kept) == len(whole.events)
        self.history = whole if self._is_whole else replace(whole, events=tuple(whole.events[place] for place in self._kept))

    def schedule(
        self,
        history: History,
        whole: Callable[[], History],
        profile: Profile,
        calendar: WorkingCalendar,
        *,
        until: date,
        strict: bool,
        tasks: Collection[str] | None = None,
    ) -> tuple[Schedule, tuple[Problem, ...]]:
        """The schedule of what is known, and what could not be used of it, by the places of the file.

        Args:
            history: what is known, with the reviews that are taken as held.
            whole: the same with what is dated after the day; called only if what is known gives nothing.
            profile: the child's profile.
            calendar: working days.
            until: how far to carry recurring tasks.
            strict: refuse a history that cannot be.
            tasks: only these; all unless given.

        Raises:
            HistoryError: `strict`, and the history has problems; or nothing can be scheduled because of them; the same holds
                of it as a whole.
            CalendarRangeError: a date leaves the calendar.
        """
        build = partial(build_schedule, history, profile, calendar, until=until)
        refused: HistoryError | None = None
        try:
            found = build(strict=strict, tasks=tasks)
        except HistoryError as error:
            refused = error
        else:
            if not is_nothing_scheduled(found, partial(build, strict=True), build):
                return found, self._in_places_of_the_file(found.problems)
            refused = HistoryError(found.problems)
        if self._is_whole:
            raise refused
        entire = partial(build_schedule, whole(), profile, calendar)
        in_full = entire(strict=strict)
        if is_nothing_scheduled(in_full, partial(entire, strict=True)):
            raise HistoryError(in_full.problems)
        found = build(tasks=tasks)
        told = self._in_places_of_the_file(found.problems)
        return found, tuple(problem for problem in told if problem in in_full.problems)

    def _in_places_of_the_file(self, problems: Sequence[Problem]) -> tuple[Problem, ...]:
        """Problems by the places of the events in the file, wherever they cite one."""
        if self._is_whole:
            return tuple(problems)
        return tuple(
            replace(one, where=self._placed(one.where), what=self._placed(one.what), remedy=self._placed(one.remedy)) for one in problems
        )

    def _placed(self, text: str) -> str:
        def place(found: re.Match[str]) -> str:
            number = int(found[1])
            return f"events[{self._kept[number] if number < len(self._kept) else number}]"

        return _EVENT.sub(place, text)
