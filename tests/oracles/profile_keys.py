"""Nothing in silence in a profile: what is taken away from a rule changes some schedule, or the profile cannot do without it.

From the top of the project, with the extra `test` installed:

    python -m tests.oracles.profile_keys

Every key of every timescale and consideration that a shipped profile writes, or one of `tests/patterns`, is taken away in turn,
and so is every single condition of `when` and `while` and every table of `unless` where there are several. Every case of the corpus
(or of the patterns) under that profile is answered again, until one answer differs; then random histories. What is left over,
and `lacreview check` does not name, is listed.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from tests.oracles.relevance import drawn, said
from tests.property.reading import all_dues

from lacreview_rules import Profile, build_schedule, load_profile, parse_history, shipped_profiles
from lacreview_rules.assurance.without_effect import without_effect
from lacreview_rules.corpus.answers import calendar_of
from lacreview_rules.corpus.cases import load_cases
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from importlib.resources.abc import Traversable

    from lacreview_rules import History, WorkingCalendar

PATTERNS = Path(__file__).parents[1] / "patterns"
NEEDED = ("id", "task", "title", "after", "before")
"""Without these a rule is none: the profile is refused."""
_WORDS = ("cite", "force", "verified", "note", "ambiguous", "role", "title", "deemed", "aim", "opens")
"""What an answer repeats of the rules in it."""


class Key(NamedTuple):
    """One key that a profile writes of a rule."""

    rule: str
    key: str


def keys_of(profile: Profile) -> Iterator[Key]:
    """Every key that a profile's own rules write, but those without which there is no rule."""
    content = tomllib.loads(_file_of(profile).read_text(encoding="utf-8"))
    for rule in (*content["timescales"], *content.get("considerations", ())):
        for key, value in rule.items():
            if key not in NEEDED:
                yield Key(rule["id"], key)
            if isinstance(value, dict) and key in {"when", "while"} and len(value) > 1:
                yield from (Key(rule["id"], f"{key}.{name}") for name in value)
            if key in {"unless", "while"} and isinstance(value, list) and len(value) > 1:
                yield from (Key(rule["id"], f"{key}.{number}") for number in range(len(value)))


def _file_of(profile: Profile) -> Traversable:
    shipped = files("lacreview_rules") / "data" / "profiles" / f"{profile.id}.toml"
    return shipped if shipped.is_file() else PATTERNS / f"{profile.id.removeprefix('patterns-')}.toml"


def without(profile: Profile, key: Key) -> Profile | None:
    """The profile without one key of one rule; None where the rule cannot be without it."""
    try:
        timescales = tuple(_less(rule, key) for rule in profile.timescales)
        considerations = tuple(_less(rule, key) for rule in profile.considerations)
    except ValidationError:
        return None
    return with_digest(replace(profile, timescales=timescales, considerations=considerations))


def _less(rule: Any, key: Key) -> Any:
    if rule.id != key.rule:
        return rule
    written: dict[str, Any] = rule.model_dump(by_alias=True, exclude_defaults=True)
    name, _, part = key.key.partition(".")
    if name in written and part:
        whole = written[name]
        if isinstance(whole, (list, tuple)):
            written[name] = [table for number, table in enumerate(whole) if str(number) != part]
        else:
            written[name] = {condition: words for condition, words in whole.items() if condition != part}
    elif name == "restarts_on" and not written.get(name):
        return rule  # without it a rule goes by the profile's cycle; of none, an empty list says what goes without saying
    else:
        written.pop(name, None)
    return type(rule).model_validate(written)


class Question(NamedTuple):
    """A history, with what else a case of the corpus says of it."""

    history: History
    rules: tuple[str, ...] = ()
    settings: tuple[tuple[str, object], ...] = ()
    calendar: WorkingCalendar | None = None
    until: date | None = None

    def answer(self, profile: Profile) -> list[object]:
        """What the schedule says, and what it repeats of the rules in it."""
        asked = profile.with_settings(**dict(self.settings)) if self.settings else profile
        schedule = build_schedule(self.history, asked, self.calendar, until=self.until)
        rules = [limit.plan.rule for due in all_dues(schedule) for limit in occurrence_of(due).limits]
        words = [tuple(getattr(rule, name, None) for name in _WORDS) for rule in (*rules, *(mark.rule for mark in schedule.considerations))]
        return [*said(schedule), words, [(due.aim, due.opens, due.role) for due in all_dues(schedule)]]


def questions(profile: Profile, histories: int) -> list[Question]:
    """The cases of the corpus under a profile, then random histories."""
    if profile.id.startswith("patterns-"):
        return [
            Question(parse_history(case["history"]), tuple(case["rules"]))
            for case in json.loads((PATTERNS / "cases.json").read_text(encoding="utf-8"))
            if case["profile"] == _file_of(profile).name
        ]
    cases = [case for case in load_cases() if case.profile == profile.id]
    of_corpus = [
        Question(parse_history(case.history), case.rules, tuple(case.settings.items()), calendar_of(case), case.until) for case in cases
    ]
    return of_corpus + [Question(life.history) for life in (drawn(histories, 1) if histories else ())]


def idle_keys(profile: Profile, histories: int = 0, only: Collection[Key] | None = None) -> Iterator[Key]:
    """The keys, of these if they are given, that change no answer to any case under the profile, nor to so many random histories."""
    asked = questions(profile, histories)
    before = [question.answer(profile) for question in asked]
    for key in keys_of(profile):
        if only is not None and key not in only:
            continue
        less = without(profile, key)
        if less is None or less == profile:  # it cannot be without it, or it says what goes without saying
            continue
        in_turn = sorted(zip(asked, before, strict=True), key=lambda pair: key.rule not in pair[0].rules)
        if all(question.answer(less) == answer for question, answer in in_turn):
            yield key


def every_profile() -> list[str]:
    """The names of the shipped profiles, and the paths of the patterns."""
    return [*shipped_profiles(), *(str(path) for path in sorted(PATTERNS.glob("*.toml")))]


def is_named(key: Key, named: set[tuple[str, str]]) -> bool:
    """Whether `lacreview check` says of a key that it is without effect: of a condition, as of the table it stands in."""
    return (key.rule, key.key.partition(".")[0]) in named


def main(arguments: list[str] | None = None) -> int:
    """Take away, and look; 1 if a key changes nothing and no check says so."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles.profile_keys", description="Does any key of a profile do nothing?")
    parser.add_argument("profiles", nargs="*", default=every_profile(), help="which profiles (all that are shipped, and the patterns)")
    parser.add_argument("--histories", type=int, default=300, metavar="N", help="how many random histories besides the corpus (300)")
    chosen = parser.parse_args(arguments)
    silent = 0
    for name in chosen.profiles:
        started, profile = time.perf_counter(), load_profile(Path(name) if name.endswith(".toml") else name)
        named = {(found.rule.id, found.key) for found in without_effect(profile)}
        keys = idle = 0
        for key in idle_keys(profile, chosen.histories):
            idle += 1
            if not is_named(key, named):
                silent += 1
                sys.stdout.write(f"  {key.rule} {key.key}\n")
                sys.stdout.flush()
        keys = sum(1 for _ in keys_of(profile))
        sys.stdout.write(f"{name}: {keys:,} keys, {idle:,} change no answer, {time.perf_counter() - started:,.0f} seconds\n")
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main())
