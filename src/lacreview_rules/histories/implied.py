"""What one record implies: a placement order is also the authority to place, an adoptive placement also a placement for adoption.

One thing that happened is recorded once, under any of its words. Which word brings which with it is for the profile to say
(`Meanings`); what it brings becomes an event of its own, which knows the word that was recorded.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from dataclasses import MISSING, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.meanings import Implied, Meanings, Word
from lacreview_rules.histories.order_of_events import sorted_by_day
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_PLACING = (ev.BecameLookedAfter, ev.PlacementMoved, ev.PlacedForAdoption)
_OF_EVERY_EVENT = {field.name for field in fields(ev.Event)}
STANDING_ALONE = {
    kind: cls
    for kind, cls in ev.BUILT_IN.items()
    if all(field.name in _OF_EVERY_EVENT or field.default is not MISSING for field in fields(cls))
}
"""The kinds of event that can be recorded with nothing but a date."""


class _Record(NamedTuple):
    """One word of one event."""

    on: "date"  # noqa: UP037 - compiled, a name without quotes would be looked up as the class is made
    place: int
    event: ev.Event
    word: Word


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
    records = [_Record(event.on, index, event, word) for index, event in taken for word in words_of(event) if word in meanings.implied]
    if not records:
        return WithImplied(taken, [], [])
    records.sort(key=lambda record: (record.on, record.event.kind, record.word, repr(record.event)))
    return _Implications(taken, meanings).worked_out(records)


def brings(event: ev.Event, meanings: Meanings) -> bool:
    """Whether any word of an event of one of `Meanings.kinds` brings others with it, without making its words."""
    if isinstance(event, ev.TaskDone):
        return event.task in meanings.bringing["task"]
    if isinstance(event, ev.Fact):
        return event.fact in meanings.bringing["fact"]
    if event.kind in meanings.bringing["event"]:
        return True
    if isinstance(event, _PLACING) and event.placement in meanings.bringing["placement"]:
        return True
    if isinstance(event, (ev.BecameLookedAfter, ev.LegalStatusChanged)):
        return not meanings.bringing["legal-status"].isdisjoint(ev.statuses_of(event))
    return False


def words_of(event: ev.Event) -> Iterator[Word]:
    """The words that an event records."""
    if isinstance(event, ev.Fact):
        yield Word("fact", event.fact)
        return
    if isinstance(event, ev.TaskDone):
        yield Word("task", event.task)
        return
    yield Word("event", event.kind)
    if isinstance(event, _PLACING) and event.placement is not None:
        yield Word("placement", event.placement)
    if isinstance(event, (ev.BecameLookedAfter, ev.LegalStatusChanged)):
        for status in ev.statuses_of(event):
            yield Word("legal-status", status)


def recorded_kind(event: ev.Event) -> str:
    """The kind of event that was recorded: `task-done` of an event that stands for a task recorded by its own name."""
    return event.kind if event.recorded_as is None else ev.TaskDone.kind


def as_event(event: ev.Event, meanings: Meanings) -> ev.Event:
    """A task that one kind of event alone completes, recorded by its own name, as that event."""
    if not isinstance(event, ev.TaskDone):
        return event
    kind = meanings.done_by.get(event.task)
    if kind is None:
        return event
    made = _event_of(kind, event, event.task)
    return event if made is None else made


def _event_of(kind: str, source: ev.Event, word: str) -> ev.Event | None:
    """An event of a kind, on the day and with the reference of the one that brings it; None if it needs more than a day."""
    more = {"at": source.at, "ref": source.ref, "review": source.review, "recorded_as": word}
    if kind not in ev.BUILT_IN:
        return ev.OtherEvent(on=source.on, event=kind, **more)  # type: ignore[arg-type]
    cls = STANDING_ALONE.get(kind)
    return None if cls is None else cls(on=source.on, **more)  # type: ignore[arg-type]


def _day_and_kind(record: _Record) -> tuple[date, bool]:
    """Sittings in order; of one day the adjourned last, since the sitting is then still open."""
    return record.on, isinstance(record.event, ev.ReviewAdjourned)


class _Implications:
    """The working out of what the records of one history say besides."""

    def __init__(self, taken: list[tuple[int, ev.Event]], meanings: Meanings) -> None:
        self.taken = taken
        self.meanings = meanings
        self.recorded: dict[tuple[Word, int, int], list[_Record]] = defaultdict(list)  # by period of care and placement, in order
        self.days: set[tuple[Word, date]] = set()
        self.unseen: dict[tuple[Word, date], list[_Record]] = defaultdict(list)  # tasks done without seeing the child, and what they bring
        self.added: set[tuple[date, Implied]] = set()
        self.sittings: dict[int, list[_Record]] = defaultdict(list)  # by period of care: recorded, and brought so far; in order
        self.found: list[tuple[int, ev.Event]] = []
        self.left_out: set[int] = set()
        self.problems: list[Problem] = []
        self.doubts: list[Problem] = []
        self.contradicted: set[tuple[int, int]] = set()
        placed: dict[date, ev.BecameLookedAfter | ev.PlacementMoved | ev.PlacedForAdoption] = {}
        ends: list[date] = []
        for _, event in sorted_by_day(taken):
            if isinstance(event, _PLACING):
                placed[event.on] = event
            if isinstance(event, (ev.BecameLookedAfter, ev.CeasedToBeLookedAfter)):
                ends.append(event.on)
        self.moved_on, self.placed_by = list(placed), list(placed.values())
        self.care_changed = ends
        brought = {implied.word for every in meanings.implied.values() for implied in every}
        for index, event in sorted(taken, key=lambda pair: pair[1].on):
            if event.kind in ev.READ_OFF_REVIEWS:
                self.sittings[self._stretch(event.on)[0]].append(_Record(event.on, index, event, Word("event", event.kind)))
            if isinstance(event, ev.TaskDone) and not event.seen:
                done = Word("task", event.task)
                for word in (done, *(implied.word for implied in meanings.implied.get(done, ()) if implied.word.kind == "task")):
                    self.unseen[word, event.on].append(_Record(event.on, index, event, done))
            for word in words_of(event):
                if not (isinstance(event, ev.Fact) and event.value is False) and not (isinstance(event, ev.TaskDone) and not event.seen):
                    self.days.add((word, event.on))
                    if word in brought:
                        care, placement = self._stretch(event.on)
                        record = _Record(event.on, index, event, word)
                        self.recorded[word, care, placement].append(record)
                        self.recorded[word, care, -1].append(record)
        for sittings in self.sittings.values():
            sittings.sort(key=_day_and_kind)

    def worked_out(self, records: list[_Record]) -> WithImplied:
        """The events as recorded and as implied; what is recorded twice, on different days, once."""
        self._leave_out_placed_again()
        for record in records:
            if id(record.event) in self.left_out:
                continue
            withdrawn = isinstance(record.event, ev.Fact) and record.event.value is False
            for implied in self.meanings.implied[record.word]:
                if withdrawn:
                    self._withdraw(record, implied)
                else:
                    self._bring(record, implied)
        kept = [pair for pair in self.taken if id(pair[1]) not in self.left_out]
        return WithImplied(kept + self.found, self.problems, self.doubts)

    def _leave_out_placed_again(self) -> None:
        """A placement for adoption under both its words, on two days, is one until a review has sat in it: the earlier counts."""
        first: _Record | None = None
        for index, event in sorted(self.taken, key=lambda pair: (pair[1].on, isinstance(pair[1], _PLACING))):
            if isinstance(event, ev.CeasedToBeLookedAfter) or event.kind in ev.READ_OFF_REVIEWS:
                first = None
            elif isinstance(event, _PLACING):
                word = self._placed_for_adoption(event)
                again = None if word is None else _Record(event.on, index, event, word)
                is_placed = isinstance(event, ev.PlacedForAdoption)
                two_words = first is not None and is_placed is not isinstance(first.event, ev.PlacedForAdoption)
                if first is None or again is None or not two_words or isinstance(event, ev.BecameLookedAfter):
                    first = again
                elif first.on < event.on:
                    self._differ(first, again)

    def _placed_for_adoption(self, event: ev.Event) -> Word | None:
        """The word by which an event says that the child was placed for adoption, if one does."""
        if isinstance(event, ev.PlacedForAdoption):
            return Word("event", event.kind)
        named = (word for word in words_of(event) if word.kind == "placement")
        of_adoption = Word("event", ev.PlacedForAdoption.kind)
        return next((word for word in named if any(i.word == of_adoption and i.so for i in self.meanings.implied.get(word, ()))), None)

    def _bring(self, record: _Record, implied: Implied) -> None:
        """What a record brings with it, unless it is recorded itself."""
        kind, name = implied.word
        if implied.if_placed and not self._has_moved_on(record.on):
            if kind == "fact":
                self._bring_to_those_near(record, implied)
            return
        if kind == "placement":
            self._bring_placement(record, implied)
            return
        if kind == "fact" and implied.so and record.word.kind == "event":
            self._bring_to_the_next(record, implied)
        if kind == "legal-status":
            if implied.so and record.word.kind != "legal-status":  # a status that holds with another is a meaning of that one
                self._add(
                    record, implied, ev.LegalStatusChanged(on=record.on, at=record.event.at, legal_status=name, recorded_as=record.word.id)
                )
            return
        if kind == "fact" and not implied.so:
            self._add(record, implied, ev.Fact(on=record.on, at=record.event.at, fact=name, value=False, recorded_as=record.word.id))
            return
        if self._is_recorded(record, implied) or self._was_so_before(record, implied):
            return
        if kind == "fact":
            made: ev.Event | None = ev.Fact(on=record.on, at=record.event.at, fact=name, recorded_as=record.word.id)
        elif kind == "task":
            done_by = self.meanings.done_by.get(name)
            made = _event_of(done_by, record.event, record.word.id) if done_by is not None else None
            made = made or ev.TaskDone(
                on=record.on, at=record.event.at, ref=record.event.ref, review=record.event.review, task=name, recorded_as=record.word.id
            )
            if isinstance(made, ev.TaskDone) and isinstance(record.event, ev.TaskDone):
                if not record.event.seen:
                    made = replace(made, seen=False)
                elif self._is_contradicted(record, implied.word):
                    return
        elif (name == ev.ReviewHeld.kind and record.word.kind == "task" and self._is_of_a_review_beside(record)) or (
            name == ev.PlacementMoved.kind and self._has_moved_on(record.on)
        ):
            return
        else:
            made = _event_of(name, record.event, record.word.id)
            if isinstance(made, ev.PlacedForAdoption) and isinstance(record.event, _PLACING):
                same = record.event
                made = replace(made, placement=same.placement, emergency=same.emergency, out_of_hours=same.out_of_hours)
        if made is not None:
            self._add(record, implied, made)

    def _is_of_a_review_beside(self, record: _Record) -> bool:
        """Whether another sitting is taken for the review that a task says was held; that is told.

        It is one a few days before or after, recorded or brought by another task; or, while a review is adjourned, the one recorded as
        its completion, however far away: two reviews would make the next one due later.
        """
        sittings = self.sittings[self._stretch(record.on)[0]]
        place = bisect_right(sittings, record.on, key=lambda other: other.on)
        before, after = sittings[place - 1 : place], sittings[place : place + 1]
        if before and before[0].on == record.on:
            return False  # the sitting itself
        is_open = bool(before) and isinstance(before[0].event, ev.ReviewAdjourned)
        completes = is_open and bool(after) and isinstance(after[0].event, ev.ReviewHeld)
        near = after[0] if completes else min(before + after, key=lambda other: abs((other.on - record.on).days), default=None)
        days = 0 if near is None else (record.on - near.on).days
        if near is None or (abs(days) > self.meanings.review_parts_within and not completes):
            insort(sittings, record, key=_day_and_kind)
            return False
        sat = "one that was adjourned" if isinstance(near.event, ev.ReviewAdjourned) else "one"
        apart = f"{sat} {count_text(abs(days), 'day')} {'before' if days > 0 else 'after'}"
        what = f"it says that a review was held, and events[{near.place}] records {apart}: they are taken for one"
        remedy = "if they are one, give both the same day; if this was another, record it as review-held too"
        self.doubts.append(Problem(f"events[{record.place}]", what, remedy))
        return True

    def _is_contradicted(self, record: _Record, brought: Word) -> bool:
        """Whether another record of the day says that the child was not seen, and no times tell the two apart; that is told."""
        unseen = self.unseen.get((brought, record.on), ())
        other = next((one for one in unseen if not ev.in_turn(one.event, record.event)), None)
        if other is None:
            return False
        what = f'events[{other.place}] says of the same day that the child was not seen: this is not counted as "{brought.id}"'
        self.doubts.append(Problem(f"events[{record.place}]", what, 'correct one of the two, or give the times of both ("at")'))
        return True

    def _bring_placement(self, record: _Record, implied: Implied) -> None:
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
            if not implied.so or (at is not None and last.at is not None and at < last.at):
                return
            at = at or last.at
        kind = implied.word.id if implied.so else None
        self._add(record, implied, ev.PlacementMoved(on=record.on, at=at, placement=kind, recorded_as=record.word.id))

    def _bring_to_those_near(self, record: _Record, implied: Implied) -> None:
        """A fact planned for a day on which no placement began, of each that began so shortly before or after that it may be that one."""
        days = self.meanings.before_placement.get(record.word, 0)
        place = bisect_right(self.moved_on, record.on)
        for day in self.moved_on[max(0, place - 1) : place + 1]:
            if abs((day - record.on).days) <= days and (implied.word, day) not in self.days:
                self.found.append((record.place, ev.Fact(on=day, fact=implied.word.id, recorded_as=record.word.id)))

    def _bring_to_the_next(self, record: _Record, implied: Implied) -> None:
        """A fact of the placement that begins so shortly after an event that this may be about it, unless it is recorded there."""
        days = self.meanings.before_placement.get(record.word, 0)
        place = bisect_right(self.moved_on, record.on)
        if not 0 < place < len(self.moved_on) or (record.on - self.moved_on[place - 1]).days <= days:
            return
        day = self.moved_on[place]
        if (day - record.on).days <= days and (implied.word, day) not in self.days:
            self.found.append((record.place, ev.Fact(on=day, fact=implied.word.id, recorded_as=record.word.id)))

    def _has_moved_on(self, day: date) -> bool:
        place = bisect_right(self.moved_on, day) - 1
        return place >= 0 and self.moved_on[place] == day

    def _was_so_before(self, record: _Record, implied: Implied) -> bool:
        """Whether a fact or a task of a placement, recorded with its beginning, is of what came before it."""
        return implied.same and {record.word, implied.word} <= self.meanings.per_placement and self._has_moved_on(record.on)

    def _is_recorded(self, record: _Record, implied: Implied) -> bool:
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

    def _around(self, record: _Record, word: Word) -> tuple[list[_Record], list[_Record]]:
        """The last record of a word until a day, and the first after it, each if there is one, in the same care or placement."""
        care, placement = self._stretch(record.on)
        others = self.recorded.get((word, care, -1 if self.meanings.per_placement.isdisjoint((record.word, word)) else placement), [])
        place = bisect_right(others, record.on, key=lambda other: other.on)
        return others[place - 1 : place] if place else [], others[place : place + 1]

    def _has_partner(self, other: _Record, word: Word) -> bool:
        return (word, other.on) in self.days

    def _differ(self, first: _Record, second: _Record) -> None:
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

    def _withdraw(self, record: _Record, implied: Implied) -> None:
        """A fact no longer holds: nor do the facts that held only because it did."""
        kind, name = implied.word
        care, _ = self._stretch(record.on)
        others = self.recorded.get((implied.word, care, -1), [])
        if kind == "fact" and implied.so and not (others and others[0].on <= record.on):
            self._add(record, implied, ev.Fact(on=record.on, at=record.event.at, fact=name, value=False, recorded_as=record.word.id))

    def _add(self, record: _Record, implied: Implied, event: ev.Event) -> None:
        if (record.on, implied) not in self.added:
            self.added.add((record.on, implied))
            self.found.append((record.place, event))
