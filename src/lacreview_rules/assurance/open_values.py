"""What a condition leaves open of each thing about a child that it asks about, and how two conditions stand to each other.

A condition leaves some values of one thing open: where the child lives, how old the child is. Two conditions can both hold if, for
each such thing, some value is open to both; one implies another if whatever it leaves open is open to the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lacreview_rules.profiles.conditions import Thing
from lacreview_rules.profiles.conditions.lengths import AGE, PLACEMENT_LASTED
from lacreview_rules.profiles.conditions.reviews import CYCLE, REVIEW
from lacreview_rules.profiles.conditions.yes_or_no import AUTHORISED_FOR_ADOPTION

if TYPE_CHECKING:
    from lacreview_rules.profiles.models import Condition

Open = Mapping[Thing, frozenset[Any]]
"""Which values of which things are left open; what is not named is open altogether."""


def words_of(*conditions: Condition) -> dict[str, frozenset[str]]:
    """Every word that conditions use, by their keys, and "" for any other."""
    found: dict[str, set[str]] = {}
    for condition in conditions:
        for record, value in condition.named():
            if isinstance(value, tuple):
                found.setdefault(record.key, {""}).update(word.removeprefix("not ") for word in value)
    return {key: frozenset(words) for key, words in found.items()}


def open_by(condition: Condition, words: Mapping[str, frozenset[str]]) -> Open:
    """What a condition leaves open, the place in a cycle apart: each rule has its own."""
    opened: dict[Thing, frozenset[Any]] = {}
    for record, value in condition.named():
        if record.leaves_open is not None and not record.in_cycle:
            opened |= dict(record.leaves_open(value, words.get(record.key, frozenset())))
    return opened


def meeting(one: Open, other: Open) -> Open | None:
    """What is open to both; None if something is open to neither."""
    values = dict(one)
    for thing, open_values in other.items():
        values[thing] = values[thing] & open_values if thing in values else open_values
        if not values[thing]:
            return None
    return values


def within(one: Open, other: Open) -> bool:
    """Whether whatever is open to one is open to the other."""
    return all(thing in one and one[thing] <= open_values for thing, open_values in other.items())


def is_of_some_numbers(words: Sequence[str]) -> bool:
    """Whether words ask for every nth review: of which numbers that is is not weighed, and they seem to leave all of them open."""
    return any(word.removeprefix("not ").startswith("every ") for word in words)


def is_unweighed(condition: Condition) -> bool:
    """Whether a condition is of a kind that cannot be weighed here, or about a cycle."""
    return any(record.leaves_open is None or record.in_cycle for record, _ in condition.named())


def can_both_hold(one: Condition, other: Condition) -> bool:
    """Whether two conditions can hold of one child on one day.

    Example:
        >>> from lacreview_rules.profiles.models import Condition
        >>> can_both_hold(Condition(age="under 5"), Condition(age="5 or over"))
        False
    """
    words = words_of(one, other)
    return meeting(open_by(one, words), open_by(other, words)) is not None


def always_holds(condition: Condition, restarts_on: tuple[str, ...], age: int | None) -> list[str]:
    """The keys of a condition that hold of every child wherever the count starts: `age` in months, where that is on a birthday.

    Example:
        >>> from lacreview_rules.profiles.models import Condition
        >>> always_holds(Condition(age=["under 5", "5 or over"], placement="foster-care"), (), None)
        ['age']
    """
    found = []
    for record, value in condition.named():
        if record.leaves_open is None or record.key not in _OF_TIME or (record is REVIEW and is_of_some_numbers(value)):
            continue
        (open_values,) = (values for _, values in record.leaves_open(value, frozenset()))
        (every,) = (values for _, values in record.leaves_open((), frozenset()))
        if record is AGE and age is not None:
            every = every & {age}
        elif record is CYCLE and not restarts_on:
            every = every & {False}
        if every <= open_values:
            found.append(record.key)
    return found


_OF_TIME = frozenset({AGE.key, PLACEMENT_LASTED.key, REVIEW.key, CYCLE.key})
"""Conditions on something of which every child has a value at any time."""


def holds_from_then_on(held: Condition, when: Condition) -> bool:
    """Whether what must go on holding can never end once `when` has held: an age reached, authority given.

    Example:
        >>> from lacreview_rules.profiles.models import Condition
        >>> holds_from_then_on(Condition(age="5 or over"), Condition(age="6 or over"))
        True
    """
    words = words_of(held, when)
    lasting = all(
        (record is AGE and _open_upwards(value)) or (record is AUTHORISED_FOR_ADOPTION and value is True) for record, value in held.named()
    )
    return lasting and within(open_by(when, words), open_by(held, words))


def implies(one: Condition, other: Condition) -> bool:
    """Whether whoever meets one condition meets the other on the same day.

    Example:
        >>> from lacreview_rules.profiles.models import Condition
        >>> implies(Condition(placement="adoptive", age="under 5"), Condition(placement=["adoptive", "parent"]))
        True
    """
    words = words_of(one, other)
    return not is_unweighed(other) and within(open_by(one, words), open_by(other, words))


def _open_upwards(words: tuple[str, ...]) -> bool:
    """Whether every age above one that fits fits too."""
    ((_, months),) = AGE.leaves_open(words, frozenset()) if AGE.leaves_open is not None else ((None, frozenset()),)
    ((_, every),) = AGE.leaves_open((), frozenset()) if AGE.leaves_open is not None else ((None, frozenset()),)
    return bool(months) and len(months) == max(every) - min(months) + 1
