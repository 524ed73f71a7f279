"""One occurrence of a task as the engine works it out: its limits, what it belongs to, when it was completed.

It is what stands behind a `DueDate`. Other rooms of the package ask for it with `occurrence_of`; a program that uses the
package needs none of it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.counting.ages import next_birthday
from lacreview_rules.rules.plan import plan_for

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.events import Event
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.rules.limits import HoursGone, Limit, SetAside
    from lacreview_rules.rules.occurrences import Occurrence
    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.rules.task_plan import TaskPlan


_next_birthday = lru_cache(maxsize=256)(next_birthday)
"""The same birthday is asked for by everything that time brings to one child."""


class Adjournment(NamedTuple):
    """A review that sat, was adjourned, and may have been completed since."""

    review: int
    sat_on: date
    completed_on: date | None


class CareContext(NamedTuple):
    """What all due dates of one period of care share.

    Attributes:
        number: the number of the period of care.
        began: the day on which it began.
        date_of_birth: where it is known.
        ends_by: the birthday on which a child can no longer be looked after, where it is known.
        review_task: the task that is the review.
        reviews: how many reviews have sat.
        arranged: the day booked for the next one.
        adjournments: those that were adjourned, in order.
        records: the tasks whose completion the source of the history records; None for all.
        mentioned: the tasks of which the history says anything at all, where it is not taken to record every task.
        starts: the day on which the record starts, where it says so: what was due before is not in it.
        assumed: what is taken as done before that day, so that what follows can be counted.
        unseen: what was done without seeing the child, in order, and so does not count: the task and the day.
        stays: what lasts of the kinds that totals add up, in this period and before: the kind of event, from when, to when.
        earlier: the earlier periods of care whose days a rule adds up: the rule, from when, to when.
        has_additional: whether any review is recorded as additional to the sequence.
        hours_gone: what earlier stays have taken of limits in hours: by the rule, and the day and time from which it counts.
        moves: the days on which the child moved in this period, in order.
    """

    number: int
    began: date
    calendar: WorkingCalendar
    date_of_birth: date | None
    ends_by: date | None
    review_task: str | None
    reviews: int
    arranged: date | None
    adjournments: tuple[Adjournment, ...]
    records: frozenset[str] | None
    mentioned: frozenset[str] = frozenset()
    unseen: tuple[tuple[str, date], ...] = ()
    starts: date | None = None
    assumed: frozenset[Event] = frozenset()
    stays: tuple[tuple[str, date, date], ...] = ()
    earlier: tuple[tuple[str, date, date], ...] = ()
    has_additional: bool = False
    hours_gone: Mapping[tuple[str, date, time | None], HoursGone] | None = None
    moves: tuple[date, ...] = ()

    def records_task(self, task: TaskPlan) -> bool:
        """Whether the source of the history records the completion of a task at all.

        It does where it says so (`records`), where it speaks of the task, and where it does not say which tasks it records,
        unless few records hold this one.
        """
        if self.records is None:
            return not task.task.seldom_recorded or task.id in self.mentioned
        return task.id in self.records or task.id in self.mentioned

    def would_tell(self, task: TaskPlan, due: date | None) -> bool:
        """Whether the record would say that a task due on a day was done: it holds the task, and had started by then."""
        return self.records_task(task) and (self.starts is None or due is None or due >= self.starts)


class TaskOccurrence(NamedTuple):
    """One occurrence of a task, on no day in particular.

    Attributes:
        key: what tells it from every other of its task, made from its scope and what caused it.
        plan: the task, made ready.
        scope: what it belongs to, and what closed that.
        limits: every limit that applies, the one that binds first.
        set_aside: limits that no longer count (a later move restarted the cycle), and why.
        care: the period of care it belongs to.
        review: the number, in that period, of the review it is, prepares or follows; None for other tasks.
        completion: when it was completed; None while it is open.
    """

    key: str
    plan: TaskPlan
    scope: Scope
    limits: tuple[Limit, ...]
    set_aside: tuple[SetAside, ...]
    care: CareContext
    review: int | None
    completion: Occurrence | None

    @property
    def id(self) -> str:
        """What tells it from every other of the child: made when it is asked for, as the tasks of one review share its key."""
        return f"{self.plan.id}/{self.key}"

    def hours_gone_of(self, limit: Limit) -> HoursGone | None:
        """What earlier stays have taken of a limit, if it is in hours that are added up."""
        return (self.care.hours_gone or {}).get((limit.rule_id, limit.start, limit.occurrence.at))

    def starts_after(self, day: date) -> bool:
        """Whether what it counts on from lies after `day`; what counts back has to be known before.

        What an age or a named day brings is certain: it is foreseen from one of them to the next. Advice waits.
        """
        limit = self.limits[0]
        if limit.occurrence.on <= day or not limit.forward:
            return False
        return limit.due is None or limit.occurrence.on > self._foreseen_from(day)

    def _foreseen_from(self, day: date) -> date:
        """The next of the days after `day` that bring it: a birthday or a named day; `day` itself, if nothing of the kind does."""
        born, plan, found = self.care.date_of_birth, self.plan, day
        if born is not None and plan.follows_from_age:
            leap = str(self.limits[0].plan.profile.settings["leap_day_birthday"])
            found = _next_birthday(born, day, leap_day_birthday=leap)
        place = bisect_right(plan.days_ahead, day)
        return max(found, plan.days_ahead[place]) if place < len(plan.days_ahead) else found

    def packed(self) -> tuple[Any, ...]:
        """The same for another process: plans, which hold functions, are named instead; see `unpacked`."""
        limits = tuple(limit._replace(plan=None) for limit in self.limits)  # type: ignore[arg-type] # named beside it
        aside = tuple(one._replace(limit=one.limit._replace(plan=None)) for one in self.set_aside)  # type: ignore[arg-type]
        rules = tuple(limit.plan.id for limit in (*self.limits, *(one.limit for one in self.set_aside)))
        rest = self._replace(plan=None, limits=limits, set_aside=aside)  # type: ignore[arg-type]
        return self.limits[0].plan.profile, self.plan.id, rules, tuple(rest)


def unpacked(profile: Profile, task: str, rules: tuple[str, ...], content: tuple[Any, ...]) -> TaskOccurrence:
    """What `TaskOccurrence.packed` packed, with the plans of its profile."""
    plan, bare = plan_for(profile).task(task), TaskOccurrence._make(content)
    by_id = {rule.id: rule for rule in plan.rules}
    found = iter([by_id[rule] for rule in rules])
    limits = tuple(limit._replace(plan=next(found)) for limit in bare.limits)
    aside = tuple(one._replace(limit=one.limit._replace(plan=next(found))) for one in bare.set_aside)
    return bare._replace(plan=plan, limits=limits, set_aside=aside)
