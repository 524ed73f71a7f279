"""Tasks of a review, and what it must consider: what is seldom asked of them. By hand.

Looked after on Mon 5 January 2026; reviews held on Wed 28 January and Mon 20 April, the third due six months after that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, done, schedule_of, seen

from lacreview_rules import (
    CeasedToBeLookedAfter,
    Event,
    PlacementMoved,
    ReviewAdjourned,
    ReviewHeld,
)
from lacreview_rules.schedules.standing import occurrence_of

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule


HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
LEFT = CeasedToBeLookedAfter(on=D("2026-04-27"))
BEFORE = 'limit = "1 week"\nbefore = "review"'
AFTER = 'limit = "2 weeks"\nafter = "review"'
LATE = "2026-12-01"


def scheduled(rules: list[str], *events: Event, **more: Any) -> Schedule:
    """The schedule of the two reviews and some events, with a letter for each review."""
    return schedule_of(rules, *HELD, *events, per="review", **more)


def letters(found: Schedule, of: str = "letter") -> list[tuple[int | None, str]]:
    return [(due.review, str(due.due)) for due in found.of(of)]


# ---- what closes it


def test_what_is_due_by_the_review_itself() -> None:
    """On the day it sits, and silence says that nobody recorded it: the review, held that day, did not do away with it."""
    found = scheduled(['before = "review"'], on=LATE)
    assert [(str(due.due), due.status) for due in found.of("letter")][:2] == [
        ("2026-01-28", "not-recorded"),
        ("2026-04-20", "not-recorded"),
    ]


def test_what_would_have_prepared_the_next_where_one_was_prepared() -> None:
    """Care ended on Mon 27 April: there will be no third review to prepare. The second was prepared, the first not, or it is not known."""
    found = scheduled([BEFORE], done("2026-02-02"), LEFT, on=LATE)
    assert [(due.review, due.status) for due in found.of("letter")] == [(1, "not-recorded"), (2, "met"), (3, "cancelled")]


def test_it_is_asked_only_until_something_happens() -> None:
    """On Fri 1 May: the letter about the second review, due on Mon 4 May, has lapsed, and so have those after it."""
    assert letters(scheduled([f'{AFTER}\nuntil = "significant-event"'], seen("2026-05-01"))) == [(1, "2026-02-11")]


# ---- what it counts from


def test_what_applied_only_until_something_happened_is_told() -> None:
    """Beside another rule: a week after the review of Wed 28 January, but on the Friday something happened; so in two weeks."""
    found = scheduled([AFTER, AFTER.replace("2 weeks", "1 week") + '\nuntil = "significant-event"'], seen("2026-01-30"))
    first = found.of("letter")[0]
    assert (str(first.due), [aside.limit.rule_id for aside in occurrence_of(first).set_aside]) == ("2026-02-11", ["ours/2"])


def test_midway_beside_another_rule() -> None:
    """The last review shown, assumed for 20 April 2027, has none after it, and is followed up within a fortnight all the same."""
    found = scheduled(['limit = "midway"\nafter = "review"\nbefore = "review"', AFTER])
    assert letters(found)[-1] == (4, "2027-05-04")


def test_an_event_before_a_review_of_some_number() -> None:
    """Two days after an event, if it is the first review that it comes before."""
    found = scheduled(
        ['limit = "2 days"\nafter = "significant-event"\nwhen = { review = "first" }'], seen("2026-01-20"), seen("2026-01-29")
    )
    assert letters(found) == [(1, "2026-01-22")]


def test_an_event_that_names_its_review() -> None:
    """It is of that one, though it came the day after."""
    assert letters(scheduled(['limit = "2 days"\nafter = "significant-event"'], seen("2026-01-29", review=1))) == [(1, "2026-01-31")]


@pytest.mark.parametrize("day", ["2026-05-19", "2026-05-26", "2026-06-02"])
def test_an_event_while_a_review_stands_adjourned(day: str) -> None:
    """Sat on Mon 18 May, completed on Tue 2 June: after the sitting it is of the next review, as a completion is."""
    events = [ReviewAdjourned(on=D("2026-05-18")), ReviewHeld(on=D("2026-06-02")), seen(day)]
    found = scheduled(['limit = "2 days"\nafter = "significant-event"'], *events)
    assert [(due.review, occurrence_of(due).limits[0].start) for due in found.of("letter")] == [(4, D(day))]


def test_what_counts_from_an_event_that_is_the_completion() -> None:
    """The end of a placement is the letter about the first review: a reply two days after it."""
    reply = '[[tasks]]\nid = "reply"\ntitle = "Reply"\nper = "review"\n'
    reply += '[[timescales]]\nid = "ours/9"\ntask = "reply"\nlimit = "2 days"\nafter = "letter"\n'
    found = scheduled([AFTER], PlacementMoved(on=D("2026-02-02")), task='done_by = ["placement-ended"]\n', more=reply)
    assert letters(found, "reply")[0] == (1, "2026-02-04")


# ---- what a review must consider


@pytest.mark.parametrize(
    ("written", "events", "reviews"),
    [
        ("", [], [1, 2, 3, 4]),
        ("", [LEFT], [1, 2]),  # only those that were held
        ("in_force = { from = 2026-03-01 }", [], [2, 3, 4]),
        ('unless = { review = "third" }', [], [1, 2, 4]),  # the open one, and not how many were held by its day
    ],
)
def test_which_reviews_must_consider_it(written: str, events: list[Event], reviews: list[int]) -> None:
    school = f'[[considerations]]\nid = "ours/c"\ntitle = "Whether the school was told"\nat = "review"\n{written}\n'
    found = scheduled([AFTER], *events, more=school)
    assert [mark.review for mark in found.considerations if mark.rule.id == "ours/c"] == reviews
