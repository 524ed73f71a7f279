"""Records that can be true but leave a doubt: each is told among the problems, and none is refused."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import timedelta
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from lacreview_rules.counting.clocks import clock_doubt
from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.care import OTHER_NUMBER
from lacreview_rules.histories.coming_placements import coming, fits
from lacreview_rules.histories.last_day import may_have_come_after
from lacreview_rules.histories.meanings import Word
from lacreview_rules.histories.recorded_words import words_of
from lacreview_rules.histories.taken_as_done import ReviewTakenAsHeld
from lacreview_rules.remarks.unknown_words import reasons_misspelt
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.rules.plan import Plan

_ONE_DAY = timedelta(days=1)
_SITTINGS = frozenset({ev.ReviewHeld.kind, ev.ReviewAdjourned.kind})
_UNDER_ANOTHER_REGIME = (
    "from its day care went on under another regime: it is taken for the first review under that",
    'if it was held before that, give the times of both ("at"): the first review is still to be held then',
)
_OF_THE_CARE_BEFORE = (
    "a period of care ended on its day and the next began: it is taken for one of the care that ended",
    'if it was held after that, give the times of all that happened on the day ("at"): it is then the first review of the next',
)
_INTO_ANOTHER_REGIME = (
    "ordinary care is taken to have ended on this day, and another regime begun: what was due later is cancelled, the next review too",
    "if the child went home first, record the end of care and its beginning; if it was a break within ordinary care, give both statuses",
)
_IF_IN_PARTS = "if it is, record the first part as review-adjourned; if it stands apart, as additional"
_IF_ADJOURNED = "if it is, keep one of the two, the completion; if it stands apart, record it as additional"
_LEFT_THE_KIND = (
    "it does not say where to: the child is taken to have left the kind of placement before it, and what counts from that one ends"
)
_WHERE_TO = (
    "record the kind of placement: after a move to another of the same kind what counts from the first goes on, which may be earlier"
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
    remarks = [
        *care.doubts,
        *_times(history),
        *_not_seen(history, plan),
        *_never_begun(history, plan),
        *_parts_of_reviews(history, care, plan),
        *_parts_of_stays(history, care, plan),
        *_of_which_placement(history, care, plan),
        *_unsaid_moves(history, care, plan),
        *_out_of_ordinary_care(history, care),
    ]
    remarks += [*_of_which_care(history, care), *_of_the_last_day(history, care, plan), *reasons_misspelt(history, plan)]
    if any(event.review is not None for event in history.events):
        remarks += _numbers_of_reviews(history, care, plan)
        remarks += _numbers_of_bookings(history, care, plan)
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


def _parts_of_reviews(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Reviews so soon after the one before that they may be its second part; not those that say they stand apart."""
    within = plan.profile.settings["review_parts_within"]
    if not isinstance(within, int):
        return
    places = care.places
    for period in care.periods:
        last = until = None  # the last that counts in a row of reviews each a few days after the one before, and the end of the row
        for review in period.reviews:
            if isinstance(review.event, ReviewTakenAsHeld):
                continue
            if until is not None and (review.sat_on - until).days > within:
                last = None
            until = review.completed_on or review.sat_on
            if not review.counted:  # it stands apart, and may have sat between two that are one
                continue
            if last is not None:
                days = (review.sat_on - (last.completed_on or last.sat_on)).days
                what = f"a review {count_text(days, 'day')} after the one before: is it one review in two parts?"
                remedy = _IF_ADJOURNED if last.adjourned else _IF_IN_PARTS
                places = places or {id(event): index for index, event in enumerate(history.events)}
                yield Problem(f"events[{places[id(review.event)]}]", what, remedy)
            last = review


def _numbers_of_reviews(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Sittings that say they are of another review than they are by the record; where nobody knows how many came before, none."""
    tasks = plan.reads.tasks
    restarts = _restarts(plan)
    starts = history.record_starts if history.reviews_before is None else None
    places = care.places or {id(event): index for index, event in enumerate(history.events)}
    for period in care.periods:
        if starts is not None and period.start < starts and (period.end is None or period.end > starts):
            continue
        begins_again = _days_of(restarts, period) if restarts else []
        counted_days: list[date] = []
        sittings: dict[date, list[ev.Event]] = {}
        for event in period.events:
            if event.review is not None and event.kind in _SITTINGS:
                sittings.setdefault(event.on, []).append(event)
        for review in period.reviews:
            number_then = len(counted_days) + 1
            in_cycle = {
                number_then - found(counted_days, day)
                for day in _last_two(begins_again, review.sat_on)
                for found in (bisect_left, bisect_right)
            }
            if review.counted and not getattr(review.event, "additional", False):
                counted_days.append(review.sat_on)
            fitting = {review.number, len(counted_days), *in_cycle}  # one that stands apart may have been left out of the numbers
            for event in (one for day in sorted({review.sat_on, review.completed_on or review.sat_on}) for one in sittings.get(day, ())):
                number = event.review
                if number is None or number > len(period.reviews) + 1:
                    continue
                recorded = history.events[places[id(event)]]
                if isinstance(recorded, ev.TaskDone) and not tasks[recorded.task].review and recorded.task != plan.cycle_task:
                    continue  # no rule asks for its number, and that is told
                if number not in fitting:
                    what = f"by this record it is review {review.number}, and it says that it is review {number}"
                    yield Problem(f"events[{places[id(event)]}].review", what, OTHER_NUMBER)


def _numbers_of_bookings(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Bookings that say they are of a review which the record has as held by then, where no cycle has begun its numbers again."""
    if history.record_starts is not None and history.reviews_before is None:
        return
    restarts = _restarts(plan)
    places = care.places or {id(event): index for index, event in enumerate(history.events)}
    for period in care.periods:
        again = [day for day in _days_of(restarts, period) if day > period.start] if restarts else []
        in_sequence = (review for review in period.reviews if review.counted and not getattr(review.event, "additional", False))
        completed = sorted(review.completed_on for review in in_sequence if review.completed_on is not None)
        for event in period.events:
            if again and event.on >= again[0]:
                break
            if not isinstance(event, ev.ReviewArranged) or event.review is None:
                continue
            held = bisect_left(completed, event.on)
            if event.review <= held:
                what = f"by this record it is of review {held + 1}, and it says that it is of review {event.review}, which had been held"
                yield Problem(f"events[{places[id(event)]}].review", what, OTHER_NUMBER)


def _restarts(plan: Plan) -> set[str]:
    """What begins the numbers of reviews again."""
    return {kind for rule in plan.profile.timescales if rule.task == plan.cycle_task for kind in rule.restarts_on or ()}


def _days_of(restarts: set[str], period: PeriodOfCare) -> list[date]:
    """The days in a period of care on which reviews begin again, in order."""
    days = {event.on for event in period.events if event.kind in restarts}
    if ev.PLACEMENT_STARTED in restarts:
        days |= {placement.start for placement in period.placements}
    return sorted(days)


def _last_two(days: list[date], until: date) -> list[date]:
    """The last of some days until a day, and the one before: on the day itself a review may have been of the cycle before."""
    place = bisect_right(days, until)
    return days[max(0, place - 2) : place]


def _of_which_care(history: History, care: Care) -> Iterator[Problem]:
    """Reviews on the day on which one period of care ended and the next began, without times of day that tell in which they sat."""
    places = care.places
    for before, period in pairwise(care.periods):
        if before.end != period.start:
            continue
        goes_on = before.goes_on
        changed = (before.ended_with, period.events[0])
        timed = any(event is not None and event.at is not None for event in changed)
        for event in (period if goes_on else before).events:
            if event.on != period.start or event.kind not in _SITTINGS or isinstance(event, ReviewTakenAsHeld):
                continue
            if event.at is not None and timed:
                continue
            places = places or {id(one): index for index, one in enumerate(history.events)}
            yield Problem(f"events[{places[id(event)]}]", *(_UNDER_ANOTHER_REGIME if goes_on else _OF_THE_CARE_BEFORE))


def _out_of_ordinary_care(history: History, care: Care) -> Iterator[Problem]:
    """The changes by which ordinary care went on under another regime: its limits are later, and the child may not have left the first."""
    for before, period in pairwise(care.periods):
        change = before.ended_with
        if change is not None and before.goes_on and before.regime is None and period.regime is not None:
            yield Problem(f"events[{_place_of(change, history, care)}]", *_INTO_ANOTHER_REGIME)


def _place_of(event: ev.Event, history: History, care: Care) -> int:
    """Where in the file an event is; of records of one day that were taken together, which is none of them, the first of their kind."""
    at_its_place = {id(one): index for index, one in enumerate(history.events)} | care.places
    on_its_day = ((one.kind != event.kind, index) for index, one in enumerate(history.events) if one.on == event.on)
    return at_its_place[id(event)] if id(event) in at_its_place else min(on_its_day)[1]


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


def _of_which_placement(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """Events of which nobody knows whether they are about the placement that the child was in, or about one that began soon after."""
    meanings = plan.meanings
    for index, event in enumerate(history.events) if meanings.before_placement else ():
        word = Word("fact", event.fact) if isinstance(event, ev.Fact) and event.value else Word("event", event.kind)
        period = _care_on(care, event.on) if word in meanings.before_placement and not meanings.is_planned(event.kind) else None
        following = None if period is None else coming(period, word, event.on, meanings)
        kinds = meanings.about(word.id) if word.kind == "event" else meanings.in_placements.get(word.id, ())
        if period is None or following is None or (following.kind is not None and not fits(period.placement_on(event.on), kinds)):
            continue  # where it cannot be about the one before, and can be about this, nothing is in doubt
        later = count_text((following.start - event.on).days, "day")
        what = f"a placement began {later} later, and it may be about that one: it is taken to be, and about the one before, too"
        yield Problem(f"events[{index}]", what, "if it is about that placement, give it the day on which that began")


def _care_on(care: Care, day: date) -> PeriodOfCare | None:
    """The period of care that a day lies in."""
    place = bisect_right(care.periods, day, key=lambda one: one.start) - 1
    period = care.periods[place] if place >= 0 else None
    return period if period is not None and (period.end is None or day < period.end) else None


def _unsaid_moves(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """The moves without a placement after one in which a task goes on; what is recorded as an event by which the child left says it."""
    tasks = [task for task in plan.profile.tasks.values() if task.goes_on_in]
    places = care.places
    for period in care.periods if tasks else ():
        kinds = {kind for task in tasks if period.regime not in task.goes_on_under for kind in task.goes_on_in}
        for placement, following in pairwise(period.placements):
            move = following.began_with
            if following.kind is not None or not isinstance(move, ev.PlacementMoved) or move.recorded_as is not None:
                continue
            if not kinds.isdisjoint(placement.words):
                places = places or {id(event): index for index, event in enumerate(history.events)}
                yield Problem(f"events[{places[id(move)]}]", _LEFT_THE_KIND, _WHERE_TO)
