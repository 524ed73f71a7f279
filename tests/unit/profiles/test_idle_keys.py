"""Keys that could do nothing beside the others are refused, each at its place (design.md: nothing in silence, of a profile too)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, task_of

from lacreview_rules import load_profile
from lacreview_rules.errors import ProfileError

if TYPE_CHECKING:
    from pathlib import Path

WORDS = '[[events]]\nid = "panel"\n[[facts]]\nid = "decided"\n[[days]]\nid = "terms"\non = [2026-01-05, 2026-02-02]\n' + task_of(
    "letter", "event"
)
AFTER = 'after = "panel"\n'
LIMIT = 'limit = "5 days"\n'


def told(tmp_path: Path, keys: str) -> list[str]:
    path = tmp_path / "ours.toml"
    path.write_text(ALONE + WORDS + f'[[timescales]]\nid = "ours/1"\ntask = "letter"\n{keys}\n', encoding="utf-8")
    try:
        load_profile(path)
    except ProfileError as error:
        return [problem.where.rpartition(".")[2] for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        (AFTER + 'aim = "3 days"', "aim"),
        (AFTER + 'opens = "3 days"', "opens"),
        (AFTER + "deemed = true", "deemed"),
        (AFTER + 'falls_on = "terms"', "falls_on"),
        (AFTER + 'counted_in = "terms"', "counted_in"),
        (AFTER + "inclusive = true", "inclusive"),
        ('before = "panel"\nclear = true', "clear"),
        (AFTER + LIMIT + "clear = true", "clear"),
        (AFTER + LIMIT + "clear = false", "clear"),
        ('before = "panel"\n' + LIMIT + "inclusive = true", "inclusive"),
        (AFTER + LIMIT + 'in_force_by = "limit"', "in_force_by"),
        (AFTER + LIMIT + "in_force = {}", "in_force"),
    ],
)
def test_a_key_that_could_do_nothing_is_refused(tmp_path: Path, keys: str, key: str) -> None:
    assert told(tmp_path, keys) == [key]


@pytest.mark.parametrize(
    "keys",
    [
        AFTER + LIMIT + 'aim = "3 days"\nopens = "1 day"\ndeemed = true\ninclusive = true\ncounted_in = "terms"\nfalls_on = "terms"',
        AFTER + 'decided_by = "decided"\naim = "3 days"\ninclusive = true\nfalls_on = "terms"',  # a fact may decide the limit
        'before = "panel"\naim = "3 days"\nclear = true',  # due no later than that day, the target earlier
        'before = "panel"\nfalls_on = "terms"',  # no later than the last of them on or before that day
        'before = "panel"\n' + LIMIT + "clear = false",
        AFTER + LIMIT + 'in_force = { from = 2026-01-01 }\nin_force_by = "limit"',
        'after = "review-requested"\nlimit_from = "review_by"\nopens = "1 day"',
    ],
)
def test_what_does_something_is_taken(tmp_path: Path, keys: str) -> None:
    assert told(tmp_path, keys) == []
