"""The calendar feed, read by a second implementation of iCalendar (vobject), and two feeds one after the other.

Dates by hand, CPR 2010 reg 33: looked after Fri 19 Dec 2025, first review by Wed 21 Jan 2026 (20 working days, three
bank holidays); the second three months after the first, so by Tue 21 Apr while that is assumed on its due date, and by
Tue 14 Apr once it was held on Wed 14 Jan. Lines, escapes and all-day entries: RFC 5545 sections 3.1, 3.3.11, 3.6.1.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.others_slow import others_slow
from tests.small_profiles import HEAD, D
from typer.testing import CliRunner

pytest.importorskip("icalendar")
pytest.importorskip("vobject")

import icalendar
import vobject

from lacreview_rules import (
    BecameLookedAfter,
    CeasedToBeLookedAfter,
    Event,
    History,
    PlacementMoved,
    ReviewHeld,
    TaskDone,
    build_schedule,
    load_profile,
)
from lacreview_rules.cli import app
from lacreview_rules.cli.exits import Code
from lacreview_rules.errors import InputError, MissingExtraError
from lacreview_rules.histories.json import history_record
from lacreview_rules.schedules.calendar_feed import calendar_feed, case_code

if TYPE_CHECKING:
    from pathlib import Path

    from lacreview_rules.schedules.schedule import Schedule

CHILD = "Z-987654"
CAME_IN = BecameLookedAfter(on=D("2025-12-19"), placement="foster-care")
HELD = ReviewHeld(on=D("2026-01-14"))


def schedule(*events: Event, as_of: str = "2026-01-20", profile: str = "england", child: str = CHILD) -> Schedule:
    return build_schedule(History(child, events, D("2014-05-02")), load_profile(profile)).on(D(as_of))


def entries(feed: bytes) -> list[Any]:
    read = vobject.readOne(feed.decode())
    return list(read.contents.get("vevent", []))


class Program:
    """A calendar program: it keeps an entry by its UID, takes the later one, and drops what is cancelled."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}

    def take(self, feed: bytes) -> Program:
        for entry in entries(feed):
            held = self.kept.get(entry.uid.value)
            stamp = (int(entry.sequence.value), entry.dtstamp.value)
            if held is None or stamp >= (int(held.sequence.value), held.dtstamp.value):
                self.kept[entry.uid.value] = entry
        return self

    @property
    def shown(self) -> list[tuple[date, str]]:
        live = [one for one in self.kept.values() if one.status.value != "CANCELLED"]
        return sorted((one.dtstart.value, one.summary.value.partition(": ")[2].partition(" (case")[0]) for one in live)

    def dates_of(self, title: str) -> list[str]:
        return [str(day) for day, shown in self.shown if shown == title]


# ---- what is in a feed


def test_an_all_day_entry_for_each_due_date() -> None:
    made = schedule(CAME_IN, HELD)
    feed = calendar_feed([made])
    found = entries(feed)
    assert sorted(one.dtstart.value for one in found) == sorted(due.due for due in made.due_dates if due.due is not None)
    [first] = [one for one in found if "First looked after review" in one.summary.value]
    assert (first.dtstart.value, first.dtend.value) == (D("2026-01-21"), D("2026-01-22"))
    assert b"DTSTART;VALUE=DATE:20260121\r\n" in feed
    assert first.summary.value == f"Done: First looked after review (case {case_code(CHILD)})"
    assert first.categories.value == ["IRO"]
    assert first.transp.value == "TRANSPARENT"
    told = first.description.value.splitlines()
    assert told[:2] == [
        "Calculated date: Wed 21 Jan 2026. Status: met, Wed 14 Jan 2026.",
        "Rule: england/R1, SI 2010/959 reg 33(1); regulation; read in the source.",
    ]
    [report] = [one for one in found if "report" in one.summary.value and one.dtstart.value == D("2026-01-09")]
    assert report.description.value.splitlines()[2].startswith("Take note: the source is ambiguous: ")


def test_what_is_only_assumed_is_tentative_and_what_is_cancelled_says_so() -> None:
    """The second review counts from a first that is assumed; the fourth of the example is cancelled with the end of care."""
    by_title = {one.summary.value: one for one in entries(calendar_feed([schedule(CAME_IN)]))}
    code = case_code(CHILD)
    assert by_title[f"Calculated date: First looked after review (case {code})"].status.value == "CONFIRMED"
    assert by_title[f"Calculated date: Second looked after review (case {code})"].status.value == "TENTATIVE"
    ended = entries(calendar_feed([schedule(CAME_IN, HELD, CeasedToBeLookedAfter(on=D("2026-02-02")), as_of="2026-02-02")]))
    [second] = [one for one in ended if "Second looked after review" in one.summary.value]
    assert second.status.value == "CANCELLED"
    assert second.summary.value.startswith("No longer due: ")


@pytest.mark.parametrize("profile", others_slow(["england", "south-gloucestershire", "newham"]))
def test_lines_are_as_rfc_5545_has_them(profile: str) -> None:
    feed = calendar_feed([schedule(CAME_IN, HELD, profile=profile)], alarms=[7, 1])
    assert feed.endswith(b"END:VCALENDAR\r\n")
    lines = feed.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    feed.decode("utf-8")  # no character is cut in two by a fold of its own line
    for line in lines:
        line.decode("utf-8")
    for name in (b"BEGIN:VEVENT", b"UID:", b"DTSTAMP:", b"SEQUENCE:", b"LAST-MODIFIED:"):
        assert sum(line.startswith(name) for line in lines) == len(entries(feed))


def test_odd_characters_in_a_title_and_a_source_arrive_as_they_are(tmp_path: Path) -> None:
    title = 'Plan, "agreed"; C:\\new\nBEGIN:VEVENT é' + "ü" * 60 + " 😀"
    path = tmp_path / "ours.toml"
    written = title.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    path.write_text(
        HEAD + 'roles = ["IRO, and; manager"]\n'
        f'[[tasks]]\nid = "plan"\ntitle = "{written}"\nrole = "IRO, and; manager"\nper = "period-of-care"\n'
        '[[timescales]]\nid = "ours/1"\ntask = "plan"\nlimit = "5 working days"\nafter = "became-looked-after"\n'
        'cite = "bell\\u0007, half\\u2028line"\n',
        encoding="utf-8",
    )
    feed = calendar_feed([build_schedule(History(CHILD, [CAME_IN]), load_profile(path))])
    [plan] = [one for one in entries(feed) if "agreed" in one.summary.value]
    assert title.replace("\n", " ") in plan.summary.value
    assert plan.categories.value == ["IRO, and; manager"]
    assert "bell , half line" in plan.description.value
    assert feed.count(b"\r\nBEGIN:VEVENT\r\n") == len(entries(feed))
    again = icalendar.Calendar.from_ical(feed)
    assert title.replace("\n", " ") in [str(one["SUMMARY"]).partition(": ")[2].rpartition(" (case")[0] for one in again.walk("VEVENT")]


def test_reminders_at_nine_before_what_is_still_to_come() -> None:
    """Nine in the morning seven days before is six days and fifteen hours before the day begins."""
    found = entries(calendar_feed([schedule(CAME_IN, as_of="2026-01-22")], alarms=[7, 0]))
    [first] = [one for one in found if "First looked after review" in one.summary.value]
    [second] = [one for one in found if "Second looked after review" in one.summary.value]
    assert first.summary.value.startswith("Overdue: ")
    assert "valarm" not in first.contents
    triggers = [alarm.trigger.value for alarm in second.contents["valarm"]]
    assert triggers == [-timedelta(days=6, hours=15), timedelta(hours=9)]


def test_since_leaves_out_what_is_over_and_never_what_is_to_be_done() -> None:
    found = entries(calendar_feed([schedule(CAME_IN, HELD, as_of="2026-03-02")], since=D("2026-02-01")))
    kinds = {one.summary.value.partition(":")[0] for one in found if one.dtstart.value < D("2026-02-01")}
    assert kinds == {"Overdue"}
    every = entries(calendar_feed([schedule(CAME_IN, HELD, as_of="2026-03-02")]))
    assert {one.uid.value for one in found} < {one.uid.value for one in every}


def test_no_clock_is_read() -> None:
    made = schedule(CAME_IN, HELD)
    assert calendar_feed([made]) == calendar_feed([made])
    assert {one.dtstamp.value for one in entries(calendar_feed([made]))} == {datetime(2026, 1, 20, tzinfo=UTC)}
    moment = datetime(2026, 1, 20, 17, 30, tzinfo=UTC)
    assert {one.dtstamp.value for one in entries(calendar_feed([made], made_at=moment))} == {moment}
    with pytest.raises(InputError, match=r"^made_at: it says no time zone"):
        calendar_feed([made], made_at=datetime(2026, 1, 20))


def test_a_history_without_events_makes_a_feed_without_entries() -> None:
    assert b"VEVENT" not in calendar_feed([build_schedule(History(CHILD), load_profile("england"))])


# ---- who it is about


def test_the_child_is_in_no_feed_unless_asked_for() -> None:
    made = schedule(CAME_IN, HELD)
    plain = calendar_feed([made], key="one secret").replace(b"\r\n ", b"")
    assert CHILD.encode() not in plain
    assert b"2014" not in plain
    assert f"({CHILD})" in calendar_feed([made], show_child=True).replace(b"\r\n ", b"").decode()


@pytest.mark.slow
def test_under_another_key_nothing_is_the_same() -> None:
    made = schedule(CAME_IN, HELD)
    one, other = ({entry.uid.value for entry in entries(calendar_feed([made], key=key))} for key in ("one secret", "another"))
    assert len(one) == len(other) == len(entries(calendar_feed([made])))
    assert one.isdisjoint(other)
    assert calendar_feed([made], key="one secret") == calendar_feed([made], key=b"one secret")


@pytest.mark.slow
def test_two_children_have_no_entry_in_common() -> None:
    feed = calendar_feed([schedule(CAME_IN), schedule(CAME_IN, child="Z-2")])
    uids = [entry.uid.value for entry in entries(feed)]
    assert len(uids) == len(set(uids)) == 2 * len(entries(calendar_feed([schedule(CAME_IN)])))
    with pytest.raises(InputError, match="schedule 2: its child") as told:
        calendar_feed([schedule(CAME_IN), schedule(CAME_IN, HELD)])
    assert CHILD not in str(told.value)


# ---- one feed after another


UIDS_OF_0_1 = {
    "bba4965b-9c11-59a0-b317-ae2d0a770a7f": ("2025-12-26", "Visit to the child"),
    "ca38df71-6b37-5e11-bb79-8b09da8a8964": ("2025-12-30", "Placement plan made"),
    "39911498-ad3c-5f68-ad6f-3c5ff25de73d": ("2026-01-14", "Health assessment"),
    "3cd22521-eb98-5500-9a28-7321417072b6": ("2026-02-02", "Visit to the child"),
    "627fe9f0-88e6-5fe7-9a97-e153ab17fff4": ("2026-03-09", "Placement plan made"),
    "ea2a4695-476b-5a5f-a911-495d498fab46": ("2026-03-09", "Visit to the child"),
    "f36109b2-7d69-52b8-a8f0-90d08f9581b0": ("2026-03-16", "Written notice that the placement has ended given"),
    "d7948310-cc5d-5e53-91a4-f2ba385f3248": ("2026-04-14", "Plan for permanence made"),
    "12be84ff-973e-5305-9b86-668043f3b2c7": ("2026-04-14", "Second looked after review"),
    "1eb92aad-3a14-5704-ac07-90cd74e47ae4": ("2026-04-20", "Visit to the child"),
    "ec06e06b-53c6-5b91-8c9a-f91d05ddb9e5": ("2027-01-14", "Health assessment"),
}
"""What version 0.1 (commit 3998687) called these entries, with the key "k"."""


def test_an_entry_has_the_uid_that_version_0_1_gave_it() -> None:
    """A calendar that took a feed of that version moves its entries, and doubles none."""
    life = schedule(CAME_IN, HELD, TaskDone(on=D("2025-12-22"), task="visit"), PlacementMoved(on=D("2026-03-02")), as_of="2026-03-03")
    feed = calendar_feed([life], key="k")
    found = {e.uid.value: (str(e.dtstart.value), e.summary.value.partition(": ")[2].partition(" (case")[0]) for e in entries(feed)}
    assert {uid: found.get(uid) for uid in UIDS_OF_0_1} == UIDS_OF_0_1


def test_a_later_feed_moves_what_was_assumed() -> None:
    program = Program().take(calendar_feed([schedule(CAME_IN, as_of="2026-01-12")]))
    assert program.dates_of("Second looked after review") == ["2026-04-21"]
    program.take(calendar_feed([schedule(CAME_IN, HELD)]))
    assert program.dates_of("First looked after review") == ["2026-01-21"]
    assert program.dates_of("Second looked after review") == ["2026-04-14"]


def test_a_corrected_date_moves_the_entry() -> None:
    program = Program().take(calendar_feed([schedule(CAME_IN, HELD)]))
    corrected = schedule(CAME_IN, ReviewHeld(on=D("2026-01-16")), as_of="2026-01-21")
    program.take(calendar_feed([corrected]))
    assert program.dates_of("Second looked after review") == ["2026-04-16"]


@pytest.mark.slow
def test_another_rule_that_binds_moves_the_entry() -> None:
    """south-gloucestershire: 20 days after a move on Fri 20 Feb are Thu 12 Mar; in england 28 Apr stays (from 28 Jan)."""
    events = (BecameLookedAfter(on=D("2026-01-05")), ReviewHeld(on=D("2026-01-28")), PlacementMoved(on=D("2026-02-20")))
    program = Program().take(calendar_feed([schedule(*events, as_of="2026-02-20")]))
    assert program.dates_of("Second looked after review") == ["2026-04-28"]
    uids = {uid for uid, entry in program.kept.items() if "Second looked after review" in entry.summary.value}
    program.take(calendar_feed([schedule(*events, as_of="2026-02-21", profile="south-gloucestershire")]))
    [review] = [entry for uid, entry in program.kept.items() if uid in uids]
    assert review.dtstart.value == D("2026-03-12")


@pytest.mark.slow
def test_a_review_found_later_shifts_the_reviews_and_doubles_none() -> None:
    """Held 14 Jan and 10 Apr; one of 2 Mar was forgotten. Third review by 10 Oct, then second by 14 Apr and third by 2 Sep."""
    first = calendar_feed([schedule(CAME_IN, HELD, ReviewHeld(on=D("2026-04-10")), as_of="2026-04-13")])
    program = Program().take(first)
    assert program.dates_of("Third looked after review") == ["2026-10-10"]
    found = schedule(CAME_IN, HELD, ReviewHeld(on=D("2026-03-02")), ReviewHeld(on=D("2026-04-10")), as_of="2026-04-14")
    program.take(calendar_feed([found], previous=first))
    assert program.dates_of("Third looked after review") == ["2026-09-02"]
    assert program.dates_of("Fourth looked after review") == ["2026-10-10"]


@pytest.mark.slow
def test_a_move_cancels_the_old_placements_visits_and_begins_others() -> None:
    """Reg 28(2): a visit within a week of each placement. Moved Mon 2 Mar: the visit of the new one by Mon 9 Mar."""
    visited = (CAME_IN, HELD, TaskDone(on=D("2025-12-22"), task="visit"))
    first = calendar_feed([schedule(*visited)])
    program = Program().take(first)
    before = program.dates_of("Visit to the child")
    assert before == ["2025-12-26", "2026-02-02", "2026-03-16"]
    second = calendar_feed([schedule(*visited, PlacementMoved(on=D("2026-03-02")), as_of="2026-03-03")], previous=first)
    program.take(second)
    assert program.dates_of("Visit to the child") == ["2025-12-26", "2026-02-02", "2026-03-09", "2026-04-20"]
    gone = [entry for entry in entries(second) if entry.status.value == "CANCELLED" and "Visit to the child" in entry.summary.value]
    assert [str(entry.dtstart.value) for entry in gone] == ["2026-03-16"]


def test_what_did_not_change_keeps_its_stamps_and_what_did_has_a_higher_number() -> None:
    first = calendar_feed([schedule(CAME_IN, as_of="2026-01-12")])
    same = calendar_feed([schedule(CAME_IN, as_of="2026-01-12")], previous=first, made_at=datetime(2026, 1, 13, tzinfo=UTC))
    assert same == first
    second = calendar_feed([schedule(CAME_IN, HELD, as_of="2026-01-14")], previous=first)
    before, after = ({entry.uid.value: entry for entry in entries(feed)} for feed in (first, second))
    both = before.keys() & after.keys()
    changed = [uid for uid in both if before[uid].summary.value != after[uid].summary.value]
    kept = [uid for uid in both if int(before[uid].sequence.value) == int(after[uid].sequence.value)]
    assert changed
    assert kept
    assert all(int(after[uid].sequence.value) > int(before[uid].sequence.value) for uid in changed)
    assert all(before[uid].dtstamp.value == after[uid].dtstamp.value for uid in kept)


def test_what_was_cancelled_stays_cancelled_and_can_come_back() -> None:
    with_both = schedule(CAME_IN, HELD)
    first = calendar_feed([with_both])
    gone = calendar_feed([schedule(CAME_IN, as_of="2026-01-21")], previous=first)
    still = calendar_feed([schedule(CAME_IN, as_of="2026-01-22")], previous=gone)
    assert {e.uid.value for e in entries(gone) if e.status.value == "CANCELLED"} <= {e.uid.value for e in entries(still)}
    back = calendar_feed([with_both], previous=still)
    program = Program()
    for feed in (first, gone, still, back):
        program.take(feed)
    assert program.shown == Program().take(first).shown


@pytest.mark.slow
def test_children_who_are_not_in_the_new_feed_are_left_alone() -> None:
    """One whose history could not be read today must not lose the entries of yesterday."""
    first = calendar_feed([schedule(CAME_IN), schedule(CAME_IN, child="Z-2")])
    second = calendar_feed([schedule(CAME_IN, HELD)], previous=first)
    assert case_code("Z-2").encode() not in second
    assert Program().take(first).take(second).dates_of("Second looked after review") == ["2026-04-14", "2026-04-21"]


START = D("2026-01-05")
days = st.integers(0, 300).map(lambda n: START + timedelta(n))
later = st.one_of(
    st.builds(ReviewHeld, on=days),
    st.builds(PlacementMoved, on=days),
    st.builds(TaskDone, on=days, task=st.sampled_from(["visit", "care-plan", "health-assessment"])),
)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(st.lists(later, max_size=5), st.lists(later, max_size=3), st.sampled_from(["england", "south-gloucestershire"]))
def test_whatever_happens_the_program_shows_what_the_last_feed_says(life: list[Event], more: list[Event], profile: str) -> None:
    came_in = BecameLookedAfter(on=START)
    first = calendar_feed([schedule(came_in, *life, as_of="2026-12-01", profile=profile)])
    second = calendar_feed([schedule(came_in, *more, *life, as_of="2026-12-01", profile=profile)], previous=first)
    assert Program().take(first).take(second).shown == Program().take(second).shown
    uids = [entry.uid.value for entry in entries(second)]
    assert len(uids) == len(set(uids))


# ---- what cannot be


@pytest.mark.parametrize(
    ("previous", "why"),
    [
        (b"no calendar at all", "not an iCalendar file"),
        (b"", "not an iCalendar file"),
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nEND:VCALENDAR\r\n", "not made by lacreview"),
        (calendar_feed([schedule(CAME_IN)], key="another"), "made with another key"),
    ],
)
def test_a_previous_feed_that_is_none_is_refused(previous: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why):
        calendar_feed([schedule(CAME_IN)], previous=previous)


def test_a_reminder_more_than_a_year_before_is_refused() -> None:
    for days_before in (-1, 367):
        with pytest.raises(InputError, match=r"^alarms: an alarm is from 0 to 366"):
            calendar_feed([schedule(CAME_IN)], alarms=[days_before])


def test_a_missing_extra_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(MissingExtraError, match=re.escape('pip install ".[icalendar]"')):
        calendar_feed([schedule(CAME_IN)])


# ---- the command


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="lacreview")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    import json

    path = tmp_path / "child.json"
    path.write_text(json.dumps(history_record(History(CHILD, [CAME_IN, HELD], D("2014-05-02")))), encoding="utf-8")
    return path


def test_the_command_writes_the_feed_and_says_when_there_is_no_key(file: Path, tmp_path: Path) -> None:
    plain = run("calendar-feed", file, "-p", "england", "--as-of", "2026-01-20")
    assert plain.exit_code == Code.FINE
    assert plain.stdout_bytes == calendar_feed([schedule(CAME_IN, HELD)])
    assert "without --key-file" in plain.stderr
    key, output = tmp_path / "key", tmp_path / "feed.ics"
    key.write_text("one secret\n", encoding="utf-8")
    kept = run("calendar-feed", file, "-p", "england", "--as-of", "2026-01-20", "--key-file", key, "--alarm", 7, "-o", output)
    assert (kept.exit_code, kept.stdout, kept.stderr) == (Code.FINE, "", "")
    assert output.read_bytes() == calendar_feed([schedule(CAME_IN, HELD)], key="one secret", alarms=[7])
    again = run("calendar-feed", file, "-p", "england", "--as-of", "2026-01-20", "--key-file", key, "--alarm", 7, "--previous", output)
    assert again.stdout_bytes == output.read_bytes()


def test_a_schedule_can_be_written_as_a_feed(file: Path) -> None:
    result = run("schedule", file, "-p", "england", "--as-of", "2026-01-20", "-f", "ics")
    assert result.exit_code == Code.FINE
    assert result.stdout_bytes == calendar_feed([schedule(CAME_IN, HELD)])


def test_the_command_refuses_what_it_cannot_use(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, elsewhere = tmp_path / "empty", tmp_path / "no-such-folder" / "feed.ics"
    empty.write_text(" \n", encoding="utf-8")
    for more, why in (
        (("--key-file", empty), "is empty"),
        (("--key-file", tmp_path), "is a folder"),
        (("--key-file", tmp_path / "none"), "does not exist yet; make it once"),
        (("--previous", tmp_path / "none"), "cannot be read"),
        (("--previous", file), "not an iCalendar file"),
        (("-o", elsewhere), "does not exist"),
        (("-o", tmp_path), "is a folder"),
        (("-o", file), "is a file that is read"),
    ):
        result = run("calendar-feed", file, "-p", "england", *more)
        assert (result.exit_code, result.stdout) == (Code.BAD_INPUT, ""), more
        assert why in result.stderr, more
        assert CHILD not in result.stderr
    monkeypatch.setitem(sys.modules, "icalendar", None)
    result = run("calendar-feed", file, "-p", "england")
    assert result.exit_code == Code.BAD_INPUT
    assert 'pip install ".[icalendar]"' in result.stderr


def test_a_broken_child_is_told_and_the_rest_is_written(tmp_path: Path) -> None:
    import json

    path = tmp_path / "children.jsonl"
    good = json.dumps(history_record(History(CHILD, [CAME_IN], D("2014-05-02"))))
    path.write_text(good + '\n{"child": "Z-2", "events": 3}\n', encoding="utf-8")
    result = run("calendar-feed", path, "-p", "england", "--as-of", "2026-01-20")
    assert result.exit_code == Code.BAD_INPUT
    days = [[one.dtstart.value for one in entries(feed)] for feed in (result.stdout_bytes, calendar_feed([schedule(CAME_IN)]))]
    assert days[0] == days[1] != []
    assert "children.jsonl:2: events: it is not a list" in result.stderr
