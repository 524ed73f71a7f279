"""What a history records that no rule of the profile reads, whatever is due for the child."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import Fact, OtherEvent, TaskDone
from lacreview_rules.histories.meanings import Word
from lacreview_rules.histories.recorded_words import as_event, brings, recorded_kind, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.models import Condition
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.reads import EventReads

NO_RULE = "leave it out, or choose a profile that has a rule for it"
_BEFORE_THE_MOVE = "it is about the placement in which it is recorded, and no rule asks for it there"
_OF_THE_NEXT = "if it is about the placement after that, date it the day on which that began"
_MORE_KEYS = frozenset({Fact, OtherEvent})
"""Kinds of which more is read than whether they happened."""


def unread(history: History, plan: Plan, care: Care) -> tuple[list[Problem], list[tuple[int, Event]]]:
    """What the profile alone says was recorded in vain, and the completions of which the child's due dates must say it."""
    kinds, tasks, bringing = plan.reads.kinds, plan.reads.tasks, plan.meanings.kinds
    plain_kinds, plain_tasks = plan.plain_kinds, plan.plain_tasks
    outside = {care.key_of(event) for event in (care.before.events if care.before is not None else ())}
    outside |= {care.key_of(event) for period in care.periods for event in period.afterwards}
    remarks: list[Problem] = []
    completions: list[tuple[int, Event]] = []
    by_an_event = plan.meanings.done_by
    for index, recorded in enumerate(history.events):
        event = recorded
        if type(event) is TaskDone and event.task in by_an_event:
            event = as_event(event, plan.meanings)  # a review recorded as a task is a review held
        if type(event) is TaskDone:
            read, is_plain = tasks.get(event.task), event.task in plain_tasks
        else:
            read, is_plain = kinds.get(event.kind), event.kind in plain_kinds
        if read is None:
            continue  # a word that the profile does not know is said with those
        if is_plain and event.review is None and not outside:
            if read.completes and _counts(event, plan):
                completions.append((index, event))
            continue
        is_outside = bool(outside) and care.key_of(event, index) in outside
        if is_outside or (bringing and event.kind in bringing and _brings_what_is_read(event, plan)):
            if read.at_all:
                remarks += _of_keys(index, event, read, plan)
            continue
        if read.completes and _counts(event, plan):
            completions.append((index, event))
        if not read.at_all or event.review is not None or type(event) in _MORE_KEYS:
            remarks += _of_profile(index, event, read, plan)
    return remarks, completions


def _counts(event: Event, plan: Plan) -> bool:
    """Whether it can complete a task; of what does not count, because the child was not seen, the due date says so."""
    return type(event) is not TaskDone or event.seen or plan.counts_as_done(event)


def _brings_what_is_read(event: Event, plan: Plan) -> bool:
    """Whether a word of an event brings others with it that rules read."""
    return brings(event, plan.meanings) and any(_is_read(word, plan) for word in words_of(event))


def _is_read(word: Word, plan: Plan) -> bool:
    """Whether a rule reads any of the words that a word brings: more than the same completion by another name."""
    reads = plan.reads
    for implied in plan.meanings.implied.get(word, ()):
        kind, name = implied.word.kind, implied.word.id
        read = reads.tasks.get(name) if kind == "task" else reads.kinds.get(name) if kind == "event" else None
        if implied.same and read is not None and read.completes:
            continue
        if read.at_all if read is not None else name in reads.facts if kind == "fact" else kind in reads.situations:
            return True
    return False


def _of_profile(index: int, event: Event, read: EventReads, plan: Plan) -> Iterator[Problem]:
    """What no rule of the profile reads of an event, whoever the child is."""
    where, profile = f"events[{index}]", plan.profile.id
    if not read.at_all:
        about = f'the task "{event.task}"' if isinstance(event, TaskDone) else "it"
        yield Problem(where, f"{recorded_kind(event)}: no rule of {profile} is about {about}, so it changes nothing", NO_RULE)
        return
    if isinstance(event, Fact) and event.fact in plan.profile.facts and event.fact not in plan.reads.facts:
        yield Problem(where, f'fact: no rule of {profile} asks for "{event.fact}", so it changes nothing', NO_RULE)
        return
    yield from _of_keys(index, event, read, plan)


def _of_keys(index: int, event: Event, read: EventReads, plan: Plan) -> Iterator[Problem]:
    """What no rule of the profile reads of the keys of an event, though it reads the event, or what that brings with it."""
    where, profile = f"events[{index}]", plan.profile.id
    if isinstance(event, Fact) and isinstance(event.value, str) and _is_only_true(event, plan):
        what = f"no rule of {profile} takes a period or a date from it: it counts as true from the day it is recorded"
        yield Problem(f"{where}.value", what, "write true, and date it the day from which it is so")
    if event.review is not None and not read.review:
        what = f"{recorded_kind(event)}: no rule of {profile} asks which review it belongs to, so the number changes nothing"
        yield Problem(f"{where}.review", what, "leave the number out")
    if isinstance(event, OtherEvent) and event.ends_on is not None and not read.ends_on:
        what = f"{event.kind}: no total of {profile} adds up its days, so its last day changes nothing"
        yield Problem(f"{where}.ends_on", what, "leave the last day out")


def before_their_placement(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Facts about a placement, under any word, recorded where no rule asks for them, before the child moved to one where a rule does."""
    recorded = any([period.facts for period in care.periods])  # noqa: C419 - a generator takes longer
    pairs = [(period, *two) for period in care.periods for two in pairwise(period.placements)] if recorded else []
    for index, event in enumerate(history.events) if pairs else ():
        for name in _facts_recorded(event, plan):
            fact = plan.profile.facts.get(name)
            if fact is None or fact.scope != "placement":
                continue
            for period, one, following in pairs:
                if not one.start <= event.on < following.start or period.fact_on(name, following.start, since=following.start):
                    continue
                kinds = _placements_that_ask(name, plan)
                if any(following.is_of(kind) for kind in kinds) and not any(one.is_of(kind) for kind in kinds):
                    yield Problem(f"events[{index}]", f"{event.kind}: {_BEFORE_THE_MOVE}", _OF_THE_NEXT)


def _is_only_true(event: Fact, plan: Plan) -> bool:
    """Whether rules ask for a fact, or for what it brings, and none takes a period or a date from it."""
    reads = plan.reads
    return event.fact in reads.undecided or (event.fact not in reads.facts and _brings_what_is_read(event, plan))


def _facts_recorded(event: Event, plan: Plan) -> Iterator[str]:
    """The facts that an event says are true: by their own names, or as a task that names one and the same thing."""
    if isinstance(event, Fact) and event.value:
        yield event.fact
    elif isinstance(event, TaskDone):
        for implied in plan.meanings.implied.get(Word("task", event.task), ()):
            if implied.so and implied.word.kind == "fact":
                yield implied.word.id


def _facts_asked(condition: Condition) -> tuple[str, ...]:
    return (*(condition.fact or ()), *(condition.fact_when_placed or ()))


def _placements_that_ask(fact: str, plan: Plan) -> set[str]:
    """The kinds of placement in which the rules that ask for a fact apply; none where one of them applies in any."""
    found: set[str] = set()
    for rule in (*plan.profile.timescales, *plan.profile.considerations):
        if not any(fact == word.removeprefix("not ") for condition in rule.asked for word in _facts_asked(condition)):
            continue
        words = () if rule.when is None else rule.when.placement or ()
        if not words or any(word.startswith("not ") for word in words):
            return set()
        found.update(words)
    return found
