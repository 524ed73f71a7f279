"""Words of a history that nobody knows, each told in full: its place, what it is not, and the nearest that is known."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, rules_of

from lacreview_rules import (
    BecameLookedAfter,
    Event,
    Fact,
    History,
    LegalStatusChanged,
    OtherEvent,
    PlacedForAdoption,
    PlacementMoved,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)

if TYPE_CHECKING:
    from pathlib import Path

ON = date(2026, 1, 12)
CAME_IN = BecameLookedAfter(on=date(2026, 1, 5))
PROFILE = (
    ALONE
    + """[[placements]]
id = "foster-care"
[[legal_statuses]]
id = "section-20"
[[facts]]
id = "asked"
[[events]]
id = "panel-met"
[[tasks]]
id = "visit"
title = "Visit"
per = "period-of-care"
[[timescales]]
id = "ours/1"
task = "visit"
limit = "1 week"
after = "became-looked-after"
unless = { fact = "asked" }
[[timescales]]
id = "ours/2"
task = "visit"
limit = "1 week"
after = "panel-met"
"""
)


def told(path: Path, *events: Event) -> list[tuple[str, str, str]]:
    file = path / "ours.toml"
    file.write_text(PROFILE, encoding="utf-8")
    found = build_schedule(History("A1", events, date(2014, 5, 2)), load_profile(file)).problems
    return [(problem.where, problem.what, problem.remedy) for problem in found]


@pytest.mark.parametrize(
    ("event", "key", "what", "remedy"),
    [
        (TaskDone(on=ON, task="vist"), "task", '"vist" is not a task that ours knows', 'did you mean "visit"?'),
        (Fact(on=ON, fact="askd"), "fact", '"askd" is not a fact that ours knows', 'did you mean "asked"?'),
        (
            PlacementMoved(on=ON, placement="foster-car"),
            "placement",
            '"foster-car" is not a kind of placement that ours knows',
            'did you mean "foster-care"?',
        ),
        (
            LegalStatusChanged(on=ON, legal_status="section-21"),
            "legal_status",
            '"section-21" is not a legal status that ours knows',
            'did you mean "section-20"?',
        ),
        (PlacedForAdoption(on=ON), "placement", "this is not a kind of placement that ours knows", "use one of: foster-care"),
        (OtherEvent(event="panel-mat", on=ON), "event", '"panel-mat" is not a kind of event that ours knows', 'did you mean "panel-met"?'),
        (Fact(on=ON, fact="Ann Other"), "fact", "this is not a fact that ours knows", "use one of: asked"),
        (
            Fact(on=ON, fact="asked", value="soon"),
            "value",
            "what was decided is neither a period nor a date",
            'write a period such as "4 weeks", or a date',
        ),
        (
            OtherEvent(event="task-done", on=ON),
            "event",
            "it is given as a kind that a profile declares, and is built in",
            "use TaskDone; it was left out",
        ),
    ],
)
def test_a_word_that_is_not_known(tmp_path: Path, event: Event, key: str, what: str, remedy: str) -> None:
    """A word that is like no other may be anything, a name as well, and is not repeated."""
    assert told(tmp_path, CAME_IN, event) == [(f"events[1].{key}", what, remedy)]


def test_the_words_of_the_start_of_care(tmp_path: Path) -> None:
    wrong = BecameLookedAfter(on=date(2026, 1, 5), placement="foster-car", legal_status="section-21")
    assert [where for where, _, _ in told(tmp_path, wrong)] == ["events[0].placement", "events[0].legal_status"]


def test_words_after_what_has_none(tmp_path: Path) -> None:
    """A review says no word of a profile's; what comes after it is read all the same."""
    events = [ReviewHeld(on=ON), TaskDone(on=ON, task="vist")]
    assert [(where, what) for where, what, _ in told(tmp_path, CAME_IN, *events)] == [
        ("events[2].task", '"vist" is not a task that ours knows'),
        ("events[1]", "review-held: no rule of ours is about it, so it changes nothing"),
    ]


def test_all_rules_that_ask_about_age_are_named(tmp_path: Path) -> None:
    """Where the date of birth is missing: in one problem, in the order of their ids; those applied without their exemption, after them."""
    rule = '[[timescales]]\nid = "ours/{n}"\ntask = "visit"\nlimit = "1 day"\nafter = "age {age} years"\n'
    file = tmp_path / "ours.toml"
    applied = rules_of("visit", 'limit = "1 day"\nafter = "became-looked-after"\nunless = { age = "17 or over" }', first=5)
    file.write_text(PROFILE + rule.format(n=4, age=16) + rule.format(n=3, age=5) + applied, encoding="utf-8")
    [problem] = build_schedule(History("A1", [CAME_IN]), load_profile(file)).problems
    rules = "rules that depend on age may not have been applied: ours/3, ours/4"
    assert problem.remedy == f"add the date of birth; {rules}; nor have exemptions by age from: ours/5"


@pytest.mark.parametrize("value", ["20260202", "2026-W06-1", "2026-02-30"])
def test_a_day_that_was_decided_is_written_as_every_other_day(tmp_path: Path, value: str) -> None:
    """docs/reference/history-format.md: a day is year-month-day, and nothing else is read as one."""
    [(where, what, _)] = told(tmp_path, CAME_IN, Fact(on=ON, fact="asked", value=value))
    assert (where, what) == ("events[1].value", "what was decided is neither a period nor a date")


@pytest.mark.parametrize("value", [True, False, "4 weeks", "10 working days", "2026-02-02"])
def test_what_may_be_decided(tmp_path: Path, value: bool | str) -> None:
    """A period or a date of a fact that no rule takes one from counts as true, and that is told."""
    found = told(tmp_path, CAME_IN, Fact(on=ON, fact="asked", value=value))
    unused = "no rule of ours takes a period or a date from it: it counts as true from the day it is recorded"
    assert [(where, what) for where, what, _ in found] == ([("events[1].value", unused)] if isinstance(value, str) else [])


def test_words_that_are_known(tmp_path: Path) -> None:
    """And what was not said."""
    events = [
        BecameLookedAfter(on=date(2026, 1, 5), placement="foster-care", legal_status="section-20"),
        PlacementMoved(on=ON),
        OtherEvent(event="panel-met", on=ON),
        TaskDone(on=ON, task="visit"),
    ]
    assert told(tmp_path, *events) == []
