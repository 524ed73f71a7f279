"""Nothing in silence in a profile: what is taken away from a rule changes some schedule, or the profile cannot do without it.

From the top of the project, with the extra `test` installed:

    python -m tests.oracles.profile_keys

Every key of every timescale and consideration that a shipped profile writes is taken away in turn, and every case of the corpus
under that profile is answered again, until one answer differs. What is left over is listed, and whether `lacreview check`
names it.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError
from tests.oracles.relevance import said

from lacreview_rules import Profile, build_schedule, load_profile, parse_history, shipped_profiles
from lacreview_rules.corpus.answers import calendar_of
from lacreview_rules.corpus.cases import load_cases
from lacreview_rules.profiles.models import Consideration, Timescale
from lacreview_rules.profiles.profile import with_digest
from lacreview_rules.schedules.standing import occurrence_of
from lacreview_rules.assurance.without_effect import without_effect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.corpus.cases import Case
    from lacreview_rules.schedules.schedule import Schedule

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
    for rule in _own(profile):
        for key in _written(rule):
            if key not in NEEDED:
                yield Key(rule.id, key)
            elif key in ("after", "before") and _midway(rule):
                continue


def _midway(rule: Timescale | Consideration) -> bool:
    return getattr(rule, "limit", ()) == ("midway",)


def _own(profile: Profile) -> list[Timescale | Consideration]:
    return [rule for rule in (*profile.timescales, *profile.considerations) if rule.id.partition("/")[0] == profile.id]


def _written(rule: Timescale | Consideration) -> dict[str, Any]:
    written = rule.model_dump(by_alias=True, exclude_defaults=True)
    return {key: value for key, value in written.items() if not (key == "restarts_on" and not value)}


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
    return type(rule).model_validate({name: value for name, value in _written(rule).items() if name != key.key})


@lru_cache(maxsize=2_000)
def _asked(case: Case, profile: Profile) -> Schedule:
    settings = dict(case.settings)
    asked = profile.with_settings(**settings) if settings else profile
    return build_schedule(parse_history(case.history), asked, calendar_of(case), until=case.until)


def _answer(schedule: Schedule) -> list[object]:
    rules = [limit.plan.rule for due in (*schedule.due_dates, *schedule.distant) for limit in occurrence_of(due).limits]
    words = [tuple(getattr(rule, name, None) for name in _WORDS) for rule in (*rules, *(mark.rule for mark in schedule.considerations))]
    dates = [(due.aim, due.opens, due.role, due.silence if hasattr(due, "silence") else None) for due in (*schedule.due_dates, *schedule.distant)]
    return [*said(schedule), words, dates]


def idle_keys(profile: Profile) -> Iterator[Key]:
    """The keys that change no answer to any case under the profile."""
    cases = [case for case in load_cases() if case.profile == profile.id]
    before = {case.id: _answer(_asked(case, profile)) for case in cases}
    for key in keys_of(profile):
        less = without(profile, key)
        if less is None:
            continue
        in_turn = sorted(cases, key=lambda case: key.rule not in case.rules)
        if all(_answer(_asked.__wrapped__(case, less)) == before[case.id] for case in in_turn):
            yield key


def main(arguments: list[str] | None = None) -> int:
    """Take away, and look; 1 if a key changes nothing and no check says so."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracles.profile_keys", description="Does any key of a profile do nothing?")
    parser.add_argument("profiles", nargs="*", default=shipped_profiles(), help="which profiles (all that are shipped)")
    chosen = parser.parse_args(arguments)
    silent = 0
    for name in chosen.profiles:
        started, profile = time.perf_counter(), load_profile(name)
        named = {(found.rule, found.key) for found in without_effect(profile)}
        keys = idle = 0
        for key in idle_keys(profile):
            idle += 1
            if key not in named:
                silent += 1
                sys.stdout.write(f"  {key.rule} {key.key}\n")
                sys.stdout.flush()
        keys = sum(1 for _ in keys_of(profile))
        sys.stdout.write(f"{name}: {keys:,} keys, {idle:,} change no answer, {time.perf_counter() - started:,.0f} seconds\n")
    return int(silent > 0)


if __name__ == "__main__":
    sys.exit(main())
