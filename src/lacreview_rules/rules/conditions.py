"""The named conditions a timescale may carry, made into tests that the engine asks.

A condition is asked about a `ConditionContext`: a day in a period of care, the occurrence the count starts from, and the
number of the review concerned. The set of conditions is closed on purpose; it is not a language.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from lacreview_rules.counting.ages import reaches, read_age_range
from lacreview_rules.counting.periods import Period, Unit
from lacreview_rules.rules.context import ConditionContext

if TYPE_CHECKING:
    from lacreview_rules.profiles.models import Condition
    from lacreview_rules.profiles.profile import Profile


Test = Callable[[ConditionContext], bool]
OfNumber = Callable[[int], bool]
"""What a condition asks of the number of a review, and of nothing else."""


class Named(NamedTuple):
    """One named condition as a test, and which word of a history decides it beforehand.

    Attributes:
        test: whether it holds in a context.
        only_with: it can hold only where this word occurs in the period of care ("placement=adoptive").
        always_without: it always holds where this word does not occur.
        of_number: the same test for a condition that asks only for the number of the review.
        number: that number, where only one will do.
    """

    test: Test
    only_with: str | None = None
    always_without: str | None = None
    of_number: OfNumber | None = None
    number: int | None = None


_Asked = TypeVar("_Asked")

_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}
_EVERY = {"every second": 2, "every third": 3, "every fourth": 4}
REVIEW_WORDS = ("none", "any", "later", *_NUMBERS, *_EVERY)
CYCLE_WORDS = ("first", "restarted")
RECORDED = ("emergency", "out_of_hours")
"""What the event that begins a placement may record of it: a condition on it is settled where no event does."""
_SIFTED_BY = ("placement", "legal_status", "fact")


def compile_condition(condition: Condition, profile: Profile) -> tuple[Named, ...]:
    """The tests that must all hold, one for each condition that is named.

    Raises:
        PeriodError: an age or a length of placement that cannot be read.
        ValueError: a word that the condition does not know.
    """
    found: list[Named] = []
    for name in type(condition).model_fields:
        value = getattr(condition, name)
        if name == "review" and value is not None:
            found.append(_review(value))
        elif value is not None:
            test = _MAKERS[name](value, profile)
            only_with, always_without = _words(name, value)
            found.append(Named(test, only_with, always_without))
    return tuple(found)


def _words(name: str, value: Any) -> tuple[str | None, str | None]:
    """The word that decides a condition beforehand; only a condition on a single word has one."""
    if name == "authorised_for_adoption":
        word = "event=authorised-for-adoption"
        return (word, None) if value else (None, word)
    if name in RECORDED:
        return (name, None) if value else (None, name)
    if name in _SIFTED_BY and len(value) == 1:
        word = f"{name}={value[0].removeprefix('not ')}"
        return (None, word) if value[0].startswith("not ") else (word, None)
    return None, None


def all_hold(tests: tuple[Test, ...]) -> Test:
    """One test out of several that must all hold.

    Example:
        >>> all_hold((lambda m: True, lambda m: False))(None)
        False
    """
    if len(tests) == 1:
        return tests[0]
    return lambda context: all(test(context) for test in tests)


def _split(values: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wanted = tuple(v for v in values if not v.startswith("not "))
    unwanted = tuple(v.removeprefix("not ") for v in values if v.startswith("not "))
    return wanted, unwanted


def _any_of(values: tuple[str, ...], make: Callable[[str], Callable[[_Asked], bool]]) -> Callable[[_Asked], bool]:
    """Any of the plain values, and none of the negated ones."""
    wanted, unwanted = _split(values)
    good, bad = [make(v) for v in wanted], [make(v) for v in unwanted]
    if len(good) == 1 and not bad:
        return good[0]
    return lambda m: (not good or any(t(m) for t in good)) and not any(t(m) for t in bad)


def _all_of(values: tuple[str, ...], make: Callable[[str], Test]) -> Test:
    wanted, unwanted = _split(values)
    good, bad = [make(v) for v in wanted], [make(v) for v in unwanted]
    return lambda m: all(t(m) for t in good) and not any(t(m) for t in bad)


def _review(words: tuple[str, ...]) -> Named:
    of_number = _any_of(words, _of_number)
    number = _NUMBERS.get(words[0]) if len(words) == 1 else None
    return Named(lambda m: of_number(m.review), of_number=of_number, number=number)


def _of_number(word: str) -> OfNumber:
    if word == "none":
        return lambda review: review == 0
    if word == "any":
        return lambda review: review >= 1
    if word == "later":
        return lambda review: review >= 2  # noqa: PLR2004 - "second or later" is what the word means
    if word in _EVERY:
        every = _EVERY[word]
        return lambda review: review > 0 and review % every == 0
    if word not in _NUMBERS:
        message = f'"{word}" is not a review; use one of: {", ".join(REVIEW_WORDS)}'
        raise ValueError(message)
    number = _NUMBERS[word]
    return lambda review: review == number


def _cycle(word: str) -> Test:
    if word not in CYCLE_WORDS:
        message = f'"{word}" is not a cycle; use "first" or "restarted"'
        raise ValueError(message)
    restarted = word == "restarted"
    return lambda m: m.restarted == restarted


def _age(words: tuple[str, ...], profile: Profile) -> Test:
    leap = str(profile.settings["leap_day_birthday"])

    def make(word: str) -> Test:
        low, high = read_age_range(word)

        def test(m: ConditionContext) -> bool:
            born = m.period.date_of_birth
            if born is None:
                return False
            if low and m.on < reaches(born, low, leap_day_birthday=leap):
                return False
            return high is None or m.on < reaches(born, high, leap_day_birthday=leap)

        return test

    return _any_of(words, make)


def _placement(word: str) -> Test:
    return lambda m: m.placement.kind == word


def _placement_lasted(phrase: str) -> Test:
    under = phrase.startswith("under ")
    over = phrase.endswith(" or over")
    if not (under or over):
        message = f'"{phrase}" is not a length of placement; write "under 1 year" or "1 year or over"'
        raise ValueError(message)
    length = Period.parse(phrase.removeprefix("under ").removesuffix(" or over"))
    if length.unit not in _MONTHS:
        message = f'"{phrase}" is not a length of placement; say it in months or years'
        raise ValueError(message)
    months = length.count * _MONTHS[length.unit]

    def test(m: ConditionContext) -> bool:
        return (m.on >= m.placement.lasts_since(months)) != under

    return test


def _legal_status(word: str) -> Test:
    return lambda m: m.legal_status == word


def _fact(words: tuple[str, ...], profile: Profile) -> Test:
    def make(word: str) -> Test:
        term = profile.facts.get(word)
        if term is not None and term.scope == "placement":
            return lambda m: m.period.fact_on(word, m.on, since=m.placement.start)
        if term is not None and term.scope == "child":
            return lambda m: m.period.child_fact_on(word, m.on)
        return lambda m: m.period.fact_on(word, m.on)

    return _all_of(words, make)


def _task_done(word: str) -> Test:
    def test(m: ConditionContext) -> bool:
        days = m.done.get(word)
        return bool(days) and days is not None and days[0] <= m.on

    return test


def _recorded(name: str) -> Callable[[bool, Profile], Test]:
    def make(value: bool, _: Profile) -> Test:
        def test(m: ConditionContext) -> bool:
            event = m.occurrence.event if m.occurrence is not None else None
            if event is None or not hasattr(event, name):
                event = m.placement.began_with
            return getattr(event, name, False) == value

        return test

    return make


def _type(word: str) -> Test:
    return lambda m: m.occurrence is not None and getattr(m.occurrence.event, "type", None) == word


def _reached(word: str) -> Test:
    return lambda m: any(day <= m.on for day in m.passed(word))


def _authorised(value: bool, _: Profile) -> Test:
    return lambda m: (m.period.authorised_on is not None and m.period.authorised_on <= m.on) == value


def _first_after_age(age: int, profile: Profile) -> Test:
    leap = str(profile.settings["leap_day_birthday"])

    def test(m: ConditionContext) -> bool:
        born = m.period.date_of_birth
        if born is None:
            return False
        birthday = reaches(born, age * 12, leap_day_birthday=leap)
        return m.on >= birthday and bisect_left(m.reviews, birthday) == bisect_left(m.reviews, m.on)

    return test


def _last_before_age(wanted: Any, profile: Profile) -> Test:
    leap = str(profile.settings["leap_day_birthday"])

    def test(m: ConditionContext) -> bool:
        born = m.period.date_of_birth
        if born is None:
            return False
        birthday = reaches(born, wanted.age * 12, leap_day_birthday=leap)
        return m.on < birthday and bisect_left(m.reviews, birthday) - bisect_right(m.reviews, m.on) < wanted.reviews

    return test


def _simple(make: Callable[[str], Test]) -> Callable[[tuple[str, ...], Profile], Test]:
    return lambda values, _: _any_of(values, make)


_MAKERS: dict[str, Callable[[Any, Profile], Test]] = {
    "cycle": _simple(_cycle),
    "age": _age,
    "placement": _simple(_placement),
    "placement_lasted": _simple(_placement_lasted),
    "legal_status": _simple(_legal_status),
    "fact": _fact,
    "task_done": lambda values, _: _all_of(values, _task_done),
    "emergency": _recorded("emergency"),
    "out_of_hours": _recorded("out_of_hours"),
    "type": _simple(_type),
    "authorised_for_adoption": _authorised,
    "reached": _simple(_reached),
    "first_after_age": _first_after_age,
    "last_before_age": _last_before_age,
}
