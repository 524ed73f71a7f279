"""One child's events, put in order and read as periods of care.

The order of events in the file never matters. Within one day, where no times tell otherwise, a period of care
begins before anything else happens in it and ends after everything else; a child who ceases and becomes
looked after on one day does the first before the second.

What cannot be (a review before care began, a second adjournment) becomes a `Problem` that cites the position
of the event in the file; the rest of the history still counts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import ArgumentError, Problem, check_day
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.dated_facts import DatedFacts
from lacreview_rules.histories.implied import with_implied
from lacreview_rules.histories.meanings import NO_MEANINGS, Meanings
from lacreview_rules.histories.period_of_care import PeriodOfCare
from lacreview_rules.histories.totals import Stays

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from lacreview_rules.histories.totals import Total


@dataclass(frozen=True, slots=True)
class History:
    """One child's care events.

    Attributes:
        child: the identifier the case system uses. Never printed in an error.
        events: what happened, in any order; kept as a tuple.
        date_of_birth: needed by rules that count from an age.
        records: the tasks whose completion this source records, where it records only some (an extract has
            reviews and little else); silence about any other task is then not lateness. None: all of them.
        record_starts: a day before which reviews and tasks are not in this record, as after a change of systems.
        reviews_before: how many reviews of the period of care of that day were held before it; None if nobody knows.

    Raises:
        ArgumentError: an argument is of another type, or `reviews_before` is negative or without `record_starts`; the message
            names it, and the place of an event.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History
        >>> History(child="A123", events=[BecameLookedAfter(on=date(2025, 12, 19))]).events[0].on
        datetime.date(2025, 12, 19)
    """

    child: str
    events: tuple[ev.Event, ...]
    date_of_birth: date | None
    records: tuple[str, ...] | None
    record_starts: date | None
    reviews_before: int | None

    def __init__(
        self,
        child: str,
        events: Iterable[ev.Event] = (),
        date_of_birth: date | None = None,
        records: Iterable[str] | None = None,
        record_starts: date | None = None,
        reviews_before: int | None = None,
    ) -> None:
        if not isinstance(child, str):
            raise ArgumentError(f"child: it is of type {type(child).__name__}, and must be text")
        taken = tuple(events)
        for place, event in enumerate(taken):
            if not isinstance(event, ev.Event):
                remedy = "; parse_history reads a record" if isinstance(event, dict) else ""
                raise ArgumentError(f"events[{place}]: it is of type {type(event).__name__}, and must be an event{remedy}")
        if date_of_birth is not None:
            check_day("date_of_birth", date_of_birth)
        if record_starts is not None:
            check_day("record_starts", record_starts)
        if reviews_before is not None:
            _check_count(reviews_before, known_from=record_starts)
        object.__setattr__(self, "child", child)
        object.__setattr__(self, "events", taken)
        object.__setattr__(self, "date_of_birth", date_of_birth)
        object.__setattr__(self, "records", None if records is None else tuple(records))
        object.__setattr__(self, "record_starts", record_starts)
        object.__setattr__(self, "reviews_before", reviews_before)


def _check_count(reviews_before: object, *, known_from: date | None) -> None:
    """Refuse a number of earlier reviews that is none, or that does not say before when."""
    if not isinstance(reviews_before, int) or isinstance(reviews_before, bool):
        message = f"reviews_before: it is of type {type(reviews_before).__name__}, and must be a whole number"
        raise ArgumentError(message)
    if reviews_before < 0:
        raise ArgumentError("reviews_before: it is less than 0, and must be the number of reviews held before the record starts")
    if known_from is None:
        raise ArgumentError("reviews_before: it is given without record_starts, the day before which they were held; add that")


_ONE_DAY = timedelta(days=1)
_IN_A_DAY = (
    "became-looked-after",
    "legal-status-changed",
    "authorised-for-adoption",
    "fact",
    "placement-moved",
    "placed-for-adoption",
    None,  # whatever else happened
    "review-held",
    "review-adjourned",
    "review-arranged",
    "review-arrangement-cancelled",
    "ceased-to-be-looked-after",
)
_RANK = {kind: place for place, kind in enumerate(_IN_A_DAY)}


_BEFORE_BOOKINGS = _RANK["review-arranged"] - 0.5


def has_a_place_in_the_day(event: ev.Event) -> bool:
    """Whether events of its kind have a place of their own in a day: before a review, or after it.

    Example:
        >>> from datetime import date
        >>> [has_a_place_in_the_day(kind(on=date(2026, 1, 5))) for kind in (ev.PlacementMoved, ev.ReviewRequested)]
        [True, False]
    """
    return event.kind in _RANK


def _same_day_order(event: ev.Event) -> tuple[float, str]:
    at: time | None = event.at
    rank: float = _RANK.get(event.kind, _RANK[None])
    if isinstance(event, ev.ReviewArrangementCancelled) and event.review_on is None:
        rank = _BEFORE_BOOKINGS  # what stood is taken back before another day is booked
    return (rank, "" if at is None else at.isoformat())


def in_order(history: History) -> list[tuple[int, ev.Event]]:
    """Events with their positions in the file, in the order in which they happened.

    What nothing tells apart in time stands in an order that the file's order cannot change.
    """
    return _in_order(list(enumerate(history.events)))


def _in_order(numbered: list[tuple[int, ev.Event]]) -> list[tuple[int, ev.Event]]:
    days = [event.on for _, event in numbered]
    if len(set(days)) == len(days):
        return [numbered[i] for i in sorted(range(len(days)), key=days.__getitem__)]
    keys = [(event.on, *_same_day_order(event)) for _, event in numbered]
    tied = {key for key, times in Counter(keys).items() if times > 1} if len(set(keys)) < len(keys) else set()
    order = sorted(range(len(numbered)), key=lambda i: (keys[i], _told_apart(numbered[i][1]) if keys[i] in tied else ""))
    return [numbered[i] for i in order]


def _told_apart(event: ev.Event) -> str:
    """What puts events of one moment in an order that the file's cannot change: bookings by the day booked, others by what they say."""
    return f"{event.review_on.isoformat()} {event!r}" if isinstance(event, ev.ReviewArranged) else repr(event)


def _day_by_day(ordered: list[tuple[int, ev.Event]]) -> list[tuple[int, ev.Event]]:
    """Each day in its own order: by the times, where every event of the day has one; ceasing before re-entry."""
    in_care = False
    result: list[tuple[int, ev.Event]] = []
    for _, group in groupby(ordered, key=lambda pair: pair[1].on):
        today = list(group)
        if len(today) > 1:
            if all(event.at is not None for _, event in today):
                today.sort(key=lambda pair: str(pair[1].at))
            elif in_care and isinstance(today[0][1], ev.BecameLookedAfter):
                ceased = [pair for pair in today if isinstance(pair[1], ev.CeasedToBeLookedAfter)][:1]
                today = ceased + [pair for pair in today if pair not in ceased]
        for _, event in today:
            if isinstance(event, ev.BecameLookedAfter):
                in_care = True
            elif isinstance(event, ev.CeasedToBeLookedAfter):
                in_care = False
        result += today
    return result


def read_periods(history: History, meanings: Meanings = NO_MEANINGS) -> tuple[list[PeriodOfCare], list[Problem]]:
    """Periods of care, and what in the history cannot be.

    Events that may stand outside a period of care (a plan made before the child came in, an interview after
    the child left) are not problems; reviews, moves and endings outside care are. Whether anything uses the others is for the
    engine to say.

    Args:
        history: the child's events.
        meanings: what the profile says of their words.
    """
    read = read_care(history, meanings)
    return read.periods, read.problems


class Care(NamedTuple):
    """What a history says of a child's care.

    Attributes:
        periods: the periods of care, in order.
        before: what was recorded before the first of them, or at all where there is none; None if nothing was.
        problems: what cannot be.
        places: of the events (by `id`) where some stand for a recorded word, the places in the file of what was recorded.
    """

    periods: list[PeriodOfCare]
    before: PeriodOfCare | None
    problems: list[Problem]
    places: dict[int, int]

    def key_of(self, event: ev.Event | None, index: int | None = None) -> int:
        """What tells an event from others, also where another stands for what was recorded: at `index` in the file, if that is given."""
        if self.places:
            return self.places.get(id(event), -1) if index is None else index
        return id(event)


def read_care(history: History, meanings: Meanings = NO_MEANINGS) -> Care:
    """Periods of care, what was recorded before them, and what in the history cannot be."""
    reading = _Reading(history.date_of_birth, meanings)
    recorded = list(enumerate(history.events))
    numbered, reading.problems = with_implied(recorded, meanings)
    places = {} if numbered is recorded else {id(event): index for index, event in numbered}
    events = reading.once(_in_order(numbered))
    reading.look_for_endings(events)
    for index, event in events:
        reading.take(index, event)
    reading.finish(events)
    return Care(reading.periods, reading.before_care(), reading.problems, places)


NO_PERIOD = Problem("events", "no period of care: the child never became looked after", "add a became-looked-after event")


_TAKEN_APART = (ev.BecameLookedAfter, ev.CeasedToBeLookedAfter, ev.Fact, ev.OtherEvent)
"""What begins or ends a period of care, and what matters beyond the one it falls in."""


_STATUS_AGAIN = "another legal status is recorded on the same day: both are taken to hold from then on"
_FACT_AGAIN = "the same day has it otherwise too: what is recorded as true, or as decided, was used"
_WHICH_WAS_LAST = 'if one took the place of the other, remove that one, or give both their times ("at")'


def _in_turn(one: ev.Event, other: ev.Event) -> bool:
    """Whether times tell which of two events of a day came last."""
    return one.at is not None and other.at is not None and one.at != other.at


class _Reading:
    """The reading of one history, event by event."""

    __slots__ = ("born", "current", "endings", "facts", "last_facts", "meanings", "outside", "periods", "problems", "stays")

    def __init__(self, born: date | None, meanings: Meanings) -> None:
        self.born = born
        self.meanings = meanings
        self.endings: list[tuple[str, Total, Stays]] = []  # the totals with which a regime ends
        self.periods: list[PeriodOfCare] = []
        self.current: PeriodOfCare | None = None
        self.outside: list[ev.Event] = []  # since the last period of care ended
        self.facts = DatedFacts()
        self.last_facts: dict[str, ev.Fact] = {}
        self.stays = Stays()
        self.problems: list[Problem] = []

    def once(self, ordered: list[tuple[int, ev.Event]]) -> list[tuple[int, ev.Event]]:
        """Events in the order of each day, those recorded twice only once."""
        kept: list[tuple[int, ev.Event]] = []
        busy = False
        for index, event in ordered:
            if kept and event.on == kept[-1][1].on:
                busy = busy or event.at is not None or isinstance(event, ev.CeasedToBeLookedAfter)  # the start of care stands first
                if event == kept[-1][1]:
                    if event.recorded_as is not None:
                        continue
                    self.impossible(index, event, "the same event is recorded twice", "remove one; it counted once")
                    continue
                before = kept[-1][1]
                if isinstance(event, ev.LegalStatusChanged) and isinstance(before, ev.LegalStatusChanged) and not _in_turn(before, event):
                    both = dict.fromkeys((*ev.statuses_of(before), *ev.statuses_of(event)))
                    kept[-1] = kept[-1][0], replace(before, legal_status=tuple(both))
                    self.impossible(index, event, _STATUS_AGAIN, _WHICH_WAS_LAST)
                    continue
            kept.append((index, event))
        return _day_by_day(kept) if busy else kept

    def impossible(self, index: int, event: ev.Event, what: str, remedy: str) -> None:
        """Note that an event cannot be: by its position and kind, never by what it says of the child."""
        self.problems.append(Problem(f"events[{index}]", f"{event.kind if event.kind in ev.BUILT_IN else 'an event'}: {what}", remedy))

    def look_for_endings(self, events: list[tuple[int, ev.Event]]) -> None:
        """Find what a regime can end with besides another legal status: stays that are too long, or too many."""
        if not self.meanings.ending:
            return
        lasting = [event for _, event in events if isinstance(event, ev.OtherEvent) and event.event not in ev.BUILT_IN]
        recorded = {event.event for event in lasting}
        stays = Stays(lasting)
        self.endings = [(regime, total, stays) for total, regime in self.meanings.ending if total.event in recorded]

    def _end_regime(self, until: date | None) -> None:
        """Begin another period of care on the day on which stays become too long or too many for the regime, until a day."""
        current = self.current
        if current is None or current.regime is None:
            return
        passed = [
            (day, total.id)
            for regime, total, stays in self.endings
            if regime == current.regime and (day := stays.passed_on(total, current.start, until)) is not None
        ]
        if passed:
            day, total_id = min(passed)
            if day == current.start:
                current.leave_regime()
                return
            begun = ev.BecameLookedAfter(on=day, placement=current.placement_on(day).kind, recorded_as=total_id)
            self._begin(begun, over_from=begun)

    def _begin(self, event: ev.BecameLookedAfter, over_from: ev.Event | None = None) -> None:
        """A period of care begins: after time outside care, or where one regime goes over to another."""
        before = self.current
        self.current = PeriodOfCare(len(self.periods) + 1, event, self.born, self.facts, self.stays, self.meanings)
        self.current.before = self.periods[-1] if self.periods else None
        self.periods.append(self.current)
        if over_from is None or before is None:
            self.current.beforehand, self.outside = self.outside, []
        else:
            before.go_over_to(self.current, over_from)

    def _change_status(self, event: ev.LegalStatusChanged) -> None:
        """A legal status that belongs to another regime begins a period of care of its own."""
        current = self.current
        if current is None or current.start == event.on:
            return
        statuses = ev.statuses_of(event)
        also = tuple(word for status in statuses for word in self.meanings.legal_statuses.get(status, ()))
        if self.meanings.regime_of((*statuses, *also)) != current.regime and current.regime_is_known:
            place = current.placement_on(event.on)
            begun = ev.BecameLookedAfter(
                on=event.on, at=event.at, placement=place.kind, legal_status=event.legal_status, recorded_as=event.recorded_as or event.kind
            )
            self._begin(begun, over_from=event)

    def take(self, index: int, event: ev.Event) -> None:
        """Take in the next event."""
        if self.endings:
            self._end_regime(event.on - _ONE_DAY if isinstance(event, ev.CeasedToBeLookedAfter) else event.on)
        if self.born is not None and event.on < self.born:
            self.impossible(index, event, "it is before the date of birth", "correct one of the two dates; it was left out")
            return
        current = self.current
        if current is not None and not isinstance(event, _TAKEN_APART):
            if self.meanings.regimes and isinstance(event, ev.LegalStatusChanged):
                self._change_status(event)
                current = self.current or current
            wrong = current.take(event)
            if wrong is not None:
                self.impossible(index, event, *wrong)
            return
        if isinstance(event, ev.Fact):
            self._look_at_fact(index, event)
            self.facts.note(event.fact, event.on, event.value)
        elif isinstance(event, ev.OtherEvent):
            if event.event in ev.BUILT_IN or event.event in ev.DERIVED:
                return  # a name that is not a profile's to give: said with the words that nobody knows
            self.stays.events.append(event)
            if event.ends_on is not None and event.ends_on < event.on:
                self.impossible(index, event, "it ends before it begins", "correct one of the two days; its first day alone was used")
        if isinstance(event, ev.BecameLookedAfter):
            if current is not None:
                self.impossible(index, event, "the child was already looked after", "record the ceasing first; it was left out")
                return
            self._begin(event)
        elif current is None:
            if event.kind in _RANK and not isinstance(event, ev.Fact) and event.recorded_as is None:
                remedy = "correct the date or add the start of care; it was left out"
                self.impossible(index, event, "the child was not looked after", remedy)
                return
            self.outside.append(event)
            if self.periods:
                self.periods[-1].afterwards.append(event)
        elif isinstance(event, ev.CeasedToBeLookedAfter):
            current.end_with(event)
            self.current = None
        else:
            wrong = current.take(event)
            if wrong is not None:
                self.impossible(index, event, *wrong)

    def _look_at_fact(self, index: int, event: ev.Fact) -> None:
        """A fact that is recorded twice on a day, true and not; of words that imply it, what ends one may begin another."""
        before = self.last_facts.get(event.fact)
        self.last_facts[event.fact] = event
        if before is None or before.on != event.on or before.value == event.value or _in_turn(before, event):
            return
        if before.recorded_as is None or event.recorded_as is None:
            self.impossible(index, event, _FACT_AGAIN, _WHICH_WAS_LAST)

    def finish(self, events: list[tuple[int, ev.Event]]) -> None:
        """What can be said only when everything has been taken in."""
        if self.endings:
            self._end_regime(None)
        for period, following in zip_longest(self.periods, self.periods[1:]):
            period.work_out_arranged()
            period.after_re_entry = following.events if following is not None else []
        if not self.periods:
            self.problems.append(NO_PERIOD)
        numbered = {id(event): index for index, event in events if event.review is not None}
        if numbered:
            self._review_numbers(numbered)

    def before_care(self) -> PeriodOfCare | None:
        """What was recorded before the first period of care, with what came after it, in which a duty may still be done."""
        first = self.periods[0] if self.periods else None
        events = self.outside if first is None else first.beforehand
        if not events:
            return None
        found = PeriodOfCare.outside(events[0].on, events, self.born, self.facts, self.stays)
        if first is not None:
            found.after_re_entry, found.afterwards = first.events, first.afterwards
        return found

    def _review_numbers(self, numbered: dict[int, int]) -> None:
        for period in self.periods:
            held = len(period.reviews)
            self.problems += [
                Problem(
                    f"events[{numbered[id(event)]}].review",
                    f"there is no review {event.review} in this period of care: {held} were held",
                    "correct the number, or leave it out",
                )
                for event in period.events
                if event.review is not None and event.review > held + 1
            ]
