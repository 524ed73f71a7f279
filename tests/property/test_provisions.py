"""The table of amounts that these tests hold the schedules to. Authority: statute.md, sections 1 to 5."""

from __future__ import annotations

from tests.property.provisions import AFTER, DATA_RETURN, HANDBOOK_BEFORE

from lacreview_rules import load_profile


def test_no_rule_with_a_number_is_left_unchecked() -> None:
    """Every timescale of `england` and `data-return` with a length has its amount here, typed by hand, and no other has."""
    numbered = {rule.id for profile in ("england", "data-return") for rule in load_profile(profile).timescales if rule.limit}
    typed = {f"england/{row}" for row in (*AFTER, *HANDBOOK_BEFORE)} | DATA_RETURN.keys()
    assert numbered == typed
