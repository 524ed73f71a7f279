"""An id of a rule means one thing for ever: docs/explanation/compatibility.md, "Ids of rules".

`rule_ids.txt` lists every id that was ever shipped. A new rule adds a line; no line is taken away.
"""

from __future__ import annotations

from pathlib import Path

from tests.docs.pages import TOP

from lacreview_rules import load_profile, shipped_profiles

LEDGER = Path(__file__).with_name("rule_ids.txt")


def shipped() -> set[str]:
    """The ids of every rule that a shipped profile holds of its own."""
    return {
        rule.id
        for name in shipped_profiles()
        for profile in [load_profile(name)]
        for rule in (*profile.timescales, *profile.considerations)
        if rule.id.startswith(f"{name}/")
    }


def listed() -> list[str]:
    return LEDGER.read_text(encoding="utf-8").splitlines()


def test_every_rule_is_in_the_ledger() -> None:
    assert sorted(shipped() - set(listed())) == [], "add these lines to tests/docs/rule_ids.txt"
    assert listed() == sorted(set(listed()))


def test_an_id_that_is_gone_is_told_in_the_changelog() -> None:
    changelog = (TOP / "CHANGELOG.md").read_text(encoding="utf-8")
    gone = set(listed()) - shipped()
    assert [rule for rule in sorted(gone) if f"`{rule}`" not in changelog] == []
