"""Schedules and due dates are values: short to read, equal by content, hashed, pickled, copied, searched, and read back.

Authority: the library's own promise (docs/reference/api/schedules.md). Dates: reg 33(1), twenty working days after 19 December 2025.
"""

from __future__ import annotations

import copy
import json
import os
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import pytest

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    Fact,
    History,
    OtherEvent,
    PlacementMoved,
    ReviewArranged,
    ReviewHeld,
    ReviewRequested,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.errors import ArgumentError, EventError, InputError, LacReviewError, NotWrittenError, UnknownTaskError
from lacreview_rules.schedules.schedule import Schedule
from lacreview_rules.schedules.written_schedule import written_schedule

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRY, REVIEW, AS_OF = date(2025, 12, 19), date(2026, 1, 14), date(2026, 3, 1)
CHILD = "ZQ-CHILD-77"


def schedule(profile: str = "newham") -> Schedule:
    events = [BecameLookedAfter(on=ENTRY, placement="foster-care"), ReviewHeld(on=REVIEW), PlacementMoved(on=date(2026, 2, 3))]
    return build_schedule(History(CHILD, events, date(2014, 5, 2)), load_profile(profile)).on(AS_OF)


def test_reprs_are_short_and_name_no_child() -> None:
    found = schedule()
    assert repr(found.of("review")[0]) == "<DueDate review 1: due 2026-01-21, met (england/R1)>"
    for text in (repr(found), repr(found.due_dates[0]), str(found.due_dates[0]), str(found)):
        assert CHILD not in text
        assert "0x" not in text
    assert all(len(repr(one)) < 200 for one in (found, *found))
    assert str(found.of("review")[0]) == "First looked after review: due Wed 21 Jan 2026, met"


def test_a_profile_and_a_history_are_short_too() -> None:
    """A debugger and a failed assertion showed a hundred thousand characters of rules, and the child with every event."""
    history, england = History(CHILD, [ReviewHeld(on=REVIEW), BecameLookedAfter(on=ENTRY)], date(2014, 5, 2)), load_profile("england")
    assert repr(history) == "<History of 2 events, 2025-12-19 to 2026-01-14>"
    assert repr(History(CHILD, [BecameLookedAfter(on=ENTRY)])) == "<History of 1 event, 2025-12-19 to 2025-12-19>"
    assert repr(History(CHILD)) == "<History of 0 events>"
    assert repr(england).startswith(f"<Profile england {england.version}: ")
    assert repr(england).endswith(f" timescales, digest {england.digest[:12]}>")


def test_iterating_gives_the_due_dates() -> None:
    found = schedule()
    assert tuple(found) == found.due_dates
    assert len(found) == len(found.due_dates)


def test_a_schedule_without_due_dates_is_true() -> None:
    empty = build_schedule(History("A", []), load_profile("england"))
    assert len(empty) == 0
    assert bool(empty)


@pytest.mark.parametrize("profile", ["england", "newham", "south-gloucestershire"])
def test_two_of_the_same_content_are_equal(profile: str) -> None:
    one, other = schedule(profile), schedule(profile)
    assert one == other
    assert hash(one) == hash(other)
    assert {*one} == {*other}
    assert one.on(date(2026, 5, 1)) != other
    assert one.due_dates[0] != one.due_dates[1]
    assert one.due_dates[0] != "a due date"


@pytest.mark.parametrize("profile", ["england", "newham", "south-gloucestershire"])
def test_a_pickled_schedule_is_the_same_with_the_same_explanations(profile: str) -> None:
    found = schedule(profile)
    back = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own
    assert back == found
    assert hash(back) == hash(found)
    assert back.to_json() == found.to_json()
    assert [str(due.explanation) for due in back] == [str(due.explanation) for due in found]
    assert back.on(date(2027, 1, 1)).to_json() == found.on(date(2027, 1, 1)).to_json()


def test_another_process_explains_the_same() -> None:
    """One of its own, with another seed of hashes, so that nothing but the pickle is shared (record B10)."""
    found = schedule()
    told = "import pickle, sys; print(*[due.explanation for due in pickle.load(sys.stdin.buffer)], sep=chr(10) * 2)"
    settings = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-c", told], input=pickle.dumps(found), capture_output=True, check=True, env=settings)
    assert done.stdout.decode().strip().split("\n\n") == [str(due.explanation) for due in found]


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_copies_are_equal(copied: Callable[[Any], Any]) -> None:
    found = schedule()
    assert copied(found) == found
    assert copied(found.due_dates[3]) == found.due_dates[3]


def test_nothing_of_them_can_be_changed() -> None:
    found = schedule()
    with pytest.raises(FrozenInstanceError):
        found.child = "B"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be changed"):
        found.due_dates[0].as_of = AS_OF  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.due_dates[0] < found.due_dates[1]  # type: ignore[operator] # noqa: B015 - the refusal is the point


def test_finding_by_each_of_its_words() -> None:
    found = schedule()
    assert found.find(task="review", review=2) == found.of("review")[1:2]
    assert {due.status for due in found.find(status="overdue")} == {"overdue"}
    assert found.find(status="overdue") == found.overdue
    assert {due.role for due in found.find(role="IRO")} == {"IRO"}
    early, late = found.find(before=AS_OF), found.find(after=AS_OF)
    assert all(due.due is not None and due.due < AS_OF for due in early)
    assert all(due.due is not None and due.due > AS_OF for due in late)
    dated = [due for due in found if due.due not in (None, AS_OF)]
    assert {due.id for due in (*early, *late)} == {due.id for due in dated}
    assert found.find() == found.due_dates


def test_a_status_that_there_is_not_is_refused() -> None:
    """Nothing found would read as nothing late."""
    with pytest.raises(ArgumentError, match='status: there is no status "over-due"; did you mean "overdue"'):
        schedule().find(status="over-due")  # type: ignore[arg-type] # the mistake that is tried


def test_a_role_is_found_in_small_letters_too_and_refused_if_the_profile_has_none() -> None:
    """As the command line has it: what nobody must do, for a name typed amiss, would read as nothing to do."""
    found = schedule()
    assert found.find(role="iro") == found.find(role="IRO") != ()
    assert found.find(role="director of children's services") == ()  # a role of the profile, of whom nothing is asked here
    with pytest.raises(ArgumentError, match='role: the profile has no role "socialworker"; did you mean "social worker"'):
        found.find(role="socialworker")
    back = written_schedule(found.to_dict())
    assert [due.id for due in back.find(role="iro")] == [due.id for due in found.find(role="IRO")]
    assert back.find(role="personal adviser") == ()  # without the profile, nobody knows which roles there are


def test_the_working_of_a_date_that_was_read_back_is_said_not_to_be_written() -> None:
    [due, *_] = written_schedule(schedule().to_dict()).due_dates
    with pytest.raises(NotWrittenError, match="make the schedule again from its history"):
        _ = due.explanation
    assert not hasattr(due, "explanation")


def test_the_next_is_the_first_still_to_come() -> None:
    """On 15 January 2026 nothing of the review itself is due before the decisions, five working days after 14 January."""
    found = schedule().on(date(2026, 1, 15))
    coming = [due for due in found if due.due is not None and due.due >= date(2026, 1, 15) and due.status in {"upcoming", "due-today"}]
    assert found.next == coming[0]
    assert build_schedule(History("A", []), load_profile("england")).next is None


def test_an_unknown_task_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownTaskError, match='did you mean "review"'):
        schedule().of("reviw")
    assert schedule().of("parent-assessment") == ()  # a task of the profile, of which nothing is due


@pytest.mark.parametrize("profile", ["england", "newham"])
def test_what_is_written_is_read_back(profile: str) -> None:
    found = schedule(profile)
    back = Schedule.from_dict(json.loads(found.to_json()))
    assert back.to_dict() == found.to_dict()
    assert back.of("review")[0].due == date(2026, 1, 21)
    assert [one.to_dict() for one in back.overdue] == [one.to_dict() for one in found.overdue]
    assert CHILD not in repr(back)


def test_keys_of_a_later_release_are_passed_over() -> None:
    record = schedule().to_dict()
    Schedule.from_dict({**record, "of_later": 1, "due_dates": [{**due, "of_later": 1} for due in record["due_dates"]]})


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (lambda record: record.pop("child"), "child"),
        (lambda record: record["due_dates"][2].update(due="30/02/2026"), "due_dates[2].due"),
        (lambda record: record["due_dates"][2].update(status="fine"), "due_dates[2].status"),
        (lambda record: record["due_dates"][2].update(verified=1), "due_dates[2].verified"),
        (lambda record: record["due_dates"][2].update(period_of_care=True), "due_dates[2].period_of_care"),
        (lambda record: record["due_dates"][2].update(notices=[3]), "due_dates[2].notices[0]"),
        (lambda record: record.update(problems=None), "problems"),
        (lambda record: record.update(schema_version=2), "schema_version"),
        (lambda record: record.update(calendar=[]), "calendar.id"),
        (lambda record: record["due_dates"][2].update(due="20260121"), "due_dates[2].due"),
        (lambda record: record["due_dates"][2].update(due="2026-W03-3"), "due_dates[2].due"),
        (lambda record: record["due_dates"][2].update(due="2026-02-30"), "due_dates[2].due"),
        (lambda record: record["due_dates"][2].update(due=20260121), "due_dates[2].due"),
        (lambda record: record["due_dates"][2].update(due_at="10 o'clock"), "due_dates[2].due_at"),
        (lambda record: record["due_dates"][2].update(due_at="2026-01-21T10:00"), "due_dates[2].due_at"),
        (lambda record: record["due_dates"][2].update(due_at="2026-02-30T10:00:00+00:00"), "due_dates[2].due_at"),
        (lambda record: record["due_dates"][2].update(due_at="20260121T1000+0000"), "due_dates[2].due_at"),
        (lambda record: record["due_dates"][2].update(period_of_care=0), "due_dates[2].period_of_care"),
        (lambda record: record["due_dates"][2].update(days_late=-1), "due_dates[2].days_late"),
        (lambda record: record["due_dates"][2].update(id=None), "due_dates[2].id"),
        (lambda record: record["due_dates"][2].update(scope=None), "due_dates[2].scope"),
        (lambda record: record["due_dates"][2]["scope"].update(first="20251219"), "due_dates[2].scope.first"),
        (lambda record: record["due_dates"][2]["scope"].pop("number"), "due_dates[2].scope.number"),
        (
            lambda record: record["due_dates"][2].update(also=[{"rule": "a", "due": "20260121", "force": "local"}]),
            "due_dates[2].also[0].due",
        ),
        (lambda record: record["due_dates"][2].pop("also"), "due_dates[2].also"),
        (lambda record: record.update(as_of="20260121"), "as_of"),
        (lambda record: record.pop("as_of"), "as_of"),
        (lambda record: record.update(schema_version=True), "schema_version"),
        (lambda record: record["due_dates"][2].update(scope="review"), "due_dates[2].scope"),
        (lambda record: record.update(problems=[{"where": "events[0]", "what": 3, "remedy": ""}]), "problems[0].what"),
    ],
)
def test_what_is_no_schedule_is_refused_by_its_place(spoil: Callable[[dict[str, Any]], object], where: str) -> None:
    record = json.loads(schedule().to_json())
    spoil(record)
    with pytest.raises(InputError) as refused:
        Schedule.from_dict(record)
    assert where in [problem.where for problem in refused.value.problems]
    assert CHILD not in str(refused.value)


@pytest.mark.parametrize(
    ("written", "what", "remedy"),
    [
        ("20260121", "it is not a date", "write it year-month-day, as in 2026-01-21"),
        ("2026-02-30", "there is no such date", "correct the day, the month or the year"),
    ],
)
def test_a_day_is_read_as_strictly_as_in_every_other_file(written: str, what: str, remedy: str) -> None:
    record = json.loads(schedule().to_json())
    record["due_dates"][2]["due"] = written
    with pytest.raises(InputError) as refused:
        Schedule.from_dict(record)
    [problem] = refused.value.problems
    assert (problem.what, problem.remedy) == (what, remedy)


def test_a_time_is_read_back_as_it_was_written() -> None:
    """What `DueDate.due_at` gives: a day and a time to the minute, with the offset from UTC."""
    record = json.loads(schedule().to_json())
    record["due_dates"][2]["due_at"] = "2026-01-21T10:00:00+00:00"
    assert Schedule.from_dict(record).due_dates[2].due_at == "2026-01-21T10:00:00+00:00"


def test_what_version_0_1_wrote_is_read_without_ids() -> None:
    """The promise of docs/explanation/compatibility.md: a minor release adds keys; what was written before is still read."""
    record = json.loads(schedule().to_json())
    for due in record["due_dates"]:
        del due["id"], due["scope"]
    back = Schedule.from_dict(record)
    assert {(due.id, due.scope) for due in back} == {(None, None)}
    assert back.to_dict() == record


def test_what_is_not_even_an_object_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        Schedule.from_dict([schedule().to_dict()])  # type: ignore[arg-type] # as a file might hold
    assert [(problem.where, problem.what) for problem in refused.value.problems] == [("", "a schedule is an object with keys")]


def test_what_was_read_back_is_short_to_read() -> None:
    """The first review is due on Wed 21 January 2026; of advice there is no date; no child is named in either."""
    back = Schedule.from_dict(schedule().to_dict())
    first = back.of("review")[0]
    assert repr(first) == f"<WrittenDueDate review 1: due 2026-01-21, {first.status} (england/R1)>"
    assert str(first) == f"First looked after review: due Wed 21 Jan 2026, {first.status.replace('-', ' ')}"
    advice = next(due for due in back.due_dates if due.due is None)
    assert "without a date, advisory" in repr(advice)
    assert str(advice).endswith(": no date can be calculated, advisory")


def test_the_note_is_that_of_the_rule_that_binds() -> None:
    """As the profile has it."""
    profile = load_profile("newham")
    for due in schedule().due_dates:
        assert due.note == profile.rule(due.rule).note
    assert schedule().of("review")[0].note.startswith("Within 20 working days")


WRONG_EVENTS: list[tuple[Callable[[], Event], str]] = [
    (lambda: BecameLookedAfter(on="2025-12-19"), "on: it is text"),  # type: ignore[arg-type]
    (lambda: BecameLookedAfter(on=datetime(2025, 12, 19, 9, 30)), "on: it is a datetime"),
    (lambda: BecameLookedAfter(on=None), "on: it is of type NoneType"),  # type: ignore[arg-type]
    (lambda: BecameLookedAfter(on=ENTRY, at="09:30"), "at: it is of type str, and must be a time"),  # type: ignore[arg-type]
    (lambda: BecameLookedAfter(on=ENTRY, placement=3), "placement: it is of type int, and must be text"),  # type: ignore[arg-type]
    (lambda: BecameLookedAfter(on=ENTRY, emergency="yes"), "emergency: it is of type str, and must be true or false"),  # type: ignore[arg-type]
    (lambda: ReviewArranged(on=ENTRY, review_on=datetime(2026, 1, 2)), "review_on: it is a datetime"),
    (lambda: ReviewRequested(on=ENTRY, review_by="soon"), "review_by: it is text"),  # type: ignore[arg-type]
    (lambda: TaskDone(on=ENTRY, task=None), "task: it is of type NoneType, and must be text"),  # type: ignore[arg-type]
    (lambda: Fact(on=ENTRY, fact="x", value=4), "value: it is of type int"),  # type: ignore[arg-type]
    (lambda: OtherEvent(on=ENTRY, event="x", ends_on=time(1)), "ends_on: it is of type time, and must be a date"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("make", "message"), WRONG_EVENTS)
def test_an_event_refuses_a_wrong_type_by_the_name_of_the_field(make: Callable[[], Event], message: str) -> None:
    with pytest.raises(EventError) as refused:
        make()
    assert str(refused.value).startswith(message)
    assert isinstance(refused.value, TypeError)


def test_the_other_doors_refuse_what_they_do_not_take() -> None:
    history, england = History("A", [BecameLookedAfter(on=ENTRY)]), load_profile("england")
    wrong: list[tuple[Callable[[], object], str]] = [
        (lambda: History(7), "child: "),  # type: ignore[arg-type]
        (lambda: History("A", [{"event": "review-held"}]), "events[0]: it is of type dict, and must be an event; parse_history"),  # type: ignore[list-item]
        (lambda: History("A", [], datetime(2014, 5, 2)), "date_of_birth: it is a datetime"),
        (lambda: build_schedule(history, "newham"), "profile: it is of type str, and must be a Profile; write load_profile"),  # type: ignore[arg-type]
        (lambda: build_schedule({}, england), "history: it is of type dict, and must be a History; write parse_history"),  # type: ignore[arg-type]
        (lambda: build_schedule(history, england, "uk"), "calendar: "),  # type: ignore[arg-type]
        (lambda: build_schedule(history, england, until="2027-01-01"), "until: it is text"),  # type: ignore[arg-type]
        (lambda: build_schedule(history, england).on("2026-02-10"), "day: it is text"),  # type: ignore[arg-type]
        (lambda: build_schedule(history, england).on(datetime(2026, 2, 10)), "day: it is a datetime"),
    ]
    for call, message in wrong:
        with pytest.raises(ArgumentError) as refused:
            call()
        assert str(refused.value).startswith(message)
        assert isinstance(refused.value, LacReviewError)


def test_a_closed_period_travels_too() -> None:
    history = History("A", [BecameLookedAfter(on=ENTRY), CeasedToBeLookedAfter(on=date(2026, 2, 1), reason="E4A")])
    found = build_schedule(history, load_profile("england"))
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - our own
