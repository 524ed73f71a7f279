"""What was decided for a child, and no due date shows: a date or a period that came too late, or that no rule could take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_NO_DATE = "nothing is due by what was decided: no rule that it is for applies then, or what it is about was due or done before"
_CHECK = "check its day and its value; if it is for a later occasion, leave it"


def idle_decisions(
    history: History, plan: Plan, care: Care, found: Iterable[TaskOccurrence], only: frozenset[str] | None
) -> Iterator[Problem]:
    """The last decision of each fact in a period of care that no limit bears, of facts that do nothing else.

    What another decision replaced, or took back, is said by that. Where `only` some tasks are asked for, it is theirs alone.
    """
    deciding = plan.reads.deciding
    last: dict[tuple[int, str], tuple[int, Fact]] = {}
    places = {care.key_of(event): period.number for period in care.periods for event in period.events}
    for index, event in enumerate(history.events):
        if type(event) is not Fact or event.fact not in deciding or (only is not None and not deciding[event.fact] <= only):
            continue
        number = places.get(care.key_of(event, index))
        if number is None:
            continue  # outside care: told with what happened there
        before = last.get((number, event.fact))
        if before is None or event.on >= before[1].on:
            last[number, event.fact] = (index, event)
    if not last:
        return
    borne = {
        (limit.decision.fact, limit.decision.on, limit.decision.value)
        for one in found
        for limit in (*one.limits, *(aside.limit for aside in one.set_aside))
        if limit.decision is not None
    }
    for index, event in sorted(last.values(), key=lambda pair: pair[0]):
        if isinstance(event.value, str) and (event.fact, event.on, event.value) not in borne:
            yield Problem(f"events[{index}]", f"fact: {_NO_DATE}", _CHECK)
