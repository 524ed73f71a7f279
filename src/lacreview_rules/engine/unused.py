"""What a history records that nothing used and no rule asked about: named, with its place, why, and the remedy.

The profile settles most of it (`rules.reads`). What is left is a completion that met no due date: this looks at what the
child's due dates were met by and counted from. `histories.for_the_record` lists what may be recorded without a remark.
"""

from __future__ import annotations

from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.engine.idle_decisions import idle_decisions
from lacreview_rules.engine.set_aside import reviews_that_ended
from lacreview_rules.errors import Problem
from lacreview_rules.histories.bookings import divided
from lacreview_rules.histories.events import (
    BOOKINGS,
    READ_OFF_REVIEWS,
    Fact,
    OtherEvent,
    ReviewArranged,
    ReviewArrangementCancelled,
    TaskDone,
)
from lacreview_rules.histories.implied import as_event, brings, words_of
from lacreview_rules.histories.meanings import Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lacreview_rules.histories.bookings import Booking
    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.reads import EventReads
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_COMPLETION = attrgetter("completion")
_NO_RULE = "leave it out, or choose a profile that has a rule for it"
_MET_NOTHING = "it met nothing: what it completes had been done, was not owed then, or could not be done so early"
_DONE_AGAIN = "if it was simply done again, leave it; otherwise correct its date, or say what it belongs to"


class Unused(NamedTuple):
    """What changed nothing; by_found: whether any of it is known from what was found, and not from the profile alone."""

    problems: list[Problem]
    by_found: bool


def unused(
    history: History,
    plan: Plan,
    care: Care,
    found: Iterable[TaskOccurrence],
    lapsed: Iterable[Event],
    known: list[Problem],
    only: frozenset[str] | None = None,
) -> Unused:
    """A problem for every event and every key that changed nothing, but those that `known` problems name already.

    From what is `lapsed` something was counted that is owed no more. Of events outside care `engine.outside_care` tells.
    Where `only` some tasks are asked for, nothing is said of what others met: these were not worked out.
    """
    remarks, completions = _by_profile(history, plan, care)
    kinds = plan.reads.kinds
    remarks += _before_their_placement(history, care, plan)
    of_profile = len(remarks)
    booked = [(index, event) for index, event in enumerate(history.events) if event.kind in BOOKINGS and kinds[event.kind].at_all]
    if booked:
        remarks += _reviews(booked, care, found, plan)
    if completions:
        met = {care.key_of(completion.event) for completion in filter(None, map(_COMPLETION, found))}
        met |= {care.key_of(event) for event in lapsed}
        asked = completions if only is None else _of_tasks(only, completions, plan)
        left = [(index, event) for index, event in asked if care.key_of(event, index) not in met]
        of_reviews = [(index, event) for index, event in left if event.kind in READ_OFF_REVIEWS]
        if len(left) > len(of_reviews):
            remarks += _completions(_asked_nothing(left, care, plan), completions, found, care, plan)
        if of_reviews:
            remarks += _reviews(of_reviews, care, found, plan)
    if plan.reads.deciding:
        remarks += idle_decisions(history, plan, care, found, only)
    by_found = len(remarks) > of_profile
    if remarks:
        named = {problem.where.partition(".")[0] for problem in known}
        remarks = [remark for remark in remarks if remark.where.partition(".")[0] not in named]
    return Unused(remarks, by_found)


def _by_profile(history: History, plan: Plan, care: Care) -> tuple[list[Problem], list[tuple[int, Event]]]:
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
            if read.completes and (type(event) is not TaskDone or event.seen or plan.counts_as_done(event)):
                completions.append((index, event))
            continue
        if outside and care.key_of(event, index) in outside:
            if event.review is not None and read.at_all:
                remarks += _of_profile(index, event, read, plan)
            continue
        if bringing and event.kind in bringing and brings(event, plan.meanings) and any(_is_read(word, plan) for word in words_of(event)):
            if event.review is not None and read.at_all:
                remarks += _of_profile(index, event, read, plan)
            continue  # its word brings others, and rules read these
        # What does not count is what was done without seeing the child: the due date says so.
        if read.completes and (type(event) is not TaskDone or event.seen or plan.counts_as_done(event)):
            completions.append((index, event))
        if not read.at_all or event.review is not None or type(event) in _MORE_KEYS:
            remarks += _of_profile(index, event, read, plan)
    return remarks, completions


def _of_tasks(only: frozenset[str], completions: list[tuple[int, Event]], plan: Plan) -> list[tuple[int, Event]]:
    """The completions of some tasks; a review is the completion of itself."""

    def is_asked(event: Event) -> bool:
        if type(event) is TaskDone:
            return event.task in only
        if event.kind in READ_OFF_REVIEWS:
            return plan.cycle_task in only
        return not only.isdisjoint(plan.completion.get(event.kind, ()))

    return [(index, event) for index, event in completions if is_asked(event)]


def _before_their_placement(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
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


def _facts_recorded(event: Event, plan: Plan) -> Iterator[str]:
    """The facts that an event says are true: by their own names, or as a task that names one and the same thing."""
    if isinstance(event, Fact) and event.value:
        yield event.fact
    elif isinstance(event, TaskDone):
        for implied in plan.meanings.implied.get(Word("task", event.task), ()):
            if implied.so and implied.word.kind == "fact":
                yield implied.word.id


_BEFORE_THE_MOVE = "it is about the placement in which it is recorded, and no rule asks for it there"
_OF_THE_NEXT = "if it is about the placement after that, date it the day on which that began"


def _placements_that_ask(fact: str, plan: Plan) -> set[str]:
    """The kinds of placement in which the rules that ask for a fact apply; none where one of them applies in any."""
    found: set[str] = set()
    for rule in (*plan.profile.timescales, *plan.profile.considerations):
        if not any(fact == word.removeprefix("not ") for condition in rule.asked for word in condition.fact or ()):
            continue
        words = () if rule.when is None else rule.when.placement or ()
        if not words or any(word.startswith("not ") for word in words):
            return set()
        found.update(words)
    return found


_MORE_KEYS = frozenset({Fact, OtherEvent})
"""Kinds of which more is read than whether they happened."""


def _is_read(word: Word, plan: Plan) -> bool:
    """Whether a rule reads any of the words that a word brings."""
    reads = plan.reads
    for implied in plan.meanings.implied.get(word, ()):
        kind, name = implied.word.kind, implied.word.id
        read = reads.tasks.get(name) if kind == "task" else reads.kinds.get(name) if kind == "event" else None
        if read.at_all if read is not None else name in reads.facts if kind == "fact" else kind in reads.situations:
            return True
    return False


def _of_profile(index: int, event: Event, read: EventReads, plan: Plan) -> Iterator[Problem]:
    """What no rule of the profile reads of an event, whoever the child is."""
    where, profile = f"events[{index}]", plan.profile.id
    if not read.at_all:
        about = f'the task "{event.task}"' if isinstance(event, TaskDone) else "it"
        yield Problem(where, f"{_kind(event)}: no rule of {profile} is about {about}, so it changes nothing", _NO_RULE)
        return
    if isinstance(event, Fact) and event.fact in plan.profile.facts and event.fact not in plan.reads.facts:
        yield Problem(where, f'fact: no rule of {profile} asks for "{event.fact}", so it changes nothing', _NO_RULE)
        return
    if event.review is not None and not read.review:
        what = f"{_kind(event)}: no rule of {profile} asks which review it belongs to, so the number changes nothing"
        yield Problem(f"{where}.review", what, "leave the number out")
    if isinstance(event, OtherEvent) and event.ends_on is not None and not read.ends_on:
        what = f"{event.kind}: no total of {profile} adds up its days, so its last day changes nothing"
        yield Problem(f"{where}.ends_on", what, "leave the last day out")


def _asked_nothing(left: list[tuple[int, Event]], care: Care, plan: Plan) -> list[tuple[int, Event]]:
    """Those from which nothing was counted: in care, the next time of a task that recurs is, even if the limit then lapses."""
    kinds, tasks = plan.reads.kinds, plan.reads.tasks
    in_care = {care.key_of(event) for period in care.periods for event in period.events}
    return [
        (index, event)
        for index, event in left
        if care.key_of(event, index) not in in_care or not (tasks[event.task] if isinstance(event, TaskDone) else kinds[event.kind]).recurs
    ]


def _completions(
    left: list[tuple[int, Event]], completions: list[tuple[int, Event]], found: Iterable[TaskOccurrence], care: Care, plan: Plan
) -> Iterator[Problem]:
    """Completions that met no due date, and that nothing counts from or waited for."""
    used = {care.key_of(event) for event in _counted_from(found)}
    used |= {care.key_of(event, index) for index, event in _waited_for(completions, found, plan)}
    for index, event in left:
        if care.key_of(event, index) not in used and event.kind not in READ_OFF_REVIEWS:
            yield Problem(f"events[{index}]", f"{_kind(event)}: {_MET_NOTHING}", _DONE_AGAIN)


def _reviews(left: list[tuple[int, Event]], care: Care, found: Iterable[TaskOccurrence], plan: Plan) -> Iterator[Problem]:
    """Reviews, and bookings of them, where none was due on any day: in the whole period of care, or after the last that was."""
    of_reviews = [one for one in found if one.plan.id == plan.cycle_task]
    dated = {one.care.number for one in of_reviews if one.limits[0].due is not None}
    within = {care.key_of(event): period.number for period in care.periods if period.number not in dated for event in period.events}
    following = {one.care.number for one in of_reviews if one.completion is None and one.limits[0].due is not None}
    of_the_rest: set[int] = set()
    for period in care.periods:
        last = period.reviews[-1] if period.reviews else None
        if period.end is not None or period.number in following:
            continue
        ahead = [event for event in period.events if event.kind in BOOKINGS and (last is None or event.on >= last.sat_on)]
        within |= {care.key_of(event): period.number for event in ahead}
        if last is not None and last.completed_on is None:
            of_the_rest |= {care.key_of(event) for event in ahead}
    for key in _taken_over(care, following):
        within.pop(key, None)
    within |= _passed_on(care, dated, following)
    beyond = _beyond_the_last(care, found, dated, plan)
    if not within and not beyond:
        return
    ended_on = {aside.on for one in found for aside in one.set_aside if aside.limit.plan.until is not None}
    advised = {one.care.number for one in of_reviews}
    used = {care.key_of(event) for event in _counted_from(found)}
    used |= {care.key_of(event) for period in care.periods for event in reviews_that_ended(period, ended_on)}
    numbered = {one.care.number for one in found if one.review is not None}  # of reviews themselves each counts there
    for index, event in left:
        key = care.key_of(event, index)
        number = within.get(key)
        if key in beyond and key not in used:
            yield Problem(f"events[{index}]", f"{_kind(event)}: no review was due after the one before, so it changes nothing", _NO_RULE)
            continue
        idle = number is not None and key not in used
        if idle and key in of_the_rest:
            yield Problem(f"events[{index}]", f"{_kind(event)}: {_OF_THE_REST}", "correct its day, or leave it out, if that is not booked")
        elif idle and (event.kind in BOOKINGS or number not in numbered):
            why = "no day is known for a review" if number in advised - dated else "no review was due"
            why = "no review is due next" if number in dated else why
            yield Problem(f"events[{index}]", f"{_kind(event)}: {why} in this period of care, so it changes nothing", _NO_RULE)


_OF_THE_REST = "no review is due after the one that was adjourned, so no date shows that the rest of it is booked"


def _beyond_the_last(care: Care, found: Iterable[TaskOccurrence], dated: set[int], plan: Plan) -> set[int]:
    """The sittings of reviews after the last in a period of care that anything is due for; earlier ones count among the reviews held."""
    if plan.profile.considerations:  # these mark reviews, whether one is due or not
        return set()
    last: dict[int, int] = {}
    for one in found:
        if one.review is not None:
            last[one.care.number] = max(one.review, last.get(one.care.number, 0))
    beyond: set[int] = set()
    for period in care.periods:
        reviews = [review for review in period.reviews if review.number > last.get(period.number, 0)] if period.number in dated else []
        days = {day for review in reviews for day in (review.sat_on, review.completed_on)}
        beyond |= {care.key_of(event) for event in period.events if event.kind in READ_OFF_REVIEWS and event.on in days}
    return beyond


def _taken_over(care: Care, following: set[int]) -> set[int]:
    """The bookings made under another regime that stand in a period of care whose next review is due."""
    taken: set[int] = set()
    standing: list[Event] = []
    for period in care.periods:
        if period.number in following:
            taken |= {care.key_of(event) for event in standing if not isinstance(event, ReviewArranged) or event.review_on >= period.start}
        standing = [*standing, *(event for event in period.events if event.kind in BOOKINGS)] if period.goes_on else []
    return taken


def _passed_on(care: Care, dated: set[int], following: set[int]) -> dict[int, int]:
    """The bookings made under another regime for a day in a period of care in which no review is due then, each with that period."""
    idle: dict[int, int] = {}
    standing: list[Booking] = []
    for period in care.periods:
        last = period.reviews[-1] if period.reviews else None
        if period.number not in dated:
            of_this = standing if period.end is None else divided(standing, period.end)[0]
            idle |= {care.key_of(booking): period.number for booking in of_this}
        elif period.end is None and period.number not in following:
            idle |= {care.key_of(booking): period.number for booking in standing if last is None or booking.on >= last.sat_on}
        ahead = [event for event in period.events if isinstance(event, (ReviewArranged, ReviewArrangementCancelled))]
        standing = divided([*standing, *ahead], period.end)[1] if period.goes_on and period.end is not None else []
    return idle


def _counted_from(found: Iterable[TaskOccurrence]) -> list[Event]:
    """The events that a limit counts from, or that are the other end of one."""
    return [
        occurrence.event
        for one in found
        for limit in (*one.limits, *(aside.limit for aside in one.set_aside))
        for occurrence in (limit.occurrence, limit.end)
        if occurrence is not None and occurrence.event is not None
    ]


def _waited_for(completions: list[tuple[int, Event]], found: Iterable[TaskOccurrence], plan: Plan) -> Iterable[tuple[int, Event]]:
    """The completions that a limit waited for, though it counts from something later: of each task the first."""
    waiting = {
        name
        for one in found
        for limit in (*one.limits, *(aside.limit for aside in one.set_aside))
        if len(limit.plan.after) > 1
        for name in limit.plan.after
    }
    firsts: dict[str, tuple[int, Event]] = {}
    for index, event in completions:
        for task in (event.task,) if isinstance(event, TaskDone) else plan.completion.get(event.kind, ()):
            first = firsts.get(task)
            if task in waiting and (first is None or _in_time(event) < _in_time(first[1])):
                firsts[task] = (index, event)
    return firsts.values()


def _kind(event: Event) -> str:
    """The kind of event that was recorded: of what stands for a task that was done, that."""
    return event.kind if event.recorded_as is None else TaskDone.kind


def _in_time(event: Event) -> tuple[date, str]:
    return event.on, "" if event.at is None else event.at.isoformat()
