"""Histories that begin in the middle, of any child, on any day, with any number of reviews before.

The contract of the keys: reviews and tasks before that day are not in the record, and silence about them is not lateness.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.reading import periods_of
from tests.property.strategies.lives import Life, lives

from lacreview_rules import (
    BecameLookedAfter,
    History,
    ReviewAdjourned,
    ReviewHeld,
    TaskDone,
    build_schedule,
    history_record,
    load_profile,
    parse_history,
)

ENGLAND = load_profile("england")
offsets = st.integers(-30, 760)
"""From the day care began to the day on which the record starts."""
counts = st.none() | st.integers(0, 40)
anybody = lives()


def begins(life: Life, offset: int) -> date:
    return life.events[0].on + timedelta(offset)


def beginning(life: Life, offset: int, before: int | None) -> History:
    return replace(life.history, record_starts=begins(life, offset), reviews_before=before)


@given(anybody, offsets, counts)
def test_there_and_back(life: Life, offset: int, before: int | None) -> None:
    history = beginning(life, offset, before)
    assert parse_history(json.loads(json.dumps(history_record(history)))) == history


@given(anybody, offsets, counts, st.integers(0, 500))
def test_what_was_due_before_is_never_overdue(life: Life, offset: int, before: int | None, later: int) -> None:
    starts = begins(life, offset)
    schedule = build_schedule(beginning(life, offset, before), ENGLAND).on(life.last + timedelta(later))
    assert [due.id for due in schedule.overdue if due.due is not None and due.due < starts] == []


@given(anybody, offsets, counts, st.randoms(use_true_random=False))
def test_the_order_in_the_file_does_not_matter(life: Life, offset: int, before: int | None, random: object) -> None:
    events = list(life.events)
    random.shuffle(events)  # type: ignore[attr-defined]
    found = [build_schedule(replace(beginning(life, offset, before), events=tuple(each)), ENGLAND) for each in (life.events, events)]
    assert found[0].due_dates == found[1].due_dates


@given(lives(), offsets, st.integers(0, 12))
def test_the_reviews_of_the_record_follow_those_before(life: Life, offset: int, before: int) -> None:
    """What is recorded before that day all the same is among them."""
    starts = begins(life, offset)
    whole = periods_of(life)
    period = next((one for one in whole if one.start < starts and (one.end is None or one.end > starts)), None)
    if period is None:
        return
    recorded = [event for event in life.events if isinstance(event, ReviewHeld | ReviewAdjourned) and event.on < starts]
    room = (min([starts, *(event.on for event in recorded if event.on >= period.start)]) - period.start).days
    held = [review.number for review in period.reviews if review.sat_on < starts]
    if len(held) > before or before - len(held) > room:
        return
    schedule = build_schedule(beginning(life, offset, before), ENGLAND)
    numbers = {due.review for due in schedule.of("review") if due.period_of_care == period.number and due.done_on and due.done_on >= starts}
    last = before + len(period.reviews) - len(held)
    assert all(number is not None and before <= number <= last for number in numbers)


@effort(1.5)
@example(Life((BecameLookedAfter(on=date(2026, 1, 5)),)), 55, 1, [("review-meeting", 4, True)])
@given(
    anybody, offsets, counts, st.lists(st.tuples(st.sampled_from(sorted(ENGLAND.tasks)), st.integers(-12, 12), st.booleans()), max_size=4)
)
def test_no_message_names_an_event_that_is_not_in_the_file(
    life: Life, offset: int, before: int | None, beside: list[tuple[str, int, bool]]
) -> None:
    """What is taken as done stands in no file; tasks on the days about the one on which the record starts are those taken for others."""
    starts = begins(life, offset)
    done = [TaskDone(on=starts + timedelta(days), task=task, seen=seen) for task, days, seen in beside]
    history = replace(beginning(life, offset, before), events=(*life.events, *done))
    named = [int(place) for problem in build_schedule(history, ENGLAND).problems for place in re.findall(r"events\[(\d+)\]", str(problem))]
    assert [place for place in named if place >= len(history.events)] == []


@given(anybody, counts)
def test_a_record_that_starts_before_everything_is_whole(life: Life, before: int | None) -> None:
    """The day itself then changes no date; only of what was due before care began silence is not lateness."""
    starts = min(event.on for event in life.events) - timedelta(1)
    schedule = build_schedule(replace(life.history, record_starts=starts, reviews_before=before), ENGLAND)
    whole = build_schedule(life.history, ENGLAND)
    assert [(due.id, due.due) for due in schedule.due_dates] == [(due.id, due.due) for due in whole.due_dates]
    never_begun = sum("the record does not have it before" in problem.what for problem in whole.problems)  # it may lie before the record
    assert len(schedule.problems) == len(whole.problems) - never_begun + (before is not None)
