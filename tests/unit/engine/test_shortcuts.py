"""The engine's two shortcuts copy what its one mechanism does where that is simple: with and without them all is the same.

That they earn their place is shown by `tests/benchmarks/shortcuts.py`.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from unittest import mock

import pytest
from tests.oracles.random_histories import history
from tests.oracles.two_versions import PATTERNS, Words, more_events
from tests.others_slow import others_slow
from tests.small_profiles import D, came, rule_of, schedule_of, task_of

from lacreview_rules import ReviewHeld, build_schedule, load_profile
from lacreview_rules.engine import build, single, spans
from lacreview_rules.histories.json import parse_history
from lacreview_rules.rules.plan import Plan
from lacreview_rules.rules.rule_plan import RulePlan

if TYPE_CHECKING:
    from lacreview_rules import History, Profile, Schedule

PROFILES = ("england", "newham", *sorted(path.stem for path in PATTERNS.glob("*.toml")))


def profile_of(name: str) -> tuple[Profile, Words]:
    """A profile that is shipped, or one of the patterns, and the words it knows."""
    path = PATTERNS / f"{name}.toml"
    return (load_profile(path), Words(str(path))) if path.exists() else (load_profile(name), Words(name))


def histories(name: str, words: Words) -> list[History]:
    """Random histories with many events of the profile's own."""
    found = []
    for number in range(4):
        random = Random(f"shortcuts/{name}/{number}")  # noqa: S311 - reproducible on purpose
        events = history(f"shortcuts/{number}")["events"]
        found.append(parse_history({"child": "A1", "date_of_birth": None, "events": [*events, *more_events(random, events, words)]}))
    return found


def said(schedule: Schedule) -> list[tuple[object, ...]]:
    """Everything that is said of each due date."""
    return [
        (due, due.id, due.due, due.status, due.basis, due.rule, due.also, due.scope) for due in (*schedule.due_dates, *schedule.distant)
    ]


@pytest.mark.parametrize("name", others_slow(PROFILES, quick=2))
def test_a_review_s_task_under_one_rule(name: str) -> None:
    profile, words = profile_of(name)
    for child in histories(name, words):
        with mock.patch.object(RulePlan, "is_plain", new=False):
            plan = Plan(profile)
            with (
                mock.patch.object(build, "plan_for", new=lambda _, plan=plan: plan),
                mock.patch.object(single, "_under_one_rule", side_effect=AssertionError("the shortcut is off")),
            ):
                without = build_schedule(child, profile)
        assert said(build_schedule(child, profile)) == said(without)


@pytest.mark.parametrize("name", PROFILES)
def test_a_task_that_nobody_did_and_that_does_not_recur(name: str) -> None:
    profile, words = profile_of(name)
    for child in histories(name, words):
        with mock.patch.object(spans, "_add_open", return_value=False):
            without = build_schedule(child, profile)
        assert said(build_schedule(child, profile)) == said(without)


def test_a_review_s_task_whose_days_the_authority_has_not_named() -> None:
    """No date is calculated past the end of the list: it is advice, whose id names its rule, with the shortcut as without it."""
    days = '[[days]]\nid = "term"\nspans = [{ from = 2025-09-01, to = 2026-01-30 }]\n'
    tables = days + task_of(per="review") + rule_of(1, "letter", 'limit = "5 working days"\nafter = "review"\ncounted_in = "term"')
    [letter, *_] = schedule_of(tables, ReviewHeld(on=D("2026-02-02")), came_in=came("2026-01-05")).of("letter")
    assert (letter.due, letter.id) == (None, "letter/review/2026-01-05/ours/1")


@pytest.mark.parametrize(("module", "shortcut"), [(single, "_under_one_rule"), (spans, "_add_open")])
def test_they_are_taken(module: object, shortcut: str) -> None:
    """Or the comparisons above would say nothing."""
    profile, words = profile_of("england")
    [child, *_] = histories("england", words)
    with mock.patch.object(module, shortcut, wraps=getattr(module, shortcut)) as taken:
        build_schedule(child, profile)
    assert taken.called
