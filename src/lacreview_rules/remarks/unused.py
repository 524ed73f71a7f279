"""What a history records that nothing used and no rule asked about: named, with its place, why, and the remedy.

Most of it the profile settles (`unread`). What is left is a completion or a booking that met no due date: this looks at what the
child's due dates were met by and counted from. `histories.for_the_record` lists what may be recorded without a remark.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import BOOKINGS, READ_OFF_REVIEWS, TaskDone
from lacreview_rules.histories.recorded_words import recorded_kind
from lacreview_rules.remarks.counted_from import counted_from
from lacreview_rules.remarks.idle_decisions import idle_decisions
from lacreview_rules.remarks.unread import before_their_placement, unread
from lacreview_rules.remarks.unused_reviews import unused_reviews

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_COMPLETION = attrgetter("completion")
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

    From what is `lapsed` something was counted that is owed no more. Of events outside care `remarks.outside_care` tells.
    Where `only` some tasks are asked for, nothing is said of what others met: these were not worked out.
    """
    remarks, completions = unread(history, plan, care)
    kinds = plan.reads.kinds
    remarks += before_their_placement(history, care, plan)
    of_profile = len(remarks)
    booked = [(index, event) for index, event in enumerate(history.events) if event.kind in BOOKINGS and kinds[event.kind].at_all]
    if booked:
        remarks += unused_reviews(booked, care, found, plan)
    if completions:
        met = {care.key_of(completion.event) for completion in filter(None, map(_COMPLETION, found))}
        met |= {care.key_of(event) for event in lapsed}
        asked = completions if only is None else _of_tasks(only, completions, plan)
        left = [(index, event) for index, event in asked if care.key_of(event, index) not in met]
        of_reviews = [(index, event) for index, event in left if event.kind in READ_OFF_REVIEWS]
        if len(left) > len(of_reviews):
            remarks += _completions(_asked_nothing(left, care, plan), completions, found, care, plan)
        if of_reviews:
            remarks += unused_reviews(of_reviews, care, found, plan)
    if plan.reads.deciding:
        remarks += idle_decisions(history, plan, care, found, only)
    by_found = len(remarks) > of_profile
    if remarks:
        named = {problem.where.partition(".")[0] for problem in known}
        remarks = [remark for remark in remarks if remark.where.partition(".")[0] not in named]
    return Unused(remarks, by_found)


def _of_tasks(only: frozenset[str], completions: list[tuple[int, Event]], plan: Plan) -> list[tuple[int, Event]]:
    """The completions of some tasks; a review is the completion of itself."""

    def is_asked(event: Event) -> bool:
        if type(event) is TaskDone:
            return event.task in only
        if event.kind in READ_OFF_REVIEWS:
            return plan.cycle_task in only
        return not only.isdisjoint(plan.completion.get(event.kind, ()))

    return [(index, event) for index, event in completions if is_asked(event)]


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
    used = {care.key_of(event) for event in counted_from(found)}
    used |= {care.key_of(event, index) for index, event in _waited_for(completions, found, plan)}
    for index, event in left:
        if care.key_of(event, index) not in used and event.kind not in READ_OFF_REVIEWS:
            yield Problem(f"events[{index}]", f"{recorded_kind(event)}: {_MET_NOTHING}", _DONE_AGAIN)


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


def _in_time(event: Event) -> tuple[date, str]:
    return event.on, "" if event.at is None else event.at.isoformat()
