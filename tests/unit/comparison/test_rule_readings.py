"""Which rules are in force on some days, and which two say the same, whatever they are called.

england/R1 has been in force since 1 April 2011 (SI 2010/959), england/R1-1991 until the day before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, head_of

from lacreview_rules import load_profile
from lacreview_rules.comparison.rule_readings import meaning_of, rule_reading, rules_in_force
from lacreview_rules.profiles.models import Timescale

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.profiles.profile import Profile

ENGLAND = load_profile("england")


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ([], {"england/R1": True, "england/R1-1991": True}),
        (["2010-01-04"], {"england/R1-1991": False}),
        (["2026-01-05", "2026-01-06"], {"england/R1": False}),
        (["2011-03-31", "2011-04-01"], {"england/R1": True, "england/R1-1991": True}),  # each on some of the days
        (["2011-03-30", "2011-03-31"], {"england/R1-1991": False}),
        (["2011-04-01", "2011-04-02"], {"england/R1": False}),
    ],
)
def test_in_force(days: list[str], found: dict[str, bool]) -> None:
    """With the days on which it is in force, unless it is so throughout; the review's rules come first."""
    rules = rules_in_force(ENGLAND, [D(day) for day in days])
    assert {rule.id: bool(rule.in_force) for rule in rules if rule.id in {"england/R1", "england/R1-1991"}} == found
    tasks = [rule.task for rule in rules]
    assert tasks[: tasks.count("review")] == ["review"] * tasks.count("review")


def profile(folder: Path, name: str, term: str) -> Profile:
    path = folder / f"{name}.toml"
    body = f'[[days]]\nid = "term"\nspans = {{ from = {term}, to = 2026-03-27 }}\n'
    row = f'[[timescales]]\nid = "{name}/1"\ntask = "decisions"\nafter = "review"\nlimit = "5 days"\n'
    path.write_text(head_of(name, "england") + body + row + 'counted_in = "term"\nfalls_on = "term"\n', encoding="utf-8")
    return load_profile(path)


def test_two_authorities_terms_are_not_the_same_days(tmp_path: Path) -> None:
    """Counted in days of the same name, two rules say the same only where the days are the same."""
    one, same, other = (profile(tmp_path, name, term) for name, term in (("a", "2026-01-05"), ("b", "2026-01-05"), ("c", "2026-01-06")))
    assert meaning_of(one.rule("a/1"), one) == meaning_of(same.rule("b/1"), same)  # type: ignore[arg-type]
    assert meaning_of(one.rule("a/1"), one) != meaning_of(other.rule("c/1"), other)  # type: ignore[arg-type]


def rule(**said: Any) -> Timescale:
    return Timescale.model_validate({"id": "ours/1", "task": "decisions", "after": "review", "limit": "5 days", **said})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {"id": "theirs/9", "cite": "section 3", "note": "As printed.", "verified": True}, True),
        ({}, {"limit": "6 days"}, False),
        ({}, {"force": "guidance"}, True),  # what stands behind it is not what it says
        ({}, {"restarts_on": ["placement-moved"]}, True),  # it asks for no place in the cycle
        ({"when": {"review": "first"}}, {"when": {"review": "first"}, "restarts_on": ["placement-moved"]}, False),
        ({"task": "review"}, {"task": "review", "restarts_on": ["placement-moved"]}, False),
        ({"task": "review"}, {"task": "review", "restarts_on": []}, True),
    ],
)
def test_what_two_rules_mean(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    """Not what they are called, nor where they are written."""
    assert (meaning_of(rule(**one), ENGLAND) == meaning_of(rule(**other), ENGLAND)) is same


def test_a_reading() -> None:
    """In words, with where it comes from."""
    reading = rule_reading(
        rule(cite="section 3", force="guidance", verified=True, ambiguous="Which days.", restarts_on=["placement-moved"]), ENGLAND
    )
    assert reading.to_dict() == {
        "rule": "ours/1",
        "words": "5 days after review",
        "more": [],
        "cite": "section 3",
        "force": "guidance",
        "verified": True,
        "ambiguous": "Which days.",
    }
