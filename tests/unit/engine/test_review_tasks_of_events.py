"""A task of each review that an event calls for: it is of the next review, and what is done from the event on is done for it.

Found with variants of fault 2: the row stood, and what was done met nothing. Dates by hand: the child came on Mon 5 January 2026.
"""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.small_profiles import ALONE, D, came, done, held, letter_of, letters, limits, rule_of, schedule_of, seen, task_of

from lacreview_rules import CeasedToBeLookedAfter, DecisionsIssued, ReviewRequested, TaskDone

if TYPE_CHECKING:
    from lacreview_rules import Event

EVENT = letter_of('limit = "1 week"\nafter = "significant-event"', "review")
BOTH = EVENT + '[[timescales]]\nid = "ours/2"\ntask = "letter"\nlimit = "2 weeks"\nafter = "review"\n'


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([seen("2026-01-12"), done("2026-01-13")], [("2026-01-19", "2026-01-13")]),
        ([seen("2026-01-12"), done("2026-01-13"), held("2026-01-30")], [("2026-01-19", "2026-01-13")]),
        ([seen("2026-01-12"), held("2026-01-14"), done("2026-01-16")], [("2026-01-19", "2026-01-16")]),
        ([held("2026-01-30"), seen("2026-02-02"), done("2026-02-03")], [("2026-02-09", "2026-02-03")]),
        ([held("2026-01-30"), seen("2026-02-02"), done("2026-02-12")], [("2026-02-09", "2026-02-12")]),
        ([held("2026-01-30"), done("2026-02-01"), seen("2026-02-02")], [("2026-02-09", None)]),  # before anybody asked
        (
            [seen("2026-01-12"), done("2026-01-13"), held("2026-01-30"), seen("2026-04-13"), done("2026-04-14"), held("2026-04-20")],
            [("2026-01-19", "2026-01-13"), ("2026-04-20", "2026-04-14")],
        ),
        (  # the second was late, and the first was not done at all
            [seen("2026-01-12"), held("2026-01-30"), seen("2026-04-13"), done("2026-04-27", review=2)],
            [("2026-01-19", None), ("2026-04-20", "2026-04-27")],
        ),
    ],
)
def test_what_is_done_from_the_event_on_is_done_for_it(events: list[Event], expected: list[tuple[str, str | None]]) -> None:
    assert letters(schedule_of(EVENT, *events)) == expected


@pytest.mark.parametrize("on", ["2026-02-03", "2026-03-02", "2026-09-01"])
def test_while_the_first_review_is_overdue_it_is_still_the_next(on: str) -> None:
    """It was due on Mon 2 February and nobody held it: what an event of a later day asks for is of it, and can be overdue."""
    week_later = (D(on) + timedelta(7)).isoformat()
    schedule = schedule_of(EVENT, seen(on), on="2026-12-01")
    [due] = schedule.of("letter")
    assert (str(due.due), due.review, due.status) == (week_later, 1, "overdue")
    assert letters(schedule_of(EVENT, seen(on), done(on))) == [(week_later, on)]


def test_of_two_events_before_one_overdue_review_the_earlier_date_binds() -> None:
    """Mon 19 January binds, and Mon 9 March stands beside it."""
    [due] = schedule_of(EVENT, seen("2026-01-12"), seen("2026-03-02")).of("letter")
    assert limits(due) == [("ours/1", "2026-01-19"), ("ours/1", "2026-03-09")]


def test_what_names_a_review_is_of_that() -> None:
    events = [held("2026-01-30"), seen("2026-02-02"), done("2026-02-03", review=1)]
    assert letters(schedule_of(EVENT, *events)) == [("2026-02-09", None)]


def test_beside_a_rule_that_counts_from_the_review() -> None:
    """Two weeks after 30 January: 13 February, met by the first; the event of 16 February is met by what is left."""
    events = [held("2026-01-30"), done("2026-02-10"), seen("2026-02-16"), done("2026-02-20")]
    found = letters(schedule_of(BOTH, *events))
    assert found[:2] == [("2026-02-13", "2026-02-10"), ("2026-02-23", "2026-02-20")]


@pytest.mark.parametrize(
    "of",
    [
        [DecisionsIssued(on=held("2026-02-05").on)],
        [TaskDone(on=held("2026-02-05").on, task="decisions")],
    ],
)
@pytest.mark.parametrize("anchor", ["decisions-issued", "decisions"])
def test_the_event_that_completes_a_task_after_the_review_is_of_that_review(of: list[Event], anchor: str) -> None:
    """Five working days after Thu 5 February 2026, for the review of 30 January: Thu 12 February, by either name."""
    tables = letter_of(f'limit = "5 working days"\nafter = "{anchor}"', "review")
    first = schedule_of(tables, held("2026-01-30"), *of, done("2026-02-10"), came_in=came()).of("letter")[0]
    assert (str(first.due), first.review, str(first.done_on)) == ("2026-02-12", 1, "2026-02-10")


REVIEWS = '[review_cycle]\ntask = "review"\n[[tasks]]\nid = "review"\ntitle = "Review"\nper = "period-of-care"\ndone_by = ["review-held"]\n'
FIRST_ALONE = REVIEWS + rule_of(9, "review", 'limit = "20 working days"\nafter = "became-looked-after"')


@pytest.mark.parametrize(
    ("reviews", "events", "expected"),
    [
        (FIRST_ALONE, [held("2026-01-28"), seen("2026-03-02")], [("2026-03-09", 2, None)]),
        (
            FIRST_ALONE,
            [held("2026-01-28"), seen("2026-03-02"), seen("2026-04-13")],
            [("2026-03-09", 2, None)],
        ),  # of one review, the earlier
        (FIRST_ALONE, [held("2026-01-28"), seen("2026-03-02"), done("2026-03-05")], [("2026-03-09", 2, "2026-03-05")]),
        (
            FIRST_ALONE,
            [seen("2026-01-12"), held("2026-01-28"), seen("2026-03-02"), held("2026-04-20")],
            [("2026-01-19", 1, None), ("2026-03-09", 2, None)],
        ),
        (REVIEWS, [seen("2026-03-02")], [("2026-03-09", 1, None)]),
        (REVIEWS, [held("2026-01-28"), seen("2026-03-02")], [("2026-03-09", 2, None)]),
        (FIRST_ALONE, [held("2026-01-28"), seen("2026-03-02"), done("2026-03-05", review=2)], [("2026-03-09", 2, "2026-03-05")]),
    ],
)
def test_of_the_next_review_where_no_timescale_says_that_there_is_one(
    reviews: str, events: list[Event], expected: list[tuple[str, int, str | None]]
) -> None:
    """A profile that stands alone and has no row for the second review, or for any: the event calls for its task all the same."""
    found = schedule_of(reviews + EVENT, *events, head=ALONE).of("letter")
    assert [(str(due.due), due.review, None if due.done_on is None else str(due.done_on)) for due in found] == expected
    assert len({due.id for due in found}) == len(found)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([done("2026-03-05")], ["2026-03-05"]),
        ([done("2026-03-05", review=2)], ["2026-03-05"]),
        ([done("2026-02-05")], [None]),  # before anybody asked
        ([done("2026-01-20")], [None]),  # that was for the first review
        ([done("2026-03-05"), held("2026-04-20"), seen("2026-05-05"), done("2026-05-06")], ["2026-03-05", "2026-05-06"]),
    ],
)
def test_so_for_what_prepares_a_review(events: list[Event], expected: list[str | None]) -> None:
    """Of a review that no timescale foresees, too, what is done from the event on is done for it: a week after Mon 2 March is the 9th."""
    tables = FIRST_ALONE + EVENT + rule_of(2, "letter", 'limit = "5 working days"\nbefore = "review"')
    found = schedule_of(tables, held("2026-01-28"), seen("2026-03-02"), *events, head=ALONE).of("letter")[1:]
    assert [None if due.done_on is None else str(due.done_on) for due in found] == expected
    assert str(found[0].due) == "2026-03-09"


def test_a_condition_sees_what_was_done_for_a_review_that_nobody_foresees() -> None:
    """A reply within three weeks of Mon 2 March, unless the letter for that review has been written: the 23rd, or none."""
    reply = task_of("reply", "review") + rule_of(
        2, "reply", 'limit = "3 weeks"\nafter = "significant-event"\nwhile = { task_done_for_review = "not letter" }'
    )
    events = [held("2026-01-28"), seen("2026-03-02")]
    assert letters(schedule_of(FIRST_ALONE + EVENT + reply, *events, head=ALONE), "reply") == [("2026-03-23", None)]
    assert letters(schedule_of(FIRST_ALONE + EVENT + reply, *events, done("2026-03-05"), head=ALONE), "reply") == []


@pytest.mark.parametrize(
    ("row", "due"), [('limit = "1 week"\nbefore = "significant-event"', "2026-02-23"), ('after = "significant-event"', None)]
)
def test_before_it_or_without_a_number(row: str, due: str | None) -> None:
    (letter,) = schedule_of(FIRST_ALONE + letter_of(row, "review"), held("2026-01-28"), seen("2026-03-02"), head=ALONE).of("letter")
    assert (letter.due, letter.review) == (None if due is None else D(due), 2)


def test_care_that_ended_cancels_it() -> None:
    """Asked for on 2 March, due on the 9th; care ended on the 5th."""
    left = CeasedToBeLookedAfter(on=D("2026-03-05"))
    (letter,) = schedule_of(FIRST_ALONE + EVENT, held("2026-01-28"), seen("2026-03-02"), left, head=ALONE).of("letter")
    assert (letter.due, letter.status) == (D("2026-03-09"), "cancelled")


def test_a_review_asked_for_on_the_day_of_one_calls_for_a_letter_of_the_next() -> None:
    """Reg 33(3): asked for at 14:00 on Fri 30 January, after the first had sat at 10:00, it is the second; at 9:00 it was the first."""
    tables = letter_of('limit = "1 week"\nafter = "review-requested"', "review")
    sat = [held("2026-01-30", at=time(10)), held("2026-04-20")]
    for at, number in ((9, 1), (14, 2)):
        [due] = schedule_of(tables, *sat, ReviewRequested(on=D("2026-01-30"), at=time(at))).of("letter")
        assert (due.review, str(due.due)) == (number, "2026-02-06"), at


def test_an_age_beyond_the_reviews_that_are_foreseen_calls_for_nothing_yet() -> None:
    """Twelve on Mon 2 March 2026, before the second review: within a week. Twelve in 2034, nobody knows before which review that is."""
    tables = letter_of('limit = "1 week"\nafter = "age 12 years"', "review")
    [due] = schedule_of(tables, held("2026-01-30"), born="2014-03-02").of("letter")
    assert (due.review, str(due.due)) == (2, "2026-03-09")
    assert schedule_of(tables, held("2026-01-30"), born="2022-03-02").of("letter") == ()
