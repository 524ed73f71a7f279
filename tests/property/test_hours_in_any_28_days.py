"""When 72 hours in secure accommodation without an order are up, found by looking at every hour.

Authority: row X3 (SI 1991/1505 reg 10, from memory): no more than 72 hours altogether in any 28 days. Here the hours spent in it are a
set, and the limit is the last hour until which no 28 days hold more than 72 of them; the engine works with stays and what is left.
Months without a change of the clocks.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort

from lacreview_rules import BecameLookedAfter, Event, History, OtherEvent, PlacementMoved, TaskDone, build_schedule, load_profile

TASK: Final = "secure-accommodation-authorised"
SECURED, UNIT = "secured-without-order", "secure-unit"
FROM = datetime(2025, 11, 3, 9)
_WAYS = ("moved", "moved", "authorised", "another unit", "again")
"""What may come next: the child leaves, an order is made, or the child stays: in another unit, or secured anew."""

steps = st.lists(st.tuples(st.integers(1, 200), st.sampled_from(_WAYS)), max_size=12)


def told(steps: list[tuple[int, str]]) -> tuple[list[Event], set[int], int]:
    """A history that ends with a child secured, the hours (from the first) spent so before, and the last hour's beginning."""
    events: list[Event] = [BecameLookedAfter(on=date(2025, 1, 6), placement="foster-care", legal_status="care-order")]
    hours, now, inside = set[int](), 0, False
    moment: list[tuple[int, bool]] = []
    for more, way in [*steps, (1, "moved"), (1, "again")]:
        now += more
        at = FROM + timedelta(hours=now)
        on, time = at.date(), at.time()
        if way == "again" or (way in ("moved", "authorised") and not inside):
            events.append(OtherEvent(event=SECURED, on=on, at=time))
            inside = True
        elif way == "another unit":
            events.append(PlacementMoved(on=on, at=time, placement=UNIT))
        elif way == "moved":
            events.append(PlacementMoved(on=on, at=time, placement="foster-care"))
            inside = False
        else:
            events.append(TaskDone(on=on, at=time, task=TASK))
            inside = False
        moment.append((now, inside))
    for (start, stayed), (end, _) in pairwise(moment):
        hours |= set(range(start, end)) if stayed else set()
    return events, hours, now


def last_hour(before: set[int], start: int) -> int:
    """The hour at which 72 are up, were the child to stay: the first that would be one too many in the 28 days that end with it."""
    now, spent = start, set(before)
    if len([hour for hour in spent if hour >= start - 28 * 24]) >= 72:
        return start
    while len([hour for hour in {*spent, now} if hour > now - 28 * 24]) <= 72:
        spent.add(now)
        now += 1
    return now


@effort(5)
@given(steps)
def test_the_hour_at_which_they_are_up(steps: list[tuple[int, str]]) -> None:
    events, before, start = told(steps)
    due = build_schedule(History("X", events, date(2010, 1, 5)), load_profile("england")).of(TASK)[-1]
    expected = FROM + timedelta(hours=last_hour(before, start))
    assert due.due_at is not None
    assert datetime.fromisoformat(due.due_at).replace(tzinfo=None) == expected


@effort(5)
@given(st.lists(st.tuples(st.integers(1, 40), st.integers(1, 40)), min_size=1, max_size=8))
def test_each_stay_ends_with_the_move_out_of_it(stays: list[tuple[int, int]]) -> None:
    """Were it on the day on which it began, and were the child secured again on that day."""
    events: list[Event] = [BecameLookedAfter(on=date(2025, 1, 6), placement="foster-care", legal_status="care-order")]
    now, ends = FROM, list[date]()
    for before, length in stays:
        secured, out = now + timedelta(hours=before), now + timedelta(hours=before + length)
        events.append(OtherEvent(event=SECURED, on=secured.date(), at=secured.time()))
        events.append(PlacementMoved(on=out.date(), at=out.time(), placement="foster-care"))
        ends.append(out.date())
        now = out
    found = build_schedule(History("X", events, date(2010, 1, 5)), load_profile("england")).of(TASK)
    assert [due.done_on for due in found] == ends
