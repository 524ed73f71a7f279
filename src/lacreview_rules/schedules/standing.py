"""How one occurrence of a task stands on a day: by when it is due and under which rule, when it was done, and its status."""

from __future__ import annotations

from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from lacreview_rules.arguments import check_day
from lacreview_rules.counting.periods import hours_after
from lacreview_rules.rules.limits import reckon
from lacreview_rules.schedules.doubts import EVERYTHING, Doubt, SourceKnows
from lacreview_rules.schedules.occurrence_value import OccurrenceValue

if TYPE_CHECKING:
    from collections.abc import Callable

    from lacreview_rules.profiles.models import Force, Verified
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

__all__ = ["OUTSTANDING", "Doubt", "OtherLimit", "Standing", "Status", "occurrence_of"]

Status = Literal["met", "met-late", "upcoming", "due-today", "overdue", "cancelled", "not-recorded", "advisory"]
"""How a due date stands on a day; see the schedule format."""
OUTSTANDING: frozenset[Status] = frozenset({"upcoming", "due-today", "overdue"})


class OtherLimit(NamedTuple):
    """A limit that does not bind, because another is earlier or stands before it.

    Attributes:
        rule: the id of its rule.
        due: its day; None for advice.
        force: what stands behind the rule.
    """

    rule: str
    due: date | None
    force: Force


class Standing(OccurrenceValue):
    """One occurrence of a task, and how it stands on `as_of`."""

    __slots__ = ()

    @property
    def has_no_date(self) -> bool:
        """Whether no date can be given: it counts from what is not shown, or was done by a day that is not sure."""
        doubt = self._knows.doubt
        return doubt is not None and (not doubt.date_known or (self._occurrence.completion is not None and self.done_on is not None))

    @property
    def is_recorded(self) -> bool:
        """Whether the source of the history records the completion of this task at all."""
        return self._occurrence.care.records_task(self._occurrence.plan)

    @property
    def unseen_on(self) -> tuple[date, ...]:
        """The days, known on `as_of`, on which it was done without seeing the child, which does not count."""
        found = self._occurrence
        unseen = found.care.unseen
        if not unseen or self.basis == "projected":
            return ()
        since, until = max(found.scope.first, self._binding.start), min(self.done_on or date.max, self.closed_on or date.max)
        if self._as_of is not None:
            until = min(until, self._as_of)
        return tuple(day for task, day in unseen if task == found.plan.id and since <= day <= until)

    @property
    def role(self) -> str:
        """Who must do it: under the timescale that binds, where that says."""
        return self._binding.plan.rule.role or self._occurrence.plan.task.role

    @property
    def due(self) -> date | None:
        """The last day on which it is in time; None for advice, and where no date can be given."""
        return None if self._knows is not EVERYTHING and self.has_no_date else self._binding.due

    @property
    def due_at(self) -> str | None:
        """The moment, for a limit in hours, as RFC 3339 writes it: with seconds, and its offset from UTC."""
        moment = self._binding.due_at
        return None if moment is None or self.has_no_date else moment.isoformat(timespec="seconds")

    @property
    def last_working_day(self) -> date | None:
        """The last working day on or before the due date. The due date itself does not move."""
        due = self.due
        return None if due is None else self.calendar.last_working_day_on_or_before(due)

    @property
    def aim(self) -> date | None:
        """The softer, earlier target, if a rule sets one: none where another rule, or a decision, has it due before that."""
        if not self._occurrence.plan.has_aim:
            return None
        calendar, due = self._occurrence.care.calendar, self._binding.due
        days = [reckon(limit, limit.plan.aim, calendar) for limit in self._occurrence.limits if limit.plan.aim is not None]
        return None if due is None or self.has_no_date else min((day for day in days if day <= due), default=None)

    @property
    def opens(self) -> date | None:
        """The first day on which it should be done, if a rule sets one; none where no date can be given, as it counts from the same day."""
        if not self._occurrence.plan.has_opening:
            return None
        calendar, due = self._occurrence.care.calendar, self._binding.due
        days = [reckon(limit, limit.plan.opens, calendar) for limit in self._occurrence.limits if limit.plan.opens is not None]
        return None if due is None or self.has_no_date else max((day for day in days if day <= due), default=None)

    @property
    def rule(self) -> str:
        """The id of the rule that binds."""
        return self._binding.plan.id

    @property
    def force(self) -> Force:
        """What stands behind that rule."""
        return self._binding.plan.rule.force

    @property
    def cite(self) -> str:
        """Where that rule is written."""
        return self._binding.plan.rule.cite

    @property
    def note(self) -> str:
        """What that rule says, in its own note; empty if it has none."""
        return self._binding.plan.rule.note

    @property
    def verified(self) -> Verified:
        """How far that rule's wording was checked."""
        return self._binding.plan.rule.verified

    @property
    def basis(self) -> Basis:
        """Whether the anchor happened, is arranged, or is projected; between two anchors, the less certain."""
        return self._binding.basis

    @property
    def also(self) -> tuple[OtherLimit, ...]:
        """The other limits, later or equal."""
        others = self._occurrence.limits[1:]
        if not others or self.has_no_date:
            return ()
        return tuple([OtherLimit(limit.plan.id, limit.due, limit.plan.rule.force) for limit in others])

    @property
    def deemed_on(self) -> date | None:
        """The day on which silence counts as done, where it does: only after what it answers has happened."""
        if not self._binding.plan.deemed or self._occurrence.completion is not None or self.basis != "actual":
            return None
        return self.due

    @property
    def done_on(self) -> date | None:
        """When it was done, as known on `as_of`."""
        completion = self._occurrence.completion
        if completion is not None:
            day = completion.on
            return day if self._as_of is None or day <= self._as_of else None
        deemed = self.deemed_on
        if deemed is None or self._as_of is None or deemed >= self._as_of:
            return None
        closed = self.closed_on
        return deemed if closed is None or deemed < closed else None

    @property
    def status(self) -> Status:
        """How it stands on `as_of`."""
        return self.status_if(self.due, self.done_on)

    def status_if(self, due: date | None, done: date | None) -> Status:
        """The same for who has asked already by when it is due, and when it was done."""
        if due is None:
            return "advisory" if done is None else "met"
        as_of = self._as_of
        closed = self._occurrence.scope.last
        if closed is not None:
            if as_of is not None and closed > as_of:
                closed = None
            elif self._occurrence.scope.closing_cancels and due >= closed and (done is None or done > closed):
                return "cancelled"
        if done is not None:
            return "met-late" if self._late(due, done) else "met"
        if as_of is None or due > as_of:
            return "upcoming"
        if due == as_of:
            return "due-today"
        if closed is not None and self._occurrence.plan.task.silence == "not-recorded":
            return "not-recorded"
        starts = self._occurrence.care.starts
        if self._knows.doubt is not None or (starts is not None and due < starts):
            return "not-recorded"
        return "not-recorded" if self._cannot_be_overdue or not self.is_recorded else "overdue"

    @property
    def _cannot_be_overdue(self) -> bool:
        """Whether it depends on something that has not happened: however old its date, it cannot be overdue.

        What prepares the next review can: that review is still to be held. What follows it, or what prepares
        one that is itself only assumed, cannot.
        """
        return self._binding.is_conditional or self.is_assumed

    def _late(self, due: date, done: date) -> bool:
        moment = self._binding.due_at
        if done != due or moment is None or self._occurrence.completion is None or self._occurrence.completion.at is None:
            return done > due
        return hours_after(datetime.combine(done, self._occurrence.completion.at), 0) > moment

    @property
    def days_late(self) -> int | None:
        """How many days late it was done, or is so far; None if it is not late."""
        due = self.due
        done = self.done_on
        until = self._as_of if done is None else done
        if due is None or until is None or until < due:  # whatever its status, it was done in time, or can be yet
            return None
        return self.days_late_if(due, done, self.status_if(due, done))

    def days_late_if(self, due: date, done: date | None, status: Status) -> int | None:
        """The same for who has asked for these already."""
        if status == "met-late" and done is not None:
            return (done - due).days
        if status == "overdue" and self._as_of is not None:
            return (self._as_of - due).days
        return None

    def starts_after(self, day: date) -> bool:
        """Whether what it counts on from lies after `day`; what counts back has to be known before."""
        return self._occurrence.starts_after(day)

    def on(self, day: date) -> Self:
        """The same due date as it stands on another day."""
        if type(day) is not date:
            check_day("day", day)
        return self if day == self._as_of else type(self)(self._occurrence, day, self._knows)

    def doubted(self, doubt: Doubt | None, *, number_known: bool) -> Self:
        """The same due date with what its source cannot tell: a doubt about its date, or the number of its review."""
        return type(self)(self._occurrence, self._as_of, SourceKnows(doubt, number_known))


occurrence_of: Callable[[Standing], TaskOccurrence] = attrgetter("_occurrence")
"""What stands behind a due date: for other rooms of this package. It is asked for so often that a function would be felt."""


def has_no_doubt(due: Standing) -> bool:
    """Whether the source of the history shows everything about a due date."""
    return due._knows is EVERYTHING  # noqa: SLF001 - as above
