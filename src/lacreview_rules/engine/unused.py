"""What a history records that nothing used and no rule asked about: named, with its place, why, and the remedy.

The profile settles most of it (`rules.reads`). What is left is a completion that met no due date: this looks at what the
child's due dates were met by and counted from. `histories.for_the_record` lists what may be recorded without a remark.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import Fact, OtherEvent, TaskDone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.histories.events import Event
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.rules.reads import EventReads
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_NO_RULE = "leave it out, or choose a profile that has a rule for it"
_MET_NOTHING = "nothing needs doing if it was recorded twice or done once more; otherwise correct its date, or what it belongs to"


def unused(history: History, plan: Plan, found: Iterable[TaskOccurrence], known: list[Problem]) -> list[Problem]:
    """A problem for every event and every key that changed nothing, but those that `known` problems name already."""
    kinds, tasks = plan.reads.kinds, plan.reads.tasks
    remarks: list[Problem] = []
    completions: list[tuple[int, Event]] = []
    for index, event in enumerate(history.events):
        read = kinds.get(event.kind)
        if type(event) is TaskDone:
            read = tasks.get(event.task)
        if read is None:
            continue  # a word that the profile does not know: said with those
        if read.only_completes and read.at_all:
            completions.append((index, event))
        if not read.at_all or event.review is not None or type(event) in _MORE_KEYS:
            remarks += _of_profile(index, event, read, plan)
    if completions:
        met = {id(one.completion.event) for one in found if one.completion is not None}
        left = [(index, event) for index, event in completions if id(event) not in met]
        if left:
            remarks += _completions(left, found)
    if remarks:
        named = {problem.where.partition(".")[0] for problem in known}
        remarks = [remark for remark in remarks if remark.where.partition(".")[0] not in named]
    return remarks


_MORE_KEYS = frozenset({Fact, OtherEvent})
"""Kinds of which more is read than whether they happened."""


def _of_profile(index: int, event: Event, read: EventReads, plan: Plan) -> Iterator[Problem]:
    """What no rule of the profile reads of an event, whoever the child is."""
    where, profile = f"events[{index}]", plan.profile.id
    if not read.at_all:
        what = (
            f'no rule of {profile} limits the task "{event.task}"' if isinstance(event, TaskDone) else f"no rule of {profile} is about it"
        )
        yield Problem(where, f"{event.kind}: {what}, so it changes nothing", _NO_RULE)
        return
    if isinstance(event, Fact) and event.fact in plan.profile.facts and event.fact not in plan.reads.facts:
        yield Problem(where, f'fact: no rule of {profile} asks for "{event.fact}", so it changes nothing', _NO_RULE)
        return
    if event.review is not None and not read.review:
        yield Problem(
            f"{where}.review",
            f"{event.kind}: {profile} has no task of a review that it belongs to, so the number changes nothing",
            "leave it out",
        )
    if isinstance(event, OtherEvent) and event.ends_on is not None and not read.ends_on:
        what = f"{event.kind}: no total of {profile} adds up its days, so its last day changes nothing"
        yield Problem(f"{where}.ends_on", what, "leave the last day out")


def _completions(left: list[tuple[int, Event]], found: Iterable[TaskOccurrence]) -> Iterator[Problem]:
    """Completions that met no due date, and that nothing counts from."""
    counted = {
        id(limit.occurrence.event)
        for one in found
        for limit in chain(one.limits, (aside.limit for aside in one.set_aside))
        if limit.occurrence.event is not None
    }
    for index, event in left:
        if id(event) not in counted:
            yield Problem(
                f"events[{index}]",
                f"{event.kind}: it met nothing: what it is the completion of was done before, or was not owed then",
                _MET_NOTHING,
            )
