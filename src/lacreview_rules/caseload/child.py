"""One child in a caseload: its tasks as rows, and its reviews judged on both bases.

A caseload is read one child at a time; of each only the rows and figures asked for are kept.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from lacreview_rules.caseload.gaps import read_gaps, regulations_for
from lacreview_rules.caseload.known import Known
from lacreview_rules.caseload.reviews import judge_reviews
from lacreview_rules.caseload.rows import TaskRows, task_rows
from lacreview_rules.caseload.task_figures import without_open
from lacreview_rules.engine.build import build_schedule, reviews_alone, with_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import date

    from lacreview_rules.caseload.reviews import JudgedReview
    from lacreview_rules.caseload.window import Window
    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.histories.history import History
    from lacreview_rules.profiles.profile import Profile


class Bases(NamedTuple):
    """What reviews are judged by, beside each child's own profile.

    Attributes:
        regulations: a profile that holds the regulations on reviews; the limits of force ``regulation`` in it count for
            a child whose own profile has none.
        shortcut: the 20 working days, 91 and 183 days of extracts.
        calendar: working days.
    """

    regulations: Profile
    shortcut: Profile
    calendar: WorkingCalendar


class ChildFigures(NamedTuple):
    """What one child puts into a caseload.

    Attributes:
        profile: the child's profile.
        looked_after: whether the child was looked after at the end of the day of the caseload.
        rows: its tasks.
        reviews: its reviews, judged.
        problems: what in the history could not be used.
    """

    profile: Profile
    looked_after: bool
    rows: TaskRows
    reviews: tuple[JudgedReview, ...]
    problems: tuple[Problem, ...]

    def without_open_work(self) -> ChildFigures:
        """The same for a child whose record breaks off before the day of the caseload: what was still to be done is in no list."""
        doubtful = (*self.rows.doubtful, *(row._replace(doubt="record-ends") for row in self.rows.overdue))
        rows = self.rows._replace(due=(), overdue=(), doubtful=doubtful, figures=without_open(self.rows.figures))
        reviews = tuple(review for review in self.reviews if review.ended_on is not None)
        return self._replace(looked_after=False, rows=rows, reviews=reviews)

    def only(self, wants: Callable[[str, str], bool]) -> ChildFigures:
        """The same with those tasks alone that are wanted, by their task and role; reviews are judged all the same."""
        found = self.rows
        due, overdue, late, doubtful = (
            tuple(row for row in rows if wants(row.task, row.role)) for rows in (found.due, found.overdue, found.late, found.doubtful)
        )
        figures = {key: number for key, number in found.figures.items() if wants(key[1], key[2])}
        return self._replace(rows=TaskRows(due, overdue, late, doubtful, figures))

    def with_team(self, team: str, worker: str) -> ChildFigures:
        """The same with the names of the team and the worker beside each row; empty where there is none."""
        if not team and not worker:
            return self
        due, overdue, late, doubtful = (
            tuple(row._replace(team=team, worker=worker) for row in found)
            for found in (self.rows.due, self.rows.overdue, self.rows.late, self.rows.doubtful)
        )
        reviews = tuple(review._replace(team=team, worker=worker) for review in self.reviews)
        return self._replace(rows=TaskRows(due, overdue, late, doubtful, self.rows.figures), reviews=reviews)


def judge_child(
    history: History,
    profile: Profile,
    window: Window,
    bases: Bases,
    *,
    reviews_from: date | None = None,
    unknown_starts: Collection[date] = (),
    unreviewed_starts: Collection[date] = (),
    strict: bool = False,
    tasks: Collection[str] | None = None,
) -> ChildFigures:
    """What one child puts into a caseload. What is dated after its day is not known on it, and left out.

    Args:
        history: the child's events.
        profile: the child's profile.
        window: the days asked for.
        bases: what reviews are judged by, beside that profile.
        reviews_from: the day from which on every review is recorded; None if all are.
        unknown_starts: the days on which care is only taken to have begun, because the record does not say when it did.
        unreviewed_starts: the first days of the periods of care of which the record holds no reviews.
        strict: refuse a history that cannot be, instead of working with what makes sense.
        tasks: the tasks that are looked at; all unless given. Reviews are judged in any case.

    Raises:
        HistoryError: `strict`, and the history has problems; or nothing can be scheduled because of them, even as a whole: a child
            who comes into care after the day has nothing due yet.
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from datetime import date
        >>> from lacreview_rules import BecameLookedAfter, History, england_and_wales, load_profile
        >>> from lacreview_rules.caseload.window import window_at
        >>> bases = Bases(load_profile("england"), load_profile("data-return"), england_and_wales())
        >>> history = History("A123", [BecameLookedAfter(on=date(2025, 12, 19))])
        >>> figures = judge_child(history, load_profile("newham"), window_at(date(2026, 1, 31)), bases)
        >>> [(review.number, review.regulations.outcome, review.regulations.days_late) for review in figures.reviews]
        [(1, 'overdue', 10)]
    """
    calendar = bases.calendar
    known = Known(history, window.as_of)
    read = partial(
        read_gaps,
        regulations=regulations_for(profile, bases.regulations),
        calendar=calendar,
        reviews_from=reviews_from,
        unknown_starts=unknown_starts,
        unreviewed_starts=unreviewed_starts,
    )
    gaps = read(known.history)
    asked = None if tasks is None else with_reviews(profile, tasks)
    options: dict[str, Any] = {"until": window.until, "strict": strict, "tasks": asked}
    schedule, problems = known.schedule(gaps.history, lambda: read(history).history, profile, calendar, **options)
    has_law = any(rule.task == profile.cycle_task and rule.force == "regulation" for rule in profile.timescales)
    as_it_stands = schedule.on(window.as_of)
    law, shortcut = (
        as_it_stands if beside is None else build_schedule(gaps.history, beside, calendar, tasks=reviews_alone(beside)).on(window.as_of)
        for beside in (None if has_law else bases.regulations, bases.shortcut)
    )
    reviews = judge_reviews(gaps, as_it_stands, law, shortcut, window.as_of)
    looked_after = any(period.start <= window.as_of and (period.end is None or period.end > window.as_of) for period in gaps.periods)
    return ChildFigures(profile, looked_after, task_rows(gaps, as_it_stands, window), tuple(reviews), problems)
