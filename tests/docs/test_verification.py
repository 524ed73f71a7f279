"""What is said of how far the rules were checked is what the rules say."""

from __future__ import annotations

import re

from tests.docs.pages import TOP

from lacreview_rules import load_profile, shipped_profiles


def test_the_grades_of_england() -> None:
    """Counts, and which rows are listed under which grade."""
    rules = load_profile("england").timescales
    text = (TOP / "docs/explanation/verification.md").read_text(encoding="utf-8")
    for label, forces in (("regulation", {"regulation"}), ("guidance", {"guidance"}), ("all", {"regulation", "guidance"})):
        counts = [sum(1 for rule in rules if rule.force in forces and rule.verified == grade) for grade in (True, "corroborated", False)]
        assert f"| {label} | {' | '.join(map(str, counts))} |" in text
    assert f"It has {len(rules)} timescales" in text
    assert f"Of the {len(rules)} rules in the profile `england`, {sum(rule.verified is True for rule in rules)} were read" in " ".join(
        (TOP / "README.md").read_text(encoding="utf-8").split()
    )
    unread, _, rest = text.partition("### Rows corroborated")
    for part, grade in ((unread, False), (rest, "corroborated")):
        listed = re.findall(r"`(england/[\w-]+)`", part)
        assert sorted(listed) == sorted(rule.id for rule in rules if rule.verified == grade)


def test_the_other_profiles_were_read() -> None:
    for name in set(shipped_profiles()) - {"england", "wales"}:
        own = [rule for rule in load_profile(name).timescales if rule.id.startswith(f"{name}/")]
        assert all(rule.verified is True for rule in own)


def test_the_grades_of_wales() -> None:
    """Which rows were read, and which have no date because their number was not seen. Regulation 39 was not read."""
    rules = {rule.id: rule for rule in load_profile("wales").timescales}
    text = (TOP / "docs/explanation/verification.md").read_text(encoding="utf-8").partition("## Wales")[2].partition("\n## ")[0]
    for label, wanted in (
        ("Read", {rule.id for rule in rules.values() if rule.verified is True}),
        ("Corroborated", {rule.id for rule in rules.values() if rule.verified == "corroborated"}),
        ("Not verified, the number from memory", {rule.id for rule in rules.values() if rule.verified is False and rule.limit}),
        ("Advice without a date, the number not seen", {rule.id for rule in rules.values() if rule.verified is False and not rule.limit}),
    ):
        [row] = [line for line in text.splitlines() if line.startswith(f"| {label} |")]
        assert set(re.findall(r"`(wales/[\w-]+)`", row)) == wanted
        assert f"| {len(wanted)} |" in row
    assert f"Of its {len(rules)} timescales:" in text
    assert {rules[f"wales/R{number}"].verified for number in (1, 2, 3)} == {False}
