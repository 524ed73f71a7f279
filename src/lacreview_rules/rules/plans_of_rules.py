"""The plans of a profile's rules: what two profiles have in common is read once.

A profile that extends another has its rules, as they are, beside a few of its own. What a rule comes to is settled by what it says, by
what the profile says of the words in it, and by a few answers of the profile as a whole. Where all of these are the same, so is
the plan, but for its place.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.rules.rule_plan import RulePlan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.profiles.profile import Profile

_MOST = 4_000
_SETTINGS = ("adjourned_review_met_by", "count_back", "leap_day_birthday")
"""The answers to what the law leaves open by which a rule comes to something else; of the others its plan asks nothing."""
_TABLES = ("tasks", "facts", "events", "days", "totals", "placements", "legal_statuses")


class PlansOfRules:
    """Makes the plan of each rule of a profile.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england, newham = load_profile("england"), load_profile("newham")
        >>> [one.rule.id for one in (PlansOfRules(newham).of(england.rule("england/R1"), 7),)]
        ['england/R1']
    """

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._answers = ([profile.settings[name] for name in _SETTINGS], profile.cycle_task)
        self._known: dict[str, list[tuple[str, object]]] = {}
        for table in _TABLES:
            for word, meaning in getattr(profile, table).items():
                self._known.setdefault(word, []).append((table, meaning))

    def of(self, rule: Timescale, place: int) -> RulePlan:
        """The plan of a rule that has this place among those of the profile."""
        said = [(word, self._known[word]) for word in _words_in(_Itself(rule)) if word in self._known]
        like = _made(_InProfile(rule, self.profile, (self._answers, said)))
        made = RulePlan(rule, self.profile, place, like=like)
        made.profile, made.place, made.kept, made.lighter = self.profile, place, {}, {}
        made.yields_to = frozenset(self.profile.yields.get(rule.id, ()))
        return made


class _Itself:
    """A rule, as itself and not as what it says."""

    __slots__ = ("rule",)

    def __init__(self, rule: Timescale) -> None:
        self.rule = rule

    def __hash__(self) -> int:
        return id(self.rule)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.rule is other.rule


class _InProfile(_Itself):
    """A rule, beside what a profile says of it: the next profile that says the same has the same plan."""

    __slots__ = ("profile", "said")

    def __init__(self, rule: Timescale, profile: Profile, said: object) -> None:
        super().__init__(rule)
        self.profile, self.said = profile, said

    __hash__ = _Itself.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _InProfile) and self.rule is other.rule and self.said == other.said


@lru_cache(_MOST)
def _made(asked: _InProfile) -> RulePlan:
    return RulePlan(asked.rule, asked.profile, 0)


@lru_cache(_MOST)
def _words_in(asked: _Itself) -> tuple[str, ...]:
    """Every word of a rule that a profile may say something of."""
    found: dict[str, None] = {}
    for text in _texts(asked.rule):
        for word in (text, text.partition(" ")[2]):  # the word alone, or denied or missed
            found |= {word: None, word.rpartition(" ")[0]: None}  # and one edge of named days
    return tuple(word for word in found if word)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _texts(one)
    elif hasattr(value, "__dict__"):
        for one in vars(value).values():
            yield from _texts(one)
