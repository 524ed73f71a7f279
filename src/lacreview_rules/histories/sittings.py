"""Which records of reviews a few days apart are of one sitting."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.meanings import Word
from lacreview_rules.histories.recorded_words import Record
from lacreview_rules.histories.taken_as_done import ReviewTakenAsHeld
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from lacreview_rules.histories.meanings import Meanings


_NONE_ADJOURNED = (
    "it says that an adjourned review was completed, and none stood adjourned on its day: it is not counted as a review",
    "correct its day, or record the sitting before it as review-adjourned; if a review was held, record it as review-held",
)


def _day_and_kind(record: Record) -> tuple[date, bool]:
    """Sittings in order; of one day the adjourned last, since the sitting is then still open."""
    return record.on, isinstance(record.event, ev.ReviewAdjourned)


class Sittings:
    """The sittings of the reviews of one history, by period of care: recorded, and brought so far by tasks.

    Records in a row, each a few days after the one before, are of one review, however long the row: of two, the next would be due later.

    Args:
        ordered: the events in the order of their days, each with its place in the file.
        tasks: the records of tasks that say that a review was held.
        care_of: the number of the period of care that a day lies in.
        meanings: how many days apart two records of a review may be those of one, and which tasks complete one that was adjourned.
        doubts: where it is told which records are taken for one.
    """

    def __init__(
        self,
        ordered: Iterable[tuple[int, ev.Event]],
        tasks: Iterable[Record],
        care_of: Callable[[date], int],
        meanings: Meanings,
        doubts: list[Problem],
    ) -> None:
        self.care_of = care_of
        self.parts_within = meanings.review_parts_within
        self.completing = meanings.completing
        self.doubts = doubts
        self.of_care: dict[int, list[Record]] = defaultdict(list)  # in order
        for index, event in ordered:
            if event.kind in ev.READ_OFF_REVIEWS and not isinstance(event, ReviewTakenAsHeld):  # of that nobody knows the day
                self.of_care[care_of(event.on)].append(Record(event.on, index, event, Word("event", event.kind)))
        days: dict[int, set[date]] = defaultdict(set)
        for record in tasks:
            days[care_of(record.on)].add(record.on)
        for care, sittings in self.of_care.items():
            sittings.sort(key=_day_and_kind)
            days[care].update(sitting.on for sitting in sittings)
        self.rows = {(care, day): first for care, every in days.items() for day, first in self._in_rows(every)}

    def _in_rows(self, days: set[date]) -> Iterator[tuple[date, date]]:
        """Each day with the first of the row that it stands in."""
        first = last = None
        for day in sorted(days):
            if first is None or last is None or (day - last).days > self.parts_within:
                first = day
            yield day, first
            last = day

    def has_one_beside(self, record: Record) -> bool:
        """Whether another sitting is taken for the review that a task says was held; that is told.

        It is one a few days before or after, or further in a row of them, recorded or brought by another task; or, while a review is
        adjourned, the one recorded as its completion, however far away: two reviews would make the next one due later. What is recorded
        as the completion of an adjourned review is held for that, and says nothing of another where none is adjourned.
        """
        care = self.care_of(record.on)
        sittings = self.of_care[care]
        place = bisect_right(sittings, record.on, key=lambda other: other.on)
        before, after = sittings[place - 1 : place], sittings[place : place + 1]
        if before and before[0].on == record.on:
            return False  # the sitting itself
        is_open = bool(before) and isinstance(before[0].event, ev.ReviewAdjourned)
        completes = is_open and bool(after) and isinstance(after[0].event, ev.ReviewHeld)
        if record.word.id in self.completing:
            if not is_open:
                self.doubts.append(Problem(f"events[{record.place}]", *_NONE_ADJOURNED))
                return True
            before, completes = [], False
        in_row = [other for other in before + after if self.rows[care, other.on] == self.rows[care, record.on]]
        near = after[0] if completes else min(in_row, key=lambda other: abs((other.on - record.on).days), default=None)
        if near is None:
            insort(sittings, record, key=_day_and_kind)
            return False
        self.doubts.append(self._taken_for(record, near))
        if len(in_row) > 1 and not is_open and (after[0].on - before[0].on).days > self.parts_within:
            what = f"events[{before[0].place}] and events[{after[0].place}] count as two reviews, and this was held between"
            self.doubts.append(
                Problem(f"events[{record.place}]", what, "if all are one review in parts, record the first as review-adjourned")
            )
        return True

    def _taken_for(self, record: Record, near: Record) -> Problem:
        """What is told of a record of a review that is taken for another."""
        days = (record.on - near.on).days
        sat = "one that was adjourned" if isinstance(near.event, ev.ReviewAdjourned) else "one"
        apart = f"{sat} {count_text(abs(days), 'day')} {'before' if days > 0 else 'after'}"
        what = f"it says that a review was held, and events[{near.place}] records {apart}: they are taken for one"
        remedy = "if they are one, give both the same day; if this was another, record it as review-held too"
        return Problem(f"events[{record.place}]", what, remedy)
