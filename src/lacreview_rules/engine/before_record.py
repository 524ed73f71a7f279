"""A history that begins in the middle: what was done before the record starts, so that what follows can be counted.

How many reviews were held before is said, or taken to be as many as were due. Of each review and of each task that recurs, the
last before that day is taken as done on the day before it: the latest day possible, so that nothing that follows is called late
that may not be. None of it is shown, nor what would follow from it but the next of its kind.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.engine.all_periods import Found, work_out
from lacreview_rules.engine.walk import Record
from lacreview_rules.errors import Problem
from lacreview_rules.histories.care import Care, read_care
from lacreview_rules.histories.history import History
from lacreview_rules.histories.taken_as_done import ReviewTakenAsHeld, TaskTakenAsDone
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.due_dates import DueDate
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_ONE_DAY = timedelta(days=1)
_SILENT = Record(None, frozenset(), ())


class Begun(NamedTuple):
    """A history with what is taken as done before its record starts.

    Attributes:
        care: what the history, with all that, says of the child's care.
        assumed: what is taken as done.
        period: the number of the period of care in which the record starts; 0 if it starts in none.
        reviews: how many reviews of that period are taken as held.
        numbers_known: whether the record says how many they were.
        problems: what in the beginning cannot be.
    """

    care: Care
    assumed: frozenset[Event] = frozenset()
    period: int = 0
    reviews: int = 0
    numbers_known: bool = True
    problems: tuple[Problem, ...] = ()

    def without_assumed(self, found: Found) -> Found:
        """What was found, without what is only taken as done and what would follow from it."""
        if not self.assumed:
            return found
        gone: set[str] = set()
        shown, distant = ([kept for one in each if (kept := self._kept(one, gone)) is not None] for each in (found.shown, found.distant))
        marks = [mark for mark in found.marks if (mark.period_of_care, mark.review > self.reviews) != (self.period, False)]
        return Found(shown, distant, marks, found.lapsed)

    def _kept(self, one: TaskOccurrence, gone: set[str]) -> TaskOccurrence | None:
        """An occurrence of a task as it is shown, or None; `gone` are the ids of those that are not."""
        completion, starts = one.completion, one.care.starts or date.max
        limits = tuple(limit for limit in one.limits if limit.plan.recurs or limit.occurrence.event not in self.assumed)
        of_assumed = one.care.number == self.period and one.review is not None and one.review <= self.reviews
        if completion is not None and completion.event in self.assumed:
            due = one.limits[0].due
            limits = tuple(limit for limit in limits if limit.occurrence.event not in self.assumed)
            if limits and due is not None and due < starts:
                return one._replace(limits=limits, completion=None)
        elif limits and not of_assumed and (limits[0].occurrence.event in self.assumed or limits[0].occurrence.due_id not in gone):
            return one if len(limits) == len(one.limits) else one._replace(limits=limits)
        gone.add(one.id)
        return None

    def numbered(self, due: DueDate) -> DueDate:
        """A due date, without the number of its review where nobody knows how many were held before."""
        if self.numbers_known or due.period_of_care != self.period or due.review is None:
            return due
        return due.doubted(None, number_known=False)


def begin_in_the_middle(history: History, plan: Plan, calendar: WorkingCalendar) -> Begun:
    """What a history says of care, with what is taken as done before its record starts; nothing, if it has no such day."""
    care, starts = read_care(history, plan.meanings), history.record_starts
    if starts is None:
        return Begun(care)
    problems: list[Problem] = []
    if all(event.on < starts for event in history.events):
        problems.append(
            Problem("record_starts", "nothing is recorded from that day on", "correct the day, or record what has happened since")
        )
    period = next((one for one in care.periods if one.start < starts and (one.end is None or one.end > starts)), None)
    if period is None and history.reviews_before is not None:
        what = "the child was not looked after before and on the day on which the record starts"
        problems.append(Problem("reviews_before", what, "correct record_starts, or leave it out; it was not used"))
    reviews: list[Event] = []
    if period is not None and plan.cycle_task is not None:
        reviews = list(_reviews(history, period, starts, plan, calendar, problems))
    tasks = _tasks(_with(history, reviews), starts, plan, calendar)
    return Begun(
        read_care(_with(history, [*reviews, *tasks]), plan.meanings),
        frozenset([*reviews, *tasks]),
        0 if period is None else period.number,
        len(reviews),
        period is None or history.reviews_before is not None,
        tuple(problems),
    )


def _with(history: History, events: Iterable[Event]) -> History:
    """The history with more events, at the end: problems go on citing events by their places in the file."""
    return History(history.child, (*history.events, *events), history.date_of_birth)


def _reviews(
    history: History, period: PeriodOfCare, starts: date, plan: Plan, calendar: WorkingCalendar, problems: list[Problem]
) -> Iterable[Event]:
    """The reviews that are taken as held before the record starts, or before the first that is recorded all the same."""
    recorded = [review.sat_on for review in period.reviews if review.sat_on < starts]
    edge = recorded[0] if recorded else starts
    due = _due_before(history, period, edge, plan, calendar)
    count = len(due) if history.reviews_before is None else history.reviews_before - len(recorded)
    if count < 0:
        what = f"the record itself holds {count_text(len(recorded), 'review')} held before it starts"
        problems.append(Problem("reviews_before", what, "correct the number, or the day on which the record starts"))
    room = (edge - period.start).days
    if count > room:
        problems.append(Problem("reviews_before", "it is more reviews than days in care before the record starts", "correct the number"))
        count = room
    if count <= 0:
        return ()
    last = edge - _ONE_DAY
    moved = max((event.on for event in period.events if event.on < edge and event.kind in plan.restarting), default=period.start)
    if moved > period.start and not any(day >= moved for day in due):
        last = moved - _ONE_DAY  # the cycle began again, and nothing says that a review was held in it
    latest = [last - _ONE_DAY * back for back in range(count - 1, -1, -1)]
    days = [min(day, due[place]) if place < min(count - 1, len(due)) else day for place, day in enumerate(latest)]
    earliest = [period.start + _ONE_DAY * place for place in range(count)]
    following = accumulate(map(max, days, earliest), lambda before, day: max(day, before + _ONE_DAY))
    return [ReviewTakenAsHeld(on=day) for day in following]


def _due_before(history: History, period: PeriodOfCare, edge: date, plan: Plan, calendar: WorkingCalendar) -> list[date]:
    """The days before an edge on which reviews of the period were due, had each been held on its day."""
    known = History(history.child, [event for event in period.events if event.on < edge], history.date_of_birth)
    last = edge - _ONE_DAY
    found = work_out(read_care(known, plan.meanings), plan, calendar, until=last, as_of=last, record=_SILENT)
    days = (one.limits[0].due for one in (*found.shown, *found.distant) if one.plan.id == plan.cycle_task)
    return sorted({day for day in days if day is not None and day <= last})


def _tasks(history: History, starts: date, plan: Plan, calendar: WorkingCalendar) -> list[Event]:
    """What recurs and was to be done before the record starts, each taken as done on the day before."""
    last = starts - _ONE_DAY
    found = work_out(read_care(history, plan.meanings), plan, calendar, until=None, as_of=last, record=_SILENT)
    open_then = {
        one.plan.id
        for one in (*found.shown, *found.distant)
        if one.plan.recurring and one.plan.id != plan.cycle_task
        if one.limits[0].due is not None and one.limits[0].due < starts
        if one.completion is None or one.completion.on >= starts
        if one.scope.last is None or one.scope.last > starts
    }
    return [TaskTakenAsDone(on=last, task=task) for task in sorted(open_then)]
