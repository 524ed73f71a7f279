"""The conditions of a rule made into tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lacreview_rules.profiles.conditions import Named, Test, all_hold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.profiles.conditions.asking import Course
    from lacreview_rules.profiles.conditions.record import ConditionRecord
    from lacreview_rules.profiles.models import Condition, _Rule
    from lacreview_rules.profiles.profile import Profile


class Conditions:
    """The conditions of a rule, and what the words of a period of care decide about them beforehand."""

    __slots__ = ("_unless", "_when", "_while", "needs", "number", "numbered", "words")

    def __init__(self, rule: _Rule, profile: Profile) -> None:
        held: tuple[Condition, ...] = getattr(rule, "while_", ())
        when = _compiled(rule.when, profile) if rule.when is not None else ()
        self._when = tuple(named for named in when if named.of_number is None)
        of_review = next((named for named in when if named.of_number is not None), None)
        self.numbered = of_review.of_number if of_review is not None else None
        self.number = of_review.number if of_review is not None else None
        self._while = _any_of(held, profile)
        self._unless = tuple(_compiled(condition, profile) for condition in rule.unless)
        self.needs = {word for named in (*self._when, *self._while) for word in named.only_with}
        every = [named for group in (self._when, self._while, *self._unless) for named in group]
        self.words = {word for named in every for word in (*named.only_with, named.always_without) if word is not None}

    def tests(self, words: frozenset[str] | None) -> tuple[tuple[Test, ...], tuple[Test, ...], tuple[Test, ...]]:
        """What must hold, the number apart; what must not; what must hold on the day of the limit. Less what `words` decide."""

        def open_(all_named: tuple[Named, ...]) -> tuple[Test, ...]:
            return tuple(n.test for n in all_named if words is None or n.always_without is None or n.always_without in words)

        def possible(all_named: tuple[Named, ...]) -> bool:
            return words is None or all(n.only_with <= words for n in all_named)

        unless = tuple(all_hold(tuple(n.test for n in all_named)) for all_named in self._unless if possible(all_named))
        return open_(self._when), unless, open_(self._while)


def changes(rule: _Rule, profile: Profile, course: Course) -> Iterator[date]:
    """The days on which the answer to what a rule depends on (`while`, `unless`) may become another, besides those that are recorded."""
    for record, value in _depended_on(rule):
        if record.changes_on is not None:
            yield from record.changes_on(value, profile, course)


def tasks_depended_on(rule: _Rule) -> tuple[str, ...]:
    """The tasks whose being done may change the answer to what a rule depends on (`while`, `unless`)."""
    return tuple(sorted({task for record, value in _depended_on(rule) if record.tasks_of is not None for task in record.tasks_of(value)}))


def _depended_on(rule: _Rule) -> Iterator[tuple[ConditionRecord, Any]]:
    for condition in (*getattr(rule, "while_", ()), *rule.unless):
        yield from condition.named()


def _compiled(condition: Condition, profile: Profile) -> tuple[Named, ...]:
    """The tests that must all hold, one for each condition that is named."""
    return tuple(record.compile(value, profile) for record, value in condition.named())


def _any_of(conditions: tuple[Condition, ...], profile: Profile) -> tuple[Named, ...]:
    """The tests that must all hold, of one table; of several, one test, that all of any one of them do."""
    if len(conditions) <= 1:
        return _compiled(conditions[0], profile) if conditions else ()
    each = [all_hold(tuple(named.test for named in _compiled(condition, profile))) for condition in conditions]
    return (Named(lambda context: any(test(context) for test in each)),)
