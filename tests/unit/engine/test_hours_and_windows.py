"""Limits in hours, windows that open, and days on which a limit falls.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from datetime import time
from functools import partial

import pytest
from tests.small_profiles import D, came, done, dues, letter_of, rule_of, schedule_of, seen, task_of

from lacreview_rules import BecameLookedAfter, CalendarRangeError, CeasedToBeLookedAfter, PlacementMoved, ReviewRequested
from lacreview_rules.schedules.standing import occurrence_of

AT_NINE = BecameLookedAfter(on=D("2026-01-05"), at=time(9, 0))
LEFT_IN_THE_AFTERNOON = CeasedToBeLookedAfter(on=D("2026-06-01"), at=time(16, 30))
build = partial(schedule_of, came_in=None, born="2010-03-02", until="2028-01-01")


def test_hours_and_days_in_one_rule() -> None:
    """Within 24 hours or two days, whichever comes first: from Mon 12 January at 15:00 until Tue 13 at 15:00."""
    tables = task_of(per="event") + rule_of(1, "letter", 'limit = ["24 hours", "2 days"]\nafter = "significant-event"')
    found = schedule_of(tables, seen("2026-01-12", at=time(15)))
    [due] = found.of("letter")
    assert (str(due.due), due.due_at) == ("2026-01-13", "2026-01-13T15:00:00+00:00")
    assert [str(limit.due) for limit in occurrence_of(due).limits] == ["2026-01-13", "2026-01-14"]
    assert "Calculated time: Tue 13 Jan 2026, 15:00" in str(due.explanation)


def test_advice_beside_a_limit_is_told() -> None:
    """In the working of a due date, a rule beside it that gives no date says so."""
    tables = task_of(per="event") + rule_of(1, "letter", 'limit = "2 days"\nafter = "significant-event"')
    tables += rule_of(2, "letter", 'limit_from = "review_by"\nafter = "review-requested"')
    found = schedule_of(tables, seen("2026-01-12", ref="a"), ReviewRequested(on=D("2026-01-12"), ref="a"))
    assert [due.rule for due in found.of("letter")] == ["ours/1"]
    assert "Also: ours/2, without a date" in str(found.of("letter")[0].explanation)


def test_days_on_which_it_falls() -> None:
    """The last panel in the fortnight from Mon 5 January; without one in it the limit stands; a list that begins later says nothing."""
    for days, expected in (("2026-01-15", "2026-01-15"), ("2025-12-18", "2026-01-19"), ("2026-03-05", "None")):
        tables = f'[[days]]\nid = "panel"\non = [{days}]\n' + task_of()
        tables += rule_of(1, "letter", 'limit = "2 weeks"\nafter = "became-looked-after"\nfalls_on = "panel"')
        assert dues(schedule_of(tables)) == [expected]


def test_days_on_which_it_falls_and_days_it_is_counted_in() -> None:
    """Five school days, then back to a Thursday: a term until Tue 13 January has six after the 5th, one until Fri 9 has four."""
    for last, expected in (("2026-01-13", "2026-01-08"), ("2026-01-09", "None")):
        tables = f'[[days]]\nid = "term"\nspans = [{{ from = 2026-01-05, to = {last} }}]\n'
        tables += '[[days]]\nid = "thursdays"\nweekdays = "Thursday"\n' + task_of()
        more = 'limit = "5 working days"\nafter = "became-looked-after"\ncounted_in = "term"\nfalls_on = "thursdays"'
        assert dues(schedule_of(tables + rule_of(1, "letter", more))) == [expected]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("started", ["2026-01-06T09:00", "2026-02-03T10:00"]), ("ended", ["2026-02-03T10:00", "2026-06-02T16:30"])],
)
def test_hours_from_a_placement(name: str, expected: list[str]) -> None:
    """Counted from the hour at which it began, or ended: with the start of care, a move, or the end of care."""
    events = [AT_NINE, PlacementMoved(on=D("2026-02-02"), at=time(10, 0)), LEFT_IN_THE_AFTERNOON]
    schedule = build(letter_of(f'after = "placement-{name}"\nlimit = "24 hours"'), *events)
    assert [str(due.due_at)[:16] for due in schedule.of("letter")] == expected


ADDED_UP = letter_of('limit = "72 hours"\nafter = "significant-event"\nadds_up_within = "28 days"')


def test_two_events_at_one_moment_use_up_their_hours_once() -> None:
    """From 9:00 on Mon 12 January to 9:00 on the 13th one day has gone, whoever recorded it twice: two are left from 9:00 on Tue 20th.

    The same kind of rule as reg 10 of the Secure Accommodation Regulations 1991: 72 hours in any 28 days.
    """
    twice = [seen("2026-01-12", at=time(9), ref=ref) for ref in "ab"]
    last = schedule_of(ADDED_UP, *twice, done("2026-01-13", at=time(9)), seen("2026-01-20", at=time(9))).of("letter")[-1]
    assert last.due_at == "2026-01-22T09:00:00+00:00"
    assert "24 hours of the 72 hours had gone in earlier stays within 28 days" in last.notices


def test_a_year_mistyped_is_refused_before_hours_are_added_up() -> None:
    """Of 6 January of the year 1 there are no 28 days before: it is outside the calendar, as without `adds_up_within`."""
    events = [seen("0001-01-04", at=time(9)), seen("0001-01-06", at=time(9))]
    with pytest.raises(CalendarRangeError, match="is outside calendar england-and-wales"):
        schedule_of(ADDED_UP, *events, came_in=came("0001-01-02"), born=None)
