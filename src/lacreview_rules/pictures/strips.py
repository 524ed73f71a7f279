"""Where things go: a long run of days cut into strips, ticks on their date axes, and marks put into rows that do not touch."""

from __future__ import annotations

from bisect import bisect_left, insort
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.pictures.canvas import width_of
from lacreview_rules.wording import SHORT_MONTHS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lacreview_rules.timelines.lanes import Mark

LONGEST = 550
"""Days in one strip, about eighteen months: so that a weekend is still wider than a hair."""
MOST_STRIPS = 12
_SHORTEST = 42
LABEL_SIZE = 6.5
_REACH = 5.0  # points on either side of a mark
_AIR = 2.5
_TICK_AIR = 30.0  # points from tick to tick
_URGENCY = ("overdue", "due-today", "came-in", "left", "held", "upcoming", "upcoming-arranged", "upcoming-projected", "met-late")


class Strip(NamedTuple):
    """A run of days drawn on one date axis.

    Attributes:
        first: The first day.
        last: The last day.
        wide: How wide it is drawn, in points.
    """

    first: date
    last: date
    wide: float

    @property
    def day(self) -> float:
        """The width of one day, in points."""
        return self.wide / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        """How far the middle of a day is from the left edge, in points.

        Example:
            >>> Strip(date(2026, 1, 1), date(2026, 1, 10), 100.0).at(date(2026, 1, 2))
            15.0
        """
        return ((day - self.first).days + 0.5) * self.day

    def holds(self, day: date) -> bool:
        """Whether the day lies in the strip."""
        return self.first <= day <= self.last


def strips_over(first: date, last: date, wide: float) -> tuple[Strip, ...]:
    """The strips that a run of days is cut into: equal, none longer than eighteen months, but never more than twelve.

    Example:
        >>> [str(strip.first) for strip in strips_over(date(2024, 1, 1), date(2026, 12, 31), 600.0)]
        ['2024-01-01', '2025-07-02']
    """
    days = max(_SHORTEST, (last - first).days + 1)
    pieces = min(MOST_STRIPS, -(-days // LONGEST))
    length = -(-days // pieces)
    starts = (first + timedelta(length * piece) for piece in range(pieces))
    return tuple(Strip(start, start + timedelta(length - 1), wide) for start in starts)


class Tick(NamedTuple):
    """A place on the date axis and what is written there; with the year where it is new."""

    on: date
    words: str
    year: str


def ticks_of(strip: Strip) -> tuple[Tick, ...]:
    """Ticks with room for their words: weeks, months, quarters or years.

    Example:
        >>> [tick.words for tick in ticks_of(Strip(date(2026, 1, 15), date(2026, 6, 14), 600.0))]
        ['Feb', 'Mar', 'Apr', 'May', 'Jun']
    """
    weekly = 7 * strip.day >= _TICK_AIR * 1.2
    days = _mondays(strip) if weekly else _months(strip)
    ticks: list[Tick] = []
    for day in days:
        words = f"{day.day} {SHORT_MONTHS[day.month - 1]}" if weekly else SHORT_MONTHS[day.month - 1]
        year = str(day.year) if not ticks or day.year != ticks[-1].on.year else ""
        ticks.append(Tick(day, words, year))
    return tuple(ticks)


def _mondays(strip: Strip) -> list[date]:
    start = strip.first + timedelta(-strip.first.weekday() % 7)
    return [start + timedelta(7 * week) for week in range((strip.last - start).days // 7 + 1)]


def _months(strip: Strip) -> list[date]:
    step = next((step for step in (1, 3, 6, 12, 24, 60) if step * 30 * strip.day >= _TICK_AIR), 120)
    first, last = strip.first.year * 12 + strip.first.month - 1, strip.last.year * 12 + strip.last.month - 1
    starts = (date(month // 12, month % 12 + 1, 1) for month in range(-(-first // step) * step, last + 1, step))
    return [day for day in starts if strip.holds(day)]


class Placed(NamedTuple):
    """A mark in a row of its lane.

    Attributes:
        label: "right", "left" or "", for where its label is written.
    """

    mark: Mark
    row: int
    label: str


class Rows(NamedTuple):
    """The marks of one lane in one strip, in rows; and how many found no room."""

    placed: tuple[Placed, ...]
    rows: int
    left_out: int


def rows_of(marks: Sequence[Mark], strip: Strip, most: int) -> Rows:
    """Marks put into at most `most` rows so that neither marks nor labels touch.

    Where there is no room for a label it is left to the hover text. Where there is none for a mark, those of least
    consequence are left out and counted: what is overdue or due today is placed first.
    """
    here = [mark for mark in marks if mark.last >= strip.first and mark.first <= strip.last]
    here.sort(key=lambda mark: (mark.first, mark.id))
    placed, left_out = _fill(here, strip, most)
    if left_out:
        ranks = {look: rank for rank, look in enumerate(_URGENCY)}
        here.sort(key=lambda mark: (not mark.guide, ranks.get(mark.look, len(ranks)), mark.first, mark.id))
        placed, left_out = _fill(here, strip, most)
    return Rows(tuple(placed), max((one.row for one in placed), default=0) + 1, left_out)


def _fill(marks: Sequence[Mark], strip: Strip, most: int) -> tuple[list[Placed], int]:
    taken: list[list[tuple[float, float]]] = [[] for _ in range(most)]
    placed: list[Placed] = []
    left_out = 0
    for mark in marks:
        for label, low, high in _extents(mark, strip):
            row = next((number for number, ends in enumerate(taken) if _is_free(ends, low, high)), None)
            if row is not None:
                insort(taken[row], (low, high))
                placed.append(Placed(mark, row, label))
                break
        else:
            left_out += strip.holds(mark.on)
    return placed, left_out


def _is_free(ends: list[tuple[float, float]], low: float, high: float) -> bool:
    place = bisect_left(ends, (low, high))
    return (place == 0 or ends[place - 1][1] <= low) and (place == len(ends) or ends[place][0] >= high)


def _extents(mark: Mark, strip: Strip) -> list[tuple[str, float, float]]:
    """The ways to place a mark, the best first: with its label to the right, to the left, without it."""
    low = max(strip.at(max(mark.first, strip.first)), 0.0) - _REACH
    high = min(strip.at(min(mark.last, strip.last)), strip.wide) + _REACH
    if any(span.kind == "care" for span in mark.spans):
        high -= 2 * _REACH  # what ends care stands at the end of its bar, in the same row
    if not mark.label or not strip.holds(mark.on):
        return [("", low, high)]
    width = width_of(mark.label, LABEL_SIZE) + _AIR
    right = strip.at(mark.on) + _REACH + width
    left = strip.at(mark.on) - _REACH - width
    found = [("right", low, max(high, right + _AIR))] if right <= strip.wide else []
    if left >= 0 and not found:
        found.append(("left", min(low, left - _AIR), high))
    return [*found, ("", low, high)]
