"""Histories from the path a user names, one after another; what cannot be read is told and the rest goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from lacreview_rules.cli.exits import Code, code_of, refuse, say, told
from lacreview_rules.cli.options import Source
from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import MOST_PROBLEMS, CalendarRangeError, HistoryError, InputError, at_most

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date
    from pathlib import Path

    from lacreview_rules.cli.options import InputOptions
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import LacReviewError, Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.questions import ChildReadings
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.sources.ssda903.reading import Extract

_FILES_OF_ONE_RETURN = ("header", "episodes", "reviews")
_ONE_A_LINE = {".jsonl", ".ndjson"}


def tell_extract(extract: Extract, path: str, used: int) -> None:
    """Say what became of the children and rows of a data return, every one of them; once all are read."""
    say(f"{path}: {extract.counts}, {len(extract.rows_in_doubt):,} remarks")
    histories, recorded = extract.counts.histories, extract.recorded
    refused = f", {histories - used:,} refused" if used < histories else ""
    days = f"; reviews are taken to be on record from {recorded.since} to {recorded.until}" if recorded.since else ""
    say(f"{path}: {used:,} of {histories:,} histories used{refused}{days}")
    if len(extract.files) > len(_FILES_OF_ONE_RETURN):
        say(f"{path}: the files, the earlier returns first: {', '.join(extract.files)}")


def read_return(*folders: Path, given: InputOptions, as_of: date | None) -> Extract:
    """The data returns in some folders, read as the options say; `as_of` is the day asked about.

    Raises:
        ExtractError: one cannot be read.
    """
    from lacreview_rules.sources.ssda903.reading import read_ssda903  # noqa: PLC0415 - read only when asked for

    return read_ssda903(
        *folders,
        same_carer_moves=given.same_carer_moves.value,
        temporary_moves=given.temporary_moves.value,
        short_breaks=given.short_breaks.value,
        recorded_to=given.recorded_to or as_of,
    )


class _HasProblems(Protocol):
    @property
    def problems(self) -> tuple[Problem, ...]: ...


_Answer = TypeVar("_Answer", bound=_HasProblems)


class Reading:
    """The histories at a path, and what went wrong with them.

    Attributes:
        code: the exit code that what went wrong so far calls for.
        many: whether there is more than one; known once the first has been read.
    """

    def __init__(self, path: Path, given: InputOptions, calendar: WorkingCalendar | None = None, *, as_of: date | None = None) -> None:
        self.path = path
        self.code = Code.FINE
        self.many = given.source is Source.SSDA903 or path.suffix in _ONE_A_LINE
        self._given = given
        self._number = 0
        self._problems: list[str] = []
        self._as_of = as_of
        self._calendar = calendar
        self._extract: Extract | None = None
        self._used = self._cut_off = self._not_used = 0

    def schedules(self, profile: Profile, *, as_of: date | None = None, until: date | None = None) -> Iterator[Schedule]:
        """The schedule of each history that can be used, in the order of the file.

        Raises:
            LacReviewError: the path as a whole cannot be read.
        """
        for schedule in self.answers(lambda one: self.schedule_of(one, profile, until=until)):
            yield schedule if as_of is None else schedule.on(self.told_until(schedule.child, as_of))

    def readings(
        self,
        profile: Profile,
        *,
        as_of: date | None = None,
        until: date | None = None,
        questions: Collection[str] | None = None,
    ) -> Iterator[ChildReadings]:
        """The schedule of each history that can be used, with the date under each reading, in the order of the file."""

        def ask(history: History) -> ChildReadings:
            return self.readings_of(history, profile, as_of=as_of, until=until, questions=questions)

        return self.answers(ask)

    def readings_of(
        self,
        history: History,
        profile: Profile,
        *,
        as_of: date | None = None,
        until: date | None = None,
        questions: Collection[str] | None = None,
    ) -> ChildReadings:
        """The schedule of one history with the date under each reading."""
        from lacreview_rules.questions import readings  # noqa: PLC0415 - loaded when asked for

        day = None if as_of is None else self.told_until(history.child, as_of)
        options: dict[str, Any] = {"as_of": day, "until": until, "strict": self._given.strict, "questions": questions}
        return readings(history, profile, self._calendar, **options, build=self.schedule_of)

    def schedule_of(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool | None = None,
    ) -> Schedule:
        """The schedule of one history, as `build_schedule`; of a data return, without calling late what that cannot show."""
        calendar = self._calendar if calendar is None else calendar
        strict = self._given.strict if strict is None else strict
        if self._extract is None:
            return build_schedule(history, profile, calendar, until=until, strict=strict)
        from lacreview_rules.sources.ssda903.schedules import schedule_of  # noqa: PLC0415 - read only when asked for

        return schedule_of(history, self._extract.recorded, profile, calendar, until=until, strict=strict)

    def told_until(self, child: str, as_of: date) -> date:
        """The day asked for, or the last day that a data return tells of the child."""
        known = None if self._extract is None else self._extract.known_until(child)
        if known is None or known >= as_of:
            return as_of
        self._cut_off += 1
        return known

    def answers(self, ask: Callable[[History], _Answer]) -> Iterator[_Answer]:
        """What is asked of each history that can be used, in the order of the file.

        Raises:
            LacReviewError: the path as a whole cannot be read.
        """
        for history in self._histories():
            try:
                answer = ask(history)
            except (HistoryError, CalendarRangeError) as error:
                self._refused(error)
                continue
            self._used += 1
            self._problems += [f"{self._place()}{problem}" for problem in at_most(answer.problems)]
            yield answer

    def tell(self) -> None:
        """Say on standard error what in the histories could not be used, once all are read."""
        if self._extract is not None:
            self._tell_rows(self._extract)
        if self._not_used > MOST_PROBLEMS:
            say(f"lacreview: {self.path}: and {self._not_used - MOST_PROBLEMS:,} more histories that could not be used; mend these first")
        for problem in self._problems:
            say(problem)
        if self._number == 0 and self.code is Code.FINE:
            message = f"{self.path}: there is no history in it"
            raise refuse(message)

    def _tell_rows(self, extract: Extract) -> None:
        if extract.rows_not_used and self._given.strict:
            self._worse(Code.BAD_INPUT)
        for problem in (*extract.rows_not_used, *extract.rows_in_doubt):
            say(str(problem))
        tell_extract(extract, str(self.path), self._used)
        if self._cut_off:
            say(
                f"{self.path}: nothing is on record after {extract.recorded.until}: {self._cut_off:,} schedules stand as at the last day "
                "that the return tells of; --recorded-to gives another day"
            )

    def _histories(self) -> Iterator[History]:
        found = self._from_extract() if self._given.source is Source.SSDA903 else self._from_file()
        ahead = next(found, None)
        while ahead is not None:
            item, ahead = ahead, next(found, None)
            self._number += 1
            self.many = self.many or ahead is not None
            if isinstance(item, HistoryError):
                self._refused(item)
            else:
                yield item

    def _from_file(self) -> Iterator[History | HistoryError]:
        if self.path.is_dir():
            message = f"{self.path} is a folder; name a file of histories, or add --input ssda903 if it holds a data return"
            raise refuse(message)
        if self.path.exists() and not self.path.is_file():
            message = f"{self.path} is a pipe or a device, which cannot be read twice; write it to a file first"
            raise refuse(message)
        from lacreview_rules.histories.json import read_histories  # noqa: PLC0415 - pydantic is slow to start

        return read_histories(self.path)

    def _from_extract(self) -> Iterator[History]:
        self._extract = read_return(self.path, given=self._given, as_of=self._as_of)
        if self._given.recorded_to is not None:
            self._extract.recorded = self._extract.recorded._replace(until=self._given.recorded_to)
        return iter(self._extract)

    def _place(self) -> str:
        return f"{self.path}: history {self._number}: " if self.many else f"{self.path}: "

    def _refused(self, error: LacReviewError) -> None:
        self._worse(code_of(error))
        self._not_used += 1
        if self._not_used > MOST_PROBLEMS:
            return
        named = isinstance(error, InputError) and bool(error.source)
        say(f"lacreview: {'' if named else self._place()}{told(error)}")

    def _worse(self, code: Code) -> None:
        order = (Code.FINE, Code.OUTSIDE_CALENDAR, Code.BAD_INPUT)
        self.code = max(self.code, code, key=order.index)
