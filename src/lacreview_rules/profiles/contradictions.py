"""What a profile says that cannot be so: a window that opens after it shuts, a condition that never holds, two versions at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.errors import PeriodError, Problem
from lacreview_rules.profiles.conditions import AskedBy
from lacreview_rules.profiles.idle_keys import idle_keys_of
from lacreview_rules.profiles.own_problems import OwnProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lacreview_rules.profiles.models import Timescale, WrittenProfile
    from lacreview_rules.profiles.profile import Profile

_MOST_LOST = 9
"""Days that a count of working days may lose at once: one more weekend than it must, and the holidays of Christmas."""


def contradictions_of(profile: Profile, written: WrittenProfile, place: Callable[..., str]) -> Iterator[Problem]:
    """Every contradiction within one profile file, each at its place."""
    for index, rule in enumerate(written.timescales):

        def at(key: str, index: int = index) -> str:
            return place("timescales", index, key)

        yield from _windows(rule, at)
        yield from _conditions(rule, written, profile, at)
        yield from idle_keys_of(rule, at)
    yield from _versions(written, place)


def _windows(rule: Timescale, at: Callable[[str], str]) -> Iterator[Problem]:
    try:
        limits = [Period.parse(text) for text in rule.limit]
        others = {key: Period.parse(text) for key, text in (("opens", rule.opens), ("aim", rule.aim)) if text is not None}
    except PeriodError:
        return  # midway, or said elsewhere
    for key, other in others.items():
        for limit in limits:
            if _surely_longer(limit, other) if rule.before is not None else _surely_longer(other, limit):
                what = "it opens after it is due" if key == "opens" else "the aim is later than the limit"
                yield OwnProblem(at(key), f"{what}: {other} against {limit}", "swap the two, or correct one of them")


def _surely_longer(a: Period, b: Period) -> bool:
    """Whether one period is longer than another from whatever day they are counted."""
    if a.unit is b.unit:
        return a.count > b.count
    return _fewest_days(a) > _most_days(b)


def _fewest_days(period: Period) -> float:
    return period.count * {Unit.HOUR: 1 / 24, Unit.WEEK: 7, Unit.MONTH: 28, Unit.YEAR: 365}.get(period.unit, 1)


def _most_days(period: Period) -> float:
    if period.unit is Unit.WORKING_DAY:
        return period.count * 3 / 2 + _MOST_LOST  # a year has 253 of them or so
    return period.count * {Unit.HOUR: 1 / 24, Unit.WEEK: 7, Unit.MONTH: 31, Unit.YEAR: 366}.get(period.unit, 1)


def _conditions(rule: Timescale, written: WrittenProfile, profile: Profile, at: Callable[[str], str]) -> Iterator[Problem]:
    when = rule.when
    if when is None:
        return
    if any(exempt == when for exempt in rule.unless):
        yield Problem(at("unless"), "it is exempt exactly when it applies, so it never does", "correct when or unless")
    restarts = written.review_cycle.restarts_on if rule.restarts_on is None else rule.restarts_on
    named = tuple(when.named())
    asked_by = AskedBy(restarts, profile.cycle_task in rule.after, {record.key: value for record, value in named})
    for record, value in named:
        found = record.impossible(value, asked_by) if record.impossible is not None else None
        if found is not None:
            yield Problem(at("when"), *found)


_OTHERWISE_THE_SAME = ("task", "after", "before", "when", "unless", "while_", "until", "opens", "aim", "deemed", "force")
"""Versions of a rule differ in when they are in force, and in nothing here that would let both apply side by side."""


def _versions(written: WrittenProfile, place: Callable[..., str]) -> Iterator[Problem]:
    """Two versions of one rule in force on the same day: which is meant cannot be known."""
    alike: dict[tuple[object, ...], list[int]] = {}
    for index, rule in enumerate(written.timescales):
        if rule.in_force:
            alike.setdefault(tuple(getattr(rule, name) for name in _OTHERWISE_THE_SAME), []).append(index)
    found = [clash for indexes in alike.values() for clash in _clashes(written.timescales, indexes).items()]
    for index, other in sorted(found):
        yield Problem(
            place("timescales", index, "in_force"),
            f'it is in force on days on which "{written.timescales[other].id}", another version of the same rule, is too',
            "let one end on the day before the other begins",
        )


def _clashes(rules: Sequence[Timescale], indexes: list[int]) -> dict[int, int]:
    """Of versions of one rule, those in force on a day of another, each with one that stands before it in the file.

    The spans are gone through in the order in which they begin. A span clashes if one of another version that began
    before ends no earlier than this begins; so it is enough to know, of two versions, the spans that end last.
    """
    spans = sorted((span.from_ or date.min, span.to or date.max, index) for index in indexes for span in rules[index].in_force)
    ending_last: list[tuple[date, int]] = []
    clashes: dict[int, int] = {}
    for begins, ends, index in spans:
        for last, other in ending_last:
            if last >= begins and rules[other].in_force != rules[index].in_force:
                first, second = sorted((other, index))
                clashes.setdefault(second, first)
        kept: list[tuple[date, int]] = []
        for last, other in sorted([*ending_last, (ends, index)], key=lambda one: (-one[0].toordinal(), one[1])):
            if all(rules[other].in_force != rules[known].in_force for _, known in kept):
                kept.append((last, other))
        ending_last = kept[:2]
    return clashes
