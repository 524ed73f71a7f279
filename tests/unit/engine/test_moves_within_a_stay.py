"""A move within a stay through which a task goes on, after what is open was due: one thing is owed, and the earliest limit binds.

Authority: SI 1991/1505 reg 15 (a stay in secure accommodation, whichever unit) and SI 2010/959 reg 47A(2)(b) (placed reads as remanded).
Done after such a move, what was open meets the limits of before and after it; so one is owed as long as it is not done, too.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from tests.field_cases.asked import Event, done, looked_after, moved, outstanding, schedule_of

from lacreview_rules import build_schedule, load_profile
from lacreview_rules.histories.json import parse_history

if TYPE_CHECKING:
    from collections.abc import Iterable

BORN = "2011-05-02"
SECURE, DETAINED = "secure-accommodation-review", "detention-placement-plan"
IN_SECURE = looked_after("2026-03-02", "secure-unit", "care-order")
IN_DETENTION = looked_after("2026-03-02", "youth-detention", "remand")


def dues(events: Iterable[Event], task: str, tables: str = "") -> list[str]:
    """Each due date with its row and the limits that stand beside it."""
    found = schedule_of(BORN, events, tables=tables, until="2026-08-31").of(task)
    return [" ".join((str(due.due), due.rule, *(str(beside.due) for beside in due.also))) for due in found]


def test_secure_units() -> None:
    """A month from Mon 2 Mar is 2 Apr, not done; the month from the move of 20 Apr is 20 May; three months from 2 Apr are 2 July."""
    assert dues([IN_SECURE, moved("2026-04-20", "secure-unit")], SECURE) == ["2026-04-02 england/X1 2026-05-20", "2026-07-02 england/X2"]


def test_youth_detention() -> None:
    """Ten working days from Mon 2 Mar are Mon 16 Mar, not done; from the move of Fri 20 Mar they are Tue 7 Apr, over Easter."""
    assert dues([IN_DETENTION, moved("2026-03-20", "youth-detention")], DETAINED) == ["2026-03-16 england/D2 2026-04-07"]


@pytest.mark.parametrize(("came", "task", "day"), [(IN_SECURE, SECURE, "2026-05-04"), (IN_DETENTION, DETAINED, "2026-04-01")])
def test_as_where_it_was_done_after_the_move(came: Event, task: str, day: str) -> None:
    """One done late, or one still owed: the same due date, with the same limits."""
    kind = came["placement"]
    stay = [came, moved("2026-04-20" if kind == "secure-unit" else "2026-03-20", kind)]
    assert dues([*stay, done(task, day)], task)[0] == dues(stay, task)[0]


def test_what_was_done_before_the_move_is_of_before_it() -> None:
    """Reviewed on 25 Mar: the second is due by 20 May, a month from the move, and not only by 25 June; a second move adds none."""
    stay = [IN_SECURE, done(SECURE, "2026-03-25"), moved("2026-04-20", "secure-unit")]
    assert dues(stay, SECURE)[1] == "2026-05-20 england/X1 2026-06-25"
    assert dues([*stay, moved("2026-06-01", "secure-unit")], SECURE)[1:] == [
        "2026-05-20 england/X1 2026-06-25 2026-07-01",
        "2026-08-20 england/X2",
    ]


@pytest.mark.parametrize("silent", [{"records": ["review"]}, {"reviews_before": 1}])
@pytest.mark.parametrize(
    ("came", "to", "starts", "task", "owed"),
    [
        (IN_SECURE, "2026-04-20", "2026-04-03", SECURE, ["2026-05-20", "2026-08-20"]),
        (IN_DETENTION, "2026-03-20", "2026-03-17", DETAINED, ["2026-04-07"]),
    ],
)
def test_where_the_record_cannot_say_that_it_was_done(
    came: Event, to: str, starts: str, task: str, owed: list[str], silent: dict[str, Any]
) -> None:
    """Nobody knows that the first is still owed: if it was done in time, one is due after the move, and that day is still to come."""
    known = {"record_starts": starts} if "reviews_before" in silent else {}
    history = parse_history({"child": "X", "date_of_birth": BORN, "events": [came, moved(to, came["placement"])], **silent, **known})
    found = build_schedule(history, load_profile("england"), until=date(2026, 8, 31))
    assert outstanding(found, to, task) == owed


def test_another_stay_has_its_own() -> None:
    """Out of secure accommodation on 10 Apr, and in another unit on 20 Apr: what was owed stays, and a month from then is 20 May."""
    stay = [IN_SECURE, moved("2026-04-10", "foster-care"), moved("2026-04-20", "secure-unit")]
    assert [due.split()[0] for due in dues(stay, SECURE)] == ["2026-04-02", "2026-05-20", "2026-08-20"]


def test_what_is_no_placement_still_calls_for_one_of_its_own() -> None:
    """A notice about the home, 1 May, in a stay whose first review is overdue: that asks for one more, a week later."""
    asks = '[[timescales]]\nid = "own/1"\ntask = "secure-accommodation-review"\nlimit = "1 week"\nafter = "home-notice-received"\n'
    stay = [IN_SECURE, moved("2026-04-20", "secure-unit"), {"event": "home-notice-received", "on": "2026-05-01"}]
    assert [due.split()[0] for due in dues(stay, SECURE, asks)][:2] == ["2026-04-02", "2026-05-08"]
