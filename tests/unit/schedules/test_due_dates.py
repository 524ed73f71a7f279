"""A due date as it is shown, written, made with many others, and put in order.

Authority: docs/reference/schedule-format.md, the keys of a due date. Looked after on Mon 5 January 2026; every date by hand.
"""

from __future__ import annotations

from datetime import date

from tests.small_profiles import ALONE, D, done, held, moved, schedule_of, schedule_under

from lacreview_rules import BecameLookedAfter, Doubt
from lacreview_rules.schedules.due_dates import DueDate, due_dates, in_order
from lacreview_rules.schedules.standing import occurrence_of

CAME_IN = BecameLookedAfter(on=D("2026-01-05"))
RULES = [
    'limit = "1 week"\nafter = "became-looked-after"\naim = "2 days"\nopens = "1 day"\ncite = "page 4"\nrole = "manager"\n',
    'limit = "3 weeks"\nafter = "became-looked-after"\n',
]


def test_how_it_is_shown() -> None:
    """Due on Mon 12 January, done two days later; with the number of its review, where it belongs to one; and advice."""
    [letter] = schedule_of(RULES, done("2026-01-14"), head=ALONE).of("letter")
    assert repr(letter) == "<DueDate letter: due 2026-01-12, met-late (ours/1)>"
    assert str(letter) == "Letter: due Mon 12 Jan 2026, met late"
    [advice] = schedule_of(['after = "became-looked-after"'], head=ALONE).of("letter")
    assert repr(advice) == "<DueDate letter: without a date, advisory (ours/1)>"
    assert str(advice) == "Letter: no date can be calculated, advisory"
    second = schedule_under(CAME_IN, held("2026-01-28")).of("review")[1]
    assert repr(second) == "<DueDate review 2: due 2026-04-28, upcoming (england/R2)>"
    assert str(second) == "Second looked after review: due Tue 28 Apr 2026, upcoming"


def test_every_key_of_its_record() -> None:
    """Due on Mon 12 January by one rule and on Mon 26 January by another; to be done from the 6th, best by the 7th; done on the 14th."""
    [letter] = schedule_of(RULES, done("2026-01-14"), head=ALONE).of("letter")
    assert letter.to_dict() == {
        "task": "letter",
        "title": "Letter",
        "role": "manager",
        "period_of_care": 1,
        "review": None,
        "due": "2026-01-12",
        "due_at": None,
        "last_working_day": "2026-01-12",
        "aim": "2026-01-07",
        "opens": "2026-01-06",
        "status": "met-late",
        "done_on": "2026-01-14",
        "days_late": 2,
        "basis": "actual",
        "rule": "ours/1",
        "force": "local",
        "cite": "page 4",
        "verified": False,
        "also": [{"rule": "ours/2", "due": "2026-01-26", "force": "local"}],
        "notices": list(letter.notices),
        "id": letter.id,
        "scope": {"kind": "period-of-care", "number": 1, "first": "2026-01-05", "last": None, "closed_by": None},
    }


def test_those_made_together_are_those_made_one_by_one() -> None:
    schedule = schedule_under(CAME_IN, held("2026-01-28"), moved("2026-02-20"))
    occurrences = [occurrence_of(due) for due in schedule.due_dates]
    for day in (None, D("2026-03-02")):
        made = due_dates(occurrences, day)
        assert made == tuple(DueDate(one, day) for one in occurrences)
        assert [(due.due, due.status, due.doubt, due.as_of) for due in made] == [
            (due.due, due.status, None, day) for due in (DueDate(one, day) for one in occurrences)
        ]
    assert due_dates([], D("2026-03-02")) == ()


def test_in_order_of_date_with_what_has_none_last() -> None:
    """A date that cannot be given is none, whatever it would be; one that is only in doubt keeps its place."""
    schedule = schedule_under(CAME_IN, held("2026-01-28"))
    mixed = sorted(schedule.due_dates, key=lambda due: due.id)
    assert mixed != list(schedule.due_dates)
    assert sorted(mixed, key=in_order) == list(schedule.due_dates)
    first = schedule.of("review")[0]
    doubted, unknown = (first.doubted(Doubt("assumed", "it is assumed", known), number_known=True) for known in (True, False))
    assert in_order(doubted) == in_order(first)
    assert in_order(first)[0] == D("2026-02-02")
    assert in_order(unknown) == (date.max, *in_order(first)[1:])
