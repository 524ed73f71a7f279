"""A rule's plan is shared by the profiles that say the same of its words, and by no others.

Authority: none but that a date must not depend on which profile was asked before.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import letter_of, profile_of, task_of

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.rules.plans_of_rules import _SETTINGS, _TABLES, PlansOfRules, _Itself, _words_in
from lacreview_rules.rules.rule_plan import RulePlan

if TYPE_CHECKING:
    from lacreview_rules import Profile

PATTERNS = sorted((Path(__file__).parents[2] / "patterns").glob("*.toml"))
ASKED_OF_ALL = {"cycle_task", "yields"}
MADE_ANEW = {"conditions", "count", "counts", "kept", "lighter", "numbered", "opening", "tests", "unless", "while_"}
"""What holds functions, which are equal to themselves alone."""


class Asked(dict[str, Any]):
    """A table of a profile that remembers which of its words were asked for."""

    def __init__(self, table: Any, words: set[str]) -> None:
        super().__init__(table)
        self.words = words

    def get(self, key: str, default: Any = None) -> Any:
        self.words.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self.words.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self.words.add(str(key))
        return super().__contains__(key)


def settled(plan: RulePlan) -> dict[str, Any]:
    """What of a plan can be compared with another's."""
    return {name: getattr(plan, name) for name in RulePlan.__slots__ if name not in MADE_ANEW}


@pytest.mark.parametrize("name", [*shipped_profiles(), *PATTERNS], ids=lambda name: Path(name).stem)
def test_a_rule_asks_a_profile_about_its_own_words_only(name: str | Path) -> None:
    """Otherwise a plan could be taken for a profile in which it is another: a word asked for is one by which plans are told apart."""
    profile = load_profile(name)
    elsewhere: dict[str, set[str]] = {}
    for rule in profile.timescales:
        words: set[str] = set()
        tables = {table: Asked(getattr(profile, table), words) for table in _TABLES}
        whole = {asked: getattr(profile, asked) for asked in ASKED_OF_ALL}
        settings = {name: profile.settings[name] for name in _SETTINGS}  # another that is asked for is an error
        RulePlan(rule, SimpleNamespace(**tables, **whole, settings=settings), 0)  # type: ignore[arg-type]
        if beyond := words - {*_words_in(_Itself(rule)), ""}:
            elsewhere[rule.id] = beyond
    assert elsewhere == {}


@pytest.mark.parametrize("name", [*shipped_profiles(), *PATTERNS], ids=lambda name: Path(name).stem)
def test_a_shared_plan_is_as_one_made_for_the_profile_alone(name: str | Path) -> None:
    profile = load_profile(name)
    plans = PlansOfRules(profile)
    for place, rule in enumerate(profile.timescales):
        assert settled(plans.of(rule, place)) == settled(RulePlan(rule, profile, place)), rule.id


def test_what_another_profile_adds_changes_no_plan_of_the_law() -> None:
    england, ours = load_profile("england"), profile_of(letter_of('limit = "1 week"\nafter = "became-looked-after"'))
    for rule in england.timescales:
        one, other = PlansOfRules(england).of(rule, 3), PlansOfRules(ours).of(rule, 4)
        assert one.conditions is other.conditions, rule.id
        assert (one.place, other.place, one.profile, other.profile) == (3, 4, england, ours)
        assert one.kept is not other.kept
        assert one.lighter is not other.lighter


TERMS = '[[days]]\nid = "terms"\ntitle = "terms"\nspans = [{ from = 2026-01-05, to = 2026-02-13 }]\n'
RULE = (
    'limit = "5 days"\nafter = "visit"\ncounted_in = "terms"\n'
    'when = { fact = "agreed", task_done_for_review = "report", age = "under 18" }\n'
)
OURS = task_of("report", per="review") + '[[facts]]\nid = "agreed"\ntitle = "agreed"\n' + TERMS + letter_of(RULE, "period-of-care")


def changed(profile: Profile, table: str, word: str, **keys: object) -> Profile:
    """The same profile, in which one word means something else."""
    known = getattr(profile, table)
    said: dict[str, Any] = {table: MappingProxyType({**known, word: known[word].model_copy(update=keys)})}
    return with_digest(replace(profile, **said))


@pytest.mark.parametrize(
    ("table", "word", "keys"),
    [
        ("facts", "agreed", {"scope": "child"}),
        ("tasks", "letter", {"outlives_care": True}),
        ("tasks", "report", {"title": "Another"}),
        ("tasks", "visit", {"title": "Another"}),
        ("days", "terms", {"title": "Another"}),
    ],
)
def test_a_word_that_means_something_else_makes_another_plan(table: str, word: str, keys: dict[str, object]) -> None:
    profile = profile_of(OURS)
    rule: Any = profile.rule("ours/1")
    one = PlansOfRules(profile).of(rule, 0)
    assert PlansOfRules(changed(profile, "tasks", "review", title="Of no concern")).of(rule, 0).conditions is one.conditions
    other = PlansOfRules(changed(profile, table, word, **keys))
    assert other.of(rule, 0).conditions is not one.conditions
    assert settled(other.of(rule, 0)) == settled(RulePlan(rule, other.profile, 0))


def test_so_does_another_answer_to_what_the_law_leaves_open() -> None:
    profile = profile_of(OURS)
    rule: Any = profile.rule("ours/1")
    other = profile.with_settings(leap_day_birthday="28 February")
    assert PlansOfRules(other).of(rule, 0).conditions is not PlansOfRules(profile).of(rule, 0).conditions


def test_an_answer_that_no_rule_asks_for_does_not() -> None:
    """It is for the reviews as a whole: each rule comes to the same, in the profile that has the answer."""
    profile = load_profile("england")
    other = profile.with_settings(additional_reviews="stand-apart")
    for rule in profile.timescales:
        one, again = PlansOfRules(profile).of(rule, 0), PlansOfRules(other).of(rule, 0)
        assert again.conditions is one.conditions
        assert again.profile is other


def test_to_what_a_rule_yields_is_the_profiles_own() -> None:
    england = load_profile("england")
    rule: Any = england.rule("england/R1")
    yielding = with_digest(replace(england, yields=MappingProxyType({"england/R1": ("england/R2",)})))
    assert PlansOfRules(england).of(rule, 0).yields_to == frozenset()
    assert PlansOfRules(yielding).of(rule, 0).yields_to == {"england/R2"}
