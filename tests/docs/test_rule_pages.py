"""The pages of rules say what the profiles say."""

from __future__ import annotations

import pytest

from lacreview_rules import load_profile, shipped_profiles
from make.rule_pages import rule_page


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
