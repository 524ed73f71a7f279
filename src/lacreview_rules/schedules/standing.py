"""How one occurrence of a task stands on a day: its limits, what it belongs to, when it was completed."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from lacreview_rules.rules.limits import reckon

if TYPE_CHECKING:
    from datetime import date, time

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.profiles.models import Force, Verified
    from lacreview_rules.rules.limits import Limit, SetAside
    from lacreview_rules.rules.occurrences import Basis, Occurrence
    from lacreview_rules.rules.plan import TaskPlan

Status = Literal["met", "met-late", "upcoming", "due-today", "overdue", "cancelled", "not-recorded", "advisory"]
OUTSTANDING: frozenset[Status] = frozenset({"upcoming", "due-today", "overdue"})

_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def ordinal(number: int) -> str:
    """A number in order, in words up to ten: "First", "11th".

    Example:
        >>> ordinal(2), ordinal(11), ordinal(22)
        ('Second', '11th', '22nd')
    """
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")  # noqa: PLR2004
    return f"{number}{suffix}"


def titled(title: str, word: str) -> str:
    """A task's title with a word where the number of the review stands, or with none.

    Example:
        >>> titled("{Ordinal} looked after review", "Next"), titled("{Ordinal} looked after review", "")
        ('Next looked after review', 'Looked after review')
    """
    text = " ".join(title.replace("{Ordinal}", word).replace("{ordinal}", word.lower()).split())
    return text[:1].upper() + text[1:]


class Adjournment(NamedTuple):
    """A review that sat, was adjourned, and may have been completed since."""

    review: int
    sat_on: date
    completed_on: date | None


class InCare(NamedTuple):
    """What all due dates of one period of care share.

    Attributes:
        number: the number of the period of care.
        began: the day on which it began.
        ends_by: the birthday on which a child can no longer be looked after, where it is known.
        review_task: the task that is the review.
        reviews: how many reviews have sat.
        arranged: the day booked for the next one.
        adjournments: those that were adjourned, in order.
        records: the tasks whose completion the source of the history records; None for all.
    """

    number: int
    began: date
    calendar: WorkingCalendar
    ends_by: date | None
    review_task: str | None
    reviews: int
    arranged: date | None
    adjournments: tuple[Adjournment, ...]
    records: frozenset[str] | None


class _Fields(NamedTuple):
    order: tuple[date, int, int, int]
    plan: TaskPlan
    limits: tuple[Limit, ...]
    set_aside: tuple[SetAside, ...]
    care: InCare
    review: int | None
    completion: Occurrence | None
    closed_on: date | None
    closing_cancels: bool
    as_of: date | None


class Standing(_Fields):
    """One occurrence of a task: what limits it, and how it stands on `as_of`.

    Attributes:
        order: where it stands in a schedule: by date, task and rule, period of care and review; advice last.
        limits: every limit that applies, the one that binds first.
        set_aside: limits that no longer count (a later move restarted the cycle), and why.
        care: the period of care it belongs to.
        review: the number, in that period, of the review it is, prepares or follows; None for other tasks.
        closed_on: the day on which what it belongs to ended (ceasing, a move, the review itself).
        as_of: the day on which `status` is given.
    """

    __slots__ = ()

    @property
    def task(self) -> str:
        """The id of the task."""
        return self.plan.id

    @property
    def period_of_care(self) -> int:
        """The number of the period of care it belongs to."""
        return self.care.number

    @property
    def calendar(self) -> WorkingCalendar:
        """The working days it was counted in: for a local rule, without those on which the authority is closed."""
        return self.limits[0].days_in(self.care.calendar)

    @property
    def is_review(self) -> bool:
        """Whether it is a review itself."""
        return self.plan.id == self.care.review_task

    @property
    def arranged(self) -> date | None:
        """For the next review: the day booked for it, if one is."""
        return self.care.arranged if self.is_review and self.review == self.care.reviews + 1 else None

    @property
    def adjournment(self) -> Adjournment | None:
        """For a review that was adjourned: when it sat and was completed."""
        if not self.is_review or self.review is None:
            return None
        adjourned = self.care.adjournments
        place = bisect_left(adjourned, self.review, key=attrgetter("review"))
        return adjourned[place] if place < len(adjourned) and adjourned[place].review == self.review else None

    @property
    def is_recorded(self) -> bool:
        """Whether the source of the history records the completion of this task at all."""
        return self.care.records is None or self.plan.id in self.care.records

    @property
    def is_assumed(self) -> bool:
        """Whether it belongs to a review that is itself only assumed, beyond the next one."""
        return self.review is not None and self.review > self.care.reviews + 1

    @property
    def title(self) -> str:
        """What must be done, in plain English."""
        title = self.plan.task.title
        if "{" not in title:
            return title
        return titled(title, "" if self.review is None else ordinal(self.review))  # advice may be about no review in particular

    @property
    def role(self) -> str:
        """Who must do it: under the timescale that binds, where that says."""
        return self.limits[0].plan.rule.role or self.plan.task.role

    @property
    def binding(self) -> Limit:
        """The limit that binds: the earliest."""
        return self.limits[0]

    @property
    def due(self) -> date | None:
        """The last day on which it is in time; None for advice."""
        return self.limits[0].due

    @property
    def due_at(self) -> str | None:
        """The moment, for a limit in hours, as ISO 8601 with its offset from UTC."""
        moment = self.limits[0].due_at
        return None if moment is None else moment.isoformat(timespec="minutes")

    @property
    def last_working_day(self) -> date | None:
        """The last working day on or before the due date. The due date itself does not move."""
        return None if self.due is None else self.calendar.last_working_day_on_or_before(self.due)

    @property
    def aim(self) -> date | None:
        """The softer, earlier target, if a rule sets one."""
        days = [reckon(limit, limit.plan.aim, self.care.calendar) for limit in self.limits if limit.plan.aim is not None]
        return min(days, default=None)

    @property
    def opens(self) -> date | None:
        """The first day on which it should be done, if a rule sets one."""
        days = [reckon(limit, limit.plan.opens, self.care.calendar) for limit in self.limits if limit.plan.opens is not None]
        return max(days, default=None)

    @property
    def rule(self) -> str:
        """The id of the rule that binds."""
        return self.limits[0].rule_id

    @property
    def force(self) -> Force:
        """What stands behind that rule."""
        return self.limits[0].plan.rule.force

    @property
    def cite(self) -> str:
        """Where that rule is written."""
        return self.limits[0].plan.rule.cite

    @property
    def verified(self) -> Verified:
        """How far that rule's wording was checked."""
        return self.limits[0].plan.rule.verified

    @property
    def basis(self) -> Basis:
        """Whether the anchor happened, is arranged, or is projected; between two anchors, the less certain."""
        return self.limits[0].basis

    @property
    def also(self) -> tuple[Limit, ...]:
        """The other limits, later or equal."""
        return self.limits[1:]

    @property
    def deemed_on(self) -> date | None:
        """The day on which silence counts as done, where it does: only after what it answers has happened."""
        return self.due if self.limits[0].plan.deemed and self.completion is None and self.basis == "actual" else None

    @property
    def done_on(self) -> date | None:
        """When it was done, as known on `as_of`."""
        completion = self.completion
        if completion is not None:
            day = completion.sat_on or completion.on
            return day if self.as_of is None or day <= self.as_of else None
        deemed, closed = self.deemed_on, self.closed_on
        if deemed is None or self.as_of is None or deemed >= self.as_of or (closed is not None and deemed >= closed):
            return None
        return deemed

    @property
    def _closed(self) -> bool:
        return self.closed_on is not None and (self.as_of is None or self.closed_on <= self.as_of)

    @property
    def status(self) -> Status:
        """How it stands on `as_of`."""
        due, done, closed = self.due, self.done_on, self.closed_on if self._closed else None
        if due is None:
            return "advisory" if done is None else "met"
        if closed is not None and self.closing_cancels and due >= closed and (done is None or done > closed):
            return "cancelled"
        if done is not None:
            return "met-late" if self._late(done) else "met"
        if self.as_of is None or due > self.as_of:
            return "upcoming"
        if due == self.as_of:
            return "due-today"
        silent = closed is not None and self.plan.task.silence == "not-recorded"
        return "not-recorded" if silent or self._waits or not self.is_recorded else "overdue"

    @property
    def _waits(self) -> bool:
        """Whether it depends on something that has not happened: however old its date, it cannot be overdue.

        What prepares the next review can: that review is still to be held. What follows it, or what prepares
        one that is itself only assumed, cannot.
        """
        return self.is_assumed or self.limits[0].is_conditional

    def _late(self, done: date) -> bool:
        due, moment = self.due, self.limits[0].due_at
        if done != due or moment is None or self.completion is None or self.completion.at is None:
            return due is not None and done > due
        at: time = self.completion.at
        return at > moment.timetz().replace(tzinfo=None)

    @property
    def days_late(self) -> int | None:
        """How many days late it was done, or is so far; None if it is not late."""
        status, due = self.status, self.due
        if due is None:
            return None
        if status == "met-late" and self.done_on is not None:
            return (self.done_on - due).days
        if status == "overdue" and self.as_of is not None:
            return (self.as_of - due).days
        return None

    def starts_after(self, day: date) -> bool:
        """Whether what it counts on from lies after `day`; what counts back has to be known before."""
        limit = self.limits[0]
        return limit.forward and limit.occurrence.on > day

    def on(self, day: date) -> Self:
        """The same due date as it stands on another day."""
        return self if day == self.as_of else self._replace(as_of=day)
