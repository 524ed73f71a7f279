"""The episodes of one child, as a data return records them, turned into care events.

A row that contradicts itself or its neighbours is used as far as it makes sense, and told as in doubt. Only what
the rows say becomes an event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from lacreview_rules.counting.periods import add_months
from lacreview_rules.histories import events as ev
from lacreview_rules.sources.ssda903.codes import break_event, series_pause
from lacreview_rules.sources.ssda903.record import START_NOT_SAID
from lacreview_rules.sources.ssda903.temporary import overstays
from lacreview_rules.sources.starts import StartNotSaid
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from datetime import date

    from lacreview_rules.sources.ssda903.codes import Code
    from lacreview_rules.sources.ssda903.rows import Episode, Findings

Moves = Literal["continue", "restart"]
"""What a move that keeps the carer, or a temporary one, does to the placement: nothing, or a new one begins."""
Breaks = Literal["series", "separate"]
"""What short breaks recorded one by one are: one period of care from the first to the last, or each one of its own."""


class Choices(NamedTuple):
    """How a reader answers what a return leaves open.

    Attributes:
        same_carer_moves: what a move that keeps the carer (RNE T or U) does to the placement.
        temporary_moves: what a temporary move (PLACE T0 to T4) does to it.
        short_breaks: what short breaks recorded one by one (LS V3) are.
    """

    same_carer_moves: Moves = "continue"
    temporary_moves: Moves = "continue"
    short_breaks: Breaks = "series"


class Spell(NamedTuple):
    """A period of care: its first day and its last, or None while it lasts; and whether its first row says S."""

    start: date
    end: date | None
    start_known: bool

    def holds(self, day: date) -> bool:
        """Whether the child was looked after on a day."""
        return self.start <= day and (self.end is None or day <= self.end)


class EpisodeWalk:
    """Goes through the episodes of one child and makes the events they tell of.

    Attributes:
        events: the care events, in order.
        spells: the periods of care.
    """

    def __init__(self, choices: Choices, findings: Findings, until: date | None = None) -> None:
        self.events: list[ev.Event] = []
        self.spells: list[Spell] = []
        self._same_carer_moves, self._temporary_moves, self._short_breaks = choices
        self._findings = findings
        self._last: Episode | None = None
        self._starts_on: date | None = None  # the day of a start whose own row was of no use
        self._since: date | None = None  # the first day of the period of care that lasts
        self._start_known = True
        self._status: Code
        self._until = until  # the day up to which an episode that has not ended is known to go on
        self._overstays: dict[str, bool] = {}
        self._place: Code  # the usual placement: not the temporary one, where those continue it
        self._postcode = ""
        self._away = False  # in a temporary placement that continues the usual one
        self._long_term = False

    def walk(self, episodes: list[Episode]) -> None:
        """Take in all episodes of the child, in the order in which they began."""
        self._overstays = overstays(episodes, self._until)
        for index, episode in enumerate(episodes):
            follower = episodes[index + 1] if index + 1 < len(episodes) else None
            if follower is not None and follower.began == episode.began:
                what = f"another episode begins on this day, at {follower.where}, and ends no earlier; that one was used"
                self._findings.refuse(episode.where, what, kind="episodes-on-one-day")
                self._starts_on = episode.began if episode.rne.start else self._starts_on
            elif episode.ended == episode.began:
                self._take_empty(episode)
            elif self._take(episode):
                self._record_stay(episode)
                self._last = episode
                self._end(episodes, index)
        last = self._last
        if self._since is not None and last is not None:
            if last.ended is not None:
                self._doubt(
                    last,
                    "next-episode-missing",
                    "another episode should begin on the day this one ended, but none does; care was taken to go on",
                )
            self.spells.append(Spell(self._since, None, self._start_known))

    def _record_stay(self, episode: Episode) -> None:
        """Each short break with its last day, so that the days can be added up."""
        if not episode.status.single_breaks:
            return
        ends_on = self._until if episode.ended is None else episode.ended
        if ends_on is not None and ends_on < episode.began:
            ends_on = None
        began, last = episode.began, self._last
        goes_on = last is not None and last.status.single_breaks and last.ended == began and not last.may_end_care
        if goes_on and not (episode.rne.start or episode.rne.carer):
            # One break over two rows, with one carer: its days are one stay.
            index = max(i for i, event in enumerate(self.events) if isinstance(event, ev.OtherEvent))
            began = self.events.pop(index).on
        self.events.append(ev.OtherEvent(event=break_event(), on=began, ends_on=ends_on))

    def _doubt(self, episode: Episode, kind: str, what: str) -> None:
        self._findings.doubt(episode.where, what, kind=kind)

    def _take_empty(self, episode: Episode) -> None:
        """An episode of no length, which the return does not allow. One that ends care does so all the same."""
        if episode.may_end_care and self._since is not None:
            self._doubt(episode, "end-on-first-day", "the episode begins and ends on one day; only the end of care was used")
            self._cease(episode, episode.began)
            self._last = episode
        else:
            self._findings.refuse(episode.where, "the episode begins and ends on one day", kind="episode-without-length")

    def _take(self, episode: Episode) -> bool:
        """Take in the beginning of an episode; returns whether the row was used."""
        last, begins_care = self._last, episode.rne.start or self._starts_on == episode.began
        if self._since is None or last is None:
            if last is not None and last.ended is not None and last.ended > episode.began:
                self._findings.refuse(
                    episode.where,
                    f"the episode lies within the one at {last.where}, which ended the period of care",
                    kind="episode-within-another",
                )
                return False
            if begins_care and last is not None and self._is_of_series(last, episode):
                self._resume()
                return True
            if not begins_care:
                self._doubt(
                    episode,
                    "start-not-recorded",
                    "care began before this episode, and the rows do not say when: "
                    "it was counted from this episode, and dates counted from the start of care are not reliable",
                )
            self._start(episode, known=begins_care)
            return True
        began, ended = episode.began, last.ended
        if begins_care and ended != began:
            self._restart(last, episode)
            return True
        if ended is None:
            self._doubt(episode, "episodes-overlap", f"the episode before, at {last.where}, has not ended; it was taken to end on this day")
        elif ended > began:
            self._doubt(episode, "episodes-overlap", f"the episode before, at {last.where}, ends later; it was taken to end on this day")
        elif ended < began:
            self._doubt(episode, "gap-in-care", f"there is a gap after the episode before, at {last.where}; care was taken to go on")
        elif begins_care:
            self._doubt(
                episode,
                "start-while-in-care",
                f"RNE says that care began, but it had not ended at {last.where}; the row was taken as a move",
            )
        before = self._status
        if episode.status.known and before.known and episode.status.short_break != before.short_break:
            self._doubt(
                episode,
                "short-breaks-turned",
                "LS turned to or from short breaks, which are looked at apart: a new period of care begins on this day",
            )
        self._change(episode, begins_care=begins_care)
        return True

    def _is_of_series(self, last: Episode, episode: Episode) -> bool:
        """Whether an episode is the next of a series of short breaks, in the same kind of place, recorded one by one."""
        return (
            self._short_breaks == "series"
            and episode.status.single_breaks
            and last.status.single_breaks
            and episode.place == last.place
            and last.ended is not None
            and episode.began <= add_months(last.ended, series_pause())
        )

    def _resume(self) -> None:
        """The series of short breaks goes on: the end of the break before was not its end."""
        self.events.pop()
        before = self.spells.pop()
        self._since, self._start_known = before.start, before.start_known

    def _restart(self, last: Episode, episode: Episode) -> None:
        """Care begins although its end was not recorded."""
        if last.ended is None or last.ended > episode.began:
            self._doubt(
                episode, "start-without-end", f"care begins, but it had not ended before, at {last.where}; it was taken to end on this day"
            )
            self._cease(last, episode.began, reason=False)
        else:
            self._doubt(
                episode,
                "start-without-end",
                f"care begins again, but nothing ended it; it was taken to end with the episode at {last.where}",
            )
            self._cease(last, last.ended, reason=False)
        self._start(episode, known=True)

    def _start(self, episode: Episode, *, known: bool) -> None:
        self._since, self._start_known = episode.began, known
        self._place, self._status = episode.place, episode.status
        self._long_term = False
        place, status = episode.place.word, episode.status.word
        started = (
            ev.BecameLookedAfter(on=episode.began, placement=place, legal_status=status)
            if known
            else StartNotSaid(on=episode.began, placement=place, legal_status=status, note=START_NOT_SAID)
        )
        self.events.append(started)
        if episode.status.single_breaks and self._short_breaks == "separate":
            self._doubt(
                episode, "short-breaks-separate", "short breaks are recorded one by one (V3), so each counts as a period of care of its own"
            )
        self._settle(episode, moved=True)
        self._postcode, self._away = episode.postcode, self._is_away(episode)
        self._tell_overstay(episode)

    def _change(self, episode: Episode, *, begins_care: bool) -> None:
        """What changed within a period of care."""
        rne, status, place = episode.rne, episode.status, episode.place
        if status.known and status != self._status:
            if rne.known and not rne.status and not begins_care:
                self._doubt(episode, "status-disagrees", "RNE says that the legal status did not change, but LS did; LS was used")
            if status.word is not None:
                self.events.append(ev.LegalStatusChanged(on=episode.began, legal_status=status.word))
            self._status = status
        elif rne.status and status.known:
            self._doubt(episode, "status-disagrees", "RNE says that the legal status changed, but LS did not; LS was used")
        self._tell_overstay(episode)
        if self._is_away(episode):
            self._away = True
            self._settle(episode, moved=None)
            return
        moved = self._has_moved(episode, begins_care=begins_care)
        if moved:
            move = ev.PlacedForAdoption if place.adoptive else ev.PlacementMoved
            self.events.append(move(on=episode.began, placement=place.word))
        self._place, self._postcode, self._away = place, episode.postcode, False
        self._settle(episode, moved=moved)

    def _is_away(self, episode: Episode) -> bool:
        """Whether the row is a temporary absence from a placement that goes on."""
        if self._temporary_moves != "continue" or not episode.place.temporary:
            return False
        return episode.where not in self._overstays or self._place.adoptive

    def _tell_overstay(self, episode: Episode) -> None:
        if not self._overstays.get(episode.where):
            return
        made_of_it = "the placement for adoption was taken to go on" if self._is_away(episode) else "it was taken as a placement of its own"
        code = episode.place
        limit = count_text(code.most_days or 0, "day", "days")
        self._doubt(episode, "temporary-too-long", f"{code.code} is for {limit} at the most, and this was longer; {made_of_it}")

    def _has_moved(self, episode: Episode, *, begins_care: bool) -> bool:
        rne, place, before = episode.rne, episode.place, self._place
        if self._away and self._last is not None:
            # The postcode of a temporary placement is that of the usual one, to which the child returns.
            # Some record where the child was instead: either is the usual placement.
            homes = {self._last.postcode, self._postcode} - {""}
            return place != before or bool(homes and episode.postcode and episode.postcode not in homes)
        if self._temporary_moves == "continue" and place != before and (place.temporary or before.temporary):
            return True  # it lasted too long to be part of another placement
        if begins_care or (rne.placement and rne.carer):
            return True
        if not rne.known:
            return place != before
        if place == before:
            return rne.placement and self._same_carer_moves == "restart"
        if place.known and place.adoptive != before.adoptive:
            if not rne.placement:
                self._doubt(
                    episode,
                    "placement-disagrees",
                    "RNE says that the placement did not change, but PLACE turned to or from adoption; PLACE was used",
                )
            return True
        if not rne.placement:
            self._doubt(
                episode,
                "placement-disagrees",
                "RNE says that the placement did not change, but PLACE did; the placement was taken to go on",
            )
            return False
        if self._same_carer_moves == "restart":
            return True
        if place.known and place.word != before.word:
            self._doubt(
                episode,
                "placement-disagrees",
                "PLACE is of another kind although the carer is the same; the placement was taken to go on as it was",
            )
        return False

    def _settle(self, episode: Episode, *, moved: bool | None) -> None:
        """The facts that a row brings with it; `moved` is None for a temporary absence, which leaves the placement's."""
        if moved is None:
            return
        long_term = episode.place.long_term
        if long_term if moved else long_term != self._long_term:
            self.events.append(ev.Fact(on=episode.began, fact="long-term-foster-placement", value=long_term))
        self._long_term = long_term

    def _end(self, episodes: list[Episode], index: int) -> None:
        episode, ended = episodes[index], episodes[index].ended
        if ended is None or not episode.may_end_care:
            return
        for later in range(index + 1, len(episodes)):
            other = episodes[later]
            if other.began > ended:
                break
            if other.began < ended and (other.ended is None or other.ended > ended):
                return  # that row says that the child was looked after on this day and later
            if other.began == ended and not other.rne.start and episode.rec is not None and not episode.rec.known:
                return  # an unknown code, and the next episode goes on
        self._cease(episode, ended)

    def _cease(self, episode: Episode, day: date, *, reason: bool = True) -> None:
        rec = episode.rec
        self.events.append(ev.CeasedToBeLookedAfter(on=day, reason=rec.code if reason and rec is not None and rec.known else None))
        if self._since is not None:
            self.spells.append(Spell(self._since, day, self._start_known))
        self._since = None
