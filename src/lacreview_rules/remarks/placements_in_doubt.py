"""Placements that leave a doubt: which of two an event is about, and where a move went."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.histories.coming_placements import coming, fits
from lacreview_rules.histories.meanings import Word
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.remarks.places import Places
    from lacreview_rules.rules.plan import Plan

_LEFT_THE_KIND = (
    "it does not say where to: the child is taken to have left the kind of placement before it, and what counts from that one ends"
)
_WHERE_TO = (
    "record the kind of placement: after a move to another of the same kind what counts from the first goes on, which may be earlier"
)


def of_which_placement(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
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


def unsaid_moves(care: Care, plan: Plan, places: Places) -> Iterator[Problem]:
    """The moves without a placement after one in which a task goes on; what is recorded as an event by which the child left says it."""
    tasks = [task for task in plan.profile.tasks.values() if task.goes_on_in]
    for period in care.periods if tasks else ():
        kinds = {kind for task in tasks if period.regime not in task.goes_on_under for kind in task.goes_on_in}
        for placement, following in pairwise(period.placements):
            move = following.began_with
            if following.kind is not None or not isinstance(move, ev.PlacementMoved) or move.recorded_as is not None:
                continue
            if not kinds.isdisjoint(placement.words):
                yield Problem(f"events[{places.of(move)}]", _LEFT_THE_KIND, _WHERE_TO)
