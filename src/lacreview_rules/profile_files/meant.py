"""What was meant by a word that nothing declares: what people say for a thing, before what is spelt like it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem, or_else
from lacreview_rules.rules.plan import known_anchors

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lacreview_rules.profiles.profile import Profile

_UNKNOWN = re.compile(r'"(?P<word>[^"]*)" is not (?P<what>an? [a-z ]+)')
_TABLES = {
    "an event or a task": "anchors",
    "an event": "anchors",
    "a task": "anchors",
    "a kind of placement": "placements",
    "a legal status": "legal_statuses",
    "a fact that this profile declares": "facts",
}
_DECLARED = {"an event or a task": "events", "an event": "events", "a task": "tasks"}
_AN_AGE = "age 16 years"
_SMALL = frozenset({"the", "a", "an", "of", "to", "for", "is", "was", "be", "s"})


def with_what_was_meant(problems: list[Problem], profile: Profile, own: Collection[str] = ()) -> list[Problem]:
    """The problems, with the word that is meant where one is commonly called what was written.

    Args:
        problems: what is wrong with a profile.
        profile: the profile; a word that it does not know is not suggested.
        own: the words that its own file declares: one of these that is spelt alike is meant.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.errors import Problem
        >>> problem = Problem("ours.toml:3: ours/1.after", '"care-ceased" is not an event or a task', "use one of: …")
        >>> with_what_was_meant([problem], load_profile("england"))[0].remedy
        'did you mean "ceased-to-be-looked-after"?'
    """
    return [Problem(one.where, one.what, _remedy(one, profile, own)) for one in problems]


def _remedy(problem: Problem, profile: Profile, own: Collection[str]) -> str:
    found = _UNKNOWN.match(problem.what)
    table = None if found is None else _TABLES.get(found["what"])
    if found is None or table is None or problem.remedy.startswith("write "):
        return problem.remedy
    if any(f'"{word}"' in problem.remedy for word in own):
        return problem.remedy
    word = meaning_of(found["word"], table)
    if word is not None and word in _known(found["what"], table, profile):
        return f'did you mean "{word}"?'
    if problem.remedy.startswith("use one of"):
        return or_else(problem.remedy, f"declare it under [[{_DECLARED.get(found['what'], table)}]]")
    return problem.remedy


def _known(what: str, table: str, profile: Profile) -> Collection[str]:
    """Every word that can be meant there."""
    if table == "anchors":
        return profile.tasks if what == "a task" else {*known_anchors(profile), _AN_AGE}
    found: Collection[str] = getattr(profile, table)
    return found


def meaning_of(written: str, table: str) -> str | None:
    """The word that is commonly called what was written; of several, the one of which the most is in it.

    Args:
        written: a word or phrase.
        table: of which words: "anchors", "placements", "legal_statuses" or "facts".

    Example:
        >>> meaning_of("left-care", "anchors"), meaning_of("kinship care", "placements"), meaning_of("weather", "facts")
        ('ceased-to-be-looked-after', 'connected-person', None)
    """
    words = _words_in(written)
    found = [(len(phrase), word) for word, phrases in _said()[table].items() for phrase in phrases if phrase <= words]
    most = max((length for length, _ in found), default=0)
    return next((word for length, word in found if length == most), None)


def _words_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - _SMALL


@cache
def _said() -> Mapping[str, Mapping[str, list[frozenset[str]]]]:
    text = (files("lacreview_rules") / "data" / "said.toml").read_text(encoding="utf-8")
    return {
        table: {word: [_words_in(phrase) for phrase in phrases] for word, phrases in words.items()}
        for table, words in tomllib.loads(text).items()
    }
