"""What a profile says that cannot be so: a window that opens after it shuts, a condition that never holds, two versions at once."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from lacreview_rules.ages import read_age_range
from lacreview_rules.errors import PeriodError, Problem
from lacreview_rules.periods import Period, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lacreview_rules.profile_models import Condition, InForce, Timescale, WrittenProfile
    from lacreview_rules.profiles import Profile

_MOST_LOST = 9
"""Days that a count of working days may lose besides the weekends it must: one more weekend, and holidays."""


def contradictions_of(profile: Profile, written: WrittenProfile, place: Callable[..., str]) -> Iterator[Problem]:
    """Every contradiction within one profile file, each at its place."""
    for index, rule in enumerate(written.timescales):

        def at(key: str, index: int = index) -> str:
            return place("timescales", index, key)

        yield from _windows(rule, at)
        yield from _conditions(rule, profile, at)
    yield from _versions(written, place)


def _windows(rule: Timescale, at: Callable[[str], str]) -> Iterator[Problem]:
    try:
        limits = [Period.parse(text) for text in rule.limit if text != "midway"]
        others = {key: Period.parse(text) for key, text in (("opens", rule.opens), ("aim", rule.aim)) if text is not None}
    except PeriodError:
        return  # said elsewhere
    for key, other in others.items():
        for limit in limits:
            if _surely_longer(limit, other) if rule.before is not None else _surely_longer(other, limit):
                what = "it opens after it is due" if key == "opens" else "the aim is later than the limit"
                yield Problem(at(key), f"{what}: {other} against {limit}", "swap the two, or correct one of them")


def _surely_longer(a: Period, b: Period) -> bool:
    """Whether one period is longer than another from whatever day they are counted."""
    if a.unit is b.unit:
        return a.count > b.count
    return _fewest_days(a) > _most_days(b)


def _fewest_days(period: Period) -> float:
    return period.count * {Unit.HOUR: 1 / 24, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}.get(period.unit, 1)


def _most_days(period: Period) -> float:
    if period.unit is Unit.WORKING_DAY:
        return period.count * 7 / 5 + _MOST_LOST
    return period.count * {Unit.HOUR: 1 / 24, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}.get(period.unit, 1)


def _conditions(rule: Timescale, profile: Profile, at: Callable[[str], str]) -> Iterator[Problem]:
    when = rule.when
    if when is None:
        return
    if any(exempt == when for exempt in rule.unless):
        yield Problem(at("unless"), "it is exempt exactly when it applies, so it never does", "correct when or unless")
    restarts = rule.restarts_on if rule.restarts_on is not None else ()
    own = next((r.restarts_on for r in profile.timescales if r.id == rule.id), restarts)
    if when.cycle == ("restarted",) and not own:
        yield Problem(
            at("when"), "no event restarts the cycle, so it is never restarted", 'add [review_cycle] restarts_on = ["placement-moved"]'
        )
    if when.review == ("none",) and profile.cycle_task in rule.after:
        yield Problem(at("when"), "it counts from a review and asks that there was none, so it never applies", "correct when or after")
    if _ages_clash(when):
        yield Problem(at("when"), "no child is of both ages", "write the ages as one list, or correct one of them")


def _ages_clash(when: Condition) -> bool:
    """Whether an age asked for is ruled out by the birthday that is also asked for."""
    if not when.age or when.first_after_age is None:
        return False
    try:
        ranges = [read_age_range(word) for word in when.age if not word.startswith("not ")]
    except PeriodError:
        return False
    months = when.first_after_age * 12
    return bool(ranges) and all(high is not None and high <= months for _, high in ranges)


def _versions(written: WrittenProfile, place: Callable[..., str]) -> Iterator[Problem]:
    """Two versions of one rule in force on the same day: which is meant cannot be known."""
    versions = [(index, rule) for index, rule in enumerate(written.timescales) if rule.in_force]
    for (_, first), (index, second) in combinations(versions, 2):
        if _same_but_for_time(first, second) and any(_overlap(a, b) for a in first.in_force for b in second.in_force):
            yield Problem(
                place("timescales", index, "in_force"),
                f'it is in force on days on which "{first.id}", another version of the same rule, is too',
                "let one end on the day before the other begins",
            )


_OTHERWISE_THE_SAME = ("task", "after", "before", "when", "unless", "while_", "until", "opens", "aim", "deemed", "force")


def _same_but_for_time(a: Timescale, b: Timescale) -> bool:
    """Two rules that differ in when they are in force, and in nothing that would let both apply side by side."""
    return a.in_force != b.in_force and all(getattr(a, key) == getattr(b, key) for key in _OTHERWISE_THE_SAME)


def _overlap(a: InForce, b: InForce) -> bool:
    return (a.from_ or date.min) <= (b.to or date.max) and (b.from_ or date.min) <= (a.to or date.max)
