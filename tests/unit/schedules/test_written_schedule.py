"""What is no schedule is refused with every place, what is wrong there and how to mend it, and with nothing of what stands there.

Authority: docs/reference/schedule-format.md for what each key holds; docs/explanation/compatibility.md for what version 0.1 wrote.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D

from lacreview_rules import BecameLookedAfter, History, PlacementMoved, ReviewHeld, build_schedule, load_profile
from lacreview_rules.errors import InputError, NotWrittenError
from lacreview_rules.schedules.written_schedule import written_schedule

if TYPE_CHECKING:
    from collections.abc import Callable

UNCHANGED = "give what lacreview schedule --format json or Schedule.to_dict wrote, unchanged"
DAY = "write it year-month-day, as in 2026-01-21"
MARKER = "ZQ-MARKER-77"


@cache
def text() -> str:
    events = [BecameLookedAfter(on=D("2025-12-19")), ReviewHeld(on=D("2026-01-14")), PlacementMoved(on=D("2026-02-03"))]
    return build_schedule(History("A123", events, D("2014-05-02")), load_profile("newham")).on(D("2026-03-01")).to_json()


def record() -> dict[str, Any]:
    """A schedule as it is written, with due dates, considerations, and a problem and readings beside."""
    found: dict[str, Any] = json.loads(text())
    found["problems"] = [{"where": "events[0]", "what": "it changes nothing", "remedy": "take it out"}]
    reading = {"question": "start-on-a-day-off", "reading": "next-day", "due": "2026-01-22", "status": "met", "taken": False}
    found["due_dates"][0]["readings"] = [reading, {**reading, "reading": "that-day", "due": "2026-01-21", "status": None, "taken": True}]
    return found


def problems_of(wrong: object) -> list[tuple[str, str, str]]:
    with pytest.raises(InputError) as refused:
        written_schedule(wrong)
    assert MARKER not in str(refused.value)
    return [(problem.where, problem.what, problem.remedy) for problem in refused.value.problems]


def first(found: dict[str, Any]) -> dict[str, Any]:
    row: dict[str, Any] = found["due_dates"][0]
    return row


def test_what_was_written_is_the_same_when_it_is_written_again() -> None:
    """With the readings of a due date, where they were asked for."""
    found = written_schedule(record())
    assert found.to_dict() == record()
    readings = found.due_dates[0].readings
    assert readings is not None
    assert [(one.reading, one.due, one.status, one.taken) for one in readings] == [
        ("next-day", D("2026-01-22"), "met", False),
        ("that-day", D("2026-01-21"), None, True),
    ]
    assert found.due_dates[1].readings is None
    assert found.considerations


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        ([], ("", "a schedule is an object with keys", "give what lacreview schedule --format json prints")),
        (None, ("", "a schedule is an object with keys", "give what lacreview schedule --format json prints")),
        ({}, ("schema_version", "it is missing", "make the schedule again with this version of lacreview")),
        (
            {"schema_version": 2},
            ("schema_version", "it is not 1, which is the one that is read here", "make the schedule again with this version of lacreview"),
        ),
        (
            {"schema_version": None},
            ("schema_version", "it is not 1, which is the one that is read here", "make the schedule again with this version of lacreview"),
        ),
    ],
)
def test_what_is_no_schedule_of_this_version_is_told_once(wrong: object, expected: tuple[str, str, str]) -> None:
    assert problems_of(wrong) == [expected]


def test_every_key_that_is_missing_is_named() -> None:
    """In the order in which they are read."""
    assert problems_of({"schema_version": 1}) == [
        (where, "it is missing", UNCHANGED)
        for where in (
            *("profile.id", "profile.version", "profile.digest", "calendar.id", "calendar.confirmed_until"),
            *("due_dates", "considerations", "problems", "child", "as_of"),
        )
    ]


def test_of_a_due_date_too() -> None:
    """All but the two keys that version 0.1 did not write, and the readings, which are there on request."""
    found = record()
    keys = [key for key in first(found) if key not in {"id", "scope", "readings"}]
    found["due_dates"] = [{}]
    assert sorted(problems_of(found)) == sorted((f"due_dates[0].{key}", "it is missing", UNCHANGED) for key in keys)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda one: one.update(child=7), ("child", "it is not text", UNCHANGED)),
        (lambda one: one.update(child=None), ("child", "it is not text", UNCHANGED)),
        (lambda one: one["profile"].update(digest=7), ("profile.digest", "it is not text", UNCHANGED)),
        (lambda one: one["calendar"].update(confirmed_until=None), ("calendar.confirmed_until", "it is not a date", DAY)),
        (lambda one: one.update(as_of=MARKER), ("as_of", "it is not a date", DAY)),
        (lambda one: one.update(due_dates={}), ("due_dates", "it is not a list", UNCHANGED)),
        (lambda one: first(one).update(title=7), ("due_dates[0].title", "it is not text", UNCHANGED)),
        (lambda one: first(one).update(title=None), ("due_dates[0].title", "it is not text", UNCHANGED)),
        (lambda one: first(one).update(review="1"), ("due_dates[0].review", "it is not a whole number", UNCHANGED)),
        (lambda one: first(one).update(review=True), ("due_dates[0].review", "it is not a whole number", UNCHANGED)),
        (lambda one: first(one).update(review=1.0), ("due_dates[0].review", "it is not a whole number", UNCHANGED)),
        (lambda one: first(one).update(review=0), ("due_dates[0].review", "it is smaller than 1", UNCHANGED)),
        (lambda one: first(one).update(period_of_care=0), ("due_dates[0].period_of_care", "it is smaller than 1", UNCHANGED)),
        (lambda one: first(one).update(period_of_care=None), ("due_dates[0].period_of_care", "it is not a whole number", UNCHANGED)),
        (lambda one: first(one).update(days_late=-1), ("due_dates[0].days_late", "it is smaller than 0", UNCHANGED)),
        (lambda one: first(one).update(due=MARKER), ("due_dates[0].due", "it is not a date", DAY)),
        (lambda one: first(one).update(aim=7), ("due_dates[0].aim", "it is not a date", DAY)),
        (
            lambda one: first(one).update(opens="2026-02-30"),
            ("due_dates[0].opens", "there is no such date", "correct the day, the month or the year"),
        ),
        (
            lambda one: first(one).update(basis=MARKER),
            ("due_dates[0].basis", "it is not a known word", "use one of: actual, arranged, projected"),
        ),
        (
            lambda one: first(one).update(basis=None),
            ("due_dates[0].basis", "it is not a known word", "use one of: actual, arranged, projected"),
        ),
        (
            lambda one: first(one).update(verified="true"),
            ("due_dates[0].verified", "it is not a known word", "use one of: true, false, corroborated"),
        ),
        (
            lambda one: first(one).update(verified=1),
            ("due_dates[0].verified", "it is not a known word", "use one of: true, false, corroborated"),
        ),
        (
            lambda one: first(one).update(due_at="2026-01-21T10:00"),
            (
                "due_dates[0].due_at",
                "it is not a day and a time with an offset from UTC",
                "write it as in 2026-01-21T10:00:00+00:00",
            ),
        ),
        (lambda one: first(one).update(due_at=7), ("due_dates[0].due_at", "it is not text", UNCHANGED)),
        (lambda one: first(one).update(scope=None), ("due_dates[0].scope", "it is not an object with keys", UNCHANGED)),
        (
            lambda one: first(one)["scope"].update(kind=MARKER),
            ("due_dates[0].scope.kind", "it is not a known word", "use one of: period-of-care, placement, review, event"),
        ),
        (lambda one: first(one)["scope"].update(first=None), ("due_dates[0].scope.first", "it is not a date", DAY)),
        (lambda one: first(one)["scope"].update(number=0), ("due_dates[0].scope.number", "it is smaller than 1", UNCHANGED)),
        (lambda one: first(one)["scope"].update(closed_by=7), ("due_dates[0].scope.closed_by", "it is not text", UNCHANGED)),
        (lambda one: first(one)["scope"].pop("last"), ("due_dates[0].scope.last", "it is missing", UNCHANGED)),
        (lambda one: first(one).update(notices=["a", 7]), ("due_dates[0].notices[1]", "it is not text", UNCHANGED)),
        (lambda one: first(one).update(notices=MARKER), ("due_dates[0].notices", "it is not a list", UNCHANGED)),
        (
            lambda one: first(one).update(also=[{"rule": "a", "due": None, "force": MARKER}]),
            (
                "due_dates[0].also[0].force",
                "it is not a known word",
                "use one of: regulation, guidance, data-return, local",
            ),
        ),
        (lambda one: first(one).update(readings={}), ("due_dates[0].readings", "it is not a list", UNCHANGED)),
        (lambda one: first(one)["readings"][1].update(question=7), ("due_dates[0].readings[1].question", "it is not text", UNCHANGED)),
        (lambda one: first(one)["readings"][1].update(reading=7), ("due_dates[0].readings[1].reading", "it is not text", UNCHANGED)),
        (lambda one: first(one)["readings"][1].update(due=MARKER), ("due_dates[0].readings[1].due", "it is not a date", DAY)),
        (
            lambda one: first(one)["readings"][1].update(taken="true"),
            ("due_dates[0].readings[1].taken", "it is not a known word", "use one of: true, false"),
        ),
        (lambda one: one["considerations"][0].update(on=None), ("considerations[0].on", "it is not a date", DAY)),
        (lambda one: one["problems"][0].update(remedy=None), ("problems[0].remedy", "it is not text", UNCHANGED)),
    ],
)
def test_what_is_wrong_and_how_to_mend_it(spoil: Callable[[dict[str, Any]], object], expected: tuple[str, str, str]) -> None:
    found = record()
    spoil(found)
    assert problems_of(found) == [expected]


def test_what_is_no_object_lacks_every_key() -> None:
    found = record()
    found["problems"] = [7]
    first(found)["also"] = [MARKER]
    assert problems_of(found) == [
        *((f"due_dates[0].also[0].{key}", "it is missing", UNCHANGED) for key in ("rule", "due", "force")),
        *((f"problems[0].{key}", "it is missing", UNCHANGED) for key in ("where", "what", "remedy")),
    ]
    found = record()
    found["due_dates"][0] = 7
    assert ("due_dates[0].scope", "it is not an object with keys", UNCHANGED) in problems_of(found)
    assert ("due_dates[0].also", "it is missing", UNCHANGED) in problems_of(found)


def test_what_the_record_is_called_stands_before_its_problems() -> None:
    with pytest.raises(InputError) as refused:
        written_schedule([], "children.jsonl:7")
    assert refused.value.source == "children.jsonl:7"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-01-21T10:00:00+00:00", "2026-01-21T10:00:00+00:00"),
        ("2026-07-21T10:00+01:00", "2026-07-21T10:00:00+01:00"),  # version 0.1 left the seconds out
        ("2026-01-21T10:00Z", "2026-01-21T10:00:00Z"),
        ("2026-01-21T10:00:30Z", "2026-01-21T10:00:30Z"),
    ],
)
def test_a_moment_is_read_with_its_seconds(written: str, read: str) -> None:
    found = record()
    first(found)["due_at"] = written
    assert written_schedule(found).due_dates[0].due_at == read


def test_how_it_is_shown() -> None:
    """No child is named."""
    found = written_schedule(record())
    count = len(found.due_dates)
    profile = load_profile("newham")
    assert repr(found) == f"<WrittenSchedule newham {profile.version}: {count} due dates, as of 2026-03-01>"
    of_no_day = record()
    of_no_day["as_of"] = None
    assert repr(written_schedule(of_no_day)) == f"<WrittenSchedule newham {profile.version}: {count} due dates, of no day>"


def test_the_working_of_a_date_is_said_to_be_elsewhere() -> None:
    with pytest.raises(NotWrittenError) as refused:
        _ = written_schedule(record()).due_dates[0].explanation
    assert str(refused.value) == (
        "explanation: the working of a date is not written with a schedule; make the schedule again from its history "
        "(build_schedule) and ask there, or keep schedule.by_id(id).explanation.to_dict() beside it"
    )
