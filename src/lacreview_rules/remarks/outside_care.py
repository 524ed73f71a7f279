"""Events outside care that nothing uses: each is named, with what would make it count."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.totals import added_until
from lacreview_rules.remarks.counted_from import counted_from
from lacreview_rules.schedules.due_dates import DueDate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan
    from lacreview_rules.schedules.task_occurrence import TaskOccurrence

_OF_EVENTS = 'correct the date; a profile can have a task that belongs to the event (per = "event") or outlives care; it was not used'
_OF_TASKS = "correct the date; a rule can take what was done before care (may_precede), a task can outlive care; it was not used"
_OF_FACTS = "record it on a day in care, or as a fact about the child; it was not used"


def unused_outside_care(
    history: History, care: Care, plan: Plan, found: Sequence[TaskOccurrence], only: frozenset[str] | None = None
) -> list[Problem]:
    """Every event outside care that no rule asks about there, and that no due date is met by; of what was done, `only` of some tasks."""
    outside = [*(() if care.before is None else care.before.events), *(event for one in care.periods for event in one.afterwards)]
    if not outside:
        return []
    last = care.periods[-1] if care.periods else None
    ahead_of_care = {id(event) for event in care.before.events} if last is not None and care.before is not None else set()
    ahead_of_care |= {id(event) for one in care.periods if one is not last for event in one.afterwards}
    done = [(one.plan.id, one.completion) for one in found if one.completion is not None]
    last_done = {task: completion.on for task, completion in sorted(done, key=lambda pair: pair[1].on)}
    used = {id(event) for event in counted_from(found)}
    used |= {id(completion.event) for _, completion in done}
    used |= {id(event) for one in care.periods for event in one.taken_up}
    starts = _where_stays_add_up(care, plan)
    recorded = {event.task if isinstance(event, ev.TaskDone) else event.kind for event in history.events}
    unused = {
        id(event)
        for event in outside
        if id(event) not in used
        and recorded.isdisjoint(plan.asked_outside_with.get(event.kind, ()))  # it may end what counts from another, or wait for it
        and not _matters(event, plan)
        and not (id(event) in ahead_of_care and (_was_taken_later(event, plan, last_done) or _adds_up(event, plan, starts)))
        and not _told_as_unseen(event, plan, found)
    }
    keys = {care.key_of(event) for event in outside if id(event) in unused}
    # A record is used where anything that it says is: what else it would say in care is no fault of it.
    used_by_key = {care.key_of(event) for event in outside if id(event) not in unused}
    places = ((index, care.key_of(event, index)) for index, event in enumerate(history.events))
    # What was recorded is told, and says which task it is of: what it brings with it may be of several, or another kind of event.
    told = ((index, history.events[index]) for index, key in places if key in keys and key not in used_by_key)
    return [Problem(f"events[{index}]", *_told(event)) for index, event in told if only is None or not _is_of_another(event, only)]


def _is_of_another(event: ev.Event, only: frozenset[str]) -> bool:
    """Whether an event is the completion of a task that was not asked for; one that names a review has a place that can be wrong, too."""
    return isinstance(event, ev.TaskDone) and event.task not in only and event.review is None


def _matters(event: ev.Event, plan: Plan) -> bool:
    """Whether an event matters in a way that no due date shows, or was told of already: nobody knows its word."""
    profile = plan.profile
    if isinstance(event, ev.Fact):
        fact = profile.facts.get(event.fact)
        return fact is None or fact.scope == "child"
    if isinstance(event, ev.TaskDone):
        return event.task not in profile.tasks or event.task in plan.asked_whether_done
    return isinstance(event, ev.OtherEvent) and event.event not in profile.events


def _was_taken_later(event: ev.Event, plan: Plan, last_done: dict[str, date]) -> bool:
    """Whether a rule takes such a thing as done ahead of care, and took a later one of them."""
    if not isinstance(event, ev.TaskDone) or event.task not in plan.taken_before:
        return False
    return event.task in last_done and event.on <= last_done[event.task]


def _where_stays_add_up(care: Care, plan: Plan) -> dict[str, list[date]]:
    """Of each total, the first days of the periods of care that it matters in: under a regime that it may end, or where it was passed."""
    found: dict[str, list[date]] = {total: [] for total in plan.profile.totals}
    for period in care.periods if found else ():
        statuses = (ev.statuses_of(event) for event in period.events if isinstance(event, (ev.BecameLookedAfter, ev.LegalStatusChanged)))
        under_it = any(not plan.meanings.regimes.keys().isdisjoint(words) for words in statuses)
        for total in plan.profile.totals.values():
            if under_it or (total.id in plan.anchors and period.stays.passed_on(total, period.start, period.end) is not None):
                found[total.id].append(period.start)
    return found


def _adds_up(event: ev.Event, plan: Plan, starts: dict[str, list[date]]) -> bool:
    """Whether the days of a stay are added to those of the next period of care in which its total matters."""
    if not isinstance(event, ev.OtherEvent):
        return False
    until = max(event.on, event.ends_on or event.on)
    for total in plan.profile.totals.values():
        if total.event == event.event:
            place = bisect_right(starts[total.id], event.on)
            if starts[total.id][place : place + 1] and starts[total.id][place] <= added_until(total, until):
                return True
    return False


def _told_as_unseen(event: ev.Event, plan: Plan, found: Sequence[TaskOccurrence]) -> bool:
    """Whether a due date says already that something does not count, because the child was not seen."""
    if not isinstance(event, ev.TaskDone) or event.seen or plan.counts_as_done(event):
        return False
    return any(event.on in DueDate(one, None).unseen_on for one in found if one.plan.id == event.task)


def _told(event: ev.Event) -> tuple[str, str]:
    """What is wrong and the remedy, by the kind of event and never by what it says of the child."""
    kind = event.kind if event.kind in ev.BUILT_IN else "an event"
    if isinstance(event, ev.Fact):
        return f"{kind}: the child was not looked after, and this is no fact about the child", _OF_FACTS
    if isinstance(event, ev.TaskDone):
        return f"{kind}: the child was not looked after, and nothing that is due asks for it then", _OF_TASKS
    return f"{kind}: the child was not looked after, and nothing counts from it then", _OF_EVENTS
