"""Records that can be true but leave a doubt: each is told among the problems, and none is refused."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from lacreview_rules.counting.clocks import clock_doubt
from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.last_day import may_have_come_after
from lacreview_rules.histories.meanings import Word
from lacreview_rules.histories.recorded_words import words_of
from lacreview_rules.remarks.placements_in_doubt import of_which_placement, unsaid_moves
from lacreview_rules.remarks.places import Places
from lacreview_rules.remarks.reviews_in_doubt import numbers_of_bookings, numbers_of_reviews, of_which_care, parts_of_reviews
from lacreview_rules.remarks.unknown_words import reasons_misspelt
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan

_ONE_DAY = timedelta(days=1)
_INTO_ANOTHER_REGIME = (
    "ordinary care is taken to have ended on this day, and another regime begun: what was due later is cancelled, the next review too",
    "if the child went home first, record the end of care and its beginning; if it was a break within ordinary care, give both statuses",
)
_LAST_DAY = (
    "an event: care ended on its day: what it calls for is taken to be owed after that",
    'if it came before the end of care, and ended with it, give the times of both ("at")',
)
_CLOCKS = {
    "twice": "the clocks went back that night, and this time was twice: the first of the two was used",
    "never": "the clocks went forward that night, and this time never was: the earlier reading, an hour before, was used",
}


def remarks_on(history: History, care: Care, plan: Plan) -> list[Problem]:
    """Everything that is remarked on, each by its place."""
    places = Places(history, care)
    remarks = [
        *care.doubts,
        *_times(history),
        *_not_seen(history, plan),
        *_never_begun(history, plan),
        *_by_which(history, plan),
        *parts_of_reviews(care, plan, places),
        *_parts_of_stays(history, care, plan),
        *of_which_placement(history, care, plan),
        *unsaid_moves(care, plan, places),
        *_out_of_ordinary_care(care, places),
    ]
    remarks += [*of_which_care(care, places), *_of_the_last_day(history, care, plan), *reasons_misspelt(history, plan)]
    if any(event.review is not None for event in history.events):
        remarks += numbers_of_reviews(history, care, plan, places)
        remarks += numbers_of_bookings(history, care, plan, places)
    return remarks


def _times(history: History) -> Iterator[Problem]:
    """Times of day that the clocks in England showed twice, or never."""
    for index, event in enumerate(history.events):
        if event.at is not None and (doubt := clock_doubt(event.on, event.at)) is not None:
            yield Problem(f"events[{index}].at", _CLOCKS[doubt], "correct the time, if it was another")


def _not_seen(history: History, plan: Plan) -> Iterator[Problem]:
    """Tasks done without seeing the child for which nobody has to see the child."""
    for index, event in enumerate(history.events):
        if isinstance(event, ev.TaskDone) and not event.seen and plan.counts_as_done(event) and event.task in plan.profile.tasks:
            what = "this task counts as done whether or not the child was seen"
            yield Problem(f"events[{index}].seen", what, "leave the key out, or name the task for which the child has to be seen")


def _by_which(history: History, plan: Plan) -> Iterator[Problem]:
    """Tasks that any of several events completes, recorded without it: what counts from it, and what else it says, is not there."""
    unsaid: dict[str, list[str]] = {}
    for task in {event.task for event in history.events if isinstance(event, ev.TaskDone)} & plan.profile.tasks.keys():
        kinds = [kind for kind in plan.profile.tasks[task].done_by if kind not in ev.DERIVED]
        says = {one.word.id for one in plan.meanings.implied.get(Word("task", task), ())}
        if len(kinds) > 1 and says.isdisjoint(kinds) and any(_calls_for_more(kind, plan) for kind in kinds):
            unsaid[task] = kinds
    said = {(event.kind, event.on) for event in history.events} if unsaid else set()
    for index, event in enumerate(history.events) if unsaid else ():
        kinds = unsaid.get(event.task, []) if isinstance(event, ev.TaskDone) else []
        if kinds and said.isdisjoint((kind, event.on) for kind in kinds):
            what = f"it does not say by which of these it was done, so nothing that depends on that is dated: {', '.join(kinds)}"
            yield Problem(f"events[{index}]", what, "record the event, on its day")


def _calls_for_more(kind: str, plan: Plan) -> bool:
    """Whether an event of a kind does more than complete a task: something counts from it or ends with it, or it says something else."""
    counted = any(kind in rule.after or kind in (rule.before, rule.until) for rule in plan.profile.timescales)
    return counted or Word("event", kind) in plan.meanings.implied or kind in plan.meanings.ended_as.values()


def _never_begun(history: History, plan: Plan) -> Iterator[Problem]:
    """Records that say that a fact holds no more, where the record does not have it before; not if it starts in the middle."""
    found = [(index, event, ended) for index, event in enumerate(history.events) if (ended := _facts_ended(event, plan))]
    if not found or history.record_starts is not None:
        return
    begun: dict[str, date] = {}
    for event in history.events:
        for name in _facts_begun(event, plan):
            begun[name] = min(event.on, begun.get(name, event.on))
    for index, event, ended in found:
        for fact in ended:
            if fact in plan.reads.facts and begun.get(fact, event.on + _ONE_DAY) > event.on:
                what = f'it says that "{fact}" holds no more, and the record does not have it before'
                yield Problem(f"events[{index}]", what, "record when it began, under any of its words: what counts from then is missing")


def _facts_ended(event: ev.Event, plan: Plan) -> list[str]:
    """The facts that an event or a task says hold no more, or that are recorded so where that is an event of its own."""
    if isinstance(event, ev.Fact):
        return [event.fact] if event.value is False and event.fact in plan.meanings.ended_as else []
    if plan.meanings.ending_facts.isdisjoint(words_of(event)):
        return []
    implied = (one for word in words_of(event) for one in plan.meanings.implied[word])
    return [one.word.id for one in implied if one.word.kind == "fact" and not one.so]


def _facts_begun(event: ev.Event, plan: Plan) -> Iterator[str]:
    """The facts that an event says are so, by their names or by words that imply them."""
    if isinstance(event, ev.Fact):
        if event.value is False:
            return
        yield event.fact
    for word in words_of(event):
        yield from (one.word.id for one in plan.meanings.implied.get(word, ()) if one.so and one.word.kind == "fact")


def _out_of_ordinary_care(care: Care, places: Places) -> Iterator[Problem]:
    """The changes by which ordinary care went on under another regime: its limits are later, and the child may not have left the first."""
    for before, period in pairwise(care.periods):
        change = before.ended_with
        if change is not None and before.goes_on and before.regime is None and period.regime is not None:
            yield Problem(f"events[{places.of(change)}]", *_INTO_ANOTHER_REGIME)


def _of_the_last_day(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Events of a profile's own on the day on which care ended, for what no law asks for: they are taken to have come after that."""
    found = [event for period in care.periods for event in period.events if may_have_come_after(event, period)]
    if not found:
        return
    asked = {name for task in plan.tasks if task.per == "event" and task.is_local and not task.outlives_care for name in task.anchors}
    keys = {care.key_of(event) for event in found if event.kind in asked}
    for index, event in enumerate(history.events):
        if care.key_of(event, index) in keys:
            yield Problem(f"events[{index}]", *_LAST_DAY)


def _parts_of_stays(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Stays that follow one another without a day between, and are longer together than one may be."""
    for total, regime in plan.meanings.ending:
        if total.within is not None or all(period.regime != regime for period in care.periods):
            continue
        stays = [(event.on, index, event) for index, event in enumerate(history.events) if isinstance(event, ev.OtherEvent)]
        began = until = None
        for on, index, event in sorted((stay for stay in stays if stay[2].event == total.event), key=itemgetter(0, 1)):
            last = max(on, event.ends_on or on)
            if event.ends_on is None:
                what = "it has no last day, so one day of it is counted"
                yield Problem(f"events[{index}]", what, "give its last day as ends_on: the same day, if it was one")
            if began is None or until is None or on > until + _ONE_DAY:
                began, until = on, last
                continue
            alone = (last - on).days < total.days and (until - began).days < total.days
            if alone and (max(last, until) - began).days >= total.days:
                what = f"it follows the one before without a day between: together they are more than {count_text(total.days, 'day')}"
                yield Problem(f"events[{index}]", what, "if it was one stay, record it as one; as two they are counted apart")
            until = max(last, until)
