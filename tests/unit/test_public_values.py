"""What the library gives can be sent to another process, kept and compared: every public class, the errors too.

Authority: the library's own promise (docs/reference/api); record B10, where a schedule could not be pickled. An error that cannot
be is worse than a value: it ends the pool of processes that was to hand it on.
"""

from __future__ import annotations

import copy
import os
import pickle
import subprocess
import sys
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from tests.others_slow import others_slow

import lacreview_rules
from lacreview_rules import (
    BankHoliday,
    BecameLookedAfter,
    Doubt,
    History,
    LegalStatusChanged,
    OpenQuestion,
    OtherEvent,
    Period,
    PlacementMoved,
    Problem,
    ReviewArranged,
    ReviewHeld,
    Schedule,
    build_schedule,
    check_profile,
    compare_profiles,
    england_and_wales,
    errors,
    load_cases,
    load_profile,
    open_questions,
    readings,
    what_if,
)
from lacreview_rules.changes.schedules import ScheduleChanges
from lacreview_rules.counting.bank_holidays import Layer
from lacreview_rules.histories.events import BUILT_IN
from lacreview_rules.rules.plan import Plan, plan_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CAME, HELD = date(2025, 12, 19), date(2026, 1, 14)
NEWHAM = load_profile("newham")
HISTORY = History("A123", [BecameLookedAfter(on=CAME), ReviewHeld(on=HELD), PlacementMoved(on=date(2026, 2, 3))], date(2014, 5, 2))
NEEDED: dict[str, Any] = {"fact": "child-agrees-to-fewer-visits", "task": "visit", "review_on": date(2026, 7, 1), "ref": "7"}


def events() -> Iterator[object]:
    """One of each kind, with all that it must have."""
    for kind, cls in BUILT_IN.items():
        needed: dict[str, Any] = {name: NEEDED[name] for name in NEEDED if name in {*cls.__dataclass_fields__}}
        if cls is LegalStatusChanged:
            needed["legal_status"] = ["care-order", "remand"]
        event = cls(on=CAME, **needed)
        assert event.kind == kind
        yield event
    yield OtherEvent(event="short-break", on=CAME, ends_on=HELD)


@cache
def values() -> list[Any]:
    """At least one of every public class, but for errors."""
    schedule = build_schedule(HISTORY, NEWHAM)
    due = schedule.of("review")[0]
    written = Schedule.from_dict(schedule.to_dict())
    open_ones = readings(HISTORY, load_profile("england"), questions=["day-care-began"])
    return [
        *events(),
        HISTORY,
        NEWHAM,
        Problem("events[1].on", "it is missing", "add it"),
        schedule,
        schedule.on(date(2026, 3, 1)),
        *schedule.due_dates[:3],
        due.explanation,
        due.explanation.steps[0],
        due.scope,
        due.status,
        Doubt("silence", "the source is silent", date_known=False),
        *(limit for one in schedule for limit in one.also),
        written,
        written.due_dates[0],
        *schedule.considerations,
        what_if(HISTORY, NEWHAM, events=[ReviewArranged(on=date(2026, 3, 1), review_on=date(2026, 4, 1))]),
        open_ones,
        open_ones.due_dates[0],
        *(reading for one in open_ones.due_dates for reading in one.readings),
        check_profile(load_profile("review-standards"), first=date(2026, 1, 1), last=date(2026, 1, 31)),
        compare_profiles([load_profile("england"), NEWHAM]),
        load_cases()[0],
        next(iter(open_questions())),
        england_and_wales(2020, 2030),
        Period.parse("20 working days"),
        BankHoliday(CAME, "A day off"),
        Layer((BankHoliday(CAME, "A day off"),), (), "ours"),
    ]


def raised() -> Iterator[errors.LacReviewError]:
    """One error of every kind."""
    problems = [Problem("events[1].on", "it is missing", "add it"), Problem("", "it is empty", "fill it in")]
    for cls in vars(errors).values():
        if isinstance(cls, type) and issubclass(cls, errors.LacReviewError):
            yield cls(problems, "a.json") if issubclass(cls, errors.InputError) else cls("it is \ud800 wrong")
    yield errors.HistoryError(problems[:1])
    yield errors.CalendarRangeError("it is outside the calendar", CAME)


def by_pickle(protocol: int) -> Callable[[Any], Any]:
    return lambda value: pickle.loads(pickle.dumps(value, protocol))  # noqa: S301 - our own


WAYS = {
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
    **{f"pickled, {n}": by_pickle(n) for n in range(2, pickle.HIGHEST_PROTOCOL + 1)},
}


UNHASHED = (OpenQuestion, ScheduleChanges)
"""What holds records as JSON has them, and is compared but not hashed."""


@pytest.mark.parametrize("way", others_slow(reversed(WAYS)))
def test_a_value_is_the_same_afterwards(way: str) -> None:
    for value in values():
        again = WAYS[way](value)
        assert type(again) is type(value)
        assert again == value
        if not isinstance(value, UNHASHED):
            assert {again} == {value}


@pytest.mark.parametrize("way", WAYS)
def test_an_error_is_the_same_afterwards(way: str) -> None:
    error: Any
    for error in raised():
        again = WAYS[way](error)
        assert type(again) is type(error)
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))


def test_nothing_public_is_left_out() -> None:
    found = [*values(), *raised()]
    public = {name: getattr(lacreview_rules, name) for name in lacreview_rules.__all__}
    classes = {name: cls for name, cls in public.items() if isinstance(cls, type)}
    assert [name for name, cls in classes.items() if not any(isinstance(value, cls) for value in found)] == []


@pytest.mark.slow
def test_another_process_has_the_same() -> None:
    """One with another seed of hashes: it sends back what it was sent, and whether a schedule made there is equal."""
    told = (
        "import pickle, sys; from lacreview_rules import *; sent = pickle.load(sys.stdin.buffer);"
        "history, profile, schedule = sent['history'], sent['profile'], sent['schedule'];"
        "made = build_schedule(history, profile);"
        "same = [made == schedule, hash(made) == hash(made.on(made.as_of))];"
        "words = [str(due.explanation) for due in made] == [str(due.explanation) for due in schedule];"
        "pickle.dump([*same, words, sent['values'], sent['errors']], sys.stdout.buffer)"
    )
    sent: dict[str, Any] = {
        "history": HISTORY,
        "profile": NEWHAM,
        "schedule": build_schedule(HISTORY, NEWHAM),
        "values": values(),
        "errors": [*raised()],
    }
    settings = {**os.environ, "PYTHONHASHSEED": "7"}
    done = subprocess.run([sys.executable, "-c", told], input=pickle.dumps(sent), capture_output=True, check=True, env=settings)
    same, alike, words, back, errors_back = pickle.loads(done.stdout)  # noqa: S301 - our own
    assert (same, alike, words) == (True, True, True)
    assert back == sent["values"]
    assert [(type(error), str(error)) for error in errors_back] == [(type(error), str(error)) for error in sent["errors"]]


def test_a_plan_travels_as_its_profile() -> None:
    """What the engine makes of a profile: from it, the same schedule."""
    plan = pickle.loads(pickle.dumps(Plan(NEWHAM)))  # noqa: S301 - our own
    assert plan is plan_for(NEWHAM)
    assert copy.deepcopy(plan) is plan


def test_a_case_is_equal_to_another_of_the_same_content() -> None:
    one, other = load_cases()[:2]
    assert one != other
    assert one == copy.deepcopy(one)
    assert len({one, copy.deepcopy(one), other}) == 2
