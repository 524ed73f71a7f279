"""Whether two timescales can both apply to one child at one time, and whether one goes with the other.

Each condition that a rule names leaves some values of one thing about a child open: which review it is, where the
child lives, how old the child is. Two rules can meet if, for each such thing, some value is open to both. What
cannot be settled this way is taken to be possible, so that no pair is waved through.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.counting.ages import read_age_range
from lacreview_rules.counting.periods import Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.profiles.models import Condition, Timescale

_SINGLE = ("placement", "legal_status", "type")
_FLAGS = ("emergency", "out_of_hours", "authorised_for_adoption")
_ALL_OF = ("fact", "task_done")
_WEIGHED = {*_SINGLE, *_FLAGS, *_ALL_OF, "age", "placement_lasted"}
_MOST_REVIEWS = 4
_NUMBERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_REVIEWS = {"none": {0}, "any": {1, 2, 3, 4, 5}, "later": {2, 3, 4, 5}, **{word: {number} for word, number in _NUMBERS.items()}}
_LASTED = range(121)  # months
_AGES = range(0, 31 * 12, 3)


class _Open(NamedTuple):
    """What a rule leaves open: for things with one value, which; for facts, which must and must not hold."""

    values: dict[str, frozenset[Any]]
    needed: frozenset[str]
    forbidden: frozenset[str]


def can_meet(one: Timescale, other: Timescale) -> bool:
    """Whether both rules can apply at once.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> can_meet(england.rule("england/R2"), england.rule("england/R3"))
        False
    """
    words = _words(one, other)
    both = _meeting(_open_to(one, words), _open_to(other, words))
    if both is None or not _numbers_agree(one, other):
        return False
    return not any(_implied(condition, both, words) for rule in (one, other) for condition in rule.unless)


def goes_with(companion: Timescale, one: Timescale, other: Timescale) -> bool:
    """Whether `companion` applies wherever `one` and `other` both do."""
    words = _words(one, other, companion)
    both = _meeting(_open_to(one, words), _open_to(other, words))
    if both is None or (companion.restarts_on or ()) != (one.restarts_on or ()):
        return False
    its = _open_to(companion, words)
    if any(not both.values.get(name, its.values[name] | {None}) <= its.values[name] for name in its.values):
        return False
    if not (its.needed <= both.needed and its.forbidden <= both.forbidden) or _open_ended(companion):
        return False
    if (companion.until, companion.in_force) != (one.until, one.in_force) or not review_numbers(one) <= review_numbers(companion):
        return False
    return all(condition in one.unless or _excluded(condition, both, words) for condition in companion.unless)


def special_words(rule: Timescale, beside: Timescale) -> tuple[str, ...]:
    """What must be so about a child for `rule` to apply, that `beside` does not ask for, as a fact or a kind of placement.

    What comes to every child in time (the second review, another birthday, a placement's second year) is not special.

    Example:
        >>> from lacreview_rules import load_profile
        >>> rule = load_profile("england").rule
        >>> special_words(rule("england/V7b"), rule("england/V2"))
        ('fact temporary-approval',)
    """
    mine, its = _asked(rule), _asked(beside)
    return tuple(sorted(mine - its))


def _asked(rule: Timescale) -> set[str]:
    found: set[str] = set()
    for condition in (rule.when, rule.while_):
        if condition is None:
            continue
        for name in (*_SINGLE, *_ALL_OF):
            found |= {f"{name.replace('_', ' ')} {word}" for word in getattr(condition, name) or () if not word.startswith("not ")}
        found |= {name.replace("_", " ") for name in _FLAGS if getattr(condition, name)}
    return found


def review_numbers(rule: Timescale) -> set[tuple[int, bool]]:
    """Which reviews, by their number in the rule's cycle and whether it was restarted, the rule counts from.

    Example:
        >>> from lacreview_rules import load_profile
        >>> (1, False) in review_numbers(load_profile("newham").rule("newham/NH2"))
        True
    """
    when = rule.when
    numbers = _chosen(when.review, _REVIEWS) if when is not None and when.review else set(range(_MOST_REVIEWS + 2))
    cycles = _chosen(when.cycle, {"first": {False}, "restarted": {True}}) if when is not None and when.cycle else {False, True}
    if not rule.restarts_on:
        cycles = cycles & {False}
    return set(product(numbers, cycles))


def _chosen(words: Iterable[str], meaning: dict[str, set[Any]]) -> set[Any]:
    everything = set().union(*meaning.values())
    plain = [meaning.get(word, everything) for word in words if not word.startswith("not ")]
    chosen = set().union(*plain) if plain else everything
    return chosen.difference(*(meaning.get(word.removeprefix("not "), set()) for word in words if word.startswith("not ")))


def _numbers_agree(one: Timescale, other: Timescale) -> bool:
    """Whether one review can have the number that each rule asks for, in its own cycle."""
    mine, its = review_numbers(one), review_numbers(other)
    same_cycle = (one.restarts_on or ()) == (other.restarts_on or ())
    for (number, restarted), (its_number, its_restarted) in product(mine, its):
        if same_cycle:
            if (number, restarted) == (its_number, its_restarted):
                return True
        elif not (restarted or its_restarted):
            if number == its_number:
                return True
        elif (restarted or number >= its_number) and (its_restarted or its_number >= number):
            return True  # a review has never a higher number in a cycle that was restarted
    return False


def _words(*rules: Timescale) -> dict[str, frozenset[str]]:
    """Every word the rules use of a thing that has one value, and "" for any other."""
    found: dict[str, set[str]] = {name: {""} for name in _SINGLE}
    for rule in rules:
        for condition in (rule.when, rule.while_, *rule.unless):
            for name in _SINGLE:
                found[name] |= {word.removeprefix("not ") for word in getattr(condition, name, None) or ()}
    return {name: frozenset(words) for name, words in found.items()}


def _open_to(rule: Timescale, words: dict[str, frozenset[str]]) -> _Open:
    """What a rule's conditions, where the count starts and on the day of its limit, leave open."""
    opened = _Open({}, frozenset(), frozenset())
    for condition in (rule.when, rule.while_):
        if condition is not None:
            opened = _meeting(opened, _left_open(condition, words)) or opened
    return opened


def _left_open(condition: Condition, words: dict[str, frozenset[str]]) -> _Open:
    values: dict[str, frozenset[Any]] = {}
    for name in _SINGLE:
        chosen = getattr(condition, name)
        if chosen:
            plain = {word for word in chosen if not word.startswith("not ")}
            negated = {word.removeprefix("not ") for word in chosen if word.startswith("not ")}
            values[name] = frozenset((plain or words[name]) - negated)
    for name in _FLAGS:
        if getattr(condition, name) is not None:
            values[name] = frozenset({getattr(condition, name)})
    if condition.age:
        values["age"] = _months(condition.age, ages=True)
    if condition.placement_lasted:
        values["placement_lasted"] = _months(condition.placement_lasted, ages=False)
    listed = [word for name in _ALL_OF for word in getattr(condition, name) or ()]
    needed = frozenset(word for word in listed if not word.startswith("not "))
    forbidden = frozenset(word.removeprefix("not ") for word in listed if word.startswith("not "))
    return _Open(values, needed, forbidden)


@lru_cache(maxsize=256)
def _months(words: tuple[str, ...], *, ages: bool) -> frozenset[int]:
    points = _AGES if ages else _LASTED
    meaning = {word.removeprefix("not "): {month for month in points if _within(word.removeprefix("not "), month, ages)} for word in words}
    meaning[""] = set(points)
    return frozenset(_chosen(words, meaning))


def _within(word: str, month: int, ages: bool) -> bool:
    if ages:
        low, high = read_age_range(word)
        return low <= month and (high is None or month < high)
    length = Period.parse(word.removeprefix("under ").removesuffix(" or over"))
    months = length.count * (12 if length.unit is Unit.YEAR else 1)
    return (month < months) is word.startswith("under ")


def _meeting(one: _Open, other: _Open) -> _Open | None:
    """What is open to both; None if something is open to neither."""
    values = dict(one.values)
    for name, open_values in other.values.items():
        values[name] = values[name] & open_values if name in values else open_values
        if not values[name]:
            return None
    met = _Open(values, one.needed | other.needed, one.forbidden | other.forbidden)
    return None if met.needed & met.forbidden else met


def _open_ended(rule: Timescale) -> bool:
    """Whether a condition of the rule is of a kind that cannot be weighed here."""
    return any(_named(condition) - _WEIGHED - {"review", "cycle"} for condition in (rule.when, rule.while_) if condition is not None)


def _named(condition: Condition) -> set[str]:
    return {name for name in type(condition).model_fields if getattr(condition, name) is not None}


def _implied(condition: Condition, both: _Open, words: dict[str, frozenset[str]]) -> bool:
    """Whether an exception always holds where both rules apply, so that they never both do."""
    if _named(condition) - _WEIGHED:
        return False
    its = _left_open(condition, words)
    if any(name not in both.values or not both.values[name] <= its.values[name] for name in its.values):
        return False
    return its.needed <= both.needed and its.forbidden <= both.forbidden


def _excluded(condition: Condition, both: _Open, words: dict[str, frozenset[str]]) -> bool:
    """Whether an exception can never hold where both rules apply."""
    return _meeting(both, _left_open(condition, words)) is None
