"""One occurrence of a task as a value that cannot be changed: which it is, what it is called, and what it belongs to."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Self

from lacreview_rules.schedules.doubts import EVERYTHING
from lacreview_rules.schedules.order import order_of
from lacreview_rules.schedules.task_occurrence import unpacked
from lacreview_rules.schedules.titles import ordinal, titled

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.rules.limits import Limit
    from lacreview_rules.rules.scopes import Scope
    from lacreview_rules.schedules.doubts import Doubt, SourceKnows
    from lacreview_rules.schedules.task_occurrence import Adjournment, TaskOccurrence


class OccurrenceValue:
    """One occurrence of a task as at a day. It is immutable, and equal to another with the same content.

    The limit that binds, the first of the occurrence, is at hand apart: most of what is asked of a due date is asked of that.
    """

    __slots__ = ("_as_of", "_binding", "_knows", "_occurrence")
    _as_of: date | None
    _binding: Limit
    _knows: SourceKnows
    _occurrence: TaskOccurrence

    def __init__(self, occurrence: TaskOccurrence, as_of: date | None, knows: SourceKnows = EVERYTHING) -> None:
        set_occurrence(self, occurrence)
        set_binding(self, occurrence.limits[0])
        set_as_of(self, as_of)
        set_source_knows(self, knows)

    def __setattr__(self, name: str, value: object) -> None:
        message = f"a due date cannot be changed: {name}"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        setattr(self, name, None)  # the same refusal

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self._occurrence.packed(), self._as_of, self._knows)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, _: object) -> Self:
        return self

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, OccurrenceValue):
            return NotImplemented
        return self._content() == other._content()

    def __hash__(self) -> int:
        return hash((self._occurrence.plan.id, order_of(self._occurrence), self._as_of))

    def _content(self) -> tuple[Any, ...]:
        return self._occurrence, self._as_of, self._knows

    @property
    def as_of(self) -> date | None:
        """The day on which `status` is given."""
        return self._as_of

    @property
    def doubt(self) -> Doubt | None:
        """Why the date cannot be relied on, where the source of the history does not show enough; else None."""
        return self._knows.doubt

    @property
    def id(self) -> str:
        """What tells it from every other due date of the child.

        It is made from the task, what the task belongs to and what caused it: days that are recorded, never a running
        number. It stays while the date, the rule and the status change.
        """
        return self._occurrence.id

    @property
    def task(self) -> str:
        """The id of the task."""
        return self._occurrence.plan.id

    @property
    def title(self) -> str:
        """What must be done, in plain English."""
        title = self._occurrence.plan.task.title
        if not self._knows.number:
            return titled(title, "Further")
        if "{" not in title:
            return title
        number = self._occurrence.review
        return titled(title, "" if number is None else ordinal(number))  # advice may be about no review in particular

    @property
    def review(self) -> int | None:
        """The number, in its period of care, of the review it is, prepares or follows; None for other tasks, or if not known."""
        return self._occurrence.review if self._knows.number else None

    @property
    def is_review(self) -> bool:
        """Whether it is a review itself."""
        return self._occurrence.plan.id == self._occurrence.care.review_task

    @property
    def is_assumed(self) -> bool:
        """Whether it belongs to a review that is itself only assumed, beyond the next one."""
        number = self._occurrence.review
        return number is not None and number > self._occurrence.care.reviews + 1

    @property
    def period_of_care(self) -> int:
        """The number of the period of care it belongs to."""
        return self._occurrence.care.number

    @property
    def scope(self) -> Scope:
        """What it belongs to: a period of care, a placement, a review or an event; its first and last day, and what closed it."""
        return self._occurrence.scope

    @property
    def closed_on(self) -> date | None:
        """The day on which what it belongs to ended: ceasing, a move, the review itself."""
        return self._occurrence.scope.last

    @property
    def calendar(self) -> WorkingCalendar:
        """The working days it was counted in: for a local rule, without those on which the authority is closed."""
        return self._binding.days_in(self._occurrence.care.calendar)

    @property
    def arranged(self) -> date | None:
        """For the next review: the day booked for it, if one is."""
        return self._occurrence.care.arranged if self.is_review and self.review == self._occurrence.care.reviews + 1 else None

    @property
    def adjournment(self) -> Adjournment | None:
        """For a review that was adjourned: when it sat and was completed."""
        if not self.is_review or self.review is None:
            return None
        adjourned = self._occurrence.care.adjournments
        place = bisect_left(adjourned, self.review, key=attrgetter("review"))
        return adjourned[place] if place < len(adjourned) and adjourned[place].review == self.review else None


def _again(cls: type[OccurrenceValue], packed: tuple[Any, ...], as_of: date | None, knows: SourceKnows) -> OccurrenceValue:
    """A due date from what was pickled of it."""
    return cls(unpacked(*packed), as_of, EVERYTHING if knows == EVERYTHING else knows)


# The class refuses to be changed: these set what it is made of, once.
set_occurrence = OccurrenceValue.__dict__["_occurrence"].__set__
set_binding = OccurrenceValue.__dict__["_binding"].__set__
set_as_of = OccurrenceValue.__dict__["_as_of"].__set__
set_source_knows = OccurrenceValue.__dict__["_knows"].__set__
