"""What is planned for a placement: an event or a fact that is recorded for a day on which none began, or shortly before one did.

Which words are about the beginning of a placement, and how many days before it they may stand, is for the profile to say (`Meanings`).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from lacreview_rules.errors import Problem
from lacreview_rules.histories import events as ev
from lacreview_rules.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from lacreview_rules.histories.meanings import Implied, Meanings, Word
    from lacreview_rules.histories.recorded_words import Record

_ABOUT_WHICH = "give it the day on which the placement began that it is about"


class PlannedPlacements:
    """The placements of one history, and the facts that are brought to those that something planned is about.

    Args:
        placed: the events that began a placement, the last of each day, by their days in order.
        last_day: the last day on which anything that has happened is recorded.
        meanings: what the profile says of the words.
        days: the words that are recorded, each with its day; it grows while the history is read.
        found: where events are put that are brought, each with the place in the file of what brings it.
        doubts: where it is told what something is taken to be about.
    """

    __slots__ = ("_began_on", "_began_with", "_days", "_doubts", "_found", "_last_day", "_meanings", "_of_none")

    def __init__(
        self,
        placed: Mapping[date, ev.Event],
        last_day: date,
        meanings: Meanings,
        days: set[tuple[Word, date]],
        found: list[tuple[int, ev.Event]],
        doubts: list[Problem],
    ) -> None:
        self._began_on = list(placed)
        self._began_with = list(placed.values())
        self._last_day = last_day
        self._meanings = meanings
        self._days = days
        self._found = found
        self._doubts = doubts
        self._of_none: set[int] = set()

    def bring_to_those_near(self, record: Record, implied: Implied) -> None:
        """A fact planned for a day on which no placement began, of each that began so shortly before or after that it may be that one."""
        found = [day for day in self._near(record) if (implied.word, day) not in self._days]
        self._found += [(record.place, ev.Fact(on=day, fact=implied.word.id, recorded_as=record.word.id)) for day in found]
        if found:
            what = f"no placement began on its day: it is taken to be about what began on {' and on '.join(map(day_text, found))}"
            self._doubts.append(Problem(f"events[{record.place}]", what, _ABOUT_WHICH))

    def tell_if_none_began(self, record: Record, implied: Implied) -> None:
        """Of what is so only of a placement that began on a day: that none did, if something is recorded from that day on."""
        if record.on <= self._last_day and (implied.word, record.on) not in self._days and record.place not in self._of_none:
            self._of_none.add(record.place)
            self._doubts.append(
                Problem(f"events[{record.place}]", "no placement began on its day: it is taken to say nothing of any", _ABOUT_WHICH)
            )

    def bring_to_the_next(self, record: Record, implied: Implied) -> None:
        """A fact of the placement that begins so shortly after an event that this may be about it, unless it is recorded there.

        One that can be about placements of some kinds only waits for them itself.
        """
        days = self._meanings.before_placement.get(record.word, 0)
        place = bisect_right(self._began_on, record.on)
        if not 0 < place < len(self._began_on) or self.has_begun_on(record.on) or implied.word.id in self._meanings.in_placements:
            return
        day = self._began_on[place]
        if (day - record.on).days <= days and (implied.word, day) not in self._days:
            self._found.append((record.place, ev.Fact(on=day, fact=implied.word.id, recorded_as=record.word.id)))

    def has_begun_on(self, day: date) -> bool:
        """Whether a placement began on a day."""
        place = bisect_right(self._began_on, day) - 1
        return place >= 0 and self._began_on[place] == day

    def _near(self, record: Record) -> list[date]:
        """The days on which placements began that may be one planned: the next, and the last if the plan was overtaken.

        Not the last where care began with it, nor while nothing that has happened is recorded from the planned day on.
        """
        days = self._meanings.before_placement.get(record.word, 0)
        place = bisect_right(self._began_on, record.on)
        found = [day for day in self._began_on[place : place + 1] if (day - record.on).days <= days]
        overtaken = place > 0 and record.on <= self._last_day and (record.on - self._began_on[place - 1]).days <= days
        if overtaken and not isinstance(self._began_with[place - 1], ev.BecameLookedAfter):
            found.insert(0, self._began_on[place - 1])
        return found
