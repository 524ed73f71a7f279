"""Several profiles side by side: what each says of every task, and what its dates are for one and the same child."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from lacreview_rules.arguments import check_each
from lacreview_rules.comparison.rule_readings import RuleReading, meaning_of, rule_reading, rules_in_force
from lacreview_rules.engine.build import build_schedule, check_calendars, check_history
from lacreview_rules.histories.event_records import event_record
from lacreview_rules.histories.events import BecameLookedAfter, PlacementMoved, ReviewHeld
from lacreview_rules.histories.history import History
from lacreview_rules.profiles.profile import Profile
from lacreview_rules.profiles.words import task_words
from lacreview_rules.schedules.pairing import paired

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lacreview_rules.counting.calendars import WorkingCalendar
    from lacreview_rules.errors import Problem
    from lacreview_rules.profiles.models import Timescale
    from lacreview_rules.rules.occurrences import Basis
    from lacreview_rules.schedules.due_dates import DueDate

Difference = Literal["timescales-and-dates", "timescales", "dates", "not-in-all", "none"]
DIFFERENCES: tuple[Difference, ...] = ("timescales-and-dates", "timescales", "dates", "not-in-all", "none")
"""How far the profiles differ about a task, the furthest first."""


@dataclass(frozen=True, slots=True)
class ExampleDate:
    """The date of one occurrence of a task under one profile; `due` is None for advice."""

    due: date | None
    rule: str
    basis: Basis

    def to_dict(self) -> dict[str, Any]:
        """The date as JSON-ready data."""
        return {"due": None if self.due is None else self.due.isoformat(), "rule": self.rule, "basis": self.basis}


@dataclass(frozen=True, slots=True)
class Reading:
    """What one profile says of one task.

    Attributes:
        profile: the label of the profile; title, role: of the task, empty where the profile has no such task.
        timescales: its own, less those that all the profiles share.
        dates: one for each occurrence that the comparison lists; None where the profile calls for none.
    """

    profile: str
    title: str
    role: str
    timescales: tuple[RuleReading, ...]
    dates: tuple[ExampleDate | None, ...]

    def to_dict(self) -> dict[str, Any]:
        """The reading as JSON-ready data."""
        return {
            "profile": self.profile,
            "title": self.title,
            "role": self.role,
            "timescales": [rule.to_dict() for rule in self.timescales],
            "dates": [None if day is None else day.to_dict() for day in self.dates],
        }


@dataclass(frozen=True, slots=True)
class ComparedTask:
    """One task as the profiles read it.

    Attributes:
        difference: whether the timescales differ, the dates in the example, both, or neither; or whether the task
            is not in all the profiles.
        shared: the timescales that all the profiles have.
        occurrences: what the dates of the readings belong to: "review 2", or "" for a task that comes once.
    """

    task: str
    title: str
    difference: Difference
    shared: tuple[RuleReading, ...]
    occurrences: tuple[str, ...]
    readings: tuple[Reading, ...]

    def to_dict(self) -> dict[str, Any]:
        """The task as JSON-ready data."""
        return {
            "task": self.task,
            "title": self.title,
            "difference": self.difference,
            "shared": [rule.to_dict() for rule in self.shared],
            "occurrences": list(self.occurrences),
            "readings": [reading.to_dict() for reading in self.readings],
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Profiles side by side, task by task: those on which they differ most first, otherwise as the profiles list them.

    Attributes:
        labels: what the profiles are called in the readings: their ids, with the version where two have the same.
        problems: what each profile could not use of the history, by label.
    """

    profiles: tuple[Profile, ...]
    labels: tuple[str, ...]
    history: History
    tasks: tuple[ComparedTask, ...]
    problems: tuple[tuple[str, Problem], ...]

    @property
    def differing(self) -> tuple[ComparedTask, ...]:
        """The tasks on which the profiles differ."""
        return tuple(task for task in self.tasks if task.difference != "none")

    @property
    def same(self) -> tuple[ComparedTask, ...]:
        """The tasks on which they do not."""
        return tuple(task for task in self.tasks if task.difference == "none")

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON-ready data."""
        named = zip(self.labels, self.profiles, strict=True)
        born = self.history.date_of_birth
        return {
            "schema_version": 1,
            "profiles": [
                {"label": label, "id": p.id, "name": p.name, "version": p.version, "digest": p.digest, "law": p.law} for label, p in named
            ],
            "history": {
                "child": self.history.child,
                "date_of_birth": None if born is None else born.isoformat(),
                "events": [event_record(event) for event in self.history.events],
            },
            "tasks": [task.to_dict() for task in self.tasks],
            "problems": [{"profile": label, "where": p.where, "what": p.what, "remedy": p.remedy} for label, p in self.problems],
        }

    def to_json(self) -> str:
        """The comparison as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)


def worked_example() -> History:
    """The history that profiles are compared on unless another is given: an invented child of eleven in foster care.

    Looked after on Monday 5 January 2026, review held on 28 January, moved on 20 February.

    Example:
        >>> [str(event.on) for event in worked_example().events]
        ['2026-01-05', '2026-01-28', '2026-02-20']
    """
    return History(
        child="worked example",
        date_of_birth=date(2014, 5, 2),
        events=(
            BecameLookedAfter(on=date(2026, 1, 5), placement="foster-care", legal_status="section-20"),
            ReviewHeld(on=date(2026, 1, 28)),
            PlacementMoved(on=date(2026, 2, 20), placement="foster-care"),
        ),
    )


def compare_profiles(profiles: Sequence[Profile], history: History | None = None, calendar: WorkingCalendar | None = None) -> Comparison:
    """Several profiles side by side.

    Dates are those of the reviews held and of the next one, and of every other task as far as a schedule shows it.
    Timescales are those in force between the first and the last event of the history.

    Args:
        profiles: two or more, in the order in which they are to stand.
        history: the child whose dates are shown; `worked_example` unless given.
        calendar: working days; England and Wales unless given.

    Raises:
        ArgumentError: something is of another type than it should be.
        CalendarRangeError: a date leaves the calendar.

    Example:
        >>> from lacreview_rules import load_profile
        >>> made = compare_profiles([load_profile("newham"), load_profile("south-gloucestershire")])
        >>> review = made.tasks[0]
        >>> review.title, review.occurrences
        ('Looked after review', ('review 1', 'review 2'))
        >>> [str(reading.dates[1].due) for reading in review.readings]
        ['2026-04-28', '2026-03-12']
    """
    profiles = tuple(check_each("profiles", profiles, Profile, remedy="write [load_profile(...), load_profile(...)]"))
    child = worked_example() if history is None else history
    check_history(child)
    check_calendars(calendar=calendar)
    labels = _labels(profiles)
    found: list[list[DueDate]] = []
    problems: list[tuple[str, Problem]] = []
    for label, profile in zip(labels, profiles, strict=True):
        schedule = build_schedule(child, profile, calendar)
        found.append([due for due in schedule.due_dates if not due.is_assumed])
        problems += [(label, problem) for problem in schedule.problems]
    days = sorted(event.on for event in child.events)
    rules = [rules_in_force(profile, days) for profile in profiles]
    order = dict.fromkeys(rule.task for its in rules for rule in its)
    tasks = [
        _compared(
            task,
            profiles,
            labels,
            [{rule.id: rule for rule in its if rule.task == task} for its in rules],
            [[due for due in its if due.task == task] for its in found],
        )
        for task in order
    ]
    tasks.sort(key=lambda task: DIFFERENCES.index(task.difference))
    return Comparison(tuple(profiles), labels, child, tuple(tasks), tuple(problems))


def _labels(profiles: Sequence[Profile]) -> tuple[str, ...]:
    ids = [profile.id for profile in profiles]
    labels = [f"{p.id} {p.version}" if ids.count(p.id) > 1 else p.id for p in profiles]
    return tuple(f"{label} ({number})" if labels.count(label) > 1 else label for number, label in enumerate(labels, 1))


def _compared(
    task: str,
    profiles: Sequence[Profile],
    labels: Sequence[str],
    rules: list[dict[str, Timescale]],
    found: list[list[DueDate]],
) -> ComparedTask:
    meanings = [{rule.id: meaning_of(rule, p) for rule in its.values()} for p, its in zip(profiles, rules, strict=True)]
    shared = [name for name, what in meanings[0].items() if all(other.get(name) == what for other in meanings[1:])]
    rows = _rows(found)
    readings = tuple(
        Reading(
            label,
            task_words(profile.tasks[task].title) if its else "",
            profile.tasks[task].role if its else "",
            tuple(rule_reading(rule, profile) for rule in _own_first(its.values(), profile) if rule.id not in shared),
            tuple(_date(row.get(number)) for row in rows),
        )
        for number, (label, profile, its) in enumerate(zip(labels, profiles, rules, strict=True))
    )
    title = next(reading.title for reading in readings if reading.title)
    if not all(rules):
        return ComparedTask(task, title, "not-in-all", (), _occurrences(rows), readings)
    same_rules = len({frozenset(its.values()) for its in meanings}) == 1
    common = tuple(rule_reading(rules[0][name], profiles[0]) for name in shared)
    return ComparedTask(task, title, _difference(same_rules, readings), common, _occurrences(rows), readings)


def _own_first(rules: Iterable[Timescale], profile: Profile) -> list[Timescale]:
    return sorted(rules, key=lambda rule: not profile.says(rule.id))


def _difference(same_rules: bool, readings: tuple[Reading, ...]) -> Difference:
    """Where a task goes on and on, profiles may be carried on to different ends: what only one shows is no difference."""
    days = [[None if day is None else (day.due,) for day in reading.dates] for reading in readings]
    called_for = {any(day is not None for day in its) for its in days}
    same_dates = len(called_for) == 1 and all(len({day for day in row if day is not None}) <= 1 for row in zip(*days, strict=True))
    if same_rules:
        return "none" if same_dates else "dates"
    return "timescales" if same_dates else "timescales-and-dates"


def _date(due: DueDate | None) -> ExampleDate | None:
    return None if due is None else ExampleDate(due.due, due.rule, due.basis)


def _rows(found: list[list[DueDate]]) -> list[dict[int, DueDate]]:
    """The same due date of a task under each profile, by the number of the profile."""
    rows: list[dict[int, DueDate]] = []
    for number, due_dates in enumerate(found):
        row_of = {id(_first(row)): row for row in rows}
        paired_rows = []
        for known, due in paired([_first(row) for row in rows], due_dates, same_events=True):
            row = {} if known is None else row_of[id(known)]
            paired_rows.append(row if due is None else {**row, number: due})
        rows = sorted(paired_rows, key=_in_order)
    return rows


def _first(row: dict[int, DueDate]) -> DueDate:
    """The due date of a row under the first profile that has it."""
    return next(iter(row.values()))


def _in_order(row: dict[int, DueDate]) -> tuple[int, int, date, bool, date]:
    """Where a row stands: by its review; else by the day on which its placement or event began; then by date, advice last."""
    due = _first(row)
    return (due.period_of_care, due.review or 0, due.scope.first, due.due is None, due.due or date.max)


def _occurrences(rows: list[dict[int, DueDate]]) -> tuple[str, ...]:
    shown = [_first(row) for row in rows]
    if len(shown) == 1 and not shown[0].review:
        return ("",)
    several = len({due.period_of_care for due in shown}) > 1
    words = []
    for number, due in enumerate(shown, 1):
        word = f"review {due.review}" if due.review else f"no. {number}"
        words.append(f"period of care {due.period_of_care}, {word}" if several else word)
    return tuple(words)
