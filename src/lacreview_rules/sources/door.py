"""The door: the interface that every source of histories has, with what its reader is given and what it gives back.

A source is a name (`ssda903`) and a function that opens it: ``open_source(addresses, options)`` gives a `Records`. A simple
reader is a class with one method, ``__iter__``; each other method has an answer for a source that knows no better. The
package that ships the function names it under the entry point group ``lacreview_rules.sources``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from lacreview_rules.engine.build import build_schedule
from lacreview_rules.errors import CalendarRangeError, HistoryError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.schedules.schedule import Schedule

ENTRY_POINTS = "lacreview_rules.sources"
"""The group under which a package names its `open_source` functions."""

IN_HISTORY = "in-history"
"""The kind of a remark on what is doubtful within a history that was used; commands give it, and no source."""
HISTORY_NOT_USED = "history-not-used"
"""The kind of a remark on a history that could not be used; likewise."""

STOPPED = "reading stopped here, so what follows in the source is in no answer"
"""What is said of a source that stops halfway, whose children so far are answered."""


class Remark(NamedTuple):
    """Something wrong or doubtful in a source, that is not wrong with one history as a whole.

    Attributes:
        kind: a short id of the kind, the same for every remark of it, as in "code-unknown". Remarks are counted by it.
        problem: the place, what is wrong there, and how to mend it; never a child's details.
        used: whether what stands there was used all the same. What was not used is refused by ``--strict`` (exit 2).
        effect: what it does to dates, in a few words; empty where it does nothing to them.
        child: the number of the child in the order of the source, the first being 1, so that children can be counted and nobody
            be named; 0 where the remark is of no one child.

    Example:
        >>> print(Remark("date-unreadable", Problem("visits.csv:7", "VISIT is not a date", "correct the row"), used=False))
        visits.csv:7: VISIT is not a date; correct the row
    """

    kind: str
    problem: Problem
    used: bool
    effect: str = ""
    child: int = 0

    def __str__(self) -> str:
        return str(self.problem)


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceOptions:
    """How a source is to be read: what was asked for on the command line, or by a caller.

    Attributes:
        recorded_to: the last day that the source tells of, where the user says so; None: the source finds out itself.
        as_of: the day asked about; None if none was. Nothing recorded after it can have been known.
        reviews_from: the day from which on every review is recorded, where the user says so; None: the source finds out itself.
        strict: whether what cannot be is refused. A reader goes on with the next row or child all the same.
        same_carer_moves: what a move that keeps the carer does to the placement, as `read_ssda903` takes it.
        temporary_moves: what a temporary move does to the placement, as `read_ssda903` takes it.
        short_breaks: what short breaks recorded one by one are, as `read_ssda903` takes it.
        settings: what else a source asks for, by its own names, as text.
    """

    recorded_to: date | None = None
    as_of: date | None = None
    reviews_from: date | None = None
    strict: bool = False
    same_carer_moves: Literal["continue", "restart"] = "continue"
    temporary_moves: Literal["continue", "restart"] = "continue"
    short_breaks: Literal["series", "separate"] = "series"
    settings: Mapping[str, str] = field(default_factory=dict)


class RecordGaps(NamedTuple):
    """What the record of one child cannot show, as `judge_child` of the caseload takes it.

    Attributes:
        reviews_from: the day from which on every review is recorded; None if all are.
        unknown_starts: the days on which care is only taken to have begun, because the record does not say when it did.
        unreviewed_starts: the first days of the periods of care of which the record holds no reviews.
        only_latest: the tasks of which the record tells when they were last done, and of no time before.
    """

    reviews_from: date | None = None
    unknown_starts: Collection[date] = ()
    unreviewed_starts: Collection[date] = ()
    only_latest: Collection[str] = ()


class Records:
    """The children of one source, one after another: the class that every reader is of.

    Reading is lazy and in little memory: a child at a time. What stops the whole source (a folder that is not there) is
    raised by the function that opens it, or by the iteration, as an `InputError`; what is wrong with one child comes out
    as a `HistoryError`, and the next child follows. Iterating again reads again.

    Attributes:
        many: whether there may be more than one child. Only a source that knows that there is one says False.
        names_records: whether the reader itself says which tasks are on record (`History.records`), and nobody types them: then
            one that a profile does not have is no misspelt word of anybody's, and is not told.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, load_profile
        >>> class OneChild(Records):
        ...     def __iter__(self):
        ...         yield History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> records = OneChild()
        >>> [str(records.schedule_of(history, load_profile("england")).of("review")[0].due) for history in records]
        ['2026-01-21']
    """

    many: bool = True
    names_records: bool = False

    def __iter__(self) -> Iterator[History | HistoryError]:
        """The histories, in the order of the source, and for a child whose history cannot be read the error that says why."""
        raise NotImplementedError

    @property
    def remarks(self) -> Sequence[Remark]:
        """What was found wrong or doubtful in the source itself; complete once the iteration ends."""
        return ()

    @property
    def rows_not_used(self) -> int:
        """How many remarks are on what was not used, so that a report can say so; complete once the iteration ends."""
        return sum(not remark.used for remark in self.remarks)

    @property
    def without_care(self) -> int:
        """How many children stand only in tables that do not say when care began; complete once the iteration ends.

        They have no history, and there is no error for them. A child who stands in the table that begins care, with nothing
        there that can be used, is a `HistoryError` of the iteration.
        """
        return 0

    @property
    def recorded_until(self) -> date | None:
        """The last day that the source tells of; None if it goes on, or does not say."""
        return None

    @property
    def reviews_from(self) -> date | None:
        """The day from which on every review is recorded; None if all are."""
        return None

    def schedule_of(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool = False,
        tasks: Collection[str] | None = None,
    ) -> Schedule:
        """The schedule of one history of this source, as `calculated` makes it; what is wrong is told by its place in the source.

        Raises:
            HistoryError: `strict`, and the history has problems.
            CalendarRangeError: a date leaves the calendar.
        """
        taken = known_records(history, profile) if self.names_records else history
        try:
            schedule = self.calculated(taken, profile, calendar, until=until, strict=strict, tasks=tasks)
        except (HistoryError, CalendarRangeError) as error:
            raise self.located_error(error, history) from None
        if not schedule.problems:
            return schedule
        return replace(schedule, problems=tuple(self.located(problem, history.child) for problem in schedule.problems))

    def calculated(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar | None = None,
        *,
        until: date | None = None,
        strict: bool = False,
        tasks: Collection[str] | None = None,
    ) -> Schedule:
        """The schedule of one history, as `build_schedule`; a source that shows less than all marks what it cannot.

        Raises:
            HistoryError: `strict`, and the history has problems.
            CalendarRangeError: a date leaves the calendar.
        """
        return build_schedule(history, profile, calendar, until=until, strict=strict, tasks=tasks)

    def located(self, problem: Problem, child: str) -> Problem:
        """A problem of one child's history (``events[2].on``), by its place in the source, where the source knows it.

        Example:
            >>> print(Records().located(Problem("events[2].on", "care had not ended before"), "A123"))
            events[2].on: care had not ended before
        """
        del child
        return problem

    def located_error(self, error: HistoryError | CalendarRangeError, history: History) -> HistoryError | CalendarRangeError:
        """Why a history has no schedule, by places in the source; a date outside the calendar by the event nearest to it."""
        if isinstance(error, HistoryError):
            return HistoryError([self.located(problem, history.child) for problem in error.problems], error.source)
        day = error.day
        if day is None or not history.events:
            return error
        number = min(range(len(history.events)), key=lambda one: abs((history.events[one].on - day).days))
        where = f"events[{number}].on"
        place = self.located(Problem(where, ""), history.child).where
        return error if place == where else CalendarRangeError(f"{place}: {error}", day)

    def known_until(self, child: str) -> date | None:
        """The last day that the source tells of one child; None if it goes on, or does not say."""
        del child
        return self.recorded_until

    def is_lost(self, child: str) -> bool:
        """Whether the source stops telling of a child although its care had not ended: nothing more is then due."""
        del child
        return False

    def gaps_of(self, history: History) -> RecordGaps:
        """What the record of one child cannot show, so that nobody calls it late."""
        del history
        return RecordGaps(self.reviews_from)

    def summary(self, used: int) -> Sequence[str]:
        """What is said of the source once it is read, line by line.

        Args:
            used: how many of its histories could be used.
        """
        del used
        return ()


def known_records(history: History, profile: Profile) -> History:
    """A history whose `records` name only tasks that a profile has; no due date depends on the others.

    Example:
        >>> from lacreview_rules import History, load_profile
        >>> history = History("A123", records=["review", "review-meeting"])
        >>> known_records(history, load_profile("data-return")).records
        ('review',)
    """
    records = history.records
    if records is None or all(task in profile.tasks for task in records):
        return history
    return replace(history, records=tuple(task for task in records if task in profile.tasks))


OpenSource: TypeAlias = Callable[[Sequence[str], SourceOptions], Records]
"""Opens a source: the addresses (paths, or the address of a database) and how to read it. It raises an `InputError` where
nothing can be read, and a `MissingExtraError` where a package that it needs is not installed."""
