"""Whether a way to count gives the right date, over every start; and which days off a package does not know."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from peers_arithmetic import RIGHT
from peers_right_dates import FIRST, HOLIDAYS, LAST, STARTS, is_working_day

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from peers_arithmetic import Way

SATURDAY = 5


def in_words(day: date) -> str:
    """A day as the page writes it."""
    return f"{day.day} {day:%b %Y}"


@dataclass(frozen=True)
class Verdict:
    """How a way to count did.

    Attributes:
        right: on how many starts it gave the right date.
        wrong: the start, what it said and what is right, wherever the two differ.
        refused: the starts it would not answer.
    """

    right: int
    wrong: tuple[tuple[date, date, date], ...]
    refused: tuple[date, ...]

    def __str__(self) -> str:
        if not self.wrong and not self.refused:
            return f"all {self.right:,}"
        parts = [f"{self.right:,}"]
        if self.wrong:
            start, said, right = self.wrong[0]
            parts.append(f"**wrong on {len(self.wrong):,}**, first from {in_words(start)}: {in_words(said)}, not {in_words(right)}")
        if self.refused:
            parts.append(f"refuses {len(self.refused):,} from {in_words(self.refused[0])} to {in_words(self.refused[-1])}")
        return "; ".join(parts)


def verdict(way: Way) -> Verdict:
    """How a way does over every start."""
    answers = way.days(STARTS)
    expected = [RIGHT[way.task](start) for start in STARTS]
    wrong = [(start, said, right) for start, said, right in zip(STARTS, answers, expected, strict=True) if said not in (None, right)]
    refused = [start for start, said in zip(STARTS, answers, strict=True) if said is None]
    return Verdict(len(STARTS) - len(wrong) - len(refused), tuple((a, b, c) for a, b, c in wrong if b is not None), tuple(refused))


@dataclass(frozen=True)
class Holidays:
    """What a package knows of the days off in England and Wales.

    Attributes:
        missing: days off that it takes for working days.
        invented: working days that it takes for days off.
        refused: the days it will not speak of.
    """

    missing: tuple[date, ...]
    invented: tuple[date, ...]
    refused: tuple[date, ...]

    def __str__(self) -> str:
        parts = []
        if self.missing:
            parts.append(f"**lacks {', '.join(map(in_words, self.missing))}**")
        if self.invented:
            parts.append(f"**wrongly has {', '.join(map(in_words, self.invented))}**")
        if self.refused:
            span = f"{in_words(self.refused[0])} to {in_words(self.refused[-1])}"
            parts.append(f"all it answers for; refuses {len(self.refused):,} days, {span}")
        return "; ".join(parts) or f"all {sum(FIRST <= day <= LAST and day.weekday() < SATURDAY for day in HOLIDAYS)}"


def known_holidays(says: Callable[[date], bool]) -> Holidays:
    """What a package knows, going by what it says of every day."""
    missing, invented, refused = [], [], []
    for day in STARTS:
        try:
            working = says(day)
        except ValueError:
            refused.append(day)
            continue
        if working and not is_working_day(day):
            missing.append(day)
        if not working and is_working_day(day):
            invented.append(day)
    return Holidays(tuple(missing), tuple(invented), tuple(refused))
