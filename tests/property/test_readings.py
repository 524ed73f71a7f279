"""What must hold of the readings of every history. Authority: issue 14, point 8; docs/reference/readings.md."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.reading import SHIPPED
from tests.property.strategies.lives import Life, lives

from lacreview_rules import build_schedule, load_profile, open_questions, readings
from lacreview_rules.schedules.notices import AMBIGUOUS

if TYPE_CHECKING:
    from lacreview_rules import OpenQuestion
    from lacreview_rules.questions.written import WrittenReading

SETTINGS = [(question, reading) for question in open_questions() for reading in question.readings if reading.settings]


@effort(0.5)
@given(lives(), st.sampled_from(SHIPPED))
def test_the_reading_that_is_taken_is_the_schedule(found: Life, profile: str) -> None:
    """And every question that touches a due date has one, the earliest comes first, and a notice is at most taken away."""
    chosen = load_profile(profile)
    child = readings(found.history, chosen)
    assert child.schedule == build_schedule(found.history, chosen)
    assert tuple(one.due_date for one in child) == child.schedule.due_dates
    for one in child:
        due = one.due_date
        asked = {name: list(group) for name, group in groupby(sorted(one.readings, key=lambda r: r.question), key=lambda r: r.question)}
        for of_question in asked.values():
            [taken] = [reading for reading in of_question if reading.taken]
            assert (taken.due, taken.status) == (due.due, due.status)
            assert len({(reading.due, reading.status) for reading in of_question}) > 1
        days = [reading.due for reading in one.readings if reading.due is not None]
        assert days == sorted(days)
        assert one.earliest == min([*days, *([due.due] if due.due else [])], default=None)
        assert set(one.notices) <= set(due.notices)
        raised = {question.id for question in open_questions() if question.raised_in(due.rule)}
        if raised & asked.keys() and due.due is not None:  # what makes a difference is told without readings, too
            assert any(notice.startswith(AMBIGUOUS) for notice in due.notices)
        assert len(due.notices) - len(one.notices) <= one.is_settled


@effort(0.5)
@given(lives(), st.sampled_from(SETTINGS))
def test_a_reading_of_a_setting_is_the_schedule_under_that_setting(found: Life, which: tuple[OpenQuestion, WrittenReading]) -> None:
    """By the id of the due date, where both have it for the same review."""
    question, reading = which
    england, history = load_profile("england"), found.history
    child = readings(history, england, questions=[question.id])
    built = build_schedule(history, england.with_settings(**reading.settings))
    there = {due.id: due for due in (built if child.schedule.as_of is None else built.on(child.schedule.as_of)).due_dates}
    for one in child:
        due, same = one.due_date, there.get(one.due_date.id)
        told = next((other.due for other in one.readings if other.reading == reading.name), due.due)
        if same is not None and same.review == due.review:
            assert told == same.due
