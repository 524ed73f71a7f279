"""Whether a record that says that the child moved ends the placement that the child is in, so that another began."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lacreview_rules.histories.meanings import Meanings
    from lacreview_rules.histories.recorded_words import Record

_NO_MOVE = "it says that a placement ended, and no move is recorded on its day"
_ANOTHER_BEGAN = f"{_NO_MOVE}: another placement is taken to have begun then"
_CARE_BEGAN = "it says that a placement ended, and care began on its day: no move is taken from it"
_NOT_CALLED_FOR = "it says that a placement had to end, and nothing for which it had to is recorded before"
_RECORD_THE_CALL = "record what called for it; or leave it out: that the placement ended is recorded"
_RECORD_IT = "record the move on the day on which it was, with the kind of placement"
_CORRECT_IT = "correct its day; if the first placement ended on that day, record the move"


class PlacementsEnded:
    """What the records of one history say of the placements that ended.

    Args:
        ordered: the events in the order of their days, each with its place in the file.
        meanings: of a task by which the child moves, the events that call for it.
        stretch: the period of care and the placement that a day lies in.
        doubts: where it is told what a task without its move is taken for.
    """

    def __init__(
        self,
        ordered: Iterable[tuple[int, ev.Event]],
        meanings: Meanings,
        stretch: Callable[[date], tuple[int, int]],
        doubts: list[Problem],
    ) -> None:
        self.calling = meanings.calling
        self.stretch = stretch
        self.doubts = doubts
        self.began: set[date] = set()
        self.ceased: set[date] = set()
        self.moved: set[date] = set()
        self.changes: list[date] = []  # the days on which care began or ended, in order
        self.in_care: list[bool] = []  # of each, whether the child was in care from then on
        self.called: dict[tuple[str, int, int], date] = {}  # the first of a kind that calls for a move, by care and by placement in it
        calls = frozenset().union(*meanings.calling.values())
        for _, event in ordered:
            if isinstance(event, (ev.BecameLookedAfter, ev.CeasedToBeLookedAfter)):
                begins = isinstance(event, ev.BecameLookedAfter)
                (self.began if begins else self.ceased).add(event.on)
                self.changes.append(event.on)
                self.in_care.append(begins)
            elif isinstance(event, ev.PLACING):
                self.moved.add(event.on)
            if event.kind in calls:
                care, placement = stretch(event.on)
                self.called.setdefault((event.kind, care, placement), event.on)
                self.called.setdefault((event.kind, care, -1), event.on)

    def begins_another(self, record: Record) -> bool:
        """Whether a record by which the child moved says that a placement began which is not recorded; of a task, that is told.

        A task does not, if what calls for it happened in an earlier placement alone: a move since then has ended that one already.
        Nor on the day of a move that is recorded, on the last day of care, with which its placement ended, nor outside care.
        """
        day = record.on
        if record.word.kind != "task":
            return day not in self.moved and day not in self.began  # an event may be the beginning of the first placement
        if day in self.moved or day in self.ceased:
            if not self._is_called_for(record):
                self._tell(record, _NOT_CALLED_FOR, _RECORD_THE_CALL)
            return False
        if not self._in_care(day):
            return False
        if day in self.began:
            self._tell(record, _CARE_BEGAN, _CORRECT_IT)
            return False
        care, placement = self.stretch(day)
        calls = self.calling[record.word.id]
        called = {where for where in (placement, -1) for kind in calls if self.called.get((kind, care, where), date.max) <= day}
        ends = called != {-1}
        self._tell(record, _ANOTHER_BEGAN if ends else _NO_MOVE, _RECORD_IT)
        return ends

    def _is_called_for(self, record: Record) -> bool:
        """Whether anything calls for the end of a placement by the day of it, in the care of that day or of the day before."""
        day, calls = record.on, self.calling[record.word.id]
        cares = {bisect_left(self.changes, day), bisect_right(self.changes, day)}
        return any(self.called.get((kind, care, -1), date.max) <= day for kind in calls for care in cares)

    def _tell(self, record: Record, what: str, remedy: str) -> None:
        self.doubts.append(Problem(f"events[{record.place}]", what, remedy))

    def _in_care(self, day: date) -> bool:
        place = bisect_right(self.changes, day) - 1
        return place >= 0 and self.in_care[place]
