"""Through which placements a task that may go on through several (`goes_on_in`, `goes_on_under`) goes on without a break."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lacreview_rules.histories.period_of_care import PeriodOfCare
    from lacreview_rules.histories.placement import Placement
    from lacreview_rules.profiles.models import Task


def last_in_turn(period: PeriodOfCare, task: Task) -> list[Placement]:
    """Of each placement, the last of those from it on through which a task goes on without a break; itself, if no other follows so."""
    if period.regime in task.goes_on_under:
        return _last_at_the_place(period.placements)
    found: list[Placement] = []
    of_kind: dict[str, Placement] = {}  # the last of the placements of a kind that follow one another from here on
    for placement in reversed(period.placements):
        of_kind = {kind: of_kind.get(kind, placement) for kind in task.goes_on_in if placement.is_of(kind)}
        found.append(max(of_kind.values(), key=attrgetter("number"), default=placement))
    return found[::-1]


def _last_at_the_place(placements: list[Placement]) -> list[Placement]:
    """The last of those that may all be at one place: one that is known to be of another kind than the one known before is not."""
    found: list[Placement] = []
    known, last = None, placements[-1]
    for placement in reversed(placements):
        if placement.kind is not None:
            if known is not None and known.kind is not None and not (placement.is_of(known.kind) or known.is_of(placement.kind)):
                last = placements[known.number - 2]
            known = placement
        found.append(last)
    return found[::-1]
