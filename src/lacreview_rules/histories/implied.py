"""What one record implies: a placement order is also the authority to place, an adoptive placement also a placement for adoption.

One thing that happened is recorded once, under any of its words. Which word brings which with it is for the profile to say
(`Meanings`); what it brings becomes an event of its own, which knows the word that was recorded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.denied import NotSeen, meetings_denied
from lacreview_rules.histories.meanings import Implied, Word
from lacreview_rules.histories.order_of_events import sorted_by_day
from lacreview_rules.histories.placements_ended import PlacementsEnded
from lacreview_rules.histories.planned_placements import PlannedPlacements
from lacreview_rules.histories.recorded_words import Record, as_event, brings, declared_event_of, event_of, words_of
from lacreview_rules.histories.sittings import Sittings

if TYPE_CHECKING:
    from lacreview_rules.histories.meanings import Meanings


_REVIEW_HELD = Word("event", ev.ReviewHeld.kind)


class WithImplied(NamedTuple):
    """The events of a history with those that their words bring with them, each with its place in the file.

    Attributes:
        numbered: the events.
        problems: where two records of one thing differ.
        doubts: where two records may be of one thing, and both can be true.
    """

    numbered: list[tuple[int, ev.Event]]
    problems: list[Problem]
    doubts: list[Problem]


def with_implied(numbered: list[tuple[int, ev.Event]], meanings: Meanings) -> WithImplied:
    """The events of a history with those that their words bring with them, and what is wrong or in doubt about these.

    Args:
        numbered: the events, each with its place in the file, in any order.
        meanings: what the profile says of the words.
    """
    kinds = meanings.kinds
    for _, event in numbered:
        if event.kind in kinds and brings(event, meanings):
            break
    else:
        return WithImplied(numbered, [], [])
    taken = [(index, as_event(event, meanings)) for index, event in numbered] if meanings.done_by else numbered
    records = [Record(event.on, index, event, word) for index, event in taken for word in words_of(event) if word in meanings.implied]
    if not records:
        return WithImplied(taken, [], [])
    records.sort(key=lambda record: (record.on, record.event.kind, record.word, repr(record.event)))
    return _Implications(taken, records, meanings).worked_out()


class _Implications:
    """The working out of what the records of one history say besides."""

    def __init__(self, taken: list[tuple[int, ev.Event]], records: list[Record], meanings: Meanings) -> None:
        self.taken = taken
        self.records = records
        self.meanings = meanings
        self.recorded: dict[tuple[Word, int, int], list[Record]] = defaultdict(list)  # by period of care and placement, in order
        self.days: set[tuple[Word, date]] = set()
        self.added: set[tuple[date, Implied]] = set()
        self.found: list[tuple[int, ev.Event]] = []
        self.left_out: set[int] = set()
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.contradicted: set[tuple[int, int]] = set()
        placed: dict[date, ev.BecameLookedAfter | ev.PlacementMoved | ev.PlacedForAdoption] = {}
        ends: list[date] = []
        self.ordered = ordered = sorted_by_day(taken)
        for _, event in ordered:
            if isinstance(event, ev.PLACING):
                placed[event.on] = event
            if isinstance(event, (ev.BecameLookedAfter, ev.CeasedToBeLookedAfter)):
                ends.append(event.on)
        self.moved_on, self.placed_by = list(placed), list(placed.values())
        self.care_changed = ends
        last_day = max((event.on for _, event in taken if not isinstance(event, ev.OtherEvent)), default=date.min)
        self.planned = PlannedPlacements(placed, last_day, meanings, self.days, self.found, self.doubts)
        reviews = [record for record in records if record.word.kind == "task" and self._says_review_held(record.word)]
        self.sittings = Sittings(ordered, reviews, lambda day: self._stretch(day)[0], meanings, self.doubts)
        self.ended: PlacementsEnded | None = None  # few histories ask
        self.not_seen = NotSeen(ordered, meanings, self.doubts)
        brought = {implied.word for every in meanings.implied.values() for implied in every}
        for index, event in ordered:
            for word in words_of(event):
                if not (isinstance(event, ev.Fact) and event.value is False) and not (isinstance(event, ev.TaskDone) and not event.seen):
                    self.days.add((word, event.on))
                    if word in brought:
                        care, placement = self._stretch(event.on)
                        record = Record(event.on, index, event, word)
                        self.recorded[word, care, placement].append(record)
                        self.recorded[word, care, -1].append(record)

    def worked_out(self) -> WithImplied:
        """The events as recorded and as implied; what is recorded twice, on different days, once."""
        self._leave_out_placed_again()
        self.left_out |= meetings_denied(self.taken, self.meanings, self.doubts)
        for record in self.records:
            if id(record.event) in self.left_out:
                continue
            withdrawn = isinstance(record.event, ev.Fact) and record.event.value is False
            if withdrawn and (ended := self.meanings.ended_as.get(record.word.id)) is not None:
                self._bring_the_end(record, Word("event", ended))
            for implied in self.meanings.implied[record.word]:
                if withdrawn:
                    self._withdraw(record, implied)
                else:
                    self._bring(record, implied)
        kept = [pair for pair in self.taken if id(pair[1]) not in self.left_out]
        return WithImplied(kept + self.found, self.problems, self.doubts)

    def _says_review_held(self, word: Word) -> bool:
        return any(implied.so and implied.word == _REVIEW_HELD for implied in self.meanings.implied[word])

    def _leave_out_placed_again(self) -> None:
        """A placement recorded as a kind of event and as a kind of placement, on two days, is one until a review sat: the earlier counts.

        Which placements those are is for the profile: where a kind of placement implies an event by which a child is placed.
        """
        first: Record | None = None
        for index, event in sorted(self.ordered, key=lambda pair: (pair[1].on, isinstance(pair[1], ev.PLACING))):
            if isinstance(event, ev.CeasedToBeLookedAfter) or event.kind in ev.READ_OFF_REVIEWS:
                first = None
            elif isinstance(event, ev.PLACING):
                again = self._placed_under_a_word_of_two(index, event)
                two_words = first is not None and again is not None and first.word.kind != again.word.kind
                if first is None or again is None or not two_words or isinstance(event, ev.BecameLookedAfter):
                    first = again
                elif first.on < event.on:
                    self._differ(first, again)

    def _placed_under_a_word_of_two(self, index: int, event: ev.Event) -> Record | None:
        """A placement that has two words, an event's and a placement's, under the one recorded; None of any other."""
        for word in words_of(event):
            implied = self.meanings.implied.get(word, ()) if word.kind == "placement" else ()
            if word in self.meanings.placing or any(one.so and one.word in self.meanings.placing for one in implied):
                return Record(event.on, index, event, word)
        return None

    def _bring(self, record: Record, implied: Implied) -> None:
        """What a record brings with it, unless it is recorded itself."""
        kind, name = implied.word
        if implied.if_placed and not self.planned.has_begun_on(record.on):
            if kind == "fact" and record.word in self.meanings.before_placement:
                self.planned.bring_to_those_near(record, implied)
            else:
                self.planned.tell_if_none_began(record, implied)
            return
        if kind == "placement":
            self._bring_placement(record, implied)
            return
        if kind == "fact" and implied.so and record.word.kind == "event":
            self.planned.bring_to_the_next(record, implied)
        if kind == "legal-status":
            if implied.so and record.word.kind != "legal-status":  # a status that holds with another is a meaning of that one
                self._add(
                    record, implied, ev.LegalStatusChanged(on=record.on, at=record.event.at, legal_status=name, recorded_as=record.word.id)
                )
            return
        if kind == "fact" and not implied.so:
            self._add(record, implied, ev.Fact(on=record.on, at=record.event.at, fact=name, value=False, recorded_as=record.word.id))
            return
        if name == ev.PlacementMoved.kind and not self._begins_another(record):
            return
        if self._is_recorded(record, implied) or self._was_so_before(record, implied):
            return
        made = self._made_of(record, implied)
        if made is not None:
            self._add(record, implied, made)

    def _made_of(self, record: Record, implied: Implied) -> ev.Event | None:
        """The event of its own that a record's fact, task or kind becomes; none, if another record says it or denies it."""
        kind, name = implied.word
        if kind == "fact":
            return ev.Fact(on=record.on, at=record.event.at, fact=name, recorded_as=record.word.id)
        if kind == "task":
            return self._done_by(record, implied.word)
        if implied.word == _REVIEW_HELD and record.word.kind == "task" and self.sittings.has_one_beside(record):
            return None
        made = event_of(name, record.event, record.word.id)
        if isinstance(made, ev.PlacedForAdoption) and isinstance(record.event, ev.PLACING):
            same = record.event
            return replace(made, placement=same.placement, emergency=same.emergency, out_of_hours=same.out_of_hours)
        return made

    def _begins_another(self, record: Record) -> bool:
        if self.ended is None:
            self.ended = PlacementsEnded(self.ordered, self.meanings, self._stretch, self.doubts)
        return self.ended.begins_another(record)

    def _done_by(self, record: Record, task: Word) -> ev.Event | None:
        """A task that a record says was done, or the event by which it is; none, where the child was not seen and had to be."""
        event, done_by = record.event, self.meanings.done_by.get(task.id)
        made = event_of(done_by, event, record.word.id) if done_by is not None else None
        made = made or ev.TaskDone(on=record.on, at=event.at, ref=event.ref, review=event.review, task=task.id, recorded_as=record.word.id)
        if isinstance(made, ev.TaskDone) and isinstance(event, ev.TaskDone):
            if not event.seen:
                return replace(made, seen=False)
            if self.not_seen.contradict(record, task):
                return None
        return made

    def _bring_placement(self, record: Record, implied: Implied) -> None:
        """A move into a kind of placement, or out of it to one that is not known, unless the record has the child there, or gone.

        On the day of a move to somewhere else a child is taken to be where the event says, unless times tell that the move came after.
        """
        place = bisect_right(self.moved_on, record.on) - 1
        last = self.placed_by[place] if place >= 0 else None
        now = None if last is None else last.placement
        words = () if now is None else (now, *self.meanings.placements.get(now, ()))
        if record.word.kind == "placement" or (implied.word.id in words) is implied.so:
            return
        at = record.event.at
        if last is not None and last.on == record.on:
            if not implied.so:
                self._tell_if_nothing_was_left(record, implied, place)
                return
            if at is not None and last.at is not None and at < last.at:
                return
            at = at or last.at
        kind = implied.word.id if implied.so else None
        self._add(record, implied, ev.PlacementMoved(on=record.on, at=at, placement=kind, recorded_as=record.word.id))

    def _tell_if_nothing_was_left(self, record: Record, implied: Implied, place: int) -> None:
        """Of a child who left a kind of placement on the day of a move into one: that the record has none before that could be left."""
        before = self.placed_by[place - 1].placement if place > 0 else None
        if before is None or (implied.word.id != before and implied.word.id not in self.meanings.placements.get(before, ())):
            what = f'on its day a placement "{implied.word.id}" began, and none before it could have ended: the one that began goes on'
            remedy = "if it ended on that day, record where the child went, with the times of both moves (at); otherwise correct the day"
            self.doubts.append(Problem(f"events[{record.place}]", what, remedy))

    def _was_so_before(self, record: Record, implied: Implied) -> bool:
        """Whether a fact or a task of a placement, recorded with its beginning, is of what came before it."""
        return implied.same and {record.word, implied.word} <= self.meanings.per_placement and self.planned.has_begun_on(record.on)

    def _is_recorded(self, record: Record, implied: Implied) -> bool:
        """Whether what is implied is recorded already: on the same day, or, of one and the same thing, on an earlier one.

        Of two records of one thing on different days the earlier counts; that they differ is told.
        """
        word = implied.word
        if (word, record.on) in self.days:
            return True
        before, after = self._around(record, word)
        if implied.same:
            if before and not self._has_partner(before[0], record.word):
                self._differ(before[0], record)
                return True
            if after and not self._has_partner(after[0], record.word) and not before:
                self._differ(record, after[0])
                return False
        if word.kind == "fact":
            return bool(before)
        # What began a fact is not begun again: an approval that is extended was given once, in this care or ahead of it.
        facts = [other.word for other in self.meanings.implied.get(word, ()) if other.same and other.word.kind == "fact"]
        care, _ = self._stretch(record.on)
        earlier = [self.recorded.get((one, when, -1), []) for one in (word, *facts) for when in (care, care - 1)]
        return bool(facts) and not implied.same and any(found and found[0].on <= record.on for found in earlier)

    def _around(self, record: Record, word: Word) -> tuple[list[Record], list[Record]]:
        """The last record of a word until a day, and the first after it, each if there is one, in the same care or placement."""
        care, placement = self._stretch(record.on)
        others = self.recorded.get((word, care, -1 if self.meanings.per_placement.isdisjoint((record.word, word)) else placement), [])
        place = bisect_right(others, record.on, key=lambda other: other.on)
        return others[place - 1 : place] if place else [], others[place : place + 1]

    def _has_partner(self, other: Record, word: Word) -> bool:
        return (word, other.on) in self.days

    def _differ(self, first: Record, second: Record) -> None:
        """Tell that two records of one thing differ in their days; the later one is left out, unless it is a fact that stands anyhow."""
        if (first.place, second.place) in self.contradicted:
            return
        self.contradicted.add((first.place, second.place))
        if not isinstance(second.event, ev.Fact):
            self.left_out.add(id(second.event))
        self.problems.append(
            Problem(
                f"events[{second.place}]",
                f'it says the same as events[{first.place}], "{first.word.id}", and has a later day; the earlier counts',
                "correct one of the two days, or remove one of the two events",
            )
        )

    def _stretch(self, day: date) -> tuple[int, int]:
        """The period of care and the placement that a day lies in."""
        return bisect_right(self.care_changed, day), bisect_right(self.moved_on, day)

    def _withdraw(self, record: Record, implied: Implied) -> None:
        """A fact no longer holds: nor do the facts that held only because it did."""
        kind, name = implied.word
        care, _ = self._stretch(record.on)
        others = self.recorded.get((implied.word, care, -1), [])
        if kind == "fact" and implied.so and not (others and others[0].on <= record.on):
            self._add(record, implied, ev.Fact(on=record.on, at=record.event.at, fact=name, value=False, recorded_as=record.word.id))

    def _bring_the_end(self, record: Record, word: Word) -> None:
        """The event that is the end of a fact which no longer holds, unless it is recorded, in this placement, by that day."""
        alike = [record.word, *(implied.word for implied in self.meanings.implied[record.word] if implied.same)]
        since = max((last.on for one in alike for last in self._around(record, one)[0]), default=date.min)
        if (word, record.on) in self.days or any(last.on >= since for last in self._around(record, word)[0]):
            return
        self._add(record, Implied(word), declared_event_of(word.id, record.event, record.word.id))

    def _add(self, record: Record, implied: Implied, event: ev.Event) -> None:
        if (record.on, implied) not in self.added:
            self.added.add((record.on, implied))
            self.found.append((record.place, event))
