"""Whole histories: hostile ones, of events in any order that need make no sense, and realistic ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st
from tests.property.strategies.days import PLAIN, births, starts
from tests.property.strategies.timeline import anything, placements, rarely, shifted, statuses, within_care
from tests.property.strategies.usual import usual_events

from lacreview_rules import BecameLookedAfter, Event, History

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, timedelta


class Life(NamedTuple):
    """The events of one invented child, and the date of birth."""

    events: tuple[Event, ...]
    born: date | None = None

    @property
    def history(self) -> History:
        """As the library takes it."""
        return History("A1", self.events, self.born)

    @property
    def last(self) -> date:
        """The day of the last event."""
        return max(event.on for event in self.events)

    def plus(self, *events: Event) -> Life:
        """The same life with more recorded."""
        return self._replace(events=(*self.events, *events))

    def until(self, day: date) -> Life:
        """What was recorded by a day."""
        return self._replace(events=tuple(event for event in self.events if event.on <= day))

    def without(self, *kinds: type[Event]) -> Life:
        """The same life with these kinds of event left out."""
        return self._replace(events=tuple(event for event in self.events if not isinstance(event, kinds)))

    def shifted(self, by: timedelta) -> Life:
        """The same life so many days later, the birth too."""
        return Life(tuple(shifted(event, by) for event in self.events), None if self.born is None else self.born + by)


def life(start: BecameLookedAfter, *events: Event, born: date | None = None) -> Life:
    """A life written out by hand."""
    return Life((start, *events), born)


first_days: st.SearchStrategy[Event] = st.builds(
    BecameLookedAfter,
    on=st.just(PLAIN),
    placement=placements,
    legal_status=st.none() | statuses,
    emergency=rarely,
    out_of_hours=rarely,
)


@st.composite
def _beginning_on(draw: st.DrawFn, events: st.SearchStrategy[Iterable[Event]], on: st.SearchStrategy[date]) -> Life:
    """Events dated from the plain Monday, moved to begin on any day."""
    start = draw(on)
    by = start - PLAIN
    return Life(tuple(shifted(event, by) for event in draw(events)), draw(births(start)))


def hostile_lives(most: int = 12, *, on: st.SearchStrategy[date] = starts, endings: bool = True) -> st.SearchStrategy[Life]:
    """The start of care, then any events on any days in any order.

    Args:
        most: how many events may follow the first.
        on: the day care begins.
        endings: whether the child may leave care, come back, or be in short breaks.
    """
    later = st.lists(anything if endings else within_care, max_size=most)
    return _beginning_on(st.builds(lambda first, rest: (first, *rest), first_days, later), on)


def usual_lives(*, on: st.SearchStrategy[date] = starts, leaves: bool = True) -> st.SearchStrategy[Life]:
    """A child's care much as it goes: reviews about when they are due, their paperwork, visits, moves, orders, leaving."""
    return _beginning_on(usual_events(leaves=leaves), on)


def lives(*, on: st.SearchStrategy[date] = starts) -> st.SearchStrategy[Life]:
    """Hostile and usual histories."""
    return st.one_of(hostile_lives(on=on), usual_lives(on=on))


def lives_in_care(*, on: st.SearchStrategy[date] = starts) -> st.SearchStrategy[Life]:
    """Hostile and usual histories of one period of care that has not ended."""
    return st.one_of(hostile_lives(on=on, endings=False), usual_lives(on=on, leaves=False))
