"""What would change if: with hand-worked dates, and the history as it was.

Looked after Mon 5 Jan 2026, reviewed Wed 28 Jan: second review by Tue 28 Apr (reg 33(2), three months). Under
south-gloucestershire a move on Fri 20 Feb restarts the cycle: by Thu 12 Mar (20 days after it).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D
from typer.testing import CliRunner

from lacreview_rules import BecameLookedAfter, Event, History, PlacementMoved, ReviewArranged, ReviewHeld, TaskDone, load_profile
from lacreview_rules.changes.what_if import what_if
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.errors import HistoryError
from lacreview_rules.histories.json import history_record

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.changes.schedules import ScheduleChanges

SOUTH = load_profile("south-gloucestershire")
ENGLAND = load_profile("england")
HISTORY = History("A1", [BecameLookedAfter(on=D("2026-01-05")), ReviewHeld(on=D("2026-01-28"))], D("2014-05-02"))
MOVED = PlacementMoved(on=D("2026-02-20"))
MOVE = '{"event": "placement-moved", "on": "2026-02-20"}'


def second_review(found: ScheduleChanges) -> list[tuple[str | None, str | None, list[str]]]:
    return [
        (change.before and change.before.due, change.after and change.after.due, [cause.what for cause in change.causes])
        for change in found.changes
        if (change.shown.task, change.shown.review) == ("review", 2)
    ]


def test_an_event_that_may_happen() -> None:
    assert second_review(what_if(HISTORY, SOUTH, events=[MOVED])) == [
        ("2026-04-28", "2026-03-12", ["placement moved on Fri 20 Feb 2026 was added"])
    ]
    assert second_review(what_if(HISTORY, ENGLAND, events=[MOVED])) == []


def test_an_event_that_might_not_have_happened() -> None:
    """Without the review the second counts from the first, assumed on its due date, Mon 2 Feb: by Sat 2 May."""
    assert second_review(what_if(HISTORY, ENGLAND, without=[1])) == [
        ("2026-04-28", "2026-05-02", ["review held on Wed 28 Jan 2026 was taken out"])
    ]


def test_an_event_on_another_day() -> None:
    found = what_if(HISTORY, ENGLAND, without=[1], events=[ReviewHeld(on=D("2026-02-02"))])
    assert second_review(found) == [("2026-04-28", "2026-05-02", ["review held on Wed 28 Jan 2026 became review held on Mon 2 Feb 2026"])]


@pytest.mark.parametrize("as_of", [None, "2026-02-10", "2026-05-04"])
def test_what_is_supposed_to_be_done_late_becomes_late_whatever_day_is_asked_about(as_of: str | None) -> None:
    """Due Tue 28 Apr 2026 (reg 33(2)), held Mon 4 May: six days late. As at 10 February it was said that nothing becomes late."""
    held = ReviewHeld(on=D("2026-05-04"))
    found = what_if(HISTORY, ENGLAND, events=[held], as_of=None if as_of is None else D(as_of))
    [second] = [one for one in found.changes if (one.shown.task, one.shown.review) == ("review", 2)]
    assert (second.shown.due, second.shown.done_on, second.shown.status, second.shown.days_late) == (
        "2026-04-28",
        "2026-05-04",
        "met-late",
        6,
    )
    assert second.becomes_late == (as_of != "2026-05-04")  # on that day it is overdue already


def test_a_booking_after_the_due_date_is_told_and_one_before_it_is_none() -> None:
    """Due Tue 28 Apr 2026 (reg 33(2)). A booking for Mon 4 May is six days after it; one for the day itself is in time."""

    def booked(day: str) -> list[tuple[str | None, bool, bool]]:
        found = what_if(HISTORY, ENGLAND, events=[ReviewArranged(on=D("2026-02-10"), review_on=D(day))], as_of=D("2026-02-10"))
        second = [one for one in found.changes if (one.shown.task, one.shown.review) == ("review", 2)]
        return [(one.shown.arranged_late, one.becomes_arranged_late, one.becomes_late) for one in second]

    assert booked("2026-05-04") == [("2026-05-04", True, False)]
    assert booked("2026-04-28") == []


def test_the_command_says_first_that_a_booking_is_late(tmp_path: Path) -> None:
    """The officer's question: may I book it for 4 May? Due 28 April, so it is six days after (reg 33(2))."""
    file = tmp_path / "child.json"
    file.write_text(json.dumps(history_record(HISTORY)), encoding="utf-8")
    booking = '{"event": "review-arranged", "on": "2026-02-10", "review_on": "2026-05-04"}'
    words = ["what-if", str(file), "-p", "england", "--as-of", "2026-02-10", "--event", booking]
    told = " ".join(CliRunner().invoke(app, words).stdout.split())
    first = "Second looked after review: due Tue 28 Apr 2026, arranged for Mon 4 May 2026, 6 days after its due date"
    assert f"ARRANGED AFTER ITS DUE DATE (1) {first} BECAUSE" in told
    assert "Nothing becomes late" not in told
    assert f"arranged after its due date: {first}" in CliRunner().invoke(app, [*words, "-f", "markdown"]).stdout
    rows = CliRunner().invoke(app, [*words, "-f", "csv", "--task", "review"]).stdout.splitlines()
    assert rows[0].endswith(",arranged_late_from,arranged_late_to")
    assert rows[1].endswith(",,2026-05-04")


@pytest.mark.parametrize("form", ["table", "markdown"])
def test_the_command_names_a_supposed_review_first_that_is_overdue_already(tmp_path: Path, form: str) -> None:
    """Due Tue 28 Apr 2026 (reg 33(2)), so overdue on 4 May. Held on Mon 11 May it is 13 days late: 2 in April and 11 in May."""
    file = tmp_path / "child.json"
    file.write_text(json.dumps(history_record(HISTORY)), encoding="utf-8")
    words = ["what-if", str(file), "-p", "england", "--as-of", "2026-05-04", "-f", form]
    told = " ".join(CliRunner().invoke(app, [*words, "--event", '{"event": "review-held", "on": "2026-05-11"}']).stdout.split())
    first = "Second looked after review: due Tue 28 Apr 2026, done Mon 11 May 2026, 13 days late"
    begins = {"table": "Child A1: england 2026-11 OVERDUE BEFORE, DONE LATE (1)", "markdown": "- overdue before, done late:"}
    assert f"{begins[form]} {first}" in told
    assert "Nothing becomes late." not in told


def test_the_command_says_that_an_overdue_review_is_booked_for_a_later_day(tmp_path: Path) -> None:
    """Due Tue 28 Apr 2026 (reg 33(2)): on Mon 4 May it is 6 days overdue; the booking for Mon 11 May is 13 days after it."""
    file = tmp_path / "child.json"
    file.write_text(json.dumps(history_record(HISTORY)), encoding="utf-8")
    booking = '{"event": "review-arranged", "on": "2026-05-04", "review_on": "2026-05-11"}'
    words = ["what-if", str(file), "-p", "england", "--as-of", "2026-05-04", "--event", booking]
    told = " ".join(CliRunner().invoke(app, words).stdout.split())
    booked = "arranged for Mon 11 May 2026, 13 days after its due date"
    assert f"ARRANGED AFTER ITS DUE DATE (1) Second looked after review: due Tue 28 Apr 2026, 6 days overdue, {booked}" in told
    assert "overdue becomes overdue" not in told
    assert f"due Tue 28 Apr 2026: overdue, now {booked}" in told


def test_the_command_says_what_is_late_still_on_another_day_than_before(tmp_path: Path) -> None:
    """Held on Mon 4 May and not on Mon 11 May, the second review, due Tue 28 Apr 2026 (reg 33(2)), is 6 days late and not 13."""
    history = History("A1", [*HISTORY.events, ReviewHeld(on=D("2026-05-11"))], HISTORY.date_of_birth)
    file = tmp_path / "child.json"
    file.write_text(json.dumps(history_record(history)), encoding="utf-8")
    words = ["what-if", str(file), "-p", "england", "--without", "2", "--event", '{"event": "review-held", "on": "2026-05-04"}']
    told = " ".join(CliRunner().invoke(app, words).stdout.split())
    assert "LATE BEFORE, LATE STILL (1) Second looked after review: due Tue 28 Apr 2026, done Mon 4 May 2026, 6 days late" in told


def test_another_profile() -> None:
    """Reg 33(2): three months after Wed 28 January are Tue 28 April; SG4: 20 days after Fri 20 February are Thu 12 March 2026.

    Nothing else differs between the two, so the profile is the only cause there can be.
    """
    moved = History("A1", [*HISTORY.events, MOVED], HISTORY.date_of_birth)
    [(was, now, causes)] = second_review(what_if(moved, ENGLAND, new_profile=SOUTH))
    assert (was, now) == ("2026-04-28", "2026-03-12")
    assert causes == ["the profile england became south-gloucestershire"]


def test_the_history_is_as_it_was() -> None:
    before = (HISTORY.child, HISTORY.events, HISTORY.date_of_birth, hash(HISTORY))
    supposed = [MOVED]
    what_if(HISTORY, SOUTH, events=supposed, without=[1])
    assert (HISTORY.child, HISTORY.events, HISTORY.date_of_birth, hash(HISTORY)) == before
    assert supposed == [MOVED]


def test_nothing_supposed_changes_nothing() -> None:
    assert what_if(HISTORY, ENGLAND).changes == ()


@pytest.mark.parametrize("place", [-1, 2])
def test_an_event_that_is_not_there_cannot_be_left_out(place: int) -> None:
    with pytest.raises(HistoryError, match=r"no such event to leave out; the history has events\[0\] to events\[1\]"):
        what_if(HISTORY, ENGLAND, without=[place])


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (ReviewHeld(on=D("2025-11-03")), r"the events supposed: events\[0\]: review-held: the child was not looked after"),
        (TaskDone(on=D("2026-02-02"), task="care-pln"), r"events\[0\].task: \"care-pln\" is not a task that england knows"),
        (HISTORY.events[1], "the same event is recorded twice"),
    ],
)
def test_a_supposed_event_that_cannot_be_used_is_no_answer(event: Event, why: str) -> None:
    """To say that nothing would change would mislead."""
    with pytest.raises(HistoryError, match=why):
        what_if(HISTORY, ENGLAND, events=[event])


# ---- the command


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "child.json"
    path.write_text(json.dumps(history_record(HISTORY)), encoding="utf-8")
    return path


def test_the_command_says_what_would_move_and_why(file: Path) -> None:
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    result = run("what-if", file, "-p", "south-gloucestershire", "--event", MOVE)
    assert result.exit_code == Code.FINE
    text = " ".join(result.stdout.split())
    assert "Second looked after review: Tue 28 Apr 2026 becomes Thu 12 Mar 2026, 47 days earlier" in text
    assert text.count("BECAUSE placement moved on Fri 20 Feb 2026 was added: ") == 1  # one heading for all of them
    assert "1 child compared; " in result.stderr
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [path.name for path in file.parent.iterdir()] == ["child.json"]


def test_the_command_says_first_what_becomes_late(tmp_path: Path) -> None:
    """The question of an independent reviewing officer: what if I hold it on 20 April? It was due on the 14th."""
    path = tmp_path / "child.json"
    events = [{"event": "became-looked-after", "on": "2025-12-19"}, {"event": "review-held", "on": "2026-01-14"}]
    path.write_text(json.dumps({"child": "A1", "events": events}), encoding="utf-8")
    result = run("what-if", path, "-p", "england", "--event", '{"event": "review-held", "on": "2026-04-20"}')
    text = " ".join(result.stdout.split())
    late = text.index("BECOMES LATE")
    assert late < text.index("Second looked after review: due Tue 14 Apr 2026, done Mon 20 Apr 2026, 6 days late") < text.index("BECAUSE")
    on_time = run("what-if", path, "-p", "england", "--event", '{"event": "review-held", "on": "2026-04-14"}')
    assert "6 days late" not in on_time.stdout


def test_the_command_under_another_profile_as_json(file: Path) -> None:
    result = run("what-if", file, "-p", "south-gloucestershire", "--event", MOVE, "--new-profile", "england", "-f", "json")
    record = json.loads(result.stdout)
    assert (record["old"]["profile"]["id"], record["new"]["profile"]["id"]) == ("south-gloucestershire", "england")
    assert record["recomputed"] is True
    result = run("what-if", file, "-p", "england", "--without", 1, "-f", "json")
    [second] = [one for one in json.loads(result.stdout)["changes"] if (one["task"], one["review"]) == ("review", 2)]
    assert (second["from"], second["to"]) == ("2026-04-28", "2026-05-02")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "say what to suppose"),
        (("--event", "{review-held}"), "--event, number 0: not valid JSON"),
        (("--event", MOVE, "--event", '{"event": "reviw-held", "on": "2026-03-02"}'), "events[1].event"),
        (("--event", '{"event": "review-held", "on": "2 March, Ann Example"}'), "events[0].on: it is not a date"),
        (("--event", "[]"), "events[0]: an event is an object with keys"),
        (("--without", "7"), "events[7]: there is no such event"),
        (("--new-profile", "nowhere"), "nowhere"),
    ],
)
def test_the_command_refuses_what_cannot_be_supposed(file: Path, arguments: tuple[str, ...], why: str) -> None:
    result = run("what-if", file, "-p", "england", *arguments)
    assert result.exit_code == Code.BAD_INPUT
    assert why in result.stderr
    assert "Ann Example" not in result.stderr
    assert result.stdout == ""


def test_what_is_supposed_of_events_needs_one_child(file: Path) -> None:
    many = file.with_name("children.jsonl")
    other = history_record(History("A2", HISTORY.events))
    many.write_text(f"{json.dumps(history_record(HISTORY))}\n{json.dumps(other)}\n", encoding="utf-8")
    refused = run("what-if", many, "-p", "england", "--event", MOVE)
    assert refused.exit_code == Code.BAD_INPUT
    assert "holds several children" in refused.stderr
    result = run("what-if", many, "-p", "england", "--new-profile", "data-return", "-f", "json")
    assert [json.loads(line)["child"] for line in result.stdout.splitlines()] == ["A1", "A2"]


def test_a_sheet_or_a_file_of_lines_with_one_child_is_of_one_child(tmp_path: Path) -> None:
    """Whether there are several is counted, and not taken from the kind of file."""
    lines, sheet, two = (tmp_path / name for name in ("one.jsonl", "one.csv", "two.csv"))
    lines.write_text(json.dumps(history_record(HISTORY)) + "\n", encoding="utf-8")
    rows = "Child ID,What happened,Date\nA1,Became looked after,05/01/2026\n"
    sheet.write_text(rows, encoding="utf-8")
    two.write_text(rows + "A2,Became looked after,05/01/2026\n", encoding="utf-8")
    held = ("-p", "england", "--event", '{"event": "review-held", "on": "2026-01-20"}', "-f", "json")
    for words in ((lines,), (sheet, "--input", "events")):
        result = run("what-if", *words, *held)
        assert (result.exit_code, json.loads(result.stdout)["child"]) == (Code.FINE, "A1"), result.stderr
    assert "holds several children" in run("what-if", two, "--input", "events", *held).stderr


def test_the_history_is_never_written_over(file: Path) -> None:
    before = file.read_bytes()
    result = run("what-if", file, "-p", "england", "--without", 1, "-o", file)
    assert result.exit_code == Code.BAD_INPUT
    assert "is a file that is read" in result.stderr
    assert file.read_bytes() == before


def test_what_was_wrong_before_is_no_fault_of_what_is_supposed() -> None:
    """A move before the child came in is left out of both; the supposed move on Fri 20 Feb restarts the cycle all the same."""
    wrong = History("A1", [*HISTORY.events, PlacementMoved(on=D("2026-01-02"))], D("2014-05-02"))
    found = what_if(wrong, SOUTH, events=[MOVED])
    assert second_review(found) == [("2026-04-28", "2026-03-12", ["placement moved on Fri 20 Feb 2026 was added"])]
    assert [problem.where for problem in found.problems] == ["events[2]"]
