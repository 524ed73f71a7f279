"""Conditions on what the record says: since when, how often, after which placement. A later date is shown on a history in which they hold.

Authority: CPR 2010 reg 33(2) (three months after the first review, six after each other) and reg 28 (visits every six weeks). What is
called later is built again here, under the profile alone and under the regulations.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from tests.others_slow import others_slow
from tests.small_profiles import HEAD, D, profile_of, rules_of

from lacreview_rules import build_schedule, check_profile, load_profile
from lacreview_rules.profiles.profile import with_digest

if TYPE_CHECKING:
    from lacreview_rules import History, Profile
    from lacreview_rules.assurance.answer import Assurance

WORDS = """[[events]]
id = "hearing-held"
title = "A hearing was held"
[[events]]
id = "stay"
title = "A stay away"
[[totals]]
id = "over-20-days"
event = "stay"
days = 20
within = "12 months"
"""
BOTH = {"england/V2", "england/V4"}
REVIEW = 'limit = "7 months"\nafter = "review"\nwhen = '
VISIT = 'limit = "8 weeks"\nafter = "visit"\nwhen = '

LATER = [
    ("review", REVIEW + '{ since = { event = "hearing-held", time = "under 1 year" } }', {"england/R2", "england/R3"}),
    ("visit", VISIT + '{ times_done = { task = "visit", number = "every third" } }', BOTH),
    ("review", REVIEW + '{ since = { event = "became-looked-after", time = "1 year or over" } }', {"england/R2", "england/R3"}),
    ("review", REVIEW + '{ since = { task = "visit", time = "3 weeks or over" } }', {"england/R2", "england/R3"}),
    ("review", REVIEW + '{ times_done = { task = "visit", number = "later" } }', {"england/R2", "england/R3"}),
    ("review", REVIEW + '{ review = "every third" }', {"england/R3"}),
    ("review", REVIEW + '{ review = "every fourth" }', {"england/R3"}),
    ("visit", VISIT + '{ since = { event = "hearing-held", time = "6 weeks or over" } }', BOTH),
    ("visit", VISIT + '{ since = { event = "legal-status-changed", time = "under 6 months" } }', BOTH),
    (
        "visit",
        VISIT + '{ since = { task = "care-plan", time = ["2 weeks or over", "not 3 months or over"] } }',
        BOTH,
    ),
    ("visit", VISIT + '{ times_done = { task = "care-plan", number = "none" } }', BOTH),
    ("visit", VISIT + '{ task_done_in_placement = "care-plan" }', BOTH),
    ("visit", VISIT + '{ placement_before = "hospital" }', BOTH),
    ("visit", VISIT + '{ placement_before = "foster-care", placement = "childrens-home" }', BOTH),
    ("visit", VISIT + '{ reached = "over-20-days" }', BOTH),
    ("review", REVIEW + "{ first_after_age = 16 }", {"england/R2", "england/R3"}),
    ("visit", 'limit = "8 weeks"\nafter = "visit"\nwhile = { since = { event = "hearing-held", time = "under 1 year" } }', {"england/V2"}),
]
"""The first in every run."""


@lru_cache(maxsize=64)
def checked(task: str, *rules: str) -> Assurance:
    return check_profile(profile_of(WORDS + rules_of(task, *rules), HEAD), first=D("2022-01-01"), last=D("2027-12-31"))


def binding(history: History, profile: Profile, task: str) -> dict[str, object]:
    return {due.id: due.due for due in build_schedule(history, profile).of(task)}


@pytest.mark.parametrize(("task", "rule", "counterparts"), others_slow(LATER))
def test_a_later_date_is_shown_on_a_history(task: str, rule: str, counterparts: set[str]) -> None:
    """The profile alone is later there than the regulations are."""
    found = checked(task, rule)
    shown = {one.counterpart: one for one in found.breaches}
    assert counterparts <= shown.keys()
    own = tuple(one for one in found.profile.timescales if one.id == "ours/1")
    alone = with_digest(replace(found.profile, timescales=own, considerations=(), replaced=(), yields=MappingProxyType({})))
    for one in shown.values():
        assert one.witness is not None
        assert one.witness.history is not None
        history = one.witness.history
        mine, its = binding(history, alone, task), binding(history, load_profile("england"), task)
        assert any(due == one.witness.local and its.get(due_id, due) < due for due_id, due in mine.items()), one  # type: ignore[operator]


@pytest.mark.parametrize(("task", "rule", "counterparts"), others_slow(LATER))
def test_nothing_is_left_without_an_answer(task: str, rule: str, counterparts: set[str]) -> None:
    """No pair is "not shown": it is shown, or the two never meet."""
    assert counterparts
    assert [one for one in checked(task, rule).findings if one.kind == "not-shown"] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("task", "rule", "beside"),
    others_slow(
        (
            (task, rule, ['limit = "3 months"\nafter = "review"\nwhen = { review = "first" }', 'limit = "6 months"\nafter = "review"'])
            if task == "review"
            else (task, rule, ['limit = "1 week"\nafter = "visit"'])
            for task, rule, _ in LATER
        ),
    ),
)
def test_beside_what_the_law_says_nothing_is_later(task: str, rule: str, beside: list[str]) -> None:
    """The longer count stands in the profile, and another of its rows comes first wherever it applies."""
    found = checked(task, rule, *beside)
    assert found.breaches == ()
    assert [one for one in found.findings if one.kind == "not-shown"] == []


@pytest.mark.slow
def test_every_third_review_is_never_the_first() -> None:
    """So it is not compared with what the law says of the first (R2)."""
    found = checked("review", REVIEW + '{ review = "every third" }')
    assert "england/R2" not in {one.counterpart for one in found.findings}
