"""The care of one child: the episodes, with the placement and the legal status of each from their own tables, as events.

An episode of the SSD says neither where the child is nor on what legal footing: the placement it names does, and the
legal statuses that stood then. The walk through the episodes is that of the data return (`sources.ssda903.episodes`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.histories import events as ev
from lacreview_rules.sources.ssd.days import read_day
from lacreview_rules.sources.ssd.findings import NOT_A_DATE
from lacreview_rules.sources.ssd.placements import placement_of
from lacreview_rules.sources.ssda903.codes import Code, codes
from lacreview_rules.sources.ssda903.episodes import EpisodeWalk
from lacreview_rules.sources.ssda903.rows import Episode, by_beginning
from lacreview_rules.sources.starts import StartNotSaid

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from lacreview_rules.sources.ssd.findings import SsdFindings
    from lacreview_rules.sources.ssd.legal_statuses import LegalStatuses
    from lacreview_rules.sources.ssd.placements import Placement
    from lacreview_rules.sources.ssd.rows import Row
    from lacreview_rules.sources.ssd.tables_found import FoundTable
    from lacreview_rules.sources.ssda903.episodes import Choices, Spell

START_NOT_SAID = "The episodes do not say when care began."
"""The note to a start of care that is only taken to be one."""
_UNKNOWN = Code(code="", known=False)


class Span(NamedTuple):
    """What the episodes of one period of care cover: the first day and the last, or None while it lasts."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day and (self.end is None or day <= self.end)


class Care(NamedTuple):
    """What a child's episodes say.

    Attributes:
        events: the events, in order.
        spells: the periods of care.
        periods: what the episodes of each period of care cover, by its id.
    """

    events: list[ev.Event]
    spells: list[Spell]
    periods: dict[str, Span]


class _Read(NamedTuple):
    episode: Episode
    period: str
    placement: str
    entered: date | None


def read_care(
    rows: Sequence[Row],
    found: FoundTable,
    placements: Sequence[Placement] | None,
    statuses: LegalStatuses | None,
    born: date | None,
    choices: Choices,
    findings: SsdFindings,
) -> Care:
    """The care of a child.

    Args:
        rows: of the episodes.
        found: the table of episodes.
        placements: the child's; None where the source has no such table.
        statuses: the child's; None where the source has no such table.
        born: the date of birth.
        choices: how moves that keep the carer, temporary ones and short breaks are read.
        findings: takes up what is wrong.
    """
    read = sorted(_episodes(rows, found, placements, statuses, born, findings), key=lambda one: by_beginning(one.episode))
    periods = _periods(read)
    walk = EpisodeWalk(choices, findings)
    walk.walk(_with_starts(read, found, findings))
    events = _with_statuses(walk.events, walk.spells, statuses, findings, read)
    used = {one.placement for one in read} | {p.id for one in read for p in placements or () if p.began == one.episode.began}
    for placement in placements or ():
        within = any(spell.start < placement.began and spell.holds(placement.began) for spell in walk.spells)
        if within and placement.id not in used:
            what = "the placement begins within a period of care, but no episode begins with it or names it"
            findings.refuse(placement.where, what, "add the episode; the row was not used", kind="placement-without-episode")
    return Care(events, walk.spells, periods)


def _episodes(
    rows: Sequence[Row],
    found: FoundTable,
    placements: Sequence[Placement] | None,
    statuses: LegalStatuses | None,
    born: date | None,
    findings: SsdFindings,
) -> Iterable[_Read]:
    seen: dict[tuple[object, ...], str] = {}
    for row in rows:
        cells = row.cells
        began, ended, entered = read_day(cells["began"]), read_day(cells["ended"]), read_day(cells["entered"])
        if began is None:
            name = found.called("began")
            what = f"{name} {NOT_A_DATE}" if cells["began"] else f"{name} is empty"
            findings.refuse(row.where, what, kind="start-unreadable")
            continue
        if born is not None and began < born:
            what = f"{found.called('began')} is before the date of birth"
            findings.refuse(row.where, what, "correct one of the two dates; the row was not used", kind="start-before-birth")
            continue
        ended = _checked_end(row, found, began, ended, findings)
        rne = findings.code(row.where, found.called("start_reason"), "RNE", cells["start_reason"])
        rec = findings.code(row.where, found.called("ceased_reason"), "REC", cells["ceased_reason"]) if cells["ceased_reason"] else None
        place = placement_of(placements or (), cells["placement"], cells["period"], began)
        if place is None and placements is not None:
            findings.doubt(
                row.where, "no placement has the id that the episode names, nor lasts on its first day", kind="placement-unknown"
            )
        episode = Episode(row, began, ended, rne, _short_break(statuses, began), _UNKNOWN if place is None else place.type, rec, "")
        same = seen.setdefault((*episode.said, cells["period"], cells["placement"]), row.where)
        if same != row.where:
            findings.refuse(row.where, f"the same episode stands at {same}", "remove one; it counted once", kind="row-repeated")
            continue
        yield _Read(episode, cells["period"], cells["placement"], entered)


def _checked_end(row: Row, found: FoundTable, began: date, ended: date | None, findings: SsdFindings) -> date | None:
    cells, name = row.cells, found.called("ended")
    if cells["ended"] and ended is None:
        findings.doubt(row.where, f"{name} {NOT_A_DATE}; the day the episode ended is not known", kind="end-unreadable")
    elif ended is not None and ended < began:
        findings.doubt(
            row.where, f"{name} is before {found.called('began')}; the day the episode ended is not known", kind="end-before-start"
        )
        return None
    elif ended is None and cells["ceased_reason"]:
        reason = found.called("ceased_reason")
        findings.doubt(
            row.where, f"{reason} says why the episode ended, but {name} is empty; it was taken as not ended", kind="end-missing"
        )
    elif ended is not None and not cells["ceased_reason"]:
        reason = found.called("ceased_reason")
        findings.doubt(
            row.where, f"{name} says that the episode ended, but {reason} is empty; care was taken to go on", kind="end-reason-missing"
        )
    return ended


def _short_break(statuses: LegalStatuses | None, day: date) -> Code:
    """The legal status of an episode, as far as the walk goes by it: whether it is of short breaks."""
    standing = () if statuses is None else statuses.on(day)
    return next((one.code for one in standing if one.code.short_break), _UNKNOWN)


def _periods(read: Sequence[_Read]) -> dict[str, Span]:
    """What the episodes of each period of care cover."""
    spans: dict[str, Span] = {}
    for one in read:
        if not one.period:
            continue
        start, end = one.episode.began, one.episode.ended
        before = spans.get(one.period)
        if before is not None:
            start = min(start, before.start)
            end = None if end is None or before.end is None else max(end, before.end)
        spans[one.period] = Span(start, end)
    return {
        period: Span(min([span.start, *(one.entered for one in read if one.period == period and one.entered is not None)]), span.end)
        for period, span in spans.items()
    }


def _with_starts(read: Sequence[_Read], found: FoundTable, findings: SsdFindings) -> list[Episode]:
    """The episodes, with what is known of a beginning: the period of care, and the day on which care was entered."""
    episodes: list[Episode] = []
    begun: set[str] = set()
    last: _Read | None = None
    for one in read:
        episode = one.episode
        first = bool(one.period) and one.period not in begun
        begun.add(one.period)
        if first and not episode.rne.start and one.entered is not None and one.entered <= episode.began:
            start = codes()["RNE"]["S"]
            if one.entered == episode.began:
                episode = replace(episode, rne=start)
            else:
                what = f"the episodes before this one are not there; care was taken to begin on {found.called('entered')}"
                findings.doubt(episode.where, what, "add them; the first placement is not known", kind="first-episodes-missing")
                onward = codes()["REC"]["X1"]
                episodes.append(Episode(episode.row, one.entered, episode.began, start, _UNKNOWN, _UNKNOWN, onward, ""))
        elif not episode.rne.known and last is not None and one.placement and one.placement != last.placement:
            episode = replace(episode, rne=codes()["RNE"]["P"])
        episodes.append(episode)
        last = one
    return episodes


def _with_statuses(
    events: Sequence[ev.Event], spells: Sequence[Spell], statuses: LegalStatuses | None, findings: SsdFindings, read: Sequence[_Read]
) -> list[ev.Event]:
    """The events of the walk, with the legal statuses of their own table instead of those of the episodes."""
    kept: list[ev.Event] = []
    for event in events:
        if isinstance(event, ev.LegalStatusChanged):
            continue
        if isinstance(event, ev.BecameLookedAfter):
            standing = () if statuses is None else statuses.words_on(event.on)
            note = START_NOT_SAID if isinstance(event, StartNotSaid) else None
            kept.append(replace(event, legal_status=standing or None, note=note))
        else:
            kept.append(event)
    if statuses is None:
        return kept
    for spell in spells:
        before = statuses.words_on(spell.start)
        if not before:
            where = next((one.episode.where for one in read if one.episode.began >= spell.start), read[0].episode.where)
            what = "no legal status of a looked after child is recorded for the day on which care began"
            findings.doubt(where, what, "add the row to the legal statuses", kind="status-missing")
        for day in statuses.days_of_change():
            if not (spell.start < day and (spell.end is None or day < spell.end)):
                continue
            standing = statuses.words_on(day)
            if standing and standing != before:
                kept.append(ev.LegalStatusChanged(on=day, legal_status=standing))
                before = standing
    return kept
