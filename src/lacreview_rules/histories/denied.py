"""What one record of a day denies of another: that the child was seen, or that the review was a meeting."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.meanings import Word
from lacreview_rules.histories.order_of_events import in_turn
from lacreview_rules.histories.recorded_words import Record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from lacreview_rules.histories.meanings import Meanings


def meetings_denied(taken: Iterable[tuple[int, ev.Event]], meanings: Meanings, doubts: list[Problem]) -> set[int]:
    """The records (by `id`) of meetings on a day on which the review is recorded as held without one, unless times tell the two apart.

    Args:
        taken: the events, each with its place in the file.
        meanings: what the profile says of the words.
        doubts: where it is told which records contradict one another.
    """
    if not meanings.meetings:
        return set()
    without: dict[date, dict[time | None, int]] = defaultdict(dict)  # by day and time, the place of a review
    for index, event in taken:
        if isinstance(event, ev.ReviewHeld) and not event.meeting:
            without[event.on].setdefault(event.at, index)
    found: set[int] = set()
    for index, event in taken if without else ():
        if isinstance(event, ev.TaskDone) and event.task in meanings.meetings and event.on in without:
            reviews = without[event.on]
            place = next(iter(reviews.values())) if event.at is None else reviews.get(event.at, reviews.get(None))
            if place is not None:
                what = f"events[{place}] says of the same day that the review was held without a meeting: this is not counted"
                doubts.append(Problem(f"events[{index}]", what, 'correct one of the two, or give the times of both ("at")'))
                found.add(id(event))
    return found


class NotSeen:
    """The tasks of one history done without seeing the child, and those that they bring with them.

    Args:
        ordered: the events in the order of their days, each with its place in the file.
        meanings: what the profile says of the words.
        doubts: where it is told which records contradict one another.
    """

    def __init__(self, ordered: Iterable[tuple[int, ev.Event]], meanings: Meanings, doubts: list[Problem]) -> None:
        self.doubts = doubts
        self.records: dict[tuple[Word, date], list[Record]] = defaultdict(list)
        for index, event in ordered:
            if isinstance(event, ev.TaskDone) and not event.seen:
                done = Word("task", event.task)
                for word in (done, *(implied.word for implied in meanings.implied.get(done, ()) if implied.word.kind == "task")):
                    self.records[word, event.on].append(Record(event.on, index, event, done))

    def contradict(self, record: Record, brought: Word) -> bool:
        """Whether another record of the day says that the child was not seen, and no times tell the two apart; that is told."""
        unseen = self.records.get((brought, record.on), ())
        other = next((one for one in unseen if not in_turn(one.event, record.event)), None)
        if other is None:
            return False
        what = f'events[{other.place}] says of the same day that the child was not seen: this is not counted as "{brought.id}"'
        self.doubts.append(Problem(f"events[{record.place}]", what, 'correct one of the two, or give the times of both ("at")'))
        return True
