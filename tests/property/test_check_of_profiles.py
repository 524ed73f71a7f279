"""What a check says of a profile, against brute force: both schedules built, the profile's alone and that of the regulations.

Authority: CPR 2010 reg 33 and reg 48, AAR 2005 reg 36. The space over which the check is complete is the one that
`docs/how-to/write-a-profile.md` states: every start date, no to two moves, reviews held up to 200 days apart, a child in short breaks
or not, placed for adoption or not, but not both.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from tests.property.effort import effort

from lacreview_rules import BecameLookedAfter, History, PlacementMoved, ReviewHeld, build_schedule, check_profile, load_profile
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules import Profile
    from lacreview_rules.assurance.answer import Assurance
    from lacreview_rules.rules.limits import Limit

FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
STARTS = [FIRST + timedelta(days) for days in range(0, 720, 37)]  # 37 and 7 have no common divisor: every day of the week
REVIEWS = ((), (0,), (20,), (20, 60), (20, 105), (28, 119), (10, 210), (20, 105, 280))
"""The days, from the start, on which reviews were held."""
MOVES = ((), (1,), (19,), (80,), (7, 40))
"""The days, from the last review (without one, from the start), on which the child moved."""
LIVING = (("section-20", "foster-care"), ("section-20", "adoptive"), ("short-break", "foster-care"))
"""Legal status and placement: no child in short breaks is with adopters."""

FIRST_ROWS: list[dict[str, Any]] = [
    {"after": "became-looked-after", "limit": limit}
    for limit in ("15 working days", "20 working days", "21 working days", "28 days", "4 weeks", "1 month", ["28 days", "20 working days"])
] + [
    {"after": "placement-started", "limit": "20 working days"},
    {"after": "placement-moved", "limit": "20 days"},
    {"after": "became-looked-after", "limit": "75 days", "nth": 2},
    {"after": "became-looked-after", "limit": "5 months", "nth": 2},
]
LATER_ROWS: list[dict[str, Any]] = [
    {"after": "review", "limit": limit, **when}
    for limit in ("12 weeks", "91 days", "3 months", "100 days", "183 days", "6 months", "7 months")
    for when in ({}, {"when": {"review": "first"}}, {"when": {"review": "later"}}, {"when": {"review": "second"}})
]
EXEMPT: list[dict[str, Any]] = [
    {},
    {"unless": {"legal_status": "short-break"}},
    {"when": {"legal_status": "short-break"}},
    {"while": {"placement": "not adoptive"}},
    {"until": "care-plan"},
]


@st.composite
def profiles(draw: st.DrawFn) -> dict[str, Any]:
    """Rows for reviews, as authorities write them, in any mixture; a move may start the cycle again."""
    rows = draw(st.lists(st.sampled_from(FIRST_ROWS), max_size=2)) + draw(st.lists(st.sampled_from(LATER_ROWS), min_size=1, max_size=3))
    written = []
    for number, row in enumerate(rows, 1):
        exempt = draw(st.sampled_from(EXEMPT))
        both = {**exempt, **row}
        if "when" in exempt and "when" in row:
            both["when"] = {**exempt["when"], **row["when"]}
        written.append({"id": f"ours/{number}", "task": "review", **both})
    restarts = draw(st.sampled_from([[], ["placement-moved"]]))
    return {"review_cycle": {"restarts_on": restarts}, "timescales": written}


def loaded(tables: dict[str, Any]) -> Profile:
    head = {"schema_version": 1, "id": "ours", "name": "Ours", "version": "1", "extends": "england"}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "ours.json")
        path.write_text(json.dumps({**head, **tables}), encoding="utf-8")
        return load_profile(path)


def alone(profile: Profile) -> Profile:
    """The profile without anything of the regulations but their words."""
    own = tuple(rule for rule in profile.timescales if rule.id.startswith("ours/"))
    return with_digest(replace(profile, timescales=own, considerations=(), replaced=(), yields=MappingProxyType({})))


def open_review(history: History, profile: Profile) -> tuple[Limit, ...]:
    """The limits of the review that is next; none where nothing dates it."""
    held = sum(isinstance(event, ReviewHeld) for event in history.events)
    found = [due for due in build_schedule(history, profile).of("review") if due.review == held + 1 and due.due is not None]
    return occurrence_of(found[0]).limits if found else ()


def space() -> Iterator[History]:
    for start, held, moves, (status, placement) in product(STARTS, REVIEWS, MOVES, LIVING):
        since = start + timedelta(held[-1] if held else 0)
        yield History(
            "",
            [
                BecameLookedAfter(on=start, legal_status=status, placement=placement),
                *(ReviewHeld(on=start + timedelta(day)) for day in held),
                *(PlacementMoved(on=since + timedelta(day), placement=placement) for day in moves),
            ],
        )


def later_pairs(histories: list[History], profile: Profile) -> dict[tuple[str, str], History]:
    """Which local timescale is later than which regulation, by itself, with a history that shows it."""
    found: dict[tuple[str, str], History] = {}
    england, own = load_profile("england"), alone(profile)
    for history in histories:
        mine = open_review(history, own)
        for its in open_review(history, england) if mine else ():
            if mine[0].due is not None and its.due is not None and mine[0].due > its.due and its.plan.rule.force == "regulation":
                found.setdefault((mine[0].rule_id, its.rule_id), history)
    return found


def is_told(pair: tuple[str, str], profile: Profile, found: Assurance) -> bool:
    """Whether a check names a pair, in itself or by rows that say the same of other children or count from the same."""
    named = {(f.rule, f.counterpart) for f in found.findings if f.severity == "breach" or f.kind in TOLD}
    mine, its = (profile.rule(rule) for rule in pair)
    return any(
        other is not None and _says(profile.rule(other)) == _says(its) and _says(profile.rule(rule))[1:] == _says(mine)[1:]
        for rule, other in named
    )


TOLD = ("special-case", "not-shown", "as-guidance")
"""Kinds of finding that tell of a later date which is no breach."""


def _says(rule: Any) -> tuple[object, ...]:
    return (rule.limit, rule.after, rule.before)


LAWFUL = [
    {"id": "ours/1", "task": "review", "after": "became-looked-after", "limit": "20 working days"},
    {"id": "ours/2", "task": "review", "after": "review", "limit": "3 months", "when": {"review": "first"}},
    {"id": "ours/3", "task": "review", "after": "review", "limit": "6 months"},
]


@pytest.mark.slow
@settings(effort(0.2), phases=(Phase.explicit, Phase.reuse, Phase.generate))  # to shrink one takes minutes
@given(profiles(), st.integers(0, 7))
@example({"review_cycle": {"restarts_on": []}, "timescales": LAWFUL}, 0)
@example({"review_cycle": {"restarts_on": ["placement-moved"]}, "timescales": LAWFUL}, 1)
def test_no_later_date_is_left_out_and_none_is_made_up(tables: dict[str, Any], share: int) -> None:
    """Complete over the space, by brute force; sound, by building both schedules on the history that is printed."""
    profile = loaded(tables)
    found = check_profile(profile, first=FIRST, last=LAST)
    histories = list(space())[share::7]  # 7 divides no number of choices: every choice comes up with every other
    missing = {pair: history.events for pair, history in later_pairs(histories, profile).items() if not is_told(pair, profile, found)}
    assert missing == {}
    for breach in found.breaches:
        shown = [one.history for one in (breach.witness, breach.worst) if one is not None and one.history is not None]
        assert shown, breach
        assert any((breach.rule, breach.counterpart) in later_pairs([history], profile) for history in shown), (breach, shown)


def test_a_lawful_profile_is_never_called_later() -> None:
    """Reg 33 as an authority writes it, the last row for every review."""
    assert check_profile(loaded({"timescales": LAWFUL}), first=FIRST, last=FIRST + timedelta(60)).breaches == ()
