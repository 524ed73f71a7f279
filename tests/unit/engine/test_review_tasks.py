"""Tasks that prepare or follow a review: which completion is of which review, what else they count from, and what closes them. By hand.

Looked after on Mon 5 January 2026; reviews held on Wed 28 January and Mon 20 April, the third due six months after that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import D, done, schedule_of, seen

from lacreview_rules import (
    CeasedToBeLookedAfter,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
    TaskDone,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
BEFORE = 'limit = "1 week"\nbefore = "review"'
AFTER = 'limit = "2 weeks"\nafter = "review"'
LATE = "2026-12-01"


scheduled = partial(schedule_of, per="review")


def letters(found: Schedule, of: str = "letter") -> list[tuple[int | None, str, str | None]]:
    return [(due.review, str(due.due), None if due.done_on is None else str(due.done_on)) for due in found.of(of)]


def test_each_review_has_its_own() -> None:
    """Held, open, and assumed."""
    assert letters(scheduled([BEFORE], *HELD)) == [
        (1, "2026-01-21", None),
        (2, "2026-04-13", None),
        (3, "2026-10-13", None),
        (4, "2027-04-13", None),
    ]
    assert letters(scheduled([AFTER], *HELD)) == [
        (1, "2026-02-11", None),
        (2, "2026-05-04", None),
        (3, "2026-11-03", None),
        (4, "2027-05-04", None),
    ]


@pytest.mark.parametrize(
    ("day", "review"),
    [
        ("2026-01-05", 1),
        ("2026-01-28", 1),  # the day of the review prepares it
        ("2026-01-29", 2),
        ("2026-04-20", 2),
        ("2026-04-21", 3),
        ("2026-12-24", 3),  # the third has not been held
    ],
)
def test_what_prepares(day: str, review: int) -> None:
    """Since the review before, until the review."""
    found = letters(scheduled([BEFORE], *HELD, done(day)))
    assert [number for number, _, answer in found if answer == day] == [review]


@pytest.mark.parametrize(
    ("day", "review"),
    [
        ("2026-01-27", None),  # before any review there is nothing to follow
        ("2026-01-28", 1),
        ("2026-04-19", 1),
        ("2026-04-20", 2),  # the day of the next is the next one's
        ("2026-12-24", 2),
    ],
)
def test_what_follows(day: str, review: int | None) -> None:
    """From the review on, until the next."""
    found = letters(scheduled([AFTER], *HELD, done(day)))
    assert [number for number, _, answer in found if answer == day] == ([] if review is None else [review])


def test_what_names_its_review() -> None:
    """Whenever it was done; of two for one review the first."""
    found = scheduled([AFTER], *HELD, done("2026-05-01", review=1), done("2026-05-02"))
    assert letters(found)[:2] == [(1, "2026-02-11", "2026-05-01"), (2, "2026-05-04", "2026-05-02")]
    found = scheduled([AFTER], *HELD, done("2026-02-02"), done("2026-02-03", review=1))
    assert letters(found)[0] == (1, "2026-02-11", "2026-02-02")
    found = scheduled([AFTER], *HELD, done("2026-02-03", review=1), done("2026-02-02", review=1))
    assert letters(found)[0] == (1, "2026-02-11", "2026-02-02")
    ahead = scheduled([BEFORE], *HELD, done("2026-02-02", review=3))
    assert letters(ahead)[:3] == [(1, "2026-01-21", None), (2, "2026-04-13", None), (3, "2026-10-13", "2026-02-02")]


def test_an_adjourned_review() -> None:
    """What prepares it counts back from the sitting, on Wed 28 January; what follows it from its completion, on Wed 11 February."""
    events = [ReviewAdjourned(on=D("2026-01-28")), ReviewHeld(on=D("2026-02-11"))]
    assert letters(scheduled([BEFORE], *events))[0] == (1, "2026-01-21", None)
    assert letters(scheduled([AFTER], *events))[0] == (1, "2026-02-25", None)
    between = scheduled([BEFORE], *events, done("2026-02-02"))
    assert [number for number, _, answer in letters(between) if answer] == [2]  # after the sitting it prepares the next
    follows = scheduled([AFTER], *events, done("2026-02-02"))
    assert [number for number, _, answer in letters(follows) if answer] == [1]


def test_what_is_closed_and_when() -> None:
    """Preparing by the review itself, following up by the next: from then on silence says that nobody recorded it."""
    prepared = scheduled([BEFORE], *HELD, on=LATE).of("letter")
    assert [(str(due.closed_on), due.status) for due in prepared[:2]] == [("2026-01-28", "not-recorded"), ("2026-04-20", "not-recorded")]
    assert prepared[2].closed_on is None
    followed = scheduled([AFTER], *HELD, on=LATE).of("letter")
    assert [(due.closed_on and str(due.closed_on), due.status) for due in followed[:2]] == [
        ("2026-04-20", "not-recorded"),
        (None, "overdue"),
    ]


def test_when_care_ends() -> None:
    """On Mon 27 April: what is still to follow the second review is cancelled, and so is what would prepare a third."""
    left = CeasedToBeLookedAfter(on=D("2026-04-27"))
    followed = scheduled([AFTER], *HELD, left, on=LATE)
    assert [(due.review, due.status) for due in followed.of("letter")] == [(1, "not-recorded"), (2, "cancelled"), (3, "cancelled")]
    owed = scheduled([AFTER], *HELD, left, on=LATE, task="outlives_care = true\n")
    assert [(due.review, due.status) for due in owed.of("letter")][:2] == [(1, "not-recorded"), (2, "overdue")]
    prepared = scheduled([BEFORE], *HELD, left, on=LATE)
    assert [(due.review, due.status) for due in prepared.of("letter")] == [(1, "not-recorded"), (2, "not-recorded"), (3, "cancelled")]
    sent = scheduled([AFTER], *HELD, left, done("2026-04-29"), on=LATE)
    assert [(due.review, due.status) for due in sent.of("letter")][1] == (2, "cancelled")


def test_an_event_is_of_the_review_after_it() -> None:
    """Until the day of the review; the day after is the next one's."""
    rules = ['limit = "2 days"\nafter = "significant-event"']
    found = scheduled(rules, *HELD, seen("2026-01-20"), seen("2026-01-28"), seen("2026-01-29"))
    assert [(due.review, [str(limit.due) for limit in occurrence_of(due).limits]) for due in found.of("letter")] == [
        (1, ["2026-01-22", "2026-01-30"]),
        (2, ["2026-01-31"]),
    ]


def test_another_task_of_the_same_review() -> None:
    """A day after the record of that review, sent or assumed: twenty working days at most after it (here a task of our own)."""
    record = '[[tasks]]\nid = "minutes"\ntitle = "Minutes"\nper = "review"\n'
    record += '[[timescales]]\nid = "ours/9"\ntask = "minutes"\nlimit = "1 week"\nafter = "review"\n'
    rules = ['limit = "1 day"\nafter = "minutes"']
    sent = TaskDone(on=D("2026-02-02"), task="minutes")
    found = scheduled(rules, *HELD, sent, more=record)
    assert letters(found)[:3] == [(1, "2026-02-03", None), (2, "2026-04-28", None), (3, "2026-10-28", None)]
    assert [due.basis for due in found.of("letter")][:3] == ["actual", "projected", "projected"]
    deemed = scheduled(rules, *HELD, more=f"{record}deemed = true\n")
    assert [(str(due.due), due.basis) for due in deemed.of("letter")][:2] == [("2026-02-05", "actual"), ("2026-04-28", "actual")]


def test_midway_needs_the_review_after_it() -> None:
    """Between 28 January and 20 April: Tue 10 March. The last review that is shown has none after it."""
    found = letters(scheduled(['limit = "midway"\nafter = "review"\nbefore = "review"'], *HELD))
    assert found[0] == (1, "2026-03-10", None)
    assert [number for number, _, _ in found] == [1, 2, 3]


def test_advice_about_each_review() -> None:
    found = scheduled(['after = "review"', AFTER], *HELD, done("2026-02-02"))
    assert [(due.review, str(due.due), due.status) for due in found.of("letter") if due.review == 1] == [
        (1, "2026-02-11", "met"),
        (1, "None", "met"),
    ]
    assert [(due.review, due.status) for due in found.of("letter") if due.due is None][:2] == [(1, "met"), (2, "advisory")]


def test_what_was_done_though_nothing_limits_it() -> None:
    """Only the first review asks for the letter; the second was written all the same, and is answered two days later."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    found = scheduled([f'{AFTER}\nwhen = {{ review = "first" }}'], *HELD, done("2026-04-22"), more=reply)
    assert letters(found) == [(1, "2026-02-11", None)]
    assert letters(found, "reply") == [(1, "2026-02-13", None), (2, "2026-04-24", None)]


def test_one_that_lapsed_unless_it_was_done_in_time() -> None:
    """While in foster care: she moved to a home on Mon 9 February, two days before the letter was due."""
    rules = [f'{AFTER}\nwhile = {{ placement = "foster-care" }}']
    moves = [PlacementMoved(on=D("2026-01-06"), placement="foster-care"), PlacementMoved(on=D("2026-02-09"), placement="childrens-home")]
    assert [number for number, _, _ in letters(scheduled(rules, *HELD, *moves))] == []
    assert letters(scheduled(rules, *HELD, *moves, done("2026-02-02"))) == [(1, "2026-02-11", "2026-02-02")]


def test_what_is_closed_where_some_were_done() -> None:
    """The second was prepared; the first closed when it sat, all the same."""
    found = scheduled([BEFORE], *HELD, done("2026-02-02"), on=LATE).of("letter")
    assert [(due.closed_on and str(due.closed_on), due.status) for due in found[:3]] == [
        ("2026-01-28", "not-recorded"),
        ("2026-04-20", "met"),
        (None, "overdue"),
    ]


def test_what_an_event_did_though_nothing_limits_it() -> None:
    """The end of a placement is the letter: after the second review, of which none is asked, it is answered two days later."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    moved = PlacementMoved(on=D("2026-04-22"))
    found = scheduled([f'{AFTER}\nwhen = {{ review = "first" }}'], *HELD, moved, task='done_by = ["placement-ended"]\n', more=reply)
    assert letters(found, "reply") == [(1, "2026-02-13", None), (2, "2026-04-24", None)]


def test_what_a_review_must_consider_in_its_cycle() -> None:
    """A move on Mon 9 February begins the cycle anew: the review of 20 April and those after it; of the first time in care."""
    more = '[[considerations]]\nid = "ours/c"\ntitle = "The move"\nat = "review"\n'
    more += 'when = { cycle = "restarted" }\nrestarts_on = ["placement-moved"]\n'
    found = scheduled([AFTER], *HELD, PlacementMoved(on=D("2026-02-09")), more=more)
    marks = [(mark.period_of_care, mark.review, str(mark.on), mark.basis) for mark in found.considerations if mark.rule.id == "ours/c"]
    assert marks[0] == (1, 2, "2026-04-20", "actual")
    assert [review for _, review, _, _ in marks] == [2, 3, 4]


def test_a_count_among_days_that_end() -> None:
    """Five school days after each review; the term that is known ends on Fri 13 February, so that of the first review alone is dated."""
    more = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-13 }]\n'
    found = scheduled(['limit = "5 working days"\nafter = "review"\ncounted_in = "term"'], *HELD, more=more)
    assert (1, "2026-02-04", None) in letters(found)
    assert {due for review, due, _ in letters(found) if review != 1} == {"None"}
