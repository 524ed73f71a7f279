"""What was meant by a word that nothing declares: what people say for a thing, before what is spelt like it."""

from __future__ import annotations

import re
import tomllib
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period
from lacreview_rules.errors import PeriodError, Problem, nearest, or_else
from lacreview_rules.rules.plan import known_anchors

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    return [_by_number(one) or Problem(one.where, one.what, _remedy(one, profile, own)) for one in problems]


def _by_number(problem: Problem) -> Problem | None:
    """A problem with what is said with a number, which tells what is wrong and the remedy in one."""
    found = _UNKNOWN.match(problem.what)
    if found is None or found["what"] not in _NUMBERS or (found["what"] in _TABLES and problem.remedy.startswith("write ")):
        return None
    written = _NUMBERS[found["what"]](found["word"])
    return None if written is None else Problem(problem.where, found[0].rstrip(), written)


def _remedy(problem: Problem, profile: Profile, own: Collection[str]) -> str:
    found = _UNKNOWN.match(problem.what)
    if found is None:
        return problem.remedy
    table = _TABLES.get(found["what"])
    if table is None or problem.remedy.startswith("write "):
        return problem.remedy
    if any(f'"{word}"' in problem.remedy for word in own):
        return problem.remedy
    word = meaning_of(found["word"], table)
    if word is not None and word in _known(found["what"], table, profile):
        return f'did you mean "{word}"?'
    if problem.remedy.startswith("use one of") or (found["what"] == "a task" and not _is_a_slip(found["word"], problem.remedy)):
        return or_else(problem.remedy, f"declare it under [[{_DECLARED.get(found['what'], table)}]]")
    return problem.remedy


def _is_a_slip(written: str, remedy: str) -> bool:
    """Whether a word differs from the one suggested by a few letters: otherwise a task of one's own may well be meant."""
    suggested = re.match(r'did you mean "([^"]*)"', remedy)
    return suggested is None or SequenceMatcher(None, written.lower().replace(" ", "-"), suggested[1]).ratio() >= _A_SLIP


_A_SLIP = 0.85


def _known(what: str, table: str, profile: Profile) -> Collection[str]:
    """Every word that can be meant there."""
    if table == "anchors":
        return profile.tasks if what == "a task" else {*known_anchors(profile), _AN_AGE}
    found: Collection[str] = getattr(profile, table)
    return found


def key_meant(written: str, known: Sequence[str]) -> str:
    """The remedy for a key that there is not: what people call one of those that can stand there, before what is spelt like it.

    Example:
        >>> key_meant("deadline", ["after", "before", "limit"]), key_meant("not_before", ["before", "opens"])
        ('did you mean "limit"?', 'did you mean "opens"?')
    """
    meant = meaning_of(written, "keys", known)
    return nearest(written, known) if meant is None else f'did you mean "{meant}"?'


def meaning_of(written: str, table: str, known: Collection[str] | None = None) -> str | None:
    """The word that is commonly called what was written; of several, the one of which the most is in it.

    Args:
        written: a word or phrase.
        table: of which words: "anchors", "placements", "legal_statuses", "facts", "reviews" or "keys".
        known: only these words.

    Example:
        >>> meaning_of("left-care", "anchors"), meaning_of("kinship care", "placements"), meaning_of("weather", "facts")
        ('ceased-to-be-looked-after', 'connected-person', None)
    """
    words = _words_in(written)
    found = [(len(phrase), word) for word, phrases in _said()[table].items() for phrase in phrases if phrase <= words]
    found = [(length, word) for length, word in found if known is None or word in known]
    if table in _WHOLE:
        found = [(length, word) for length, word in found if length == len(words)]
    most = max((length for length, _ in found), default=0)
    return next((word for length, word in found if length == most), None)


_WHOLE = ("keys", "reviews")
"""Of these, all that was written has to be said: "third and later" is not the third."""
_LESS = frozenset({"under", "below", "less", "younger", "within"})
_COUNTED = re.compile(r"(\d+)[ -]?([a-z -]+)")
_UNITS = {
    "wd": "working days",
    "wds": "working days",
    "business days": "working days",
    "business day": "working day",
    "weekdays": "working days",
    "workdays": "working days",
    "days working": "working days",
    "h": "hours",
    "hr": "hours",
    "hrs": "hours",
    "d": "days",
    "w": "weeks",
    "wk": "weeks",
    "wks": "weeks",
    "mth": "months",
    "mths": "months",
    "yr": "years",
    "yrs": "years",
    "weekly": "weeks",
    "monthly": "months",
    "yearly": "years",
}
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014", "-----")
_OFTEN = {
    "fortnight": "2 weeks",
    "a fortnight": "2 weeks",
    "half a year": "6 months",
    "half yearly": "6 months",
    "half-yearly": "6 months",
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "quarterly": "3 months",
    "annually": "1 year",
    "yearly": "1 year",
}
_FIGURES = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "fifteen": 15}
_IN_FIGURES = _FIGURES | {"twelve": 12, "twenty": 20}


def _age_meant(written: str) -> str | None:
    """How an age, or a length of time, is written of which one end was said."""
    found = re.search(r"\d+(?: ?(?:weeks?|months?|years?))?", written)
    if found is None or len(re.findall(r"\d+", written)) > 1 or written.startswith("age ") or written == found[0]:
        return None
    end = found[0]
    return f'write "under {end}"' if not _LESS.isdisjoint(_words_in(written)) else f'write "{end} or over"'


def _length_meant(written: str) -> str | None:
    return _age_meant(written) if re.search(r"\d ?(?:week|month|year)", written) else None


def _review_meant(written: str) -> str | None:
    meant = meaning_of(written, "reviews")
    return None if meant is None else f'did you mean "{meant}"?'


def _anchor_meant(written: str) -> str | None:
    """A birthday by its number."""
    words = _words_in(written)
    found = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", written)
    if found is None or words.isdisjoint({"birthday", "years", "year", "turns", "aged"}):
        return None
    return f'did you mean "age {found[1]} years"?'


def _period_meant(written: str) -> str | None:
    """A period that was said in another way: in words, by another name of the unit, or by how often it comes."""
    said = written.lower().strip().translate(_DASHES).removesuffix(" after").removesuffix(" before")
    for start in ("every ", "within ", "up to ", "at least ", "no later than ", "maximum "):
        said = said.removeprefix(start)
    if said in _OFTEN:
        return f'write "{_OFTEN[said]}"'
    if said in {"immediately", "as soon as possible", "asap", "without delay"}:
        return "leave limit out: after by itself is advice, which has no date"
    if said in {"next working day", "next day"}:
        return f'write "1 {said.removeprefix("next ")}"'
    spread = re.fullmatch(r"(\d+) ?(?:-|to|or) ?(\d+) ([a-z ]+)", said)
    if spread is not None:
        less, more, unit = spread.groups()
        return f'write limit = "{more} {unit}", and aim = "{less} {unit}", if only the longer is a breach'
    first, _, rest = said.partition(" ")
    counted = _COUNTED.fullmatch(f"{_IN_FIGURES.get(first, first)} {rest}".strip())
    if counted is None:
        return None
    number, unit = counted[1], counted[2].strip()
    if unit in {"fortnight", "fortnights"}:
        return f'write "{2 * int(number)} weeks"'
    if unit in {"school day", "school days"}:
        return f'write "{number} working days", and counted_in = the school days, which are declared under [[days]]'
    meant = f"{number} {_UNITS.get(unit, unit)}"
    try:
        return f'write "{Period.parse(meant)}"'
    except PeriodError:
        return None


_NUMBERS = {
    "an age": _age_meant,
    "a length of placement": _length_meant,
    "an event or a task": _anchor_meant,
    "a period": _period_meant,
    "a review": _review_meant,
}
"""What is said with a number is answered with that number."""


def _words_in(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9]+", text.lower())) - _SMALL


@cache
def _said() -> Mapping[str, Mapping[str, list[frozenset[str]]]]:
    text = (files("lacreview_rules") / "data" / "said.toml").read_text(encoding="utf-8")
    return {
        table: {word: [_words_in(phrase) for phrase in phrases] for word, phrases in words.items()}
        for table, words in tomllib.loads(text).items()
    }
