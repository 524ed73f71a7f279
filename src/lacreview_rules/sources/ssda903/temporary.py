"""Temporary placements that lasted longer than their code allows, and so were placements of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from lacreview_rules.sources.ssda903.rows import Episode


def overstays(episodes: Sequence[Episode], until: date | None) -> dict[str, bool]:
    """The rows of temporary placements beyond the limit of their code; by place, whether the row is the first of its absence.

    Args:
        episodes: of one child, in the order in which they began.
        until: the day up to which one that has not ended is known to go on; None if that is not known.
    """
    found: dict[str, bool] = {}
    if not any(episode.place.temporary for episode in episodes):
        return found
    for absence in _absences(episodes):
        most, ended = absence[0].place.most_days, absence[-1].ended or until
        if most is not None and ended is not None and ended > absence[0].began + timedelta(days=most):
            found |= {episode.where: episode is absence[0] for episode in absence}
    return found


def _absences(episodes: Sequence[Episode]) -> Iterator[list[Episode]]:
    """The temporary placements, each with all its rows: another legal status makes another row of the same absence."""
    absence: list[Episode] = []
    for episode in episodes:
        if absence and episode.place == absence[-1].place and episode.began == absence[-1].ended and not episode.rne.placement:
            absence.append(episode)
            continue
        if absence:
            yield absence
        absence = [episode] if episode.place.temporary else []
    if absence:
        yield absence
