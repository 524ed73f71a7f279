"""Exemptions that one rule takes over from another: a local rule may leave out whom the law leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.profiles.conditions.lists import split
from lacreview_rules.profiles.models import Condition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lacreview_rules.profiles.models import Timescale


def with_exemptions(rule: Timescale, others: Iterable[Timescale]) -> Timescale:
    """A rule that applies to no child whom one of the others leaves out.

    Taken over are all exceptions (`unless`), and what `when` and `while` ask of the child: a kind of placement, a legal
    status, a fact. Which review it is and how old the child is belongs to each rule itself. Where an exemption of any of the others
    has to last until the day of the limit, or its limit comes back, so it is of this rule: it leaves out no more than they do.

    Raises:
        ValueError: no child is left to whom both apply.

    Example:
        >>> from lacreview_rules import load_profile
        >>> from lacreview_rules.profiles.models import Timescale
        >>> mine = Timescale(id="ours/1", task="review", limit="4 weeks", after="became-looked-after")
        >>> taken = with_exemptions(mine, [load_profile("england").rule("england/R1")])
        >>> taken.unless[0].legal_status, taken.while_[0].placement
        (('short-break',), ('not adoptive',))
    """
    others = tuple(others)
    unless, when = rule.unless, rule.when
    held: tuple[Condition | None, ...] = rule.while_ or (None,)
    for other in others:
        unless += tuple(condition for condition in other.unless if condition not in unless)
        when = _and(when, other.when)
        held = tuple(_and(mine, its) for mine in held for its in other.while_ or (None,))
    return rule.model_copy(
        update={
            "unless": unless,
            "when": when,
            "unless_throughout": rule.unless_throughout or (_has_end(rule) and any(other.unless_throughout for other in others)),
            "while_": tuple(c for c in held if c is not None) if None not in held else (),
            "comes_back": rule.comes_back or (None not in held and any(other.comes_back for other in others)),
        }
    )


def _has_end(rule: Timescale) -> bool:
    """Whether it has a limit that an exemption could last until."""
    return bool(rule.limit) and "midway" not in rule.limit


def of_the_child(condition: Condition | None) -> dict[str, Any]:
    """What a condition asks that does not come to every child in time, by its key.

    Example:
        >>> of_the_child(Condition(placement="not adoptive", review="first"))
        {'placement': ('not adoptive',)}
    """
    return {} if condition is None else {record.key: value for record, value in condition.named() if record.is_special}


def _and(mine: Condition | None, its: Condition | None) -> Condition | None:
    asked = of_the_child(its)
    if not asked:
        return mine
    said = {} if mine is None else {record.key: value for record, value in mine.named()}
    return Condition(**said, **{key: value for key, value in asked.items() if key not in said}).model_copy(
        update={key: _both(key, said[key], value) for key, value in asked.items() if key in said}
    )


_ALL_OF = ("fact", "fact_when_placed", "task_done", "task_done_in_placement", "task_done_for_review")
"""Of a list, all must hold; of any other, one."""


def _both(key: str, mine: Any, its: Any) -> Any:
    """One value that asks for what two ask for."""
    if not isinstance(mine, tuple):
        if mine != its:
            message = "no child is left to whom both apply"
            raise ValueError(message)
        return mine
    (wanted, denied), (more, more_denied) = split(mine), split(its)
    if key in _ALL_OF or not (wanted and more):
        together = tuple(dict.fromkeys((*wanted, *more)))
    else:
        together = tuple(word for word in wanted if word in more)
        if not together:
            message = "no child is left to whom both apply"
            raise ValueError(message)
    return (*together, *dict.fromkeys(f"not {word}" for word in (*denied, *more_denied)))
