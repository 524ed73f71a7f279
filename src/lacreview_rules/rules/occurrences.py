"""What a timescale can count from: something that has a date, in one period of care."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from datetime import date, time

    from lacreview_rules.histories.events import Event

Basis = Literal["actual", "arranged", "projected"]
BASES: tuple[Basis, ...] = get_args(Basis)
"""From the most certain to the least."""
new = tuple.__new__
"""As a named tuple is made, without the names: half the time, where thousands are made."""


class Occurrence(NamedTuple):
    """An event, a task done, or an age reached. A review that was adjourned is two: it sat, and it was completed.

    Attributes:
        name: the kind of event, the task, or the age, as a profile names it.
        on: the day.
        basis: it happened, it is booked, or it is assumed on its own due date.
        at: the time of day, where known.
        event: the event itself, where there is one.
        review: the number, in its period of care, of the review it is or belongs to.
        due_id: for a task completed, assumed completed or missed, the id of its due date.
        is_conditional: for something missed, whether it depends on what has not happened: time alone does not bring it about.
    """

    name: str
    on: "date"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    basis: Basis = "actual"
    at: time | None = None
    event: Event | None = None
    review: int | None = None
    due_id: str | None = None
    is_conditional: bool = False

    def as_done(self, task: str, review: int | None, due_id: str | None) -> Occurrence:
        """A completion as others count from it: under the name of the task, with the review and the due date that it completes."""
        _, on, basis, at, event, _, _, is_conditional = self
        return new(Occurrence, (task, on, basis, at, event, review, due_id, is_conditional))

    @property
    def ref(self) -> str | None:
        """The reference of the matter that the event belongs to, where it names one."""
        return None if self.event is None else self.event.ref
