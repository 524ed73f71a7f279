"""The schedule of one child: every due date, and what particular reviews must consider.

A schedule holds no "today". It is made as at the last event recorded; `Schedule.on` gives the same due dates as
they stand on any other day. Dates are calculated dates: what the law requires is for the reader to decide.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.schedules.due_dates import in_order
from lacreview_rules.schedules.standing import OUTSTANDING
from lacreview_rules.wording import iso

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.profiles.models import Consideration
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.schedules.due_dates import DueDate

SCHEMA_VERSION = 1


class MarkedReview(NamedTuple):
    """Something that one review must consider."""

    rule: Consideration
    period_of_care: int
    review: int
    on: date
    basis: Basis

    def to_dict(self) -> dict[str, Any]:
        """The consideration as the schedule writes it."""
        return {
            "rule": self.rule.id,
            "title": self.rule.title,
            "role": self.rule.role,
            "period_of_care": self.period_of_care,
            "review": self.review,
            "on": self.on.isoformat(),
            "basis": self.basis,
            "force": self.rule.force,
            "cite": self.rule.cite,
            "verified": self.rule.verified,
        }


class Schedule(NamedTuple):
    """All due dates of one child, in order of date, task and rule.

    Attributes:
        as_of: the day on which the statuses are given; None for a history without events.
        considerations: what particular reviews must consider.
        problems: what in the history could not be used.
        distant: due dates that count from a birthday, or from what follows one, beyond the last review shown;
            each joins `due_dates` when the schedule is asked for on the day it counts from, or later.
    """

    child: str
    profile: Profile
    calendar: WorkingCalendar
    as_of: date | None
    due_dates: tuple[DueDate, ...]
    considerations: tuple[MarkedReview, ...]
    problems: tuple[Problem, ...]
    distant: tuple[DueDate, ...] = ()

    def on(self, day: date) -> Schedule:
        """The same schedule as it stands on `day`.

        Example:
            >>> from datetime import date
            >>> from lacreview_rules import BecameLookedAfter, History, build_schedule, load_profile
            >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
            >>> schedule = build_schedule(history, load_profile("england")).on(date(2026, 1, 22))
            >>> [(due.title, str(due.due)) for due in schedule.overdue if due.task == "review"]
            [('First looked after review', '2026-01-21')]
        """
        shown = [due.on(day) for due in self.due_dates]
        if self.distant:
            joined = {id(due.limits) for due in self.distant}
            shown = [due for due in shown if id(due.limits) not in joined]
            shown += [due.on(day) for due in self.distant if not due.starts_after(day)]
            shown.sort(key=in_order)
        return self._replace(as_of=day, due_dates=tuple(shown))

    @property
    def outstanding(self) -> tuple[DueDate, ...]:
        """What is still to be done: upcoming, due today or overdue."""
        return tuple(due for due in self.due_dates if due.status in OUTSTANDING)

    @property
    def overdue(self) -> tuple[DueDate, ...]:
        """What should have been done by now and is not."""
        return tuple(due for due in self.due_dates if due.status == "overdue")

    def of(self, task: str) -> tuple[DueDate, ...]:
        """The due dates of one task."""
        return tuple(due for due in self.due_dates if due.task == task)

    def to_dict(self) -> dict[str, Any]:
        """The schedule as its contract writes it."""
        return {
            "schema_version": SCHEMA_VERSION,
            "child": self.child,
            "as_of": iso(self.as_of),
            "profile": {"id": self.profile.id, "version": self.profile.version, "digest": self.profile.digest},
            "calendar": {"id": self.calendar.id, "confirmed_until": self.calendar.confirmed_until.isoformat()},
            "due_dates": [due.to_dict() for due in self.due_dates],
            "considerations": [mark.to_dict() for mark in self.considerations],
            "problems": [{"where": p.where, "what": p.what, "remedy": p.remedy} for p in self.problems],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """The schedule as JSON text; on one line unless `indent` is given."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)
