"""One period of care: its placements, numbered reviews, legal statuses and dated facts.

Events are taken in one by one, in the order in which they happened; what is impossible about one is said then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from lacreview_rules.histories import events as ev
from lacreview_rules.histories.bookings import Bookings
from lacreview_rules.histories.left_out import LeftOut
from lacreview_rules.histories.legal_statuses import LegalStatuses
from lacreview_rules.histories.meanings import NO_MEANINGS
from lacreview_rules.histories.placement_facts import PlacementFacts
from lacreview_rules.histories.placements import Placements
from lacreview_rules.histories.review import adjourn, hold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from lacreview_rules.histories.dated_facts import DatedFacts
    from lacreview_rules.histories.meanings import Meanings
    from lacreview_rules.histories.placement import Placement
    from lacreview_rules.histories.review import Review
    from lacreview_rules.histories.totals import Stays


class PeriodOfCare:
    """From becoming looked after to ceasing, with everything recorded in between.

    Attributes:
        in_care: false for what stands for the time before care began: events, and no placement, legal status or review.
        before: the period of care before this one.
        beforehand: events recorded outside care since the period before (a plan made before the child came in).
        afterwards: events recorded outside care until the next period (an interview after the child left).
        stays: events of the profile's own kinds, some of which last, in this period and before.
        after_re_entry: events of the next period, in which a duty of this one may still be done.
        arranged: the day booked for the next review, or for the rest of an adjourned one.
        authority: to place the child for adoption: from when, and until when if it was taken back, in order.
        placements: where the child lived, in order.
        left_with: the move out of the last of them on the day on which another regime began; None if the child lived there on.
        last_with_tasks: this period or the last before it in which a task was done, or None; empty until it is looked for.
    """

    __slots__ = (
        "_bookings",
        "_child_facts",
        "_facts",
        "_lived",
        "_statuses",
        "after_re_entry",
        "afterwards",
        "arranged",
        "authority",
        "before",
        "beforehand",
        "date_of_birth",
        "end",
        "ended_with",
        "events",
        "in_care",
        "last_with_tasks",
        "left_with",
        "number",
        "placements",
        "reviews",
        "start",
        "stays",
    )

    def __init__(
        self,
        number: int,
        began_with: ev.BecameLookedAfter,
        date_of_birth: date | None,
        child_facts: DatedFacts,
        stays: Stays,
        meanings: Meanings = NO_MEANINGS,
    ) -> None:
        self.number = number
        self.in_care = True
        self.start: date = began_with.on
        self.end: date | None = None
        self.ended_with: ev.Event | None = None
        self.before: PeriodOfCare | None = None
        self.left_with: ev.Event | None = None
        self.last_with_tasks: tuple[PeriodOfCare | None, ...] = ()
        self.beforehand: list[ev.Event] = []
        self.afterwards: list[ev.Event] = []
        self.after_re_entry: list[ev.Event] = []
        self.arranged: date | None = None
        self.date_of_birth = date_of_birth
        self.events: list[ev.Event] = [began_with]
        self._lived = Placements(began_with, meanings)
        self.placements: list[Placement] = self._lived.all
        self.reviews: list[Review] = []
        self._bookings = Bookings()
        self.authority: list[tuple[date, date | None]] = []
        self._statuses = LegalStatuses(meanings)
        if began_with.legal_status is not None:
            self.note_status(began_with)
        self._facts = PlacementFacts(meanings)
        self._child_facts = child_facts
        self.stays = stays

    @classmethod
    def outside(cls, day: date, events: list[ev.Event], date_of_birth: date | None, child_facts: DatedFacts, stays: Stays) -> Self:
        """What stands for a time outside care from a day on: it has events, and nothing else that care brings."""
        found = cls(1, ev.BecameLookedAfter(on=day), date_of_birth, child_facts, stays)
        found.in_care, found.events = False, events
        found.placing.clear()
        return found

    def out_of_care(self) -> Self:
        """What conditions are asked about after this period of care: the child, why it ended, and nothing else of it."""
        found = type(self).outside(self.end or self.start, [], self.date_of_birth, self._child_facts, self.stays)
        found.end, found.ended_with = self.end, self.ended_with
        return found

    @property
    def known_since(self) -> date:
        """The day of the first event that can matter to this period."""
        return self.beforehand[0].on if self.beforehand else self.start

    @property
    def facts(self) -> Collection[str]:
        """Every fact recorded for the child, in this period or another."""
        return self._child_facts.names

    @property
    def placing(self) -> list[ev.BecameLookedAfter | ev.PlacementMoved | ev.PlacedForAdoption]:
        """Every event that began a placement, were it for part of a day."""
        return self._lived.placing

    @property
    def legal_statuses(self) -> Collection[str]:
        """Every legal status recorded in the period."""
        return self._statuses.all

    @property
    def regime(self) -> str | None:
        """The name of the regime that the legal status puts the child under, if it is not the ordinary one."""
        return self._statuses.regime

    def placement_on(self, day: date) -> Placement:
        """The placement the child was in on a day (on the day of a move: the new one)."""
        return self._lived.on(day)

    def placement_before(self, placement: Placement) -> Placement | None:
        """The placement that another took the place of: of this period, or of one that went over to it on the day of the move."""
        found = self._lived.before(placement)
        if found is not None or self.before is None or not self.before.goes_on:
            return found
        last = self.before.placements[-1]
        if last.start == self.start:  # the child moved first, and the other regime began later that day
            return self.before.placement_before(last)
        return None if self.before.left_with is None else last

    def placement_ended_by(self, event: ev.Event) -> Placement:
        """The placement that an event ended: the one after began with it, or care ended with it."""
        return self._lived.ended_by(event)

    def ended_for(self, day: date | None) -> str | None:
        """The reason recorded for the end of care, if it has ended by a day (without one: if it ends at all)."""
        return self.ended_with.reason if self.has_ceased(day) and isinstance(self.ended_with, ev.CeasedToBeLookedAfter) else None

    def has_ceased(self, day: date | None) -> bool:
        """Whether the child has ceased to be looked after by a day (without one: whether that is recorded at all)."""
        return self.end is not None and (day is None or self.end <= day) and isinstance(self.ended_with, ev.CeasedToBeLookedAfter)

    def legal_statuses_on(self, day: date) -> tuple[str, ...]:
        """The legal statuses recorded by a day, and those that hold with them."""
        return self._statuses.on(day)

    def fact_on(self, fact: str, day: date, *, since: date | None = None) -> bool:
        """Whether a fact held on a day; `since` leaves out what was recorded earlier (in another placement)."""
        return self._facts.on(fact, day, since) not in (None, False)

    def fact_throughout(self, fact: str, day: date, placement: Placement) -> bool:
        """Whether a fact that says what a placement is holds on a day in it, whichever day of the placement it was recorded on."""
        return self._facts.throughout(fact, day, placement.start, placement.end) not in (None, False)

    def decided_on(self, fact: str, day: date, *, since: date | None = None) -> str | None:
        """The value of a fact that decides something, as it stood on a day; None where nothing is decided."""
        value = self._facts.on(fact, day, since)
        return value if isinstance(value, str) else None

    def child_fact_on(self, fact: str, day: date) -> bool:
        """Whether a fact about the child held on a day, whenever it was recorded."""
        return self._child_facts.on(fact, day) not in (None, False)

    def events_of_reviews(self, days: set[date]) -> list[ev.Event]:
        """The events of the reviews that sat or were completed on some days: each part of an adjourned one."""
        if not days:
            return []
        found: set[date | None] = set()
        for review in self.reviews:
            parts = {review.sat_on, review.completed_on}
            if parts & days:
                found |= parts
        return [event for event in self.events if event.kind in ev.READ_OFF_REVIEWS and event.on in found]

    def end_with(self, event: ev.CeasedToBeLookedAfter) -> None:
        """The child ceased to be looked after, and the last placement ended."""
        self.events.append(event)
        self.end, self.ended_with = event.on, event
        self._lived.end(event.on)

    def go_over_to(self, following: PeriodOfCare, event: ev.Event) -> None:
        """Another regime began: from that day it is another period of care, though the child lives where the child lived.

        What was decided, booked or a fact until then still stands.
        """
        day = following.start
        self.end, self.ended_with = day, event
        self._lived.end(day)
        following.before = self
        self._facts.go_over_to(following._facts, day)
        self._bookings.go_over_to(following._bookings, day)
        following.authority = list(self.authority)

    @property
    def regime_is_known(self) -> bool:
        """Whether it can be said under which regime it stands: a legal status is recorded, or another regime ended."""
        return self._statuses.are_recorded or self.events[0].recorded_as is not None

    def leave_regime(self) -> None:
        """What was recorded of its legal status does not put the child under another regime after all."""
        self._statuses.forget()

    @property
    def goes_on(self) -> bool:
        """Whether care went on when this period ended, under another regime."""
        return self.ended_with is not None and self.ended_with.kind != ev.CeasedToBeLookedAfter.kind

    def take(self, event: ev.Event) -> tuple[str, str] | None:
        """Take in the next event of the period; returns what is wrong with it and the remedy, if anything is."""
        self.events.append(event)
        taking = _TAKING.get(event.kind)
        wrong = taking(self, event) if taking is not None else None
        if isinstance(wrong, LeftOut):
            self.events.pop()
            return wrong.why, f"{wrong.remedy}; it was left out"
        return wrong

    def note_status(self, event: ev.BecameLookedAfter | ev.LegalStatusChanged) -> None:
        """Care began on a legal status, or that changed; authority to place that came with one before may end with it."""
        since = self._statuses.authorised_since
        self._statuses.note(event)
        if since is None or self._statuses.authorised_since is not None or not self.authority:
            return
        began, ended = self.authority[-1]
        if ended is None and began >= since:
            self.authority[-1] = began, event.on

    def note_fact(self, event: ev.Fact) -> None:
        """A fact became true, or stopped being so."""
        self._facts.record(event, self.placements[-1])

    def take_up(self, facts: Iterable[ev.Fact]) -> None:
        """Facts that were recorded before care began: they hold from its first day, if its placement is one that they can be about."""
        self._facts.take_up(facts, self.placements[-1])

    @property
    def taken_up(self) -> list[ev.Fact]:
        """Facts recorded before the placement that they are about."""
        return self._facts.taken_up

    def note_authority(self, event: ev.AuthorisedForAdoption) -> LeftOut | None:
        """There is authority to place the child for adoption; while it stands only the first counts (AAR 2005 reg 36(1)(a))."""
        if self.authority and self.authority[-1][1] is None:
            if event.recorded_as is not None:
                self.events.pop()  # a later record that says so too
                return None
            return LeftOut("there was authority already, and reviews count from the first")
        self.authority.append((event.on, None))
        return None

    def is_authorised_on(self, day: date) -> bool:
        """Whether there is authority to place the child for adoption on a day."""
        return any(first <= day and (ended is None or day < ended) for first, ended in self.authority)

    def arrange(self, event: ev.ReviewArranged) -> LeftOut | tuple[str, str] | None:
        """The next review was booked."""
        return self._bookings.arrange(event)

    def cancel(self, event: ev.ReviewArrangementCancelled) -> LeftOut | None:
        """A booking was taken back."""
        return self._bookings.cancel(event, self.reviews)

    def request(self, event: ev.ReviewRequested) -> LeftOut | None:
        """A review was asked for."""
        if event.review_by is not None and event.review_by < event.on:
            return LeftOut("the review is asked for by a day before the request was made")
        return None

    def move(self, event: ev.PlacementMoved | ev.PlacedForAdoption) -> tuple[str, str] | None:
        """A new placement began."""
        before = len(self.placing)
        wrong = self._lived.move(event, self._forget)
        if len(self.placing) > before:
            self._facts.take_up_waiting(self.placements[-1])
        if self.before is not None and self.before.goes_on and self.placements[0].began_with is event:
            self.before.left_with = event
        return wrong

    def _forget(self, event: ev.Event) -> None:
        """Take out an event of the day that is being read: it stands near the end."""
        place = len(self.events) - 1
        while self.events[place] is not event:
            place -= 1
        del self.events[place]

    def hold(self, event: ev.ReviewHeld) -> LeftOut | None:
        """A review was held, or an adjourned one completed."""
        return hold(self.reviews, event)

    def adjourn(self, event: ev.ReviewAdjourned) -> LeftOut | None:
        """A review sat and was adjourned."""
        return adjourn(self.reviews, event)

    def work_out_arranged(self) -> None:
        """Work out `arranged`: the day booked for what is to come, if anything is booked."""
        self.arranged = self._bookings.standing(self.reviews)


_TAKING: dict[str, Callable[[PeriodOfCare, Any], LeftOut | tuple[str, str] | None]] = {
    "placement-moved": PeriodOfCare.move,
    "placed-for-adoption": PeriodOfCare.move,
    "legal-status-changed": PeriodOfCare.note_status,
    "fact": PeriodOfCare.note_fact,
    "authorised-for-adoption": PeriodOfCare.note_authority,
    "review-held": PeriodOfCare.hold,
    "review-adjourned": PeriodOfCare.adjourn,
    "review-arranged": PeriodOfCare.arrange,
    "review-arrangement-cancelled": PeriodOfCare.cancel,
    "review-requested": PeriodOfCare.request,
}
"""What taking in an event of each kind does."""
