"""The working of a date as data: whoever reads it arrives at the same date. Authority: design.md, `explain.py`."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st
from tests.property.effort import effort
from tests.property.reading import SHIPPED, all_dues, schedule_of
from tests.property.recount import recount
from tests.property.strategies.lives import Life, life, lives
from tests.property.strategies.local_profiles import Local, local_profiles
from tests.small_profiles import HEAD

from lacreview_rules import AlertRaised, BecameLookedAfter, Profile, ReviewHeld, ReviewRequested

SPRING_FORWARD = life(
    BecameLookedAfter(on=date(2026, 3, 28), at=time(14), placement="foster-care"),
    AlertRaised(on=date(2026, 10, 25), at=time(1, 30)),
)
"""Twenty-four hours over the night when clocks go forward, and an hour that comes twice."""


def check_recounts(found: Life, profile: str | Profile, **settings: Any) -> None:
    """Every explanation, through JSON, recounts to its due date and, for hours, to the moment."""
    for due in all_dues(schedule_of(found, profile, **settings)):
        again = recount(json.loads(json.dumps(due.explanation.to_dict())))
        assert again.due == due.due, (due.task, due.rule)
        if again.due_at is not None:
            assert again.due_at == due.due_at, (due.task, due.rule)


@effort(1.5)
@given(lives(), st.sampled_from(SHIPPED), st.sampled_from(["simple", "clear"]))
@example(SPRING_FORWARD, "review-standards", "simple")
@example(SPRING_FORWARD, "south-gloucestershire", "clear")
def test_the_steps_of_an_explanation_lead_to_the_date(found: Life, profile: str, count_back: str) -> None:
    """Design.md: under every shipped profile, the steps alone give the date."""
    check_recounts(found, profile, count_back=count_back)


@effort(0.5)
@given(lives(), local_profiles())
def test_the_steps_lead_to_the_date_under_any_local_profile(found: Life, local: Local) -> None:
    """Design.md: so they do with rules that count the first day, in clear days, in hours, midway, or as decided."""
    check_recounts(found, local.profile)


def test_a_holiday_on_which_an_inclusive_count_starts_is_said_to_be_skipped() -> None:
    """Design.md, inclusive: day one is the first working day on or after the start. From 1 January 2015 that is 2 January.

    The steps must say that 1 January was skipped, or their reader takes it for day one.
    """
    local = Local(
        HEAD + '[[timescales]]\nid = "ours/1"\ntask = "review"\nafter = "became-looked-after"\nlimit = "1 working days"\ninclusive = true\n'
    )
    (due,) = [found for found in schedule_of(life(BecameLookedAfter(on=date(2015, 1, 1))), local.profile).of("review") if found.review == 1]
    assert due.due == date(2015, 1, 2)
    assert recount(due.explanation.to_dict()).due == due.due


@effort(0.5)
@given(lives(), st.sampled_from(SHIPPED))
def test_a_date_that_an_event_names_is_named_by_one(found: Life, profile: str) -> None:
    """CPR 2010 reg 33(3): a request's date is not counted; the working names the day of a request that asked for it."""
    asked = {(event.on, event.review_by) for event in found.events if isinstance(event, ReviewRequested)}
    for due in schedule_of(found, profile).due_dates:
        named = [step.facts for step in due.explanation.steps if step.facts.get("direction") == "named" and step.kind == "count"]
        for facts in named:
            assert (date.fromisoformat(facts["start"]), date.fromisoformat(facts["end"])) in asked


@effort(0.5)
@given(lives(), st.sampled_from(SHIPPED))
@example(life(BecameLookedAfter(on=date(2025, 12, 19)), ReviewHeld(on=date(2026, 1, 14))), "newham")
def test_the_text_says_what_the_steps_say(found: Life, profile: str) -> None:
    """Design.md: text is rendered from the steps only when asked for: the rule and the day it counts from are in it."""
    for due in schedule_of(found, profile).due_dates:
        text = str(due.explanation)
        assert text.startswith(due.title)
        assert due.rule in text
        for limit in due.also:
            assert limit.rule in text
