"""One timescale beside others: in words, and whether it says the same as another."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lacreview_rules.profiles.words import limit_words, terms_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.profiles.models import Force, Timescale, Verified
    from lacreview_rules.profiles.profile import Profile

_NOT_MEANING = {"id", "cite", "force", "verified", "note", "ambiguous", "restarts_on"}


@dataclass(frozen=True, slots=True)
class RuleReading:
    """One timescale in words.

    Attributes:
        words: by when; more: on what conditions.
    """

    rule: str
    words: str
    more: tuple[str, ...]
    cite: str
    force: Force
    verified: Verified
    ambiguous: str

    def to_dict(self) -> dict[str, Any]:
        """The timescale as JSON-ready data."""
        return {
            "rule": self.rule,
            "words": self.words,
            "more": list(self.more),
            "cite": self.cite,
            "force": self.force,
            "verified": self.verified,
            "ambiguous": self.ambiguous,
        }


def rules_in_force(profile: Profile, days: Sequence[date]) -> list[Timescale]:
    """The timescales in force throughout some days, or on some of them; those of the review, which the rest depends on, first.

    Those in force throughout are given without the days on which they were: there they make no difference.

    Args:
        profile: whose timescales.
        days: in order; without any, every timescale is given as it is.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import load_profile
        >>> [rule.id for rule in rules_in_force(load_profile("england"), [date(2026, 1, 5)]) if rule.task == "iro-appointed"]
        ['england/I1', 'england/IRO1']
    """
    order = {task: place for place, task in enumerate(profile.tasks)}
    found = []
    for rule in sorted(profile.timescales, key=lambda rule: (rule.task != profile.cycle_task, order[rule.task])):
        if not days or not rule.in_force or rule.in_force_by != "start":
            found.append(rule)
        elif any(span.holds(days[0]) and span.holds(days[-1]) for span in rule.in_force):
            found.append(rule.model_copy(update={"in_force": ()}))
        elif any((span.from_ or days[0]) <= days[-1] and (span.to or days[-1]) >= days[0] for span in rule.in_force):
            found.append(rule)
    return found


def meaning_of(rule: Timescale, profile: Profile) -> str:
    """What a timescale says, whatever it is called and wherever it is written: equal for two that say the same.

    Example:
        >>> from lacreview_rules import load_profile
        >>> newham, portsmouth = load_profile("newham"), load_profile("portsmouth")
        >>> meaning_of(newham.rule("newham/NH13"), newham) == meaning_of(portsmouth.rule("portsmouth/PM11"), portsmouth)
        True
    """
    said = _without_idle_restart(rule, profile).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kept = {key: value for key, value in said.items() if key not in _NOT_MEANING or (key == "restarts_on" and value)}
    for key in ("counted_in", "falls_on"):  # two authorities' terms are not the same days
        if key in kept:
            kept[key] = profile.days[kept[key]].model_dump(mode="json", by_alias=True)
    return json.dumps(kept, sort_keys=True)


def rule_reading(rule: Timescale, profile: Profile) -> RuleReading:
    """A timescale in words, with where it comes from.

    Example:
        >>> from lacreview_rules import load_profile
        >>> newham = load_profile("newham")
        >>> rule_reading(newham.rule("newham/NH17"), newham).words
        '15 working days after review'
    """
    plain = _without_idle_restart(rule, profile)
    more = tuple(terms_words(plain, profile))
    return RuleReading(rule.id, limit_words(rule), more, rule.cite, rule.force, rule.verified, rule.ambiguous)


def _without_idle_restart(rule: Timescale, profile: Profile) -> Timescale:
    """A rule that asks for no place in the cycle says the same whether or not the cycle restarts."""
    if rule.task == profile.cycle_task or any(record.in_cycle for condition in rule.asked for record, _ in condition.named()):
        return rule
    return rule.model_copy(update={"restarts_on": ()})
