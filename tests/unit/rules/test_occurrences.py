"""What a timescale can count from: what is not known of it is None, and the most certain comes first."""

from __future__ import annotations

from datetime import date, time

from lacreview_rules import ReviewHeld
from lacreview_rules.rules.occurrences import BASES, Occurrence


def test_what_is_not_known_of_it() -> None:
    """It happened, unless something else is said."""
    assert Occurrence("review", date(2026, 1, 28)) == ("review", date(2026, 1, 28), "actual", None, None, None, None, False)


def test_from_the_most_certain_to_the_least() -> None:
    """Between two anchors the less certain tells (regulation 33: a date that depends on an assumption is one)."""
    assert BASES == ("actual", "arranged", "projected")


def test_a_completion_is_counted_from_under_the_name_of_its_task() -> None:
    """With the review and the due date that it completes; the day, the hour, what it rests on and the event are as they were."""
    held = ReviewHeld(on=date(2026, 1, 28), ref="M1")
    sat = Occurrence("review-held", date(2026, 1, 28), "arranged", time(14), held, 1, "review/a", True)  # noqa: FBT003 - as it is made
    assert sat.as_done("review", 2, "review/b") == ("review", date(2026, 1, 28), "arranged", time(14), held, 2, "review/b", True)
    assert isinstance(sat.as_done("review", None, None), Occurrence)


def test_the_matter_is_that_of_the_event() -> None:
    assert Occurrence("review-held", date(2026, 1, 28), event=ReviewHeld(on=date(2026, 1, 28), ref="M1")).ref == "M1"
    assert Occurrence("review-held", date(2026, 1, 28), event=ReviewHeld(on=date(2026, 1, 28))).ref is None
    assert Occurrence("age 16", date(2026, 1, 28)).ref is None
