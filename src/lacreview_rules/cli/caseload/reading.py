"""The children of a caseload from the paths a user names: what cannot be used is told, by file and line, and the rest goes on."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce, SameAgain
from lacreview_rules.caseload.report import judge_child
from lacreview_rules.caseload.words import gap_lines
from lacreview_rules.cli.exits import Code, code_of, refuse, say, told
from lacreview_rules.cli.options import Source
from lacreview_rules.cli.reading import read_return, tell_extract
from lacreview_rules.errors import MOST_PROBLEMS, CalendarRangeError, HistoryError, Problem, nearest, or_else
from lacreview_rules.profile_files.loading import shipped_profiles
from lacreview_rules.sources.ssda903.record import unknown_starts, unreviewed_starts
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from lacreview_rules.caseload.records import Read
    from lacreview_rules.caseload.report import Bases, ChildFigures
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.cli.options import InputOptions
    from lacreview_rules.errors import LacReviewError
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.sources.ssda903.reading import Extract

STANDARD_INPUT = Path("-")
_MOST_TOLD = 20  # of what is wrong with one history


class Profiles:
    """Which child has which profile.

    Args:
        otherwise: for every child that has none of its own; None if there is no such profile.
        by_child: those that a file gives.
        load: makes a shipped profile from its id.
    """

    def __init__(self, otherwise: Profile | None, by_child: dict[str, Profile], load: Callable[[str], Profile]) -> None:
        self._otherwise = otherwise
        self._by_child = by_child
        self._load = load
        self._by_id: dict[str, Profile] = {profile.id: profile for profile in by_child.values()}
        if otherwise is not None:
            self._by_id[otherwise.id] = otherwise

    def of(self, record: ChildRecord) -> Profile:
        """The profile that the record names, or else the file, or else the one for all.

        Raises:
            HistoryError: there is none.
        """
        if record.profile is not None:
            return self._named(record.profile)
        found = self._by_child.get(record.history.child, self._otherwise)
        if found is None:
            remedy = "add the child to the file of --profiles, or give --profile for every child that has none"
            raise HistoryError([Problem("child", "no profile is given for this child", remedy)])
        return found

    def _named(self, name: str) -> Profile:
        if name not in self._by_id:
            if name not in shipped_profiles():
                known = [*self._by_id, *shipped_profiles()]
                remedy = or_else(nearest(name, known), "give the profile to --profile or --profiles too")
                raise HistoryError([Problem("profile", "no profile that is shipped or given has this id", remedy)])
            self._by_id[name] = self._load(name)
        return self._by_id[name]


class Children:
    """The children at some paths, looked at one after another.

    Attributes:
        code: the exit code that what went wrong so far calls for.
        not_used: how many records could not be used.
        reviews_from: the day from which on every review is recorded, where one day holds for all.
    """

    def __init__(self, paths: Sequence[Path], given: InputOptions, profiles: Profiles, *, reviews_from: date | None = None) -> None:
        self.code = Code.FINE
        self.not_used = 0
        self.reviews_from = reviews_from
        self._paths = paths
        self._profiles = profiles
        self._given = given
        self._extract: Extract | None = None
        self._used = 0
        if given.source is Source.SSDA903 and STANDARD_INPUT in paths:
            message = "--input ssda903 takes folders: a data return cannot be read from standard input"
            raise refuse(message)
        if given.source is Source.HISTORY and (folder := next((path for path in paths if path.is_dir()), None)) is not None:
            message = f"{folder} is a folder; name files of histories, or add --input ssda903 if it holds a data return"
            raise refuse(message)

    def open_extract(self, as_of: date) -> date | None:
        """Read data returns; without a day from which on they hold every review, that day is taken from their reviews.

        Returns:
            The last day that they tell of; None if they hold no dates.

        Raises:
            ExtractError: it cannot be read.
        """
        self._extract = extract = read_return(*self._paths, given=self._given, as_of=as_of)
        if self.reviews_from is None:
            self.reviews_from = extract.recorded.since
        extract.recorded = extract.recorded._replace(since=self.reviews_from, until=self._given.recorded_to or extract.recorded.until)
        return extract.recorded.until

    def figures(self, window: Window, bases: Bases) -> Iterator[ChildFigures]:
        """What each child that can be used puts into the caseload."""
        extract = self._extract
        for record in self._records():
            if isinstance(record, SameAgain):
                say(f"{record.where}: the same record as at {record.earlier}; it counted once")
                continue
            if isinstance(record, HistoryError):
                self._refused(record)
                continue
            try:
                profile = self._profiles.of(record)
                found = judge_child(
                    record.history,
                    profile,
                    window,
                    bases,
                    reviews_from=record.reviews_from or self.reviews_from,
                    unknown_starts=unknown_starts(record.history) if extract is not None else (),
                    unreviewed_starts=unreviewed_starts(record.history, extract.recorded) if extract is not None else (),
                    strict=self._given.strict,
                )
            except (HistoryError, CalendarRangeError) as error:
                self._refused(error, record.where)
                continue
            self._used += 1
            for problem in _cut_off([str(problem) for problem in found.problems]):
                say(f"{record.where}: {problem}")
            yield found.without_open_work() if extract is not None and extract.is_lost(record.history.child) else found

    def tell_gap(self, window: Window) -> None:
        """Say, before anything else, that the record begins too late to judge all that is asked about."""
        for line in gap_lines(self.reviews_from, window):
            say(f"lacreview: {line}")
            self._worse(Code.BAD_INPUT)

    def tell(self) -> None:
        """Say on standard error what is to be said of the input as a whole, once it is read."""
        if self._extract is not None:
            for problem in (*self._extract.rows_not_used, *self._extract.rows_in_doubt):
                say(str(problem))
            if self._extract.rows_not_used and self._given.strict:
                self._worse(Code.BAD_INPUT)
            tell_extract(self._extract, ", ".join(map(str, self._paths)), self._used)
        if self.not_used > MOST_PROBLEMS:
            say(f"lacreview: the first {MOST_PROBLEMS} records that could not be used are told above; mend these first")
        if self.not_used:
            say(f"lacreview: {count_text(self.not_used, 'record')} could not be used and are in no figure; {self._used:,} were used")
        elif self._used == 0:
            message = f"{', '.join(map(str, self._paths))}: there is no history in it"
            raise refuse(message)

    def _records(self) -> Iterator[Read]:
        if self._extract is not None:
            for number, history in enumerate(self._extract, 1):
                yield ChildRecord(f"{self._paths[0]}: history {number}", history)
            return
        once = ChildrenOnce()
        for path in self._paths:
            if path == STANDARD_INPUT:
                yield from once.from_lines("standard input", sys.stdin.buffer)
            else:
                yield from once.from_path(path)

    def _refused(self, error: LacReviewError, where: str = "") -> None:
        self.not_used += 1
        self._worse(code_of(error))
        if self.not_used > MOST_PROBLEMS:
            return
        text = told(error)
        head, *rest = text.splitlines()
        say("\n".join([f"lacreview: {where + ': ' if where else ''}{head}", *_cut_off(rest)]))

    def _worse(self, code: Code) -> None:
        order = (Code.FINE, Code.OUTSIDE_CALENDAR, Code.BAD_INPUT)
        self.code = max(self.code, code, key=order.index)


def _cut_off(lines: list[str]) -> list[str]:
    """The first of many lines, and how many more there are."""
    if len(lines) <= _MOST_TOLD:
        return lines
    return [*lines[:_MOST_TOLD], f"… and {len(lines) - _MOST_TOLD:,} more like these"]
