"""A task that recurs inside each event that causes it (`per = "event"`, `after` its own task). Dates by hand.

Fault 9 of forty-two procedures, field case 20. Looked after on Mon 5 January 2026.
"""

from __future__ import annotations

import pytest
from tests.small_profiles import D, done, dues, letters, rule_of, schedule_of, task_of

from lacreview_rules import CeasedToBeLookedAfter, OtherEvent

EVENTS = '[[events]]\nid = "plan-made"\n[[events]]\nid = "plan-ended"\n'
FIRST = 'limit = "1 week"\nafter = "plan-made"'
AGAIN = 'limit = "2 weeks"\nafter = "letter"'
UNTIL = '\nuntil = "plan-ended"'


def tables(first: str = FIRST, again: str = AGAIN, keys: str = "") -> str:
    return EVENTS + task_of(per="event", keys=keys) + rule_of(1, "letter", first) + rule_of(2, "letter", again)


def made(on: str, ref: str | None = None) -> OtherEvent:
    return OtherEvent(on=D(on), event="plan-made", ref=ref)


def ended(on: str, ref: str | None = None) -> OtherEvent:
    return OtherEvent(on=D(on), event="plan-ended", ref=ref)


def test_it_recurs() -> None:
    """A week after Mon 5 January, 12; then every two weeks from each letter, and one beyond the open one."""
    assert letters(schedule_of(tables(), made("2026-01-05"))) == [("2026-01-12", None), ("2026-01-26", None)]
    assert letters(schedule_of(tables(), made("2026-01-05"), done("2026-01-10"), done("2026-01-20"))) == [
        ("2026-01-12", "2026-01-10"),
        ("2026-01-24", "2026-01-20"),
        ("2026-02-03", None),
        ("2026-02-17", None),
    ]


def test_the_smallest_profile_of_the_fault() -> None:
    """A plan developed on 5 January, visited on the 15th; 20 working days after the visit: 12 February."""
    found = schedule_of(tables(again='limit = "20 working days"\nafter = "letter"'), made("2026-01-05"), done("2026-01-15"))
    assert dues(found)[1] == "2026-02-12"


def test_nothing_without_an_event() -> None:
    """What was done though nothing had called for it begins no sequence."""
    assert dues(schedule_of(tables(), done("2026-01-15"))) == []


def test_two_events_one_after_the_other() -> None:
    """Each has its own; what was done is of the last that had begun by then: 15 January of the first, 10 February of the second."""
    found = schedule_of(tables(), made("2026-01-05"), done("2026-01-15"), made("2026-02-02"), done("2026-02-10"))
    assert letters(found) == [
        ("2026-01-12", "2026-01-15"),
        ("2026-01-29", None),
        ("2026-02-09", "2026-02-10"),
        ("2026-02-12", None),
        ("2026-02-24", None),
        ("2026-03-10", None),
    ]
    assert len({due.id for due in found.of("letter")}) == 6


def test_two_events_told_apart_by_their_references() -> None:
    """The letter of 20 January names the first, though the second had begun."""
    events = [made("2026-01-05", "a"), made("2026-01-12", "b"), done("2026-01-20", ref="a")]
    assert letters(schedule_of(tables(), *events)) == [
        ("2026-01-12", "2026-01-20"),
        ("2026-01-19", None),
        ("2026-02-02", None),
        ("2026-02-03", None),
        ("2026-02-17", None),
    ]


def test_until_it_ends_and_again_for_the_next() -> None:
    """The first plan ended on 20 January, before its second letter was due; the second begins on 2 March (fault 2)."""
    rules = tables(FIRST + UNTIL, AGAIN + UNTIL)
    events = [made("2026-01-05", "a"), done("2026-01-12", ref="a"), ended("2026-01-20", "a"), made("2026-03-02", "b")]
    assert letters(schedule_of(rules, *events)) == [("2026-01-12", "2026-01-12"), ("2026-03-09", None), ("2026-03-23", None)]
    other = [made("2026-01-05", "a"), done("2026-01-12", ref="a"), ended("2026-01-20", "b")]
    assert letters(schedule_of(rules, *other))[1] == ("2026-01-26", None)  # another's end


def test_care_that_ends() -> None:
    """On 20 January: what is due later is no longer owed; of a task that outlives care it is, and recurs."""
    events = [made("2026-01-05"), done("2026-01-12"), CeasedToBeLookedAfter(on=D("2026-01-20"))]
    assert [due.status for due in schedule_of(tables(), *events).of("letter")] == ["met", "cancelled"]
    found = schedule_of(tables(keys="outlives_care = true\n"), *events)
    assert [(str(due.due), due.status) for due in found.of("letter")] == [
        ("2026-01-12", "met"),
        ("2026-01-26", "upcoming"),
        ("2026-02-09", "upcoming"),
    ]


def test_done_early() -> None:
    """A letter of 3 days before the plan may count for the first."""
    rules = tables(first=f'{FIRST}\nmay_precede = "1 week"')
    assert letters(schedule_of(rules, done("2026-01-09"), made("2026-01-12")))[:2] == [("2026-01-19", "2026-01-09"), ("2026-01-23", None)]
    assert letters(schedule_of(tables(), done("2026-01-09"), made("2026-01-12")))[0] == ("2026-01-19", None)


def test_others_count_from_it() -> None:
    """A reply two days after each letter, made or assumed."""
    more = task_of("reply", "event") + rule_of(3, "reply", 'limit = "2 days"\nafter = "letter"')
    found = schedule_of(tables(), made("2026-01-05"), done("2026-01-10"), more=more)
    assert dues(found, "reply") == ["2026-01-12", "2026-01-26", "2026-02-09"]


@pytest.mark.parametrize("per", ["event", "period-of-care", "placement"])
def test_a_first_and_a_second_of_one_event(per: str) -> None:
    """Pattern 24, inside an event: a week after the plan of Mon 5 January, and the second within eight, Mon 2 March."""
    tables = EVENTS + task_of(per=per) + rule_of(1, "letter", FIRST)
    tables += rule_of(2, "letter", 'limit = "8 weeks"\nafter = "plan-made"\nnth = 2')
    assert letters(schedule_of(tables, made("2026-01-05"), done("2026-01-09"))) == [("2026-01-12", "2026-01-09"), ("2026-03-02", None)]
    both = schedule_of(tables, made("2026-01-05"), done("2026-01-09"), done("2026-02-10"))
    assert letters(both) == [("2026-01-12", "2026-01-09"), ("2026-03-02", "2026-02-10")]


def test_a_first_and_a_second_of_each_of_two_events() -> None:
    """Of the plan of 2 February: the 9th, and 30 March; what was done on 4 February is its first."""
    tables = EVENTS + task_of(per="event") + rule_of(1, "letter", FIRST)
    tables += rule_of(2, "letter", 'limit = "8 weeks"\nafter = "plan-made"\nnth = 2')
    found = schedule_of(tables, made("2026-01-05"), done("2026-01-09"), made("2026-02-02"), done("2026-02-04"))
    assert letters(found) == [("2026-01-12", "2026-01-09"), ("2026-02-09", "2026-02-04"), ("2026-03-02", None), ("2026-03-30", None)]


@pytest.mark.parametrize("came_in", [True, False], ids=["in care", "outside care"])
def test_from_the_later_of_the_event_and_the_last_one(came_in: bool) -> None:
    """Faults 6 and 9 together: two weeks from the later of the plan and the letter; what is done in each plan is of that."""
    rules = EVENTS + task_of(per="event") + rule_of(1, "letter", 'limit = "2 weeks"\nafter = ["plan-made", "letter"]')
    events = [made("2026-01-05"), done("2026-01-10"), made("2026-02-02"), done("2026-02-04")]
    found = schedule_of(rules, *events) if came_in else schedule_of(rules, *events, came_in=None)
    assert letters(found) == [("2026-01-24", None), ("2026-02-07", None), ("2026-02-18", None), ("2026-03-04", None)]
    assert schedule_of(rules, made("2026-01-05")).of("letter") == ()
