"""Which events, tasks and facts of a history the rules of a profile read: worked out once for a profile, then one look-up an event.

Most of what changes nothing can be told from the profile alone: no rule counts from this kind of event, is met by it, or
asks for it. What is left, a completion that met no due date, needs a look at the child (`remarks.unused`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lacreview_rules.histories.events import (
    BOOKINGS,
    BUILT_IN,
    DERIVED,
    READ_OFF_REVIEWS,
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Fact,
    TaskDone,
)
from lacreview_rules.histories.for_the_record import EVENTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lacreview_rules.profiles.conditions.record import ConditionRecord
    from lacreview_rules.profiles.models import Consideration, Timescale
    from lacreview_rules.profiles.profile import Profile

    Rule: TypeAlias = Timescale | Consideration
    Asked = tuple[Rule, ConditionRecord, object]

_ALWAYS = frozenset({BecameLookedAfter.kind, CeasedToBeLookedAfter.kind, Fact.kind, TaskDone.kind})
"""Kinds that make periods of care, or that are looked at by their word."""
_OF_REVIEWS = READ_OFF_REVIEWS | BOOKINGS
_FOR_THE_RECORD = frozenset(listed.name for listed in EVENTS) - _OF_REVIEWS
_OF_PLACEMENTS = frozenset({*DERIVED, "placement-moved", "placed-for-adoption"})


class EventReads(NamedTuple):
    """What is read of an event of one kind, or of the completion of one task.

    Attributes:
        at_all: whether any rule counts from it, is met by it or asks for it, or it is kept for the record's sake.
        review: whether the number of its review is read.
        ends_on: whether its last day is read.
        only_completes: whether it is read as the completion of a task, and as nothing else.
        recurs: whether the next time of the task counts from it, were it that the limit lapses.
    """

    at_all: bool
    review: bool
    ends_on: bool
    only_completes: bool
    recurs: bool

    @property
    def completes(self) -> bool:
        """Whether any rule reads it as the completion of a task, and none as anything else."""
        return self.only_completes and self.at_all


class Reads:
    """What the rules of a profile read of a history.

    Attributes:
        kinds: what is read of an event of each kind, built in or declared.
        tasks: what is read of the completion of each task.
        facts: the facts that a rule asks for.
        deciding: of facts that decide limits and that no condition asks for, the tasks that these are limits of.
        undecided: the facts that conditions ask for, and from which no rule takes a period or a date.
        reasons: the reasons for which care ended that a rule asks for.
        situations: of where the child lives ("placement") and on what legal basis ("legal-status"), what any rule depends on.
    """

    __slots__ = ("deciding", "facts", "kinds", "reasons", "situations", "tasks", "undecided")

    def __init__(self, profile: Profile) -> None:
        asked = list(_asked(profile))
        named = frozenset(name for rule in _rules(profile) for name in _names(rule))
        about_reviews = {name for rule, record, _ in asked if record.about == "reviews" for name in _anchors(rule)}
        named |= {name for _, record, value in asked if record.events_of is not None for name in record.events_of(value)}
        asked_for = {name for _, record, value in asked if record.tasks_of is not None for name in record.tasks_of(value)}
        recurring = {rule.task for rule in profile.timescales if rule.task in rule.after}
        endings = {rule.until for rule in profile.timescales} - {profile.cycle_task}
        decided = {rule.decided_by for rule in profile.timescales if rule.decided_by is not None}
        facts_asked = _words(asked, "fact", "fact_when_placed")
        self.facts = facts_asked | decided
        self.undecided = facts_asked - decided
        self.reasons = _words(asked, "reason") - {"any"}
        self.deciding = {
            fact: frozenset(rule.task for rule in profile.timescales if rule.decided_by == fact) for fact in decided - facts_asked
        }
        read = named | asked_for | {rule.task for rule in profile.timescales} | {profile.cycle_task, profile.completed_by}
        self.tasks = {
            task.id: EventReads(
                at_all=task.id in read,
                review=task.per == "review" or task.id in about_reviews,
                ends_on=False,
                only_completes=task.id not in asked_for | endings,
                recurs=task.id in recurring,
            )
            for task in profile.tasks.values()
        }
        self.situations = frozenset(_situations(profile, asked, named, self.facts))
        kinds = _read_kinds(profile, asked, named)
        lasting = {total.event for total in profile.totals.values()}
        self.kinds = {
            kind: self._of_kind(kind, kinds, done=_done_by(profile, kind), about_reviews=about_reviews, lasting=lasting)
            for kind in {*BUILT_IN, *profile.events}
        }

    def _of_kind(
        self, kind: str, read: Collection[str], *, done: Collection[str], about_reviews: Collection[str], lasting: Collection[str]
    ) -> EventReads:
        completes = [self.tasks[task] for task in done]
        return EventReads(
            at_all=kind in read or kind in _FOR_THE_RECORD or any(task.at_all for task in completes),
            review=kind in _OF_REVIEWS or kind in about_reviews or any(task.review for task in completes),
            ends_on=kind in lasting,
            only_completes=kind in READ_OFF_REVIEWS
            or (bool(completes) and kind not in read and all(task.only_completes for task in completes)),
            recurs=any(task.recurs for task in completes),
        )


def _rules(profile: Profile) -> tuple[Rule, ...]:
    return (*profile.timescales, *profile.considerations)


def _asked(profile: Profile) -> Iterator[Asked]:
    """Every condition of every rule, with the rule that asks."""
    for rule in _rules(profile):
        for condition in rule.asked:
            for record, value in condition.named():
                yield rule, record, value


def _situations(profile: Profile, asked: list[Asked], named: Collection[str], facts: Collection[str]) -> Iterator[str]:
    """Whether any rule depends on where the child lives, and whether on the legal status."""
    about = {record.about for _, record, _ in asked}
    of_placement = any(profile.tasks[rule.task].per == "placement" for rule in profile.timescales if rule.task in profile.tasks)
    lasting = any(profile.facts[fact].scope == "placement" for fact in facts if fact in profile.facts)
    if of_placement or lasting or "placements" in about or not _OF_PLACEMENTS.isdisjoint(named):
        yield "placement"
    if "legal_statuses" in about or "legal-status-changed" in named or any(status.regime for status in profile.legal_statuses.values()):
        yield "legal-status"


def _words(asked: list[Asked], *keys: str) -> frozenset[str]:
    """The words that conditions of some kinds ask for, denied or not."""
    return frozenset(
        word.removeprefix("not ") for _, record, words in asked if record.key in keys and isinstance(words, tuple) for word in words
    )


def _anchors(rule: Rule) -> tuple[str, ...]:
    return (*getattr(rule, "after", ()), *(name for name in (getattr(rule, "before", None),) if name is not None))


def _names(rule: Rule) -> Iterator[str]:
    """What a rule counts from, stops with, or starts again on; of a task that was missed, the task."""
    until = getattr(rule, "until", None)
    for name in (*_anchors(rule), *((until,) if until is not None else ()), *(rule.restarts_on or ())):
        yield name.removeprefix("missed ")


def _read_kinds(profile: Profile, asked: list[Asked], named: frozenset[str]) -> frozenset[str]:
    """The kinds of event that are read for themselves, and not as the completion of a task."""
    adoption = {"authorised-for-adoption"} if any(record.key == "authorised_for_adoption" for _, record, _ in asked) else set()
    reached = named | _words(asked, "reached")
    totals = {total.event for total in profile.totals.values() if total.id in reached or total.ends_regime is not None}
    return frozenset(_ALWAYS | (_OF_REVIEWS if profile.cycle_task is not None else set()) | adoption | totals | named)


def _done_by(profile: Profile, kind: str) -> list[str]:
    """The tasks that an event of a kind is the completion of."""
    return [task.id for task in profile.tasks.values() if kind in task.done_by and kind not in DERIVED]
