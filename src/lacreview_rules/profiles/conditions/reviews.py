"""Conditions on which review it is: its number, the cycle it stands in, and the birthdays it comes before or after."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from pydantic import Field

from lacreview_rules.counting.ages import reaches, read_age_range
from lacreview_rules.errors import PeriodError, close_to
from lacreview_rules.profiles.conditions.lists import any_of, chosen, said_of_any, split
from lacreview_rules.profiles.conditions.record import ConditionRecord, Named
from lacreview_rules.profiles.written import Words, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.profiles.conditions.asking import Context, Vocabulary
    from lacreview_rules.profiles.conditions.record import AskedBy, OfNumber, Test

_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_EVERY = {"every second": 2, "every third": 3, "every fourth": 4}
NUMBERED = ("none", "any", "later", *_NUMBERS, *_EVERY)
_WEIGHED = range(6)
"""Numbers enough to tell any two of the words apart, "every third" and its like aside, which are not weighed."""
_MEANING = {"none": {0}, "any": {1, 2, 3, 4, 5}, "later": {2, 3, 4, 5}, **{word: {number} for word, number in _NUMBERS.items()}}
_SAID = {
    "none": ("no review has been held", "a review has been held"),
    "any": ("a review has been held", "no review has been held"),
    "later": ("it is the second or a later review", "it is not the second or a later review"),
}
_CYCLES = {"first": "the cycle began with care", "restarted": "the cycle has been restarted"}


class LastBefore(Written):
    """One of the last reviews before a birthday."""

    age: int = Field(ge=1, le=30, description="The birthday, in years.")
    reviews: int = Field(default=1, ge=1, le=12, description="How many of the last reviews before it.")


def _compile_review(words: tuple[str, ...], _: Vocabulary) -> Named:
    asked = any_of(words, of_number)
    number = _NUMBERS.get(words[0]) if len(words) == 1 else None
    return Named(lambda m: asked(m.review), of_number=asked, number=number)


def number_meant(word: str) -> str:
    """The remedy for a word that is not a number here: the one of which it is a slip of the pen, or all of them."""
    close = None if word.lower() in _BEYOND else close_to(word.lower(), NUMBERED)
    return f"use one of: {', '.join(NUMBERED)}" if close is None else f'did you mean "{close}"?'


_BEYOND = frozenset({"sixth", "seventh", "eighth", "ninth", "tenth"})
"""Numbers that cannot be said, and of which none is a slip of the pen for another."""


def of_number(word: str) -> OfNumber:
    """What a word asks of a number. A review that stands apart is a later one: not the first or any other, nor one of every third."""
    if word == "none":
        return lambda review: review == 0
    if word == "any":
        return lambda review: review is None or review >= 1
    if word == "later":
        return lambda review: review is None or review >= 2  # noqa: PLR2004 - "second or later" is what the word means
    if word in _EVERY:
        every = _EVERY[word]
        return lambda review: review is not None and review > 0 and review % every == 0
    if word not in _NUMBERS:
        message = f'"{word}" is not a review; {number_meant(word)}'
        raise ValueError(message)
    number = _NUMBERS[word]
    return lambda review: review == number


def ask_of_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one review can be what two conditions ask for.

    Example:
        >>> ask_of_one(("every third",), ("first",)), ask_of_one(("every third",), ("every second",))
        (False, True)
    """
    fits, also = any_of(one, of_number), any_of(other, of_number)
    return any(fits(number) and also(number) for number in range(_ALL_TOLD)) or (fits(None) and also(None))


def numbers_asked_for(words: tuple[str, ...]) -> list[int]:
    """The numbers that a review may have for a condition to hold, as far as they are unlike.

    Example:
        >>> numbers_asked_for(("every third", "fifth"))[:3]
        [3, 5, 6]
    """
    return list(filter(any_of(words, of_number), range(_ALL_TOLD)))


_ALL_TOLD = 18  # from the sixth on, what is so of one is so of that twelve later


def _review_words(words: tuple[str, ...], _: Vocabulary) -> Iterator[str]:
    def say(word: str, denied: bool) -> str:
        if word in _SAID:
            return _SAID[word][denied]
        return f"it is {'not ' if denied else ''}{word if word.startswith('every ') else f'the {word}'} review"

    return said_of_any(words, say)


def _no_such_review(words: tuple[str, ...], rule: AskedBy) -> tuple[str, str] | None:
    if words == ("none",) and rule.counts_from_review:
        return "it counts from a review and asks that there was none, so it never applies", "correct when or after"
    return None


@lru_cache(maxsize=256)
def _numbers(words: tuple[str, ...]) -> frozenset[int]:
    return chosen(words, _MEANING, _WEIGHED)


REVIEW = ConditionRecord(
    key="review",
    about="reviews",
    shape=Words,
    description='Which review, in the rule\'s cycle: "none", "any", "first", "second", "later" (second or later), "every third".',
    holds_when="the review concerned, in the rule's cycle, is this one; where there is none, so many were held",
    takes='`"none"`, `"any"`, `"first"`, `"second"`, `"third"`, `"fourth"`, `"fifth"`, `"later"` (second or later), `"every second"`, '
    '`"every third"`, `"every fourth"`',
    compile=_compile_review,
    words=_review_words,
    leaves_open=lambda words, _: ((("review", ""), _numbers(words)),),
    examples=("none", "any", *_NUMBERS, "later", "every third"),
    in_cycle=True,
    impossible=_no_such_review,
)


def _cycle(word: str) -> Test:
    if word not in _CYCLES:
        message = f'"{word}" is not a cycle; use "first" or "restarted"'
        raise ValueError(message)
    restarted = word == "restarted"
    return lambda m: m.restarted == restarted


def _cycle_words(words: tuple[str, ...], _: Vocabulary) -> Iterator[str]:
    return said_of_any(words, lambda word, denied: _CYCLES["first" if (word == "first") is not denied else "restarted"])


def _never_restarted(words: tuple[str, ...], rule: AskedBy) -> tuple[str, str] | None:
    if words == ("restarted",) and not rule.restarts_on:
        return "no event restarts the cycle, so it is never restarted", 'add [review_cycle] restarts_on = ["placement-moved"]'
    return None


@lru_cache(maxsize=256)
def _cycles(words: tuple[str, ...]) -> frozenset[bool]:
    return chosen(words, {"first": {False}, "restarted": {True}}, {False, True})


CYCLE = ConditionRecord(
    key="cycle",
    about="reviews",
    shape=Words,
    description='"first": the cycle that began with care. "restarted": one that a move restarted.',
    holds_when="the cycle began with care, or was restarted",
    takes='`"first"`, `"restarted"`',
    compile=lambda words, _: Named(any_of(words, _cycle)),
    words=_cycle_words,
    leaves_open=lambda words, _: ((("cycle", ""), _cycles(words)),),
    examples=tuple(_CYCLES),
    in_cycle=True,
    impossible=_never_restarted,
)


def _compile_first_after_age(age: int, profile: Vocabulary) -> Named:
    leap = str(profile.settings["leap_day_birthday"])

    def test(m: Context) -> bool:
        born = m.period.date_of_birth
        if born is None:
            return False
        birthday = reaches(born, age * 12, leap_day_birthday=leap)
        return m.on >= birthday and bisect_left(m.reviews, birthday) == bisect_left(m.reviews, m.on)

    return Named(test)


def _of_no_age(age: int, rule: AskedBy) -> tuple[str, str] | None:
    """Every age that is also asked for ends with that birthday, or before it."""
    try:
        ranges = [read_age_range(word) for word in split(rule.others.get("age", ()))[0]]
    except PeriodError:
        return None  # said elsewhere
    if ranges and all(high is not None and high <= age * 12 for _, high in ranges):
        return "no child is of both ages", "write the ages as one list, or correct one of them"
    return None


FIRST_AFTER_AGE = ConditionRecord(
    key="first_after_age",
    about="reviews",
    shape=int,
    bounds={"ge": 1, "le": 30},
    description="An age in years: holds for the first review on or after that birthday.",
    holds_when="it is the first review on or after this birthday",
    takes="years",
    compile=_compile_first_after_age,
    words=lambda age, _: (f"it is the first review on or after the birthday at {age}",),
    leaves_open=None,
    needs_birth=True,
    impossible=_of_no_age,
)


def _compile_last_before_age(wanted: LastBefore, profile: Vocabulary) -> Named:
    leap = str(profile.settings["leap_day_birthday"])

    def test(m: Context) -> bool:
        born = m.period.date_of_birth
        if born is None:
            return False
        birthday = reaches(born, wanted.age * 12, leap_day_birthday=leap)
        return m.on < birthday and bisect_left(m.reviews, birthday) - bisect_right(m.reviews, m.on) < wanted.reviews

    return Named(test)


def _last_before_age_words(last: LastBefore, _: Vocabulary) -> Iterator[str]:
    which = "the last review" if last.reviews == 1 else f"one of the last {last.reviews} reviews"
    yield f"it is {which} before the birthday at {last.age}"


LAST_BEFORE_AGE = ConditionRecord(
    key="last_before_age",
    about="reviews",
    shape=LastBefore,
    description="One of the last reviews before a birthday, looking ahead.",
    holds_when="it is one of the last reviews before a birthday",
    takes="`{ age = 18, reviews = 2 }`",
    compile=_compile_last_before_age,
    words=_last_before_age_words,
    leaves_open=None,
    needs_birth=True,
    looks_ahead=lambda last: int(last.reviews),
)
