"""Which return each file is of, and which years its dates speak for: judged over all files of a return, not row by row."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.sources.ssda903.merge import Rank
from lacreview_rules.sources.ssda903.names import years_in
from lacreview_rules.sources.ssda903.years import added, mistaken_years, thin_years, without, year_of_return, years_told

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from lacreview_rules.sources.ssda903.files import ExtractFile

_MOST_ALIKE = 95  # of a hundred rows; the others are slips of the pen


def slips_in(files: Mapping[str, list[ExtractFile]], end: date | None) -> dict[str, frozenset[int]]:
    """By file, the years whose dates are slips of the pen.

    Episodes that go on may have begun in any year, so only what lies after every review and after the end is a slip there.
    """
    found = {file.name: mistaken_years(file.years, end) for file in files.get("review", ())}
    last = max((year for file in files.get("review", ()) for year in file.years.keys() - found[file.name]), default=None)
    for kind, of_kind in files.items():
        for file in of_kind if kind != "review" else ():
            apart = mistaken_years(file.years)
            after = max(file.years.keys() - apart, default=0) if last is None else last + 1
            late = {year for year in apart if year > after}
            if end is not None:
                late |= {year for year in mistaken_years(file.years, end) if year > year_of_return(end)}
            found[file.name] = frozenset(late)
    return found


def certain_years(files: Sequence[ExtractFile], mistaken: Mapping[str, frozenset[int]]) -> set[int]:
    """The years that have a file of their own, by its name or because most of its reviews lie in them, so that one date is enough.

    Of the dates of one child alone nobody can say which is wrong: then every year is taken as it is.
    """
    if _are_of_one_child(files):
        return {year for file in files for year in file.years}
    found = {int(max(file.place.years)) for file in files if file.place.years}
    for file in (file for file in files if file.place.kind == "review"):
        counted = without(file.years, mistaken[file.name])
        if counted:
            found.add(max(counted, key=lambda year: (counted[year], year)))
    return found


def _are_of_one_child(files: Sequence[ExtractFile]) -> bool:
    """Whether all rows of some files are of one and the same child."""
    one: str | None = None
    for child in (child for file in files for child in file.children):
        if one is not None and child != one:
            return False
        one = child
    return one is not None


def ranks_of(files: list[ExtractFile], mistaken: Mapping[str, frozenset[int]]) -> dict[str, Rank]:
    """Which return each file belongs to: files of one folder whose names speak of the same return belong together."""
    groups: dict[tuple[Path, tuple[str, ...], bool], list[ExtractFile]] = {}
    for file in files:
        groups.setdefault((file.group, file.place.years, file.place.before), []).append(file)
    ranks: dict[str, Rank] = {}
    for (_, names, before), group in groups.items():
        years: Counter[int] = Counter()
        for file in group:
            years = added(years, without(file.years, mistaken[file.name]))
        year = max(years_told(years, certain_years(group, mistaken)), default=0)
        ranks |= {file.name: Rank(year, not before, names) for file in group}
    return ranks


class ReturnsInOne(NamedTuple):
    """The returns that a file holds one under another, told apart by its column YEAR.

    Attributes:
        by_year: the return of each year that the column names, as often as a return of its own must be named.
        latest: the last of them; a row that names none of them is taken to be of it.
    """

    by_year: Mapping[int, Rank]
    latest: Rank

    def of(self, years: Sequence[str]) -> Rank:
        """The return of a row that names some years."""
        return self.by_year.get(int(max(years)), self.latest) if years else self.latest


def returns_in_one(files: Sequence[ExtractFile], mistaken: Mapping[str, frozenset[int]], last: int) -> dict[str, ReturnsInOne]:
    """By file, the returns of the Episodes files that hold several; a file whose column YEAR names one year, or none, is not here.

    The column may name the year in which a return ends or the one in which it begins: the dates of the rows say which.

    Args:
        files: the Episodes files.
        mistaken: by file, the years whose dates are slips of the pen.
        last: the year in which the last return ends, as the dates say.
    """
    several = {}
    for file in files:
        if _says_when_it_began(file):
            continue
        dates: dict[int, Counter[int]] = {}
        for label, counted in file.days.labels.items():
            if years := years_in(label):
                named = int(max(years))
                dates[named] = added(dates.get(named, {}), without(counted, mistaken[file.name]))
        rows = Counter({named: counted.pop(0) for named, counted in dates.items()})
        known = sorted({named for named in rows if named <= last} - thin_years(rows))
        if len(known) > 1:
            several[file.name] = _in_one(known, rows, dates)
    return several


def _says_when_it_began(file: ExtractFile) -> bool:
    """Whether the column YEAR is only the year of DECOM: the returns of several years hold episodes that began before them, too."""
    agree: Counter[str] = Counter()
    for (label, calendar, of_return), rows in file.days.begun.items():
        named = years_in(label)
        for way, years in (("calendar", {calendar}), ("ends", {of_return}), ("begins", {of_return - 1})):
            agree[way] += rows * (bool(named) and int(max(named)) in years)
    every = sum(file.days.begun.values())
    return every > 0 and max(agree.values()) * 100 >= every * _MOST_ALIKE


def _in_one(known: Sequence[int], rows: Mapping[int, int], dates: Mapping[int, Mapping[int, int]]) -> ReturnsInOne:
    """The returns of the years that a column names."""
    told = {named: max(years_told(dates[named]), default=named) for named in known}
    fullest = max(known, key=lambda named: (rows[named], named))
    later = min(max(told[fullest] - fullest, 0), 1)
    by_year = {named: Rank(max(told[named], named + later), name=(str(named),), by_row=True) for named in known}
    return ReturnsInOne(by_year, max(by_year.values()))
