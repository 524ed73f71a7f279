"""Tasks that prepare or follow a review: which completion is of which review, what else they count from, and what closes them. By hand.

Looked after on Mon 5 January 2026; reviews held on Wed 28 January and Mon 20 April, the third due six months after that.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, done, held, schedule_of, seen

from lacreview_rules import Event, PlacementMoved, ReviewHeld, TaskDone
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

TWO_HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
BEFORE = 'limit = "1 week"\nbefore = "review"'
AFTER = 'limit = "2 weeks"\nafter = "review"'
LATE = "2026-12-01"
for_each_review = partial(schedule_of, per="review")


def of_reviews(found: Schedule, of: str = "letter") -> list[tuple[int | None, str, str | None]]:
    return [(due.review, str(due.due), None if due.done_on is None else str(due.done_on)) for due in found.of(of)]


def after_two_reviews(rules: list[str], *events: Event, **more: Any) -> Schedule:
    """The schedule of the two reviews and some events, with a letter for each review."""
    return schedule_of(rules, *TWO_HELD, *events, per="review", **more)


def by_review(found: Schedule, of: str = "letter") -> list[tuple[int | None, str]]:
    return [(due.review, str(due.due)) for due in found.of(of)]


def test_each_review_has_its_own() -> None:
    """Held, open, and assumed."""
    assert of_reviews(for_each_review([BEFORE], *TWO_HELD)) == [
        (1, "2026-01-21", None),
        (2, "2026-04-13", None),
        (3, "2026-10-13", None),
        (4, "2027-04-13", None),
    ]
    assert of_reviews(for_each_review([AFTER], *TWO_HELD)) == [
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
    found = of_reviews(for_each_review([BEFORE], *TWO_HELD, done(day)))
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
    found = of_reviews(for_each_review([AFTER], *TWO_HELD, done(day)))
    assert [number for number, _, answer in found if answer == day] == ([] if review is None else [review])


def test_what_names_its_review() -> None:
    """Whenever it was done; of two for one review the first."""
    found = for_each_review([AFTER], *TWO_HELD, done("2026-05-01", review=1), done("2026-05-02"))
    assert of_reviews(found)[:2] == [(1, "2026-02-11", "2026-05-01"), (2, "2026-05-04", "2026-05-02")]
    found = for_each_review([AFTER], *TWO_HELD, done("2026-02-02"), done("2026-02-03", review=1))
    assert of_reviews(found)[0] == (1, "2026-02-11", "2026-02-02")
    found = for_each_review([AFTER], *TWO_HELD, done("2026-02-03", review=1), done("2026-02-02", review=1))
    assert of_reviews(found)[0] == (1, "2026-02-11", "2026-02-02")
    ahead = for_each_review([BEFORE], *TWO_HELD, done("2026-02-02", review=3))
    assert of_reviews(ahead)[:3] == [(1, "2026-01-21", None), (2, "2026-04-13", None), (3, "2026-10-13", "2026-02-02")]


def test_what_is_closed_and_when() -> None:
    """Preparing by the review itself, following up by the next: from then on silence says that nobody recorded it."""
    prepared = for_each_review([BEFORE], *TWO_HELD, on=LATE).of("letter")
    assert [(str(due.closed_on), due.status) for due in prepared[:2]] == [("2026-01-28", "not-recorded"), ("2026-04-20", "not-recorded")]
    assert prepared[2].closed_on is None
    followed = for_each_review([AFTER], *TWO_HELD, on=LATE).of("letter")
    assert [(due.closed_on and str(due.closed_on), due.status) for due in followed[:2]] == [
        ("2026-04-20", "not-recorded"),
        (None, "overdue"),
    ]


def test_an_event_is_of_the_review_after_it() -> None:
    """Until the day of the review; the day after is the next one's."""
    rules = ['limit = "2 days"\nafter = "significant-event"']
    found = for_each_review(rules, *TWO_HELD, seen("2026-01-20"), seen("2026-01-28"), seen("2026-01-29"))
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
    found = for_each_review(rules, *TWO_HELD, sent, more=record)
    assert of_reviews(found)[:3] == [(1, "2026-02-03", None), (2, "2026-04-28", None), (3, "2026-10-28", None)]
    assert [due.basis for due in found.of("letter")][:3] == ["actual", "projected", "projected"]
    deemed = for_each_review(rules, *TWO_HELD, more=f"{record}deemed = true\n")
    assert [(str(due.due), due.basis) for due in deemed.of("letter")][:2] == [("2026-02-05", "actual"), ("2026-04-28", "actual")]


def test_midway_needs_the_review_after_it() -> None:
    """Between 28 January and 20 April: Tue 10 March. The last review that is shown has none after it."""
    found = of_reviews(for_each_review(['limit = "midway"\nafter = "review"\nbefore = "review"'], *TWO_HELD))
    assert found[0] == (1, "2026-03-10", None)
    assert [number for number, _, _ in found] == [1, 2, 3]


def test_advice_about_each_review() -> None:
    found = for_each_review(['after = "review"', AFTER], *TWO_HELD, done("2026-02-02"))
    assert [(due.review, str(due.due), due.status) for due in found.of("letter") if due.review == 1] == [
        (1, "2026-02-11", "met"),
        (1, "None", "met"),
    ]
    assert [(due.review, due.status) for due in found.of("letter") if due.due is None][:2] == [(1, "met"), (2, "advisory")]


def test_what_was_done_though_nothing_limits_it() -> None:
    """Only the first review asks for the letter; the second was written all the same, and is answered two days later."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    found = for_each_review([f'{AFTER}\nwhen = {{ review = "first" }}'], *TWO_HELD, done("2026-04-22"), more=reply)
    assert of_reviews(found) == [(1, "2026-02-11", None)]
    assert of_reviews(found, "reply") == [(1, "2026-02-13", None), (2, "2026-04-24", None)]


def test_one_that_lapsed_unless_it_was_done_in_time() -> None:
    """While in foster care: she moved to a home on Mon 9 February, two days before the letter was due."""
    rules = [f'{AFTER}\nwhile = {{ placement = "foster-care" }}']
    moves = [PlacementMoved(on=D("2026-01-06"), placement="foster-care"), PlacementMoved(on=D("2026-02-09"), placement="childrens-home")]
    assert [number for number, _, _ in of_reviews(for_each_review(rules, *TWO_HELD, *moves))] == []
    assert of_reviews(for_each_review(rules, *TWO_HELD, *moves, done("2026-02-02"))) == [(1, "2026-02-11", "2026-02-02")]


def test_what_is_closed_where_some_were_done() -> None:
    """The second was prepared; the first closed when it sat, all the same."""
    found = for_each_review([BEFORE], *TWO_HELD, done("2026-02-02"), on=LATE).of("letter")
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
    found = for_each_review(
        [f'{AFTER}\nwhen = {{ review = "first" }}'], *TWO_HELD, moved, task='done_by = ["placement-ended"]\n', more=reply
    )
    assert of_reviews(found, "reply") == [(1, "2026-02-13", None), (2, "2026-04-24", None)]


def test_a_count_among_days_that_end() -> None:
    """Five school days after each review; the term that is known ends on Fri 13 February, so that of the first review alone is dated."""
    more = '[[days]]\nid = "term"\nspans = [{ from = 2026-01-05, to = 2026-02-13 }]\n'
    found = for_each_review(['limit = "5 working days"\nafter = "review"\ncounted_in = "term"'], *TWO_HELD, more=more)
    assert (1, "2026-02-04", None) in of_reviews(found)
    assert {due for review, due, _ in of_reviews(found) if review != 1} == {"None"}


# ---- what closes it, and what it counts from


def test_what_is_due_by_the_review_itself() -> None:
    """On the day it sits, and silence says that nobody recorded it: the review, held that day, did not do away with it."""
    found = after_two_reviews(['before = "review"'], on=LATE)
    assert [(str(due.due), due.status) for due in found.of("letter")][:2] == [
        ("2026-01-28", "not-recorded"),
        ("2026-04-20", "not-recorded"),
    ]


def test_it_is_asked_only_until_something_happens() -> None:
    """On Fri 1 May: the letter about the second review, due on Mon 4 May, has lapsed; those about later reviews begin after it."""
    found = by_review(after_two_reviews([f'{AFTER}\nuntil = "significant-event"'], seen("2026-05-01")))
    assert found == [(1, "2026-02-11"), (3, "2026-11-03"), (4, "2027-05-04")]  # reviews assumed on 20 October and 20 April


def test_midway_between_an_event_and_the_review_after_the_one_it_concerns() -> None:
    """The first is due on Mon 2 February, the second three months after it: 2 May is 102 days after Tue 20 January, half of them 12 March.

    By an event of Tue 10 March the first was not held, and is still the next: half of the 53 days to 2 May, of which 26 are whole, 5 April.
    If it was held, on Mon 2 February, the event concerns the second, and the third is expected on 2 November: 118 of 237 days, 6 July.
    """
    rules = ['limit = "midway"\nafter = "significant-event"\nbefore = "review"']
    assert of_reviews(for_each_review(rules, seen("2026-01-20"))) == [(1, "2026-03-12", None)]
    assert of_reviews(for_each_review(rules, seen("2026-03-10"))) == [(1, "2026-04-05", None)]
    assert of_reviews(for_each_review(rules, held("2026-02-02"), seen("2026-03-10"))) == [(2, "2026-07-06", None)]


def test_what_applied_only_until_something_happened_is_told() -> None:
    """Beside another rule: a week after the review of Wed 28 January, but on the Friday something happened; so in two weeks."""
    found = after_two_reviews([AFTER, AFTER.replace("2 weeks", "1 week") + '\nuntil = "significant-event"'], seen("2026-01-30"))
    first = found.of("letter")[0]
    assert (str(first.due), [aside.limit.rule_id for aside in occurrence_of(first).set_aside]) == ("2026-02-11", ["ours/2"])


def test_midway_beside_another_rule() -> None:
    """The last review shown, assumed for 20 April 2027, has none after it, and is followed up within a fortnight all the same."""
    found = after_two_reviews(['limit = "midway"\nafter = "review"\nbefore = "review"', AFTER])
    assert by_review(found)[-1] == (4, "2027-05-04")


def test_an_event_before_a_review_of_some_number() -> None:
    """Two days after an event, if it is the first review that it comes before."""
    found = after_two_reviews(
        ['limit = "2 days"\nafter = "significant-event"\nwhen = { review = "first" }'], seen("2026-01-20"), seen("2026-01-29")
    )
    assert by_review(found) == [(1, "2026-01-22")]


def test_an_event_that_names_its_review() -> None:
    """It is of that one, though it came the day after."""
    assert by_review(after_two_reviews(['limit = "2 days"\nafter = "significant-event"'], seen("2026-01-29", review=1))) == [
        (1, "2026-01-31")
    ]


def test_what_counts_from_an_event_that_is_the_completion() -> None:
    """The end of a placement is the letter about the first review: a reply two days after it."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    found = after_two_reviews([AFTER], PlacementMoved(on=D("2026-02-02")), task='done_by = ["placement-ended"]\n', more=reply)
    assert by_review(found, "reply")[0] == (1, "2026-02-04")
