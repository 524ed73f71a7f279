"""The rows of one child from the returns of several years, put together: nothing counts twice, and the later return wins.

A return holds the episodes that lasted into its year. So an episode that goes on stands in the returns of several years,
open in the earlier one and perhaps closed in the later. Where two returns contradict each other, the row of the earlier
one is not used, and both places are told.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.sources.ssda903.codes import replacements
from lacreview_rules.sources.ssda903.rows import by_beginning
from lacreview_rules.sources.ssda903.years import last_day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from lacreview_rules.sources.ssda903.rows import Episode, Findings


class Rank(NamedTuple):
    """Which of several returns is the later: the last year it tells of, then what its name says.

    Attributes:
        year: the last that it tells of.
        latest: whether its name does not call it the return before the others.
        name: the years in its name.
        by_row: whether it is the rows of one YEAR of a file that holds several, and no file of its own.
    """

    year: int
    latest: bool = True
    name: tuple[str, ...] = ()
    by_row: bool = False


class Part(NamedTuple):
    """What one return says of a child.

    Attributes:
        rank: which return.
        episodes: those that could be used.
        first: where its first row of the child is.
        whole: whether every row of the child could be used.
    """

    rank: Rank
    episodes: list[Episode]
    first: str
    whole: bool


_BEGAN = attrgetter("began")


class Merged(NamedTuple):
    """The episodes of one child.

    Attributes:
        episodes: in the order in which they began.
        known_until: the last day of the last return that has the child, where a later one should have it and does not.
    """

    episodes: list[Episode]
    known_until: date | None


def merge(parts: Sequence[Part], ranks: Collection[Rank], findings: Findings) -> Merged:
    """What several returns say of one child, as one.

    Args:
        parts: what each return that has the child says.
        ranks: of all returns.
        findings: takes up the contradictions.
    """
    if len(parts) == len(ranks) == 1 and len({episode.began for episode in parts[0].episodes}) == len(parts[0].episodes):
        return Merged(sorted(parts[0].episodes, key=_BEGAN), None)  # no two rows that could speak of one episode
    told = sorted(((part.rank, episode) for part in parts for episode in part.episodes), key=lambda one: (one[1].began, one[0]))
    kept: list[tuple[Rank, Episode]] = []
    for _, group in groupby(told, key=lambda one: one[1].began):
        same_day = list(group)
        if len(same_day) == 1:
            kept += same_day
            continue
        latest = same_day[-1][0]
        best = [one for one in same_day if one[0] == latest]
        best = _once(best, findings)
        kept += [(latest, episode) for episode in _of_one_return([episode for _, episode in best], findings)]
        for rank, episode in same_day:
            if rank != latest:
                _compare(episode, kept[-1][1], findings, None if rank.by_row else last_day_of(rank.year))
    by_rank = {part.rank: part for part in parts}
    known_until: date | None = None
    episodes: list[Episode] = []
    if len(ranks) == 1:  # there is no other return that could say otherwise
        return Merged(sorted((episode for _, episode in kept), key=by_beginning), None)
    for rank, episode in kept:
        edge = last_day_of(rank.year)
        lasted = episode.ended is None or (episode.ended > edge and not rank.by_row)
        if lasted and _is_withdrawn(rank, episode, by_rank, findings):
            continue
        if episode.ended is None and _is_lost(rank, by_rank, ranks):
            findings.doubt(
                episode.where,
                "the episode had not ended when this return did, and no later return has the child: what became of it is not known",
                "add the child to the later return; nothing after this return counts as late",
                kind="child-lost",
            )
            known_until = max(edge, episode.began)
        episodes.append(episode)
    return Merged(sorted(episodes, key=by_beginning), known_until)


def _once(same_rank: list[tuple[Rank, Episode]], findings: Findings) -> list[tuple[Rank, Episode]]:
    """Episodes of returns of one year: what is split over two files and stands in both counts once."""
    kept: dict[tuple[object, ...], tuple[Rank, Episode]] = {}
    for one in same_rank:
        if kept.setdefault(one[1].said, one) is not one:
            findings.repeated += 1
    return list(kept.values())


def _of_one_return(same_day: list[Episode], findings: Findings) -> list[Episode]:
    """Of rows of one return with one first day: those of its last year, and of them the one that has ended.

    Files of several years run together hold an episode as it stood open and as it ended; the open row is the older knowledge.
    """
    used = max(same_day, key=lambda one: (one.year, by_beginning(one)))
    kept = []
    for one in same_day:
        if one is used:
            kept.append(one)
        elif one.year != used.year:
            _compare(one, used, findings)
        elif one.ended is None and used.ended is not None and used.ended > used.began and (used.rne.start or not one.rne.start):
            _take_ended(one, used, findings)
        else:
            kept.append(one)
    return sorted(kept, key=by_beginning)


def _take_ended(old: Episode, new: Episode, findings: Findings) -> None:
    """Put down whether an open row agrees with another, which has the same episode as it ended; that one is used."""
    unequal = _unequal(old, new)
    if unequal:
        what = f"the same episode stands at {new.where}, where it has ended, with another {' and '.join(unequal)}; that one was used"
        findings.refuse(old.where, what, "check which of the two is right", kind="episode-open-and-ended")
    else:
        findings.repeated += 1


_COLUMNS = {"rne": "RNE", "status": "LS", "place": "PLACE", "ended": "DEC", "rec": "REC", "postcode": "PL_POST"}


def _unequal(old: Episode, new: Episode, edge: date | None = None) -> list[str]:
    """The columns in which the row of a later return contradicts an earlier one, which ended on `edge` if that is known."""
    unequal = {column for name, column in _COLUMNS.items() if getattr(old, name) != getattr(new, name)}
    if old.ended is None:
        if old.rec is None and (new.ended is None or edge is None or new.ended > edge):
            unequal -= {"DEC", "REC"}  # it ended since
        if new.place.code in replacements().get(old.place.code, ()):
            unequal.discard("PLACE")
    if not (old.postcode and new.postcode):
        unequal.discard("PL_POST")
    return [column for column in _COLUMNS.values() if column in unequal]


def _compare(old: Episode, new: Episode, findings: Findings, edge: date | None = None) -> None:
    """Put down whether the row of an earlier return agrees with that of the later."""
    unequal = _unequal(old, new, edge)
    if unequal:
        what = f"the later return has this episode too, at {new.where}, with another {' and '.join(unequal)}; the later return was used"
        findings.refuse(old.where, what, "check which of the two is right", kind="returns-contradict")
    else:
        findings.repeated += 1


def _is_withdrawn(rank: Rank, episode: Episode, parts: Mapping[Rank, Part], findings: Findings) -> bool:
    """Whether the return of the next year has the child and not this episode, which lasted into that year."""
    following = [part for other, part in parts.items() if other.year == rank.year + 1]
    if not following or not all(part.whole for part in following):
        return False
    ends = "it had not ended" if episode.ended is None else "it ended later"
    where = min(following, key=attrgetter("rank")).first
    what = f"{ends} when this return did, but the next return, which has the child at {where}, does not have this episode"
    findings.refuse(episode.where, f"{what}; the next return was used", "check which of the two is right", kind="episode-withdrawn")
    return True


def _is_lost(rank: Rank, parts: Mapping[Rank, Part], ranks: Collection[Rank]) -> bool:
    """Whether there are later returns and none of them has the child."""
    return any(other.year > rank.year for other in ranks) and not any(other.year > rank.year for other in parts)
