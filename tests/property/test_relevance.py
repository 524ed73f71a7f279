"""What is taken away from a history changes its schedule, or the problems name it, or it is listed (design.md, "Nothing in silence").

A share of `python -m tests.oracles.relevance`, and every case of the corpus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.oracles.profile_keys import idle_keys
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


@pytest.mark.parametrize("share", [20, pytest.param(1, marks=pytest.mark.slow)])
def test_nothing_of_the_corpus_changes_nothing_in_silence(share: int) -> None:
    assert [wrong for case in load_cases()[::share] for wrong in _of(case)] == []


@pytest.mark.parametrize(("profile", "histories"), [("review-standards", 100)])
def test_every_key_of_a_rule_changes_an_answer(profile: str, histories: int) -> None:
    """Or `lacreview check` names it. That of row 11 is waited for: no case and none of these histories meets its exemption."""
    loaded = load_profile(profile)
    named = {(found.rule.id, found.key) for found in without_effect(loaded)}
    assert [key for key in idle_keys(loaded, histories) if key not in named and key != ("review-standards/RS11", "unless")] == []
