"""What a calendar feed takes, to its bounds, and what it refuses by the name of the argument.

Authority: the documented words of `calendar_feed`; RFC 5545 for moments in UTC and for text. A letter due on Mon 12 January 2026.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from tests.small_profiles import ALONE, D, schedule_of

from lacreview_rules import BecameLookedAfter
from lacreview_rules.errors import ArgumentError, InputError
from lacreview_rules.schedules.calendar_feed import calendar_feed

pytest.importorskip("icalendar")
LETTER = schedule_of(
    ['limit = "1 week"\nafter = "became-looked-after"'], came_in=BecameLookedAfter(on=D("2026-01-05")), head=ALONE, on="2026-01-06"
)


def lines(**asked: Any) -> list[str]:
    """The lines of the feed, long ones joined."""
    return calendar_feed([LETTER], key="ours", **asked).decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"key": 3}, "key: it is of type int, and must be text or bytes"),
        ({"show_child": "yes"}, "show_child: it is of type str, and must be True or False"),
        ({"previous": "BEGIN:VCALENDAR"}, "previous: it is of type str, and must be bytes"),
        ({"name": 3}, "name: it is of type int, and must be text"),
        ({"made_at": date(2026, 1, 6)}, "made_at: it is of type date, and must be a datetime"),
        ({"since": "2026-01-06"}, "since: it is text, and must be a date; write date.fromisoformat(...)"),
        ({"since": datetime(2026, 1, 6, tzinfo=UTC)}, "since: it is a datetime, and must be a date; give its day: value.date()"),
        ({"alarms": 7}, "alarms: it is of type int, and must be a list"),
        ({"alarms": ["7"]}, "alarms[0]: it is of type str, and must be a whole number"),
        ({"alarms": [True]}, "alarms[0]: it is of type bool, and must be a whole number"),
    ],
)
def test_what_is_of_another_type(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ArgumentError) as refused:
        calendar_feed([LETTER], **asked)
    assert str(refused.value) == message


def test_a_schedule_is_no_list_of_schedules() -> None:
    """It can be gone through, and gives its due dates."""
    one: Any = LETTER
    with pytest.raises(ArgumentError) as refused:
        calendar_feed(one)
    assert str(refused.value) == "schedules[0]: it is of type DueDate, and must be a Schedule; give a list of schedules"


@pytest.mark.parametrize(
    ("asked", "where", "what", "remedy"),
    [
        ({"alarms": [-1]}, "alarms", "an alarm is from 0 to 366 days before the date", "correct the number"),
        ({"alarms": [7, 367]}, "alarms", "an alarm is from 0 to 366 days before the date", "correct the number"),
        (
            {"made_at": datetime(2026, 1, 6, 9)},
            "made_at",
            "it says no time zone",
            "give a moment in UTC: datetime(2026, 2, 10, 9, tzinfo=UTC)",
        ),
    ],
)
def test_what_is_out_of_bounds(asked: dict[str, Any], where: str, what: str, remedy: str) -> None:
    with pytest.raises(InputError) as refused:
        calendar_feed([LETTER], **asked)
    [problem] = refused.value.problems
    assert (problem.where, problem.what, problem.remedy) == (where, what, remedy)


def test_a_child_is_given_once() -> None:
    """The second of three is the first again."""
    with pytest.raises(InputError) as refused:
        calendar_feed([LETTER, LETTER], key="ours")
    [problem] = refused.value.problems
    assert (problem.where, problem.what) == ("schedule 2", "its child has one before it already")
    assert problem.remedy == "give one schedule for each child"
    assert "A1" not in str(refused.value)


def test_reminders_come_at_nine_each_once_the_earliest_first() -> None:
    """On the day itself at nine; 366 days before is the earliest: 365 days and fifteen hours before the day begins."""
    triggers = [line for line in lines(alarms=[0, 366, 0, 1]) if line.startswith("TRIGGER")]
    assert triggers == ["TRIGGER:-P365DT15H", "TRIGGER:-PT15H", "TRIGGER:PT9H"]


def test_entries_are_stamped_in_utc_and_to_the_second() -> None:
    """10:30 in Berlin in winter is 09:30 in UTC; without a moment it is the start of the day asked about."""
    berlin = datetime(2026, 1, 6, 10, 30, 7, 999, tzinfo=timezone(timedelta(hours=1)))
    assert {line for line in lines(made_at=berlin) if line.startswith(("DTSTAMP", "LAST-MODIFIED"))} == {
        "DTSTAMP:20260106T093007Z",
        "LAST-MODIFIED:20260106T093007Z",
    }
    assert "DTSTAMP:20260106T000000Z" in lines()


def test_what_the_feed_is_called() -> None:
    """No control character, which RFC 5545 does not allow; and so much of the head as every program reads."""
    named = lines(name="Ours\x07 and\u2028theirs")
    assert {"NAME:Ours  and theirs", "X-WR-CALNAME:Ours  and theirs"} <= set(named)
    assert {"NAME:Calculated dates", "X-WR-CALNAME:Calculated dates"} <= set(lines())
    head = {"VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "PRODID:-//lacreview_rules//calculated dates//EN"}
    assert head <= set(lines())


def test_a_key_is_text_or_its_bytes() -> None:
    assert calendar_feed([LETTER], key="ours") == calendar_feed([LETTER], key=b"ours")
    assert calendar_feed([LETTER], key="ours") != calendar_feed([LETTER], key="theirs")
