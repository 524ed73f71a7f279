"""Whether two timescales can both apply to one child at one time, and whether one goes with the other.

Two rules can meet if, for each thing about a child that their conditions ask about, some value is open to both, and some review has
a number that suits both. What cannot be settled this way is taken to be possible, so that no pair is waved through.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from lacreview_rules.assurance.open_values import is_of_some_numbers, is_unweighed, meeting, open_by, within, words_of
from lacreview_rules.profiles.conditions.lists import split
from lacreview_rules.profiles.conditions.reviews import CYCLE, REVIEW, ask_of_one, numbers_asked_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lacreview_rules.assurance.open_values import Open
    from lacreview_rules.profiles.conditions import ConditionRecord, Thing
    from lacreview_rules.profiles.models import Condition, Timescale


def can_meet(one: Timescale, other: Timescale) -> bool:
    """Whether both rules can apply at once.

    Example:
        >>> from lacreview_rules import load_profile
        >>> england = load_profile("england")
        >>> can_meet(england.rule("england/R2"), england.rule("england/R3"))
        False
    """
    words = _words(one, other)
    both = meeting(_open_to(one, words), _open_to(other, words))
    if both is None or not reviews_of_both(one, other) or not _can_be_one_review(one, other):
        return False
    return not any(_implied(condition, both, words) for rule in (one, other) for condition in rule.unless)


def _can_be_one_review(one: Timescale, other: Timescale) -> bool:
    """Whether both can ask about one review where either asks for every so many: of which numbers these are is not weighed elsewhere."""
    mine, its = (() if rule.when is None else rule.when.review for rule in (one, other))
    if not (mine and its and (is_of_some_numbers(mine) or is_of_some_numbers(its))):
        return True
    if (one.restarts_on or ()) == (other.restarts_on or ()):
        return ask_of_one(mine, its)
    cycles, its_cycles = ({restarted for _, restarted in review_numbers(rule)} for rule in (one, other))
    return any(
        _agree((number, restarted), (its_number, its_restarted))
        for number, its_number in product(numbers_asked_for(mine), numbers_asked_for(its))
        for restarted, its_restarted in product(cycles, its_cycles)
    )


def goes_with(companion: Timescale, one: Timescale, other: Timescale) -> bool:
    """Whether `companion` applies wherever `one` and `other` both do.

    One that ends when the other does goes with it as well: as long as its limit is no later, it lapses no sooner.
    """
    words = _words(one, other, companion)
    both = meeting(_open_to(one, words), _open_to(other, words))
    if both is None or (companion.restarts_on or ()) != (one.restarts_on or ()) or companion.nth != one.nth:
        return False
    its = _open_to(companion, words)
    if not within(both, its) or _open_ended(companion):
        return False
    if companion.until not in (None, one.until, other.until) or companion.in_force not in ((), one.in_force):
        return False
    numbers = {mine for mine, _ in reviews_of_both(one, other)}
    if not numbers <= review_numbers(companion):
        return False
    return all(condition in one.unless or _excluded(condition, both, words) for condition in companion.unless)


def left_open(one: Timescale, other: Timescale, beside: Collection[Timescale] = ()) -> Open | None:
    """Of each thing that either rule, or one beside them, asks about, what it can be where both apply; None where they never both do.

    A word of "" stands for any that none of them uses.

    Example:
        >>> from lacreview_rules import load_profile
        >>> rule = load_profile("england").rule
        >>> sorted(left_open(rule("england/A6b"), rule("england/A6b"))["placement", ""])
        ['adoptive']
    """
    words = _words(one, other, *beside)
    both = meeting(_open_to(one, words), _open_to(other, words))
    if both is None:
        return None
    more = [condition for rule in beside for condition in rule.asked]
    for condition in (*one.unless, *other.unless, *more):  # what only these ask about is open altogether
        opened = {thing: _otherwise(thing, values, words) for thing, values in open_by(condition, words).items()}
        both = {**{thing: values for thing, values in opened.items() if values}, **both}
    return both


def asks_of_reviews(rule: Timescale) -> bool:
    """Whether any condition of a rule is about the place of a review in its cycle."""
    return any(record.in_cycle for condition in rule.asked for record, _ in condition.named())


def edges(thing: Thing, rules: Collection[Timescale]) -> list[frozenset[Any]]:
    """What each condition of some rules leaves open of one thing, such as the child's age."""
    conditions = [condition for rule in rules for condition in rule.asked]
    return [values for condition in conditions for of, values in open_by(condition, {}).items() if of == thing]


def _otherwise(thing: Thing, values: frozenset[Any], words: Mapping[str, frozenset[str]]) -> frozenset[Any]:
    """Every value of a thing of which a condition names some; none where it is a number."""
    if all(isinstance(value, bool) for value in values):
        return frozenset({False, True})
    return words[thing[0]] if thing[0] in words and all(isinstance(value, str) for value in values) else frozenset()


def reviews_of_both(one: Timescale, other: Timescale) -> set[tuple[tuple[int, bool], tuple[int, bool]]]:
    """The numbers that one review can have under each rule, in its own cycle, and whether that was restarted.

    Example:
        >>> from lacreview_rules import load_profile
        >>> rule = load_profile("england").rule
        >>> reviews_of_both(rule("england/R2"), rule("england/R2"))
        {((1, False), (1, False))}
    """
    same_cycle = (one.restarts_on or ()) == (other.restarts_on or ())
    pairs = product(review_numbers(one), review_numbers(other))
    return {(mine, its) for mine, its in pairs if (mine == its if same_cycle else _agree(mine, its))}


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
    for condition in (rule.when, rule.held):
        if condition is None:
            continue
        for record, value in condition.named():
            if record.is_special:
                name = record.key.replace("_", " ")
                found |= {name} if value is True else {f"{name} {word}" for word in split(value or ())[0]}
    return found


def review_numbers(rule: Timescale) -> set[tuple[int, bool]]:
    """Which reviews, by their number in the rule's cycle and whether it was restarted, the rule counts from.

    Example:
        >>> from lacreview_rules import load_profile
        >>> (1, False) in review_numbers(load_profile("newham").rule("newham/NH2"))
        True
    """
    asked = {} if rule.when is None else {record.key: value for record, value in rule.when.named()}
    numbers, cycles = (_open_in_cycle(record, asked.get(record.key, ())) for record in (REVIEW, CYCLE))
    if not rule.restarts_on:
        cycles = cycles & {False}
    return set(product(numbers, cycles))


def _open_in_cycle(record: ConditionRecord, value: tuple[str, ...]) -> frozenset[Any]:
    """What a condition on the place in a cycle leaves open of it; of no words, everything."""
    if record.leaves_open is None:
        return frozenset()
    ((_, open_values),) = record.leaves_open(value, frozenset())
    return open_values


def _agree(mine: tuple[int, bool], its: tuple[int, bool]) -> bool:
    """Whether one review can have both numbers in two cycles that differ in what restarts them."""
    (number, restarted), (its_number, its_restarted) = mine, its
    if not (restarted or its_restarted):
        return number == its_number
    # a review has never a higher number in a cycle that was restarted
    return (restarted or number >= its_number) and (its_restarted or its_number >= number)


def _words(*rules: Timescale) -> dict[str, frozenset[str]]:
    """Every word the rules use in a condition, by its key, and "" for any other."""
    return words_of(*(condition for rule in rules for condition in rule.asked))


def _open_to(rule: Timescale, words: Mapping[str, frozenset[str]]) -> Open:
    """What a rule's conditions, where the count starts and on the day of its limit, leave open."""
    opened: Open = {}
    for condition in (rule.when, rule.held):
        if condition is not None:
            met = meeting(opened, open_by(condition, words))
            opened = opened if met is None else met
    return opened


def _open_ended(rule: Timescale) -> bool:
    """Whether a condition of the rule is of a kind that cannot be weighed here, so that it may hold of fewer than it seems to."""
    if len(rule.while_) > 1:
        return True
    return any(
        record.leaves_open is None or (record is REVIEW and is_of_some_numbers(value))
        for condition in (rule.when, rule.held)
        if condition is not None
        for record, value in condition.named()
    )


def _implied(condition: Condition, both: Open, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether an exception always holds where both rules apply, so that they never both do."""
    if is_unweighed(condition):
        return False
    return within(both, open_by(condition, words))


def _excluded(condition: Condition, both: Open, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether an exception can never hold where both rules apply."""
    return meeting(both, open_by(condition, words)) is None


def excludes(rule: Timescale, condition: Condition) -> bool:
    """Whether a condition can never hold where a rule applies.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.profiles.models import Condition
        >>> excludes(load_profile("england").rule("england/A3"), Condition(placement="hospital"))
        True
    """
    as_rule = rule.model_copy(update={"when": None, "while_": (), "unless": (condition,)})
    words = _words(rule, as_rule)
    return _excluded(condition, _open_to(rule, words), words) or any(
        within(open_by(condition, words), open_by(exempt, words)) for exempt in rule.unless if not is_unweighed(exempt)
    )
