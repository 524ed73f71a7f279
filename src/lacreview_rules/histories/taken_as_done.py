"""What no record shows and is only taken as done, because it was before the record starts: reviews, and tasks that recur.

They are events as those that were recorded are, and are told apart by what they are, not by what is written in them.
"""

from __future__ import annotations

from dataclasses import dataclass

from lacreview_rules.histories.events import ReviewHeld, TaskDone


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewTakenAsHeld(ReviewHeld):
    """A review that is not recorded, and taken as held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTakenAsDone(TaskDone):
    """A task that is not recorded as done, and taken as done."""
