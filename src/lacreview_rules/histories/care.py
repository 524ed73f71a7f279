"""A history read as periods of care, event by event.

What cannot be (a review before care began, a second adjournment) becomes a `Problem` that cites the position
of the event in the file; the rest of the history still counts.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.dated_facts import DatedFacts
from lacreview_rules.histories.implied import with_implied
from lacreview_rules.histories.meanings import NO_MEANINGS, Meanings
from lacreview_rules.histories.order_of_events import has_a_place_in_the_day, sorted_by_day
from lacreview_rules.histories.period_of_care import PeriodOfCare
from lacreview_rules.histories.records_of_a_day import look_at_fact, once
from lacreview_rules.histories.told import Told
from lacreview_rules.histories.totals import Stays

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.histories.history import History
    from lacreview_rules.histories.totals import Total

_ONE_DAY = timedelta(days=1)


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
    return read.periods, [*read.problems, *read.doubts]


class Care(NamedTuple):
    """What a history says of a child's care.

    Attributes:
        periods: the periods of care, in order.
        before: what was recorded before the first of them, or at all where there is none; None if nothing was.
        problems: what cannot be.
        doubts: what can be true, and may be meant otherwise.
        places: of the events (by `id`) where some stand for a recorded word, the places in the file of what was recorded.
    """

    periods: list[PeriodOfCare]
    before: PeriodOfCare | None
    problems: list[Problem]
    doubts: list[Problem]
    places: dict[int, int]

    def key_of(self, event: ev.Event | None, index: int | None = None) -> int:
        """What tells an event from others, also where another stands for what was recorded: at `index` in the file, if that is given."""
        if self.places:
            return self.places.get(id(event), -1) if index is None else index
        return id(event)


def read_care(history: History, meanings: Meanings = NO_MEANINGS) -> Care:
    """Periods of care, what was recorded before them, and what in the history cannot be."""
    recorded = list(enumerate(history.events))
    numbered, problems, doubts = with_implied(recorded, meanings)
    told = Told(history.events, problems, doubts)
    places = {} if numbered is recorded else {id(event): index for index, event in numbered}
    events = once(sorted_by_day(numbered), meanings, told)
    reading = _Reading(history, meanings, told)
    reading.look_for_endings(events)
    for index, event in events:
        reading.take(index, event)
    reading.finish(events)
    return Care(reading.periods, reading.before_care(), told.problems, told.doubts, places)


NO_PERIOD = Problem("events", "no period of care: the child never became looked after", "add a became-looked-after event")


_TAKEN_APART = (ev.BecameLookedAfter, ev.CeasedToBeLookedAfter, ev.Fact, ev.OtherEvent)
"""What begins or ends a period of care, and what matters beyond the one it falls in."""


_REGIME_ENDED = "the child was already looked after, under another regime: from this day the ordinary one is taken to apply"
_REGIME_OR_CEASING = "record the ceasing, if care ended between; otherwise record this day as legal-status-changed"
OTHER_NUMBER = "correct the number, or leave it out; if more were held than this record has, say so with record_starts and reviews_before"


def _standing_facts(events: list[ev.Event]) -> list[ev.Fact]:
    """The facts that stand after some events, each as it was recorded last."""
    standing: dict[str, ev.Fact] = {}
    for event in events:
        if isinstance(event, ev.Fact):
            standing.pop(event.fact, None)
            if event.value:
                standing[event.fact] = event
    return list(standing.values())


class _Reading:
    """The reading of one history, event by event."""

    __slots__ = (
        "born",
        "current",
        "endings",
        "facts",
        "last_facts",
        "meanings",
        "outside",
        "periods",
        "stays",
        "told",
    )

    def __init__(self, history: History, meanings: Meanings, told: Told) -> None:
        self.told = told
        self.born = history.date_of_birth
        self.meanings = meanings
        self.endings: list[tuple[str, Total, Stays]] = []  # the totals with which a regime ends
        self.periods: list[PeriodOfCare] = []
        self.current: PeriodOfCare | None = None
        self.outside: list[ev.Event] = []  # since the last period of care ended
        self.facts = DatedFacts()
        self.last_facts: dict[str, ev.Fact] = {}
        self.stays = Stays()

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
            if self.meanings.in_placements:
                self.current.take_up(_standing_facts(self.current.beforehand))
        else:
            before.go_over_to(self.current, over_from)

    def _change_status(self, event: ev.LegalStatusChanged) -> None:
        """A legal status that belongs to another regime begins a period of care of its own."""
        current = self.current
        if current is None or current.start == event.on:
            return
        _, regime = self.meanings.standing(ev.statuses_of(event))
        if regime != current.regime and current.regime_is_known:
            place = current.placement_on(event.on)
            begun = ev.BecameLookedAfter(
                on=event.on, at=event.at, placement=place.kind, legal_status=event.legal_status, recorded_as=event.recorded_as or event.kind
            )
            self._begin(begun, over_from=event)

    def _ends_regime(self, current: PeriodOfCare, event: ev.BecameLookedAfter) -> bool:
        """Whether a second beginning, without an end between, is of ordinary care where another regime applied: it would end that."""
        if current.regime is None or event.legal_status is None or event.on == current.start:
            return False
        return self.meanings.standing(ev.statuses_of(event))[1] is None

    def take(self, index: int, event: ev.Event) -> None:
        """Take in the next event."""
        if self.endings:
            self._end_regime(event.on - _ONE_DAY if isinstance(event, ev.CeasedToBeLookedAfter) else event.on)
        if self.born is not None and event.on < self.born:
            self.told.impossible(index, "it is before the date of birth", "correct one of the two dates; it was left out")
            return
        current = self.current
        if current is not None and not isinstance(event, _TAKEN_APART):
            if self.meanings.regimes and isinstance(event, ev.LegalStatusChanged):
                self._change_status(event)
                current = self.current or current
            wrong = current.take(event)
            if wrong is not None:
                self.told.impossible(index, *wrong)
            return
        if isinstance(event, ev.Fact):
            look_at_fact(index, event, self.last_facts.get(event.fact), self.told)
            self.last_facts[event.fact] = event
            self.facts.note(event.fact, event.on, event.value)
        elif isinstance(event, ev.OtherEvent):
            if event.event in ev.BUILT_IN or event.event in ev.DERIVED:
                return  # a name that is not a profile's to give: said with the words that nobody knows
            self._note_stay(index, event)
        if isinstance(event, ev.BecameLookedAfter):
            if current is None:
                self._begin(event)
            elif self._ends_regime(current, event):
                self._begin(event, over_from=event)
                self.told.impossible(index, _REGIME_ENDED, _REGIME_OR_CEASING)
            else:
                self.told.impossible(index, "the child was already looked after", "record the ceasing first; it was left out")
        elif current is None:
            self._take_outside(index, event)
        elif isinstance(event, ev.CeasedToBeLookedAfter):
            current.end_with(event)
            self.current = None
        else:
            current.take(event)  # a fact or a word of the profile's own: nothing can be wrong with it within care

    def _note_stay(self, index: int, event: ev.OtherEvent) -> None:
        """Note an event of the profile's own kinds, which may last some days and count towards a total."""
        self.stays.events.append(event)
        if event.ends_on is not None and event.ends_on < event.on:
            self.told.impossible(index, "it ends before it begins", "correct one of the two days; its first day alone was used")

    def _take_outside(self, index: int, event: ev.Event) -> None:
        """Take in an event of a time when the child was not looked after."""
        if has_a_place_in_the_day(event) and not isinstance(event, ev.Fact) and event.recorded_as is None:
            remedy = "correct the date or add the start of care; it was left out"
            self.told.impossible(index, "the child was not looked after", remedy)
            return
        self.outside.append(event)
        if self.periods:
            self.periods[-1].afterwards.append(event)

    def finish(self, events: list[tuple[int, ev.Event]]) -> None:
        """What can be said only when everything has been taken in."""
        if self.endings:
            self._end_regime(None)
        for period, following in zip_longest(self.periods, self.periods[1:]):
            period.work_out_arranged()
            period.after_re_entry = following.events if following is not None else []
        if not self.periods:
            self.told.problems.append(NO_PERIOD)
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
            beyond = [event for event in period.events if event.review is not None and event.review > held + 1]
            told = {numbered[id(event)]: event.review for event in beyond}  # once, also where a record brings another
            self.told.problems += [
                Problem(f"events[{index}].review", f"there is no review {review} in this period of care: {held} were held", OTHER_NUMBER)
                for index, review in told.items()
            ]
