"""The pages of rules say what the profiles say."""

from __future__ import annotations

import pytest
from tests.docs.pages import DOCS

from lacreview_rules import load_profile, shipped_profiles
from lacreview_rules.profile_files.rule_pages import rule_index, rule_page

HOW = "run: python -m lacreview_rules.profile_files.rule_pages docs/reference/rules"
RULES = DOCS / "reference" / "rules"


@pytest.mark.parametrize("name", shipped_profiles())
def test_a_page_is_what_its_profile_says(name: str) -> None:
    assert (RULES / f"{name}.md").read_text(encoding="utf-8") == rule_page(load_profile(name)), HOW


def test_the_index_has_every_profile_and_no_page_is_left_over() -> None:
    assert RULES.with_suffix(".md").read_text(encoding="utf-8") == rule_index(), HOW
    assert {page.stem for page in RULES.glob("*.md")} == set(shipped_profiles())


@pytest.mark.parametrize("name", shipped_profiles())
def test_every_rule_is_there_once_with_its_citation_and_grade(name: str) -> None:
    page = rule_page(load_profile(name))
    words = {True: "read in the source", "corroborated": "corroborated by another document", False: "not yet verified in the source"}
    profile = load_profile(name)
    for rule in (*profile.timescales, *profile.considerations):
        if rule.id.startswith(f"{name}/"):
            [line] = [line for line in page.splitlines() if f"**: `{rule.id}`; " in line]
            assert line.endswith(words[rule.verified])
            assert rule.cite.replace("*", "\\*").replace("_", "\\_") in line
        else:
            assert f"**: `{rule.id}`" not in page
