"""The children of a caseload from the paths a user names: what cannot be used is told, by file and line, and the rest goes on."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lacreview_rules.caseload.records import ChildRecord, ChildrenOnce, SameAgain, unread_children
from lacreview_rules.caseload.words import gap_lines
from lacreview_rules.cli.caseload.judging import Judging, JudgingElsewhere
from lacreview_rules.cli.day_asked import DayAsked
from lacreview_rules.cli.door import histories_of, open_records
from lacreview_rules.cli.exits import Code, code_of, refuse, say, told
from lacreview_rules.cli.input_options import HISTORY
from lacreview_rules.cli.only_options import OnlyOptions, not_found
from lacreview_rules.cli.remarks import check_remarks_file, in_history, not_used, tell_remarks, write_remarks
from lacreview_rules.errors import MOST_PROBLEMS, CalendarRangeError, HistoryError, at_most
from lacreview_rules.files.json_records import unread_lines
from lacreview_rules.sources.addresses import refuse_databases
from lacreview_rules.sources.door import RecordGaps, Remark
from lacreview_rules.sources.kept_remarks import JoinedRemarks
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from lacreview_rules.caseload.child import Bases, ChildFigures
    from lacreview_rules.caseload.records import Read, Unread
    from lacreview_rules.caseload.teams import Team
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.cli.caseload.judging import JudgedChild, Profiles
    from lacreview_rules.cli.input_options import Address, InputOptions
    from lacreview_rules.errors import LacReviewError
    from lacreview_rules.sources.door import Records

AFTER = "after-the-day"
"""The kind of a remark on what is dated after the day of the report."""
_MOST_TOLD = 20  # of what is wrong with one history


class Children:
    """The children at some addresses, looked at one after another.

    Args:
        addresses: where they are.
        given: how they are read, and what is written of what is wrong with them.
        profiles: which child has which.
        reviews_from: the day from which on every review is recorded, where the user says so.
        teams: which child is with which team and worker, where a file says so.
        only: the children, tasks and roles that are wanted; all unless given.

    Attributes:
        code: the exit code that what went wrong so far calls for.
        not_used: how many records could not be used.
        died_of: how many children a process died of.
        reviews_from: the day from which on every review is recorded, where one day holds for all.

    Raises:
        InputError: an address is that of a database, and histories are read from files.
        typer.Exit: an address is a folder, likewise.
    """

    def __init__(
        self,
        addresses: Sequence[Address],
        given: InputOptions,
        profiles: Profiles,
        *,
        reviews_from: date | None = None,
        teams: Mapping[str, Team] | None = None,
        only: OnlyOptions | None = None,
    ) -> None:
        self._teams = teams or {}
        self._nowhere = {"--teams": set(self._teams), "--profiles": profiles.named}
        self._only = only or OnlyOptions()
        self._missed = set(self._only.children or ())
        self.code = Code.FINE
        self.not_used = self.died_of = 0
        self.reviews_from = reviews_from
        self._addresses = addresses
        self._shown = ", ".join(map(str, addresses))
        self._profiles = profiles
        self._given = given
        self._records: Records | None = None
        self._used = self._again = 0
        self._number = 0
        self._remarks: list[Remark] = []
        self._asked: DayAsked | None = None
        paths = (one.path for one in addresses)
        if given.source == HISTORY:
            refuse_databases([one.text for one in addresses], HISTORY)
        if given.source == HISTORY and (folder := next((path for path in paths if path is not None and path.is_dir()), None)) is not None:
            message = f"{folder} is a folder; name files of histories, or add --input ssda903 if it holds a data return"
            raise refuse(message)

    @property
    def without_care(self) -> int:
        """How many children stand in the source only in tables that do not say when care began; known once it is read."""
        return 0 if self._records is None else self._records.without_care

    @property
    def rows_not_used(self) -> int:
        """How many rows of the source could not be used; known once it is read."""
        return 0 if self._records is None else self._records.rows_not_used

    def check_remarks(self, *beside: Path | str | None) -> None:
        """Refuse a file for remarks that is read, or written too."""
        check_remarks_file(self._given.remarks, *(one.path for one in self._addresses), *(self._given.calendar or ()), *beside)

    def open(self, as_of: date) -> date | None:
        """Open the source; without a day from which on it holds every review, it is asked for that day.

        Histories in our own format are read as they come, for they may name profiles.

        Returns:
            The last day that it tells of; None if it does not say.

        Raises:
            LacReviewError: nothing can be read.
        """
        if self._given.source == HISTORY:
            return None
        self._records = records = open_records(self._addresses, self._given, as_of=as_of, reviews_from=self.reviews_from)
        if self.reviews_from is None:
            self.reviews_from = records.reviews_from
        return records.recorded_until

    def figures(self, window: Window, bases: Bases, *, workers: int = 1) -> Iterator[ChildFigures]:
        """What each child that can be used puts into the caseload; judged in so many processes."""
        records = self._records
        self._asked = DayAsked(window.as_of)
        for number, record in enumerate(self._judged(window, bases, workers), 1):
            self._number = number
            if isinstance(record, SameAgain):
                self._again += 1
                if self._again <= MOST_PROBLEMS:
                    say(f"{record.where}: the same record as at {record.earlier}; it counted once")
                continue
            if isinstance(record, HistoryError):
                self._refused(record)
                continue
            for children in self._nowhere.values():
                children.discard(record.child)
            found = record.figures
            if found is None:
                continue
            self._missed.discard(record.child)
            if isinstance(found, (HistoryError, CalendarRangeError)):
                self._refused(found, record.where)
                continue
            self._used += 1
            problems = found.problems
            if records is not None:
                problems = tuple(records.located(problem, record.child) for problem in problems)
            self._remarks += [in_history(record.where, problem, self._number) for problem in at_most(problems)]
            self._remarks += self._after(record)
            self._asked.add(record.last)
            if records is not None and records.is_lost(record.child):
                found = found.without_open_work()
            if self._only.tasks or self._only.roles:
                found = found.only(self._only.wants)
            yield found.with_team(*record.team.filled_from(self._teams.get(record.child)))

    def _judged(self, window: Window, bases: Bases, workers: int) -> Iterator[JudgedChild | SameAgain | HistoryError]:
        """What comes of each record."""
        options: dict[str, Any] = {"strict": self._given.strict, "reviews_from": self.reviews_from}
        if workers > 1:
            yield from self._judged_elsewhere(JudgingElsewhere(window, bases, self._profiles, self._only, **options), workers)
            return
        judging = Judging(window, bases, self._profiles, self._only, **options)
        for record in self._read():
            if not isinstance(record, ChildRecord):
                yield record
                continue
            history, records = record.history, self._records
            gaps = RecordGaps() if records is None else records.gaps_of(history)
            found = judging.judged(record, gaps, names_records=records is not None and records.names_records)
            if records is not None and isinstance(found.figures, (HistoryError, CalendarRangeError)):
                found = found._replace(figures=records.located_error(found.figures, history))
            yield found

    def _judged_elsewhere(self, judging: JudgingElsewhere, workers: int) -> Iterator[JudgedChild | SameAgain | HistoryError]:
        """The same from several processes; here the files are only cut into records, and each child is let through once."""
        from lacreview_rules.cli.workers import ManyAsked  # noqa: PLC0415 - loaded when asked for

        many: ManyAsked[str | HistoryError] = ManyAsked(judging, workers)
        once = ChildrenOnce()
        items = ((unread, None) if isinstance(unread, HistoryError) else (unread[0], unread) for unread in self._unread())
        for item, found in many.answers(items):
            if isinstance(item, HistoryError):
                yield item
            elif isinstance(found, HistoryError):
                yield found if found.source else HistoryError(found.problems, item)
            else:
                yield once.again(item, found.child, found.digest) or self._with_profile(found)
        self.died_of = many.given_up

    def _with_profile(self, found: JudgedChild) -> JudgedChild:
        figures = found.figures
        if figures is None or isinstance(figures, (HistoryError, CalendarRangeError)):
            return found
        return found._replace(figures=figures._replace(profile=self._profiles.of(found.child, found.named)))

    def _after(self, record: JudgedChild) -> Iterator[Remark]:
        """What is dated after the day of the report: it counts for nothing in it, and its year may be wrong."""
        for problem in record.after:
            located = problem if self._records is None else self._records.located(problem, record.child)
            where = f"{record.where}: {located.where}"
            yield Remark(AFTER, replace(located, where=where), used=True, effect="none of its dates is in the report", child=self._number)

    def tell_gap(self, window: Window) -> None:
        """Say, before anything else, that the record begins too late to judge all that is asked about."""
        for line in gap_lines(self.reviews_from, window):
            say(f"lacreview: {line}")
            self.code = self.code.or_worse(Code.BAD_INPUT)

    def tell(self) -> None:
        """Say on standard error what is to be said of the input as a whole, once it is read."""
        found = () if self._records is None else self._records.remarks
        if self._given.strict and any(not remark.used for remark in found):
            self.code = self.code.or_worse(Code.BAD_INPUT)
        if self._asked is not None and self._given.recorded_to is None:
            self._remarks += self._asked.remarks(found)
        used = [remark for remark in self._remarks if remark.used]
        tell_remarks(JoinedRemarks(found, used), self._shown, written=self._given.remarks)
        if self._given.remarks is not None:
            write_remarks(self._given.remarks, JoinedRemarks(found, self._remarks))
        for line in () if self._records is None else self._records.summary(self._used):
            say(f"{self._shown}: {line}")
        if self._again > MOST_PROBLEMS:
            say(f"lacreview: {self._again - MOST_PROBLEMS:,} more records are there again; each counted once")
        if self._missed:
            say(f"lacreview: {not_found(len(self._missed), self.died_of)}")
            self.code = self.code.or_worse(Code.BAD_INPUT)
        for option, children in self._nowhere.items():
            if children:
                nowhere = count_text(len(children), f"child in the file of {option} is", f"children in the file of {option} are")
                say(f"lacreview: {nowhere} in no history that could be read; check how identifiers are written")
        if self.not_used > MOST_PROBLEMS:
            say(f"lacreview: the first {MOST_PROBLEMS} records that could not be used are told above; mend these first")
        if self.not_used:
            could_not = count_text(self.not_used, "record could not be used and is", "records could not be used and are")
            say(f"lacreview: {could_not} in no figure; {count_text(self._used, 'was used', 'were used')}")
        elif self._used == 0 and not self._missed:
            message = f"{self._shown}: there is no history in it"
            raise refuse(message)

    def _read(self) -> Iterator[Read]:
        if self._records is not None:
            for number, history in enumerate(histories_of(self._records, self._given.source, self._shown), 1):
                yield history if isinstance(history, HistoryError) else ChildRecord(f"{self._addresses[0]}: history {number}", history)
            return
        yield from ChildrenOnce().each(self._unread())

    def _unread(self) -> Iterator[Unread]:
        """The records of histories in our own format, cut apart."""
        for one in self._addresses:
            if one.is_standard_input:
                try:
                    yield from unread_lines("standard input", sys.stdin.buffer)
                except OSError as error:
                    error.filename = "standard input"
                    raise
            else:
                yield from unread_children(Path(one.text))

    def _refused(self, error: LacReviewError, where: str = "") -> None:
        self.not_used += 1
        if self._given.remarks is not None:
            self._remarks += not_used(where, error, self._number)
        self.code = self.code.or_worse(code_of(error))
        if self.not_used > MOST_PROBLEMS:
            return
        text = told(error)
        head, *rest = text.splitlines()
        say("\n".join([f"lacreview: {where + ': ' if where else ''}{head}", *_cut_off(rest)]))


def _cut_off(lines: list[str]) -> list[str]:
    """The first of many lines, and how many more there are."""
    if len(lines) <= _MOST_TOLD:
        return lines
    return [*lines[:_MOST_TOLD], f"… and {len(lines) - _MOST_TOLD:,} more like these"]
