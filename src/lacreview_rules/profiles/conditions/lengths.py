"""Conditions on how long something has lasted: the child's life, and the placement."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from lacreview_rules.counting.ages import reaches, read_age_range
from lacreview_rules.counting.periods import Period, Unit, add_days, fewest_and_most_days
from lacreview_rules.profiles.conditions.lists import any_of, chosen, said_after
from lacreview_rules.profiles.conditions.record import ConditionRecord, Named
from lacreview_rules.profiles.written import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lacreview_rules.profiles.conditions.asking import Context, Course, Vocabulary
    from lacreview_rules.profiles.conditions.record import Test

_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_AGES = range(100 * 12)  # months: as far as an age can be written
_LONGEST = 25 * 12  # months: as far as a length can be written


def _compile_age(words: tuple[str, ...], profile: Vocabulary) -> Named:
    leap = str(profile.settings["leap_day_birthday"])

    def make(word: str) -> Test:
        low, high = read_age_range(word)

        def test(m: Context) -> bool:
            born = m.period.date_of_birth
            if born is None:
                return False
            if low and m.on < reaches(born, low, leap_day_birthday=leap):
                return False
            return high is None or m.on < reaches(born, high, leap_day_birthday=leap)

        return test

    return Named(any_of(words, make))


def _birthdays(words: tuple[str, ...], profile: Vocabulary, course: Course) -> Iterator[date]:
    born, leap = course.period.date_of_birth, str(profile.settings["leap_day_birthday"])
    ages = {months for word in _plain(words) for months in read_age_range(word) if months}
    if born is not None:
        yield from (reaches(born, months, leap_day_birthday=leap) for months in ages)


@lru_cache(maxsize=256)
def _months_of_age(words: tuple[str, ...]) -> frozenset[int]:
    def months(word: str) -> Iterable[int]:
        low, high = read_age_range(word)
        return (month for month in _AGES if low <= month and (high is None or month < high))

    return chosen(words, {word: frozenset(months(word)) for word in _plain(words)}, _AGES)


AGE = ConditionRecord(
    key="age",
    shape=Words,
    description='The child\'s age: "under 5", "5 or over", "under 16 years 3 months".',
    holds_when="the child is of this age",
    takes='`"under 5"`, `"5 or over"`, `"under 16 years 3 months"`, `"18 months or over"`',
    compile=_compile_age,
    words=lambda words, _: said_after("the child is", words),
    leaves_open=lambda words, _: ((("age", ""), _months_of_age(words)),),
    examples=("under 5", "5 or over", "under 16 years 3 months"),
    needs_birth=True,
    changes_on=_birthdays,
)


def _placement_lasted(phrase: str) -> Test:
    length, under = read_length(phrase)
    if length.unit is Unit.WEEK:
        days = length.count * 7
        return lambda m: ((m.on - m.placement.start).days >= days) != under
    months = length.count * _MONTHS[length.unit]
    return lambda m: (m.on >= m.placement.lasts_since(months)) != under


def _when_it_has_lasted(words: tuple[str, ...], _: Vocabulary, course: Course) -> Iterator[date]:
    for length in [read_length(word)[0] for word in _plain(words)]:
        for placement in course.period.placements:
            if length.unit is Unit.WEEK:
                yield add_days(placement.start, length.count * 7)
            else:
                yield placement.lasts_since(length.count * _MONTHS[length.unit])


def read_length(
    phrase: str, what: str = "length of placement", units: tuple[Unit, ...] = (Unit.WEEK, Unit.MONTH, Unit.YEAR)
) -> tuple[Period, bool]:
    """A length, and whether less than it is asked for.

    Args:
        phrase: as in "under 1 year".
        what: what it is the length of, for a message.
        units: those in which it may be said.

    Raises:
        PeriodError: the length is no period.
        ValueError: it is not written as a length.

    Example:
        >>> length, under = read_length("6 weeks or over")
        >>> str(length), under
        ('6 weeks', False)
    """
    under = phrase.startswith("under ")
    if not (under or phrase.endswith(" or over")):
        message = f'"{phrase}" is not a {what}; write "under 1 year" or "1 year or over"'
        raise ValueError(message)
    length = Period.parse(phrase.removeprefix("under ").removesuffix(" or over"))
    if length.unit not in units:
        said = ", ".join(f"{unit.value}s" for unit in units[:-1])
        message = f'"{phrase}" is not a {what}; say it in {said} or {units[-1].value}s'
        raise ValueError(message)
    return length, under


@lru_cache(maxsize=256)
def _lengths(words: tuple[str, ...]) -> frozenset[tuple[int, int]]:
    def lengths(word: str) -> Iterable[tuple[int, int]]:
        length, under = read_length(word)
        if length.unit is Unit.WEEK:
            return (lasted for lasted in _every_length() if (lasted[0] < length.count) is under)
        months = length.count * _MONTHS[length.unit]
        return (lasted for lasted in _every_length() if (lasted[1] < months) is under)

    return chosen(words, {word: frozenset(lengths(word)) for word in _plain(words)}, _every_length())


@cache
def _every_length() -> frozenset[tuple[int, int]]:
    """The whole weeks and whole months that a placement can have lasted on one and the same day."""
    return frozenset(
        (weeks, months)
        for months in range(_LONGEST + 1)
        for weeks in range(fewest_and_most_days(months)[0] // 7, (fewest_and_most_days(months + 1)[1] - 1) // 7 + 1)
    )


def _plain(words: tuple[str, ...]) -> set[str]:
    return {word.removeprefix("not ") for word in words}


PLACEMENT_LASTED = ConditionRecord(
    key="placement_lasted",
    about="placements",
    shape=Words,
    description='How long the placement has lasted: "under 1 year", "1 year or over", "under 6 weeks".',
    holds_when="the placement has lasted so long",
    takes='`"under 1 year"`, `"1 year or over"`, `"under 6 weeks"`, `"3 months or over"`',
    compile=lambda words, _: Named(any_of(words, _placement_lasted)),
    words=lambda words, _: said_after("the placement has lasted", words),
    leaves_open=lambda words, _: ((("placement_lasted", ""), _lengths(words)),),
    examples=("under 1 year", "1 year or over", "under 6 weeks"),
    changes_on=_when_it_has_lasted,
)
