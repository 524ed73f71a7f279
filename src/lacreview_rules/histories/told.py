"""What is told of the events of a history: by their position and kind, never by what they say of the child."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev

if TYPE_CHECKING:
    from collections.abc import Sequence


class Told:
    """What is told of the events of one history.

    Attributes:
        recorded: the events as they stand in the file; some may be read as others.
        problems: what cannot be.
        doubts: what can be true, and may be meant otherwise.
    """

    __slots__ = ("doubts", "problems", "recorded")

    def __init__(self, recorded: Sequence[ev.Event], problems: list[Problem], doubts: list[Problem]) -> None:
        self.recorded = recorded
        self.problems = problems
        self.doubts = doubts

    def impossible(self, index: int, what: str, remedy: str) -> None:
        """Note that an event cannot be."""
        self.problems.append(self._of(index, what, remedy))

    def doubtful(self, index: int, what: str, remedy: str) -> None:
        """Note that an event can be true, and may be meant otherwise."""
        self.doubts.append(self._of(index, what, remedy))

    def _of(self, index: int, what: str, remedy: str) -> Problem:
        kind = self.recorded[index].kind
        return Problem(f"events[{index}]", f"{kind if kind in ev.BUILT_IN else 'an event'}: {what}", remedy)
