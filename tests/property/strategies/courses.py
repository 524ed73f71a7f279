"""Lives in which one thing is known exactly, reviews or moves or visits, amid others that must not matter to it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import accumulate
from typing import Any, NamedTuple

from hypothesis import strategies as st
from tests.property.strategies.days import PLAIN, births, starts
from tests.property.strategies.lives import Life
from tests.property.strategies.timeline import completions, facts, legal, moves, others, own_kinds, placements, shifted, statuses

from lacreview_rules import BecameLookedAfter, Event, Fact, PlacementMoved, ReviewHeld, TaskDone


def in_order(most: int, low: int, high: int) -> st.SearchStrategy[list[int]]:
    """Days from the start of care, each so many after the one before; the first too."""
    return st.lists(st.integers(low, high), max_size=most).map(lambda gaps: list(accumulate(gaps)))


_REVIEWED = {"placement-order", "adoptive", "short-break", "returned-from-adoptive-placement", "review", "review-completed"}
BEFORE_SOMETHING = {
    f"review-before-{what}"
    for what in ("plan-change", "placement-ends", "placing-with-parent", "other-arrangements", "accommodation-ends", "release")
}
_REVIEWED |= {"parent-placement-review", "review-meeting", *BEFORE_SOMETHING}  # a review held, under another word


def _ordinary(event: Event) -> bool:
    """Not what brings reviews of its own, adoption and short breaks, nor what is one, or its completion, recorded as done."""
    return not {getattr(event, key, None) for key in ("legal_status", "placement", "event", "task")} & _REVIEWED


noise: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(completions, moves, legal, facts, own_kinds, others).filter(_ordinary), max_size=6
)
"""What must not matter to reviews: work done, moves, orders, facts, and whatever else is recorded of a child in care."""

quiet: st.SearchStrategy[list[Event]] = st.lists(st.one_of(facts, own_kinds, others), max_size=3)


class Known(NamedTuple):
    """A life, and the days on which the one thing happened."""

    life: Life
    days: tuple[date, ...]

    @property
    def start(self) -> date:
        """The day care began."""
        return self.life.events[0].on


def came(on: date, placement: str | None = "foster-care", legal_status: str | None = "section-20", **rest: Any) -> BecameLookedAfter:
    """The child became looked after."""
    return BecameLookedAfter(on=on, placement=placement, legal_status=legal_status, **rest)


@st.composite
def reviewed(
    draw: st.DrawFn, *, on: st.SearchStrategy[date] = starts, amid: st.SearchStrategy[list[Event]] = noise, most: int = 5
) -> Known:
    """Reviews held on days of their own, early and late, amid what must not matter to them."""
    start = draw(on)
    held = [start + timedelta(n) for n in draw(in_order(most, 1, 240))]
    first = came(start, draw(placements), draw(statuses))
    amidst = [shifted(event, start - PLAIN) for event in draw(amid)]
    events = (first, *(ReviewHeld(on=day, meeting=draw(st.booleans())) for day in held), *amidst)
    return Known(Life(events, draw(births(start))), tuple(held))


@st.composite
def moved(draw: st.DrawFn, *, on: st.SearchStrategy[date] = starts, kinds: tuple[str, ...] = ("foster-care", "childrens-home")) -> Known:
    """Placements that begin on days of their own, the first with care; `days` are all their beginnings."""
    start = draw(on)
    days = [start + timedelta(n) for n in draw(in_order(4, 1, 200))]
    first = came(start, draw(st.sampled_from(kinds)), draw(statuses), emergency=draw(st.booleans()))
    placed = [PlacementMoved(on=day, placement=draw(st.sampled_from(kinds)), emergency=draw(st.booleans())) for day in days]
    return Known(Life((first, *placed), draw(births(start))), (start, *days))


@st.composite
def visited(
    draw: st.DrawFn,
    *recorded: str,
    placement: str = "foster-care",
    legal_status: str = "section-20",
    on: st.SearchStrategy[date] = starts,
    most: int = 12,
    high: int = 75,
) -> Known:
    """One placement, visited on days of their own, with these facts recorded on its first day."""
    start = draw(on)
    days = [start + timedelta(n) for n in draw(in_order(most, 1, high))]
    told = [Fact(on=start, fact=fact) for fact in recorded]
    events = (came(start, placement, legal_status), *told, *(TaskDone(on=day, task="visit") for day in days))
    return Known(Life(events, draw(births(start))), tuple(days))
