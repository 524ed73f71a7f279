"""What no record shows and is taken as done, as the events that were recorded: told apart from those by what they are."""

from __future__ import annotations

from dataclasses import dataclass

from lacreview_rules.histories.events import ReviewHeld, TaskDone


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTakenAsHeld(ReviewHeld):
    """A review that no record shows and that is taken as held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTakenAsDone(TaskDone):
    """A task that recurs, of which no record shows that it was done, and which is taken as done."""
