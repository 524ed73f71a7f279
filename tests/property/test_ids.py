"""What an id promises, for every history. Authority: docs/reference/schedule-format.md, "Ids and scopes".

An id cannot promise more than is tested here. An open review is known by the review before it, and keeps that id when it is
held, early or late. So of two reviews that both follow the same one, recorded in whichever order, only one can keep it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import assume, event, example, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.reading import SHIPPED, schedule_of
from tests.property.strategies.lives import Life, life, lives
from tests.small_profiles import D

from lacreview_rules import BecameLookedAfter, ReviewAdjourned, ReviewHeld, TaskDone, build_schedule, load_profile
from lacreview_rules.errors import HistoryError
from lacreview_rules.schedules.pairing import all_due_dates

if TYPE_CHECKING:
    from lacreview_rules import DueDate, Schedule

CAME_IN = BecameLookedAfter(on=D("2026-01-05"), placement="foster-care")
REVIEWED = life(CAME_IN, *(ReviewHeld(on=D(day)) for day in ("2026-01-28", "2026-04-20", "2026-10-12")), born=D("2014-05-02"))


def is_assumed(due_id: str) -> bool:
    """Whether the id is of what follows something open: `+1` and what is made from it."""
    return "+" in due_id


def renamed(old: Schedule, new: Schedule) -> dict[str, list[str]]:
    """The ids of `old` that are lost although the task has the same date, under the same rule, by another id; and by which."""
    befores, afters = ({due.id: due for due in all_due_dates(schedule)} for schedule in (old, new))
    come: defaultdict[tuple[object, ...], list[str]] = defaultdict(list)
    for due_id, due in afters.items():
        if due_id not in befores:
            come[_what(due)].append(due_id)
    return {
        due_id: come[_what(due)]
        for due_id, due in befores.items()
        if due_id not in afters and not is_assumed(due_id) and _what(due) in come
    }


def _what(due: DueDate) -> tuple[object, ...]:
    """What is due, when, why, and of what: two placements that each call for a decision by one day call for two."""
    placement = due.scope.first if due.scope is not None and due.scope.kind == "placement" else None
    return due.task, due.due, due.rule, placement


def can_be(profile: str, *found: Life) -> bool:
    """Whether every event can be true: what cannot is no history. That nothing uses one is no reason to leave the history out."""
    try:
        for one in found:
            build_schedule(one.history, load_profile(profile), strict=True)
    except HistoryError:
        return False
    return True


@given(lives(), st.sampled_from(SHIPPED))
def test_no_two_due_dates_have_one_id(found: Life, profile: str) -> None:
    """Those that are too far ahead to be shown among them, and even where events make no sense."""
    ids = [due.id for due in all_due_dates(schedule_of(found, profile))]
    assert len(ids) == len(set(ids))


@effort(1.5)
@given(lives(), st.sampled_from(SHIPPED), st.data())
@example(life(CAME_IN, ReviewHeld(on=D("2026-02-09"))), "england", None)
@example(life(CAME_IN, TaskDone(on=D("2026-01-20"), task="visit")), "england", None)
@example(life(CAME_IN, ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-09"))), "newham", None)
def test_what_happens_next_renames_nothing(found: Life, profile: str, data: st.DataObject | None) -> None:
    """A review held, a task done, a move, care ended: what was open is met, closed or moved, under the id that it had."""
    by_day = sorted(found.events, key=lambda one: one.on)
    count = len(by_day) if data is None else data.draw(st.integers(2, max(2, len(by_day))), label="events")
    assume(len(by_day) >= count and by_day[count - 2].on < by_day[count - 1].on)
    earlier, later = (found._replace(events=tuple(by_day[:upto])) for upto in (count - 1, count))
    assume(can_be(profile, earlier, later))
    assert renamed(schedule_of(earlier, profile), schedule_of(later, profile)) == {}


@effort(1.5)
@given(lives(), st.sampled_from(SHIPPED), st.data())
@example(REVIEWED, "england", None)
@example(REVIEWED, "south-gloucestershire", None)
def test_a_forgotten_review_renames_only_what_belongs_to_the_next(found: Life, profile: str, data: st.DataObject | None) -> None:
    """The next review held was known as the one after the review before both: so is the forgotten one now, and the next is after it.

    Of a history with adjournments more can be renamed, for the forgotten review may have completed one.
    """
    found = found.without(ReviewAdjourned)
    held = [one for one in found.events if isinstance(one, ReviewHeld)]
    assume(held)
    forgotten = held[1] if data is None else data.draw(st.sampled_from(held), label="forgotten")
    without = found._replace(events=tuple(one for one in found.events if one is not forgotten))
    assume(can_be(profile, without, found))
    lost = renamed(schedule_of(without, profile), schedule_of(found, profile))
    event(f"renamed: {bool(lost)}")
    follows = f"/{forgotten.on.isoformat()}"
    assert all(any(follows in due_id for due_id in new) for new in lost.values()), lost


def test_what_belongs_to_the_review_after_a_forgotten_one_is_renamed() -> None:
    """The property above is not empty: the review of 12 Oct 2026 is first known as the one after 28 Jan, then after 20 Apr.

    Its "IRO and social worker consult" (england/IRO3) is asked for by then; of the review of 20 Apr, too: the old id is now its.
    """
    whole = schedule_of(REVIEWED, "england")
    before = schedule_of(REVIEWED._replace(events=tuple(one for one in REVIEWED.events if one.on != D("2026-04-20"))), "england")
    october, april = "iro-consultation/review/2026-01-05/2026-04-20", "iro-consultation/review/2026-01-05/2026-01-28"
    assert before.by_id(april).due == whole.by_id(october).due
    assert before.by_id(april).due != whole.by_id(april).due
    assert {due.id for due in before.of("review")} <= {due.id for due in whole.of("review")}
