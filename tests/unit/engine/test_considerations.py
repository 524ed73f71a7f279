"""What a review must consider, and which reviews must consider it.

Looked after on Mon 5 January 2026, unless a test says otherwise. Each test has a profile of its own; dates are counted by hand.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from tests.small_profiles import D, schedule_of

from lacreview_rules import CeasedToBeLookedAfter, Event, PlacementMoved, ReviewHeld

if TYPE_CHECKING:
    from lacreview_rules.schedules.schedule import Schedule

TWO_HELD = [ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20"))]
AFTER = 'limit = "2 weeks"\nafter = "review"'
for_each_review = partial(schedule_of, per="review")
LEFT_IN_APRIL = CeasedToBeLookedAfter(on=D("2026-04-27"))


def after_two_reviews(rules: list[str], *events: Event, **more: Any) -> Schedule:
    """The schedule of the two reviews and some events, with a letter for each review."""
    return schedule_of(rules, *TWO_HELD, *events, per="review", **more)


def test_what_a_review_must_consider_in_its_cycle() -> None:
    """A move on Mon 9 February begins the cycle anew: the review of 20 April and those after it; of the first time in care."""
    more = '[[considerations]]\nid = "ours/c"\ntitle = "The move"\nat = "review"\n'
    more += 'when = { cycle = "restarted" }\nrestarts_on = ["placement-moved"]\n'
    found = for_each_review([AFTER], *TWO_HELD, PlacementMoved(on=D("2026-02-09")), more=more)
    marks = [(mark.period_of_care, mark.review, str(mark.on), mark.basis) for mark in found.considerations if mark.rule.id == "ours/c"]
    assert marks[0] == (1, 2, "2026-04-20", "actual")
    assert [review for _, review, _, _ in marks] == [2, 3, 4]


@pytest.mark.parametrize(
    ("written", "events", "reviews"),
    [
        ("", [], [1, 2, 3, 4]),
        ("", [LEFT_IN_APRIL], [1, 2]),  # only those that were held
        ("in_force = { from = 2026-03-01 }", [], [2, 3, 4]),
        ('unless = { review = "third" }', [], [1, 2, 4]),  # the open one, and not how many were held by its day
    ],
)
def test_which_reviews_must_consider_it(written: str, events: list[Event], reviews: list[int]) -> None:
    school = f'[[considerations]]\nid = "ours/c"\ntitle = "Whether the school was told"\nat = "review"\n{written}\n'
    found = after_two_reviews([AFTER], *events, more=school)
    assert [mark.review for mark in found.considerations if mark.rule.id == "ours/c"] == reviews


def test_what_a_review_must_consider_from_a_day_on() -> None:
    """In force until the end of February: the review of 28 January has it on its agenda, that of 20 April has not."""
    tables = '[[considerations]]\nid = "ours/1"\ntitle = "Whether the school was told"\nat = "review"\nin_force = { to = 2026-02-28 }\n'
    found = schedule_of(tables, ReviewHeld(on=D("2026-01-28")), ReviewHeld(on=D("2026-04-20")))
    assert [mark.review for mark in found.considerations if mark.rule.id == "ours/1"] == [1]
