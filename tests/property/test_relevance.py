"""What is taken away from a history changes its schedule, or the problems name it, or it is listed (design.md, "Nothing in silence").

A share of `python -m tests.oracles.relevance`, and a case of each kind in the corpus.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles.profile_keys import every_profile, idle_keys, is_named, keys_of
from tests.oracles.relevance import silent_parts
from tests.property.effort import effort
from tests.property.reading import SHIPPED
from tests.property.strategies.lives import Life, lives

from lacreview_rules import load_profile, parse_history
from lacreview_rules.assurance.without_effect import without_effect
from lacreview_rules.corpus.answers import calendar_of
from lacreview_rules.corpus.cases import load_cases

if TYPE_CHECKING:
    from lacreview_rules.corpus.cases import Case

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
QUICK = {"data-return", "stays", "school"}


@effort(0.5)
@given(lives(), st.sampled_from(SHIPPED))
def test_nothing_recorded_changes_nothing_in_silence(life: Life, profile: str) -> None:
    found = [(one.part.place, one.wrong) for one in silent_parts(life.history, load_profile(profile))]
    assert found == []


def _of(case: Case) -> list[tuple[str, str, str]]:
    profile = load_profile(case.profile)
    asked = profile.with_settings(**case.settings) if case.settings else profile
    found = silent_parts(parse_history(case.history), asked, calendar_of(case), case.until)
    return [(case.id, one.part.place, one.wrong) for one in found]


def _unlike() -> list[Case]:
    """One case of those that differ in their days alone: that record the same things in the same order, under the same profile."""
    found: dict[str, Case] = {}
    for case in load_cases():
        told = [sorted((key, str(value)) for key, value in event.items()) for event in case.history["events"]]
        events = [[(key, value) for key, value in event if not _DAY.match(value)] for event in told]
        found.setdefault(str((case.profile, case.settings, case.calendar, sorted(case.history), events)), case)
    return [*found.values()]


def test_nothing_of_the_corpus_changes_nothing_in_silence() -> None:
    assert [wrong for case in load_cases()[::20] for wrong in _of(case)] == []


@pytest.mark.slow
def test_no_kind_of_case_changes_nothing_in_silence() -> None:
    cases = _unlike()
    assert len(cases) > 500
    assert [wrong for case in cases for wrong in _of(case)] == []


def _marks(name: str) -> list[pytest.MarkDecorator]:
    return [] if Path(name).stem in QUICK else [pytest.mark.slow]


@pytest.mark.parametrize("name", [pytest.param(name, marks=_marks(name), id=Path(name).stem) for name in every_profile()])
def test_every_key_of_a_rule_changes_an_answer(name: str) -> None:
    """Of some case of the corpus, or of the patterns; or `lacreview check` names it.

    Of the longest profile a quarter of the keys is asked, another one whenever anything in it changes;
    `python -m tests.oracles.profile_keys` asks them all.
    """
    profile = load_profile(Path(name) if name.endswith(".toml") else name)
    named = {(found.rule.id, found.key) for found in without_effect(profile)}
    keys = [*keys_of(profile)]
    asked = keys[int(profile.digest, 16) % 4 :: 4] if len(keys) > 1_000 else keys
    assert [key for key in idle_keys(profile, only={*asked}) if not is_named(key, named)] == []
