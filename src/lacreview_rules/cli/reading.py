"""Histories from what a user names, one after another; what cannot be read is told and the rest goes on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from lacreview_rules.cli.door import histories_of, open_records
from lacreview_rules.cli.exits import Code, code_of, refuse, say, told
from lacreview_rules.errors import MOST_PROBLEMS, CalendarRangeError, HistoryError, InputError, at_most
from lacreview_rules.wording import count_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from lacreview_rules.cli.child.schedule_texts import ScheduleText, ScheduleTexts
    from lacreview_rules.cli.day_asked import DayAsked
    from lacreview_rules.cli.input_options import Address, ReadOptions
    from lacreview_rules.cli.later_events import LaterEvents
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import LacReviewError, Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.questions import ChildReadings
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.sources.door import Records, Remark


class _HasProblems(Protocol):
    @property
    def problems(self) -> tuple[Problem, ...]: ...


_Answer = TypeVar("_Answer", bound=_HasProblems)


class Reading:
    """The histories at an address, and what went wrong with them.

    Args:
        address: where they are.
        others: more addresses of the same source.
        given: how they are read, and what is written of what is wrong with them.
        calendar: working days.
        as_of: the day asked about.
        beside: what else the command reads or writes, which the file of ``--remarks`` may not be.
        only: the children that are wanted; all unless some are named.

    Attributes:
        code: the exit code that what went wrong so far calls for.
        many: whether there may be more than one, by which messages are worded; known once the first has been read.
        several: whether there is more than one; known once the first has been read.
        died_of: how many histories a process died of.
    """

    def __init__(
        self,
        address: Address,
        given: ReadOptions,
        calendar: WorkingCalendar | None = None,
        *,
        others: Sequence[Address] = (),
        as_of: date | None = None,
        beside: Sequence[Path | str | None] = (),
        only: Collection[str] | None = None,
    ) -> None:
        self._only, self._missed = frozenset(only or ()), set(only or ())
        self.address = ", ".join(map(str, (address, *others)))
        self._addresses = [address, *others]
        self.code = Code.FINE
        self._given, self._calendar, self._as_of = given, calendar, as_of
        if given.remarks is not None:
            from lacreview_rules.cli.remarks import check_remarks_file  # noqa: PLC0415 - only where it is given

            check_remarks_file(given.remarks, *(one.path for one in self._addresses), *beside)
        self._remarks: list[Remark] = []
        self._later: LaterEvents | None = None
        self._asked: DayAsked | None = None
        if as_of is not None:
            from lacreview_rules.cli.day_asked import DayAsked  # noqa: PLC0415 - as below
            from lacreview_rules.cli.later_events import LaterEvents  # noqa: PLC0415 - only where a day is asked about

            self._later, self._asked = LaterEvents(as_of), DayAsked(as_of)
        self._opened: Records | None = None
        self.many = self.several = self._as_it_is = False
        self._number = self._used = self._cut_off = self._not_used = self._empty = self.died_of = 0

    @property
    def records(self) -> Records:
        """The source, opened when it is asked for: what else a command refuses comes first."""
        if self._opened is None:
            self._opened = open_records(self._addresses, self._given, as_of=self._as_of)
            self.many = self._opened.many
        return self._opened

    def schedules(
        self, profile: Profile, *, as_of: date | None = None, until: date | None = None, tasks: Collection[str] | None = None
    ) -> Iterator[Schedule]:
        """The schedule of each history that can be used, in the order of the file; of some tasks alone, if they are given.

        Raises:
            LacReviewError: the path as a whole cannot be read.
        """
        for schedule in self.answers(lambda one: self.schedule_of(one, profile, until=until, tasks=tasks)):
            yield schedule if as_of is None else schedule.on(self.told_until(schedule.child, as_of))

    def readings(
        self,
        profile: Profile,
        *,
        as_of: date | None = None,
        until: date | None = None,
        questions: Collection[str] | None = None,
        tasks: Collection[str] | None = None,
    ) -> Iterator[ChildReadings]:
        """The schedule of each history that can be used, with the date under each reading, in the order of the file."""
        options: dict[str, Any] = {"as_of": as_of, "until": until, "questions": questions, "tasks": tasks}
        return self.answers(lambda history: self.readings_of(history, profile, **options))

    def readings_of(
        self,
        history: History,
        profile: Profile,
        *,
        as_of: date | None = None,
        until: date | None = None,
        questions: Collection[str] | None = None,
        tasks: Collection[str] | None = None,
    ) -> ChildReadings:
        """The schedule of one history with the date under each reading."""
        from lacreview_rules.questions import readings  # noqa: PLC0415 - loaded when asked for

        day = None if as_of is None else self.told_until(history.child, as_of)
        options: dict[str, Any] = {"as_of": day, "until": until, "strict": self._given.strict, "questions": questions}
        return readings(history, profile, self._calendar, **options, build=partial(self.schedule_of, tasks=tasks))

    def schedules_with_readings(
        self, profile: Profile, in_doubt: Callable[[Schedule], Collection[str]], *, as_of: date | None = None, until: date | None = None
    ) -> Iterator[Schedule | ChildReadings]:
        """The schedule of each history that can be used, with readings where `in_doubt` gives rules: of what these leave open alone."""

        def ask(history: History) -> Schedule | ChildReadings:
            plain = self.schedule_of(history, profile, until=until)
            plain = plain if as_of is None else plain.on(self.told_until(history.child, as_of))
            rules = in_doubt(plain)
            if not rules:
                return plain
            from lacreview_rules.questions import open_questions, readings_beside  # noqa: PLC0415 - only where something is open

            asked = [question for question in open_questions() if any(map(question.raised_in, rules))]
            return readings_beside(plain, history, until=until, asked=asked, build=self.schedule_of)

        return self.answers(ask)

    def schedule_of(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool | None = None,
        tasks: Collection[str] | None = None,
    ) -> Schedule:
        """The schedule of one history, as `build_schedule`; without calling late what the source cannot show."""
        calendar = self._calendar if calendar is None else calendar
        strict = self._given.strict if strict is None else strict
        build = partial(self.records.schedule_of, history, profile, calendar, until=until)
        schedule = build(strict=strict, tasks=tasks)
        if self._as_it_is:  # the first that is made of a history is of the history as it is
            self._as_it_is = False
            if schedule.problems:
                from lacreview_rules.schedules.nothing_scheduled import is_nothing_scheduled  # noqa: PLC0415 - where there is a problem

                if is_nothing_scheduled(schedule, partial(build, strict=True), partial(build, strict=strict)):
                    self._empty += 1
                    self.code = self.code.or_worse(Code.BAD_INPUT)
        return schedule

    def told_until(self, child: str, as_of: date) -> date:
        """The day asked for, or the last day that the source tells of the child."""
        known = self.records.known_until(child)
        if known is None or known >= as_of:
            return as_of
        self._cut_off += 1
        return known

    def answers(self, ask: Callable[[History], _Answer]) -> Iterator[_Answer]:
        """What is asked of each history that can be used, in the order of the file.

        Raises:
            LacReviewError: the source as a whole cannot be read.
        """
        for history in self._histories():
            self._as_it_is = True
            try:
                answer = ask(history)
            except (HistoryError, CalendarRangeError) as error:
                self._refused(error)
                continue
            if self._later and self._asked:
                from lacreview_rules.cli.day_asked import last_told  # noqa: PLC0415 - as above

                self._later.count(history)
                self._asked.add(last_told(history))
            self._use(answer.problems)
            yield answer

    def texts(self, texts: ScheduleTexts, workers: int) -> Iterator[ScheduleText]:
        """The schedule of each history that can be used as text, in the order of the file, from several processes.

        Here the file is only cut into records: they are read where their schedules are made.

        Raises:
            LacReviewError: the source as a whole cannot be read.
            typer.Exit: no process can be started.
        """
        from lacreview_rules.cli.workers import ManyAsked, UnreadHistories  # noqa: PLC0415 - loaded when asked for
        from lacreview_rules.histories.json import again  # noqa: PLC0415 - as above
        from lacreview_rules.sources.history_files import HistoryFiles  # noqa: PLC0415 - as above

        asked: ManyAsked[tuple[int, str | HistoryError]] = ManyAsked(texts, workers)
        first: dict[str, str] = {}
        unread = UnreadHistories(self._addresses[0].text)
        questions = (
            ((number, item), None) if isinstance(item, HistoryError) else ((number, item[0]), item)
            for number, item in enumerate(histories_of(unread, self._given.source, self.address), 1)
        )
        for (number, item), found in asked.answers(questions):
            self._number = number
            if isinstance(item, HistoryError) or isinstance(found, HistoryError):
                self._refused(item if isinstance(item, HistoryError) else found)
                continue
            if isinstance(self.records, HistoryFiles):
                self.records.count_left(found.left)
            earlier = again(first, found.child, item) if found.child else None
            if earlier is not None:
                self._refused(earlier)
            elif found.answer is not None:
                self._missed.discard(found.child)
                answer = found.answer
                if isinstance(answer, (HistoryError, CalendarRangeError)):
                    self._refused(answer)
                    continue
                self._empty += answer.is_empty
                if answer.is_empty:
                    self.code = self.code.or_worse(Code.BAD_INPUT)
                if self._later and self._asked:
                    self._later.add(answer.later)
                    self._asked.add(answer.last)
                self._use(answer.problems)
                yield answer
        self.died_of = asked.given_up

    def _use(self, problems: Sequence[Problem]) -> None:
        """Count a history that was used, and keep what is doubtful within it, to be told."""
        self._used += 1
        if problems:
            from lacreview_rules.cli.remarks import in_history  # noqa: PLC0415 - only where there is something to tell

            place = self._place().removesuffix(": ")
            self._remarks += [in_history(place, problem, self._number) for problem in at_most(problems)]

    def note(self, *remarks: Remark) -> None:
        """Put down what is to be told of the history that is looked at; its place is put before the remark's."""
        for remark in remarks:
            where = f"{self._place()}{remark.problem.where}".removesuffix(": ")
            self._remarks.append(remark._replace(problem=replace(remark.problem, where=where), child=self._number))

    def tell(self) -> None:
        """Say on standard error what in the histories could not be used, once all are read."""
        if self._not_used > MOST_PROBLEMS:
            more = self._not_used - MOST_PROBLEMS
            say(f"lacreview: {self.address}: and {more:,} more histories that could not be used; mend these first")
        found = self.records.remarks
        if self._asked and not self._cut_off and self._given.recorded_to is None:
            self._remarks += self._asked.remarks(found)
        if self._given.strict and any(not remark.used for remark in found):
            self.code = self.code.or_worse(Code.BAD_INPUT)
        if found or self._remarks:
            from lacreview_rules.cli.remarks import joined, tell_remarks  # noqa: PLC0415 - as above

            told = joined(found, [remark for remark in self._remarks if remark.used])
            tell_remarks(told, self.address, written=self._given.remarks, many=self.many)
        if self._given.remarks is not None:
            from lacreview_rules.cli.remarks import joined, write_remarks  # noqa: PLC0415 - as above

            write_remarks(self._given.remarks, joined(found, self._remarks))
        if self._empty:
            from lacreview_rules.cli.nothing_scheduled import nothing_scheduled_text  # noqa: PLC0415 - as above

            say(nothing_scheduled_text(self.address, self._empty if self.many else None))
        for line in (*self.records.summary(self._used), *(self._later.lines() if self._later else ())):
            say(f"{self.address}: {line}")
        if self._cut_off:
            stand = count_text(self._cut_off, "schedule stands", "schedules stand")
            until = f"nothing is on record after {self.records.recorded_until}: {stand} as at the last day that the source tells of"
            say(f"{self.address}: {until}; --recorded-to gives another day")
        if self._missed:
            from lacreview_rules.cli.only_options import not_found  # noqa: PLC0415 - only where children are asked for

            say(f"lacreview: {not_found(len(self._missed), self.died_of)}")
            self.code = self.code.or_worse(Code.BAD_INPUT)
        if self._number == 0 and self.code is Code.FINE:
            raise refuse(f"{self.address}: there is no history in it")

    def _histories(self) -> Iterator[History]:
        for number, item in self._items():
            self._number = number
            if isinstance(item, HistoryError):
                self._refused(item)
            elif self._wants(item):
                self._missed.discard(item.child)
                yield item

    def _items(self) -> Iterator[tuple[int, History | HistoryError]]:
        """What the source gives back, each with its number; whether it is one of many is known by then."""
        found = histories_of(self.records, self._given.source, self.address)
        ahead, number = next(found, None), 0
        while ahead is not None:
            item, ahead = ahead, next(found, None)
            number += 1
            self.several = self.several or ahead is not None
            self.many = self.many or self.several
            yield number, item

    def _wants(self, item: History | HistoryError) -> bool:
        return not isinstance(item, HistoryError) and (not self._only or item.child in self._only)

    def _place(self) -> str:
        return f"{self.address}: history {self._number}: " if self.many else f"{self.address}: "

    def _refused(self, error: LacReviewError) -> None:
        self.code = self.code.or_worse(code_of(error))
        self._not_used += 1
        if self._given.remarks is not None:
            from lacreview_rules.cli.remarks import not_used  # noqa: PLC0415 - only where it is given

            self._remarks += not_used(self._place().removesuffix(": "), error, self._number)
        if self._not_used > MOST_PROBLEMS:
            return
        named = isinstance(error, InputError) and bool(error.source)
        say(f"lacreview: {'' if named else self._place()}{told(error)}")
