# ruff: noqa: T201 - a program prints
"""A program of somebody who uses the library and checks its types: python -m mypy --strict, and pyright.

It is never run. Each comment that ignores an error is itself an error if the types do not see the fault.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_type

from lacreview_rules import (
    Assurance,
    BecameLookedAfter,
    Case,
    DueDate,
    Event,
    History,
    Profile,
    ReviewHeld,
    ShippedTask,
    WorkingCalendar,
    build_schedule,
    check_profile,
    england_and_wales,
    load_cases,
    load_profile,
    shipped_profiles,
    what_if,
)
from lacreview_rules.changes.schedules import ScheduleChanges
from lacreview_rules.errors import HistoryError, Problem
from lacreview_rules.histories.json import parse_history, read_histories
from lacreview_rules.schedules.explanation import Explanation
from lacreview_rules.schedules.schedule import Schedule

events: list[Event] = [BecameLookedAfter(on=date(2025, 12, 19), placement="foster-care"), ReviewHeld(on=date(2026, 1, 14))]
history = History(child="A123", events=events, records=["review"])
profile = load_profile("newham")
schedule = build_schedule(history, profile, england_and_wales(), until=date(2027, 1, 1), strict=True).on(date(2026, 2, 10))

assert_type(profile, Profile[ShippedTask])
assert_type(profile.with_settings(), Profile[ShippedTask])
assert_type(profile.settings, Mapping[str, object])
assert_type(schedule, Schedule[ShippedTask])
assert_type(schedule.of("review"), tuple[DueDate, ...])
assert_type(england_and_wales(), WorkingCalendar)
assert_type(england_and_wales().add_working_days(date(2026, 1, 5), 20), date)
assert_type(check_profile(profile), Assurance)
assert_type(what_if(history, profile, events=[ReviewHeld(on=date(2026, 3, 1))]), ScheduleChanges)
assert_type(parse_history({"child": "A123", "events": []}), History)


def remind(anybody: Schedule, task: str) -> tuple[DueDate, ...]:
    """A schedule under whatever profile."""
    return anybody.of(task)


def review_of(made: Schedule[ShippedTask], task: ShippedTask) -> tuple[DueDate, ...]:
    """A schedule under a profile that is shipped."""
    return made.find(task=task, review=1)


ours = build_schedule(history, load_profile("./ours.toml"))
print(ours.of("a-task-of-ours"), remind(schedule, "review"), remind(ours, "a-task-of-ours"), review_of(schedule, "visit"))
schedule.of("reviw")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
schedule.find(task="reviw")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]

for due in schedule.outstanding:
    assert_type(due.due, date | None)
    assert_type(due.title, str)
    assert_type(due.explanation, Explanation)
    assert_type(due.to_dict()["due"], str | None)
for name in shipped_profiles():
    assert_type(name, str)
for case in load_cases():
    assert_type(case, Case)
try:
    for read in read_histories("children.jsonl"):
        print(read)
except HistoryError as error:
    assert_type(error.problems, tuple[Problem, ...])

ReviewHeld(on="2026-01-14")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
ReviewHeld(when=date(2026, 1, 14))  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
build_schedule(profile, history)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
history.child = "B"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
print(schedule.no_such_thing)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
