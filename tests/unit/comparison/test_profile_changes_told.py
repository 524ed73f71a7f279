"""Two versions of a profile: what is told of rules whose cycle begins again, and of what has no date. Dates are worked by hand.

Looked after Mon 5 Jan 2026, review held Wed 28 Jan.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import HEAD, D

from lacreview_rules import BecameLookedAfter, History, ReviewHeld, load_profile
from lacreview_rules.comparison.profile_changes import Changed, KeyChange, ProfileChanges, profile_changes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIFE = History("A1", [BecameLookedAfter(on=D("2026-01-05")), ReviewHeld(on=D("2026-01-28"))])
ROWS = """\
[[timescales]]
id = "ours/1"
task = "review-record"
limit = "20 working days"
after = "review"
[[timescales]]
id = "ours/2"
task = "decisions"
limit = "5 working days"
after = "review"
[[considerations]]
id = "ours/3"
title = "To consider"
"""
RESTARTS = '[review_cycle]\nrestarts_on = ["placement-moved"]\n'


@pytest.fixture
def changes(tmp_path: Path) -> Callable[[str, str], ProfileChanges]:
    def made(old: str, new: str) -> ProfileChanges:
        paths = []
        for name, body in (("old", old), ("new", new)):
            paths.append(tmp_path / f"{name}.toml")
            paths[-1].write_text(HEAD + body, encoding="utf-8")
        return profile_changes(load_profile(paths[0]), load_profile(paths[1]), [LIFE])

    return made


ONCE = KeyChange("review_cycle.restarts_on", [], ["placement-moved"])


def test_a_cycle_that_begins_again_is_told_once(changes: Callable[[str, str], ProfileChanges]) -> None:
    """And of a rule that changes besides, only the rest; of one that is new, all."""
    found = changes(ROWS, RESTARTS + ROWS.replace("20 working", "15 working") + '[[considerations]]\nid = "ours/4"\ntitle = "New"\n')
    assert found.keys == (ONCE,)
    assert [(rule.how, rule.id, rule.keys) for rule in found.rules] == [
        ("changed", "ours/1", (KeyChange("limit", "20 working days", "15 working days"),)),
        ("added", "ours/4", ()),
    ]


def test_a_rule_with_a_word_of_its_own_is_told_by_itself(changes: Callable[[str, str], ProfileChanges]) -> None:
    """Where not all change alike, each is told."""
    own = ROWS.replace('after = "review"\n[[considerations]]', 'after = "review"\nrestarts_on = []\n[[considerations]]')
    found = changes(ROWS, RESTARTS + own)
    assert found.keys == ()
    assert found.rules == (
        Changed(
            "timescale",
            "changed",
            "ours/1",
            "review-record: 20 working days after review",
            (KeyChange("restarts_on", [], ["placement-moved"]),),
        ),
        Changed("consideration", "changed", "ours/3", "To consider", (KeyChange("restarts_on", [], ["placement-moved"]),)),
    )


def test_advice_that_comes_or_goes_moves_no_date(changes: Callable[[str, str], ProfileChanges]) -> None:
    """A timescale without a limit has none; it is told as a rule. The record is due on Wed 25 February either way."""
    task = '[[tasks]]\nid = "call"\ntitle = "A call"\nper = "period-of-care"\n'
    advice = '[[timescales]]\nid = "ours/5"\ntask = "call"\nafter = "became-looked-after"\n'
    for old, new, how in ((ROWS + task, ROWS + task + advice, "added"), (ROWS + task + advice, ROWS + task, "removed")):
        found = changes(old, new)
        assert [(rule.how, rule.id) for rule in found.rules] == [(how, "ours/5")]
        assert found.moved == ()
    dated = ROWS + task + advice + 'limit = "5 days"\n'
    assert [(move.task, str(move.before), str(move.after)) for move in changes(ROWS + task + advice, dated).moved] == [
        ("call", "None", "2026-01-10")
    ]
