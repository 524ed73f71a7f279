"""Moves to nobody says where, out of a placement of a kind within which a move does not end what counts from it: each is told."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories.events import PlacementMoved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lacreview_rules.histories.care import Care
    from lacreview_rules.histories.history import History
    from lacreview_rules.rules.plan import Plan

_LEFT = "it does not say where to: the child is taken to have left the kind of placement before it, and what counts from that one ends"
_WHERE = "record the kind of placement: after a move to another of the same kind what counts from the first goes on, which may be earlier"


def unsaid_moves(history: History, care: Care, plan: Plan) -> Iterator[Problem]:
    """The moves without a placement after one in which a task goes on; what is recorded as an event by which the child left says it."""
    tasks = [task for task in plan.profile.tasks.values() if task.goes_on_in]
    places = care.places
    for period in care.periods if tasks else ():
        kinds = {kind for task in tasks if period.regime not in task.goes_on_under for kind in task.goes_on_in}
        for placement, following in pairwise(period.placements):
            move = following.began_with
            if following.kind is not None or not isinstance(move, PlacementMoved) or move.recorded_as is not None:
                continue
            if not kinds.isdisjoint(placement.words):
                places = places or {id(event): index for index, event in enumerate(history.events)}
                yield Problem(f"events[{places[id(move)]}]", _LEFT, _WHERE)
