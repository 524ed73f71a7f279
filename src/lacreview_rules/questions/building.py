"""The schedule of a child built again under each reading of what the law leaves open, one reading at a time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from lacreview_rules.arguments import check_each, check_type
from lacreview_rules.engine.build import build_schedule, check_calendars, check_days, check_history, check_profiles
from lacreview_rules.errors import ArgumentError, CalendarRangeError, nearest
from lacreview_rules.questions.effects import CannotMoveError, Inputs, is_taken, put_into_effect
from lacreview_rules.questions.matching import Counterparts, alone_in_their_review
from lacreview_rules.questions.of_child import ChildReadings, DueDateReadings, NotComputed, OnlyUnder
from lacreview_rules.questions.reading import Reading
from lacreview_rules.questions.review_days import counted_from_due
from lacreview_rules.questions.written import also_open, open_questions
from lacreview_rules.rules.working_days import working_days_of
from lacreview_rules.schedules.doubts import SourceKnows
from lacreview_rules.schedules.due_dates import DueDate
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile
    from lacreview_rules.questions.written import OpenQuestion, WrittenReading
    from lacreview_rules.schedules.schedule import Schedule
    from lacreview_rules.schedules.standing import Status

    Standings = Mapping[str, "_Standing"]


class _Standing(NamedTuple):
    """A due date under a reading: its day, and how it stands. Neither, where nothing is due."""

    due: date | None
    status: Status | None


class _Built(NamedTuple):
    """A question with what comes of each of its readings: by the id of a due date, how that stands; None for the one taken."""

    question: OpenQuestion
    readings: tuple[tuple[WrittenReading, Standings | None], ...]


def readings(
    history: History,
    profile: Profile,
    calendar: WorkingCalendar | None = None,
    *,
    as_of: date | None = None,
    until: date | None = None,
    strict: bool = False,
    questions: Collection[str] | None = None,
    build: Callable[..., Schedule] = build_schedule,
) -> ChildReadings:
    """The date of each due date of a child under each reading of what the law leaves open.

    One reading at a time takes the place of that which the profile takes, and the whole schedule is built again under it.
    Readings are not combined: for that, give a profile with other settings (`Profile.with_settings`).

    Args:
        history: the child's events.
        profile: the timescales, with the readings that they take.
        calendar: working days; England and Wales unless given.
        as_of: the day on which statuses are given; the last event recorded unless given.
        until: as for `build_schedule`.
        strict: as for `build_schedule`.
        questions: the ids of questions; all of them unless given.
        build: what makes the schedules, where the source needs more than `build_schedule` does, as a data return.

    Raises:
        ArgumentError: a question has an id that is none; an argument is of another type than it should be.
        HistoryError: `strict`, and the history has problems.
        CalendarRangeError: a date of the schedule itself leaves the calendar.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, ReviewArranged, load_profile
        >>> events = [BecameLookedAfter(on=date(2026, 3, 12)), ReviewArranged(on=date(2026, 3, 16), review_on=date(2026, 4, 8))]
        >>> child = readings(History("A123", events), load_profile("england"), questions=["simple-or-clear"])
        >>> [report] = [one for one in child if one.due_date.task == "review-report" and one.due_date.review == 1]
        >>> [(one.reading, str(one.due)) for one in report.readings], str(report.earliest)
        ([('clear days', '2026-03-31'), ('simple', '2026-04-01')], '2026-03-31')
    """
    check_history(history)
    check_profiles(profile=profile)
    check_calendars(calendar=calendar)
    check_days(as_of=as_of, until=until)
    check_type("strict", strict, bool)
    check_type("build", build, Callable)
    asked = _chosen(questions)
    plain = build(history, profile, working_days_of(profile, calendar), until=until, strict=strict)
    return readings_beside(plain if as_of is None else plain.on(as_of), history, until=until, asked=asked, build=build)


def readings_beside(
    plain: Schedule, history: History, *, until: date | None, asked: Collection[OpenQuestion], build: Callable[..., Schedule]
) -> ChildReadings:
    """The same where the schedule of the child as it stands is made already; `asked` are the questions."""
    builder = _Builder(history, plain.profile, plain.calendar, plain, until, build)
    built = [builder.answer(question) for question in asked if question.readings]
    open_still = {one.question for one in builder.failed}
    open_still |= {one.id for one in open_questions() if one.not_computed or one not in asked}
    found = tuple(_readings_of(due, built, open_still) for due in plain.due_dates)
    return ChildReadings(plain, found, tuple(builder.only_under), tuple(builder.failed))


class _Builder:
    """Builds the schedule under one reading after another, and notes what is due under one alone and what cannot be built."""

    def __init__(
        self,
        history: History,
        profile: Profile,
        calendar: WorkingCalendar,
        plain: Schedule,
        until: date | None,
        build: Callable[..., Schedule],
    ) -> None:
        self._history = history
        self._profile = profile
        self._calendar = calendar
        self._plain = plain
        self._until = until
        self._build = build
        self._every = (*plain.due_dates, *plain.distant)
        self._alone = alone_in_their_review(self._every)
        self._problems = {(problem.where, problem.what) for problem in plain.problems}
        self.only_under: list[OnlyUnder] = []
        self.failed: list[NotComputed] = []

    def answer(self, question: OpenQuestion) -> _Built:
        """A question with what comes of its readings."""
        found: list[tuple[WrittenReading, Standings | None]] = []
        for reading in question.readings:
            if is_taken(reading, self._profile):
                found.append((reading, None))
                continue
            try:
                found.append((reading, self._under(question, reading)))
            except (CannotMoveError, CalendarRangeError) as error:
                self.failed.append(NotComputed(question.id, reading.name, str(error)))
        return _Built(question, tuple(found))

    def _under(self, question: OpenQuestion, reading: WrittenReading) -> Standings:
        inputs = put_into_effect(question.id, reading, self._history, self._profile, self._calendar)
        if inputs is None:
            return _dates_alone(reading, self._plain)
        other = self._build(inputs.history, inputs.profile, inputs.calendar, until=self._until, strict=False)
        if any((problem.where, problem.what) not in self._problems for problem in other.problems):
            raise CannotMoveError("something in the record could then not be: it would lie outside care, or be there twice")
        if self._plain.as_of is not None:
            other = other.on(self._plain.as_of)
        found, alone = self._matched(other, inputs)
        self.only_under += [OnlyUnder(question.id, reading.name, due) for due in alone]
        return found

    def _matched(self, other: Schedule, inputs: Inputs) -> tuple[Standings, list[DueDate]]:
        """Each due date as it stands in the other schedule, and what that one has alone."""
        counterparts = Counterparts(other, inputs.days)
        found: dict[str, _Standing] = {}
        met: set[str] = set()
        for due in self._every:
            there = counterparts.of(due, alone=due.id in self._alone)
            found[due.id] = _Standing(None, None) if there is None else _Standing(there.due, there.status)
            if there is not None:
                met.add(there.id)
        return found, [due for due in other.due_dates if due.id not in met]


def _chosen(questions: Collection[str] | None) -> tuple[OpenQuestion, ...]:
    every = open_questions()
    if questions is None:
        return every
    if isinstance(questions, str):
        raise ArgumentError(f'questions: it is text, and must be a list of ids; write ["{questions}"]')
    known = [question.id for question in every]
    for name in (questions := frozenset(check_each("questions", questions, str))):
        if name not in known:
            raise ArgumentError(f'questions: there is no question "{name}"; {nearest(name, known)}')
    return tuple(question for question in every if question.id in questions)


def _dates_alone(reading: WrittenReading, plain: Schedule) -> Standings:
    """What a reading changes that is about dates already found; nothing for any other."""
    dated = {due.id: due for due in plain.due_dates if due.due is not None}
    days: Mapping[str, date] = {}
    if reading.reviews_from is not None:
        days = counted_from_due(plain)
    elif reading.due is not None:
        days = {name: plain.calendar.first_working_day_on_or_after(due.due) for name, due in dated.items() if due.due is not None}
    return {name: _Standing(day, _due_on(dated[name], day).status) for name, day in days.items()}


def _due_on(due: DueDate, day: date) -> DueDate:
    """The same due date on another day."""
    occurrence = occurrence_of(due)
    binding, *others = occurrence.limits
    there = occurrence._replace(limits=(binding._replace(due=day), *others))
    return DueDate(there, due.as_of, SourceKnows(due.doubt, number=due.review == occurrence.review))


def _readings_of(due: DueDate, built: list[_Built], open_still: set[str]) -> DueDateReadings:
    found: list[Reading] = []
    touching: set[str] = set()
    here = _Standing(due.due, due.status)
    for question, results in built:
        standings = [here if dates is None else dates.get(due.id, here) for _, dates in results]
        if len({(one.due, one.status if question.of_status or one.status is None else "") for one in standings}) > 1:
            touching.add(question.id)
            found += [
                Reading(question.id, reading.name, *standing, dates is None)
                for (reading, dates), standing in zip(results, standings, strict=True)
            ]
    found.sort(key=lambda one: one.due or date.max)
    return DueDateReadings(due, tuple(found), is_settled=_is_settled(due, touching, open_still))


def _is_settled(due: DueDate, touching: set[str], open_still: set[str]) -> bool:
    raised = {question.id for question in open_questions() if question.raised_in(due.rule)}
    return bool(raised) and due.rule not in also_open() and raised.isdisjoint(touching) and raised.isdisjoint(open_still)
